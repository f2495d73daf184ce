"""Mails to the people of the shop, by Odoo's own mail server. The first credential may do all of it."""

from __future__ import annotations

from html import escape
from typing import Any

from warehouse_app.odoo.reading import read_flat, read_web
from warehouse_app.odoo.records import stamp
from warehouse_app.odoo.session import Session
from warehouse_app.service.ports.odoo import Mail, OdooRefused

_USER: dict[str, Any] = {"partner_id": {"fields": {"email": {}}}}


def send_mail(session: Session, mail: Mail) -> None:
    """Posted on its transfer as a note to that person alone, or, about no transfer, as a message on nothing.

    A plain user may not make a mail, but may write to somebody; how they are told is their own setting in Odoo.
    """
    if mail.transfer is None:
        _notify(session, mail, _partner(session, mail.user))
    else:
        _post(session, mail, _partner(session, mail.user))


def _post(session: Session, mail: Mail, partner: int) -> None:
    """The message id is ours, Odoo keeps it as it is: looked for first."""
    message_id = f"<{mail.token}>"
    if read_flat(session, "mail.message", [("message_id", "=", message_id)], ["id"]):
        return
    body = "<br>".join(escape(line) for line in mail.lines)
    said = {"body": body, "body_is_html": True, "subtype_xmlid": "mail.mt_note", "message_id": message_id}
    said |= {"subject": mail.subject, "partner_ids": [partner]}
    session.call("stock.picking", "message_post", [mail.transfer], write=True, **said)


def _notify(session: Session, mail: Mail, partner: int) -> None:
    """Odoo takes neither our message id nor HTML here: known by its subject, person and second."""
    told = {"subject": mail.subject, "date": stamp(mail.at)}
    same = [*((name, "=", value) for name, value in told.items()), ("partner_ids", "in", [partner])]
    if not read_flat(session, "mail.message", same, ["id"]):
        said = told | {"body": " · ".join(mail.lines), "partner_ids": [partner]}
        session.call("mail.thread", "message_notify", [], write=True, **said)


def _partner(session: Session, user: int) -> int:
    rows = read_web(session, "res.users", [("id", "=", user), ("active", "=", True)], _USER)
    partner = rows[0]["partner_id"] if rows else None
    if not partner:
        raise OdooRefused(f"res.users({user}) does not exist")
    if not partner["email"]:
        raise OdooRefused(f"res.users({user}) has no e-mail address")
    return int(partner["id"])
