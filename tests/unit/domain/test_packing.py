"""Packing: what may go into a box, and when an order may leave the bench."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from warehouse_app.domain.facts import Event, Malformed
from warehouse_app.domain.packing import (
    Bench,
    BoxChecked,
    BoxClosed,
    Boxed,
    Item,
    Packed,
    PackLine,
    Parcel,
    in_hand,
    parse_packing,
    put_in,
    take_out,
    token_of,
    why_not_closed,
    why_not_packed,
    why_not_verified,
)
from warehouse_app.domain.picking import Conflict, Invalid

NAME = "ab" * 16


def event(kind: str, body: dict[str, Any]) -> Event:
    return Event("0" * 32, 1, kind, 1, 0, None, None, None, 1, None, body)


def line(packed_m: int = 0) -> PackLine:
    return PackLine(7, 3, 3000, packed_m)


def box(state: str = "open", content_m: int = 1000, transfer: int = 3) -> Parcel:
    return Parcel(5, token_of(NAME), transfer, "P-1", state, content_m)


def test_a_fact_of_a_bench_is_read_with_all_it_says() -> None:
    boxed = event("boxed", {"transfer": 3, "line": 7, "parcel": NAME, "qty_m": 1000, "code": "4006"})
    assert parse_packing(boxed) == Boxed(3, 7, NAME, 1000, code="4006")
    closed = event("box_closed", {"transfer": 3, "parcel": NAME, "box": None, "weight_g": 940})
    assert parse_packing(closed) == BoxClosed(3, NAME, None, 940)
    assert parse_packing(event("packed", {"transfer": 3})) == Packed(3)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("boxed", {"transfer": 3, "line": 7, "parcel": "P-00001", "qty_m": 1000}),
        ("boxed", {"transfer": 3, "line": 7, "parcel": NAME, "qty_m": 0}),
        ("boxed", {"transfer": 3, "line": "7", "parcel": NAME, "qty_m": 1000}),
        ("unboxed", {"transfer": 3, "line": 7, "event": "short"}),
        ("box_closed", {"transfer": 3, "parcel": NAME, "box": None, "weight_g": -1}),
        ("packed", {}),
        ("loaded", {"parcel": None}),
        ("box_checked", {"transfer": 3, "check": "weight", "product": None, "result": "pass"}),
        ("box_checked", {"transfer": 3, "check": "CK-WEIGHT", "product": None, "result": "maybe"}),
        ("box_checked", {"transfer": 3, "check": "CK-WEIGHT", "product": "x", "result": "fail"}),
        ("pick", {}),
    ],
)
def test_a_fact_that_cannot_be_read_is_named_so(kind: str, body: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        parse_packing(event(kind, body))


def test_more_than_there_is_does_not_go_into_a_box() -> None:
    assert put_in(line(2000), box(), 1000) == line(3000)
    assert put_in(line(2000), None, 2000) == Conflict("pack.over")


def test_nothing_goes_into_a_box_that_is_closed_or_of_another_order() -> None:
    for other in (box("closed"), box("void"), box(transfer=4)):
        assert put_in(line(), other, 1000) == Conflict("pack.box_closed")


def test_what_went_in_comes_out_once_and_only_from_an_open_box() -> None:
    item = Item("e", 7, 5, 1000, undone=False)
    assert take_out(line(1000), item, box()) == line()
    assert take_out(line(1000), item, box("closed")) == Conflict("pack.box_closed")
    assert take_out(line(1000), Item("e", 7, 5, 1000, undone=True), box()) == Invalid("undo.already")
    assert take_out(line(1000), Item("e", 8, 5, 1000, undone=False), box()) == Invalid("undo.unknown")
    assert take_out(line(1000), None, None) == Invalid("undo.unknown")


def test_a_box_is_closed_once_and_not_without_anything_in_it() -> None:
    assert why_not_closed(box(), 3) is None
    for empty in (None, box(content_m=0), box(transfer=4)):
        assert why_not_closed(empty, 3) == Conflict("pack.box_empty")
    assert why_not_closed(box("closed"), 3) == Conflict("pack.box_closed")


def test_an_order_leaves_the_bench_with_closed_boxes_only() -> None:
    assert why_not_packed([box("closed"), box(content_m=0)]) is None
    assert why_not_packed([box("closed"), box()]) == Conflict("pack.box_open")
    for nothing in ([], [box(content_m=0)]):
        assert why_not_packed(nothing) == Conflict("pack.nothing")


def test_facts_of_a_bench_that_lost_the_order_do_not_count() -> None:
    bench = Bench(3, epoch=2, device=1)
    assert in_hand(bench, 2, 1)
    assert not in_hand(bench, 2, 9)
    assert not in_hand(bench, 1, 1)
    assert in_hand(bench, 3, 9)  # the store was restored and forgot who opened it
    assert in_hand(None, 4, 9)


def test_a_check_is_read_with_what_was_measured_and_what_is_asked_for() -> None:
    body = {"transfer": 3, "check": "CK-WEIGHT", "product": None, "result": "fail", "value": 900, "expected": 700}
    asked = event("box_checked", body | {"asks": "OV-WEIGHT", "reason": "OW-FILLER"})
    assert parse_packing(asked) == BoxChecked(3, "CK-WEIGHT", None, "fail", 900, 700, "OV-WEIGHT", "OW-FILLER")


def test_an_order_of_which_a_check_failed_does_not_leave_the_bench() -> None:
    assert why_not_packed([box("closed")], is_held=True) == Conflict("pack.check_failed")


def test_goods_that_nobody_can_tell_or_that_are_others_do_not_count() -> None:
    read = Boxed(3, 7, NAME, 1000, code="4006")
    assert why_not_verified(read, 5, [5], is_granted=False) is None
    assert why_not_verified(read, 5, [], is_granted=False) is None  # a lot, or a barcode of before
    assert why_not_verified(read, 5, [9], is_granted=False) == Conflict("pack.foreign")
    assert why_not_verified(Boxed(3, 7, NAME, 1000), 5, [], is_granted=True) == Conflict("pack.unverified")
    unread = Boxed(3, 7, NAME, 1000, over="noscan")
    assert why_not_verified(unread, 5, [], is_granted=True) is None
    assert why_not_verified(unread, 5, [], is_granted=False) == Conflict("pack.unverified")


OURS, OTHERS, ELSEWHERE, NOTHING = "ours", "others", "elsewhere", None
OWNER = {OURS: [5], OTHERS: [9], ELSEWHERE: [7]}


class AtTheBench(RuleBasedStateMachine):
    """Whatever is scanned: no box holds goods that are unverified, foreign or too many, and no order leaves with one
    open or with a check that failed. What may go in is judged by `judge`, as the server does."""

    def __init__(self) -> None:
        super().__init__()
        self.line = PackLine(7, 3, 5000, 0)
        self.boxes = {n: Parcel(n, token_of(f"{n:032x}"), 3, f"P-{n}", "open", 0) for n in range(3)}
        self.items: list[Item] = []
        self.read: list[str | None] = []
        self.left = self.held = self.granted = False

    def judge(self, fact: Boxed, parcel: Parcel) -> PackLine | Conflict:
        why = why_not_verified(fact, 5, OWNER.get(fact.code or "", []), self.granted)
        return why or put_in(self.line, parcel, fact.qty_m)

    @rule(
        n=st.integers(0, 2),
        qty_m=st.integers(1, 6).map(lambda n: n * 1000),
        code=st.sampled_from([OURS, OURS, OTHERS, ELSEWHERE, NOTHING]),
        over=st.sampled_from([None, None, "noscan"]),
    )
    def put(self, n: int, qty_m: int, code: str | None, over: str | None) -> None:
        fact = Boxed(3, 7, f"{n:032x}", qty_m, code, over)
        after = self.judge(fact, self.boxes[n])
        if isinstance(after, PackLine) and not self.left:
            self.line = after
            self._fill(n, qty_m)
            self.items.append(Item(f"e{len(self.items)}", 7, n, qty_m, undone=False))
            self.read.append("granted" if over else code)

    @rule(at=st.integers(0, 20))
    def take(self, at: int) -> None:
        if at >= len(self.items) or self.left:
            return
        item = self.items[at]
        after = take_out(self.line, item, self.boxes[item.parcel])
        if isinstance(after, PackLine):
            self.line = after
            self._fill(item.parcel, -item.qty_m)
            self.items[at] = Item(item.event, 7, item.parcel, item.qty_m, undone=True)

    @rule()
    def agree(self) -> None:
        self.granted = True

    @rule(is_held=st.booleans())
    def check(self, is_held: bool) -> None:
        self.held = self.held if self.left else is_held

    @rule(n=st.integers(0, 2))
    def close(self, n: int) -> None:
        if why_not_closed(self.boxes[n], 3) is None and not self.left:
            kept = self.boxes[n]
            self.boxes[n] = Parcel(kept.id, kept.token, 3, kept.number, "closed", kept.content_m)

    @rule()
    def leave(self) -> None:
        self.left = self.left or why_not_packed(list(self.boxes.values()), self.held) is None

    @invariant()
    def holds(self) -> None:
        inside = [item for item in self.items if not item.undone]
        assert sum(item.qty_m for item in inside) == self.line.packed_m <= self.line.due_m
        told = [code for item, code in zip(self.items, self.read, strict=True) if not item.undone]
        assert set(told) <= {OURS, *(["granted"] if self.granted else [])}
        assert not (self.left and self.held)
        for n, parcel in self.boxes.items():
            assert sum(item.qty_m for item in inside if item.parcel == n) == parcel.content_m >= 0
            assert not (self.left and parcel.state == "open" and parcel.content_m)

    def _fill(self, n: int, by_m: int) -> None:
        kept = self.boxes[n]
        self.boxes[n] = Parcel(kept.id, kept.token, 3, kept.number, kept.state, kept.content_m + by_m)


class Unverified(AtTheBench):
    """A build that forgot to ask what was scanned."""

    def judge(self, fact: Boxed, parcel: Parcel) -> PackLine | Conflict:
        return put_in(self.line, parcel, fact.qty_m)


class Uncounted(AtTheBench):
    """A build that takes more than there is."""

    def judge(self, fact: Boxed, parcel: Parcel) -> PackLine | Conflict:
        why = super().judge(fact, parcel)
        return replace(self.line, packed_m=self.line.packed_m + fact.qty_m) if why == Conflict("pack.over") else why


WALKS = settings(max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck))
AtTheBench.TestCase.settings = WALKS
TestAtTheBench = AtTheBench.TestCase


@pytest.mark.parametrize("broken", [Unverified, Uncounted])
def test_a_build_that_lets_wrong_goods_into_a_box_is_caught(broken: type[AtTheBench]) -> None:
    with pytest.raises(AssertionError):
        run_state_machine_as_test(broken, settings=settings(WALKS, print_blob=False, database=None))
