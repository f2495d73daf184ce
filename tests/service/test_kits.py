"""Half a kit does not ship: the other parts of one that lacks a part leave the order, or wait with it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.service.test_shortage import policy
from tests.service.world import CUTOFF, World, transfer
from warehouse_app.domain.standing import left_of
from warehouse_app.domain.tasks import Task
from warehouse_app.service.decide import Decide, decide
from warehouse_app.service.ports.odoo import OdooTransfer
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.release_waves import release_waves
from warehouse_app.service.shipped_rules import ship_rules


@pytest.fixture
def kit(world: World) -> World:
    """Ana has a wave of one order: a kit of 2 of the first and 1 of the second goods, and 1 more of the first."""
    row = transfer(3, (31, 1, 2000), (32, 2, 1000), (33, 1, 1000))
    parts = [replace(line, kit="Set" if line.move != 33 else None, worth=100 * line.product) for line in row.lines]
    return on_a_wave(world, replace(row, lines=tuple(parts)))


def on_a_wave(world: World, row: OdooTransfer) -> World:
    """Ana's, with no row of the policy deciding by itself."""

    def make(uow: UnitOfWork) -> None:
        ship_rules(uow)
        for code, body in uow.releasing.rules("policy", world.w).items():
            uow.rulebook.save(world.w, "policy", code, {**body, "on": False}, world.ana.id, "a test")
        uow.catalogue.keep_transfers(world.w, [row])
        world.wave = release_waves(world.w, 12, 30, {"DHL": CUTOFF}, uow)[0]

    world.store.write(make)
    return world


@pytest.fixture
def sam(world: World) -> Person:
    return world.store.write(lambda uow: uow.people.add(world.w, "Sam", "B-9", None, None, None, ["supervisor"]))


Lines = dict[str, dict[str, Any]]


def lines(world: World) -> Lines:
    """The other part of the kit, the one that will be missing, and what is no part of it."""
    two, one, plain = sorted(world.claim()["lines"], key=lambda line: (-line["demand_m"], -line["product"]))
    return {"part": two, "missing": one, "plain": plain}


def missing(world: World, line: dict[str, Any]) -> int:
    """Its short is told; the case."""
    assert world.verdicts(world.short(line, 1000)) == ["accepted"]
    (case,) = [row for row in world.store.read(lambda views: views.open_cases(world.w)) if row.type == "FUL-SHORT"]
    return case.id


def answer(world: World, case: int, what: str, by: Person, place: str = "") -> None:
    world.store.write(lambda uow: decide(Decide(case, what, by, place, granted=True), uow))


def state(world: World, line: dict[str, Any]) -> tuple[int, int, int]:
    now = world.store.write(lambda uow: uow.floor.line(line["id"]))
    assert now is not None
    return now.demand_m, now.picked_m, now.short_m


def back(world: World) -> list[Task]:
    rows = world.store.read(lambda views: views.tasks.listed(world.w))
    return [row.task for row in rows if row.task.kind == "put_back"]


def test_a_part_nobody_has_taken_is_not_taken_any_more_and_what_is_no_part_is(kit: World, sam: Person) -> None:
    own = lines(kit)
    case = missing(kit, own["missing"])
    assert state(kit, own["part"]) == (2000, 0, 0), "nobody has said what becomes of the order"
    answer(kit, case, "ship_short", sam)
    assert (state(kit, own["part"]), state(kit, own["plain"])) == ((2000, 0, 2000), (1000, 0, 0))
    assert kit.claim()["sheet"] > 1
    assert (back(kit), kit.cases().count("FUL-SHORT")) == ([], 1), "one exception stands for the kit"


def test_a_part_in_the_tote_goes_back_by_scan_and_nothing_of_the_kit_is_left(kit: World, sam: Person) -> None:
    own = lines(kit)
    assert kit.verdicts(kit.pick(own["part"], 2000)) == ["accepted"]
    answer(kit, missing(kit, own["missing"]), "ship_short", sam)
    (task,) = back(kit)
    assert (task.line, task.qty_m) == (own["part"]["id"], 2000)
    assert [row["line"] for row in kit.claim()["back"]] == [own["part"]["id"]]
    body = {"line": own["part"]["id"], "qty_m": 2000, "location": kit.places[own["part"]["id"]], "tote": None,
            "codes": []}  # fmt: skip
    assert kit.verdicts(kit.event("put_back", body)) == ["accepted"]
    assert (back(kit), state(kit, own["part"])) == ([], (0, 0, 0))


