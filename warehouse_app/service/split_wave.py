"""A helper comes: what nobody has begun of a wave becomes a second one, with its totes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from warehouse_app.domain.errors import Refused
from warehouse_app.service.ports.people import Device, Person
from warehouse_app.service.ports.store import UnitOfWork


def split(wave_id: int, w: int, by: int, uow: UnitOfWork) -> dict[str, Any]:
    """Up to half of the orders, those that come last on the walk. The new wave is released to everybody.

    Both get a higher epoch: what the first handheld did of the moved lines and has not sent counts where nobody was
    since. Whoever takes the new one looks into its totes while they are put on the other cart.

    Raises:
        Refused: `wave.unknown`, `wave.over`, `split.nothing`.
    """
    wave = uow.floor.wave(wave_id)
    if wave is None or wave.w != w:
        raise Refused("wave.unknown", 404)
    if wave.state != "claimed":
        raise Refused("wave.over", facts={"number": wave.number})
    untouched, orders = uow.totes.untouched(wave_id)
    moved = untouched[-(orders // 2) :] if orders > 1 else []
    if not moved:
        raise Refused("split.nothing", facts={"number": wave.number})
    number = f"W-{uow.number('wave', w):04d}"
    new = uow.totes.split(wave_id, number, moved)
    uow.floor.save_wave(replace(wave, epoch=wave.epoch + 1))
    uow.releasing.note(w, "split", by, {"number": wave.number, "new": number}, wave_id)
    uow.changed(f"wave:{wave_id}", "sheet", uow.following.new_sheet(wave_id))
    for one in (wave_id, new):
        uow.changed("board", "wave", one)
    return {"wave": new, "number": number, "totes": uow.totes.codes_on(new)}


def ask_helper(wave_id: int, device: Device, person: Person, uow: UnitOfWork) -> dict[str, Any]:
    """The picker asks for it.

    Raises:
        Refused: as `split`, and `wave.not_here`.
    """
    wave = uow.floor.wave(wave_id)
    if wave is None or (wave.device, wave.person) != (device.id, person.id):
        raise Refused("wave.not_here", 403)
    return split(wave_id, device.w, person.id, uow)
