"""Odoo's data is looked at once a night and when somebody asks; new gaps are exceptions, mended ones are over."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.worker.yard import Clock, Yard
from warehouse_app.domain.readiness import MasterData
from warehouse_app.service.detect import RESTS_MS, Detecting
from warehouse_app.service.detectors import DETECTORS
from warehouse_app.service.holding import take
from warehouse_app.service.ports.odoo import OdooRefused
from warehouse_app.service.ports.readiness import Look
from warehouse_app.service.ports.store import Store
from warehouse_app.service.read_data import Reader, is_due, read_data
from warehouse_app.service.shipped_rules import ship_rules

MINUTE, HOUR = 60_000, 3_600_000
BERLIN = ZoneInfo("Europe/Berlin")
CODES = ("DT-GOODS", "DT-PLACE", "DT-STOCK", "DT-SHIP", "DT-ADDRESS", "DT-PHONE")
ALWAYS = {"no_picture", "no_volume", "no_weight"}  # what the yard's goods lack


class Night:
    """A yard whose goods have a barcode; its data is looked at, and the detectors after it."""

    def __init__(self, yard: Yard) -> None:
        self.yard, self.store = yard, yard.store
        for n, product in enumerate(yard.products):
            self.card(product, codes=((f"CODE-{n}", 1000),), sku=f"SKU-{n}")
        yard.order({0: 3, 1: 2})
        yard.open()
        self.store.write(ship_rules)
        self.store.write(lambda uow: uow.releasing.ship_rule("hours", "floor", 2, {"week": "Mon-Sun 00:00-24:00"}))
        self.engine = Detecting(self.store, yard.clock, [one for one in DETECTORS if one.code in CODES])
        self.truck("DHL")

    def card(self, product: int, **values: Any) -> None:
        row = self.yard.books.products[product]
        row.card = replace(row.card, **values)

    def truck(self, carrier: str) -> None:
        self.store.write(lambda uow: uow.releasing.set_trucks(self.yard.w, carrier, dict.fromkeys(range(7), 900)))

    def look(self) -> set[str]:
        """The kinds with an open exception after one look."""
        read_data(Reader(self.yard.port, self.store, self.store.write), self.yard.w)
        return self.judge()

    def judge(self) -> set[str]:
        self.yard.clock.now += 6 * MINUTE
        holding = take(self.store, "clock", "test")
        assert holding is not None
        self.engine.step(holding)
        rows = self.store.read(lambda views: views.open_cases(self.yard.w))
        return {str(row.facts["gap"]) for row in rows if row.facts.get("gap")}

    def case(self, kind: str) -> Any:
        rows = self.store.read(lambda views: views.open_cases(self.yard.w))
        return next(row for row in rows if row.facts.get("gap") == kind)


@pytest.fixture
def night(store: Store, clock: Clock) -> Night:
    return Night(Yard(store, clock))


def test_a_kind_of_gap_is_one_exception_of_its_owner_and_is_over_when_it_was_mended(night: Night) -> None:
    assert night.look() == ALWAYS
    night.card(night.yard.products[0], codes=())
    assert night.look() == ALWAYS | {"no_barcode"}
    case = night.case("no_barcode")
    assert (case.type, case.owner, case.facts["n"], case.facts["names"]) == ("FUL-DATA", "data", 1, ["SKU-0"])
    night.card(night.yard.products[0], codes=(("CODE-0", 1000),))
    assert night.look() == ALWAYS


def test_what_a_person_ended_comes_back_only_with_a_new_gap(night: Night) -> None:
    night.look()
    case = night.case("no_picture")
    night.yard.clock.now += 1000
    dora = night.store.write(lambda uow: uow.people.add(night.yard.w, "Dora", "D-1", None, None, None, ["stock"]))
    night.store.write(lambda uow: uow.cases.resolve(case.id, "no pictures here", dora.id))
    night.yard.clock.now += RESTS_MS + HOUR
    assert night.look() == ALWAYS - {"no_picture"}
    night.yard.order({2: 1})
    assert night.look() == ALWAYS


def test_a_gap_keeps_the_day_it_was_found_and_what_cannot_be_read_stays(night: Night) -> None:
    night.look()
    first = night.store.read(lambda views: views.readiness.gaps(night.yard.w, "no_weight"))
    night.yard.clock.now += 24 * HOUR
    night.look()
    again = night.store.read(lambda views: views.readiness.gaps(night.yard.w, "no_weight"))
    assert first == again
    assert len(first) == 2
    unread = Fails(MasterData(90, goods=None))
    read_data(Reader(unread, night.store, night.store.write), night.yard.w)  # type: ignore[arg-type]
    assert night.store.read(lambda views: views.readiness.gaps(night.yard.w, "no_weight")) == first
    assert night.store.read(lambda views: views.readiness.look(night.yard.w)).counts["no_weight"] == (None, 0)  # type: ignore[index]


def test_an_odoo_that_refuses_leaves_the_last_look_as_it_is_and_says_why(night: Night) -> None:
    night.look()
    before = night.store.read(lambda views: views.readiness.look(night.yard.w))
    with pytest.raises(OdooRefused):
        read_data(Reader(Fails(OdooRefused("no rights")), night.store, night.store.write), night.yard.w)  # type: ignore[arg-type]
    after = night.store.read(lambda views: views.readiness.look(night.yard.w))
    assert (after.read_at, after.counts, after.trouble) == (before.read_at, before.counts, "no rights")


def test_a_carrier_with_a_truck_is_no_gap(night: Night) -> None:
    night.store.write(lambda uow: uow.releasing.set_trucks(night.yard.w, "DHL", {}))
    assert night.look() == ALWAYS | {"no_cutoff"}
    assert night.case("no_cutoff").owner == "dispatch"
    night.truck("DHL")
    assert night.look() == ALWAYS


@pytest.mark.parametrize(
    ("look", "hours", "due"),
    [(Look(), 0, True), (Look(read_at=0), 1, False), (Look(read_at=0), 2, True), (Look(read_at=0), 25, True),
     (Look(read_at=3 * HOUR), 4, False), (Look(read_at=3 * HOUR), 26, True), (Look(read_at=0, asked_at=1), 0, True)],
)  # fmt: skip
def test_it_is_due_after_three_at_night_where_the_warehouse_is(look: Look, hours: int, due: bool) -> None:
    """Hours of 1 January 1970 UTC; in Berlin the clock is one hour ahead."""
    assert is_due(look, hours * HOUR, BERLIN) is due


class Fails:
    """An Odoo that answers so."""

    def __init__(self, answer: MasterData | Exception) -> None:
        self._answer = answer

    def master_data(self, _warehouse: int, _days: int) -> MasterData:
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer

    def external_names(self, _model: str, ids: list[int]) -> dict[int, str]:
        return dict.fromkeys(ids, "")
