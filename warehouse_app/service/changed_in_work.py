"""An order that Odoo changed when no sheet can follow any more: its walk is over, or its labels are printed.

    more      more is wanted than was picked, and nobody walks; over when somebody does, when it is there or said to be
              missing, when Odoo wants it no more, and when the transfer has ended
    carrier   it goes with another carrier than its labels say; over when it goes with that one again, or has left

Less is not in here: those goods are to be put back, which is an exception with a task of its own.
"""

from __future__ import annotations

from warehouse_app.domain.ownership import Decisions
from warehouse_app.service import odoo_cases
from warehouse_app.service.ports.odoo import TransferNow
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.telling import FloorTransfer

MORE, CARRIER = "more", "carrier"


def over(uow: UnitOfWork, transfer: int) -> None:
    """The transfer has ended: nothing of it can be changed any more."""
    for what in (MORE, CARRIER):
        odoo_cases.settle(uow, what, transfer)


def look_for_changes(uow: UnitOfWork, floor: FloorTransfer, now: TransferNow, decided: Decisions) -> None:
    """`floor` is as it was before the pull. Found once, it stays until it is over: nothing flaps."""
    grown_m = _grown_m(floor, decided)
    if grown_m > 0 and _is_past_its_walk(floor, uow):
        odoo_cases.raise_once(uow, MORE, floor.id, more_m=grown_m)
    elif uow.cases.is_open(odoo_cases.key_of(MORE, floor.id)) and _is_held(floor, now, uow):
        odoo_cases.settle(uow, MORE, floor.id)
    open_ = uow.cases.find(odoo_cases.key_of(CARRIER, floor.id))
    if open_ is not None and open_.facts.get("before") == now.carrier:
        odoo_cases.settle(uow, CARRIER, floor.id)
    elif floor.packed and floor.carrier and floor.carrier != now.carrier:
        odoo_cases.raise_once(uow, CARRIER, floor.id, before=floor.carrier, carrier=now.carrier or "-")


def _grown_m(floor: FloorTransfer, decided: Decisions) -> int:
    """How much more is wanted than was planned. Odoo may put a new move in the place of one, which is no more.

    A picker may be done before the demand was read at all: then nothing is known to have grown.
    """
    if decided.planned is None or not floor.planned:
        return 0
    old, new = floor.planned, decided.planned
    more_m = sum(max(new[move] - old[move], 0) for move in new.keys() & old.keys())
    came_m = sum(new[move] for move in new.keys() - old.keys())
    went_m = sum(old[move] for move in old.keys() - new.keys())
    return more_m + max(came_m - went_m, 0)


def _is_past_its_walk(floor: FloorTransfer, uow: UnitOfWork) -> bool:
    """While somebody walks, or nobody has begun, the sheet follows by itself."""
    return floor.wave_state == "walked" or floor.packed or uow.sending.is_packing(floor.id)


def _is_held(floor: FloorTransfer, now: TransferNow, uow: UnitOfWork) -> bool:
    """All that is wanted is there or known to be missing, or somebody is sent; what was never walked ends later."""
    if floor.wave is None:
        return False
    wanted_m = sum(move.demand_m for move in now.moves if move.state != "cancel")
    held_m = sum(line.picked_m + line.short_m for line in floor.lines)
    return wanted_m <= held_m or not _is_past_its_walk(floor, uow)
