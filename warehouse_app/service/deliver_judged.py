"""Telling Odoo what became of goods that came back: one document for each judgement, once.

Goods for an order that is short are moved into its lane and reserved for it there; its picker hears of it by the pull.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from warehouse_app.domain.cases import Finding
from warehouse_app.domain.judging_returns import GIVE_BACK, LANE, SCRAP
from warehouse_app.service.deliver import Errand, Post
from warehouse_app.service.open_case import open_case
from warehouse_app.service.ports.judged import JudgedToTell
from warehouse_app.service.ports.odoo import Disposal, GoodsMoved
from warehouse_app.service.ports.outbox import Job
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.returns import DEVIATION

RECEIPT_FIRST_MS, PERSON_FIRST_MS = 5_000, 300_000
NOT_RECEIVED = "the receipt is not done"
_WHAT = {SCRAP: "scrap", GIVE_BACK: "give_back"}


@dataclass(frozen=True, slots=True)
class Disposing:
    """An errand: the goods go where their judgement says. Without a place of ours they stay where the receipt put
    them, and Odoo is told nothing."""

    jobs: Sequence[Job]
    judged: JudgedToTell
    receipt: int

    def tell(self, post: Post) -> None:
        one = self.judged
        what = _WHAT.get(one.disposition, "move")
        if what == "move" and one.place is None:
            post.write(lambda uow: self._done(uow, None))
            return
        note = judged_note(one, post.say)
        made = post.odoo.dispose(
            Disposal(one.token, one.site, self.receipt, one.part, what, one.place, note)  # type: ignore[arg-type]
        )
        if one.disposition == LANE and one.wish is not None and one.place is not None:
            transfer, move = one.wish
            has_m = post.odoo.reserve_at(transfer, move, one.part.product, one.part.lot, one.promised_m, one.place)
            if has_m < one.promised_m:
                post.write(self._late)
        post.write(lambda uow: self._done(uow, made))

    def refused(self, uow: UnitOfWork, words: str) -> None:
        self._raise(uow, _key(self.judged), why="odoo.refused", words=words)

    def _late(self, uow: UnitOfWork) -> None:
        """The order lacks nothing any more; the goods lie in the lane for nobody."""
        self._raise(uow, f"{DEVIATION}|lane|{self.judged.id}", why="return.lane_late", words="")

    def _raise(self, uow: UnitOfWork, key: str, **facts: str) -> None:
        one = self.judged
        about = {"number": one.number, "sale": one.order, "product": one.name, "place": one.place_name or ""}
        open_case(Finding(key, DEVIATION, one.w, facts=about | facts), uow)
        uow.changed("board", "case", 0)

    def _done(self, uow: UnitOfWork, made: GoodsMoved | None) -> None:
        uow.returns.judged.done(self.judged.id, made.odoo_id if made else None, made.name if made else None)
        uow.cases.close(_key(self.judged), "delivered")
        uow.outbox.finish(self.jobs)
        uow.changed("board", "return", self.judged.return_)


def plan_judged(uow: UnitOfWork, jobs: Sequence[Job], fence: int) -> Errand | None:
    """Goods whose receipt Odoo has not taken yet wait for it."""
    leased = uow.outbox.lease(jobs, fence)
    if not leased:
        return None
    one = uow.returns.judged.get(leased[0].about)
    about = f"return:{one.return_}"
    if any(uow.outbox.is_stuck(kind, about) for kind in ("create", "close")):
        uow.outbox.put_back(leased, uow.now + PERSON_FIRST_MS, NOT_RECEIVED)
    elif uow.outbox.is_open("create", about) or uow.outbox.is_open("close", about) or one.receipt is None:
        uow.outbox.put_back(leased, uow.now + RECEIPT_FIRST_MS, NOT_RECEIVED)
    else:
        return Disposing(leased, one, one.receipt)
    return None


def judged_note(one: JudgedToTell, say: Callable[..., str]) -> str:
    """The source of the document: which return, by whom."""
    return say("odoo.judged_origin", number=one.number, worker=one.worker, grade=one.grade)


def _key(one: JudgedToTell) -> str:
    return f"{DEVIATION}|judged|{one.id}"
