"""Whatever people do with refunds, in Odoo or here, and however many answers are lost: never more than was paid."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from random import Random
from typing import Any, cast

import pytest

from tests.contract.losing import LosesEachAnswerOnce
from tests.worker.test_refunds import Till, order, yard  # noqa: F401
from tests.worker.yard import Yard
from warehouse_app.demo.flaky import Flaky
from warehouse_app.domain.errors import Refused
from warehouse_app.service.approve import approve, refuse
from warehouse_app.service.ports.odoo import (
    CreditNow,
    CreditPart,
    Odoo,
    OdooOffice,
    OdooRefused,
    OdooUnknown,
    OdooUnreachable,
)
from warehouse_app.service.refunds import refuse_refund

SEEDS, STEPS = 8, 25


class Storm:
    """Somebody does something, at random; `check` holds after each."""

    def __init__(self, till: Till, seed: int) -> None:
        self.till, self.dice = till, Random(seed)
        flaky = Flaky(cast(Odoo, till.office), seed, refused=0.1, unreachable=0.1, lost=0.3)
        self.plain, till.office = till.office, cast(OdooOffice, flaky)
        self.people = [till.hire("returns"), till.hire("service"), till.hire("finance"), till.hire("finance")]
        self.sale = next(row.order_id for row in till.rig.books.pickings.values() if row.order == till.order)
        self.others, self.judged = 0, False

    def step(self) -> None:
        doing: list[Callable[[], object]] = [
            self.reckon, self.reckon, self.release, self.release, self.second, self.second, self.none, self.judge,
            self.tell, self.tell, self.follow, self.drop, self.post, self.somebody_credits, self.swap, self.swap,
        ]  # fmt: skip
        with suppress(Refused, OdooRefused, OdooUnreachable, OdooUnknown, ValueError, IndexError):
            self.dice.choice(doing)()

    def reckon(self) -> None:
        self.till.reckon()

    def follow(self) -> None:
        self.till.follow()

    def release(self) -> None:
        amount = self.dice.choice(["", "", "", "1", "7.5", "9999"])
        self.till.release(self.dice.choice(self.people), amount, self.dice.choice(["", "OR-LAW", "OR-VIP"]))

    def swap(self) -> None:
        """Other goods for a line, for as much, for less or for more; whoever asks, and however often."""
        row = self.till.now()
        line = self.dice.choice([part["line"] for part in row.body.get("parts", ()) if part["line"] is not None])
        sku = self.till.rig.books.products[self.till.yard.products[2]].card.sku
        self.till.send(line, sku, self.dice.choice(self.people), self.dice.choice(["", "", "1.00", "500"]))

    def second(self) -> None:
        """Whoever may agree to what waits, or somebody to what nobody asked."""
        by, what = self.dice.choice(self.people), self.dice.choice([approve, approve, refuse])
        waiting = self.till.yard.store.read(lambda views: views.overrides.waiting(self.till.yard.w))
        which = self.dice.choice([*(row.id for row in waiting), 6])
        self.till.yard.store.write(lambda uow: what(which, by, uow))

    def none(self) -> None:
        if self.dice.random() < 0.1:
            self.till.yard.store.write(lambda uow: refuse_refund(1, "NR-PAID", self.people[0], uow))

    def judge(self) -> None:
        grade, becomes = self.dice.choice("ABCD"), self.dice.choice(["restock", "scrap", "give_back"])
        if not self.judged:
            self.till.judge(grade, becomes)
        self.judged = True

    def tell(self) -> None:
        self.till.tell()

    def drop(self) -> None:
        drafts = [one.id for one in self.till.rig.books.ledger.credits.values() if one.state == "draft"]
        self.till.rig.someone_drops(self.dice.choice(drafts))

    def post(self) -> None:
        drafts = [one.id for one in self.till.rig.books.ledger.credits.values() if one.state == "draft"]
        self.till.rig.someone_posts(self.dice.choice(drafts))

    def somebody_credits(self) -> None:
        """In Odoo's own screens, which look no better than ours."""
        line = self.plain.order_money(self.sale).lines[0]
        self.others += 1
        part = CreditPart(line.line, self.dice.randint(1, 3) * 1000)
        self.plain.create_credit(f"theirs{self.others}", self.sale, [part], "x", post=False)


def too_much(till: Till, sale: int) -> list[str]:
    """What must never be: more credited than invoiced, two live notes of one refund, money of a refund that is over."""
    money = till.rig.office.order_money(sale)
    wrong = []
    if money.credited > money.invoiced or any(line.credited_m > line.invoiced_m for line in money.lines):
        wrong.append("more was credited than was invoiced")
    ours = [
        n for n in till.rig.books.ledger.credits.values() if n.reference.startswith("R-") and n.state != "cancelled"
    ]
    if len(ours) > 1:
        wrong.append("a return has two credit notes")
    back = max(money.credited - (money.invoiced - money.paid), 0)
    if back > money.paid:
        wrong.append("more goes back than was paid")
    return wrong + given_twice(till)


def given_twice(till: Till) -> list[str]:
    """A line that goods were sent for is not refunded as well, and more than came is sent for none."""
    read = till.yard.store.read
    both = [*read(lambda v: v.returns.refunds.listed(till.yard.w, is_open=True, limit=9)),
            *read(lambda v: v.returns.refunds.listed(till.yard.w, is_open=False, limit=9))]  # fmt: skip
    sent = read(lambda v: v.returns.refunds.exchanges([row.return_ for row in both]))
    paid_for = {one.line for one in sent if one.worth is None or one.more}
    refunded = {part["line"] for row in both if row.state != "refused" for part in row.body.get("parts", ())}
    wrong = ["a line is refunded and exchanged"] if paid_for & refunded else []
    rows = [one for made in till.rig.books.ledger.exchanged.values() for one in made]
    return wrong + (["more was sent than came"] if sum(one.qty_m for one in rows) > 4000 else [])


@pytest.mark.parametrize("seed", range(SEEDS))
def test_never_more_goes_back_than_was_paid_and_one_credit_note_for_each_return(
    yard: Yard,  # noqa: F811
    order: str,  # noqa: F811
    seed: int,
) -> None:
    till = Till(yard, order, paid=seed % 2 == 0)
    till.back(3000, 1000)
    storm = Storm(till, seed)
    for _ in range(STEPS):
        storm.step()
        assert too_much(till, storm.sale) == []


class Forgets:
    """A build that gives each attempt a name of its own."""

    def __init__(self, office: OdooOffice) -> None:
        self._office, self._times = office, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._office, name)

    def create_credit(self, token: str, *args: Any, **named: Any) -> CreditNow:
        self._times += 1
        return self._office.create_credit(f"{token}-{self._times}", *args, **named)


def test_a_build_that_forgets_what_it_made_is_caught(yard: Yard, order: str) -> None:  # noqa: F811
    till = Till(yard, order)
    till.back(1000, 0)
    till.judge("A")
    till.reckon()
    till.release(till.hire("finance"))
    sale = next(row.order_id for row in till.rig.books.pickings.values() if row.order == till.order)
    till.office = cast(OdooOffice, Forgets(cast(OdooOffice, LosesEachAnswerOnce(till.office))))
    till.tell()
    assert "a return has two credit notes" in too_much(till, sale)
