"""What may come back: the same rules at the bench and in the office, and what they refuse is never made in silence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.service.test_returns import SENT, authorised, card_of, keep, told
from tests.service.world import NOW, World
from tests.store.shop import under
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.return_rules import DAY_MS
from warehouse_app.domain.returning import ComingBack
from warehouse_app.service.approve import approve, refuse
from warehouse_app.service.authorise_return import Authorised, WantBack, authorise, turn_down
from warehouse_app.service.ports.odoo import Shipped
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.returns import DeliveryCard
from warehouse_app.service.shipped_rules import ship_rules
from warehouse_app.store import tables as t

LATE = replace(SENT, done_at=NOW - 31 * DAY_MS)
DEAR = replace(SENT, lines=tuple(replace(line, price=20_000) for line in SENT.lines))
EVENT = "a" * 32


class Office:
    """The office of a world: its rules as shipped, somebody of the service, and a supervisor."""

    def __init__(self, world: World) -> None:
        self.world = world
        world.store.write(ship_rules)
        self.sue, self.sam = self.hire("Sue", "service"), self.hire("Sam", "supervisor")

    def hire(self, name: str, *roles: str) -> Person:
        badge = f"B-{name.upper()}"
        return self.world.store.write(
            lambda uow: uow.people.add(self.world.w, name, badge, None, None, None, list(roles))
        )

    def want(self, card: DeliveryCard, qty_m: int = 1000, reason: str = "CR-LIKE", event: str = EVENT) -> WantBack:
        return WantBack(card.id, (ComingBack(card.lines[0].id, qty_m, reason),), event, self.sue.id, tells=True)

    def ask(self, want: WantBack, why: str = "", by: Person | None = None) -> Authorised:
        return self.world.store.write(lambda uow: authorise(want, by or self.sue, why, uow))

    def refusal(self, want: WantBack, why: str = "", by: Person | None = None) -> str:
        with pytest.raises(Refused) as refused:
            self.ask(want, why, by)
        return refused.value.key

    def waiting(self) -> list[int]:
        return [row.id for row in self.world.store.read(lambda views: views.overrides.waiting(self.world.w))]

    def returns(self) -> int:
        return self.world.store.read(lambda views: views.count("return"))

    def open_cases(self) -> list[tuple[str, str]]:
        rows = self.world.store.read(lambda views: views.open_cases(self.world.w))
        return [(row.type, row.owner) for row in rows]


@pytest.fixture
def office(world: World) -> Office:
    return Office(world)


def kept(office: Office, *rows: Shipped) -> DeliveryCard:
    return keep(office.world, *rows)


def test_what_the_rules_let_through_is_made_at_once_and_told_odoo_once(office: Office) -> None:
    want = office.want(kept(office))
    made = office.ask(want)
    assert made.number is not None
    assert office.ask(want).number == made.number
    assert office.returns() == 1
    assert told(office.world) == [("create", "return")]


def test_what_a_rule_refuses_is_not_made_without_a_reason(office: Office) -> None:
    want = office.want(kept(office, LATE))
    assert office.refusal(want) == "returns.rule_refused"
    assert office.refusal(want, "OS-GIFT") == "override.reason"
    assert (office.returns(), office.waiting()) == (0, [])
    made = office.ask(want, "OR-GOODWILL")
    assert made.number is not None
    done = office.world.store.read(lambda views: views.overrides.lately(office.world.w, 9))
    assert [(row.code, row.state, row.reason) for row in done] == [("OV-RETURN", "done", "OR-GOODWILL")]


def test_who_has_no_right_to_go_against_a_rule_does_not(office: Office) -> None:
    rita = office.hire("Rita", "returns")
    assert office.refusal(office.want(kept(office, LATE)), "OR-GOODWILL", rita) == "override.role"
    assert office.returns() == 0


def test_whose_fault_it_is_decides_whether_the_window_holds(office: Office) -> None:
    assert office.ask(office.want(kept(office, LATE), reason="CR-WRONG")).number is not None


def test_what_needs_approval_waits_with_a_case_and_is_made_by_a_second_person(office: Office) -> None:
    want = office.want(kept(office, DEAR), 2000)
    assert office.ask(want).number is None
    assert office.ask(replace(want, event="b" * 32)).number is None
    (entry,) = office.waiting()
    assert office.open_cases() == [("RET-APPROVAL", "service")]
    with pytest.raises(Refused) as own:
        office.world.store.write(lambda uow: approve(entry, office.sue, uow))
    assert own.value.key == "override.same"
    office.world.store.write(lambda uow: approve(entry, office.sam, uow))
    assert (office.returns(), office.waiting(), office.open_cases()) == (1, [], [])


def test_what_a_second_person_refuses_is_not_made_and_its_case_ends(office: Office) -> None:
    office.ask(office.want(kept(office, DEAR), 2000))
    (entry,) = office.waiting()
    office.world.store.write(lambda uow: refuse(entry, office.sam, uow))
    assert (office.returns(), office.waiting(), office.open_cases()) == (0, [], [])


def test_what_waits_is_not_made_when_the_goods_came_back_meanwhile(office: Office) -> None:
    card = kept(office, DEAR)
    office.ask(office.want(card, 2000))
    (entry,) = office.waiting()
    assert office.ask(office.want(card, 1000, event="c" * 32)).number is not None
    with pytest.raises(Refused) as gone:
        office.world.store.write(lambda uow: approve(entry, office.sam, uow))
    assert (gone.value.key, office.returns(), office.waiting()) == ("returns.over", 1, [entry])


def test_never_more_than_went_out_whatever_the_rules_say(office: Office) -> None:
    card = kept(office)
    assert office.refusal(office.want(card, 2001)) == "returns.over"
    assert office.refusal(office.want(card, 2001), "OR-GOODWILL") == "returns.over"
    assert office.refusal(office.want(card, reason="CR-NONE")) == "returns.reason"
    assert office.refusal(replace(office.want(card), lines=())) == "returns.nothing"
    assert office.refusal(replace(office.want(card), shipped=99)) == "returns.unknown"


def test_only_what_a_rule_refuses_is_turned_down(office: Office) -> None:
    want = office.want(kept(office))
    with pytest.raises(Refused) as refused:
        office.world.store.write(lambda uow: turn_down(want, office.sue, uow))
    assert refused.value.key == "returns.not_refused"
    late = office.want(kept(office, LATE))
    assert office.world.store.write(lambda uow: turn_down(late, office.sue, uow)).answer.answer == "refused"
    assert office.returns() == 0


def test_what_need_not_be_sent_back_is_awaited_by_nobody_and_refunded_by_a_person(office: Office) -> None:
    body: dict[str, Any] = {"key": "x", "fault": "supplier", "photo": "none", "postage": "shop", "keep": 200}
    office.world.store.write(lambda uow: uow.releasing.ship_rule("return", "CR-DEFECT", 9, body))
    card = kept(office, DEAR)
    number = office.ask(office.want(card, 1000, "CR-DEFECT")).number
    back = office.world.store.read(lambda views: views.returns.card(office.world.w, number=number))
    assert back is not None
    assert back.state == "closed"
    assert (told(office.world), office.open_cases()) == ([], [("FIN-REFUND", "finance")])
    assert office.refusal(office.want(card, 2000, event="d" * 32)) == "returns.over"


def test_at_the_bench_the_same_rules_hold(office: Office) -> None:
    world = office.world
    late = authorised(world, kept(office, LATE), (0, 1000))
    late["body"]["lines"][0]["reason"] = "CR-LIKE"
    (answer,) = world.send(late)
    assert (answer["verdict"], answer["key"]) == ("conflict", "return.rule")
    assert office.open_cases() == [("RET-DEVIATION", "returns")]
    assert office.returns() == 0


def test_at_the_bench_what_needs_approval_is_made_when_somebody_agrees(office: Office) -> None:
    world = office.world
    rita = office.hire("Rita", "returns")
    dear = authorised(world, kept(office, DEAR), (0, 2000), person=rita.id)
    (answer,) = world.send(dear)
    assert (answer["verdict"], answer["key"]) == ("accepted", "return.waits")
    assert office.returns() == 0
    (entry,) = office.waiting()
    world.store.write(lambda uow: approve(entry, office.sam, uow))
    assert card_of(world, dear).worker == "Rita"


def test_no_customer_is_named_in_what_waits(office: Office) -> None:
    office.ask(office.want(kept(office, replace(DEAR, customer="Ida Quast")), 2000))
    facts = office.world.store.read(lambda views: list(under(views).execute(select(t.override.c.facts)).scalars()))
    assert "Ida" not in str(facts)


@pytest.mark.parametrize("seed", range(4))
def test_whoever_asks_agrees_or_goes_against_a_rule_never_more_comes_back_than_went_out(
    office: Office, seed: int
) -> None:
    chance, world = Random(seed), office.world
    cards = [kept(office, row) for row in (replace(LATE, odoo_id=92), replace(DEAR, odoo_id=93), replace(SENT))]
    for step in range(30):
        card, qty_m = chance.choice(cards), chance.choice((500, 1000, 1500, 3000))
        reason = chance.choice(("CR-LIKE", "CR-WRONG", "CR-DAMAGE"))
        doing = chance.choice(("office", "office", "bench", "second"))
        if doing == "office":
            want = office.want(card, qty_m, reason, f"{seed:016x}{step:016x}")
            _allowed(lambda want=want: office.ask(want, chance.choice(("", "OR-OURS"))))  # type: ignore[misc]
        elif doing == "bench":
            event = authorised(world, card, (0, qty_m), person=office.sue.id)
            event["body"]["lines"][0]["reason"] = reason
            world.send(event)
        else:
            settle = chance.choice((approve, refuse))
            for entry in office.waiting()[:1]:
                _allowed(lambda entry=entry, settle=settle: world.store.write(lambda u: settle(entry, office.sam, u)))  # type: ignore[misc]
        for one in cards:
            assert expected_m(world, one.lines[0].id) <= one.lines[0].qty_m
    assert office.returns() > 0


def _allowed(work: Callable[[], object]) -> None:
    """Refusals are answers as well."""
    try:
        work()
    except Refused:
        return


def expected_m(world: World, line: int) -> int:
    asked = select(func.coalesce(func.sum(t.return_line.c.expected_m), 0)).where(t.return_line.c.shipped_line == line)
    return int(world.store.read(lambda views: under(views).execute(asked).scalar_one()))
