"""Money that goes back: a draft, once, of what was invoiced and not credited yet; and goods sent in place of others."""

from __future__ import annotations

import pytest

from tests.contract.conftest import CASES, rig_of
from tests.contract.rig import Rig, again, stocked, token
from tests.contract.test_returning import back, send
from warehouse_app.service.ports.odoo import CreditPart, ExchangeItem, OdooRefused, OrderMoney, Shipped

POLICIES = ("order", "delivery")


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(params=[case for case in CASES if case.id != "real-3-step"])
def rig(request: pytest.FixtureRequest) -> Rig:
    """One real shop is enough: its books do not ask in how many steps the goods went."""
    return rig_of(request)


def sold(rig: Rig, policy: str = "order", pieces: int = 4, price: int = 10) -> tuple[str, Shipped]:
    """An order of mugs, delivered and invoiced; its name and its delivery."""
    mug, _ = stocked(rig)
    order = rig.order({mug: pieces}, price=price)
    send(rig, order)
    rig.someone_invoices(order, policy)
    (delivery,) = rig.odoo.shipped(rig.warehouse, order)
    return order, delivery


def money(rig: Rig, delivery: Shipped) -> OrderMoney:
    return rig.office.order_money(delivery.order_id)


@pytest.mark.parametrize("policy", POLICIES)
def test_what_was_invoiced_paid_and_credited_is_told_by_line(rig: Rig, policy: str) -> None:
    order, delivery = sold(rig, policy)
    now = money(rig, delivery)
    assert (now.name, now.digits, now.invoiced, now.paid, now.credited, now.owed) == (order, 2, 4000, 0, 0, 4000)
    rig.someone_pays(order, 0.5)
    now = money(rig, delivery)
    assert (now.paid, now.owed, now.left) == (2000, 2000, 4000)
    (line,) = [line for line in now.lines if delivery.lines[0].move in line.moves]
    assert (line.product, line.invoiced_m, line.invoiced, line.left_m) == (delivery.lines[0].product, 4000, 4000, 4000)
    assert (line.amount(1000), line.is_delivery) == (1000, False)


def test_what_was_not_invoiced_cannot_be_credited(rig: Rig) -> None:
    mug, _ = stocked(rig)
    order = rig.order({mug: 4}, price=10)
    send(rig, order)
    (delivery,) = rig.odoo.shipped(rig.warehouse, order)
    now = money(rig, delivery)
    assert (now.invoiced, now.left, now.lines[0].left_m) == (0, 0, 0)
    with pytest.raises(OdooRefused):
        rig.office.create_credit(token("refund"), now.order, [CreditPart(now.lines[0].line, 1000)], "R-1", post=False)
    with pytest.raises(OdooRefused):
        rig.office.order_money(999_999)


@pytest.mark.parametrize("policy", POLICIES)
def test_lost_answers_make_one_draft_of_a_part_of_the_goods(rig: Rig, policy: str) -> None:
    order, delivery = sold(rig, policy)
    made = rig.odoo.create_return(token("return"), delivery.odoo_id, back(delivery, 3))
    rig.odoo.receive_return(made.odoo_id, back(delivery, 3))
    line, name, office = money(rig, delivery).lines[0].line, token("refund"), rig.losing_office()
    parts = [CreditPart(line, 3000, less=500, why="Value loss")]
    note = again(lambda: office.create_credit(name, delivery.order_id, parts, "R-00001", post=False))
    assert (note.name, note.state, note.amount) == ("", "draft", 2500)
    assert rig.raw_credits(order) == [("draft", 2500, 3)]
    now = money(rig, delivery)
    assert (now.credited, now.left, now.lines[0].left_m) == (2500, 1500, 1000)


def test_never_more_is_credited_than_was_invoiced_and_is_left(rig: Rig) -> None:
    order, delivery = sold(rig)
    line = money(rig, delivery).lines[0].line
    for parts in ([], [CreditPart(line, 5000)], [CreditPart(line, 2000)] * 2, [CreditPart(line, 1000, less=1001)]):
        with pytest.raises(OdooRefused):
            rig.office.create_credit(token("refund"), delivery.order_id, parts, "R-1", post=False)
    rig.office.create_credit(token("refund"), delivery.order_id, [CreditPart(line, 3000)], "R-1", post=False)
    with pytest.raises(OdooRefused):
        rig.office.create_credit(token("refund"), delivery.order_id, [CreditPart(line, 2000)], "R-2", post=False)
    assert rig.raw_credits(order) == [("draft", 3000, 3)]


def test_a_dropped_draft_may_be_credited_again(rig: Rig) -> None:
    order, delivery = sold(rig)
    line = money(rig, delivery).lines[0].line
    first = rig.office.create_credit(token("refund"), delivery.order_id, [CreditPart(line, 4000)], "R-1", post=False)
    rig.someone_drops(first.odoo_id)
    assert [one.state for one in rig.office.credits([first.odoo_id])] == ["cancelled"]
    rig.office.create_credit(token("refund"), delivery.order_id, [CreditPart(line, 4000)], "R-2", post=False)
    assert rig.raw_credits(order) == [("cancel", 4000, 4), ("draft", 4000, 4)]


