"""What follows a short by itself: the bin is locked with its case, others on the way hear of it, the policy decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from tests.service.world import CUTOFF, NOW, World, transfer
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.sheet import PickingRules
from warehouse_app.domain.tasks import Task
from warehouse_app.service.answer import answer
from warehouse_app.service.case_end import Done, close_by_hand
from warehouse_app.service.claim_wave import claim_wave
from warehouse_app.service.decide import Decide
from warehouse_app.service.ports.odoo import BinStock, OdooMoveLine
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.views import CaseRow
from warehouse_app.service.release_waves import release_waves
from warehouse_app.service.save_layout import save_layout
from warehouse_app.service.shipped_rules import ship_rules, shipped
from warehouse_app.service.tasks import cancel_task


@pytest.fixture
def world(world: World) -> World:
    """With the reasons as shipped, and no row of the policy switched on."""

    def rules(uow: UnitOfWork) -> None:
        ship_rules(uow)
        for kind, code, _, body in shipped():
            if kind == "reason":
                uow.rulebook.save(world.w, kind, code, body, world.ana.id, "a test")
        for code, body in uow.releasing.rules("policy", world.w).items():
            uow.rulebook.save(world.w, "policy", code, {**body, "on": False}, world.ana.id, "a test")

    world.store.write(rules)
    return world


@pytest.fixture
def sam(world: World) -> Person:
    return world.store.write(lambda uow: uow.people.add(world.w, "Sam", "B-9", None, None, None, ["supervisor"]))


@pytest.fixture
def other(world: World) -> int:
    """A wave of Cy's with a line at the same bin as the first of Ana's, and one elsewhere."""

    def add(uow: UnitOfWork) -> int:
        uow.catalogue.keep_transfers(world.w, [transfer(3, (31, 1, 1000), (32, 2, 1000))])
        return release_waves(world.w, 12, 30, {"DHL": CUTOFF}, uow)[0]

    return world.store.write(add)


def policy(world: World, **body: Any) -> None:
    """The first row, as a supervisor changed it."""

    def save(uow: UnitOfWork) -> None:
        shipped = uow.releasing.rules("policy", world.w)["PL-01"]
        plain = {**shipped, "reason": None, "on": True}
        uow.rulebook.save(world.w, "policy", "PL-01", plain | body, world.ana.id, "a test")

    world.store.write(save)


def sheet(world: World, wave: int | None = None, person: Person | None = None) -> Mapping[str, Any]:
    who, device = (person or world.ana), (world.first if person is None else world.second)
    return world.store.write(lambda uow: claim_wave(wave or world.wave, device, who, PickingRules(), uow))


def short(world: World, reason: str = "RC-EMPTY", missing_m: int = 2000, found_m: int = 0) -> dict[str, Any]:
    line: dict[str, Any] = world.claim()["lines"][0]
    if line["demand_m"] > missing_m:
        world.send(world.pick(line, line["demand_m"] - missing_m))
    told = world.short(line, missing_m)
    told["body"] |= {"reason": reason, "found_m": found_m}
    assert world.verdicts(told) == ["accepted"]
    return line


def cases(world: World) -> dict[str, CaseRow]:
    return {case.type: case for case in world.store.read(lambda views: views.open_cases(world.w))}


def locks(world: World) -> list[int]:
    """The cases of all locks."""

    def read(uow: UnitOfWork) -> list[int]:
        every = world.store.read(lambda views: views.open_cases(world.w))
        return [lock.case for case in every for lock in uow.bins.of_case(case.id)]

    return world.store.write(read)


def test_a_bin_that_is_denied_is_locked_with_a_case_that_names_all_orders_hit(world: World, other: int) -> None:
    short(world)
    bin_case = cases(world)["INV-BIN"]
    assert locks(world) == [bin_case.id]
    assert (bin_case.facts["orders"], bin_case.facts["hit"]) == (["S00001", "S00002", "S00003"], 3)
    assert (bin_case.owner, bin_case.facts["location"]) == ("stock", "A-01-1")
    links = world.store.read(lambda views: views.case_life.beside(bin_case.id))
    assert [row.number for row in links] == [cases(world)["FUL-SHORT"].number]


def test_whoever_is_on_the_way_there_goes_there_last_and_is_told_why(world: World, other: int) -> None:
    before = sheet(world, other, world.cy)
    assert [before["stops"][line["stop"]]["code"] for line in before["lines"]] == ["A-01-1", "A-02-1"]
    head = world.store.read(lambda views: views.head())
    short(world)
    now = sheet(world, other, world.cy)
    assert [now["stops"][line["stop"]]["code"] for line in now["lines"]] == ["A-02-1", "A-01-1"]
    assert [line.get("denied") for line in now["lines"]] == [None, cases(world)["INV-BIN"].number]
    assert now["sheet"] == before["sheet"] + 1
    heard = world.store.read(lambda views: views.changes(head, [f"wave:{other}"], 9))
    assert {change.kind for change in heard} == {"sheet"}


def test_a_reason_without_a_case_locks_nothing(world: World) -> None:
    short(world, "RC-LABEL")
    assert list(cases(world)) == ["FUL-SHORT"]
    assert locks(world) == []


def test_goods_that_another_picker_finds_there_count_and_lift_the_mark(world: World, other: int) -> None:
    line = sheet(world, other, world.cy)["lines"][0]
    short(world)
    body = {"line": line["id"], "qty_m": 1000, "location": 1, "product": line["product"], "lot": None,
            "tote": line["tote"], "codes": []}  # fmt: skip
    found = world.event("pick", body, device=world.second, wave=other, person=world.cy.id)
    found["body"]["location"] = world.places[world.claim()["lines"][0]["id"]]
    assert world.verdicts(found, device=world.second) == ["accepted"]
    assert (locks(world), list(cases(world))) == ([], ["FUL-SHORT"])


def test_what_was_taken_before_the_bin_was_denied_says_nothing(world: World, other: int) -> None:
    line = sheet(world, other, world.cy)["lines"][0]
    short(world)
    place = world.places[world.claim()["lines"][0]["id"]]
    body = {"line": line["id"], "qty_m": 1000, "location": place, "product": line["product"], "lot": None,
            "tote": line["tote"], "codes": []}  # fmt: skip
    early = world.event("pick", body, device=world.second, wave=other, person=world.cy.id, at=NOW - 60_000)
    assert world.verdicts(early, device=world.second) == ["accepted"]
    assert len(locks(world)) == 1


def test_a_short_that_is_taken_back_unlocks_the_bin(world: World) -> None:
    line = world.claim()["lines"][0]
    told = world.short(line, 3000)
    world.send(told)
    assert len(locks(world)) == 1
    world.send(world.undo(line, told))
    assert (locks(world), cases(world)) == ([], {})


def test_a_denied_bin_is_to_be_counted_by_somebody_else_and_goods_seen_there_end_that(world: World) -> None:
    line = world.claim()["lines"][0]
    told = world.short(line, 3000)
    world.send(told)
    (task,) = tasks(world)
    assert (task.kind, task.origin, task.case) == ("count", world.places[line["id"]], cases(world)["INV-BIN"].id)
    assert task.not_for is not None
    world.send(world.undo(line, told))
    assert tasks(world) == []


def test_whoever_looked_after_the_case_by_hand_unlocks_the_bin_once_nobody_is_to_count_it(
    world: World, sam: Person
) -> None:
    short(world)
    done = Done(cases(world)["INV-BIN"].id, "picked", "Counted.", sam)
    with pytest.raises(Refused, match=r"case\.task_open"):
        world.store.write(lambda uow: close_by_hand(done, uow))
    (task,) = tasks(world)
    world.store.write(lambda uow: cancel_task(task.id, sam, uow))
    world.store.write(lambda uow: close_by_hand(done, uow))
    assert locks(world) == []


def test_damaged_goods_lock_the_bin_and_correct_nothing(world: World) -> None:
    short(world, "RC-DAMAGED", found_m=1000)
    assert _corrections(world) == []
    assert locks(world) == [cases(world)["INV-GOODS"].id]


def tasks(world: World) -> list[Task]:
    return world.store.read(lambda views: [row.task for row in views.tasks.listed(world.w)])


def _corrections(world: World) -> list[dict[str, Any]]:
    def read(uow: UnitOfWork) -> list[dict[str, Any]]:
        due = uow.outbox.due(world.w, 50, 50)
        return [{"body": job.body, "token": job.token} for job in due if job.kind == "correct"]

    return world.store.write(read)


def test_without_a_row_that_fits_a_person_decides(world: World) -> None:
    short(world)
    assert cases(world)["FUL-SHORT"].status == "open"


def test_a_row_that_fits_decides_at_once_and_is_counted(world: World) -> None:
    policy(world, left_from=60, does="ship_short")
    line = short(world, missing_m=1000)
    case = cases(world)["FUL-SHORT"]
    assert (case.status, case.decision, case.line) == ("decided", "ship_short", line["id"])
    steps = world.store.read(lambda views: views.case_steps([case.id]))
    assert (steps[-1].kind, steps[-1].facts["policy"]) == ("by_rule", "PL-01")
    counted = world.store.read(lambda views: views.rulebook.shorts(world.w, 0))
    assert [(one.row, one.by_person) for one in counted] == [("PL-01", False)]


def test_a_row_is_not_for_an_order_of_which_too_little_is_left(world: World) -> None:
    policy(world, left_from=60, does="ship_short")
    short(world, missing_m=3000)
    assert cases(world)["FUL-SHORT"].status == "open"


def test_a_row_that_cannot_be_carried_out_is_passed_over(world: World) -> None:
    policy(world, does="found")
    short(world)
    assert cases(world)["FUL-SHORT"].status == "open"


def test_the_picker_is_sent_to_a_bin_that_the_walk_passes(world: World) -> None:
    _stock(world, "A-02-1", 5000)
    policy(world, other_bin="passes", does="found")
    line = short(world)
    case = cases(world)["FUL-SHORT"]
    assert (case.status, case.decision) == ("decided", "found")
    now = world.claim()
    there = [(now["stops"][one["stop"]]["code"], one["demand_m"]) for one in now["lines"]
             if one["product"] == line["product"] and one["id"] != line["id"]]  # fmt: skip
    assert ("A-02-1", 2000) in there


def test_a_bin_with_too_little_for_nobody_is_no_other_bin(world: World) -> None:
    _stock(world, "A-02-1", 1000)
    policy(world, other_bin="passes", does="found")
    short(world)
    assert cases(world)["FUL-SHORT"].status == "open"


def _stock(world: World, code: str, quantity_m: int) -> None:
    """So much of the first product lies there, as Odoo had it."""

    def keep(uow: UnitOfWork) -> None:
        row = BinStock(1, int(code[2:4]), None, None, None, quantity_m, 0)
        uow.stock.keep([int(code[2:4])], [row])

    world.store.write(keep)


def test_few_goods_are_shared_out_so_that_most_orders_are_complete(world: World, other: int, sam: Person) -> None:
    """One is left there; order 2 wants two of it and order 3 one."""
    short(world, "RC-PART", found_m=1000)
    case = cases(world)["INV-BIN"]
    world.store.write(lambda uow: answer(Decide(case.id, "share", sam), uow))
    steps = world.store.read(lambda views: views.case_steps([case.id]))
    assert (steps[-1].facts["served"], steps[-1].facts["without"]) == (["S00003"], ["S00002"])
    shorts = [row for row in world.store.read(lambda views: views.open_cases(world.w)) if row.type == "FUL-SHORT"]
    assert sorted(row.facts["order"] for row in shorts) == ["S00001", "S00002"]
    with pytest.raises(Refused, match=r"answer\.nothing_to_share"):
        world.store.write(lambda uow: answer(Decide(case.id, "share", sam), uow))


def test_nothing_is_shared_out_where_nothing_is_left(world: World, other: int, sam: Person) -> None:
    short(world)
    case = cases(world)["INV-BIN"]
    with pytest.raises(Refused, match=r"answer\.nothing_to_share"):
        world.store.write(lambda uow: answer(Decide(case.id, "share", sam), uow))


@pytest.fixture
def richer(world: World) -> int:
    """A wave of Cy's that is to fetch three of the first goods in another bin than Ana."""

    def add(uow: UnitOfWork) -> int:
        moves = (OdooMoveLine(41, 1, 10, None, 3000), OdooMoveLine(42, 2, 2, None, 1000))
        rich = replace(transfer(4), lines=moves)
        uow.catalogue.keep_transfers(world.w, [rich])
        return release_waves(world.w, 12, 30, {"DHL": CUTOFF}, uow)[0]

    return world.store.write(add)


