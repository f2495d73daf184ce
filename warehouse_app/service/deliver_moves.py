"""Telling Odoo of goods that somebody put into another place: one transfer within the warehouse, done at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warehouse_app.service import odoo_cases
from warehouse_app.service.correct_count import SOON_MS, put_off
from warehouse_app.service.deliver import Errand, Post
from warehouse_app.service.ports.odoo import GoodsMoved
from warehouse_app.service.ports.outbox import Job
from warehouse_app.service.ports.shelf import MoveToTell
from warehouse_app.service.ports.store import UnitOfWork


@dataclass(frozen=True, slots=True)
class Moving:
    """An errand: the goods as a transfer from one place to the other."""

    jobs: Sequence[Job]
    move: MoveToTell

    def tell(self, post: Post) -> None:
        move, (product, lot, source, target) = self.move, self.move.odoo
        note = post.say("odoo.move_origin", worker=move.worker or "")
        made = post.odoo.move_goods(move.token, move.site, product, lot, move.qty_m, source, target, note)
        post.write(lambda uow: self._note(uow, made))

    def refused(self, uow: UnitOfWork, words: str) -> None:
        odoo_cases.raise_move(uow, self.move, words)

    def _note(self, uow: UnitOfWork, made: GoodsMoved) -> None:
        uow.shelf.moved(self.move.id, made.odoo_id, made.name)
        uow.cases.close(f"INV-MOVE|move|{self.move.id}", "delivered")
        uow.outbox.finish(self.jobs)
        uow.changed("board", "odoo", self.move.w)


def plan_move(uow: UnitOfWork, jobs: Sequence[Job], fence: int) -> Errand | None:
    """Waits for the picks from the place it came from, and for a count of it whose fate is unknown."""
    leased = uow.outbox.lease(jobs, fence)
    if not leased:
        return None
    move = uow.shelf.move(leased[0].about)
    floors = uow.telling.transfers(uow.telling.at_bin(move.product, move.source))
    late = [floor for floor in floors.values() if not floor.delivered]
    if late and not any(uow.outbox.is_stuck("reconcile", f"transfer:{floor.id}") for floor in late):
        put_off(uow, leased, late)
        return None
    if (move.odoo[0], move.odoo[2]) in uow.counts.unsettled_bins(move.w):
        uow.outbox.put_back(leased, uow.now + SOON_MS, "the place is being counted")
        return None
    return Moving(leased, move)
