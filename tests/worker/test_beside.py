"""Counts and moves from the floor, all the way to Odoo: compared, applied once; moved once, or a case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import pytest

from tests.contract.losing import LosesEachAnswerOnce
from tests.worker.test_count import on_a_wave, on_hand
from tests.worker.yard import Counting, Picker, Yard
from warehouse_app.domain.errors import Refused
from warehouse_app.service.decide import Decide, decide
from warehouse_app.service.ports.odoo import Odoo
from warehouse_app.service.ports.views import CaseRow


def says(picker: Picker, kind: str, body: dict[str, Any]) -> list[str]:
    """Something done beside the walk, uploaded; the verdicts."""
    sent = body.pop("sent", [])
    event = picker.fact(kind, body)
    event |= {"wave": None, "epoch": 0, "sheet": None}
    sent.append(event)
    return picker.send()


def counts(picker: Picker, pieces: int, **more: Any) -> list[str]:
    """The first bin, by its barcode and the goods' number: as a handheld without a network names them."""
    row = {"product": None, "code": "SKU-1", "lot": None, "lot_name": None, "counted_m": pieces * 1000}
    body = {"location": None, "place": "a-01-1", "rows": [row], "empty": False, "counted_at": picker.yard.clock.now}
    return says(picker, "count", body | more)


def moves(picker: Picker, pieces: int, **more: Any) -> list[str]:
    body = {"product": None, "code": "SKU-1", "lot": None, "lot_name": None, "qty_m": pieces * 1000}
    places = {"from": None, "from_code": "A-01-1", "to": None, "to_code": "A-02-1"}
    return says(picker, "move", body | places | more)


def case(yard: Yard, type_: str) -> CaseRow:
    (found,) = [row for row in yard.store.read(lambda views: views.open_cases(yard.w)) if row.type == type_]
    return found


def apply(yard: Yard, picker: Picker, case_id: int) -> None:
    yard.store.write(lambda uow: decide(Decide(case_id, "apply", picker.person, granted=True), uow))


def moved_to(yard: Yard) -> int:
    return yard.rig.raw_on_hand(yard.products[0], yard.bins[1])


def test_a_count_that_agrees_changes_nothing_and_asks_nobody(yard: Yard) -> None:
    picker = on_a_wave(yard)
    counting = Counting(yard.port)
    yard.port = cast(Odoo, counting)
    assert counts(picker, 100_000) == ["accepted"]
    yard.settle()
    assert (yard.cases(), dict(counting.calls)) == ([], {"quant": 1})


def test_a_count_that_differs_is_a_case_and_corrects_nothing(yard: Yard) -> None:
    picker = on_a_wave(yard)
    counts(picker, 60)
    yard.settle()
    assert yard.cases() == [("INV-DIFF", "differs")]
    found = case(yard, "INV-DIFF")
    assert (found.facts["counted_m"], found.facts["book_m"], found.facts["worker"]) == (60_000, 100_000_000, "Picker 1")
    assert (found.owner, on_hand(yard)) == ("floor", 100_000)


def test_goods_in_totes_and_picks_since_are_no_difference(yard: Yard) -> None:
    picker = on_a_wave(yard)
    picker.pick(picker.lines[0], 5000)
    picker.send()
    yard.clock.now += 60_000
    counted_at = yard.clock.now
    yard.clock.now += 60_000
    picker.pick(picker.lines[1], 5000)
    picker.send()
    counts(picker, 99_995, counted_at=counted_at)
    yard.settle()
    assert yard.cases() == []


def test_a_supervisor_applies_the_count_and_odoo_has_it_once_under_the_number_of_the_case(yard: Yard) -> None:
    picker = on_a_wave(yard)
    counts(picker, 60)
    yard.settle()
    found = case(yard, "INV-DIFF")
    yard.port = cast(Odoo, LosesEachAnswerOnce(yard.port))
    for _ in range(2):
        apply(yard, picker, found.id)
    yard.settle()
    assert (on_hand(yard), yard.cases()) == (60, [])
    names = [row.token for row in yard.books.counts]
    assert [name.startswith(f"{found.number} ") for name in names] == [True]
    with pytest.raises(Refused):
        apply(yard, picker, found.id)


def test_what_was_picked_between_the_count_and_the_answer_is_taken_off(yard: Yard) -> None:
    picker = on_a_wave(yard)
    counts(picker, 60)
    yard.settle()
    yard.clock.now += 60_000
    picker.pick(picker.lines[0], 5000)
    picker.send()
    apply(yard, picker, case(yard, "INV-DIFF").id)
    yard.settle()
    yard.rig.someone_validates(next(floor.odoo_id for floor in yard.floors() if floor.want_version))
    assert on_hand(yard) == 55


def test_the_newest_count_of_a_bin_is_the_one_that_counts(yard: Yard) -> None:
    picker = on_a_wave(yard)
    counts(picker, 60)
    yard.settle()
    counts(picker, 61)
    yard.settle()
    apply(yard, picker, case(yard, "INV-DIFF").id)
    yard.settle()
    assert on_hand(yard) == 61
    counts(picker, 61)
    yard.settle()
    assert yard.cases() == []


def test_a_case_that_is_no_difference_cannot_be_answered_so(yard: Yard) -> None:
    picker = on_a_wave(yard)
    picker.short(picker.lines[0], 5000)
    picker.send()
    with pytest.raises(Refused):
        apply(yard, picker, case(yard, "FUL-SHORT").id)


def test_a_count_answers_whoever_asked_for_it(yard: Yard) -> None:
    picker = on_a_wave(yard)
    picker.pick(picker.lines[0], 5000)
    yard.clock.now += 60_000
    counts(picker, 60)
    yard.settle()
    apply(yard, picker, case(yard, "INV-DIFF").id)
    yard.settle()
    picker.send()
    assert ("INV-COUNT", "recount") not in yard.cases()  # picks of this device are dated before its own count
    assert yard.cases() == []


