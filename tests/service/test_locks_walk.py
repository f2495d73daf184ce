"""Whatever happens on the floor and at the desk: no bin is locked without a case that somebody still looks after, no
goods are out of place without an open task, and no tote with goods of an order that waits has no place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from tests.service.test_shortage import locks, sheet
from tests.service.test_shortage import sam as sam
from tests.service.test_shortage import world as world
from tests.service.world import CUTOFF, World, transfer
from warehouse_app.domain.errors import Refused
from warehouse_app.service.case_end import Resolve, merge, reopen, resolve
from warehouse_app.service.correct_count import compare_count, compared
from warehouse_app.service.decide import Decide, decide
from warehouse_app.service.end_shorts import end_shorts
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.telling import FloorTransfer
from warehouse_app.service.release_waves import release_waves

STEPS = 16
REASONS = ("RC-EMPTY", "RC-PART", "RC-DAMAGED", "RC-WRONG", "RC-REACH", "RC-ELSE")


@pytest.fixture
def other(world: World) -> int:
    """A wave of Cy's with a kit, a part of which is to come from the same bin as the first line of Ana's."""

    def add(uow: UnitOfWork) -> int:
        row = transfer(3, (31, 1, 1000), (32, 2, 1000))
        kit = tuple(replace(line, kit="Set") for line in row.lines)
        uow.catalogue.keep_transfers(world.w, [replace(row, lines=kit)])
        uow.slots.add(world.w, "problem", "Shelf", ["P-07", "P-08"])
        return release_waves(world.w, 12, 30, {"DHL": CUTOFF}, uow)[0]

    return world.store.write(add)


class Floor:
    """Two pickers and a supervisor who do anything in any order; what is refused changes nothing."""

    def __init__(self, world: World, other: int, sam: Person, random: Random) -> None:
        self.world, self.other, self.sam, self.random = world, other, sam, random
        self.told: list[tuple[dict[str, Any], dict[str, Any]]] = []

    def step(self) -> None:
        moves: tuple[Callable[[], None], ...] = (
            self.short, self.short, self.pick, self.undo, self.count, self.close, self.again, self.merge,
                 self.answer, self.answer, self.end, self.walked, self.place, self.back,
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
            compared(uow, [], uow.counts.get(made), self.random.choice((0, 3000)), 0)

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

    def walked(self) -> None:
        """As far as anything is open on it, it is settled first."""
        mine = self.random.random() < 0.5
        found = sheet(self.world) if mine else sheet(self.world, self.other, self.world.cy)
        more = {"wave": found["wave"], "epoch": found["epoch"], "cy": not mine}
        for line in found["lines"]:
            left_m = line["demand_m"] - line["picked_m"] - line["short_m"]
            place = {"place": found["stops"][line["stop"]]["location"]}
            if left_m > 0:
                event = self._event("pick", line, more | place, qty_m=left_m)
                self.world.send(event, device=self._device(more))
        self.world.send(self.world.event("walked", {}, **self._more(more)), device=self._device(more))

    def place(self) -> None:
        body = {"tote": f"T-000{self.random.randrange(1, 6)}", "into": self.random.choice(("P-07", "P-08"))}
        self.world.send(self.world.event("placed", body, wave=None))

    def back(self) -> None:
        rows = self.world.store.read(lambda views: views.tasks.listed(self.world.w))
        for task in (row.task for row in rows if row.task.kind == "put_back"):
            body = {"task": task.id, "qty_m": task.qty_m, "from": None, "from_code": None, "to": task.target,
                    "lot": None, "lot_name": None}  # fmt: skip
            self.world.send(self.world.event("task_done", body, wave=None))

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
def test_no_bin_is_locked_without_a_case_and_nothing_lies_about_without_a_task(
    world: World, other: int, sam: Person, seed: int
) -> None:
    floor = Floor(world, other, sam, Random(seed))
    floor.short("RC-EMPTY")
    assert all_locks(world)
    for _ in range(STEPS):
        floor.step()
        assert set(all_locks(world)) <= set(locks(world)), "each belongs to a case that is open"
        assert lying_about(world) == []


def lying_about(world: World) -> list[str]:
    """Totes with goods of orders that wait, in no slot and with no task; and goods a decision leaves out of place."""
    rows = world.store.read(lambda views: views.tasks.listed(world.w))
    asked = {row.task.tote for row in rows if row.task.kind == "move_tote"}
    backs = {row.task.line: row.task.qty_m for row in rows if row.task.kind == "put_back"}

    def read(uow: UnitOfWork) -> list[str]:
        found = []
        for floor in uow.telling.transfers(range(1, 4)).values():
            waits = (floor.state, floor.rest, floor.wave_state) == ("open", "wait", "walked")
            found += [
                code
                for code, is_placed in uow.totes.with_goods(floor.id)
                if waits and not is_placed and code not in asked
            ]
            parts = uow.bins.kit_parts(floor.id)
            without = {part.kit for part in parts if part.lacks}
            for part in parts:
                line = uow.floor.line(part.line)
                if part.kit in without and line is not None and line.picked_m and floor.wave_state == "walked":
                    found += [] if backs.get(line.id) == line.picked_m else [f"line {line.id}"]
        return found

    return world.store.write(read)


def all_locks(world: World) -> list[int]:
    """The case of every lock there is, whatever became of the case."""

    def read(uow: UnitOfWork) -> list[int]:
        places = [(place, product) for place in range(1, 9) for product in range(1, 9)]
        found = [uow.bins.lock_of(*at) for at in places]
        return [lock.case for lock in found if lock is not None]

    return world.store.write(read)


def test_no_tote_with_goods_of_an_order_that_waits_stands_about(world: World, sam: Person) -> None:
    lines = world.claim()["lines"]
    world.store.write(lambda uow: uow.slots.add(world.w, "problem", "Shelf", ["P-07"]))
    first, *others = lines
    world.send(world.pick(first, first["demand_m"] - 1000), world.short(first, 1000))
    (case,) = [row.id for row in world.store.read(lambda views: views.open_cases(world.w)) if row.type == "FUL-SHORT"]
    world.store.write(lambda uow: decide(Decide(case, "wait", sam), uow))
    assert away(world) == [], "the picker still has it"
    world.send(*(world.pick(line, line["demand_m"]) for line in others), world.event("walked", {}))
    assert away(world) == [first["tote"]]
    world.store.write(lambda uow: decide(Decide(case, "ship_short", sam, granted=True), uow))
    assert away(world) == [], "it goes to the bench"
    world.store.write(lambda uow: decide(Decide(case, "wait", sam, granted=True), uow))
    assert away(world) == [first["tote"]]
    world.send(world.event("placed", {"tote": first["tote"], "into": "P-07"}, wave=None))
    assert (away(world), places(world)) == ([], {first["tote"]: "P-07"})


def away(world: World) -> list[str | None]:
    """Totes that somebody is to put away."""
    rows = world.store.read(lambda views: views.tasks.listed(world.w))
    return [row.task.tote for row in rows if row.task.kind == "move_tote"]


def places(world: World) -> Mapping[str, str]:
    return world.store.read(lambda views: views.slots.places(world.w))
