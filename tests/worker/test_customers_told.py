"""What becomes of a short is told to the customer: once, in their language, by words that somebody switched on."""

from __future__ import annotations

from typing import Any, cast

import pytest

from tests.contract.losing import LosesEachAnswerOnce
from tests.worker.supervisor import answer, short_of
from tests.worker.test_answers import walk
from tests.worker.yard import Clock, Counting, Ground, Picker, Yard
from warehouse_app.demo import Flaky
from warehouse_app.domain.customer_words import code_of, template_of
from warehouse_app.service.decide import Decide, decide
from warehouse_app.service.ports.odoo import Odoo
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.shipped_rules import ship_rules
from warehouse_app.service.tell_after import tell_who_waited
from warehouse_app.service.tell_customer import TellCustomer, tell_customer
from warehouse_app.service.templates import mark_of, save_template, switch


@pytest.fixture
def yard(sqlite_store: Store, clock: Clock) -> Yard:
    return Yard(sqlite_store, clock)


@pytest.fixture
def yards(store: Store, clock: Clock) -> Yard:
    """On both databases."""
    return Yard(store, clock)


def shorted(yard: Yard, *lines: int) -> Picker:
    """An order whose first lines miss a piece each, its templates shipped."""
    picker = walk(yard, dict.fromkeys(range(max(lines) + 1), 5))
    yard.store.write(ship_rules)
    for line in lines:
        short_of(picker, picker.lines[line], 1000)
    return picker


def on(yard: Ground, key: str, lang: str = "de") -> None:
    def see(uow: UnitOfWork) -> None:
        code = code_of(key, lang)
        now = template_of(code, uow.releasing.rules("template", yard.w)[code])
        switch(key, lang, mark_of(now), sam(yard, uow), uow)

    yard.store.write(see)


def sam(yard: Ground, uow: UnitOfWork) -> Person:
    return uow.people.by_badge("B-SAM") or uow.people.add(yard.w, "Sam", "B-SAM", None, None, None, ["supervisor"])


def letters(yard: Yard) -> list[str]:
    return [letter.subject for letter in yard.books.letters.values()]


def states(yard: Yard) -> list[tuple[str, str, str | None]]:
    rows = yard.store.read(lambda views: views.customers.messages(yard.w, 99))
    return [(row.template, row.state, row.lang) for row in rows]


def history(yard: Yard) -> list[str]:
    """The steps of the first case, of those that are about the customer."""
    steps = yard.store.read(lambda views: views.case_steps([1]))
    return [step.kind for step in steps if step.kind.startswith("told")]


@pytest.mark.parametrize(("said", "begins"), [("ship_short", "Von Ihrer"), ("cancel", "Von Ihrer"), ("wait", "Ihre")])
def test_a_customer_hears_once_what_was_decided_in_their_language(yards: Yard, said: str, begins: str) -> None:
    shorted(yards, 0)
    for key in ("partial", "delay"):
        on(yards, key)
    answer(yards, said)
    yards.run(5)
    (letter,) = yards.books.letters.values()
    assert letter.subject.startswith(begins)
    assert "1 \u00d7 SKU-1" in letter.body
    assert history(yards) == ["told_sent"]
    answer(yards, said)
    yards.run(5)
    assert len(letters(yards)) == 1


def test_nothing_is_kept_or_sent_while_the_template_is_off_and_nothing_is_made_up_for_it_later(yard: Yard) -> None:
    shorted(yard, 0)
    answer(yard, "ship_short")
    yard.run(5)
    on(yard, "partial")
    yard.run(5)
    assert (letters(yard), states(yard)) == ([], [])


def test_a_customer_whose_language_is_off_or_who_has_no_address_is_not_told_and_the_history_says_so(yard: Yard) -> None:
    shorted(yard, 0)
    on(yard, "partial", "fr")
    answer(yard, "ship_short")
    yard.run(5)
    assert (letters(yard), states(yard), history(yard)) == ([], [("partial", "off", "de")], ["told_off"])


def test_nobody_to_write_to_is_no_trouble_of_odoos(yard: Yard) -> None:
    shorted(yard, 0)
    on(yard, "partial")
    for partner in yard.books.partners.values():
        partner.email = None
    answer(yard, "ship_short")
    yard.run(40)  # long enough for its exception to be shown in Odoo as well
    assert (letters(yard), states(yard)) == ([], [("partial", "no_address", "de")])
    assert history(yard) == ["told_no_address"]
    assert yard.waiting() == 0


def test_an_answer_that_is_changed_before_it_was_told_is_not_told(yard: Yard) -> None:
    shorted(yard, 0)
    for key in ("partial", "delay"):
        on(yard, key)
    answer(yard, "ship_short")
    answer(yard, "wait")
    yard.run(5)
    assert sorted(states(yard)) == [("delay", "sent", "de"), ("partial", "withdrawn", None)]
    answer(yard, "ship_short")
    yard.run(5)
    assert sorted(states(yard)) == [("delay", "sent", "de"), ("partial", "sent", "de")]
    assert len(letters(yard)) == 2


def test_two_shorts_of_an_order_are_one_message_that_names_both(yard: Yard) -> None:
    shorted(yard, 0, 1)
    on(yard, "partial")
    cases = [row.id for row in yard.store.read(lambda views: views.open_cases(yard.w)) if row.type == "FUL-SHORT"]
    for case in cases:
        yard.store.write(lambda uow, case=case: decide(Decide(case, "ship_short", sam(yard, uow)), uow))  # type: ignore[misc]
    yard.run(5)
    (letter,) = yard.books.letters.values()
    assert "1 \u00d7 SKU-1, 1 \u00d7 SKU-2" in letter.body


