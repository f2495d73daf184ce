"""Packing: what may go into a box, and when an order may leave the bench."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from warehouse_app.domain.facts import Event, Malformed
from warehouse_app.domain.packing import (
    Bench,
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


class AtTheBench(RuleBasedStateMachine):
    """Whatever a packer does: no box holds more than there is, and nothing leaves with a box open."""

    def __init__(self) -> None:
        super().__init__()
        self.line = PackLine(7, 3, 5000, 0)
        self.boxes = {n: Parcel(n, token_of(f"{n:032x}"), 3, f"P-{n}", "open", 0) for n in range(3)}
        self.items: list[Item] = []
        self.left = False

    @rule(n=st.integers(0, 2), qty_m=st.integers(1, 6).map(lambda n: n * 1000))
    def put(self, n: int, qty_m: int) -> None:
        after = put_in(self.line, self.boxes[n], qty_m)
        if isinstance(after, PackLine) and not self.left:
            self.line = after
            self._fill(n, qty_m)
            self.items.append(Item(f"e{len(self.items)}", 7, n, qty_m, undone=False))

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

    @rule(n=st.integers(0, 2))
    def close(self, n: int) -> None:
        if why_not_closed(self.boxes[n], 3) is None and not self.left:
            kept = self.boxes[n]
            self.boxes[n] = Parcel(kept.id, kept.token, 3, kept.number, "closed", kept.content_m)

    @rule()
    def leave(self) -> None:
        self.left = self.left or why_not_packed(list(self.boxes.values())) is None

    @invariant()
    def holds(self) -> None:
        inside = [item for item in self.items if not item.undone]
        assert sum(item.qty_m for item in inside) == self.line.packed_m <= self.line.due_m
        for n, parcel in self.boxes.items():
            assert sum(item.qty_m for item in inside if item.parcel == n) == parcel.content_m >= 0
            assert not (self.left and parcel.state == "open" and parcel.content_m)

    def _fill(self, n: int, by_m: int) -> None:
        kept = self.boxes[n]
        self.boxes[n] = Parcel(kept.id, kept.token, 3, kept.number, kept.state, kept.content_m + by_m)


AtTheBench.TestCase.settings = settings(
    max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
TestAtTheBench = AtTheBench.TestCase
