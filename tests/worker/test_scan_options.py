"""Odoo's own scan settings, where the barcode app is installed there, decide what a handheld asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.worker.yard import Yard
from warehouse_app.domain.scan_options import not_obeyed, sheet_of
from warehouse_app.domain.sheet import PickingRules
from warehouse_app.service.hand_over import take_over
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.pull import pull


def steps(yard: Yard, options: Mapping[str, bool | str]) -> tuple[list[str], Mapping[str, Any]]:
    """What the first line of a wave asks, and the sheet's rules, with these settings in Odoo."""
    type_ = yard.books.sites[yard.rig.warehouse].first.id
    yard.books.ways.scan_options = {type_: options}
    yard.order({1: 2})
    yard.open()
    pull(yard.port, yard.store)
    (wave,) = yard.release()
    facts = yard.store.read(lambda views: (views.sheet_facts(wave), views.generation))
    assert facts[0] is not None
    sheet = sheet_of(facts[0], PickingRules(), facts[1])
    return sheet["lines"][0]["steps"], sheet["rules"]


def test_without_the_barcode_app_the_defaults_of_the_floor_hold(yard: Yard) -> None:
    asked, rules = steps(yard, {})
    assert asked == ["location", "product", "quantity", "tote"]
    assert rules["lot_scan"] is False


@pytest.mark.parametrize(
    ("option", "value", "is_asked", "step"),
    [
        ("restrict_scan_source_location", "no", False, "location"),
        ("restrict_scan_source_location", "mandatory", True, "location"),
        ("restrict_scan_dest_location", "no", False, "tote"),
        ("restrict_scan_dest_location", "optional", True, "tote"),
        ("restrict_scan_dest_location", "mandatory", True, "tote"),
    ],
)
def test_a_place_is_asked_where_odoo_wants_it(yard: Yard, option: str, value: str, is_asked: bool, step: str) -> None:
    assert (step in steps(yard, {option: value})[0]) is is_asked


def test_a_destination_forced_for_all_products_is_asked(yard: Yard) -> None:
    options: dict[str, bool | str] = {
        "restrict_scan_dest_location": "no",
        "barcode_validation_after_dest_location": True,
    }
    assert "tote" in steps(yard, options)[0]


@pytest.mark.parametrize(("value", "is_asked"), [("mandatory", True), ("optional", False)])
def test_a_lot_is_scanned_where_odoo_wants_it(yard: Yard, value: str, is_asked: bool) -> None:
    assert steps(yard, {"restrict_scan_tracking_number": value})[1]["lot_scan"] is is_asked


def test_a_setting_that_is_gone_from_odoo_holds_no_longer(yard: Yard) -> None:
    assert "location" not in steps(yard, {"restrict_scan_source_location": "no"})[0]
    yard.books.ways.scan_options = {}
    pull(yard.port, yard.store)
    yard.order({2: 1})
    yard.pull()
    (wave, *_) = yard.release()
    facts = yard.store.read(lambda views: views.sheet_facts(wave))
    assert facts is not None
    assert facts.options == {}


def test_who_takes_a_wave_over_is_asked_the_same(yard: Yard) -> None:
    type_ = yard.books.sites[yard.rig.warehouse].first.id
    yard.books.ways.scan_options = {type_: {"restrict_scan_source_location": "no"}}
    yard.order({1: 2})
    yard.open()
    picker = yard.picker(yard.release()[0])

    def goes_on(uow: UnitOfWork) -> dict[str, Any]:
        other = uow.devices.add(yard.w, "Another handheld", "another-token")
        return take_over(picker.sheet["wave"], other, picker.person, PickingRules(), uow)

    sheet = yard.store.write(goes_on)
    assert sheet["epoch"] == 2
    assert "location" not in sheet["lines"][0]["steps"]


def test_validating_what_nobody_scanned_is_never_done_whatever_odoo_allows() -> None:
    assert not_obeyed({"barcode_validation_full": True}) == ["barcode_validation_full"]
    assert not_obeyed({"barcode_validation_full": False, "restrict_scan_product": True}) == []