@pytest.mark.parametrize("seed", [0, 2])
def test_on_a_bad_line_it_is_told_once(yard: Yard, seed: int) -> None:
    shorted(yard, 0)
    on(yard, "partial")
    told = frozenset({"customer", "message_customer"})
    yard.port = Flaky(yard.port, seed, refused=0, unreachable=0.3, lost=0.5, only=told).port
    answer(yard, "ship_short")
    yard.settle()
    assert len(letters(yard)) == 1
    assert states(yard) == [("partial", "sent", "de")]


def test_each_answer_of_odoo_lost_once_makes_one_message(yard: Yard) -> None:
    shorted(yard, 0)
    on(yard, "partial")
    yard.port = cast(Odoo, LosesEachAnswerOnce(yard.port))
    answer(yard, "ship_short")
    yard.settle()
    assert len(letters(yard)) == 1


def test_what_odoo_refuses_waits_for_a_person_and_goes_when_it_is_tried_again(yard: Yard) -> None:
    shorted(yard, 0)
    on(yard, "partial")
    port, yard.port = yard.port, Flaky(yard.port, 1, 1.0, 0, 0, frozenset({"message_customer"})).port
    answer(yard, "ship_short")
    yard.run(5)
    (row,) = yard.store.read(lambda views: views.undelivered(yard.w))
    assert row.subject.startswith("message:")
    yard.port = port
    yard.store.write(lambda uow: uow.outbox.try_again(row.subject))
    yard.run(5)
    assert len(letters(yard)) == 1


def test_a_changed_text_is_off_until_it_was_seen(yard: Yard) -> None:
    shorted(yard, 0)
    on(yard, "partial")
    yard.store.write(
        lambda uow: save_template("partial", "de", "Neu {order}", "Es fehlt: {goods}", sam(yard, uow), uow)
    )
    answer(yard, "ship_short")
    yard.run(5)
    assert states(yard) == []
    on(yard, "partial")
    answer(yard, "ship_short")
    yard.run(5)
    assert letters(yard) == [f"Neu {yard.port.open_transfers(1)[0].order}"]


def test_hostile_goods_are_text_and_a_transfer_of_no_order_has_no_customer(yard: Yard) -> None:
    shorted(yard, 0)
    on(yard, "delay")
    transfer = yard.floors()[0].id
    hostile = {"goods": "<script>alert(1)</script> {shop} ^XZ \u202e"}
    assert yard.store.write(lambda uow: tell_customer(TellCustomer("delay", "x", transfer, hostile), uow))
    assert not yard.store.write(lambda uow: tell_customer(TellCustomer("delay", "x", transfer, hostile), uow))
    assert not yard.store.write(lambda uow: tell_customer(TellCustomer("delay", "x", 999, hostile), uow))
    yard.run(5)
    (letter,) = yard.books.letters.values()
    assert "<script>alert(1)</script> {shop} ^XZ" in letter.body


def test_one_message_is_two_calls_of_odoo(yard: Yard) -> None:
    shorted(yard, 0)
    on(yard, "partial")
    yard.settle()
    counting: Any = Counting(yard.port)
    yard.port = counting
    answer(yard, "ship_short")
    yard.run(5)
    assert counting.calls["customer"] == counting.calls["message_customer"] == 1


def tell_again(yard: Yard) -> None:
    yard.store.write(lambda uow: tell_who_waited(yard.w, uow))
    yard.settle()


def test_who_was_told_to_wait_hears_once_that_it_goes_on_when_the_goods_came(yards: Yard) -> None:
    shorted(yards, 0)
    on(yards, "delay")
    on(yards, "resumed")
    answer(yards, "wait")
    yards.settle()
    tell_again(yards)
    assert [row[0] for row in states(yards)] == ["delay"], "it still waits"
    yards.store.write(lambda uow: uow.cases.resolve(1, "found"))
    for _ in range(3):
        tell_again(yards)
    assert sorted(row[0] for row in states(yards)) == ["delay", "resumed"]
    assert len(letters(yards)) == 2


@pytest.mark.parametrize("why", ["validated", "cancelled", "picked"])
def test_what_left_or_a_person_closed_is_not_told_again(yard: Yard, why: str) -> None:
    shorted(yard, 0)
    on(yard, "delay")
    on(yard, "resumed")
    answer(yard, "wait")
    yard.settle()
    yard.store.write(lambda uow: uow.cases.resolve(1, why))
    tell_again(yard)
    assert [row[0] for row in states(yard)] == ["delay"]


def test_while_something_else_of_the_order_is_short_nobody_hears_that_it_goes_on(yard: Yard) -> None:
    shorted(yard, 0, 1)
    on(yard, "delay")
    on(yard, "resumed")
    answer(yard, "wait", case=1)
    yard.settle()
    yard.store.write(lambda uow: uow.cases.resolve(1, "found"))
    tell_again(yard)
    assert [row[0] for row in states(yard)] == ["delay"]


def test_who_was_not_told_to_wait_is_not_told_that_it_goes_on(yard: Yard) -> None:
    shorted(yard, 0)
    on(yard, "resumed")
    answer(yard, "wait")
    yard.settle()
    yard.store.write(lambda uow: uow.cases.resolve(1, "found"))
    tell_again(yard)
    assert states(yard) == []
