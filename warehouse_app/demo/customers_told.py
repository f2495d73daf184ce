"""The double's customers: who they are, and what they were written."""

from __future__ import annotations

from dataclasses import replace

from warehouse_app.demo.books import Books
from warehouse_app.demo.papers import Letter
from warehouse_app.demo.records import Partner
from warehouse_app.demo.shipping import hang
from warehouse_app.service.ports.odoo import OdooCustomer, OdooRefused


def customer(books: Books, order: int) -> OdooCustomer:
    partner = _partner(books, order)
    return OdooCustomer(partner.lang, bool(partner.email))


def message_customer(books: Books, order: int, letter: Letter, token: str) -> None:
    if token in books.letters:
        return
    partner = _partner(books, order)
    if not partner.email:
        raise OdooRefused(f"the customer of sale.order({order}) has no e-mail address")
    for paper in letter.papers:
        hang(books, "order", order, paper)
    books.letters[token] = replace(letter, partner=partner.id)


def _partner(books: Books, order: int) -> Partner:
    found = next((row for row in books.pickings.values() if row.order_id == order), None)
    if found is None:
        raise OdooRefused(f"sale.order({order}) does not exist")
    return books.partners[found.wanted.partner]
