"""Making transfers look as wanted: one read, one joint write, one read-back, for as many as there are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from warehouse_app.odoo.difference import Change, changes, is_foreign
from warehouse_app.odoo.halving import halve
from warehouse_app.odoo.loading import Loaded, load
from warehouse_app.odoo.reading import ENDED, read_web
from warehouse_app.odoo.records import TRANSFER_SPEC, Unit, quantity, transfer_now, units_of
from warehouse_app.odoo.session import Session
from warehouse_app.service.ports.odoo import Reconciled, ReconciledStatus, TransferNow, WantedTransfer

_READ_BACK: dict[str, Any] = {"picked": {}}


class _Seen:
    """The transfers at the time of reading, with the units of their lines."""

    def __init__(self, session: Session, ids: Sequence[int]) -> None:
        rows = read_web(session, "stock.picking", [("id", "in", list(dict.fromkeys(ids)))], TRANSFER_SPEC)
        self.now = {row["id"]: transfer_now(row) for row in rows}
        self.units = {line: unit for row in rows for line, unit in units_of(row).items()}


def reconcile(session: Session, wanted: Sequence[WantedTransfer]) -> list[Reconciled]:
    """As the port has it."""
    if not wanted:
        return []
    ids = [want.odoo_id for want in wanted]
    before = _Seen(session, ids)
    first = {want.odoo_id: _judge(before.now.get(want.odoo_id), want) for want in wanted}
    todo = [want for want in wanted if first[want.odoo_id] == "written"]
    if not todo:
        return [Reconciled(id_, first[id_], before.now.get(id_)) for id_ in ids]
    strange = {want.odoo_id: words for want in todo if (words := _strange(before.now[want.odoo_id], want))}
    todo = [want for want in todo if want.odoo_id not in strange]
    refused = strange | _write_all(session, before, todo)
    after = _Seen(session, ids)
    return [_result(want, first[want.odoo_id], refused, after.now.get(want.odoo_id)) for want in wanted]


def _judge(now: TransferNow | None, want: WantedTransfer) -> ReconciledStatus:
    if now is None:
        return "gone"
    if now.state == "done":
        return "done"
    if now.state == "cancel":
        return "cancelled"
    if is_foreign(now, want):
        return "foreign"
    return "written" if changes(now, want) else "already"


def _result(
    want: WantedTransfer, status: ReconciledStatus, refused: dict[int, str], now: TransferNow | None
) -> Reconciled:
    """The read-back decides: what was written and is not to be seen was changed by somebody in between, or by Odoo."""
    if want.odoo_id in refused:
        return Reconciled(want.odoo_id, "refused", now, refused[want.odoo_id])
    if status != "written" or (now is not None and _judge(now, want) == "already"):
        return Reconciled(want.odoo_id, status, now)
    ended = _judge(now, want)
    rounded = ended == "foreign" and any(line.quantity_m % 10 for line in want.lines)
    if ended in ("done", "cancelled", "gone", "foreign") and not rounded:
        return Reconciled(want.odoo_id, ended, now)
    return Reconciled(want.odoo_id, "refused", now, "Odoo keeps other quantities than it was told")


def _strange(now: TransferNow, want: WantedTransfer) -> str:
    """Why Odoo must not even be asked: it would take a line for any move, and any product, without a word."""
    moves = {move.odoo_id: move.product for move in now.moves if move.state not in ENDED}
    for line in want.lines:
        if moves.get(line.move) != line.product:
            return f"{now.name} wants nothing of product {line.product} in move {line.move}"
    return ""


def _write_all(session: Session, seen: _Seen, wanted: Sequence[WantedTransfer]) -> dict[int, str]:
    """Who was refused, with Odoo's words.

    A line may have vanished since it was read (T10): whoever was refused is read and tried again, once, alone.
    """
    still: dict[int, str] = {}
    refused = halve(wanted, partial(_write, session, seen))
    for want in [want for want in wanted if want.odoo_id in refused]:
        again = _Seen(session, [want.odoo_id])
        if _judge(again.now.get(want.odoo_id), want) == "written":
            still |= halve([want], partial(_write, session, again))
    return still


def _write(session: Session, seen: _Seen, wanted: Sequence[WantedTransfer]) -> None:
    todo = [change for want in wanted for change in changes(seen.now[want.odoo_id], want)]
    made = [change for change in todo if change.line is None]
    kept = [change for change in todo if change.line is not None]
    if made:
        load(session, "stock.move.line", [_new_line(change) for change in made])
    if kept:
        ids = [change.line for change in kept]
        values = [_values(change, seen.units[change.line or 0]) for change in kept]
        session.call("stock.move.line", "web_save_multi", ids, values, _READ_BACK, write=True)


def _values(change: Change, unit: Unit) -> dict[str, Any]:
    """Only what differs: a quantity makes Odoo reserve anew, which takes four times as long."""
    values: dict[str, Any] = {}
    if change.quantity_m is not None:
        written_in, values["quantity"] = unit.quantity(change.quantity_m)
        if written_in != unit.odoo_id:
            values["product_uom_id"] = written_in
    if change.picked is not None:
        values["picked"] = change.picked
    if change.result_package is not None:
        values["result_package_id"] = change.result_package or False
    return values


def _new_line(change: Change) -> Loaded:
    """`picked` is always said: a line made on a move somebody has picked for would inherit it (T6)."""
    wish = change.wanted
    links = {
        "picking_id": change.transfer,
        "move_id": wish.move,
        "product_id": wish.product,
        "location_id": wish.location,
        "lot_id": wish.lot,
        "package_id": wish.package,
        "result_package_id": wish.result_package if wish.picked else None,
    }
    return Loaded(change.token, {"quantity": quantity(wish.quantity_m), "picked": wish.picked}, links)
