"""What is proposed: the first truck first, one cart a wave, urgent orders before the walk."""

from __future__ import annotations

from dataclasses import replace

from warehouse_app.domain.carts import Cart, FreeTransfer
from warehouse_app.domain.labour import MINUTE, Pace
from warehouse_app.domain.releasing import Proposal, propose, waits_until
from warehouse_app.domain.wave_templates import Template, Templates

CART = Templates.alike(Cart(totes=3, lines=10))
TRUCKS: dict[str | None, int] = {"DHL": 200, "DPD": 100}


def free(id_: int, carrier: str | None = "DHL", lines: int = 1, priority: int = 0, deadline: int | None = None,
         rank: int = 0) -> FreeTransfer:  # fmt: skip
    return FreeTransfer(id_, f"S{id_}", carrier, deadline, priority, lines, rank)


def ids(proposals: list[Proposal]) -> list[tuple[str | None, tuple[int, ...]]]:
    return [(one.carrier, one.ids) for one in proposals]


def test_the_first_truck_comes_first_and_what_has_none_last() -> None:
    pool = [free(1, None), free(2, "DHL"), free(3, "DPD"), free(4, "UPS"), free(5, "DPD")]
    found = propose(pool, TRUCKS, CART)
    assert ids(found) == [("DPD", (3, 5)), ("DHL", (2,)), (None, (1,)), ("UPS", (4,))]
    assert [one.cutoff_at for one in found] == [100, 200, None, None]


def test_within_a_truck_priority_then_deadline_then_the_walk_decides() -> None:
    pool = [free(1, rank=9), free(2, rank=1), free(3, deadline=7, rank=5), free(4, priority=1, rank=8)]
    assert ids(propose(pool, TRUCKS, CART)) == [("DHL", (4, 3, 2)), ("DHL", (1,))]


def test_a_cart_takes_so_many_totes_and_so_many_lines() -> None:
    pool = [free(1, lines=4), free(2, lines=6), free(3, lines=1), free(4), free(5), free(6)]
    assert [one.ids for one in propose(pool, TRUCKS, CART)] == [(1, 2), (3, 4, 5), (6,)]


def test_an_order_too_large_for_any_cart_goes_alone_instead_of_never() -> None:
    found = propose([free(1), free(2, lines=40), free(3)], TRUCKS, CART)
    assert [(one.ids, one.lines) for one in found] == [((1,), 1), ((2,), 40), ((3,), 1)]


def test_nothing_is_lost_and_nothing_twice() -> None:
    pool = [free(n, ("DHL", "DPD", None)[n % 3], lines=n % 7 + 1, priority=n % 2) for n in range(1, 200)]
    found = [id_ for one in propose(pool, TRUCKS, CART) for id_ in one.ids]
    assert sorted(found) == list(range(1, 200))
    assert all(len(one.transfers) <= 3 for one in propose(pool, TRUCKS, CART))


def test_an_empty_pool_proposes_nothing() -> None:
    assert propose([], TRUCKS, CART) == []


def test_a_discrete_cart_takes_one_order_and_a_batch_needs_no_totes() -> None:
    pool = [free(1), free(2)]
    ways = {mode: Cart.of(mode, 3, 10) for mode in ("cluster", "discrete", "batch")}
    assert {mode: [one.ids for one in propose(pool, TRUCKS, Templates.alike(cart))] for mode, cart in ways.items()} == {
        "cluster": [(1, 2)],
        "discrete": [(1,), (2,)],
        "batch": [(1, 2)],
    }
    assert [cart.totes_for(2) for cart in ways.values()] == [2, 2, 0]


def waits(*load: FreeTransfer, minutes: int = 240, most: int = 30) -> int | None:
    """Until which minute from now, with so many to the truck."""
    one = Proposal("DHL", minutes * MINUTE, load)
    until = waits_until(one, Template(Cart(10, 30), wait_min=most), Pace(), 0)
    return None if until is None else until // MINUTE


def came(id_: int, minutes_ago: int, priority: int = 0) -> FreeTransfer:
    return replace(free(id_, priority=priority), since=-minutes_ago * MINUTE)


def test_a_cart_waits_for_more_since_its_oldest_order_came_and_no_longer_than_the_truck_allows() -> None:
    assert waits(came(1, 10), came(2, 25)) == 5
    assert waits(came(1, 31), came(2, 0)) is None, "nothing starves"
    assert waits(came(1, 0), minutes=70) == 21, "a walk, half an hour and packing before the truck"
    assert waits(came(1, 0), minutes=45) is None


def test_nothing_waits_that_is_urgent_full_without_a_truck_of_unknown_age_or_where_the_rule_says_so() -> None:
    assert waits(came(1, 0), came(2, 0, priority=1)) is None
    assert waits(*(came(n, 0) for n in range(7))) is None
    assert waits(came(1, 0), free(2)) is None
    assert waits(came(1, 0), most=0) is None
    no_truck = Proposal("DHL", None, (came(1, 0),))
    assert waits_until(no_truck, Template(Cart(10, 30), wait_min=30), Pace(), 0) is None
