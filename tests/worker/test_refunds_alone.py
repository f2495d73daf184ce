"""What of refunds happens without a person, what waits for an exception, and goods that are sent for another price."""

from __future__ import annotations

import re
from typing import cast

import pytest

from tests.contract.losing import LosesEachAnswerOnce
from tests.worker.test_refunds import Till, order, price, till, yard
from warehouse_app.domain.cases import Finding
from warehouse_app.domain.errors import Refused
from warehouse_app.service.approve import approve, refuse
from warehouse_app.service.open_case import open_case
from warehouse_app.service.ports.odoo import OdooOffice
from warehouse_app.service.refunds import release_all, release_held

__all__ = ["order", "till", "yard"]


def test_nothing_goes_back_without_a_person_until_the_shop_says_so(till: Till) -> None:
    till.back(2000, 0)
    till.judge("A")
    assert till.reckon().state == "proposed"


def test_a_small_refund_of_good_goods_is_released_and_posted_by_rule_once(till: Till) -> None:
    till.rule("refund_auto", "RA-RELEASE", on=True, upto=999)
    till.rule("refund_auto", "RA-POST", on=True, upto=None)
    till.back(2000, 0)
    assert till.reckon().state == "proposed", "nobody has judged it"
    till.judge("A")
    row = till.reckon()
    assert (row.state, row.reason, row.worker) == ("released", "OR-RULE", None)
    till.office = cast(OdooOffice, LosesEachAnswerOnce(till.office))
    row = till.tell()
    assert (row.state, row.credited) == ("posted", price(till, 2))
    assert len(till.rig.raw_credits(till.order)) == 1


@pytest.mark.parametrize(
    "rule", [{"upto": 1}, {"worst": "B"}, {"fault": "customer"}, {"on": False}], ids=["more", "worse", "other", "off"]
)
def test_what_the_rule_does_not_name_waits_for_a_person(till: Till, rule: dict[str, object]) -> None:
    till.rule("refund_auto", "RA-RELEASE", **{"on": True, "upto": 999, "worst": None} | rule)
    till.back(2000, 0)
    till.judge("C")
    assert till.reckon().state == "proposed"


def test_what_is_still_owed_waits_for_a_person(till: Till) -> None:
    till.rule("refund_auto", "RA-RELEASE", on=True, upto=999)
    till.rig.books.ledger.accounts[next(iter(till.rig.books.ledger.accounts))].paid = 0
    till.back(2000, 0)
    till.judge("A")
    assert till.reckon().state == "proposed"


def less_comes(till: Till) -> None:
    """Less comes back than was authorised, which is an exception, while a rule releases what nothing stops."""
    till.rule("refund_auto", "RA-RELEASE", on=True, upto=999)
    (delivery,) = till.desk.find(till.order)["deliveries"]
    made = till.desk.authorise(delivery, 4000, 2000)
    till.yard.run(90, 5_000)
    till.desk.receive(till.desk.find(made["number"])["return"], 2000, 0)
    till.yard.run(90, 5_000)


def test_money_waits_for_the_exception_about_what_came(till: Till) -> None:
    less_comes(till)
    assert till.cases() == ["RET-DEVIATION"]
    till.judge("A")
    assert till.reckon().state == "proposed"
    lead = till.hire("finance")
    with pytest.raises(Refused, match=r"refund\.stopped"):
        till.release(lead)
    assert till.yard.store.write(lambda uow: release_all([(1, till.now().proposed)], lead, uow)) == 0
    till.yard.store.write(lambda uow: uow.cases.close("RET-DEVIATION|return|1", "agreed"))
    assert till.release(lead)


def test_a_rule_looks_once_more_when_the_exception_that_stopped_it_is_over(till: Till) -> None:
    less_comes(till)
    till.judge("A")
    assert (till.reckon().state, sweep(till), till.now().state) == ("proposed", 0, "proposed"), "the exception is open"
    till.yard.store.write(lambda uow: uow.cases.close("RET-DEVIATION|return|1", "agreed"))
    assert (sweep(till), till.now().state, till.now().reason) == (1, "released", "OR-RULE")
    assert sweep(till) == 0


def test_what_a_rule_would_not_release_any_more_is_looked_at_once_and_left_to_people(till: Till) -> None:
    till.rule("refund_auto", "RA-RELEASE", on=True, upto=999)
    stop(till, till.back(2000, 0))
    till.judge("A")
    assert till.reckon().state == "proposed"
    till.rule("refund_auto", "RA-RELEASE", on=False)
    till.yard.store.write(lambda uow: uow.cases.close("RET-DEVIATION|return|1", "agreed"))
    assert (sweep(till), sweep(till), till.now().state) == (1, 0, "proposed")


def stop(till: Till, number: str) -> None:
    """Something is wrong with what came."""
    found = Finding("RET-DEVIATION|return|1", "RET-DEVIATION", till.yard.w, facts={"number": number})
    till.yard.store.write(lambda uow: open_case(found, uow))


def sweep(till: Till) -> int:
    return release_held(till.yard.holding, till.yard.w)


def other_goods(till: Till, price: int = 2000) -> str:
    """A SKU to be sent instead, at a list price in hundredths."""
    known = till.rig.books.products[till.yard.products[2]]
    known.price = price
    return known.card.sku


