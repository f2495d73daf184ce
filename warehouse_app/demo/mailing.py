"""The double's side of mails to the people of the shop: kept, and sent to nobody."""

from __future__ import annotations

from warehouse_app.demo.books import Books
from warehouse_app.service.ports.odoo import Mail, OdooRefused


def send_mail(books: Books, mail: Mail) -> None:
    if mail.token in books.mails:
        return
    user = books.users.get(mail.user)
    if user is None or not user.active:
        raise OdooRefused(f"res.users({mail.user}) does not exist")
    if not user.has_address:
        raise OdooRefused(f"res.users({mail.user}) has no e-mail address")
    if mail.transfer is not None and mail.transfer not in books.pickings:
        raise OdooRefused(f"stock.picking({mail.transfer}) does not exist")
    books.mails[mail.token] = mail
