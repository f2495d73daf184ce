"""Labels of returns go to the printer of the desk, and a slip comes with the first box where a rule says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.printing.bench import PrintBench
from tests.service.world import NOW, build
from warehouse_app.domain.errors import Refused
from warehouse_app.printing.labels import label_pdf
from warehouse_app.service.box_papers import queue_papers
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.print_returns import print_return
from warehouse_app.service.shipped_rules import ship_rules
from warehouse_app.store import open_store

FIELDS = {name: name for name in ("number", "order", "warehouse", "to", "instruction", "title", "to_word")}


@pytest.fixture
def bench(sqlite_copy: str) -> Iterator[PrintBench]:
    opened = open_store(sqlite_copy, lambda: NOW)
    opened.write(ship_rules)
    made = PrintBench(build(opened))
    yield made
    made.close()
    opened.close()


def slips(bench: PrintBench, number: str) -> list[int | None]:
    """What closing the box of this number queues besides its label, asked twice."""

    def close(uow: UnitOfWork) -> int | None:
        parcel = next(one for one in uow.packing.parcels(bench.transfer) if one.number == number)
        return next(iter(queue_papers(bench.world.first, parcel, None, uow)), None)

    return [bench.world.store.write(close) for _ in range(2)]


def switch_on(bench: PrintBench, **whom: Any) -> None:
    body = {"on": True, "carriers": None, "segments": None, "customers": None, "words_en": "Send it back."} | whom
    bench.world.store.write(lambda uow: uow.releasing.ship_rule("paper", "RS-1", 9, body))


def test_a_slip_comes_once_with_the_first_box_and_bears_its_number(bench: PrintBench) -> None:
    switch_on(bench)
    first, second = bench.box(), bench.box()
    job, again = slips(bench, first)
    assert job is not None
    assert again is None
    assert slips(bench, second) == [None, None]
    label = bench.world.store.read(lambda v: v.printing.label(v.printing.job(job).label))  # type: ignore[union-attr]
    assert label is not None
    assert label.fields is not None
    assert (label.fields["number"], label.fields["how"]) == (first, "Send it back.")
    assert label_pdf(label.design, label.fields).startswith(b"%PDF")


def test_the_label_of_the_box_is_still_the_one_that_the_bench_asks_about(bench: PrintBench) -> None:
    switch_on(bench)
    number = bench.box()
    job, _ = slips(bench, number)
    token = bench.world.store.read(lambda v: v.printing.label(v.printing.job(job).label)).parcel  # type: ignore[union-attr,arg-type]
    newest = bench.world.store.read(lambda v: v.printing.job_of(token))  # type: ignore[arg-type]
    assert newest is not None
    assert newest.id != job


@pytest.mark.parametrize("whom", [{"on": False}, {"carriers": "Nobody"}, {"customers": "Somebody Else"}])
def test_no_slip_where_no_rule_means_the_order(bench: PrintBench, whom: dict[str, Any]) -> None:
    switch_on(bench, **whom)
    assert slips(bench, bench.box()) == [None, None]


def test_the_label_of_a_return_goes_to_the_printer_where_the_desk_stands(bench: PrintBench) -> None:
    printer = bench.world.store.write(lambda uow: print_return(bench.world.first, "return", FIELDS, None, uow))
    assert printer.name == "Main"
    (sent,) = bench.turn()
    assert sent.state == "confirmed"


def test_without_a_printer_the_desk_is_told_so(bench: PrintBench) -> None:
    with pytest.raises(Refused) as refused:
        bench.world.store.write(lambda uow: print_return(bench.world.second, "return", FIELDS, None, uow))
    assert refused.value.key == "returns.no_printer"