def test_it_is_posted_where_a_rule_says_so_and_once(rig: Rig) -> None:
    order, delivery = sold(rig)
    rig.someone_pays(order)
    line, name, office = money(rig, delivery).lines[0].line, token("refund"), rig.losing_office()
    parts = [CreditPart(line, 1000)]
    note = again(lambda: office.create_credit(name, delivery.order_id, parts, "R-00001", post=True))
    assert (note.state, note.amount, note.name != "") == ("posted", 1000, True)
    assert rig.raw_credits(order) == [("posted", 1000, 1)]
    assert rig.office.create_credit(name, delivery.order_id, parts, "R-00001", post=True) == note


def test_a_credit_of_what_is_still_owed_is_set_off_and_over(rig: Rig) -> None:
    _, delivery = sold(rig)
    line = money(rig, delivery).lines[0].line
    note = rig.office.create_credit(token("refund"), delivery.order_id, [CreditPart(line, 1000)], "R-1", post=False)
    rig.someone_posts(note.odoo_id)
    (now,) = rig.office.credits([note.odoo_id, 999_999])
    assert now.state == "paid"
    assert money(rig, delivery).paid == 0


@pytest.mark.parametrize("policy", POLICIES)
def test_an_exchange_is_one_more_transfer_of_the_order_however_often_it_is_told(rig: Rig, policy: str) -> None:
    order, delivery = sold(rig, policy)
    other, shelf = rig.product("Mug, large"), rig.bin("A-02-1")
    rig.put(other, shelf, 5)
    line, name, office = money(rig, delivery).lines[0].line, token("exchange"), rig.losing_office()
    items = [ExchangeItem(line, other, 2000)]
    made = again(lambda: office.create_exchange(name, delivery.order_id, items, "Exchange for R-00001"))
    assert rig.office.create_exchange(name, delivery.order_id, items, "Exchange for R-00001") == made
    ((transfer, _),) = made.transfers
    (now,) = rig.odoo.read_transfers([transfer])
    assert [(move.product, move.demand_m) for move in now.moves] == [(other, 2000)]
    send(rig, order)
    assert rig.raw_delivered(order) == 6
    assert rig.raw_on_hand(other, shelf) == 3


@pytest.mark.parametrize("policy", POLICIES)
def test_a_part_of_a_kit_is_credited_by_its_share(rig: Rig, policy: str) -> None:
    lid, tray, shelf = rig.product("Lid"), rig.product("Tray"), rig.bin("A-03-1")
    for part in (lid, tray):
        rig.put(part, shelf, 9)
    kit = rig.kit("Gift", {lid: 2, tray: 1})
    order = rig.order({kit: 2}, price=30)
    send(rig, order)
    rig.someone_invoices(order, policy)
    (delivery,) = rig.odoo.shipped(rig.warehouse, order)
    (line,) = [line for line in money(rig, delivery).lines if line.product == kit]
    assert line.kit is not None
    assert {part: of.each_m for part, of in line.kit.parts.items()} == {lid: 2000, tray: 1000}
    assert {sent.move for sent in delivery.lines} <= set(line.moves)
    shares = [line.kit.share_m(lid, 4000), line.kit.share_m(tray, 2000)]
    assert (sum(shares), all(share % 10 == 0 for share in shares)) == (2000, True)
    credit = CreditPart(line.line, line.kit.share_m(tray, 1000))
    note = rig.office.create_credit(token("refund"), delivery.order_id, [credit], "R-1", post=False)
    assert note.amount == line.amount(credit.qty_m)
    left = next(one for one in money(rig, delivery).lines if one.line == line.line).left_m
    assert left == 2000 - credit.qty_m


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize(
    ("more", "is_less", "price"), [(500, False, (10, 250)), (0, True, (0, 0))], ids=["more", "less"]
)
def test_what_is_sent_may_cost_more_or_nothing_by_itself(
    rig: Rig, policy: str, more: int, is_less: bool, price: tuple[int, int]
) -> None:
    """What came back is credited by Odoo itself where it is invoiced as delivered."""
    order, delivery = sold(rig, policy)
    other = rig.product("Mug, large")
    rig.put(other, rig.bin("A-02-1"), 5)
    item = ExchangeItem(money(rig, delivery).lines[0].line, other, 2000, more, is_less)
    name = token("exchange")
    rig.office.create_exchange(name, delivery.order_id, [item], "Exchange for R-00001")
    rig.office.create_exchange(name, delivery.order_id, [item], "Exchange for R-00001")
    whole, hundredths = price
    own = (whole * 100 if policy == "delivery" else 0) + hundredths
    assert rig.raw_prices(order, other) == [own]


def test_an_exchange_for_what_was_not_sold_is_refused(rig: Rig) -> None:
    order, delivery = sold(rig)
    with pytest.raises(OdooRefused):
        rig.office.create_exchange(
            token("exchange"), delivery.order_id, [ExchangeItem(999_999, delivery.lines[0].product, 1000)], "x"
        )
    assert rig.raw_delivered(order) == 4


def test_the_papers_of_a_posted_invoice_are_read_wherever_odoo_keeps_them(rig: Rig) -> None:
    order, delivery = sold(rig)
    assert list(rig.office.invoices(delivery.order_id)) == []
    rig.someone_prints(order, "INV-1.pdf", PDF, field="invoice_pdf_report_file")
    rig.someone_prints(order, "INV-1 again.pdf", PDF + b"%")
    found = rig.office.invoices(delivery.order_id)
    assert [(one.name, one.body) for one in found] == [("INV-1.pdf", PDF), ("INV-1 again.pdf", PDF + b"%")]
    assert list(rig.office.invoices(999_999)) == []
