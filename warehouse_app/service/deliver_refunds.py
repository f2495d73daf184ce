"""Telling Odoo of refunds that were agreed to, and of goods that are sent in place of others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warehouse_app.domain.refunds_alone import POST, fits
from warehouse_app.service.deliver import Errand, Post
from warehouse_app.service.money_words import money_text
from warehouse_app.service.ports.odoo import (
    CreditNow,
    CreditPart,
    ExchangeItem,
    ExchangeMade,
    OdooOffice,
    OdooRefused,
    TransferNote,
)
from warehouse_app.service.ports.outbox import Job
from warehouse_app.service.ports.refunds import ExchangeNow, RefundNow
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.refund_told import DIFFERS, note_credit, raise_about
from warehouse_app.service.refunds import ALONE, case_of, parts_of

NO_OFFICE = "there is no second credential"
RELEASED = ("released", "draft", "posted", "paid")


@dataclass(frozen=True, slots=True)
class Credit:
    """An errand: the credit note, and a note on the receipt who released it."""

    jobs: Sequence[Job]
    refund: RefundNow
    post_it: bool

    def tell(self, post: Post) -> None:
        office, refund = office_of(post), self.refund
        less = post.say("odoo.refund_less", number=refund.number)
        parts = [CreditPart(part.sold, part.qty_m, part.less, less) for part in parts_of(refund)]
        now = office.create_credit(
            refund.token or "", refund.order, _joined(parts), refund.number, post=self.post_it
        )  # fmt: skip
        if refund.receipt is not None and now.state != "cancelled":
            post.odoo.post_notes([TransferNote(refund.receipt, _note(refund.token), self._told(post, now))])
        post.write(lambda uow: self._made(uow, now))

    def refused(self, uow: UnitOfWork, words: str) -> None:
        uow.returns.refunds.stuck(self.refund.id, words)
        raise_about(uow, self.refund, DIFFERS, why="odoo.refused", words=words)
        uow.changed("board", "refund", self.refund.return_)

    def _told(self, post: Post, now: CreditNow) -> str:
        refund = self.refund
        both = ", ".join(filter(None, (refund.worker, refund.second))) or post.say("release.app")
        money = money_text(now.amount, refund.currency, refund.digits)
        return post.say("odoo.refund_released", number=refund.number, amount=money, worker=both)

    def _made(self, uow: UnitOfWork, now: CreditNow) -> None:
        note_credit(self.refund.id, now, uow)
        uow.outbox.finish(self.jobs)


@dataclass(frozen=True, slots=True)
class Send:
    """An errand: goods sent for others that came back."""

    jobs: Sequence[Job]
    exchange: ExchangeNow

    def tell(self, post: Post) -> None:
        office, one = office_of(post), self.exchange
        text = post.say("odoo.exchange_line", number=one.number, goods=one.name)
        items = [ExchangeItem(one.sold, one.product, one.qty_m, one.more, one.is_less)]
        made = office.create_exchange(one.token, one.order, items, text)
        if one.receipt is not None:
            told = post.say(
                "odoo.exchange_made", number=one.number, n=f"{one.qty_m / 1000:g}", goods=one.name, worker=one.worker,
                transfer=", ".join(name for _, name in made.transfers),
            )  # fmt: skip
            post.odoo.post_notes([TransferNote(one.receipt, _note(one.token), told)])
        post.write(lambda uow: self._made(uow, made))

    def refused(self, uow: UnitOfWork, words: str) -> None:
        uow.returns.refunds.sent(self.exchange.id, None, None, words)
        refund = uow.returns.refunds.of_return(self.exchange.return_)
        known = uow.returns.refunds.get(refund) if refund is not None else None
        if known is not None:
            raise_about(uow, known, DIFFERS, why="odoo.refused", words=words)
        uow.changed("board", "refund", self.exchange.return_)

    def _made(self, uow: UnitOfWork, made: ExchangeMade) -> None:
        first, name = made.transfers[0] if made.transfers else (None, None)
        uow.returns.refunds.sent(self.exchange.id, first, name, None)
        uow.outbox.finish(self.jobs)
        uow.changed("board", "refund", self.exchange.return_)


def plan_refund(uow: UnitOfWork, jobs: Sequence[Job], fence: int) -> Errand | None:
    """What of a refund or an exchange Odoo is to hear now."""
    leased = uow.outbox.lease(jobs, fence)
    if not leased:
        return None
    if leased[0].subject.startswith("exchange:"):
        exchange = uow.returns.refunds.exchange_now(leased[0].about)
        if exchange is not None:
            return Send(leased, exchange)
    else:
        refund = uow.returns.refunds.get(leased[0].about)
        if refund is not None and refund.state in RELEASED and refund.token == leased[0].body.get("name"):
            rule = uow.releasing.rules(ALONE, refund.w).get(POST, {})
            return Credit(leased, refund, fits(rule, case_of(dict(refund.body) | {"asks": ""}, refund.amount)))
    uow.outbox.finish(leased)
    return None


def office_of(post: Post) -> OdooOffice:
    """The books of the Odoo whose store this is, and no other's."""
    if post.office is None:
        raise OdooRefused(NO_OFFICE)
    post.odoo.identity()
    return post.office


def _joined(parts: Sequence[CreditPart]) -> list[CreditPart]:
    """Each line of the order once: several grades of the same goods are one line of the credit."""
    found: dict[int, CreditPart] = {}
    for part in parts:
        before = found.get(part.line)
        qty_m, less = (before.qty_m, before.less) if before else (0, 0)
        found[part.line] = CreditPart(part.line, part.qty_m + qty_m, part.less + less, part.why)
    return list(found.values())


def _note(token: str | None) -> str:
    """The token of a note about it, of its own."""
    return f"__floor__.note_{(token or '').rpartition('_')[2]}"
