"""A cart with totes that stay on it is taken by one scan: the wave's orders get its totes, slot by slot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.sheet import PickingRules
from warehouse_app.service.claim_wave import check_may_pick, claim_wave, wave_named
from warehouse_app.service.ports.people import Device, Person
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.totes import OnCart


def claim_scanned(code: str, device: Device, person: Person, rules: PickingRules, uow: UnitOfWork) -> dict[str, Any]:
    """The sheet of the wave that was scanned: by its number, by a tote of it, or by the cart it is walked with.

    A cart is for the wave in hand, as long as nothing lies in its totes; else for the first one that this person is
    offered and that finds room on it.

    Raises:
        Refused: as `wave_named` and `claim_wave`; of a cart `cart.empty`, `cart.no_wave`, `cart.small`, `cart.begun`,
            `cart.busy`.
    """
    cart = uow.totes.on_cart(device.w, code)
    if cart is None:
        return claim_wave(wave_named(code, device.w, uow), device, person, rules, uow)
    check_may_pick(person)
    name, totes = cart
    if not totes:
        raise Refused("cart.empty", facts={"cart": name})
    held = uow.floor.wave_held_by(person.id)
    wave = held.id if held is not None else _first_that_fits(name, totes, device, person, uow)
    claim_wave(wave, device, person, rules, uow)
    _bind(wave, name, totes, uow)
    return claim_wave(wave, device, person, rules, uow)


def _first_that_fits(name: str, totes: Sequence[OnCart], device: Device, person: Person, uow: UnitOfWork) -> int:
    offered = uow.totes.offered(device.w, person.id)
    fitting = [wave for wave, needed in offered if 0 < needed <= len(totes)]
    if not fitting:
        raise Refused("cart.no_wave", facts={"cart": name, "n": len(totes)})
    return fitting[0]


def _bind(wave: int, name: str, totes: Sequence[OnCart], uow: UnitOfWork) -> None:
    uses = uow.totes.uses(wave)
    if {use.tote for use in uses} <= {one.tote for one in totes}:
        return  # it stands on this cart already
    if uow.totes.any_goods(wave) or uow.totes.was_checked(wave):
        raise Refused("cart.begun", facts={"cart": name})
    if len(uses) > len(totes):
        raise Refused("cart.small", facts={"cart": name, "n": len(totes), "needed": len(uses)})
    busy = uow.totes.rebind(wave, list(zip(uses, totes, strict=False)))
    if busy:
        raise Refused("cart.busy", facts={"cart": name, "number": busy[0]})
    uow.changed(f"wave:{wave}", "sheet", uow.following.new_sheet(wave))
    uow.changed("board", "wave", wave)
