"""Boxes are closed, opened again and loaded in any order: nothing leaves the bench or the house with one open."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from warehouse_app.domain.packing import Parcel, token_of, why_not_closed, why_not_opened, why_not_packed
from warehouse_app.domain.picking import Conflict

BOX = st.integers(0, 3)


def box(n: int = 0, state: str = "open", content_m: int = 1000, loaded_at: int | None = None) -> Parcel:
    return Parcel(n, token_of(f"{n:032x}"), 3, f"P-{n}", state, content_m, loaded_at=loaded_at)


def test_only_a_closed_box_that_is_not_on_the_truck_is_opened_again_and_one_at_a_time() -> None:
    closed = box(state="closed")
    assert why_not_opened(closed, [closed]) is None
    assert why_not_opened(None, []) == why_not_opened(box(), [box()]) == Conflict("pack.box_not_closed")
    gone = box(state="closed", loaded_at=5)
    assert why_not_opened(gone, [gone]) == Conflict("pack.box_loaded")
    assert why_not_opened(closed, [closed, box(1)]) == Conflict("pack.box_open")
    assert why_not_opened(closed, [closed, box(1, content_m=0)]) is None


class Boxes(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.boxes = {n: box(n, content_m=0) for n in range(4)}
        self.has_left = False

    @rule(n=BOX, by_m=st.sampled_from([-1000, 1000]))
    def fill(self, n: int, by_m: int) -> None:
        kept = self.boxes[n]
        if kept.state == "open" and kept.content_m + by_m >= 0 and not self.has_left:
            self.boxes[n] = replace(kept, content_m=kept.content_m + by_m)

    @rule(n=BOX)
    def close(self, n: int) -> None:
        if why_not_closed(self.boxes[n], 3) is None and not self.has_left:
            self.boxes[n] = replace(self.boxes[n], state="closed")

    @rule(n=BOX)
    def open_again(self, n: int) -> None:
        if why_not_opened(self.boxes[n], list(self.boxes.values())) is None and not self.has_left:
            self.boxes[n] = replace(self.boxes[n], state="open")

    @rule(n=BOX)
    def load(self, n: int) -> None:
        if self.boxes[n].state == "closed":
            self.boxes[n] = replace(self.boxes[n], loaded_at=1)

    @rule()
    def leave(self) -> None:
        self.has_left = self.has_left or why_not_packed(list(self.boxes.values())) is None

    @invariant()
    def nothing_leaves_open(self) -> None:
        still = [one for one in self.boxes.values() if one.state == "open" and one.content_m]
        assert not (self.has_left and still)
        assert all(one.state == "closed" for one in self.boxes.values() if one.loaded_at)


Boxes.TestCase.settings = settings(
    max_examples=80, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
TestBoxes = Boxes.TestCase
