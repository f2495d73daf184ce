"""A helper comes: what nobody has begun becomes a second wave."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.service.world import World
from warehouse_app.domain.errors import Refused
from warehouse_app.service.split_wave import ask_helper, split


def helped(world: World) -> dict[str, Any]:
    return world.store.write(lambda uow: split(world.wave, world.w, world.cy.id, uow))


def test_orders_nobody_has_begun_become_a_second_wave_with_their_totes(world: World) -> None:
    before = world.claim()
    world.send(world.pick(before["lines"][0], 1000))
    new = helped(world)
    assert (new["number"], len(new["totes"])) == ("W-0002", 1)
    mine = world.claim()
    assert (mine["epoch"], mine["sheet"]) == (2, 2)
    assert {line["slot"] for line in mine["lines"]} == {before["lines"][0]["slot"]}
    theirs = replace(world, wave=new["wave"]).claim(world.second, world.cy)
    assert [tote["code"] for tote in theirs["totes"]] == new["totes"]
    assert [(one["tote"], one["rows"]) for one in theirs["check"]] == [(new["totes"][0], [])]
    assert [stop["code"] for stop in theirs["stops"]] == ["A-01-1"]
    assert (theirs["epoch"], theirs["number"]) == (3, "W-0002")


def test_what_the_first_handheld_did_of_moved_lines_counts_until_the_helper_was_there(world: World) -> None:
    before = world.claim()
    moved = next(line for line in before["lines"] if line["slot"] == 2)
    late, later = world.pick(moved, 1000), world.pick(moved, 1000)
    new = helped(world)
    assert world.verdicts(late) == ["accepted"]
    other = replace(world, wave=new["wave"])
    sheet = other.claim(world.second, world.cy)
    body = {"tote": moved["tote"], "slot": sheet["totes"][0]["slot"]}
    other.send(other.event("checked", body, epoch=3, device=world.second), device=world.second)
    assert world.send(later)[0]["key"] == "check.differs"
    assert other.lines()[0]["picked_m"] == 1000


def test_the_walk_ends_under_the_older_epoch_when_the_handheld_still_holds_it(world: World) -> None:
    before = world.claim()
    first = [line for line in before["lines"] if line["slot"] == 1]
    world.send(*[world.pick(line, line["demand_m"]) for line in first])
    helped(world)
    assert world.verdicts(world.event("walked", {})) == ["accepted"]


def test_there_is_nothing_to_split_where_all_is_begun_and_only_who_holds_it_asks(world: World) -> None:
    lines = world.claim()["lines"]
    with pytest.raises(Refused, match=r"wave\.not_here"):
        world.store.write(lambda uow: ask_helper(world.wave, world.second, world.cy, uow))
    world.send(*[world.pick(line, 1000) for line in lines])
    with pytest.raises(Refused, match=r"split\.nothing"):
        world.store.write(lambda uow: ask_helper(world.wave, world.first, world.ana, uow))
