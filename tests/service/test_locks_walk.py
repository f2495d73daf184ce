"""Whatever happens on the floor and at the desk: no bin is locked without a case that somebody still looks after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from random import Random
from typing import Any

import pytest

from tests.service.test_shortage import locks, sheet
from tests.service.test_shortage import other as other
from tests.service.test_shortage import sam as sam
from tests.service.test_shortage import world as world
from tests.service.world import World
from warehouse_app.domain.errors import Refused
from warehouse_app.service.case_end import Resolve, merge, reopen, resolve
from warehouse_app.service.correct_count import compare_count, compared
from warehouse_app.service.decide import Decide, decide
from warehouse_app.service.end_shorts import end_shorts
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.telling import FloorTransfer

STEPS = 16
REASONS = ("RC-EMPTY", "RC-PART", "RC-DAMAGED", "RC-WRONG", "RC-REACH", "RC-ELSE")


class Floor:
    """Two pickers and a supervisor who do anything in any order; what is refused changes nothing."""

    def __init__(self, world: World, other: int, sam: Person, random: Random) -> None:
        self.world, self.other, self.sam, self.random = world, other, sam, random
        self.told: list[tuple[dict[str, Any], dict[str, Any]]] = []

    def step(self) -> None:
        moves: tuple[Callable[[], None], ...] = (
            self.short, self.short, self.pick, self.undo, self.count, self.close, self.again, self.merge,
                 self.answer, self.end,
        )  # fmt: skip
        with suppress(Refused):
            self.random.choice(moves)()

    def short(self, reason: str | None = None) -> None:
        line, more = self._line()
        event = self._event("short", line, more, missing_m=line["demand_m"], found_m=0)
        event["body"]["reason"] = reason or self.random.choice(REASONS)
        self.world.send(event, device=self._device(more))
        self.told.append((event, more))

    def pick(self) -> None:
        line, more = self._line()
        self.world.send(self._event("pick", line, more, qty_m=1000), device=self._device(more))

    def undo(self) -> None:
        if self.told:
            event, more = self.told.pop()
            line = {"id": event["body"]["line"]}
            undone = self.world.undo(line, event, **self._more(more))
            self.world.send(undone, device=self._device(more))

    def count(self) -> None:
        line, _ = self._line()

        def say(uow: UnitOfWork) -> None:
            known = uow.floor.line(line["id"])
            if known is None:
                return
            made = compare_count(self.world.w, known.product, known.location, None, 0, uow.now, "", uow)
            compared(uow, [], uow.counts.get(made), self.random.choice((0, 3000)))

        self.world.store.write(say)

    def close(self) -> None:
        case = self._case()
        self.world.store.write(lambda uow: resolve(Resolve([case], "picked", "Seen to.", self.sam), uow))

    def again(self) -> None:
        case = self._case(over=True)
        self.world.store.write(lambda uow: reopen(case, "It was not over.", self.sam, uow))

    def merge(self) -> None:
        case, into = self._case(), self._case()
        number = self.world.store.write(lambda uow: uow.case_life.past(into).number)
        self.world.store.write(lambda uow: merge(case, number, self.sam, uow))

    def answer(self) -> None:
        what = self.random.choice(("found", "ship_short", "wait", "cancel"))
        said = Decide(self._case(), what, self.sam, "A-10-1", granted=True)
        self.world.store.write(lambda uow: decide(said, uow))

    def end(self) -> None:
        line, _ = self._line()

        def over(uow: UnitOfWork) -> None:
            known = uow.floor.line(line["id"])
            floors: Mapping[int, FloorTransfer] = uow.telling.transfers([known.transfer]) if known else {}
            for floor in floors.values():
                end_shorts(uow, floor, "cancelled")

        self.world.store.write(over)

    def _line(self) -> tuple[dict[str, Any], dict[str, Any]]:
        mine = self.random.random() < 0.5
        found = sheet(self.world) if mine else sheet(self.world, self.other, self.world.cy)
        line = dict(self.random.choice(found["lines"]))
        place = found["stops"][line["stop"]]["location"]
        more = {"wave": found["wave"], "epoch": found["epoch"], "cy": not mine, "place": place}
        return line, more

    def _event(self, kind: str, line: dict[str, Any], more: dict[str, Any], **body: Any) -> dict[str, Any]:
        known = {"line": line["id"], "location": more["place"], "lot": None, "tote": line["tote"], "reason": "RC-EMPTY"}
        return self.world.event(kind, known | body, **self._more(more))

    def _more(self, more: dict[str, Any]) -> dict[str, Any]:
        person = self.world.cy if more["cy"] else self.world.ana
        return {"wave": more["wave"], "epoch": more["epoch"], "device": self._device(more), "person": person.id}

    def _device(self, more: dict[str, Any]) -> Any:
        return self.world.second if more["cy"] else self.world.first

    def _case(self, over: bool = False) -> int:
        every = self.world.store.write(lambda uow: [case for n in range(1, 40) if (case := uow.cases.get(n))])
        able = [case.id for case in every if (case.status == "resolved") == over]
        if not able:
            raise Refused("case.unknown", 404)
        return self.random.choice(able)


@pytest.mark.parametrize("seed", range(3))
def test_no_bin_is_locked_without_a_case(world: World, other: int, sam: Person, seed: int) -> None:
    floor = Floor(world, other, sam, Random(seed))
    floor.short("RC-EMPTY")
    assert all_locks(world)
    for _ in range(STEPS):
        floor.step()
        assert set(all_locks(world)) <= set(locks(world)), "each belongs to a case that is open"


def all_locks(world: World) -> list[int]:
    """The case of every lock there is, whatever became of the case."""

    def read(uow: UnitOfWork) -> list[int]:
        places = [(place, product) for place in range(1, 9) for product in range(1, 9)]
        found = [uow.bins.lock_of(*at) for at in places]
        return [lock.case for lock in found if lock is not None]

    return world.store.write(read)
