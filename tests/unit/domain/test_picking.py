"""The invariants of a line, as vectors shared with the device and as a random walk."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse_app.domain.facts import Fact, Malformed, Pick, Short, Undo, parse_event, parse_fact
from warehouse_app.domain.picking import OPEN_WAVES, Conflict, Done, Invalid, Line, Wave, apply, in_time

VECTORS = [
    vector
    for path in sorted((Path(__file__).parents[2] / "vectors" / "facts").glob("*.json"))
    for vector in json.loads(path.read_text(encoding="utf-8"))
]
DEVICE = 1


class Ledger:
    """What the server keeps of a line: enough to judge the next fact as the intake does."""

    def __init__(self, vector: dict[str, Any]) -> None:
        self.line = Line(transfer=1, told_m=vector["line"]["short_m"], **vector["line"])
        self.wave = Wave(w=1, number="W-0001", device=DEVICE, person=1, **vector["wave"])
        self.done: dict[str, Done] = {}

    def judge(self, raw: dict[str, Any]) -> tuple[str, str | None]:
        try:
            event = parse_event(
                {"v": 1, "seq": 1, "at": 0, "wave": self.wave.id, **raw, "id": raw["id"].rjust(32, "0")}
            )
            fact = parse_fact(_with_whole_ids(raw["kind"], event))
        except Malformed as bad:
            return "invalid", bad.key
        return self._apply(raw, fact)

    def _apply(self, raw: dict[str, Any], fact: Fact) -> tuple[str, str | None]:
        if getattr(fact, "line", None) != self.line.id or self.line.wave != self.wave.id:
            return "invalid", "line.unknown"
        if self.wave.state not in OPEN_WAVES:
            return "conflict", "wave.closed"
        if not in_time(self.wave, self.line, raw["epoch"], DEVICE):
            return "conflict", "epoch.old"
        after = apply(self.line, fact, raw["epoch"], self._target(fact))
        if not isinstance(after, Line):
            return ("conflict" if isinstance(after, Conflict) else "invalid"), after.key
        self.line = after
        self._note(raw["id"], raw["kind"], fact)
        return "accepted", None

    def _target(self, fact: Fact) -> Done | None:
        if not isinstance(fact, Undo) or fact.event not in self.done:
            return None
        others = [d for d in self.done.values() if d.kind == "short" and not d.undone and d.event != fact.event]
        return replace(self.done[fact.event], left_m=others[-1].qty_m if others else 0)

    def _note(self, id_: str, kind: str, fact: Fact) -> None:
        if isinstance(fact, Undo):
            self.done[fact.event] = replace(self.done[fact.event], undone=True)
        else:
            qty_m = fact.qty_m if isinstance(fact, Pick) else getattr(fact, "missing_m", 0)
            event = id_.rjust(32, "0")
            self.done[event] = Done(event, self.line.id, kind, qty_m, undone=False)


def _with_whole_ids(kind: str, event: Any) -> Any:
    """Vectors may name events shortly (`"e1"`); on the wire an id is 32 hex digits."""
    if kind == "undo" and isinstance(event.body.get("event"), str):
        body = {**event.body, "event": event.body["event"].rjust(32, "0")}
        return type(event)(**{name: getattr(event, name) for name in event.__slots__} | {"body": body})
    return event


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: str(vector["name"]))
def test_facts_meet_a_line_as_the_vector_says(vector: dict[str, Any]) -> None:
    ledger = Ledger(vector)
    for raw, expected in zip(vector["facts"], vector["expect"], strict=True):
        verdict, key = ledger.judge(raw)
        assert verdict == expected["verdict"], (raw, key)
        assert key == expected.get("key"), raw
    line = ledger.line
    assert {"picked_m": line.picked_m, "short_m": line.short_m, "state": line.state} == vector["after"]


def test_there_are_vectors() -> None:
    assert len(VECTORS) >= 12


quantities = st.integers(min_value=1, max_value=4000)
steps = st.lists(st.tuples(st.sampled_from(["pick", "short", "undo"]), quantities, st.integers(0, 9)), max_size=40)


@given(steps, st.integers(min_value=1, max_value=6000))
def test_done_is_what_was_accepted_less_what_was_taken_back(walk: list[tuple[str, int, int]], demand_m: int) -> None:
    line = Line(1, 1, 1, demand_m, 0, 0, 0)
    done: list[Done] = []
    for kind, qty_m, back in walk:
        target = done[back % len(done)] if kind == "undo" and done else None
        after = apply(line, _fact(kind, qty_m, target), 1, target)
        if isinstance(after, Conflict | Invalid):
            continue
        line = after
        if kind == "undo" and target is not None:
            done[done.index(target)] = Done(target.event, 1, target.kind, target.qty_m, undone=True)
        else:
            done.append(Done(str(len(done)), 1, kind, qty_m, undone=False))
        assert line.picked_m == sum(d.qty_m for d in done if d.kind == "pick" and not d.undone)
        assert 0 <= line.picked_m <= line.picked_m + line.short_m <= demand_m


def _fact(kind: str, qty_m: int, target: Done | None) -> Fact:
    match kind:
        case "pick":
            return Pick(1, qty_m, 1, None, None)
        case "short":
            return Short(1, qty_m, 0, "RC-PART", 1)
    return Undo(1, target.event if target else "none")
