"""A wave whose goods or places ask for a skill is offered to, and taken by, who has it, or who it was given to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.service.world import NOW, World
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.sheet import PickingRules
from warehouse_app.service.claim_wave import claim_wave
from warehouse_app.service.released_waves import give
from warehouse_app.service.shipped_rules import ship_rules
from warehouse_app.service.skills import offered_to


def ask(world: World, code: str, **body: Any) -> None:
    def said(uow: Any) -> None:
        ship_rules(uow)
        rule = uow.releasing.rules("skill", world.w)[code]
        uow.rulebook.save(world.w, "skill", code, {**rule, "on": True, **body}, world.ana.id, "a test")

    world.store.write(said)


def offered(world: World, skills: frozenset[str] = frozenset()) -> list[int]:
    ana = replace(world.ana, skills=skills)
    return [row.id for row in world.store.read(lambda views: offered_to(ana, world.w, views))]


@pytest.mark.parametrize(
    ("code", "body"),
    [("forklift", {"places": "Z-, A-0"}), ("ladder", {"level": 1}), ("hazmat", {"products": "hand soap 1"})],
)
def test_a_wave_is_offered_only_to_who_has_the_skill_its_lines_ask_for(
    world: World, code: str, body: dict[str, Any]
) -> None:
    assert offered(world) == [world.wave], "no rule asks for anything as delivered"
    ask(world, code, **body)
    assert offered(world) == []
    assert offered(world, frozenset({code})) == [world.wave]


def test_what_a_rule_does_not_name_asks_for_nothing(world: World) -> None:
    ask(world, "ladder", level=2)
    ask(world, "forklift")
    ask(world, "heavy", grams=99_999)
    assert offered(world) == [world.wave]


def test_who_lacks_the_skill_takes_it_only_when_it_was_given_to_them(world: World) -> None:
    ask(world, "ladder", level=1)
    with pytest.raises(Refused) as refused:
        world.claim()
    assert refused.value.key == "wave.skill"
    world.store.write(lambda uow: give(world.wave, world.ana.id, world.w, world.cy.id, uow))
    assert offered(world) == [world.wave]
    assert world.claim()["wave"] == world.wave


def test_who_has_it_walks_it_and_is_seen_on_shift_with_the_next_place(world: World) -> None:
    ask(world, "ladder", level=1)
    ana = replace(world.ana, skills=frozenset({"ladder"}))
    world.store.write(lambda uow: uow.people.save(ana))
    sheet = world.store.write(lambda uow: claim_wave(world.wave, world.first, ana, PickingRules(), uow))
    world.places = {line["id"]: sheet["stops"][line["stop"]]["location"] for line in sheet["lines"]}
    here = {one.name: one for one in world.store.read(lambda views: views.board.on_shift(world.w, NOW))}
    assert (here["Ana"].device, here["Ana"].roles) == ("Handheld 1", ("picker",))
    assert here["Ana"].skills == frozenset({"ladder"})
    assert (here["Ana"].done, here["Ana"].lines, here["Ana"].place) == (0, 3, "A-01-1")
    assert (here["Cy"].wave, here["Cy"].device) == ("", "Handheld 2")
    at_once = [line for line in sheet["lines"] if line["stop"] == 0]
    world.send(*(world.pick(line, line["demand_m"]) for line in at_once))
    (now,) = (one for one in world.store.read(lambda views: views.board.on_shift(world.w, NOW)) if one.name == "Ana")
    assert (now.done, now.place) == (len(at_once), "A-02-1")
    later = NOW + 24 * 3_600_000
    assert world.store.read(lambda views: views.board.on_shift(world.w, later)) == []
