"""A bench takes in a wave that was walked on paper: by the barcode of its sheet, or of a line on it.

The wave is claimed as a handheld would claim it, so what a handheld made before counts where nobody touched the line
since. Who enters it need not be who it was given to, nor who walked it: what is somebody else's is asked about first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.pack_sheet import PackingRules
from warehouse_app.domain.paper import line_named, paper_part, wave_named
from warehouse_app.domain.picking import Wave
from warehouse_app.domain.scan_options import sheet_of
from warehouse_app.domain.sheet import PickingRules, SheetFacts
from warehouse_app.service.close_wave import wave_claimed
from warehouse_app.service.pack import OpenOrder, open_order
from warehouse_app.service.ports.people import Device
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.views import Views


def open_scanned(command: OpenOrder, rules: PickingRules, packing: PackingRules, uow: UnitOfWork) -> dict[str, Any]:
    """{paper: the wave's sheet} where the paper of a wave was scanned that is not entered, else {sheet: an order's}.

    The paper of a wave that is entered opens its orders, as the wave's number does.

    Raises:
        Refused: `paper.changed` (the line is not what was printed), `paper.elsewhere` (somebody else's, and no `take`),
            `wave.one_at_a_time`, `wave.over`, and those of `open_order`.
    """
    wave = _printed(command, uow)
    if wave is None:
        return {"sheet": open_order(command, packing, uow)}
    if wave.state in ("released", "claimed"):
        _claim(wave, command, uow)
        return {"paper": _sheet(uow.catalogue.sheet_facts(wave.id), rules, uow.generation)}
    if wave.state == "cancelled":
        raise Refused("wave.over", facts={"number": wave.number})
    return {"sheet": open_order(replace(command, code=wave.number), packing, uow)}


def paper_in_hand(wave: int, device: Device, rules: PickingRules, views: Views) -> dict[str, Any]:
    """The sheet of the wave that this bench is entering, afresh.

    Raises:
        Refused: `wave.not_here`.
    """
    facts = views.sheet_facts(wave)
    if facts is None or facts.wave.device != device.id or facts.wave.state != "claimed":
        raise Refused("wave.not_here", 403)
    return _sheet(facts, rules, views.generation)


def _sheet(facts: SheetFacts, rules: PickingRules, generation: str) -> dict[str, Any]:
    return sheet_of(facts, rules, generation) | {"paper": paper_part(facts)}


def _printed(command: OpenOrder, uow: UnitOfWork) -> Wave | None:
    """The wave whose paper this is; None where it is none, as far as we know."""
    w, number, line = command.device.w, wave_named(command.code), line_named(command.code)
    if number is not None:
        named = uow.releasing.find_wave(w, number)
        return uow.floor.wave(named) if named is not None else None
    known = uow.floor.line(line) if line is not None else None
    wave = uow.floor.wave(known.wave) if known is not None and known.wave is not None else None
    if wave is None or wave.w != w:
        return None
    if command.code.strip().upper() not in paper_part(uow.catalogue.sheet_facts(wave.id))["lines"]:
        raise Refused("paper.changed", 409, {"number": wave.number})
    return wave


def _claim(wave: Wave, command: OpenOrder, uow: UnitOfWork) -> None:
    device, person = command.device, command.person
    if (wave.device, wave.person) == (device.id, person.id):
        return
    held = uow.floor.wave_held_by(person.id)
    if held is not None and held.id != wave.id:
        raise Refused("wave.one_at_a_time", facts={"number": held.number})
    if not command.take:
        _ask(wave, command, uow)
    claimed = replace(wave, state="claimed", epoch=wave.epoch + 1, device=device.id, person=person.id)
    uow.floor.save_wave(claimed)
    if wave.state == "released":
        wave_claimed(claimed, uow)
    uow.releasing.note(wave.w, "on_paper", person.id, {"number": wave.number}, wave.id)
    uow.changed("board", "wave", wave.id)


def _ask(wave: Wave, command: OpenOrder, uow: UnitOfWork) -> None:
    """Somebody else's: given to them, put down by them for a while, or in their hands on another device."""
    owner = wave.assigned if wave.state == "released" else wave.person
    other = uow.devices.get(wave.device) if wave.device is not None else None
    is_elsewhere = other is not None and not other.revoked and other.id != command.device.id
    is_others = owner not in (None, command.person.id) and wave.device != command.device.id
    if is_elsewhere or is_others:
        by = uow.people.get(owner) if owner is not None else None
        facts = {"number": wave.number, "by": by.name if by else "", "device": other.name if other else ""}
        raise Refused("paper.elsewhere" if is_elsewhere else "paper.given", 409, facts)
