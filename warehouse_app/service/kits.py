"""Half a kit does not ship: where a part of one is missing and the order goes without it, the other parts stay here.

What nobody has taken yet is not taken any more; what lies in the tote is put back by scan. Where the order waits, or
the part is found, the kit is picked as it was.
"""

from __future__ import annotations

from dataclasses import replace

from warehouse_app.domain.picking import Line
from warehouse_app.service.odoo_cases import back_key, still_to_put_back
from warehouse_app.service.ports.store import UnitOfWork


def settle_kits(transfer: int, uow: UnitOfWork) -> None:
    """After each answer, and when the walk is over. Done twice it is done once."""
    parts = uow.bins.kit_parts(transfer)
    broken = {part.kit for part in parts if part.lacks}
    changed = False
    for part in parts:
        line = uow.floor.line(part.line)
        if line is None:
            continue
        if part.kit in broken:
            changed |= _stays_here(line, part.lacks, uow)
        elif not part.has_case:
            changed |= _goes_along(line, uow)
    if changed:
        _tell(transfer, uow)


def _stays_here(line: Line, lacks: bool, uow: UnitOfWork) -> bool:
    """Short without an exception of its own: the one of the missing part stands for the kit."""
    back = uow.cases.find(back_key(line.id))
    asked_m = back.facts["qty_m"] if back is not None else 0
    if line.picked_m and line.picked_m != asked_m and _is_here(line, uow):
        still_to_put_back(uow, uow.telling.about(line.transfer).w, line.id, line.picked_m)
        asked_m = -1
    left_m = line.demand_m - line.picked_m
    if lacks or line.short_m == left_m:
        return asked_m == -1
    uow.floor.save_line(replace(line, short_m=left_m, told_m=left_m))
    return True


def _goes_along(line: Line, uow: UnitOfWork) -> bool:
    """What was to be put back stays in the tote, what was left out is fetched; what is back, Odoo still wants."""
    back = uow.cases.find(back_key(line.id))
    if back is not None:
        still_to_put_back(uow, back.w, line.id, 0)
    if not line.short_m:
        return back is not None
    uow.floor.save_line(replace(line, short_m=0, told_m=0))
    return True


def _is_here(line: Line, uow: UnitOfWork) -> bool:
    """With two or three steps a walk that is over is validated: then the bench looks after it (the check of kits)."""
    told = uow.telling.transfers([line.transfer])[line.transfer]
    if told.wave_state != "walked" or told.wave is None:
        return True
    return uow.telling.wave(told.wave).steps == 1


def _tell(transfer: int, uow: UnitOfWork) -> None:
    uow.floor.want(transfer)
    uow.outbox.hurry(f"transfer:{transfer}")
    told = uow.telling.transfers([transfer])[transfer]
    if told.wave is not None and told.wave_state in ("released", "claimed"):
        uow.changed(f"wave:{told.wave}", "sheet", uow.following.new_sheet(told.wave))
        uow.changed("board", "wave", told.wave)
