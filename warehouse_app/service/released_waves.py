"""Waves that are released and that nobody has taken: given to one picker, opened to all, or taken back to the pool."""

from __future__ import annotations

from dataclasses import replace

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.picking import Wave
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.release_waves import Release, check_picker, release_chosen


def give(wave_id: int, to: int | None, w: int, by: int, uow: UnitOfWork) -> None:
    """Only `to` may take it from now on; None: everybody may.

    Raises:
        Refused: `wave.unknown`, `release.taken` (somebody was faster), `release.no_picker`.
    """
    wave = untaken(wave_id, w, uow)
    if to is not None:
        check_picker(to, w, uow)
    uow.releasing.give(wave.id, to)
    kind = "given" if to is not None else "opened"
    uow.releasing.note(w, kind, by, {"number": wave.number, "to": to or ""}, wave.id)
    uow.changed("board", "wave", wave.id)


def take_back(wave_id: int, w: int, by: int, uow: UnitOfWork) -> None:
    """Its orders are in the pool again, its totes free. The number is not given a second time.

    Raises Refused `wave.unknown`, `release.taken`, `release.in_batch` (Odoo made it; there it is taken apart).
    """
    wave = untaken(wave_id, w, uow)
    if uow.adopting.is_adopted(wave.id):
        raise Refused("release.in_batch", facts={"number": wave.number})
    withdraw(wave, uow)
    uow.releasing.note(w, "taken_back", by, {"number": wave.number}, wave.id)


def merge(wave_id: int, into_id: int, command: Release, uow: UnitOfWork) -> int:
    """Two waves nobody has taken become one with a number of its own; its id. It is whose the second was.

    Raises:
        Refused: `wave.unknown`, `release.taken`, `release.no_merge` (not one cart of one truck).
    """
    wave, into = untaken(wave_id, command.w, uow), untaken(into_id, command.w, uow)
    if wave.id == into.id:
        raise Refused("release.no_merge")
    loaded = [id_ for one in (wave, into) for id_ in uow.telling.wave(one.id).transfers]
    for one in (wave, into):
        withdraw(one, uow)
    freed = [one.id for one in uow.catalogue.free_transfers(command.w, loaded)]
    try:
        made = release_chosen(freed, replace(command, to=into.assigned), uow)
    except Refused as refused:
        raise Refused("release.no_merge") from refused
    uow.releasing.note(command.w, "merged", command.by, {"number": wave.number, "other": into.number}, made)
    return made


def withdraw(wave: Wave, uow: UnitOfWork) -> None:
    """A wave nobody took is no more."""
    uow.floor.save_wave(replace(wave, state="cancelled"))
    uow.releasing.empty(wave.id)
    uow.changed("board", "wave", wave.id)


def untaken(wave_id: int, w: int, uow: UnitOfWork) -> Wave:
    """The wave, locked, as long as nobody has taken it.

    Raises:
        Refused: `wave.unknown`, `release.taken`.
    """
    wave = uow.floor.wave(wave_id)
    if wave is None or wave.w != w:
        raise Refused("wave.unknown", 404)
    if wave.state == "released":
        return wave
    holder = uow.people.get(wave.person) if wave.person else None
    raise Refused("release.taken", facts={"number": wave.number, "by": holder.name if holder else "-"})
