"""Telling Odoo of a wave, a count, a note, a box. All but the count may be told again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.odoo.loading import Loaded, load
from warehouse_app.odoo.reading import ENDED, read_flat, read_web
from warehouse_app.odoo.records import Row, link, quantity
from warehouse_app.odoo.session import Session
from warehouse_app.odoo.writing import as_html
from warehouse_app.service.ports.odoo import Claim, OdooRefused

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


@dataclass(frozen=True, slots=True)
class Note:
    """Text for the history of one record."""

    model: str
    record: int
    token: str
    text: str

    @property
    def message_id(self) -> str:
        return f"<{self.token}>"


def post_notes(session: Session, notes: Sequence[Note]) -> None:
    """Made as records, not posted: two calls for all of them, and nobody gets a mail.

    Told again they are found by their message ids, which Odoo keeps as they are; to `load` a message again is refused.
    """
    sought = [("message_id", "in", [note.message_id for note in notes])]
    known = {row["message_id"] for row in read_flat(session, "mail.message", sought, ["message_id"])}
    new = [note for note in notes if note.message_id not in known]
    if new:
        load(session, "mail.message", [_loaded(note) for note in new])


def _loaded(note: Note) -> Loaded:
    values = {
        "model": note.model,
        "res_id": note.record,
        "message_type": "notification",
        "subtype_id/id": "mail.mt_note",
        "message_id": note.message_id,
        "body": as_html(note.text),
    }
    return Loaded(note.token, values)


def create_package(session: Session, token: str, name: str, package_type: int | None, weight_g: int | None) -> int:
    values = {"name": name, "shipping_weight": (weight_g or 0) / 1000}
    (package,) = load(session, "stock.package", [Loaded(token, values, {"package_type_id": package_type})])
    return package