def test_goods_that_cost_more_than_ones_limit_are_sent_when_a_second_person_agrees(till: Till) -> None:
    till.rule("override", "OV-EXCHANGE", limits={"returns": 50, "service": 90, "finance": 1000})
    till.back(2000, 0)
    till.judge("A")
    row, clerk = till.reckon(), till.hire("returns")
    line, sku = row.body["parts"][0]["line"], other_goods(till, 4600)
    assert not till.send(line, sku, clerk)
    with pytest.raises(Refused, match=re.escape("refund.decided")):
        till.send(line, sku, clerk)
    waits = till.now()
    assert (waits.state, waits.amount, waits.body["exchange"]["value"]) == ("waiting", row.amount, 9200)
    with pytest.raises(Refused, match=re.escape("override.same")):
        till.yard.store.write(lambda uow: approve(1, clerk, uow))
    service, finance = till.hire("service"), till.hire("finance")
    with pytest.raises(Refused, match=re.escape("override.not_yours")):
        till.yard.store.write(lambda uow: approve(1, service, uow))
    assert till.rig.books.ledger.exchanged == {}
    till.yard.store.write(lambda uow: approve(1, finance, uow))
    assert till.tell().reason == "NR-EXCHANGED"
    assert len(till.rig.books.ledger.exchanged) == 1


def test_an_exchange_that_is_not_agreed_to_leaves_the_refund_as_it_was_proposed(till: Till) -> None:
    till.back(2000, 0)
    till.judge("A")
    row, clerk, finance = till.reckon(), till.hire("service"), till.hire("finance")
    assert not till.send(row.body["parts"][0]["line"], other_goods(till, 90_000), clerk)
    till.yard.store.write(lambda uow: refuse(1, finance, uow))
    now = till.tell()
    assert (now.state, now.amount, now.body) == ("proposed", row.amount, row.body)
    assert till.rig.books.ledger.exchanged == {}


@pytest.mark.parametrize("why", ["cheap", "not judged", "no price"])
def test_what_nobody_may_send_alone_waits_whatever_the_limit(till: Till, why: str) -> None:
    till.back(2000, 0)
    if why != "not judged":
        till.judge("A")
    row, lead = till.reckon(), till.hire("finance")
    sku = other_goods(till)
    if why == "no price":
        del till.rig.books.products[till.yard.products[2]]
    assert not till.send(row.body["parts"][0]["line"], sku, lead, "39.99" if why == "cheap" else "")


def test_nothing_is_sent_instead_while_an_exception_stops_the_money(till: Till) -> None:
    till.back(2000, 0)
    till.judge("A")
    row, finance = till.reckon(), till.hire("finance")
    stop(till, row.number)
    with pytest.raises(Refused, match=re.escape("refund.stopped")):
        till.send(row.body["parts"][0]["line"], other_goods(till), finance)


def test_all_that_needs_nobody_else_is_released_at_one_press(till: Till) -> None:
    till.back(2000, 0)
    till.judge("A")
    row, lead = till.reckon(), till.hire("finance")
    wishes = [(row.id, row.proposed + 1), (99, 1), (row.id, row.proposed), (row.id, row.proposed)]
    assert till.yard.store.write(lambda uow: release_all(wishes, lead, uow)) == 1
    assert till.now().state == "released"


def test_above_ones_own_limit_nothing_is_released_at_one_press(till: Till) -> None:
    till.rule("override", "OV-REFUND", limits={"returns": 1, "finance": 1000})
    till.back(2000, 0)
    till.judge("A")
    row, clerk = till.reckon(), till.hire("returns")
    assert till.yard.store.write(lambda uow: release_all([(row.id, row.proposed)], clerk, uow)) == 0
    assert till.now().state == "proposed"


def test_goods_that_cost_more_are_paid_for_by_the_customer_and_told_once(till: Till) -> None:
    till.back(2000, 0)
    till.judge("A")
    row, lead = till.reckon(), till.hire("service")
    line, sku = row.body["parts"][0]["line"], till.rig.books.products[till.yard.products[2]].card.sku
    with pytest.raises(Refused, match=re.escape("exchange.price")):
        till.send(line, sku, lead, "cheap")
    assert till.send(line, sku, lead, f"{(row.amount + 500) / 100:.2f}")
    assert (till.now().state, till.now().reason) == ("refused", "NR-EXCHANGED")
    till.office = cast(OdooOffice, LosesEachAnswerOnce(till.office))
    till.tell()
    (made,) = [one for rows in till.rig.books.ledger.exchanged.values() for one in rows]
    assert (made.qty_m, made.more) == (2000, 500)


def test_goods_that_cost_less_leave_the_difference_to_be_refunded(till: Till) -> None:
    till.back(2000, 0)
    row, lead, second = till.reckon(), till.hire("finance"), till.hire("finance")
    sku = till.rig.books.products[till.yard.products[2]].card.sku
    assert not till.send(row.body["parts"][0]["line"], sku, lead, "1.00"), "nobody has judged it, and it costs more"
    till.yard.store.write(lambda uow: approve(1, second, uow))
    assert (till.now().state, till.now().amount) == ("proposed", row.amount - 100)
    slow = till.yard.store.read(lambda views: views.returns.judged.slow(till.yard.w))
    assert [(one.number, one.waits_for) for one in slow] == [(row.number, "judge"), (row.number, "exchange")]
    till.judge("A")
    row = till.reckon()
    assert (row.amount, [key for key, _ in row.body["why"]]) == (price(till, 2) - 100, ["goods", "sent"])
    assert till.release(lead)
    row = till.tell()
    assert (row.state, row.credited) == ("draft", price(till, 2) - 100)
    (sent,) = till.yard.store.read(lambda views: views.returns.refunds.exchanges([row.return_]))
    assert (sent.worth, sent.more, sent.transfer_name is not None) == (100, 0, True)
