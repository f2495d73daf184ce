"""Goods that were counted leave a tote again, without anybody naming the scan by which they came."""

from __future__ import annotations

from warehouse_app.domain.facts import Pick
from warehouse_app.domain.picking import Line
from warehouse_app.service.ports.store import UnitOfWork


def take_out(line: Line, tote: str | None, qty_m: int, event: str, uow: UnitOfWork) -> None:
    """The newest picks are reversed; of one that is only in part, the rest is counted anew, by this event."""
    for pick, picked_m, lot, package in uow.totes.contents(line.id, tote):
        if qty_m <= 0:
            return
        uow.journal.reverse(pick, event)
        if picked_m > qty_m:
            rest = Pick(line.id, picked_m - qty_m, line.location, lot, tote or uow.totes.in_tote(pick), package)
            uow.journal.count_pick(event, rest)
        qty_m -= picked_m
