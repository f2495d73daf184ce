"""Carts for the pool: within what a cart takes, trucks and lanes apart, mended without being planned anew."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from warehouse_app.domain.carts import Cart, FreeTransfer
from warehouse_app.domain.layout.hall import Door, Hall
from warehouse_app.domain.layout.walking import in_order
from warehouse_app.domain.pool_plan import Job, PlannedCart, PoolOrder, kinds_of, mended, plan_pool, rules_of
from warehouse_app.domain.releasing import planned, propose
from warehouse_app.domain.routing.layout import Stop
from warehouse_app.domain.wave_templates import Templates, templates_of

HALL = Hall(aisles=tuple("ABCDEFGH"), cells=20)
CART = Cart(totes=6, lines=12)
ALIKE = Templates.alike(CART)
NOW = 1_000_000
TRUCKS: dict[str | None, int] = {"DHL": NOW + 60 * 60_000, "DPD": NOW + 200 * 60_000}


def order(
    id_: int, *stops: tuple[int, int], carrier: str = "DHL", made: Templates = ALIKE, **changes: object
) -> PoolOrder:
    changed = replace(FreeTransfer(id_, f"S{id_}", carrier, None, 0, len(stops), 0), **changes)  # type: ignore[arg-type]
    return PoolOrder(changed, TRUCKS[carrier], tuple(sorted(Stop(*stop) for stop in stops)), made.group(changed))


def pool(number: int, seed: int = 1) -> list[PoolOrder]:
    random = Random(seed)
    return [
        order(
            id_,
            *{(random.randrange(8), random.randrange(20)) for _ in range(random.choice([1, 1, 2, 3]))},
            carrier=random.choice(["DHL", "DPD"]),
            lane=random.choice(["mixed", "mixed", "mixed", "single"]),
        )
        for id_ in range(1, number + 1)
    ]


def carts(
    orders: list[PoolOrder], cart: Cart | Templates = CART, seconds: float = 0.4, hall: Hall = HALL
) -> list[PlannedCart]:
    made = cart if isinstance(cart, Templates) else Templates.alike(cart)
    ticks = iter(range(10**9))
    return plan_pool(Job(hall, made, tuple(orders), NOW, seconds), lambda: next(ticks) * 1e-5)


def check(found: list[PlannedCart], orders: list[PoolOrder], cart: Cart = CART) -> None:
    by_id = {one.free.id: one for one in orders}
    assert Counter(id_ for one in found for id_ in one.ids) == Counter(by_id.keys())
    for one in found:
        load = [by_id[id_] for id_ in one.ids]
        assert len({order.kind for order in load}) == 1
        assert cart.holds([order.free for order in load])
        assert one.metres == round(in_order(HALL, (stop for order in load for stop in order.stops)).metres, 1)


def test_every_order_is_on_one_cart_of_its_truck_and_its_lane_that_takes_it() -> None:
    orders = pool(90)
    found = carts(orders)
    check(found, orders)
    assert found == carts(orders), "the same again"


def test_planned_carts_walk_far_less_than_carts_made_by_count() -> None:
    orders = [replace(one, free=replace(one.free, lane="mixed")) for one in pool(120)]
    by_id = {one.free.id: one for one in orders}
    counted = sum(
        in_order(HALL, (stop for id_ in cart.ids for stop in by_id[id_].stops)).metres
        for cart in propose([one.free for one in orders], TRUCKS, ALIKE)
    )
    assert sum(one.metres for one in carts(orders)) < 0.75 * counted


def test_weight_and_volume_fill_a_cart_and_an_order_no_cart_takes_goes_alone() -> None:
    heavy = Cart(6, 12, grams=1_000, ml=500)
    orders = [order(n, (n % 8, n), grams=400, ml=100) for n in range(1, 9)]
    orders += [order(20, (1, 1), grams=5_000), order(21, (1, 2), ml=600), order(22, *((n % 8, n) for n in range(15)))]
    found = carts(orders, heavy)
    check(found, orders, heavy)
    assert {one.ids for one in found} >= {(20,), (21,), (22,)}
    assert max(len(one.ids) for one in found) == 2


def test_a_lane_alone_shares_no_cart() -> None:
    orders = [order(n, (0, n), lane="alone") for n in range(1, 4)]
    assert sorted(one.ids for one in carts(orders)) == [(1,), (2,), (3,)]
    assert len(mended(HALL, ALIKE, [], orders, {})) == 3


@pytest.mark.parametrize("seed", range(6))
def test_a_mended_plan_keeps_the_carts_that_hold_and_has_every_order_once(seed: int) -> None:
    before = pool(80, seed)
    old = carts(before)
    random = Random(seed)
    gone = set(random.sample(range(1, 81), 6))
    after = [one for one in before if one.free.id not in gone] + [
        order(100 + n, (random.randrange(8), random.randrange(20))) for n in range(4)
    ]
    found = mended(HALL, ALIKE, old, after, kinds_of(before))
    check(found, after)
    touched = {one.ids for one in old if set(one.ids) & gone}
    kept = [one for one in old if one.ids not in touched and one in found]
    assert len(kept) >= len(old) - len(touched) - 4, "no more carts were touched than orders came"


def test_an_order_that_comes_goes_where_it_costs_least() -> None:
    old = carts([order(1, (0, 1), (0, 2)), order(2, (7, 18))], Cart(1, 12))
    orders = [order(1, (0, 1), (0, 2)), order(2, (7, 18)), order(3, (7, 17))]
    assert sorted(one.ids for one in mended(HALL, ALIKE, old, orders, kinds_of(orders[:2]))) == [(1,), (2, 3)]


def test_an_order_that_takes_another_truck_leaves_its_cart() -> None:
    before = [order(1, (0, 1)), order(2, (0, 2))]
    after = [order(1, (0, 1)), order(2, (0, 2), carrier="DPD")]
    assert sorted(one.ids for one in mended(HALL, ALIKE, carts(before), after, kinds_of(before))) == [(1,), (2,)]


def test_an_order_that_falls_short_is_walked_as_it_is_now_and_one_that_grows_leaves_a_full_cart() -> None:
    before = [order(1, (0, 1), (7, 19)), order(2, (0, 2))]
    (old,) = carts(before, Cart(6, 3))
    shorter, longer = order(1, (0, 1)), order(1, (0, 1), (7, 19), (7, 18))
    (found,) = mended(HALL, ALIKE, [old], [shorter, before[1]], kinds_of(before))
    assert found == carts([shorter, before[1]])[0] != old
    full = mended(HALL, Templates.alike(Cart(6, 3)), [old], [longer, before[1]], kinds_of(before))
    assert sorted(one.ids for one in full) == [(1,), (2,)]


@pytest.mark.parametrize("name", ["priority", "lines", "units", "grams", "ml"])
def test_whatever_changes_of_an_order_is_seen(name: str) -> None:
    changes: dict[str, Any] = {name: 7}
    before, after = [order(1, (0, 1))], [order(1, (0, 1), **changes)]
    assert kinds_of(before) != kinds_of(after)


def test_a_pool_is_told_from_any_other_and_so_are_cart_and_hall() -> None:
    orders = pool(5)
    assert kinds_of(orders) == kinds_of(orders[::-1]) != kinds_of(orders[1:])
    larger = Templates.alike(Cart(7, 12))
    assert rules_of(ALIKE, HALL) != rules_of(larger, HALL) != rules_of(larger, replace(HALL, cells=21))


def test_what_is_proposed_are_planned_carts_and_by_count_what_came_since() -> None:
    orders = [order(n, (n % 8, n)) for n in range(1, 9)]
    found = carts(orders)
    pool_now = [one.free for one in orders if one.free.id != 3] + [order(50, (1, 1)).free]
    shown = planned(pool_now, TRUCKS, ALIKE, found)
    assert sorted(id_ for one in shown for id_ in one.ids) == [1, 2, 4, 5, 6, 7, 8, 50]
    assert [one.metres for one in shown if one.ids == (50,)] == [None]
    assert all(
        one.metres is None for one in shown if (3 in {*range(9)} - set(one.ids) and len(one.ids) < 2) or 50 in one.ids
    )
    whole = next(one for one in found if 3 not in one.ids)
    assert [(one.metres, one.way) for one in shown if one.ids == whole.ids] == [(whole.metres, whole.way)]


def test_the_cart_of_the_oldest_order_leads_and_a_cart_that_no_longer_fits_is_not_proposed() -> None:
    orders = [order(n, (n % 8, n)) for n in range(1, 13)]
    shown = planned([one.free for one in orders], TRUCKS, ALIKE, carts(orders))
    assert 1 in shown[0].ids
    small = planned([one.free for one in orders], TRUCKS, Templates.alike(Cart(2, 12)), carts(orders))
    assert max(len(one.ids) for one in small) <= 2


def made_of(**rules: dict[str, object]) -> Templates:
    return templates_of({code.replace("_", "-"): body for code, body in rules.items()}, CART)


def of_group(id_: int, at: tuple[int, int], made: Templates, **named: object) -> PoolOrder:
    return order(id_, at, carrier="DHL", made=made, **named)


def test_zones_and_degrees_of_urgency_stay_apart_where_the_template_says_so() -> None:
    made = made_of(WV_USUAL={}, WV_1={"zones": True}, WV_2={"urgent": True})
    orders = [of_group(n, (n % 8, n % 20), made, zone="AB"[n % 2], priority=n % 2, wave="") for n in range(1, 7)]
    assert len({one.group for one in orders}) == 1
    for wave, name in (("WV-1", "zone"), ("WV-2", "priority")):
        own = [of_group(n, (n % 8, n % 20), made, zone="AB"[n % 2], priority=n % 2, wave=wave) for n in range(11, 17)]
        by_id = {one.free.id: one for one in own}
        for found in (carts(own, made), propose([one.free for one in own], TRUCKS, made)):
            assert [len({getattr(by_id[id_].free, name) for id_ in one.ids}) for one in found] == [1, 1]


def test_a_segments_cart_takes_what_its_template_says_and_no_other_orders() -> None:
    made = made_of(WV_USUAL={}, WV_1={"totes": 2}, WV_2={"units": 10})
    orders = [of_group(n, (n % 8, n % 20), made) for n in range(1, 7)]
    orders += [of_group(n, (n % 8, n % 20), made, wave="WV-1") for n in range(11, 17)]
    orders += [of_group(n, (n % 8, n % 20), made, wave="WV-2", units=4) for n in range(21, 27)]
    for found in (carts(orders, made), propose([one.free for one in orders], TRUCKS, made)):
        assert sorted(len(one.ids) for one in found) == [2, 2, 2, 2, 2, 2, 6]
        assert all(len({id_ // 10 for id_ in one.ids}) == 1 for one in found)


@pytest.mark.parametrize("seed", range(3))
def test_four_limits_at_once_are_all_kept(seed: int) -> None:
    random = Random(seed)
    tight = Cart(6, 8, grams=1_000, ml=1_000, units=20)
    orders = [
        order(n, (random.randrange(8), random.randrange(20)), lines=random.randint(1, 4), units=random.randint(1, 12),
              grams=random.randint(50, 600), ml=random.randint(50, 600))
        for n in range(1, 60)
    ]  # fmt: skip
    check(carts(orders, tight), orders, tight)


def test_carts_start_from_the_depot_they_are_shortest_from() -> None:
    far = replace(HALL, doors=(Door(0), Door(7)))
    orders = [replace(one, free=replace(one.free, lane="mixed"), group="mixed") for one in pool(60)]
    one_door, two_doors = (
        sum(in_order(far, (stop for id_ in cart.ids for stop in orders[id_ - 1].stops)).metres for cart in found)
        for found in (carts(orders, seconds=0.8), carts(orders, seconds=0.8, hall=far))
    )
    found = carts(orders, seconds=0.8, hall=far)
    assert sum(one.metres for one in found) == pytest.approx(two_doors, abs=0.1 * len(found)), "as it is walked"
    assert two_doors <= one_door * 1.01


def test_in_a_hall_of_one_way_aisles_carts_are_chosen_for_walking_through() -> None:
    through = replace(HALL, one_way={name: "up" if n % 2 == 0 else "down" for n, name in enumerate("ABCDEFGH")})
    orders = [replace(one, free=replace(one.free, lane="mixed"), group="mixed") for one in pool(60)]
    blind = carts(orders, seconds=0.8)
    walked = sum(
        in_order(through, (stop for id_ in cart.ids for stop in orders[id_ - 1].stops)).metres for cart in blind
    )
    found = carts(orders, seconds=0.8, hall=through)
    assert sorted(id_ for one in found for id_ in one.ids) == list(range(1, 61))
    assert sum(one.metres for one in found) < walked * 0.97
