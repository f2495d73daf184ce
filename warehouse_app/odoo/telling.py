"""Telling Odoo of a wave, a count, a note, a box, a to-do. All but the count may be told again."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from warehouse_app.odoo.loading import Loaded, load
from warehouse_app.odoo.reading import ENDED, read_flat, read_web
from warehouse_app.odoo.records import Row, link, quantity, stamp
from warehouse_app.odoo.session import Session
from warehouse_app.service.ports.odoo import Claim, OdooRefused, TransferNote

_MEMBERSHIP: dict[str, Any] = {"state": {}, "batch_id": {"fields": {"state": {}}}}


def claim_wave(session: Session, token: str, name: str, op_type: int, transfers: Sequence[int], note: str) -> Claim:
    """As the port has it. Nothing is made where nothing could join: an empty batch would only puzzle people."""
    rows = read_web(session, "stock.picking", [("id", "in", list(transfers))], _MEMBERSHIP)
    named = session.call("stock.picking.batch", "get_external_id", _batches(rows)) if _batches(rows) else {}
    ours = next((int(batch) for batch, known in named.items() if known == token), None)
    able = [row["id"] for row in rows if row["state"] not in ENDED and not _taken(row["batch_id"], ours)]
    if not able and ours is None:
        raise OdooRefused("every transfer is done, cancelled or in another batch")
    text = {"description": f"{name} {note}".strip()}
    (batch,) = load(session, "stock.picking.batch", [Loaded(token, text, {"picking_type_id": op_type})])
    inside = [row["id"] for row in rows if link(row["batch_id"]) == batch]
    joining = _join(session, batch, [id_ for id_ in able if id_ not in inside])
    (state,) = read_flat(session, "stock.picking.batch", [("id", "=", batch)], ["state"])
    if state["state"] == "draft":
        session.call("stock.picking.batch", "action_confirm", [batch], write=True)
    joined = tuple(id_ for id_ in transfers if id_ in inside or id_ in joining)
    return Claim(batch, joined, tuple(id_ for id_ in transfers if id_ not in joined))


def _join(session: Session, batch: int, transfers: Sequence[int]) -> list[int]:
    """Those that are in the batch now. Odoo refuses all for one that was cancelled or taken since it was read."""
    joining = list(transfers)
    if not joining:
        return joining
    try:
        session.call("stock.picking", "write", joining, {"batch_id": batch}, write=True)
    except OdooRefused:
        rows = read_web(session, "stock.picking", [("id", "in", joining)], _MEMBERSHIP)
        still = [row["id"] for row in rows if row["state"] not in ENDED and not _taken(row["batch_id"], batch)]
        if not still or len(still) == len(joining):
            raise
        return _join(session, batch, still)
    return joining


def _batches(rows: Sequence[Row]) -> list[int]:
    return sorted({row["batch_id"]["id"] for row in rows if row["batch_id"]})


def _taken(batch: Any, ours: int | None) -> bool:
    """Whether that batch is somebody else's and still running."""
    return bool(batch) and batch["id"] != ours and batch["state"] not in ENDED


def reserve(session: Session, transfers: Sequence[int]) -> None:
    """As the port has it. Odoo refuses the whole call when one of the transfers has ended or wants nothing."""
    open_ones = [("id", "in", list(transfers)), ("state", "in", ("waiting", "confirmed", "assigned"))]
    able = session.call("stock.picking", "search", [*open_ones, ("move_ids.state", "not in", ("draft", *ENDED))])
    if able:
        session.call("stock.picking", "action_assign", able, write=True)


def count(session: Session, product: int, location: int, lot: int | None, counted_m: int, token: str) -> None:
    """One call that counts and applies: applied by a second one, a repeat would set the bin to zero (T3).

    The context makes Odoo take the bin's own record instead of adding one (T4).
    """
    place: dict[str, Any] = {"product_id": product, "location_id": location, "lot_id": lot or False}
    values = place | {"inventory_quantity_auto_apply": quantity(counted_m)}
    context = {"inventory_mode": True, "inventory_name": token}
    session.call("stock.quant", "create", values, context=context, write=True)


def post_notes(session: Session, notes: Sequence[TransferNote]) -> None:
    """Made as records, not posted: two calls for all of them, and nobody gets a mail.

    Told again they are found by their message ids, which Odoo keeps as they are; to `load` a message again is refused.
    """
    sought = [("message_id", "in", [_message_id(note) for note in notes])]
    known = {row["message_id"] for row in read_flat(session, "mail.message", sought, ["message_id"])}
    new = [note for note in notes if _message_id(note) not in known]
    if new:
        load(session, "mail.message", [_note(note) for note in new])


def _message_id(note: TransferNote) -> str:
    return f"<{note.token}>"


def _note(note: TransferNote) -> Loaded:
    values = {
        "model": "stock.picking",
        "res_id": note.transfer,
        "message_type": "notification",
        "subtype_id/id": "mail.mt_note",
        "message_id": _message_id(note),
        "body": "<br>".join(escape(line) for line in note.text.splitlines()),
    }
    return Loaded(note.token, values)


def create_package(session: Session, token: str, name: str, package_type: int | None, weight_g: int | None) -> int:
    values = {"name": name, "shipping_weight": (weight_g or 0) / 1000}
    (package,) = load(session, "stock.package", [Loaded(token, values, {"package_type_id": package_type})])
    return package


def create_activity(session: Session, transfer: int, token: str, summary: str, note: str, deadline: int) -> int:
    """The model is named by its external id: a plain user may not read its number."""
    values = {
        "res_model_id/id": "stock.model_stock_picking",
        "res_id": transfer,
        "activity_type_id/id": "mail.mail_activity_data_todo",
        "summary": summary,
        "note": "<br>".join(escape(line) for line in note.splitlines()),
        "date_deadline": stamp(deadline)[:10],
    }
    (activity,) = load(session, "mail.activity", [Loaded(token, values, {"user_id": session.uid})])
    return activity
