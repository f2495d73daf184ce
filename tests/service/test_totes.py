"""A tote is full: a further one for the same order, and what the server makes of it."""

from __future__ import annotations

from typing import Any

from tests.service.world import World
from warehouse_app.domain.sheet import PickingRules
from warehouse_app.service.claim_wave import claim_wave


def full(world: World, line: dict[str, Any], tote: str, **changes: Any) -> dict[str, Any]:
    return world.event("tote", {"line": line["id"], "slot": line["slot"], "tote": tote}, **changes)


def sheet(world: World) -> dict[str, Any]:
    return world.store.write(lambda uow: claim_wave(world.wave, world.first, world.ana, PickingRules(), uow))


def states(world: World) -> dict[str, str]:
    return {row.code: row.state for row in world.store.read(lambda views: views.totes(world.w))}


def test_a_free_tote_becomes_a_further_one_and_the_sheet_names_both(world: World) -> None:
    before = world.claim()
    line = before["lines"][0]
    assert before["free"] == [["T-0003", "T-0005"]]
    assert world.verdicts(full(world, line, "T-0004"), world.pick(line | {"tote": "T-0004"}, 1000)) == ["accepted"] * 2
    after = sheet(world)
    slot = [tote["code"] for tote in after["totes"] if tote["slot"] == line["slot"]]
    assert slot == [line["tote"], "T-0004"]
    assert after["lines"][0]["tote"] == "T-0004"
    assert len(after["lines"]) == len(before["lines"])
    assert after["free"] == [["T-0003"], ["T-0005"]]
    assert after["codes"]["T-0004"] == {"what": "tote", "tote": "T-0004"}


def test_a_tote_of_another_order_or_of_nobody_is_a_conflict_with_a_case(world: World) -> None:
    one, two = world.claim()["lines"][:2]
    answers = world.send(full(world, one, two["tote"]), full(world, one, "T-9999"))
    assert [answer["key"] for answer in answers] == ["tote.taken", "tote.unknown"]
    assert world.cases() == ["FUL-SCAN"]


def test_a_tote_that_is_there_already_changes_nothing(world: World) -> None:
    line = world.claim()["lines"][0]
    assert world.verdicts(full(world, line, "T-0004"), full(world, line, "T-0004")) == ["accepted", "accepted"]
    assert len(sheet(world)["totes"]) == 3


def test_a_new_tote_taken_back_is_free_again_but_not_with_goods_in_it(world: World) -> None:
    line = world.claim()["lines"][0]
    tote, pick = full(world, line, "T-0004"), world.pick(line | {"tote": "T-0004"}, 1000)
    assert world.verdicts(tote, pick, world.undo(line, tote)) == ["accepted", "accepted", "conflict"]
    assert states(world)["T-0004"] == "used"
    assert world.verdicts(world.undo(line, pick), world.undo(line, tote)) == ["accepted", "accepted"]
    assert states(world)["T-0004"] == "free"


def test_at_the_end_all_totes_of_an_order_are_free_again(world: World) -> None:
    lines = world.claim()["lines"]
    world.send(full(world, lines[0], "T-0004"), *[world.pick(line, line["demand_m"]) for line in lines])
    world.send(world.event("walked", {}))
    world.store.write(lambda uow: uow.packing.empty_totes(_transfer(world, lines[0])))
    assert states(world)["T-0004"] == states(world)[lines[0]["tote"]] == "free"


def _transfer(world: World, line: dict[str, Any]) -> int:
    facts = world.store.read(lambda views: views.sheet_facts(world.wave))
    assert facts is not None
    return next(one.transfer for one in facts.lines if one.id == line["id"])