def give(world: World, by: Person, reason: str = "OL-TRUCK", place: str | None = None) -> bool:
    case = cases(world)["FUL-SHORT"]
    offered = world.store.read(lambda views: views.bins.reserved(int(case.key.rpartition("|")[2])))
    line = place if place is not None else str(offered[0].line)
    return world.store.write(lambda uow: answer(Decide(case.id, "give", by, line, reason), uow))


def test_goods_reserved_for_one_order_are_given_to_another_which_then_does_without(
    world: World, richer: int, sam: Person
) -> None:
    line = short(world)
    with pytest.raises(Refused, match=r"override\.reason"):
        give(world, sam, "")
    assert give(world, sam)
    shorts = {row.facts["order"]: row for row in world.store.read(lambda views: views.open_cases(world.w))
              if row.type == "FUL-SHORT"}  # fmt: skip
    assert (shorts["S00001"].decision, shorts["S00004"].status) == ("found", "open")
    assert shorts["S00004"].facts["missing_m"] == 2000
    mine, theirs = world.claim(), sheet(world, richer, world.cy)
    at = {
        (mine["stops"][one["stop"]]["code"], one["demand_m"])
        for one in mine["lines"]
        if one["product"] == line["product"]
    }
    assert ("A-10-1", 2000) in at
    (left,) = [one for one in theirs["lines"] if theirs["stops"][one["stop"]]["code"] == "A-10-1"]
    assert (left["demand_m"], left["short_m"]) == (3000, 2000), "one of the three is still theirs to fetch"
    steps = world.store.read(lambda views: views.case_steps([row.id for row in shorts.values()]))
    told = {(step.case, step.kind) for step in steps}
    assert {(shorts["S00001"].id, "given"), (shorts["S00004"].id, "given_away")} <= told
    assert [one.code for one in world.store.read(lambda views: views.overrides.lately(world.w, 5))] == ["OV-ALLOC"]


