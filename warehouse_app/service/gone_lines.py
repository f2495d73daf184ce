"""Odoo reserved goods elsewhere while a handheld had no network, and its picker found them where they had been."""

from __future__ import annotations

from warehouse_app.domain.facts import Event, Fact, Pick
from warehouse_app.domain.picking import OPEN_WAVES, Line, Wave
from warehouse_app.service.ports.store import UnitOfWork


def walked_after_all(device: int, wave: Wave, event: Event, fact: Fact, uow: UnitOfWork) -> Line | None:
    """The line, to be picked again; nobody is sent to the other place any more, and the sheet says so.

    None where it is no pick of whoever holds the wave, the order wants the goods no more, or somebody was at the other
    place already: then a person has to look.
    """
    is_held = wave.state in OPEN_WAVES and (event.epoch, device) == (wave.epoch, wave.device)
    if not is_held or not isinstance(fact, Pick):
        return None
    gone = uow.floor.gone_line(fact.line)
    if gone is None or gone.wave != wave.id or not uow.floor.walk_again(gone.id, fact.qty_m):
        return None
    uow.changed(f"wave:{wave.id}", "sheet", uow.following.new_sheet(wave.id))
    return uow.floor.line(fact.line)
