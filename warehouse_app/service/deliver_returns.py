"""Telling Odoo of goods coming back: a receipt for what may come, and that it came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warehouse_app.service.deliver import Errand, Post
from warehouse_app.service.ports.odoo import Closed, ReturnMade, TransferNote
from warehouse_app.service.ports.outbox import Job
from warehouse_app.service.ports.returns import ReturnToTell
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.returns import raise_about, told

NO_RECEIPT = "the receipt was not made"
RECEIPT_FIRST_MS = 5_000  # the goods wait so long for their receipt to be made


@dataclass(frozen=True, slots=True)
class Receipt:
    """An errand: the return as a receipt that waits for the goods, with a note on it and on the delivery."""

    jobs: Sequence[Job]
    back: ReturnToTell

    def tell(self, post: Post) -> None:
        parts = [line.part(line.expected_m) for line in self.back.lines]
        made = post.odoo.create_return(self.back.token, self.back.delivery, parts)
        text = told(self.back, post.say, received=False)
        post.odoo.post_notes(
            [
                TransferNote(made.odoo_id, _note(self.back, "note"), text),
                TransferNote(self.back.delivery, _note(self.back, "sent"), text),
            ]
        )
        post.write(lambda uow: self._made(uow, made))

    def refused(self, uow: UnitOfWork, words: str) -> None:
        raise_about(uow, self.back, None, why="odoo.refused", words=words)

    def _made(self, uow: UnitOfWork, made: ReturnMade) -> None:
        uow.returns.made(self.back.id, made.odoo_id, made.name)
        uow.changed("board", "return", self.back.id)
        uow.outbox.finish(self.jobs)


@dataclass(frozen=True, slots=True)
class Received:
    """An errand: the goods are here, as they were counted at the desk."""

    jobs: Sequence[Job]
    back: ReturnToTell
    receipt: int

    def tell(self, post: Post) -> None:
        parts = [line.part(line.received_m) for line in self.back.lines if line.received_m]
        closed = post.odoo.receive_return(self.receipt, parts)
        if closed.status in ("done", "already"):
            text = told(self.back, post.say, received=True)
            post.odoo.post_notes([TransferNote(self.receipt, _note(self.back, "here"), text)])
        post.write(lambda uow: self._note(uow, closed))

    def refused(self, uow: UnitOfWork, words: str) -> None:
        raise_about(uow, self.back, None, why="odoo.refused", words=words)

    def _note(self, uow: UnitOfWork, closed: Closed) -> None:
        if closed.status in ("done", "already"):
            uow.outbox.finish(self.jobs)
        else:
            uow.outbox.give_up(self.jobs, closed.words or closed.status)
            raise_about(uow, self.back, None, why="odoo.not_closed", words=closed.words or closed.status)


def plan_return(uow: UnitOfWork, jobs: Sequence[Job], fence: int) -> Errand | None:
    """What of a return Odoo is to hear now. Goods that are here before their receipt is wait for it."""
    leased = uow.outbox.lease(jobs, fence)
    back = uow.returns.get(leased[0].about) if leased else None
    if back is None:
        uow.outbox.finish(leased)
        return None
    if leased[0].body.get("what") == "return":
        return Receipt(leased, back)
    if back.receipt is not None:
        return Received(leased, back, back.receipt)
    if uow.outbox.is_open("create", leased[0].subject):
        uow.outbox.put_back(leased, uow.now + RECEIPT_FIRST_MS, "the receipt is not there yet")
    else:
        uow.outbox.give_up(leased, NO_RECEIPT)
        raise_about(uow, back, None, why="odoo.not_closed", words=NO_RECEIPT)
    return None


def _note(back: ReturnToTell, what: str) -> str:
    """The token of a note about the return, of the return's own."""
    return f"__floor__.{what}_{back.token.rpartition('_')[2]}"