def test_goods_that_the_other_picker_has_begun_are_nobody_elses(world: World, richer: int, sam: Person) -> None:
    short(world)
    line = next(one for one in sheet(world, richer, world.cy)["lines"] if one["demand_m"] == 3000)
    body = {"wave": richer, "device": world.second, "person": world.cy.id, "session": world.sessions[world.cy.id]}
    place = world.store.read(lambda views: views.bins.reserved(int(cases(world)["FUL-SHORT"].key.rpartition("|")[2])))
    pick = world.pick(line, 1000, **body)
    pick["body"]["location"] = 3
    assert world.verdicts(pick, device=world.second) == ["accepted"]
    with pytest.raises(Refused, match=r"answer\.not_reserved"):
        give(world, sam, place=str(place[0].line))
    assert world.store.read(lambda views: views.overrides.lately(world.w, 5)) == []


def _hall(world: World, person: Person) -> None:
    """One aisle, bay after bay a metre apart; bay 10 is eight metres beyond bay 2."""
    world.store.write(
        lambda uow: save_layout({"patterns": "{aisle:A}-{bay:99}-{level:9}", "cell_mm": "1"}, person, uow)
    )


def test_with_a_map_the_bin_with_the_least_extra_walk_is_offered_and_the_policy_counts_its_metres(
    world: World, sam: Person
) -> None:
    _hall(world, sam)

    def keep(uow: UnitOfWork) -> None:
        uow.stock.keep(
            [2, 10], [BinStock(1, 2, None, None, None, 9000, 0), BinStock(1, 10, None, None, None, 90000, 0)]
        )

    world.store.write(keep)
    line = world.claim()["lines"][0]["id"]
    near, far = world.store.write(lambda uow: uow.bins.elsewhere(line))[:2]
    assert [(one.code, one.extra_mm) for one in (near, far)] == [("A-02-1", 0), ("A-10-1", 16_000)]
    short(world)
    case = cases(world)["FUL-SHORT"]
    bins = world.store.read(lambda views: views.other_bins([case.id]))[case.id]
    assert [(row.code, row.extra_mm, row.free_m) for row in bins] == [("A-02-1", 0, 9000), ("A-10-1", 16_000, 90_000)]


