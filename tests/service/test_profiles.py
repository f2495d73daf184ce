"""The profile in force: switched with a reason, back by the clock, laid over rules that stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.service.test_decide import case_of, short
from tests.service.world import NOW, World, build
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.releasing import Cart
from warehouse_app.domain.rulebook import FIELDS, problems
from warehouse_app.service.change_rules import book_of
from warehouse_app.service.open_case import calendars
from warehouse_app.service.ports.people import Person
from warehouse_app.service.profiles import Switch, cart_now, end_profile, held_rules, pack_buffer, profile_now, switch
from warehouse_app.service.shipped_rules import ship_rules, shipped
from warehouse_app.service.unanswered import at_packing_time
from warehouse_app.store import open_store

HOUR = 3_600_000
CART = Cart(12, 30)


@pytest.fixture
def sam(world: World) -> Person:
    world.store.write(ship_rules)
    return world.store.write(lambda uow: uow.people.add(world.w, "Sam", "B-9", None, None, None, ["supervisor"]))


def to(world: World, sam: Person, code: str, until: str = "", why: str = "fair in town") -> None:
    world.store.write(lambda uow: switch(Switch(code, until, why), sam, uow))


def code_at(world: World, now: int) -> str:
    return world.store.read(lambda views: profile_now(views.rules, world.w, now)[0])


def cart_at(world: World, now: int) -> Cart:
    return world.store.read(lambda views: cart_now(CART, views.rules, world.w, now))


def test_a_profile_holds_until_its_time_on_the_wall_and_then_all_is_as_set_up(world: World, sam: Person) -> None:
    assert (code_at(world, NOW), cart_at(world, NOW)) == ("normal", CART)
    to(world, sam, "careful", "23:59")
    assert (code_at(world, NOW), cart_at(world, NOW).lines) == ("careful", 15)
    until = world.store.read(lambda views: views.rules("in_force", world.w))["profile"]["until"]
    assert 0 < until - NOW <= 24 * HOUR
    assert (code_at(world, until - 1), code_at(world, until)) == ("careful", "normal")
    assert cart_at(world, until) == CART


def test_the_clock_notes_that_the_time_is_over_once(world: World, sam: Person) -> None:
    to(world, sam, "peak", "23:59")
    assert not world.store.write(lambda uow: end_profile(world.w, uow))
    said = world.store.read(lambda views: views.rules("in_force", world.w))["profile"]
    world.store.write(
        lambda uow: uow.rulebook.save(world.w, "in_force", "profile", {**said, "until": NOW}, sam.id, "a test")
    )
    assert [world.store.write(lambda uow: end_profile(world.w, uow)) for _ in range(2)] == [True, False]
    acts = world.store.read(lambda views: views.acts(world.w, ("profile", "profile_over"), 9))
    assert [(act.kind, act.person) for act in acts] == [("profile_over", None), ("profile", "Sam")]


def test_who_switched_why_and_until_when_stays_and_is_sealed(world: World, sam: Person) -> None:
    to(world, sam, "peak", "18:00")
    (last, *_) = world.store.read(lambda views: views.rulebook.versions(world.w, "in_force", "profile"))
    assert (last.person, last.why, last.body["code"]) == ("Sam", "fair in town", "peak")
    kept = [row for row in world.store.read(lambda views: views.journal(0, 9)) if row["kind"] == "profile"]
    assert [(row["raw"]["body"]["what"], row["raw"]["body"]["to"] > NOW, row["person"]) for row in kept] == [
        ("peak", True, sam.id)
    ]


@pytest.mark.parametrize(
    ("code", "until", "why", "key"),
    [
        ("wild", "", "a test", "profile.unknown"),
        ("peak", "25:10", "a test", "profile.until"),
        ("peak", "", "  ", "rule.why"),
        ("normal", "", "a test", "rule.same"),
    ],
)
def test_what_cannot_be_switched_is_said(world: World, sam: Person, code: str, until: str, why: str, key: str) -> None:
    with pytest.raises(Refused) as refused:
        to(world, sam, code, until, why)
    assert refused.value.key == key


def test_a_profile_changes_what_holds_and_not_the_rules_of_the_shop(world: World, sam: Person) -> None:
    before = world.store.read(lambda views: book_of(views.rules, world.w))
    to(world, sam, "careful")
    held = world.store.read(lambda views: {kind: held_rules(views.rules, NOW)(kind, world.w) for kind in before})
    assert world.store.read(lambda views: book_of(views.rules, world.w)) == before
    assert held["check"]["CK-EACH"]["on"]
    assert {row["does"] for row in held["policy"].values()} == {"ask", "found", "wait"}
    to(world, sam, "peak")
    held = world.store.read(lambda views: {kind: held_rules(views.rules, NOW)(kind, world.w) for kind in before})
    assert held["check"]["CK-RANDOM"]["amount"] == 25
    assert held["policy"]["PL-08"]["on"]
    assert not held["policy"]["PL-09"]["on"]  # nothing is cancelled because there is much to do


def test_in_a_peak_a_short_waits_ten_minutes_for_an_answer(sqlite_copy: str) -> None:
    clock = [NOW]
    store = open_store(sqlite_copy, lambda: clock[0])
    try:
        world = build(store)
        store.write(ship_rules)
        short(world)
        clock[0] = NOW + 10 * 60_000
        assert store.write(lambda uow: at_packing_time(world.w, uow)) == 0, "normal: until it has to be packed"
        to(world, world.ana, "peak")
        clock[0] -= 1
        assert store.write(lambda uow: at_packing_time(world.w, uow)) == 0
        clock[0] += 1
        assert store.write(lambda uow: at_packing_time(world.w, uow)) == 1
        assert (case_of(world).status, case_of(world).decision) == ("decided", "ship_short")
    finally:
        store.close()


@pytest.mark.parametrize("field", [{"share": 5}, {"share": 0}, {"wait": 0}, {"decides": "all"}, {"one_in": -1}])
def test_a_profile_that_cannot_hold_is_refused(field: dict[str, object]) -> None:
    book: dict[str, dict[str, Mapping[str, Any]]] = {kind: {} for kind in FIELDS}
    for kind, code, _, body in shipped():
        if kind in book:
            book[kind][code] = body
    assert problems(book, []) == []
    book["profile"]["peak"] = {**book["profile"]["peak"], **field}
    assert [(one.kind, one.code) for one in problems(book, [])] == [("profile", "peak")]


def test_a_box_has_to_be_on_its_way_as_long_before_its_truck_as_the_profile_says(world: World, sam: Person) -> None:
    cutoff = NOW + 2 * HOUR

    def last_moment() -> int | None:
        return world.store.write(lambda uow: calendars(uow, world.w).truck(None, cutoff, uow.now))

    assert last_moment() == cutoff - 20 * 60_000
    body = world.store.read(lambda views: views.rules("profile", world.w))["peak"]
    world.store.write(
        lambda uow: uow.rulebook.save(world.w, "profile", "peak", {**body, "buffer": 35}, sam.id, "a test")
    )
    assert last_moment() == cutoff - 20 * 60_000
    to(world, sam, "peak")
    assert last_moment() == cutoff - 35 * 60_000
    assert world.store.read(lambda views: pack_buffer(views.rules, world.w, NOW)) == 35 * 60_000
