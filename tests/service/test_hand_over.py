"""A wave leaves the hands it is in: paused, given back, taken over; and what the silent device says later."""

from __future__ import annotations

from typing import Any

import pytest

from tests.service.world import World
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.sheet import PickingRules
from warehouse_app.service.hand_over import free, give_back, pause, take_over


def take(world: World) -> dict[str, Any]:
    """Ana goes on with her wave on handheld 2."""
    return world.store.write(lambda uow: take_over(world.wave, world.second, world.ana, PickingRules(), uow))


def found(world: World, line: dict[str, Any], qty_m: int, known_m: int) -> dict[str, Any]:
    body = {"line": line["id"], "tote": line["tote"], "qty_m": qty_m, "known_m": known_m,
            "location": world.places[line["id"]], "lot": None}  # fmt: skip
    return world.event("found", body, epoch=2, device=world.second)


def checked(world: World, line: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return world.event("checked", {"tote": line["tote"], "slot": line["slot"]}, epoch=2, device=world.second, **changes)


def picked(world: World, line: dict[str, Any]) -> int:
    return next(int(one["picked_m"]) for one in world.lines() if one["id"] == line["id"])


def test_a_paused_wave_stays_with_its_picker_and_frees_the_handheld(world: World) -> None:
    line = world.claim()["lines"][0]
    world.send(world.pick(line, 1000))
    world.store.write(lambda uow: pause(world.wave, world.first, world.ana, uow))
    with pytest.raises(Refused, match=r"wave\.taken"):
        world.claim(world.second, world.cy)
    sheet = world.claim(world.second, world.ana)
    assert (sheet["epoch"], sheet["check"], sheet["lines"][0]["picked_m"]) == (2, [], 1000)


def test_a_wave_given_back_untouched_is_anybodys_and_has_nothing_to_look_into(world: World) -> None:
    world.claim()
    world.store.write(lambda uow: give_back(world.wave, world.first, world.ana, uow))
    assert [row.id for row in world.store.read(lambda views: views.open_waves(world.w))] == [world.wave]
    sheet = world.claim(world.second, world.cy)
    assert (sheet["epoch"], sheet["check"]) == (2, [])


def test_a_wave_given_back_with_goods_in_it_begins_with_its_totes(world: World) -> None:
    line = world.claim()["lines"][0]
    world.send(world.pick(line, 1000))
    world.store.write(lambda uow: give_back(world.wave, world.first, world.ana, uow))
    sheet = world.claim(world.second, world.cy)
    assert [(one["tote"], one["rows"]) for one in sheet["check"]] == [
        (line["tote"], [{"line": line["id"], "qty_m": 1000}]),
        (sheet["totes"][1]["code"], []),
    ]


def test_only_who_holds_a_wave_puts_it_down(world: World) -> None:
    world.claim()
    with pytest.raises(Refused, match=r"wave\.not_here"):
        world.store.write(lambda uow: pause(world.wave, world.second, world.ana, uow))
    with pytest.raises(Refused, match=r"wave\.not_here"):
        world.store.write(lambda uow: pause(world.wave, world.first, world.cy, uow))


def test_my_wave_is_taken_over_from_my_other_handheld_and_nobody_elses_is(world: World) -> None:
    world.claim()
    with pytest.raises(Refused, match=r"wave\.taken"):
        world.store.write(lambda uow: take_over(world.wave, world.second, world.cy, PickingRules(), uow))
    sheet = take(world)
    assert (sheet["epoch"], len(sheet["check"])) == (2, 2)


def test_a_supervisor_gives_the_wave_of_a_silent_handheld_to_others(world: World) -> None:
    line = world.claim()["lines"][0]
    world.store.write(lambda uow: free(world.wave, world.w, world.cy.id, uow))
    assert world.verdicts(world.pick(line, 1000)) == ["accepted"]
    sheet = world.claim(world.second, world.cy)
    assert (sheet["epoch"], len(sheet["check"]), sheet["check"][0]["rows"][0]["qty_m"]) == (2, 2, 1000)


def test_a_tote_that_was_looked_into_is_not_asked_again(world: World) -> None:
    line = world.claim()["lines"][0]
    take(world)
    assert world.verdicts(checked(world, line), device=world.second) == ["accepted"]
    assert [one["tote"] for one in take(world)["check"]] == [t for t in ("T-0001", "T-0002") if t != line["tote"]]


def test_what_the_silent_device_had_put_in_agrees_with_what_was_found_and_counts_once(world: World) -> None:
    line = world.claim()["lines"][0]
    late = [world.pick(line, 1000) for _ in range(3)]
    world.send(late[0])
    take(world)
    assert world.verdicts(found(world, line, 2000, 1000), checked(world, line), device=world.second) == ["accepted"] * 2
    assert picked(world, line) == 2000
    answers = world.send(late[1], late[2])
    assert [(one["verdict"], one["key"]) for one in answers] == [
        ("accepted", "check.agrees"),
        ("conflict", "check.differs"),
    ]
    assert picked(world, line) == 2000
    assert world.cases() == ["FUL-SCAN"]


def test_what_came_in_before_the_tote_was_counted_is_not_counted_twice(world: World) -> None:
    line = world.claim()["lines"][0]
    late = world.pick(line, 1000)
    take(world)
    assert world.verdicts(late) == ["accepted"]
    world.send(found(world, line, 1000, 0), checked(world, line), device=world.second)
    assert picked(world, line) == 1000


def test_less_in_the_tote_reverses_picks_and_counts_what_is_left_of_one(world: World) -> None:
    line = world.claim()["lines"][0]
    first, second = world.pick(line, 1000), world.pick(line, 2000)
    world.send(first, second)
    take(world)
    world.send(found(world, line, 2000, 3000), checked(world, line), device=world.second)
    assert picked(world, line) == 2000
    assert world.store.write(lambda uow: dict(uow.totes.inside(_transfer(world, line), line["tote"]))) == {
        line["id"]: 2000
    }
    assert world.send(world.undo(line, second))[0]["key"] == "check.agrees"
    assert world.send(world.undo(line, first))[0]["key"] == "check.differs"
    assert picked(world, line) == 2000


def test_a_look_into_a_tote_says_nothing_once_the_wave_was_taken_over_again(world: World) -> None:
    line = world.claim()["lines"][0]
    take(world)
    world.store.write(lambda uow: take_over(world.wave, world.first, world.ana, PickingRules(), uow))
    assert world.send(checked(world, line), device=world.second)[0]["key"] == "check.old"


def _transfer(world: World, line: dict[str, Any]) -> int:
    facts = world.store.read(lambda views: views.sheet_facts(world.wave))
    assert facts is not None
    return next(one.transfer for one in facts.lines if one.id == line["id"])
