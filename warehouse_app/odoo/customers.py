"""The customer of a sales order in a real Odoo.

A mail template would draw a PDF and fail where that program is missing, and a plain user may make no mail of their own:
a message to the partner in the order's history is sent by Odoo itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from warehouse_app.odoo.loading import load
from warehouse_app.odoo.reading import read_flat, read_web
from warehouse_app.odoo.records import Row
from warehouse_app.odoo.session import Session
from warehouse_app.odoo.shipping import hung_at
from warehouse_app.service.ports.odoo import OdooCustomer, OdooRefused, Paper


def customer(session: Session, order: int) -> OdooCustomer:
    """As the port has it."""
    partner = _partner(session, order)
    return OdooCustomer(partner["lang"] or "", bool(partner["email"]))


def message_customer(
    session: Session, order: int, subject: str, body: str, token: str, papers: Sequence[Paper] = ()
) -> None:
    """As the port has it. Odoo keeps the message id as it is given, so what was sent is found by it.

    Papers are made first, at the order: a message takes no bytes, and links what hangs there already.
    """
    name = f"<{token}>"
    if read_flat(session, "mail.message", [("message_id", "=", name)], ["id"]):
        return
    partner = _partner(session, order)
    if not partner["email"]:
        raise OdooRefused(f"the customer of sale.order({order}) has no e-mail address")
    hung = load(session, "ir.attachment", [hung_at("sale.order", order, paper) for paper in papers]) if papers else []
    session.call(
        "sale.order",
        "message_post",
        [order],
        body="<br>".join(escape(line) for line in body.splitlines()),
        body_is_html=True,
        subject=subject,
        message_type="comment",
        subtype_xmlid="mail.mt_comment",
        partner_ids=[partner["id"]],
        message_id=name,
        attachment_ids=hung,
        write=True,
    )


def _partner(session: Session, order: int) -> Row:
    spec: dict[str, Any] = {"partner_id": {"fields": {"lang": {}, "email": {}}}}
    rows = read_web(session, "sale.order", [("id", "=", order)], spec)
    if not rows:
        raise OdooRefused(f"sale.order({order}) does not exist")
    partner: Row = rows[0]["partner_id"]
    return partner
