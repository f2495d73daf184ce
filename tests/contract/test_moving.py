"""Goods put into another place: one transfer within the warehouse, done, once; never what somebody has reserved."""

from __future__ import annotations

import pytest

from tests.contract.rig import Rig, again, opened, stocked, token
from warehouse_app.service.ports.odoo import GoodsMoved, Odoo, OdooRefused


def move(
    rig: Rig, goods: int, source: int, target: int, pieces: int, *, name: str, lot: int | None = None,
    odoo: Odoo | None = None,
) -> GoodsMoved:  # fmt: skip
    to = odoo or rig.odoo
    return to.move_goods(name, rig.warehouse, goods, lot, pieces * 1000, source, target, "Ana, on the floor")


def test_goods_lie_where_they_were_put_and_what_is_told_again_moves_nothing(rig: Rig) -> None:
    mug, shelf = stocked(rig, 10)
    other, name = rig.bin("B-07-2"), token("move")
    made = move(rig, mug, shelf, other, 4, name=name)
    assert move(rig, mug, shelf, other, 4, name=name) == made
    assert (rig.raw_on_hand(mug, shelf), rig.raw_on_hand(mug, other)) == (6, 4)
    assert rig.raw_moved(mug, shelf, other) == [4]
    assert move(rig, mug, other, shelf, 4, name=token("move")).odoo_id != made.odoo_id
    assert (rig.raw_on_hand(mug, shelf), rig.raw_on_hand(mug, other)) == (10, 0)


def test_lost_answers_move_goods_once(rig: Rig) -> None:
    mug, shelf = stocked(rig, 10)
    other, name, odoo = rig.bin("B-07-2"), token("move"), rig.losing()
    made = again(lambda: move(rig, mug, shelf, other, 7, name=name, odoo=odoo))
    assert again(lambda: move(rig, mug, shelf, other, 7, name=name, odoo=odoo)) == made
    assert rig.raw_moved(mug, shelf, other) == [7]
    assert (rig.raw_on_hand(mug, shelf), rig.raw_on_hand(mug, other)) == (3, 7)
    assert (rig.raw_reserved(mug, shelf), rig.raw_reserved(mug, other)) == (0, 0)


def test_what_an_order_has_reserved_stays(rig: Rig) -> None:
    mug, shelf = stocked(rig, 10)
    opened(rig, rig.order({mug: 8}))
    other, name = rig.bin("B-07-2"), token("move")
    with pytest.raises(OdooRefused):
        move(rig, mug, shelf, other, 3, name=name)
    assert rig.raw_moved(mug, shelf, other) == []
    assert (rig.raw_on_hand(mug, shelf), rig.raw_reserved(mug, shelf)) == (10, 8)
    move(rig, mug, shelf, other, 2, name=name)
    assert (rig.raw_on_hand(mug, shelf), rig.raw_reserved(mug, shelf)) == (8, 8)


def test_a_place_that_has_none_gives_none(rig: Rig) -> None:
    mug, shelf = rig.product("Mug"), rig.bin("A-01-1")
    with pytest.raises(OdooRefused):
        move(rig, mug, shelf, rig.bin("B-07-2"), 1, name=token("move"))
    with pytest.raises(OdooRefused):
        rig.odoo.move_goods(token("move"), rig.warehouse, 999_999_999, None, 1000, shelf, shelf, "")
    assert rig.raw_on_hand(mug, shelf) == 0


def test_the_lot_that_was_taken_is_the_one_that_moves(rig: Rig) -> None:
    tea, shelf, other = rig.product("Tea", "lot"), rig.bin("A-01-1"), rig.bin("B-07-2")
    one, two = rig.lot(tea, "L1"), rig.lot(tea, "L2")
    for lot in (one, two):
        rig.put(tea, shelf, 5, lot)
    move(rig, tea, shelf, other, 3, name=token("move"), lot=two)
    assert [rig.odoo.quant(tea, shelf, lot).quantity_m for lot in (one, two)] == [5000, 2000]
    assert [rig.odoo.quant(tea, other, lot).quantity_m for lot in (one, two)] == [0, 3000]
    assert rig.raw_on_hand(tea, other) == 3
    with pytest.raises(OdooRefused):
        move(rig, tea, shelf, other, 1, name=token("move"))
