"""A wave leaves the hands it is in: put down for a break, given to others, or taken over from a device that is silent.

It stays a claimed wave; who holds it is what changes. Whoever goes on raises the epoch, so that what was made before
and comes in late counts only where nobody was since. Goods that others put into the totes are looked at first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.picking import Wave
from warehouse_app.domain.scan_options import sheet_of
from warehouse_app.domain.sheet import PickingRules
from warehouse_app.service.ports.people import Device, Person
from warehouse_app.service.ports.store import UnitOfWork


def pause(wave_id: int, device: Device, person: Person, uow: UnitOfWork) -> dict[str, Any]:
    """The picker keeps it and goes on with it later, on any handheld; this one is free for somebody else.

    Raises:
        Refused: `wave.unknown`, `wave.not_here`.
    """
    wave = _in_hand(wave_id, device, person, uow)
    _save(replace(wave, device=None), uow)
    return {"number": wave.number}


def give_back(wave_id: int, device: Device, person: Person, uow: UnitOfWork) -> dict[str, Any]:
    """Anybody may go on with it. Nothing of it is lost: Odoo's batch stays, and so do the goods on the cart.

    Raises:
        Refused: `wave.unknown`, `wave.not_here`.
    """
    wave = _in_hand(wave_id, device, person, uow)
    _save(_for_others(wave, uow), uow)
    uow.releasing.note(wave.w, "given_back", person.id, {"number": wave.number}, wave.id)
    return {"number": wave.number}


def free(wave_id: int, w: int, by: int, uow: UnitOfWork) -> None:
    """A supervisor takes it from a device that is silent: anybody may go on with it.

    Raises:
        Refused: `wave.unknown`, `wave.over`.
    """
    wave = _claimed(wave_id, w, uow)
    _save(replace(_for_others(wave, uow), check_epoch=wave.epoch + 1), uow)
    uow.releasing.note(w, "freed", by, {"number": wave.number}, wave.id)


def take_over(wave_id: int, device: Device, person: Person, rules: PickingRules, uow: UnitOfWork) -> dict[str, Any]:
    """The picker goes on with it on this handheld; the other one's right ends. The sheet, with totes to look into.

    Raises:
        Refused: `wave.unknown`, `wave.over`, `wave.taken` (somebody else's).
    """
    wave = _claimed(wave_id, device.w, uow)
    if wave.person != person.id:
        holder = uow.people.get(wave.person) if wave.person else None
        raise Refused("wave.taken", facts={"number": wave.number, "by": holder.name if holder else ""})
    if wave.device != device.id:
        epoch = wave.epoch + 1
        _save(replace(wave, device=device.id, epoch=epoch, check_epoch=epoch), uow)
        uow.releasing.note(wave.w, "taken_over", person.id, {"number": wave.number}, wave.id)
    return sheet_of(uow.catalogue.sheet_facts(wave_id), rules, uow.generation)


def _for_others(wave: Wave, uow: UnitOfWork) -> Wave:
    """Nobody's for now; where goods lie in its totes, whoever goes on looks at them first."""
    is_begun = uow.totes.any_goods(wave.id)
    check = wave.epoch + 1 if is_begun else wave.check_epoch
    return replace(wave, device=None, person=None, check_epoch=check)


def _save(wave: Wave, uow: UnitOfWork) -> None:
    uow.floor.save_wave(wave)
    uow.changed("board", "wave", wave.id)


def _claimed(wave_id: int, w: int, uow: UnitOfWork) -> Wave:
    wave = uow.floor.wave(wave_id)
    if wave is None or wave.w != w:
        raise Refused("wave.unknown", 404)
    if wave.state != "claimed":
        raise Refused("wave.over", facts={"number": wave.number})
    return wave


def _in_hand(wave_id: int, device: Device, person: Person, uow: UnitOfWork) -> Wave:
    wave = _claimed(wave_id, device.w, uow)
    if wave.device != device.id or wave.person != person.id:
        raise Refused("wave.not_here", 403)
    return wave
