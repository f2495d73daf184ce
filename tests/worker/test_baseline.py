"""The zero line on a real store: read once, at most two calls a second, from where it stopped, nothing twice."""

from __future__ import annotations

from typing import Any

import pytest

from tests.worker.yard import Clock, Yard
from warehouse_app.domain.baseline import DONE, PARTS, PER_SECOND, Sum
from warehouse_app.domain.errors import Refused
from warehouse_app.service.ports.baseline import Baseline
from warehouse_app.service.ports.odoo import OdooUnreachable, PastPage
from warehouse_app.service.ports.store import Store
from warehouse_app.service.read_baseline import begin_baseline, read_all, read_page
from warehouse_app.service.read_data import Reader

ORDERS = 450
CALLS = len(PARTS) + 2 * (ORDERS // 200)  # deliveries and payments are three pages each


class Line:
    """A yard with deliveries done, and a wall clock that goes on by waiting and by calls, which take no time at all."""

    def __init__(self, yard: Yard) -> None:
        self.yard, self.store, self.seconds, self.at = yard, yard.store, 0.0, list[float]()
        self.breaks = 0
        yard.order({0: 1})
        yard.open()
        for _ in range(ORDERS - 1):
            yard.order({0: 1})
        for picking in yard.books.pickings.values():
            yard.rig.someone_validates(picking.id)
        yard.clock.now += 60_000

    def history(self, part: str, warehouse: int, since_ms: int, after: int) -> PastPage:
        """The port, counted; every third call finds nobody while `breaks` are left."""
        self.at.append(self.seconds)
        if self.breaks and len(self.at) % 3 == 0:
            self.breaks -= 1
            raise OdooUnreachable("no route")
        return self.yard.port.history(part, warehouse, since_ms, after)

    @property
    def reader(self) -> Reader:
        return Reader(self, self.store, self.store.write)  # type: ignore[arg-type]

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds

    def begin(self, again: bool = False) -> Baseline:
        return self.store.write(lambda uow: begin_baseline(self.yard.w, again, uow))

    def read(self) -> int:
        return read_all(self.reader, self.yard.w, lambda: self.seconds, self.sleep)

    def kept(self) -> Baseline:
        found = self.store.read(lambda views: views.baseline.get(self.yard.w))
        assert found is not None
        return found


@pytest.fixture
def line(store: Store, clock: Clock) -> Line:
    return Line(Yard(store, clock))


def test_it_is_read_once_at_most_two_calls_a_second_and_kept(line: Line) -> None:
    assert line.store.read(lambda views: views.baseline.get(line.yard.w)) is None
    line.begin()
    calls = line.read()
    assert calls == len(line.at) == CALLS
    assert calls / (line.at[-1] - line.at[0] + 1 / PER_SECOND) <= PER_SECOND
    assert min(after - before for before, after in zip(line.at, line.at[1:], strict=False)) >= 1 / PER_SECOND
    kept = line.kept()
    assert (kept.calls, kept.done_at, kept.sums[DONE].n) == (calls, line.yard.clock.now, ORDERS)
    assert not read_page(line.reader, line.yard.w), "it is not read again"
    assert len(line.at) == calls


def test_an_odoo_that_goes_away_is_asked_on_from_there_and_nothing_counts_twice(line: Line) -> None:
    line.begin()
    line.breaks = 3
    for _ in range(3):
        with pytest.raises(OdooUnreachable):
            line.read()
        assert line.begin().part, "it goes on where it was"
    line.read()
    assert (line.kept().sums[DONE].n, line.kept().calls) == (ORDERS, CALLS)


def test_two_who_read_the_same_page_count_it_once(line: Line) -> None:
    line.begin()
    late = line.reader
    line.breaks = 0

    class Meanwhile:
        """Whoever reads through it comes second: somebody has read that page before the answer is kept."""

        def history(self, *args: Any) -> PastPage:
            read_page(late, line.yard.w)
            return line.history(*args)

    read_page(Reader(Meanwhile(), line.store, line.store.write), line.yard.w)  # type: ignore[arg-type]
    line.read()
    assert line.kept().sums[DONE] == Sum(ORDERS, 0, 0)


def test_what_odoo_does_not_let_be_read_is_said_and_the_rest_is_read(line: Line) -> None:
    line.yard.books.before.closed.add("payments")
    line.begin()
    line.read()
    kept = line.kept()
    assert list(kept.unread) == ["payments"]
    assert "payments" in kept.unread["payments"]
    assert kept.sums[DONE].n == ORDERS


def test_it_is_replaced_only_when_somebody_says_so(line: Line) -> None:
    line.begin()
    line.read()
    with pytest.raises(Refused, match=r"baseline\.there"):
        line.begin()
    assert line.begin(again=True).done_at is None
    line.read()
    assert line.kept().sums[DONE].n == ORDERS
