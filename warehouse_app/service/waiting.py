"""The waiting list: orders that wait for goods get them when some come, the most urgent and the longest promised first.

Goods come by whatever way Odoo knows of (a receipt, a return, goods put back or refilled): seen by the pull as free
stock of a bin nobody denied, or as a reservation Odoo has made by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from warehouse_app.domain.answers import FOUND
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.ownership import TheirPlace
from warehouse_app.service.decide import Decide, decide, walk_on
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.telling import FloorTransfer

ROW = "WAITING"  # who decided, where a case says which row of the policy did
HERE = "goods_here"


def offer_waiting(w: int, uow: UnitOfWork) -> int:
    """Sends the pickers of waiting lines to goods that are there for nobody; how many. Whoever cannot be sent (on
    another cart by now, say) is told of in the case, once for each bin."""
    given: dict[tuple[int, str], int] = defaultdict(int)
    sent = 0
    for row in uow.bins.waiting(w):
        for place in uow.bins.elsewhere(row.line):
            at = (row.product, place.code)
            if place.free_m - given[at] < row.missing_m:
                continue
            given[at] += row.missing_m
            sent += _sent(row.case, place.code, uow)
            break
    return sent


def reserved_again(floor: FloorTransfer, added: tuple[TheirPlace, ...], uow: UnitOfWork) -> None:
    """Odoo has reserved in other places all that the order waits for: it waits no longer, and its picker walks on."""
    if floor.rest != "wait" or not added:
        return
    missing: dict[int, int] = defaultdict(int)
    for line in floor.lines:
        missing[line.place.move] += line.short_m
    came: Mapping[int, int] = _by_move(added)
    if any(came.get(move, 0) < short_m for move, short_m in missing.items() if short_m):
        return
    try:
        with uow.attempt():
            walk_on(floor, uow)
    except Refused:
        for case in uow.cases.shorts(floor.id):
            _note_once(case.id, "", uow)
        return
    uow.sending.rest(floor.id, "backorder")
    for case in uow.cases.shorts(floor.id):
        uow.cases.resolve(case.id, "goods_came")
        uow.changed("board", "case", case.id)


def _by_move(added: tuple[TheirPlace, ...]) -> dict[int, int]:
    came: dict[int, int] = defaultdict(int)
    for place in added:
        came[place.move] += place.quantity_m
    return came


def _sent(case: int, place: str, uow: UnitOfWork) -> bool:
    try:
        with uow.attempt():
            decide(Decide(case, FOUND, None, place, row=ROW), uow)
    except Refused:
        _note_once(case, place, uow)
        return False
    return True


def _note_once(case: int, place: str, uow: UnitOfWork) -> None:
    if not uow.bins.is_noted(case, HERE, place):
        uow.cases.note(case, HERE, None, {"bin": place})
        uow.changed("board", "case", case)
