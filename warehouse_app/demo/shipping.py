"""Tracking numbers and papers in the double."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from warehouse_app.demo.books import Books
from warehouse_app.demo.cases import hanging
from warehouse_app.demo.mending import carriers_of
from warehouse_app.demo.papers import Attachment
from warehouse_app.demo.reservation import touch
from warehouse_app.demo.turns import InTurn, in_turn
from warehouse_app.service.ports.odoo import Hanging, OdooRefused, Paper


class Shipping(InTurn):
    """The part of the port that says what a transfer was sent with."""

    books: Books

    @in_turn
    def keep_shipment(
        self, transfer: int, tracking: Sequence[str], papers: Sequence[Paper], carrier: str | None = None
    ) -> None:
        keep_shipment(self.books, transfer, tracking, papers, carrier)

    @in_turn
    def hanging(self, transfer: int) -> Sequence[Hanging]:
        return hanging(self.books, transfer)


def keep_shipment(
    books: Books, transfer: int, tracking: Sequence[str], papers: Sequence[Paper], carrier: str | None = None
) -> None:
    if transfer not in books.pickings:
        raise OdooRefused(f"stock.picking({transfer}) does not exist")
    row = books.pickings[transfer]
    if carrier is not None and carrier != row.wanted.carrier:
        if carrier not in carriers_of(books):
            raise OdooRefused(f"there is no carrier {carrier}")
        row.wanted = replace(row.wanted, carrier=carrier)
        touch(books, row)
    known = [part for part in row.tracking.split(",") if part]
    if set(known) <= set(tracking):
        row.tracking = ",".join(tracking)
    for paper in papers:
        hang(books, "transfer", transfer, paper)


def hang(books: Books, kind: str, of: int, paper: Paper) -> None:
    """At a document, once per token."""
    id_, _ = books.once(paper.token, "attachment")
    books.attachments[id_] = Attachment(id_, kind, of, paper.name, "application/pdf", paper.body)
