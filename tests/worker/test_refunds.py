"""Money for what came back: reckoned, released or agreed to, told to Odoo once, followed until it is paid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

import pytest

from tests.contract.double import DoubleRig
from tests.contract.losing import LosesEachAnswerOnce
from tests.worker.test_returns import ReturnsDesk
from tests.worker.test_returns import send as ship
from tests.worker.yard import Clock, Yard
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.judging_returns import ReturnJudged
from warehouse_app.service.approve import approve, refuse
from warehouse_app.service.exchange_goods import Exchange, exchange_goods
from warehouse_app.service.list_prices import list_price
from warehouse_app.service.ports.judged import NewJudged
from warehouse_app.service.ports.odoo import CreditPart, OdooOffice
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.refunds import RefundRow
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.ports.views import Views
from warehouse_app.service.reckon_refunds import Books, follow_credits, reckon_refunds
from warehouse_app.service.refunds import ReleaseRefund, refuse_refund, release_refund
from warehouse_app.service.shipped_rules import ship_rules


class Till:
    """A returns desk, the people who decide, and Odoo's books behind them."""

    def __init__(self, yard: Yard, order: str, paid: bool = True) -> None:
        self.yard, self.order = yard, order
        self.rig: DoubleRig = yard.rig
        yard.store.write(ship_rules)
        self.desk = ReturnsDesk(yard)
        self.office: OdooOffice = self.rig.office
        self.rig.someone_invoices(order)
        if paid:
            self.rig.someone_pays(order)

    def back(self, *quantities: int, receive: bool = True) -> str:
        """So much of each line comes back and is here; the number of the return."""
        (delivery,) = self.desk.find(self.order)["deliveries"]
        made = self.desk.authorise(delivery, *quantities)
        self.yard.run(90, 5_000)
        if receive:
            self.desk.receive(self.desk.find(made["number"])["return"], *[one for one in quantities if one])
            self.yard.run(90, 5_000)
        return str(made["number"])

    def hire(self, *roles: str) -> Person:
        store, w = self.yard.store, self.yard.w
        badge = f"B-{len(roles)}{roles[0]}{len(store.read(lambda views: views.people(w)))}"
        return store.write(lambda uow: uow.people.add(w, roles[0].title(), badge, None, None, None, list(roles)))

    def reckon(self) -> RefundRow:
        reckon_refunds(self.yard.holding, Books(self.yard.port, self.office), self.yard.w)
        return self.now()

    def follow(self) -> RefundRow:
        follow_credits(self.yard.holding, Books(self.yard.port, self.office), self.yard.w)
        return self.now()

    def now(self) -> RefundRow:
        (row,) = self.yard.store.read(lambda views: [*self._listed(views, True), *self._listed(views, False)])
        return row

    def _listed(self, views: Views, is_open: bool) -> Sequence[RefundRow]:
        return views.returns.refunds.listed(self.yard.w, is_open=is_open, limit=9)

    def release(self, by: Person, amount: str = "", reason: str = "") -> bool:
        now = self.now()
        command = ReleaseRefund(now.id, by, now.proposed, amount, reason)
        return self.yard.store.write(lambda uow: release_refund(command, uow))

    def send(self, line: int, code: str, by: Person, price: str = "") -> bool:
        listed = list_price(code, by.w, self.yard.store, self.yard.port)
        return self.yard.store.write(lambda uow: exchange_goods(Exchange(1, line, code, price, "", listed), by, uow))

    def rule(self, kind: str, code: str, **values: object) -> None:
        """The shop says it otherwise."""
        w, lead = self.yard.w, self.hire("supervisor")
        body = self.yard.store.read(lambda views: views.rules(kind, w))[code]
        self.yard.store.write(lambda uow: uow.rulebook.save(w, kind, code, dict(body) | values, lead.id, "test"))

    def tell(self) -> RefundRow:
        self.yard.office = self.office
        self.yard.run(90, 5_000)
        return self.now()

    def judge(self, grade: str, becomes: str = "restock") -> None:
        """All of the first line is of this grade."""
        self.yard.store.write(lambda uow: _judge(uow, grade, becomes))

    def cases(self) -> list[str]:
        return [case.type for case in self.yard.store.read(lambda views: views.open_cases(self.yard.w))]


