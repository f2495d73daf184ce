"""Tracking numbers and papers on a transfer. Both may be told again."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence

from warehouse_app.domain.plain import as_text
from warehouse_app.odoo.loading import Loaded, load
from warehouse_app.odoo.reading import read_flat
from warehouse_app.odoo.records import link
from warehouse_app.odoo.session import Session
from warehouse_app.service.ports.odoo import OdooRefused, Paper


def keep_shipment(
    session: Session, transfer: int, tracking: Sequence[str], papers: Sequence[Paper], carrier: str | None = None
) -> None:
    """As the port has it. A number that is there before the validation keeps Odoo from booking the carrier itself."""
    rows = read_flat(session, "stock.picking", [("id", "=", transfer)], ["carrier_tracking_ref", "carrier_id"])
    if not rows:
        raise OdooRefused(f"stock.picking({transfer}) does not exist")
    if carrier is not None:
        _go_with(session, transfer, link(rows[0]["carrier_id"]), carrier)
    known = [part.strip() for part in (rows[0]["carrier_tracking_ref"] or "").split(",") if part.strip()]
    if known != list(tracking) and set(known) <= set(tracking):
        session.call("stock.picking", "write", [transfer], {"carrier_tracking_ref": ",".join(tracking)}, write=True)
    if papers:
        load(session, "ir.attachment", [hung_at("stock.picking", transfer, paper) for paper in papers])


def _go_with(session: Session, transfer: int, now: int | None, carrier: str) -> None:
    """Of two carriers with one name it stays with the one it has."""
    known = [row["id"] for row in read_flat(session, "delivery.carrier", [("name", "=", carrier)], ["name"])]
    if not known:
        raise OdooRefused(f"there is no carrier {carrier}")
    if now not in known:
        session.call("stock.picking", "write", [transfer], {"carrier_id": min(known)}, write=True)


def hung_at(model: str, record: int, paper: Paper) -> Loaded:
    """A paper as an attachment of this record."""
    values = {
        "name": as_text(paper.name),
        "res_model": model,
        "res_id": record,
        "mimetype": "application/pdf",
        "datas": b64encode(paper.body).decode(),
    }
    return Loaded(paper.token, values)
