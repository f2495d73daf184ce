"""A picker takes a wave: the claim gives it a new epoch, and the device its sheet."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.picking import Wave
from warehouse_app.domain.scan_options import sheet_of
from warehouse_app.domain.sheet import PickingRules
from warehouse_app.service.close_wave import wave_claimed
from warehouse_app.service.ports.people import Device, Person
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.skills import check_skills


def claim_wave(wave_id: int, device: Device, person: Person, rules: PickingRules, uow: UnitOfWork) -> dict[str, Any]:
    """The sheet of the wave, now held by this person on this device.

    Claiming what is held here already changes nothing and gives the sheet again. A wave whose device was revoked is
    taken up by its picker on another one.

    Raises:
        Refused: `wave.unknown`, `wave.taken` (by somebody else), `wave.one_at_a_time` (another wave is in hand),
            `wave.elsewhere` (held by this person on another device), `wave.given` (to somebody else), `wave.over`,
            `wave.learning`, `wave.skill`.
    """
    wave = uow.floor.wave(wave_id)
    if wave is None or wave.w != device.w:
        raise Refused("wave.unknown", 404)
    if wave.state == "released":
        _take(wave, device, person, uow)
        wave_claimed(wave, uow)
    elif wave.state != "claimed":
        raise Refused("wave.over", facts={"number": wave.number})
    elif wave.person is None:
        _take(wave, device, person, uow)  # somebody gave it back, or a supervisor took it from a silent handheld
    elif wave.person != person.id:
        holder = uow.people.get(wave.person) if wave.person else None
        raise Refused("wave.taken", facts={"number": wave.number, "by": holder.name if holder else ""})
    elif wave.device is None:
        _hold(wave, device, person, uow)
    elif wave.device != device.id:
        other = uow.devices.get(wave.device)
        raise Refused("wave.elsewhere", facts={"number": wave.number, "device": other.name if other else ""})
    return sheet_of(uow.catalogue.sheet_facts(wave_id), rules, uow.generation)


def wave_named(code: str, w: int, uow: UnitOfWork) -> int:
    """The wave that was scanned: by its number, or by a tote that stands on its cart.

    Raises:
        Refused: `wave.no_such_code`, `wave.tote_idle` (a tote of no wave).
    """
    wave = uow.releasing.find_wave(w, code)
    if wave is None:
        idle = uow.releasing.is_tote(w, code)
        raise Refused("wave.tote_idle" if idle else "wave.no_such_code", 404, {"code": code[:40]})
    return wave


def check_may_pick(person: Person) -> None:
    """Raises Refused `wave.learning`: they have not passed the practice wave, and nobody said that they may pick."""
    if person.learns_since is not None:
        raise Refused("wave.learning", 403)


def _take(wave: Wave, device: Device, person: Person, uow: UnitOfWork) -> None:
    check_may_pick(person)
    held = uow.floor.wave_held_by(person.id)
    if held is not None:
        raise Refused("wave.one_at_a_time", facts={"number": held.number})
    if wave.assigned not in (None, person.id):
        chosen = uow.people.get(wave.assigned) if wave.assigned else None
        raise Refused("wave.given", facts={"number": wave.number, "to": chosen.name if chosen else ""})
    check_skills(wave, person, uow)
    _hold(wave, device, person, uow)


def _hold(wave: Wave, device: Device, person: Person, uow: UnitOfWork) -> None:
    """A new right to the wave: what was made under an older one counts only where nobody touched the line since."""
    uow.floor.save_wave(replace(wave, state="claimed", epoch=wave.epoch + 1, device=device.id, person=person.id))
    uow.changed("board", "wave", wave.id)