def _judge(uow: UnitOfWork, grade: str, becomes: str) -> None:
    back = uow.returns.get(1)
    assert back is not None
    line = uow.returns.judged.line(1, back.lines[0].id)
    assert line is not None
    fact = ReturnJudged(1, line.id, line.received_m, grade, becomes)
    uow.returns.judged.add(
        NewJudged(back.w, f"{grade * 32}", None, 1, line, fact, becomes, None, None, None, f"t-{grade}")
    )


@pytest.fixture
def yard(store: Store, clock: Clock) -> Yard:
    return Yard(store, clock, 1)


@pytest.fixture
def order(yard: Yard) -> str:
    """An order of 4 and 2 pieces, delivered."""
    name = yard.order({0: 4, 1: 2})
    yard.open()
    ship(yard, name)
    return name


@pytest.fixture
def till(yard: Yard, order: str) -> Till:
    return Till(yard, order)


def price(till: Till, pieces: int, at: int = 0) -> int:
    """Of so many pieces of a line, in cents."""
    order = next(row.order_id for row in till.rig.books.pickings.values() if row.order == till.order)
    return till.office.order_money(order).lines[at].amount(pieces * 1000)


def test_what_came_is_reckoned_with_its_why_and_released_within_a_limit_once(till: Till) -> None:
    till.back(2000, 0)
    till.judge("A")
    row = till.reckon()
    assert (row.state, row.amount, row.body["asks"]) == ("proposed", price(till, 2), "")
    assert [key for key, _ in row.body["why"]] == ["goods"]
    assert till.release(till.hire("finance"))
    with pytest.raises(Refused, match=r"refund\.decided"):
        till.release(till.hire("finance"))
    row = till.tell()
    assert (row.state, row.credited, row.reason) == ("draft", row.amount, "OR-PROPOSED")
    assert till.rig.raw_credits(till.order) == [("draft", price(till, 2), 2)]
    till.rig.someone_posts(row.odoo_id or 0)
    assert till.follow().state == "posted"
    till.rig.books.ledger.credits[row.odoo_id or 0].state = "paid"
    assert till.follow().state == "paid"
    assert till.cases() == []


def test_lost_answers_make_one_credit_note(till: Till) -> None:
    till.back(2000, 1000)
    till.judge("A")
    till.reckon()
    till.release(till.hire("finance"))
    assert till.now().state == "waiting", "the second line is not judged"
    second = till.hire("finance")
    till.yard.store.write(lambda uow: approve(1, second, uow))
    till.office = cast(OdooOffice, LosesEachAnswerOnce(till.office))
    row = till.tell()
    assert row.state == "draft"
    assert len(till.rig.raw_credits(till.order)) == 1


def test_what_is_above_a_limit_waits_for_a_second_person_whose_own_reaches_as_far(till: Till) -> None:
    till.back(4000, 2000)
    till.judge("A")
    till.reckon()
    clerk, lead = till.hire("returns"), till.hire("finance")
    assert not till.release(clerk)
    with pytest.raises(Refused, match=r"override\.not_yours|override\.same"):
        till.yard.store.write(lambda uow: approve(1, clerk, uow))
    till.yard.store.write(lambda uow: approve(1, lead, uow))
    row = till.tell()
    assert (row.state, row.worker, row.second) == ("draft", "Returns", "Finance")


def test_a_second_person_who_does_not_agree_leaves_it_to_be_decided_anew(till: Till) -> None:
    till.back(2000, 0)
    till.judge("C")
    row = till.reckon()
    assert (row.amount, row.body["asks"]) == (price(till, 2), ""), "defective goods are not the customer's fault"
    lead, other = till.hire("finance"), till.hire("finance")
    assert not till.release(lead, "1,00", "OR-GOODWILL")
    assert (till.now().state, till.now().amount) == ("waiting", 100)
    till.yard.store.write(lambda uow: refuse(1, other, uow))
    assert (till.now().state, till.now().proposed) == ("proposed", price(till, 2))
    assert till.release(lead)


