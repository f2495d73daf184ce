"""The double is honest: it never has more than it has, whatever it is asked."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.contract.double import NOW, DoubleRig
from warehouse_app.demo import open_odoo
from warehouse_app.demo.books import Books
from warehouse_app.demo.reservation import assign, unreserve

PUTS = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 2), st.integers(0, 3), st.integers(1, 9)), max_size=12)
ORDERS = st.lists(st.tuples(st.integers(0, 1), st.integers(1, 12)), max_size=8)


def check_books(books: Books) -> None:
    """Every quant's reservation is exactly what the lines point at, and never more than is there."""
    pointed: Counter[tuple[int, int, int | None]] = Counter()
    for move in (move for picking in books.pickings.values() for move in picking.moves if not move.ended):
        assert move.quantity_m <= move.demand_m
        assert len({(line.location, line.lot) for line in move.lines}) == len(move.lines)
        for line in move.lines:
            assert line.quantity_m > 0
            pointed[line.product, line.location, line.lot] += line.quantity_m
    held = {(q.product, q.location, q.lot): q.reserved_m for q in books.stock if q.reserved_m}
    assert held == dict(pointed)
    assert all(0 <= quant.reserved_m <= quant.quantity_m for quant in books.stock)
    assert all(0 <= quant.truth_m <= quant.quantity_m for quant in books.stock)


def shop(puts: list[tuple[int, int, int, int]], orders: list[tuple[int, int]]) -> DoubleRig:
    """A small shop: product 0 goes out by date, product 1 by arrival."""
    rig = DoubleRig(steps=1)
    tea, mug = rig.product("Tea", "lot", expires=True), rig.product("Mug")
    bins, lots = [rig.bin(f"A-0{bay}-1") for bay in range(3)], [rig.lot(tea, f"L{days}", days) for days in (-1, 9, 99)]
    for which, place, age, pieces in puts:
        rig.put((tea, mug)[which], bins[place], pieces, (*lots, None)[age] if which == 0 else None, days_ago=age)
    for which, pieces in orders:
        rig.order({(tea, mug)[which]: pieces})
    return rig


@pytest.mark.parametrize("seed", range(20))
def test_the_demo_s_books_agree_with_themselves(seed: int) -> None:
    check_books(open_odoo(seed, NOW).books)


@given(PUTS, ORDERS)
def test_it_never_reserves_more_than_it_has(
    puts: list[tuple[int, int, int, int]], orders: list[tuple[int, int]]
) -> None:
    check_books(shop(puts, orders).books)


@given(PUTS, ORDERS)
def test_no_order_is_short_while_goods_that_may_leave_are_free(
    puts: list[tuple[int, int, int, int]], orders: list[tuple[int, int]]
) -> None:
    books = shop(puts, orders).books
    short = {m.product for p in books.pickings.values() for m in p.moves if m.quantity_m < m.demand_m}
    free = {q.product for q in books.stock if q.free_m and not (q.lot and books.lots[q.lot].expired(books.today))}
    assert not short & free


@given(PUTS, ORDERS)
def test_an_earlier_date_is_used_up_before_a_later_one_is_touched(
    puts: list[tuple[int, int, int, int]], orders: list[tuple[int, int]]
) -> None:
    books = shop(puts, orders).books
    dated = [(books.lots[q.lot].card.expires or "9999", q) for q in books.stock if q.lot]
    touched = [day for day, quant in dated if quant.reserved_m]
    free = [day for day, quant in dated if quant.free_m and day >= books.today]
    assert not touched or not free or max(touched) <= min(free)


@given(PUTS, ORDERS)
def test_what_is_given_back_can_be_reserved_again(
    puts: list[tuple[int, int, int, int]], orders: list[tuple[int, int]]
) -> None:
    books = shop(puts, orders).books
    before = {quant.id: quant.reserved_m for quant in books.stock}
    for picking in books.pickings.values():
        unreserve(books, picking)
    assert not any(quant.reserved_m for quant in books.stock)
    for picking in books.pickings.values():
        assign(books, picking)
    assert {quant.id: quant.reserved_m for quant in books.stock} == before


def test_goods_that_arrive_later_top_up_the_line_that_is_there() -> None:
    rig = shop([(1, 0, 0, 2)], [(1, 5)])
    (picking,) = rig.books.pickings.values()
    (line,) = picking.moves[0].lines
    rig.put(picking.moves[0].product, line.location, 3)
    assign(rig.books, picking)
    assert [(row.id, row.quantity_m) for row in picking.moves[0].lines] == [(line.id, 5000)]
    check_books(rig.books)


def test_a_move_somebody_has_picked_for_is_not_topped_up_and_not_given_back() -> None:
    rig = shop([(1, 0, 0, 2)], [(1, 5)])
    (picking,) = rig.books.pickings.values()
    (move,) = picking.moves
    move.lines[0].picked = True
    rig.put(move.product, move.lines[0].location, 3)
    assign(rig.books, picking)
    unreserve(rig.books, picking)
    assert [line.quantity_m for line in move.lines] == [2000]
    check_books(rig.books)
