"""Goods that came back are judged: by the rules of the shop, never more than came, each judgement once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.service.test_returns import SENT, authorised, card_of, keep, received
from tests.service.world import World
from warehouse_app.service.judging_desk import judging_card
from warehouse_app.service.ports.judged import JudgedRow
from warehouse_app.service.ports.odoo import OdooLot
from warehouse_app.service.ports.returns import ReturnCard
from warehouse_app.service.shipped_rules import ship_rules

LANE = {"place": 77, "name": "WH/Stock/LANE"}


@pytest.fixture
def back(world: World) -> ReturnCard:
    """Two of the first goods and one of the second are here."""
    return here(world)


def here(world: World) -> ReturnCard:
    world.store.write(ship_rules)
    event = authorised(world, keep(world), (0, 2000), (1, 1000))
    world.send(event)
    world.send(received(world, card_of(world, event), 2000, 1000))
    return card_of(world, event)


def judged(world: World, back: ReturnCard, at: int = 0, **changes: Any) -> dict[str, Any]:
    body = {"return": back.id, "line": back.lines[at].id, "qty_m": 1000, "grade": "B", "disposition": "refurbish",
            "place": None, "lot": None, "checks": {"JQ-1": True}} | changes  # fmt: skip
    return world.event("return_judged", body, wave=None, epoch=0)


def rows(world: World, back: ReturnCard) -> list[JudgedRow]:
    return world.store.read(lambda views: views.returns.judged.of_return(back.id))


def bind(world: World, code: str, body: dict[str, Any]) -> None:
    world.store.write(lambda uow: uow.rulebook.save(world.w, "disposition", code, body, world.ana.id, "test"))


def told(world: World) -> list[str]:
    jobs = world.store.write(lambda uow: uow.outbox.due(world.w, 50, 50))
    return [job.subject for job in jobs if job.subject.startswith("judged:")]


def test_what_was_judged_is_kept_and_told_once(world: World, back: ReturnCard) -> None:
    bind(world, "refurbish", {"place": 55, "name": "WH/Repair"})
    event = judged(world, back)
    assert world.verdicts(event, event) == ["accepted", "duplicate"]
    (row,) = rows(world, back)
    assert (row.grade, row.disposition, row.place, row.qty_m, row.worker) == (
        "B",
        "refurbish",
        "WH/Repair",
        1000,
        "Ana",
    )
    assert row.is_told is False
    assert world.store.read(lambda views: views.count("judged")) == 1


def test_never_more_is_judged_than_came(world: World, back: ReturnCard) -> None:
    assert world.verdicts(judged(world, back, qty_m=2000)) == ["accepted"]
    assert [one["key"] for one in world.send(judged(world, back))] == ["return.judged_over"]
    assert world.cases() == ["RET-DEVIATION"]
    assert len(rows(world, back)) == 1


def test_what_did_not_come_is_not_judged(world: World) -> None:
    event = authorised(world, keep(world), (0, 2000))
    world.send(event)
    assert [one["key"] for one in world.send(judged(world, card_of(world, event)))] == ["return.judged_over"]


def test_a_return_is_judged_when_all_that_came_is(world: World, back: ReturnCard) -> None:
    def state() -> str:
        found = world.store.read(lambda views: views.returns.card(world.w, number=back.number))
        assert found is not None
        return found.state

    world.send(judged(world, back, qty_m=2000))
    assert state() == "received"
    world.send(judged(world, back, 1, disposition="scrap", grade="D"))
    assert state() == "judged"


def test_back_on_the_shelf_needs_a_bin_of_ours(world: World, back: ReturnCard) -> None:
    for place in (None, "NOWHERE"):
        answers = world.send(judged(world, back, grade="A", disposition="restock", place=place))
        assert [(one["verdict"], one["key"]) for one in answers] == [("invalid", "return.no_bin")]
    assert world.verdicts(judged(world, back, grade="A", disposition="restock", place="A-02-1")) == ["accepted"]
    assert [row.place for row in rows(world, back)] == ["A-02-1"]


def test_another_lot_than_was_sold_counts_for_nothing_and_is_a_case(world: World) -> None:
    world.store.write(lambda uow: uow.catalogue.keep_lots([OdooLot(9, 1, "L-1", None)]))
    first, second = SENT.lines
    card = keep(world, replace(SENT, lines=(replace(first, lot=9), second)))
    event = authorised(world, card, (0, 1000))
    world.send(event)
    world.send(received(world, card_of(world, event), 1000))
    back = card_of(world, event)
    assert [one["key"] for one in world.send(judged(world, back, lot="L-OTHER"))] == ["return.wrong_lot"]
    assert world.cases() == ["RET-DEVIATION"]
    assert world.verdicts(judged(world, back, lot="l-1")) == ["accepted"]


@pytest.mark.parametrize(
    "changes",
    [{"grade": "E"}, {"disposition": "lane"}, {"disposition": "eat"}, {"qty_m": 0}, {"checks": {"X": True}},
     {"checks": {"JQ-1": 1}}, {"lot": "a\nb"}, {"place": "x" * 65}, {"return": None}],
)  # fmt: skip
def test_a_malformed_judgement_is_kept_and_counts_for_nothing(
    world: World, back: ReturnCard, changes: dict[str, Any]
) -> None:
    assert [one["key"] for one in world.send(judged(world, back, **changes))] == ["fact.malformed"]


def test_a_judgement_of_nothing_known_is_invalid(world: World, back: ReturnCard) -> None:
    answers = world.send(judged(world, back, **{"return": 999}), judged(world, back, line=999))
    assert [one["key"] for one in answers] == ["return.unknown", "return.unknown_line"]


def test_the_desk_gets_the_rules_compiled_for_each_line(world: World, back: ReturnCard) -> None:
    world.send(judged(world, back))
    shown = world.store.read(lambda views: judging_card(views, world.w, back))
    first = shown["lines"][0]
    assert first["judge"]["grades"] == {"A": "restock", "B": "refurbish", "C": "refurbish", "D": "scrap"}
    assert [one["code"] for one in first["judge"]["ask"]] == ["JQ-1", "JQ-2", "JQ-3"]
    assert (first["judged_m"], len(shown["judged"])) == (1000, 1)
    assert {one["code"]: one["stays"] for one in shown["dispositions"]} == {
        "restock": False, "refurbish": True, "quarantine": True, "vendor": True, "scrap": False, "give_back": False,
    }  # fmt: skip


def waits(world: World, missing_m: int = 2000) -> int:
    """An order waits for so many of the first goods; its transfer."""
    line = world.claim()["lines"][0]
    world.send(world.pick(line, line["demand_m"] - missing_m), world.short(line, missing_m))
    (case,) = [row for row in world.store.read(lambda views: views.open_cases(world.w)) if row.type == "FUL-SHORT"]
    world.store.write(lambda uow: uow.cases.decide(case.id, "decided", "wait", None, {}))
    return case.id


def test_goods_as_good_as_new_go_straight_to_the_order_that_waits(world: World, back: ReturnCard) -> None:
    bind(world, "lane", LANE)
    case = waits(world, 1000)
    world.send(judged(world, back, grade="A", disposition="restock", place="A-02-1"))
    world.send(judged(world, back, grade="A", disposition="restock", place="A-02-1"))  # promised: it lacks no more
    assert [(row.disposition, row.place, row.order) for row in rows(world, back)] == [
        ("lane", "WH/Stock/LANE", "S00001"), ("restock", "A-02-1", None),
    ]  # fmt: skip
    assert [step.kind for step in world.store.read(lambda views: views.case_steps([case]))][-1] == "return_straight"


@pytest.mark.parametrize("why", ["used", "no lane", "too many", "nobody waits"])
def test_else_they_go_where_they_would(world: World, back: ReturnCard, why: str) -> None:
    if why != "no lane":
        bind(world, "lane", LANE)
    if why != "nobody waits":
        waits(world, 1000)
    grade, qty_m = ("B" if why == "used" else "A"), (2000 if why == "too many" else 1000)
    world.send(judged(world, back, grade=grade, qty_m=qty_m, disposition="restock", place="A-02-1"))
    assert [row.disposition for row in rows(world, back)] == ["restock"]