@pytest.mark.parametrize("picked_m", [0, 2000])
def test_where_the_order_waits_or_the_part_is_found_the_kit_is_picked_as_it_was(
    kit: World, sam: Person, picked_m: int
) -> None:
    own = lines(kit)
    if picked_m:
        kit.verdicts(kit.pick(own["part"], picked_m))
    case = missing(kit, own["missing"])
    answer(kit, case, "wait", sam)
    assert state(kit, own["part"]) == (2000, picked_m, 0)
    answer(kit, case, "ship_short", sam)
    assert len(back(kit)) == (1 if picked_m else 0)
    answer(kit, case, "found", sam, "A-10-1")
    assert (state(kit, own["part"]), back(kit)) == ((2000, picked_m, 0), [])


def test_a_part_that_turns_up_makes_the_kit_whole(kit: World, sam: Person) -> None:
    own = lines(kit)
    answer(kit, missing(kit, own["missing"]), "ship_short", sam)
    assert kit.verdicts(kit.pick(own["missing"], 1000)) == ["accepted"]
    assert state(kit, own["part"]) == (2000, 0, 0)


def test_a_part_picked_by_somebody_who_had_not_heard_goes_back_when_the_walk_is_over(kit: World, sam: Person) -> None:
    own = lines(kit)
    answer(kit, missing(kit, own["missing"]), "ship_short", sam)
    assert kit.verdicts(
        kit.pick(own["part"], 2000), kit.pick(own["plain"], 1000), kit.event("walked", {})
    ) == ["accepted"] * 3  # fmt: skip
    assert [task.qty_m for task in back(kit)] == [2000]


@pytest.fixture
def three(world: World) -> World:
    """Ana has a wave of three kits of two of the first and one of the second goods, which lies in two bins."""
    row = transfer(3, (31, 1, 6000), (32, 2, 2000), (33, 2, 1000))
    parts = [replace(line, kit="Set", each_m=2000 if line.move == 31 else 1000) for line in row.lines]
    return on_a_wave(world, replace(row, lines=tuple(parts)))


@pytest.mark.parametrize(("picked_m", "stays", "goes_back_m"), [
    (0, (6000, 0, 2000), []), (4000, (6000, 4000, 2000), []), (6000, (6000, 6000, 0), [2000]),
])  # fmt: skip
def test_of_several_kits_as_many_leave_as_lack_a_part(
    three: World, sam: Person, picked_m: int, stays: tuple[int, int, int], goes_back_m: list[int]
) -> None:
    many, missing_one = sorted(three.claim()["lines"], key=lambda line: -line["demand_m"])[::2]
    if picked_m:
        assert three.verdicts(three.pick(many, picked_m)) == ["accepted"]
    assert missing_one["demand_m"] == 1000
    case = missing(three, missing_one)
    answer(three, case, "ship_short", sam)
    assert (state(three, many), [task.qty_m for task in back(three)]) == (stays, goes_back_m)
    answer(three, case, "wait", sam)
    assert (state(three, many), back(three)) == ((6000, picked_m, 0), []), "it waits as it was"


def test_the_policy_knows_an_order_that_lacks_a_part_of_a_kit_and_counts_half_a_kit_as_none(kit: World) -> None:
    part = lines(kit)["part"]["id"]
    standing = kit.store.write(lambda uow: uow.bins.standing(uow.floor.line(part).transfer))  # type: ignore[union-attr]
    assert left_of(standing.parts) == (100, 100)
    policy(kit, only="kit", does="wait")
    missing(kit, lines(kit)["missing"])
    (case,) = [row for row in kit.store.read(lambda views: views.open_cases(kit.w)) if row.type == "FUL-SHORT"]
    assert (case.status, case.decision) == ("decided", "wait")


@pytest.mark.parametrize(
    ("by", "least", "decided"),
    [("pieces", 26, "open"), ("pieces", 25, "decided"), ("worth", 21, "open"), ("worth", 20, "decided")],
)
def test_the_percents_of_a_row_are_of_pieces_or_of_value(kit: World, by: str, least: int, decided: str) -> None:
    """One of four pieces is no part of the kit: worth 1 of 5."""
    policy(kit, by=by, left_from=least, does="ship_short")
    missing(kit, lines(kit)["missing"])
    (case,) = [row for row in kit.store.read(lambda views: views.open_cases(kit.w)) if row.type == "FUL-SHORT"]
    assert case.status == decided
