"""The guarded close: nothing is validated but what was picked, as it was counted, and for what was ordered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from warehouse_app.odoo.halving import halve
from warehouse_app.odoo.reading import ENDED, read_flat, read_transfers
from warehouse_app.odoo.session import Session
from warehouse_app.service.ports.odoo import Close, Closed, ClosedStatus, TransferNow


def validate(session: Session, closes: Sequence[Close]) -> list[Closed]:
    """As the port has it."""
    if not closes:
        return []
    ids = [close.odoo_id for close in closes]
    now = {transfer.odoo_id: transfer for transfer in read_transfers(session, ids)}
    status = {close.odoo_id: judge(now.get(close.odoo_id), close) for close in closes}
    ready = [close for close in closes if status[close.odoo_id] == "done"]
    refused = halve(ready, lambda part: _validate(session, part))
    if ready:
        now = {transfer.odoo_id: transfer for transfer in read_transfers(session, ids)}
    ended = [id_ for id_ in ids if status[id_] in ("done", "already")]
    backorders = _backorders(session, ended)
    return [_closed(id_, status[id_], now.get(id_), backorders.get(id_), refused.get(id_)) for id_ in ids]


def judge(now: TransferNow | None, close: Close) -> ClosedStatus:
    """What would come of validating this transfer; `done` when nothing speaks against it."""
    if now is None:
        return "gone"
    if now.state == "done":
        return "already"
    if now.state == "cancel":
        return "cancelled"
    if not any(line.picked and line.quantity_m for line in now.lines):
        return "not_picked"
    if any(line.quantity_m and not line.picked for line in now.lines):
        return "not_picked"
    demand = {move.odoo_id: move.demand_m for move in now.moves if move.state not in ENDED}
    if demand != dict(close.demand) or (close.picked is not None and _picked(now) != _without_zeros(close.picked)):
        return "changed"
    return "done"


def _picked(now: TransferNow) -> dict[int, int]:
    moves = {line.move for line in now.lines}
    return _without_zeros(
        {move: sum(line.quantity_m for line in now.lines if line.move == move and line.picked) for move in moves}
    )


def _without_zeros(picked: Any) -> dict[int, int]:
    return {move: quantity_m for move, quantity_m in picked.items() if quantity_m}


def _validate(session: Session, closes: Sequence[Close]) -> None:
    """An explicit list, never a batch: what else is in a batch would be shipped untouched (T2)."""
    final = [close.odoo_id for close in closes if not close.backorder]
    context = {"skip_backorder": True, "skip_sms": True, "picking_ids_not_to_backorder": final}
    ids = [close.odoo_id for close in closes]
    session.call("stock.picking", "button_validate", ids, context=context, write=True)


def _closed(
    odoo_id: int, status: ClosedStatus, now: TransferNow | None, backorder: int | None, words: str | None
) -> Closed:
    """The state decides, not the answer: Odoo answers some validations with a question and some with a printout."""
    if status == "done" and now is None:
        return Closed(odoo_id, "gone")
    if status == "done" and now is not None and now.state != "done":
        return Closed(odoo_id, "refused", words=words or "Odoo asked a question instead of validating")
    if status in ("done", "already") and now is not None:
        return Closed(odoo_id, status, backorder, now.next_transfers)
    return Closed(odoo_id, status)


def _backorders(session: Session, ids: Sequence[int]) -> dict[int, int]:
    if not ids:
        return {}
    rows = read_flat(session, "stock.picking", [("backorder_id", "in", list(ids))], ["backorder_id"])
    return {row["backorder_id"]: row["id"] for row in sorted(rows, key=lambda row: -int(row["id"]))}
