"""A carrier whose labels Odoo makes, in a warehouse of three steps: at the bench where the packing makes them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import update

from tests.worker.packer import Packer, packer
from tests.worker.test_packing import follow, picked, tote, with_boxes
from tests.worker.yard import Clock, Counting, Yard
from warehouse_app.domain.carrier_labels import DEADLINE_MS
from warehouse_app.service.carrier_labels import Pace, look_for_labels
from warehouse_app.service.printers import NewPrinter, add_printer, stand_at
from warehouse_app.store import tables as t
from warehouse_app.store.on_sqlite import SqliteStore

HOUR_MS = 3_600_000


@pytest.fixture
def long_way(sqlite_store: SqliteStore, clock: Clock) -> Yard:
    yard = with_boxes(sqlite_store, clock, 3)
    yard.books.labelling.add("DHL")
    return yard


def packed(yard: Yard) -> tuple[Packer, list[str]]:
    """An order leaves a bench that has a printer: who packed it, its boxes."""
    picker, (order,) = picked(yard, {0: 4, 1: 2})
    ben = packer(yard)
    yard.store.write(lambda uow: add_printer(NewPrinter("Zebra", "zpl://127.0.0.1", "Bench"), yard.w, uow))
    yard.store.write(lambda uow: stand_at(ben.device, "Bench", uow))
    ben.open(tote(picker, order))
    boxes = ben.pack_all(boxes=2)
    follow(yard)
    return ben, boxes


def looking(yard: Yard) -> Callable[[], tuple[int, list[str]]]:
    """One look: how many labels of the carrier are to be printed, and the exceptions there are."""
    pace = Pace(yard.clock)

    def look() -> tuple[int, list[str]]:
        look_for_labels(yard.holding, yard.store, yard.port, ["DHL"], pace)
        jobs = yard.store.read(lambda views: views.printing.open_jobs(yard.w))
        return sum(label.design == "carrier" for _, label in jobs), [type_ for type_, _ in yard.cases()]

    return look


def test_where_the_packing_makes_the_label_it_is_printed_at_the_bench_and_once(long_way: Yard) -> None:
    long_way.books.labels_at.add(long_way.rig.site.chain[1].id)
    ben, boxes = packed(long_way)
    look = looking(long_way)
    assert look() == (1, [])
    for box in boxes:
        ben.loaded(box)
    ben.send()
    follow(long_way)
    assert look() == (1, []), "what leaves the house makes no second one"


def test_where_only_the_truck_makes_it_somebody_knows_half_an_hour_before_and_it_is_printed_then(
    long_way: Yard,
) -> None:
    ben, boxes = packed(long_way)
    leaves_at = long_way.clock.now + 5 * HOUR_MS
    truck = update(t.wave).values(cutoff_at=leaves_at)
    long_way.store.write(lambda uow: uow._connection.execute(truck))  # type: ignore[attr-defined]
    (waits,) = long_way.store.read(lambda views: views.printing.awaited())
    assert (len(waits.papers_at), waits.comes_later, waits.due_at) == (2, True, leaves_at)
    look = looking(long_way)
    long_way.clock.now += 2 * DEADLINE_MS
    assert look() == (0, []), "it is not late: it cannot be there yet"
    long_way.clock.now = leaves_at - HOUR_MS // 4
    assert look() == (0, ["SHP-LABEL"])
    for box in boxes:
        ben.loaded(box)
    ben.send()
    follow(long_way)
    long_way.clock.now += HOUR_MS // 2
    assert look() == (1, [])


def test_odoo_is_asked_seldom_for_what_is_waited_for_long(long_way: Yard) -> None:
    packed(long_way)
    counting = Counting(long_way.port)
    long_way.port = counting
    look, begun = looking(long_way), long_way.clock.now
    while long_way.clock.now < begun + HOUR_MS // 2:
        look()
        long_way.clock.now += 2000
    assert counting.calls["hanging"] < 2 * (DEADLINE_MS // 2000 + HOUR_MS // 2 // 30_000 + 2)
