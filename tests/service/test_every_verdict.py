"""Each answer the intake can give to a fact of a walk, by its key: what led to it, and that nothing was counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.service.world import World

Made = Callable[[World, dict[str, Any]], list[dict[str, Any]]]


def _elsewhere(world: World, line: dict[str, Any]) -> list[dict[str, Any]]:
    pick = world.pick(line, 1000)
    return [pick | {"body": pick["body"] | {"location": pick["body"]["location"] + 1000}}]


def _of_lot(world: World, line: dict[str, Any], lot: int) -> dict[str, Any]:
    pick = world.pick(line, 1000)
    return pick | {"body": pick["body"] | {"lot": lot}}


def _back(world: World, line: dict[str, Any]) -> list[dict[str, Any]]:
    refused = world.pick(line, line["demand_m"] + 1000)
    world.send(refused)
    return [world.undo(line, refused)]


CASES: dict[str, tuple[str, Made]] = {
    "wave.unknown": ("invalid", lambda world, line: [world.pick(line, 1000, wave=999)]),
    "line.unknown": ("invalid", lambda world, line: [world.pick(line | {"id": 999}, 1000)]),
    "event.unknown_kind": ("invalid", lambda world, line: [world.event("danced", {"line": line["id"]})]),
    "event.malformed": ("invalid", lambda world, line: [world.pick(line, 1000) | {"epoch": "first"}]),
    "fact.malformed": ("invalid", lambda world, line: [world.pick(line, -1000)]),
    "pick.over": ("conflict", lambda world, line: [world.pick(line, line["demand_m"] + 1000)]),
    "short.over": ("conflict", lambda world, line: [world.short(line, line["demand_m"] + 1000)]),
    "pick.other_place": ("conflict", _elsewhere),
    "undo.unknown": ("invalid", lambda world, line: [world.undo(line, {"id": "f" * 32})]),
    "undo.nothing_counted": ("accepted", _back),
    "walk.open_lines": ("conflict", lambda world, _line: [world.event("walked", {})]),
    "event.not_applied": ("conflict", lambda world, line: [_of_lot(world, line, 999)]),
    "pack.parcel_unknown": ("invalid", lambda world, _line: [world.event("loaded", {"parcel": "f" * 32}, wave=None)]),
    "pack.transfer_unknown": (
        "invalid",
        lambda world, _line: [world.event("packed", {"transfer": 999}, wave=None)],
    ),
}


@pytest.mark.parametrize("key", CASES)
def test_what_cannot_count_is_answered_by_its_key_and_counts_for_nothing(world: World, key: str) -> None:
    verdict, made = CASES[key]
    before = world.claim()["lines"]
    answers = world.send(*made(world, before[0]))
    assert [(answer["verdict"], answer.get("key")) for answer in answers] == [(verdict, key)]
    assert [(line["picked_m"], line["short_m"]) for line in world.lines()] == [(0, 0)] * len(before)