def test_an_empty_bin_is_a_count_of_nothing_of_all_that_is_known_to_lie_there(yard: Yard) -> None:
    picker = on_a_wave(yard)
    assert counts(picker, 0, rows=[], empty=True) == ["accepted"]
    yard.settle()
    assert case(yard, "INV-DIFF").facts["counted_m"] == 0


def test_codes_of_the_same_goods_are_one_count(yard: Yard) -> None:
    picker = on_a_wave(yard)
    one = {"product": None, "code": "SKU-1", "lot": None, "lot_name": None, "counted_m": 30_000}
    product = picker.lines[0]["product"]
    counts(picker, 0, rows=[one, one | {"product": product, "counted_m": 70_000_000 - 30_000}])
    yard.settle()
    assert case(yard, "INV-DIFF").facts["counted_m"] == 70_000_000


@pytest.mark.parametrize(
    ("change", "verdict", "why"),
    [
        ({"place": "NOWHERE"}, "conflict", "count.place_unknown"),
        ({"rows": [{"product": None, "code": "ZZ", "counted_m": 1}]}, "conflict", "count.goods_unknown"),
        ({"location": 999_999}, "conflict", "count.place_unknown"),
    ],
)
def test_a_count_of_what_nobody_knows_is_a_case_with_what_was_scanned(
    yard: Yard, change: dict[str, Any], verdict: str, why: str
) -> None:
    picker = on_a_wave(yard)
    assert counts(picker, 1, **change) == [verdict]
    yard.settle()
    assert yard.cases() == [("INV-SCAN", why)]


@pytest.mark.parametrize(("says_it", "why"), [(counts, "count.lot_unknown"), (moves, "move.lot_unknown")])
def test_goods_that_have_lots_are_not_counted_or_moved_without_one(
    yard: Yard, says_it: Callable[[Picker, int], list[str]], why: str
) -> None:
    goods = yard.books.products[yard.products[0]]
    goods.card = replace(goods.card, tracking="lot")
    picker = on_a_wave(yard)
    assert says_it(picker, 1) == ["conflict"]
    assert yard.cases() == [("INV-SCAN", why)]


def test_goods_that_were_moved_are_moved_in_odoo_once(yard: Yard) -> None:
    picker = on_a_wave(yard)
    yard.port = cast(Odoo, LosesEachAnswerOnce(yard.port))
    assert moves(picker, 40) == ["accepted"]
    yard.settle()
    assert (on_hand(yard), moved_to(yard), yard.cases()) == (99_960, 40, [])
    assert [row.quantity_m for row in yard.books.relocated] == [40_000]


def test_a_move_waits_for_the_picks_from_where_it_came(yard: Yard) -> None:
    picker = on_a_wave(yard)
    picker.pick(picker.lines[0], 5000)
    picker.send()
    counting = Counting(yard.port)
    yard.port = cast(Odoo, counting)
    moves(picker, 40)
    yard.settle()
    assert list(counting.calls) == ["reconcile", "move_goods"]


def test_more_than_lies_there_free_is_a_case_that_names_the_goods_and_can_be_tried_again(yard: Yard) -> None:
    picker = on_a_wave(yard)
    assert moves(picker, 100_000) == ["accepted"]  # ten of them are reserved
    yard.settle()
    found = case(yard, "INV-MOVE")
    named = [found.facts[name] for name in ("product", "sku", "location", "to", "qty_m", "worker")]
    assert named == ["SKU-1", "SKU-1", "A-01-1", "A-02-1", 100_000_000, "Picker 1"]
    assert (on_hand(yard), moved_to(yard)) == (100_000, 0)
    yard.rig.put(yard.products[0], yard.bins[0], 50)
    yard.store.write(lambda uow: uow.outbox.try_again(f"move:{found.key.split('|')[2]}"))
    yard.settle()
    assert (moved_to(yard), yard.cases()) == (100_000, [])


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"to_code": "A-01-1"}, "move.same_place"),
        ({"to_code": "NOWHERE"}, "move.place_unknown"),
        ({"code": "ZZ"}, "move.goods_unknown"),
    ],
)
def test_a_move_nobody_can_follow_is_a_case(yard: Yard, change: dict[str, Any], why: str) -> None:
    picker = on_a_wave(yard)
    assert moves(picker, 1, **change) == ["conflict"]
    yard.settle()
    assert (yard.cases(), on_hand(yard)) == ([("INV-SCAN", why)], 100_000)


@pytest.mark.parametrize(
    "change",
    [
        {"rows": "all"}, {"rows": []}, {"place": ""}, {"counted_at": "now"}, {"empty": 1},
        {"rows": [{"product": 1, "code": "SKU-1", "counted_m": -1}]}, {"location": "here"}, {"empty": True},
    ],
)  # fmt: skip
def test_a_count_that_cannot_be_read_counts_for_nothing(yard: Yard, change: dict[str, Any]) -> None:
    picker = on_a_wave(yard)
    assert counts(picker, 1, **change) == ["invalid"]


def test_what_is_sent_twice_is_counted_and_moved_once(yard: Yard) -> None:
    picker = on_a_wave(yard)
    sent: list[dict[str, Any]] = []
    for tell in (counts, moves):
        assert tell(picker, 60, sent=sent) == ["accepted"]
    picker.facts += sent
    assert picker.send() == ["duplicate", "duplicate"]
    yard.settle()
    assert [yard.store.read(lambda views, name=name: views.count(name)) for name in ("count", "goods_move")] == [1, 1]  # type: ignore[misc]
