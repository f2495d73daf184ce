"""A bin that was denied is corrected in Odoo by itself as far as its reason allows, once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest

from tests.worker.test_beside import counts
from tests.worker.yard import Picker, Yard
from warehouse_app.service.ports.odoo import CountDone, Odoo, OdooUnknown
from warehouse_app.service.ports.views import CaseRow


def ready(yard: Yard, pieces: int, cost: int = 100) -> Picker:
    """An order of five of the first product, of which Odoo's book has so many in the bin; the reasons as shipped."""
    body = {"key": "reason.RC-EMPTY", "count": "none", "screen": "pick", "rank": 1, "bin": "cut", "opens": "INV-BIN",
            "pieces": 3, "value": 50, "elsewhere": "offer"}  # fmt: skip
    yard.store.write(lambda uow: uow.catalogue.keep_reason("RC-EMPTY", 2, body))
    yard.books.products[yard.products[0]].cost = cost
    yard.rig.odoo.count(yard.products[0], yard.bins[0], None, pieces * 1000, "__floor__.before")
    yard.order({0: 5})
    yard.open()
    picker = yard.picker(yard.release()[0])
    yard.settle()
    return picker


def deny(yard: Yard, picker: Picker, picked: int) -> None:
    """So many are picked, the others are not there."""
    line = picker.lines[0]
    picker.pick(line, picked * 1000)
    picker.short(line, (5 - picked) * 1000)
    assert picker.send() == ["accepted", "accepted"]
    yard.settle()


def case(yard: Yard, type_: str) -> CaseRow | None:
    rows = yard.store.read(lambda views: views.open_cases(yard.w))
    return next((row for row in rows if row.type == type_), None)


def on_hand(yard: Yard) -> int:
    return yard.rig.raw_on_hand(yard.products[0], yard.bins[0])


def names(yard: Yard) -> list[str]:
    return [row.token for row in yard.books.counts if row.token != "__floor__.before"]


def test_what_was_found_becomes_odoos_book_under_the_number_of_the_case(yard: Yard) -> None:
    picker = ready(yard, 5)
    deny(yard, picker, 3)
    found = case(yard, "INV-BIN")
    assert on_hand(yard) == 3, "the three that are picked and not shipped"
    assert found is not None
    assert [name.split()[0] for name in names(yard)] == [found.number]
    assert case(yard, "INV-DIFF") is None


def test_above_the_pieces_of_the_reason_a_supervisor_looks_first(yard: Yard) -> None:
    picker = ready(yard, 9)
    deny(yard, picker, 3)
    assert (on_hand(yard), names(yard)) == (9, [])
    differs = case(yard, "INV-DIFF")
    assert differs is not None
    assert (differs.facts["counted_m"], differs.facts["book_m"]) == (0, 6000)


def test_above_the_value_of_the_reason_as_well(yard: Yard) -> None:
    picker = ready(yard, 5, cost=2600)
    deny(yard, picker, 3)
    assert (on_hand(yard), names(yard)) == (5, [])
    differs = case(yard, "INV-DIFF")
    assert differs is not None
    assert differs.facts["worth"] == 2 * 2600


@pytest.mark.parametrize("executed", [True, False])
def test_it_is_written_once_when_the_answer_is_lost(yard: Yard, executed: bool) -> None:
    picker = ready(yard, 5)
    losing = Losing(yard.port, executed)
    yard.port = cast(Odoo, losing)
    deny(yard, picker, 3)
    assert losing.lost
    assert (on_hand(yard), len(names(yard))) == (3, 1)


class Losing:
    """The first count is sent and nobody hears what became of it."""

    def __init__(self, odoo: Odoo, executed: bool) -> None:
        self.odoo, self.executed, self.lost = odoo, executed, False

    def __getattr__(self, name: str) -> Any:
        return getattr(self.odoo, name)

    def find_count(self, product: int, token: str) -> CountDone | None:
        return self.odoo.find_count(product, token)

    def count(self, *said: Any) -> None:
        if self.lost:
            self.odoo.count(*said)
            return
        self.lost = True
        if self.executed:
            self.odoo.count(*said)
        raise OdooUnknown("lost")


def test_the_bin_stays_locked_until_somebody_else_has_counted_it(yard: Yard) -> None:
    picker = ready(yard, 5)
    deny(yard, picker, 3)
    yard.clock.now += 60_000
    counts(picker, 0)
    yard.settle()
    assert case(yard, "INV-BIN") is not None, "whoever denied it cannot confirm it"
    yard.clock.now += 60_000
    someone = yard.store.write(lambda uow: uow.people.add(yard.w, "Bo", "B-77", None, None, None, ["picker"]))
    counts(replace(picker, person=someone), 0)
    yard.settle()
    assert case(yard, "INV-BIN") is None