@pytest.mark.parametrize(("metres", "decided"), [(15, "open"), (16, "decided")])
def test_so_many_metres_are_still_on_the_way(world: World, sam: Person, metres: int, decided: str) -> None:
    _hall(world, sam)
    _stock(world, "A-10-1", 9000)
    policy(world, other_bin="passes", metres=metres, does="found")
    short(world)
    assert cases(world)["FUL-SHORT"].status == decided
    if decided == "decided":
        now = world.claim()
        stops = [now["stops"][one["stop"]]["code"] for one in now["lines"] if one["demand_m"] > one["picked_m"]]
        assert stops == ["A-02-1", "A-10-1", "A-01-1"], "put in where the picker comes by; what was denied is last"


def test_a_note_and_a_lot_that_are_told_behind_a_short_stand_in_its_history(world: World) -> None:
    line = world.claim()["lines"][0]
    told = world.short(line, line["demand_m"])
    assert world.verdicts(told) == ["accepted"]
    said = {"event": told["id"], "lot_name": None, "note": None, "says": None}
    more = [
        world.event("short_more", said | {"says": "NT-HIGH", "note": "a pallet in front"}, wave=None),
        world.event("short_more", said | {"lot_name": "LOT-7"}, wave=None),
    ]
    assert world.verdicts(*more, *more) == ["accepted", "accepted", "duplicate", "duplicate"]
    case = cases(world)["FUL-SHORT"]
    steps = world.store.read(lambda views: views.case_steps([case.id]))
    assert [(step.kind, step.facts["says"], step.facts["words"]) for step in steps[-2:]] == [
        ("short_note", "NT-HIGH", "a pallet in front"),
        ("short_lot", "", "LOT-7"),
    ]
    wrong: list[dict[str, Any]] = [{"says": "NT-ELSE"}, {"event": "x"}, {"event": "f" * 32}, {"note": 7}]
    assert world.verdicts(*(world.event("short_more", said | one, wave=None) for one in wrong)) == ["invalid"] * 4
