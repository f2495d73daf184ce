"""Batches somebody makes in the double's Odoo, past the floor."""

from __future__ import annotations

from collections.abc import Sequence

from warehouse_app.demo.books import Books
from warehouse_app.demo.papers import Batch
from warehouse_app.demo.reservation import touch
from warehouse_app.demo.turns import InTurn, in_turn
from warehouse_app.service.ports.odoo import OdooBatch


class Batching(InTurn):
    """The part of the port that reads them."""

    books: Books

    @in_turn
    def batches(self, ids: Sequence[int]) -> Sequence[OdooBatch]:
        found = (self.books.batches[id_] for id_ in ids if id_ in self.books.batches)
        return [OdooBatch(one.id, f"BATCH/{one.id:05d}", one.state, one.user) for one in found]


def put_together(books: Books, transfers: Sequence[int], state: str = "in_progress", user: int | None = None) -> int:
    """A batch of these transfers; its id."""
    rows = [books.pickings[id_] for id_ in transfers]
    batch = books.next_id("batch")
    books.batches[batch] = Batch(batch, rows[0].type.id, "", state, user)
    for row in rows:
        row.batch = batch
        touch(books, row)
    return batch
