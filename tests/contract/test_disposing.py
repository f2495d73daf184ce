"""What becomes of goods that came back: each move once, from where the receipt put them, never more than came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import pytest

from tests.contract.rig import DAY, Rig, again, open_transfer, opened, picked, stocked, token
from tests.contract.test_returning import send
from warehouse_app.service.ports.odoo import Disposal, OdooRefused, ReturnPart, WantedTransfer

What = Literal["move", "scrap", "give_back"]
ALL: tuple[What, ...] = ("move", "scrap", "give_back")


class Back:
    """Four pieces of an order came back to a place beside the stock."""

    def __init__(self, rig: Rig) -> None:
        self.rig, (self.mug, self.shelf) = rig, stocked(rig, 4)
        self.came = rig.returns_place()
        self.order = rig.order({self.mug: 4})
        send(rig, self.order)
        (delivery,) = rig.odoo.shipped(rig.warehouse, self.order)
        self.part = ReturnPart(delivery.lines[0].move, self.mug, None, 4000)
        self.receipt = rig.odoo.create_return(token("return"), delivery.odoo_id, [self.part]).odoo_id

    def receive(self) -> None:
        assert self.rig.odoo.receive_return(self.receipt, [self.part]).status == "done"

    def disposal(self, what: What, pieces: int, place: int | None = None) -> Disposal:
        part = replace(self.part, qty_m=pieces * 1000)
        return Disposal(token("judged"), self.rig.warehouse, self.receipt, part, what, place, "R-00001-5, Rita")

    def there(self, place: int) -> int:
        return self.rig.raw_on_hand(self.mug, place)


@pytest.fixture
def back(rig: Rig) -> Iterator[Back]:
    before = rig.returns_place()
    rig.back.come_to(rig.back.beside("Returns"))
    yield Back(rig)
    rig.back.come_to(before)


def test_goods_are_put_where_they_are_to_go_once(rig: Rig, back: Back) -> None:
    repair = rig.back.beside("Repair")
    work = back.disposal("move", 3, repair)
    with pytest.raises(OdooRefused):
        rig.odoo.dispose(work)  # nothing came yet
    back.receive()
    made = rig.odoo.dispose(work)
    assert rig.odoo.dispose(work) == made
    assert (back.there(back.came), back.there(repair)) == (1, 3)
    assert rig.raw_moved(back.mug, back.came, repair) == [3]
    stays = rig.odoo.dispose(back.disposal("move", 1, back.came))
    assert (stays.odoo_id, back.there(back.came)) == (back.receipt, 1)


@pytest.mark.parametrize("what", ALL)
def test_lost_answers_double_nothing(rig: Rig, back: Back, what: What) -> None:
    back.receive()
    place, odoo = rig.back.beside("Repair"), rig.losing()
    work = back.disposal(what, 3, place if what == "move" else None)
    made = again(lambda: odoo.dispose(work))
    assert again(lambda: odoo.dispose(work)) == made
    assert (back.there(back.came), back.there(place)) == (1, 3 if what == "move" else 0)
    assert rig.back.scrapped(back.mug) == ([3] if what == "scrap" else [])
    assert rig.raw_delivered(back.order) == (3 if what == "give_back" else 0)


def test_never_more_is_disposed_of_than_came(rig: Rig, back: Back) -> None:
    back.receive()
    place = rig.back.beside("Repair")
    for what in ALL:
        with pytest.raises(OdooRefused):
            rig.odoo.dispose(back.disposal(what, 5, place))
    rig.odoo.dispose(back.disposal("scrap", 3))
    for what in ALL:
        with pytest.raises(OdooRefused):
            rig.odoo.dispose(back.disposal(what, 2, place))
    assert (back.there(back.came), rig.back.scrapped(back.mug)) == (1, [3])


def test_what_was_given_back_may_come_back_again(rig: Rig, back: Back) -> None:
    back.receive()
    rig.odoo.dispose(back.disposal("give_back", 1))
    again_, first = rig.odoo.shipped(rig.warehouse, back.order)
    assert [(line.shipped_m, line.left_m) for line in again_.lines] == [(1000, 1000)]
    assert [line.left_m for line in first.lines] == [0]
    assert rig.raw_delivered(back.order) == 1


def test_the_lot_that_came_is_the_one_that_goes(rig: Rig) -> None:
    tea, shelf = rig.product("Tea", tracking="lot"), rig.bin("A-02-1")
    lots = [rig.lot(tea, name) for name in ("L1", "L2")]
    for lot in lots:
        rig.put(tea, shelf, 2, lot)
    order = rig.order({tea: 4})
    send(rig, order)
    (delivery,) = rig.odoo.shipped(rig.warehouse, order)
    parts = [ReturnPart(line.move, tea, line.lot, 2000) for line in delivery.lines]
    receipt = rig.odoo.create_return(token("return"), delivery.odoo_id, parts).odoo_id
    rig.odoo.receive_return(receipt, parts)
    shelf_b, second = rig.bin("B-02-1"), next(part for part in parts if part.lot == lots[1])
    one = Disposal(token("judged"), rig.warehouse, receipt, replace(second, qty_m=1000), "move", shelf_b, "R-1")
    rig.odoo.dispose(one)
    rig.odoo.dispose(replace(one, token=token("judged"), what="scrap", place=None))
    assert rig.odoo.quant(tea, shelf_b, lots[1]).quantity_m == 1000
    assert (rig.odoo.quant(tea, shelf_b, lots[0]).quantity_m, rig.back.scrapped(tea)) == (0, [1])
    assert [line.left_m for line in rig.odoo.shipped(rig.warehouse, order)[0].lines] == [0, 0]


def test_goods_in_the_lane_are_reserved_for_the_order_that_is_short(rig: Rig, back: Back) -> None:
    back.receive()
    rig.put(back.mug, back.shelf, 2)
    short = opened(rig, rig.order({back.mug: 4}))
    (move,) = {line.move for line in short.lines}
    empty = WantedTransfer(short.odoo_id, picked(short, (back.shelf, 2)))
    rig.odoo.reconcile([empty])  # Odoo reserves nothing more for a move that somebody has picked for
    lane = rig.bin("LANE")
    rig.odoo.dispose(back.disposal("move", 3, lane))
    odoo = rig.losing()
    assert again(lambda: odoo.reserve_at(short.odoo_id, move, back.mug, None, 1000, lane)) == 1000
    assert rig.odoo.reserve_at(short.odoo_id, move, back.mug, None, 1000, lane) == 1000
    assert rig.raw_reserved(back.mug, lane) == 1
    assert rig.odoo.reserve_at(short.odoo_id, move, back.mug, None, 3000, lane) == 2000  # it lacks no more
    lies = Counter[tuple[int, bool]]()
    for place, pieces, is_picked, _ in rig.raw_lines(short.odoo_id):
        lies[place, is_picked] += pieces
    assert lies == {(back.shelf, True): 2, (lane, False): 2}
    again_ = open_transfer(rig, short.order)
    assert again_ is not None
    rig.someone_cancels(short.odoo_id)
    assert rig.odoo.reserve_at(short.odoo_id, move, back.mug, None, 1000, lane) == 0


def test_a_place_is_found_by_its_name_and_its_barcode(rig: Rig) -> None:
    shelf, beside = rig.bin("RT-01-1"), rig.back.beside("Quarantine")
    named = {row.odoo_id: row.in_stock for row in rig.odoo.places(rig.warehouse, "quarantine")}
    assert named[beside] is False
    assert all(not inside for inside in named.values())
    assert shelf in {row.odoo_id for row in rig.odoo.places(rig.warehouse, "RT-01-1") if row.in_stock}
    (one,) = [row for row in rig.odoo.places(rig.warehouse, "Quarantine") if row.odoo_id == beside]
    assert beside in {row.odoo_id for row in rig.odoo.places(rig.warehouse, one.name)}
    assert list(rig.odoo.places(rig.warehouse, "No Such Place")) == []


def test_what_orders_lack_is_told_the_most_urgent_first(rig: Rig) -> None:
    mug, shelf = stocked(rig, 3)
    later = rig.order({mug: 4}, deadline=rig.now + 2 * DAY)
    sooner = rig.order({mug: 2}, deadline=rig.now + DAY)
    enough = rig.odoo.lacking(rig.warehouse, [rig.product("Bowl")])
    rows = rig.odoo.lacking(rig.warehouse, [mug])
    assert list(enough) == []
    assert [(row.order, row.product, row.missing_m) for row in rows] == [(sooner, mug, 2000), (later, mug, 1000)]
    assert rig.raw_reserved(mug, shelf) == 3
    lane = rig.bin("LANE")
    rig.put(mug, lane, 1)
    assert rig.odoo.reserve_at(rows[0].transfer, rows[0].move, mug, None, 1000, lane) == 1000
    assert [row.missing_m for row in rig.odoo.lacking(rig.warehouse, [mug])] == [1000, 1000]
    assert "partially_available" in rig.raw_move_states(sooner)
