"""The returns desk: what may come back, by what Odoo said and by what we authorised since; received once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.service.world import NOW, World
from warehouse_app.domain.numbers import is_right
from warehouse_app.service.ports.odoo import Shipped, ShippedLine
from warehouse_app.service.ports.returns import DeliveryCard, ReturnCard
from warehouse_app.service.shipped_rules import ship_rules

SENT = Shipped(
    91, "WH/OUT/00091", "S00091", 91, NOW - 86_400_000, ("Main", "Dock 3"),
    (ShippedLine(501, 1, None, 3000, 1000), ShippedLine(502, 2, None, 1000, 0)),
)  # fmt: skip


def keep(world: World, *rows: Shipped, seen_at: int = NOW) -> DeliveryCard:
    """What Odoo told; the first delivery as the desk shows it."""
    ids = world.store.write(lambda uow: uow.returns.keep_shipped(world.w, rows or (SENT,), seen_at))
    return world.store.read(lambda views: views.returns.deliveries(list(ids.values())))[0]


def left(world: World, card: DeliveryCard) -> list[int]:
    (now,) = world.store.read(lambda views: views.returns.deliveries([card.id]))
    return [line.qty_m for line in now.lines]


def authorised(world: World, card: DeliveryCard, *rows: tuple[int, int], **changes: Any) -> dict[str, Any]:
    """(number of the line, thousandths) come back."""
    lines = [{"line": card.lines[at].id, "qty_m": qty_m, "reason": "CR-WRONG"} for at, qty_m in rows]
    return world.event("return_authorised", {"shipped": card.id, "lines": lines}, wave=None, epoch=0) | changes


def received(world: World, back: ReturnCard, *quantities: int, **changes: Any) -> dict[str, Any]:
    lines = [{"line": line.id, "qty_m": qty_m} for line, qty_m in zip(back.lines, quantities, strict=True)]
    return world.event("return_received", {"return": back.id, "lines": lines}, wave=None, epoch=0) | changes


def card_of(world: World, event: dict[str, Any]) -> ReturnCard:
    found = world.store.read(lambda views: views.returns.card(world.w, event=event["id"]))
    assert found is not None
    return found


def told(world: World) -> list[tuple[str, str]]:
    """What Odoo is to hear of returns."""
    jobs = world.store.write(lambda uow: uow.outbox.due(world.w, 50, 50))
    return [(job.kind, job.body["what"]) for job in jobs if job.subject.startswith("return:")]


def test_an_authorised_return_has_a_number_its_lines_and_something_to_tell_odoo(world: World) -> None:
    card = keep(world)
    event = authorised(world, card, (0, 2000), (1, 1000))
    assert world.verdicts(event) == ["accepted"]
    back = card_of(world, event)
    assert back.number.startswith("R-00001-")
    assert is_right(back.number)
    assert [(line.of_m, line.reason) for line in back.lines] == [(2000, "CR-WRONG"), (1000, "CR-WRONG")]
    assert (back.order, back.delivery, back.worker, back.state) == ("S00091", "WH/OUT/00091", "Ana", "authorised")
    assert told(world) == [("create", "return")]


def test_the_same_fact_again_is_the_same_return(world: World) -> None:
    event = authorised(world, keep(world), (0, 1000))
    assert world.verdicts(event, event) == ["accepted", "duplicate"]
    assert world.store.read(lambda views: views.count("return")) == 1


def test_never_more_comes_back_than_was_sent_less_what_came_back(world: World) -> None:
    card = keep(world)
    assert left(world, card) == [2000, 1000]
    assert world.send(authorised(world, card, (0, 3000)))[0]["key"] == "return.over"
    assert world.verdicts(authorised(world, card, (0, 1500))) == ["accepted"]
    assert left(world, card) == [500, 1000]
    assert world.verdicts(authorised(world, card, (0, 1000))) == ["conflict"]
    assert world.cases() == ["RET-DEVIATION"]
    assert world.store.read(lambda views: views.count("return")) == 1


def test_ours_count_until_odoo_s_own_figures_hold_them(world: World) -> None:
    card = keep(world)
    event = authorised(world, card, (0, 1000))
    world.send(event)
    back = card_of(world, event)
    keep(world, seen_at=NOW + 1)
    assert left(world, card) == [1000, 1000]
    world.store.write(lambda uow: uow.returns.made(back.id, 77, "WH/IN/00077"))
    keep(world, _with_returned(2000), seen_at=NOW)  # asked before the receipt was known: it may not be in there
    assert left(world, card)[0] == 0
    keep(world, _with_returned(2000), seen_at=NOW + 1)
    assert left(world, card) == [1000, 1000]


def _with_returned(returned_m: int) -> Shipped:
    first, second = SENT.lines
    return replace(SENT, lines=(replace(first, returned_m=returned_m), second))


def test_received_goods_are_told_once_and_counted_as_the_desk_did(world: World) -> None:
    event = authorised(world, keep(world), (0, 2000), (1, 1000))
    world.send(event)
    back = card_of(world, event)
    assert world.verdicts(received(world, back, 1000, 0)) == ["accepted"]
    now = card_of(world, event)
    assert (now.state, [line.qty_m for line in now.lines]) == ("received", [1000, 0])
    again = world.send(received(world, back, 1000, 0))
    assert (again[0]["verdict"], again[0]["key"]) == ("conflict", "return.already")
    assert world.cases() == ["RET-DEVIATION"]


@pytest.mark.parametrize(
    ("quantities", "key", "verdict"),
    [((3000, 0), "return.over", "conflict"), ((0, 0), "return.nothing", "invalid")],
)
def test_what_cannot_have_arrived_is_not_received(
    world: World, quantities: tuple[int, ...], key: str, verdict: str
) -> None:
    event = authorised(world, keep(world), (0, 2000), (1, 1000))
    world.send(event)
    (answer,) = world.send(received(world, card_of(world, event), *quantities))
    assert (answer["verdict"], answer["key"]) == (verdict, key)
    assert card_of(world, event).state == "authorised"


def test_a_fact_about_nothing_known_counts_for_nothing(world: World) -> None:
    card = keep(world)
    unknown = authorised(world, replace(card, id=999), (0, 1000))
    other_line = authorised(world, card, (0, 1000), body={"shipped": card.id, "lines": [
        {"line": 999, "qty_m": 1000, "reason": "CR-SIZE"}]})  # fmt: skip
    nowhere = world.event("return_received", {"return": 999, "lines": [{"line": 1, "qty_m": 1}]}, wave=None, epoch=0)
    answers = world.send(unknown, other_line, nowhere)
    assert [one["key"] for one in answers] == ["return.unknown", "return.unknown_line", "return.unknown"]
    assert {one["verdict"] for one in answers} == {"invalid"}


@pytest.mark.parametrize(
    "lines",
    [[], "x", [{"line": 1, "qty_m": 0, "reason": "A"}], [{"line": 1, "qty_m": 1000}], [7],
     [{"line": 1, "qty_m": 1000, "reason": "A"}, {"line": 1, "qty_m": 1000, "reason": "B"}]],
)  # fmt: skip
def test_a_malformed_return_is_kept_and_counts_for_nothing(world: World, lines: object) -> None:
    event = world.event("return_authorised", {"shipped": 1, "lines": lines}, wave=None, epoch=0)
    assert world.send(event)[0]["key"] == "fact.malformed"


def test_a_number_leads_to_the_order_of_a_transfer_known_here(world: World) -> None:
    def order_of(text: str) -> object:
        return world.store.read(lambda views: views.returns.order_of(world.w, text))

    assert order_of("WH/OUT/00001") == ("S00001", 1)
    assert order_of("S00001") == ("S00001", None)
    assert order_of("S99999") is None


def test_the_list_shows_those_still_awaited_first(world: World) -> None:
    card = keep(world)
    first, second = authorised(world, card, (0, 1000)), authorised(world, card, (1, 1000))
    world.send(first, second)
    world.send(received(world, card_of(world, second), 1000))
    rows = world.store.read(lambda views: views.returns.listed(world.w, 10))
    assert [(row.state, row.pieces_m, row.reasons) for row in rows] == [
        ("authorised", 1000, ("CR-WRONG",)), ("received", 1000, ("CR-WRONG",)),
    ]  # fmt: skip


def test_there_are_ten_reasons_in_the_order_of_the_screen(world: World) -> None:
    world.store.write(ship_rules)
    reasons = world.store.read(lambda views: views.returns.reasons(world.w))
    assert [code for code, _ in reasons][:3] == ["CR-SIZE", "CR-LIKE", "CR-MIND"]
    assert len(reasons) == 10
