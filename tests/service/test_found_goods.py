"""Goods that fit nothing: a number and a case of their own, once; matched later to a return, and its case ends."""

from __future__ import annotations

from typing import Any

import pytest

from tests.service.test_judging_returns import here
from tests.service.test_returns import authorised, card_of, keep, received
from tests.service.world import World
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.numbers import is_right
from warehouse_app.service.found_goods import match_found
from warehouse_app.service.ports.found_goods import FoundRow
from warehouse_app.service.shipped_rules import ship_rules


def found(world: World, **changes: Any) -> dict[str, Any]:
    body = {"what": "no_papers", "return": None, "code": "4006381333931", "qty_m": 1000} | changes
    return world.event("return_found", body, wave=None, epoch=0)


def rows(world: World) -> list[FoundRow]:
    return world.store.read(lambda views: views.returns.found.listed(world.w, 50))


def match(world: World, entry: int, number: str) -> str:
    return world.store.write(lambda uow: match_found(world.w, entry, number, uow))


def test_goods_without_papers_have_a_number_and_a_case_once(world: World) -> None:
    event = found(world)
    assert world.verdicts(event, event) == ["accepted", "duplicate"]
    (row,) = rows(world)
    assert row.number.startswith("U-00001-")
    assert is_right(row.number)
    assert (row.what, row.code, row.worker, row.matched) == ("no_papers", "4006381333931", "Ana", None)
    assert row.goods is not None
    assert world.cases() == ["RET-UNKNOWN"]


@pytest.mark.parametrize("what", ["unexpected", "too_many", "empty"])
def test_what_is_wrong_with_a_known_return_is_a_deviation(world: World, what: str) -> None:
    back = here(world)
    qty_m = 0 if what == "empty" else 1000
    assert world.verdicts(found(world, what=what, qty_m=qty_m, **{"return": back.id})) == ["accepted"]
    assert [(row.what, row.back) for row in rows(world)] == [(what, back.number)]
    assert world.cases() == ["RET-DEVIATION"]


def test_each_find_is_a_case_of_its_own(world: World) -> None:
    world.send(found(world), found(world, code=None))
    assert world.cases() == ["RET-UNKNOWN", "RET-UNKNOWN"]


def test_what_it_belongs_to_is_said_once_and_its_case_ends(world: World) -> None:
    back = here(world)
    world.send(found(world))
    (row,) = rows(world)
    with pytest.raises(Refused):
        match(world, row.id, "R-99999-X")
    assert match(world, row.id, back.number.lower()) == row.number
    assert [(one.matched, world.cases()) for one in rows(world)] == [(back.number, [])]
    with pytest.raises(Refused) as refused:
        match(world, row.id, back.number)
    assert refused.value.key == "returns.found_over"


@pytest.mark.parametrize(
    "changes",
    [{"what": "odd"}, {"what": "too_many"}, {"qty_m": 0}, {"code": "x" * 65}, {"code": "a\nb"}, {"return": "x"}],
)
def test_a_malformed_find_is_kept_and_counts_for_nothing(world: World, changes: dict[str, Any]) -> None:
    assert [one["key"] for one in world.send(found(world, **changes))] == ["fact.malformed"]


def test_a_find_of_no_known_return_is_invalid(world: World) -> None:
    assert [one["key"] for one in world.send(found(world, **{"return": 999}))] == ["return.unknown"]


def test_what_did_not_come_is_a_case(world: World) -> None:
    world.store.write(ship_rules)
    event = authorised(world, keep(world), (0, 2000))
    world.send(event)
    assert world.verdicts(received(world, card_of(world, event), 1000)) == ["accepted"]
    (case,) = world.store.read(lambda views: views.open_cases(world.w))
    assert (case.type, case.facts["why"]) == ("RET-DEVIATION", "return.missing")
