"""A cart on which totes stay: one scan takes a wave and gives its orders these totes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.service.test_shortage import other as other  # a second wave, released
from tests.service.world import World
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.sheet import PickingRules
from warehouse_app.service.carts import claim_scanned
from warehouse_app.service.ports.people import Device, Person
from warehouse_app.service.slots import AddSlots, add_slots


def cart(world: World, name: str, first: str, last: str, tote: str = "") -> None:
    command = AddSlots(world.w, "cart", name, first, last, tote)
    world.store.write(lambda uow: add_slots(command, uow))


def scan(world: World, code: str, person: Person | None = None, device: Device | None = None) -> dict[str, Any]:
    who, where = person or world.ana, device or world.first
    return world.store.write(lambda uow: claim_scanned(code, where, who, PickingRules(), uow))


def totes(sheet: dict[str, Any]) -> list[tuple[int, str]]:
    return sorted({(line["slot"], line["tote"]) for line in sheet["lines"]})


def serving(world: World) -> dict[str, str | None]:
    return {row.code: row.wave for row in world.store.read(lambda views: views.totes(world.w))}


def test_one_scan_of_the_cart_takes_the_wave_and_its_orders_get_the_carts_totes(world: World) -> None:
    cart(world, "Cart-7", "C7-01", "C7-03", "T-0003")
    sheet = scan(world, "cart7")
    assert (sheet["wave"], sheet["epoch"]) == (world.wave, 1)
    assert totes(sheet) == [(1, "T-0003"), (2, "T-0004")]
    assert serving(world) == {"T-0001": None, "T-0002": None, "T-0003": "W-0001", "T-0004": "W-0001", "T-0005": None}
    assert scan(world, "Cart-7") == sheet, "again it is the same"
    world.places = {line["id"]: sheet["stops"][line["stop"]]["location"] for line in sheet["lines"]}
    assert world.verdicts(world.pick(sheet["lines"][0], 1000)) == ["accepted"]
    assert totes(scan(world, "Cart-7")) == totes(sheet), "with goods in them it goes on"


def test_a_tote_that_was_promised_to_a_released_wave_is_swapped_for_one_of_ours(world: World, other: int) -> None:
    cart(world, "Cart-7", "C7-01", "C7-02", "T-0003")
    assert serving(world)["T-0003"] == "W-0002"
    assert totes(scan(world, "Cart-7")) == [(1, "T-0003"), (2, "T-0004")]
    assert {code: wave for code, wave in serving(world).items() if wave} == {
        "T-0003": "W-0001",
        "T-0004": "W-0001",
        "T-0001": "W-0002",
    }


def test_an_empty_slot_keeps_its_number(world: World) -> None:
    cart(world, "Cart-7", "C7-01", "C7-03", "T-0003")
    slots = world.store.write(lambda uow: uow.slots.tote(world.w, "T-0004"))
    world.store.write(lambda uow: uow.slots.clear(slots or 0))
    assert totes(scan(world, "Cart-7")) == [(1, "T-0003"), (3, "T-0005")]


def test_the_first_wave_that_finds_room_is_taken(world: World, other: int) -> None:
    cart(world, "Small", "C1-01", "C1-01", "T-0005")
    assert scan(world, "small")["wave"] == other
    with pytest.raises(Refused, match=r"cart\.no_wave"):
        scan(world, "Small", world.cy, world.second)


def test_what_cannot_be_is_refused_and_the_wave_stays_as_it_was(world: World, other: int) -> None:
    cart(world, "Empty", "E-01", "E-02")
    with pytest.raises(Refused, match=r"cart\.empty"):
        scan(world, "Empty")
    cart(world, "Small", "C1-01", "C1-01", "T-0005")
    before = world.claim()
    with pytest.raises(Refused, match=r"cart\.small"):
        scan(world, "Small")
    scan(world, "W-0002", world.cy, world.second)
    cart(world, "Cart-7", "C7-01", "C7-02", "T-0003")
    with pytest.raises(Refused, match=r"cart\.busy"):
        scan(world, "Cart-7")
    assert world.claim() == before
    world.send(world.pick(before["lines"][0], 1000))
    cart(world, "Cart-8", "C8-01", "C8-02", "T-0004")
    with pytest.raises(Refused, match=r"cart\.begun"):
        scan(world, "Cart-8")
    for wrong in ("T-0099", "T-9"):
        with pytest.raises(Refused, match=r"shelf\.no_tote|tote\.range"):
            cart(world, "Cart-9", "C9-01", "C9-02", wrong)
