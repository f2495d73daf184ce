"""Half a kit does not ship: where a part of one is missing and the order goes without it, the other parts stay here, of
several kits as many as lack it.

What nobody has taken yet is not taken any more; what lies in the tote is put back by scan. Where the order waits, or
the part is found, the kit is picked as it was.
"""

from __future__ import annotations

from dataclasses import replace

from warehouse_app.domain.picking import Line
from warehouse_app.domain.standing import Part, may_ship
from warehouse_app.service.odoo_cases import back_key, still_to_put_back
from warehouse_app.service.ports.bins import KitPart
from warehouse_app.service.ports.store import UnitOfWork


def settle_kits(transfer: int, uow: UnitOfWork) -> None:
    """After each answer, and when the walk is over. Done twice it is done once."""
    known = [(part, uow.floor.line(part.line)) for part in uow.bins.kit_parts(transfer)]
    parts = [(part, line) for part, line in known if line is not None]
    broken = {part.kit for part, _ in parts if part.lacks}
    stays = may_ship([_as_part(part, line) for part, line in parts])
    changed = False
    for (part, line), keep_m in zip(parts, stays, strict=True):
        if part.kit in broken or not part.has_case:
            changed |= _is_fitted(line, keep_m if part.kit in broken else line.demand_m, part.lacks, uow)
    if changed:
        _tell(transfer, uow)


def _as_part(part: KitPart, line: Line) -> Part:
    """What is short without an exception of its own is so by us: it is there for as many kits as there are."""
    short_m = line.short_m if part.has_case else 0
    return Part(line.demand_m, short_m, part.kit, None, line.product, part.each_m, line.picked_m)


def _is_fitted(line: Line, keep_m: int, lacks: bool, uow: UnitOfWork) -> bool:
    """So much of it goes along: what is more is not taken, and what was taken of that is put back. The exception of the
    missing part stands for the kit. Whether anything changed; what is back already, Odoo still wants."""
    back = uow.cases.find(back_key(line.id))
    asked_m = back.facts["qty_m"] if back is not None else 0
    over_m, changed = max(line.picked_m - keep_m, 0), False
    if over_m != asked_m and (not over_m or _is_here(line, uow)):
        still_to_put_back(uow, uow.telling.about(line.transfer).w, line.id, over_m)
        changed = True
    short_m = line.demand_m - max(keep_m, line.picked_m)
    if not lacks and line.short_m != short_m:
        uow.floor.save_line(replace(line, short_m=short_m, told_m=short_m))
        changed = True
    return changed


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