def test_another_amount_needs_a_reason_and_is_never_more_than_the_goods_cost(till: Till) -> None:
    till.back(2000, 0)
    till.judge("A")
    till.reckon()
    lead = till.hire("finance")
    for amount, key in (("9999", "refund.amount"), ("x", "refund.amount"), ("1", "override.reason")):
        with pytest.raises(Refused, match=re.escape(key)):
            till.release(lead, amount)
    stale = ReleaseRefund(till.now().id, lead, 1)
    with pytest.raises(Refused, match=r"refund\.newer"):
        till.yard.store.write(lambda uow: release_refund(stale, uow))
    assert till.now().state == "proposed"


def test_it_is_reckoned_anew_when_more_was_judged(till: Till) -> None:
    till.back(2000, 0)
    assert till.reckon().body["asks"] == "unjudged"
    till.judge("D", "give_back")
    row = till.reckon()
    assert (row.state, row.amount, row.body["why"][0][0]) == ("none", 0, "not_ours")


def test_what_was_not_invoiced_has_nothing_to_refund(yard: Yard, order: str) -> None:
    till = Till(yard, order)
    till.rig.books.ledger.accounts.clear()
    till.back(2000, 0)
    row = till.reckon()
    assert (row.state, [key for key, _ in row.body["why"]]) == ("none", ["not_invoiced"])


def test_what_odoo_refuses_or_drops_is_somebodys_and_may_be_decided_again(till: Till) -> None:
    till.back(2000, 0)
    till.judge("A")
    till.reckon()
    lead = till.hire("finance")
    till.release(lead)
    order = next(row.order_id for row in till.rig.books.pickings.values() if row.order == till.order)
    line = till.office.order_money(order).lines[0]
    other = till.office.create_credit("theirs", order, [CreditPart(line.line, 4000)], "x", post=False)
    row = till.tell()
    assert (row.state, till.cases()) == ("stuck", ["FIN-REFUND-DIFF"])
    till.rig.someone_drops(other.odoo_id)
    till.release(lead)
    assert till.tell().state == "draft"
    till.rig.someone_drops(till.now().odoo_id or 0)
    assert till.follow().state == "stuck"
    till.release(lead)
    assert till.tell().state == "draft"
    assert [state for state, *_ in till.rig.raw_credits(till.order)] == ["cancel", "cancel", "draft"]


def test_goods_are_sent_instead_once_and_are_not_refunded(till: Till) -> None:
    till.back(2000, 1000)
    till.judge("A")
    till.reckon()
    lead, line = till.hire("service"), till.now().body["parts"][0]["line"]
    card = till.rig.books.products[till.yard.products[2]].card
    for code, key in (("nothing", "exchange.goods"), ("", "exchange.goods")):
        with pytest.raises(Refused, match=re.escape(key)):
            till.send(line, code, lead)
    till.send(line, card.sku, lead)
    with pytest.raises(Refused, match=r"exchange\.line"):
        till.send(line, card.sku, lead)
    till.office = cast(OdooOffice, LosesEachAnswerOnce(till.office))
    row = till.tell()
    assert (row.state, row.amount) == ("proposed", price(till, 1, 1))
    (sent,) = till.yard.store.read(lambda views: views.returns.refunds.exchanges([row.return_]))
    assert (sent.qty_m, sent.transfer_name is not None, sent.words) == (2000, True, None)
    made = [one for rows in till.rig.books.ledger.exchanged.values() for one in rows]
    assert [(one.product, one.qty_m) for one in made] == [(till.yard.products[2], 2000)]
    assert till.reckon().amount == price(till, 1, 1), "what is exchanged stays out of it"


def test_no_refund_has_its_reason_and_is_over(till: Till) -> None:
    till.back(2000, 0)
    till.reckon()
    lead = till.hire("service")
    with pytest.raises(Refused, match=r"override\.reason"):
        till.yard.store.write(lambda uow: refuse_refund(1, "OR-VIP", lead, uow))
    till.yard.store.write(lambda uow: refuse_refund(1, "NR-KEPT", lead, uow))
    assert (till.now().state, till.now().reason) == ("refused", "NR-KEPT")
    assert till.reckon().state == "refused"


def test_without_a_second_credential_nothing_is_reckoned(till: Till) -> None:
    till.back(2000, 0)
    assert reckon_refunds(till.yard.holding, Books(till.yard.port, None), till.yard.w) == 0
