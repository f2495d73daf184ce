"""Whatever a desk does in whatever order, doubled or not: never more comes back than was shipped, never more is
judged, restocked or given away than came, and each fact counts once."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.service.test_returns import SENT, keep
from tests.service.world import World
from warehouse_app.domain.judging_returns import CHOSEN, GRADES
from warehouse_app.service.ports.judged import JudgedRow
from warehouse_app.service.ports.returns import DeliveryCard, ReturnCard
from warehouse_app.service.shipped_rules import ship_rules

FEW = 2  # returns made at once: more of them would only be emptier
QUANTITIES = st.sampled_from([1000, 500, 2000, 4000, 0])


class Desk(RuleBasedStateMachine):
    """One delivery, of which returns are authorised, received and judged in any order."""

    world: World  # set by the test
    seqs = itertools.count(1_000)

    @initialize()
    def sent(self) -> None:
        number = next(self.seqs)
        rows = tuple(
            replace(line, move=line.move + number * 10, shipped_m=6000, returned_m=1000) for line in SENT.lines
        )
        self.delivery: DeliveryCard = keep(self.world, replace(SENT, odoo_id=number, order_id=number, lines=rows))
        self.returns: list[str] = []
        self.told: list[dict[str, Any]] = []

    def tell(self, kind: str, body: dict[str, Any]) -> str:
        event = self.world.event(kind, body, wave=None, epoch=0)
        self.told.append(event)
        return str(self.world.send(event)[0]["verdict"])

    @rule(line=st.integers(0, 1), qty_m=QUANTITIES)
    def authorise(self, line: int, qty_m: int) -> None:
        row = {"line": self.delivery.lines[line].id, "qty_m": qty_m, "reason": "CR-SIZE"}
        if self.tell("return_authorised", {"shipped": self.delivery.id, "lines": [row]}) == "accepted":
            self.returns.append(self.told[-1]["id"])

    @precondition(lambda self: len(self.returns) < FEW)
    @rule(qty_m=QUANTITIES)
    def bring(self, qty_m: int) -> None:
        """Announced and here at once, as it mostly is."""
        self.authorise(0, qty_m)
        self.receive(-1, qty_m)

    @rule(which=st.integers(0, 3), qty_m=QUANTITIES)
    def receive(self, which: int, qty_m: int) -> None:
        if back := self.some(which):
            rows = [{"line": line.id, "qty_m": qty_m} for line in back.lines]
            self.tell("return_received", {"return": back.id, "lines": rows})

    @precondition(lambda self: self.returns)
    @rule(which=st.integers(0, 3), qty_m=QUANTITIES, grade=st.sampled_from(GRADES), what=st.sampled_from(CHOSEN))
    def judge(self, which: int, qty_m: int, grade: str, what: str) -> None:
        if back := self.some(which):
            body = {"return": back.id, "line": back.lines[0].id, "qty_m": qty_m, "grade": grade, "disposition": what}
            self.tell("return_judged", body | {"place": "A-01-1", "lot": None, "checks": {}})

    @rule(which=st.integers(0, 30))
    def tell_again(self, which: int) -> None:
        """The answer was lost, and the device sends it once more."""
        if self.told:
            assert self.world.verdicts(self.told[which % len(self.told)]) == ["duplicate"]

    def some(self, which: int) -> ReturnCard | None:
        return self.card(self.returns[which % len(self.returns)]) if self.returns else None

    def card(self, event: str) -> ReturnCard:
        found = self.world.store.read(lambda views: views.returns.card(self.world.w, event=event))
        assert found is not None
        return found

    @invariant()
    def never_more_than_there_was(self) -> None:
        if not hasattr(self, "delivery"):
            return
        coming: Counter[int] = Counter()
        for back in map(self.card, self.returns):
            judged: Counter[int] = Counter()
            for row in self.judged(back):
                judged[row.line] += row.qty_m
            for line in back.lines:
                coming[line.product] += line.of_m
                assert line.qty_m <= line.of_m, "more was received than was to come"
                assert judged[line.id] <= line.qty_m, "more was judged than came"
        assert all(coming[line.product] <= line.qty_m for line in self.delivery.lines), "more comes than was shipped"

    def judged(self, back: ReturnCard) -> list[JudgedRow]:
        return self.world.store.read(lambda views: views.returns.judged.of_return(back.id))


def test_never_more_comes_back_than_was_shipped_nor_is_judged_than_came(world: World) -> None:
    world.store.write(ship_rules)

    Desk.world = world
    few = settings(max_examples=25, stateful_step_count=16, deadline=None, derandomize=True, phases=[Phase.generate],
                   suppress_health_check=list(HealthCheck))  # fmt: skip
    run_state_machine_as_test(Desk, settings=few)
