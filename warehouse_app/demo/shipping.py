"""Tracking numbers and papers in the double."""

from __future__ import annotations

from collections.abc import Sequence

from warehouse_app.demo.books import Books
from warehouse_app.demo.papers import Attachment
from warehouse_app.service.ports.odoo import OdooRefused, Paper


def keep_shipment(books: Books, transfer: int, tracking: Sequence[str], papers: Sequence[Paper]) -> None:
    if transfer not in books.pickings:
        raise OdooRefused(f"stock.picking({transfer}) does not exist")
    row = books.pickings[transfer]
    known = [part for part in row.tracking.split(",") if part]
    if set(known) <= set(tracking):
        row.tracking = ",".join(tracking)
    for paper in papers:
        hang(books, "transfer", transfer, paper)


def hang(books: Books, kind: str, of: int, paper: Paper) -> None:
    """At a document, once per token."""
    id_, _ = books.once(paper.token, "attachment")
    books.attachments[id_] = Attachment(id_, kind, of, paper.name, "application/pdf", paper.body)
