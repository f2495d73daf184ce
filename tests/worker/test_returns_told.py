"""The customer hears of each step of a return: once, in their language, by words that somebody switched on."""

from __future__ import annotations

import pytest

from tests.worker.test_customers_told import letters, on, states
from tests.worker.test_returns import ReturnsDesk, send
from tests.worker.yard import Clock, Yard
from warehouse_app.service.ports.store import Store
from warehouse_app.service.shipped_rules import ship_rules
from warehouse_app.service.tell_return import JUDGED, RECEIVED, REFUSED, TEMPLATES, ReturnStep, tell_return

GOODS = ((2000, "SKU-1"),)


@pytest.fixture
def yard(store: Store, clock: Clock) -> Yard:
    yard = Yard(store, clock)
    yard.store.write(ship_rules)
    return yard


def delivered(yard: Yard) -> int:
    """An order that was delivered; our id of it."""
    name = yard.order({0: 4, 1: 2})
    yard.open()
    send(yard, name)
    (delivery,) = ReturnsDesk(yard).find(name)["deliveries"]
    found = yard.store.write(lambda uow: uow.returns.delivered(delivery["id"]))
    assert found is not None
    return found.order


def tell(yard: Yard, step: ReturnStep) -> bool:
    told = yard.store.write(lambda uow: tell_return(step, uow))
    yard.run(5)
    return told


def test_every_step_has_a_text_of_its_own_and_is_told_once(yard: Yard) -> None:
    order = delivered(yard)
    facts = {"why": "-", "result": "-", "amount": "1 EUR"}
    for key in TEMPLATES.values():
        on(yard, key)
    for step in TEMPLATES:
        said = ReturnStep(step, order, "R-00001-8", GOODS, facts)
        assert tell(yard, said)
        assert not tell(yard, said)
    assert len(set(letters(yard))) == len(TEMPLATES)
    assert {state for _, state, _ in states(yard)} == {"sent"}


def test_what_is_off_is_neither_told_nor_kept(yard: Yard) -> None:
    assert not tell(yard, ReturnStep(RECEIVED, delivered(yard), "R-00001-8", GOODS))
    assert (letters(yard), states(yard)) == ([], [])


def test_a_return_that_comes_in_parts_is_told_part_by_part(yard: Yard) -> None:
    order = delivered(yard)
    on(yard, TEMPLATES[RECEIVED])
    parts = [ReturnStep(RECEIVED, order, "R-00001-8", GOODS, part=part) for part in ("1", "2", "2")]
    assert [tell(yard, one) for one in parts] == [True, True, False]
    assert len(letters(yard)) == 2


def test_words_of_a_rule_are_those_of_the_customers_language(yard: Yard) -> None:
    order = delivered(yard)
    on(yard, TEMPLATES[REFUSED])
    why = {"why.en": "too late", "why.de": "zu spät", "why.fr": "trop tard"}
    assert tell(yard, ReturnStep(REFUSED, order, "ask-1", GOODS, why))
    (letter,) = yard.books.letters.values()
    assert "zu spät" in letter.body
    assert "2 \u00d7 SKU-1" in letter.body


def test_a_text_that_names_what_is_not_known_is_not_sent_and_the_list_says_so(yard: Yard) -> None:
    order = delivered(yard)
    on(yard, TEMPLATES[JUDGED])
    assert tell(yard, ReturnStep(JUDGED, order, "R-00001-8", GOODS))
    assert (letters(yard), states(yard)) == ([], [(TEMPLATES[JUDGED], "lacking", "de")])
