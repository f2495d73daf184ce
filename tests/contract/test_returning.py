"""Goods coming back: never more than went out, one receipt however often it is told, received as the desk counted."""

from __future__ import annotations

import pytest

from tests.contract.rig import Rig, again, opened, picked, stocked, token
from warehouse_app.service.ports.odoo import OdooRefused, ReturnPart, Shipped, WantedTransfer


def sent(rig: Rig, *goods: int, pieces: int = 4) -> tuple[str, Shipped]:
    """An order of so many pieces of each, all the way to the customer; its name and its delivery."""
    order = rig.order(dict.fromkeys(goods, pieces))
    send(rig, order)
    (delivery,) = rig.odoo.shipped(rig.warehouse, order)
    return order, delivery


def send(rig: Rig, order: str) -> None:
    waiting = [opened(rig, order).odoo_id]
    while waiting:
        rig.someone_validates(waiting[0])
        waiting = [id_ for row in rig.odoo.read_transfers(waiting) for id_ in row.next_transfers]


def back(delivery: Shipped, pieces: int, at: int = 0) -> list[ReturnPart]:
    line = delivery.lines[at]
    return [ReturnPart(line.move, line.product, line.lot, pieces * 1000)]


def left(rig: Rig, order: str) -> list[int]:
    (delivery,) = rig.odoo.shipped(rig.warehouse, order)
    return [line.left_m // 1000 for line in delivery.lines]


def test_what_was_sent_is_found_by_the_order_and_by_each_transfer_of_it(rig: Rig) -> None:
    mug, _ = stocked(rig)
    order = rig.order({mug: 4})
    first = opened(rig, order).name
    send(rig, order)
    (delivery,) = rig.odoo.shipped(rig.warehouse, order)
    for name in (first, delivery.name, order.lower()):
        assert [row.odoo_id for row in rig.odoo.shipped(rig.warehouse, name)] == [delivery.odoo_id]
    assert (delivery.order, delivery.done_at is None) == (order, False)
    assert [(line.product, line.shipped_m, line.returned_m) for line in delivery.lines] == [(mug, 4000, 0)]
    assert rig.raw_transfer(delivery.odoo_id)[0] == "done"
    assert rig.odoo.shipped(rig.warehouse, "S-NOT-THERE") == []


def test_what_was_sent_is_found_by_the_address_of_whoever_bought_it(rig: Rig) -> None:
    mug, _ = stocked(rig)
    order = rig.order({mug: 4})
    rig.someone_writes_down(opened(rig, order).order_id, "ida_q@example.com", "en_US")
    assert rig.odoo.shipped(rig.warehouse, "ida_q@example.com") == []  # nothing has left
    send(rig, order)
    for address in ("ida_q@example.com", "IDA_Q@EXAMPLE.COM"):
        assert [row.order for row in rig.odoo.shipped(rig.warehouse, address)] == [order]
    for other in ("idaxq@example.com", "%@example.com", "@", "ida_q@example.co"):
        assert rig.odoo.shipped(rig.warehouse, other) == []


def test_what_was_sent_is_found_by_the_number_on_the_goods(rig: Rig) -> None:
    tea, shelf = rig.product("Tea", "lot"), rig.bin("A-01-1")
    lot = rig.lot(tea, f"Lot-{token('lot')[-8:]}")
    rig.put(tea, shelf, 10, lot)
    (known,) = rig.odoo.read_lots([lot])
    order, delivery = sent(rig, tea)
    assert delivery.lines[0].lot is not None
    assert [row.order for row in rig.odoo.shipped(rig.warehouse, known.name)] == [order]
    assert rig.odoo.shipped(rig.warehouse, f"{known.name}-no") == []


def test_who_bought_it_and_what_they_paid_is_told(rig: Rig) -> None:
    mug, _ = stocked(rig)
    order = rig.order({mug: 4}, price=12)
    send(rig, order)
    (delivery,) = rig.odoo.shipped(rig.warehouse, order)
    assert delivery.customer == "Ida Quast"
    assert [line.price for line in delivery.lines] == [1200]


def test_what_has_not_left_is_shown_so_and_cannot_come_back(rig: Rig) -> None:
    mug, _ = stocked(rig)
    order = rig.order({mug: 4})
    transfer = opened(rig, order)
    for delivery in rig.odoo.shipped(rig.warehouse, order):  # in a chain there may be none yet
        assert (delivery.done_at, delivery.lines) == (None, ())
    with pytest.raises(OdooRefused):
        rig.odoo.create_return(token("return"), transfer.odoo_id, [ReturnPart(transfer.lines[0].move, mug, None, 1000)])
    assert rig.raw_receipts(transfer.odoo_id) == []


def test_a_return_is_one_receipt_that_waits_for_the_goods(rig: Rig) -> None:
    mug, _ = stocked(rig)
    order, delivery = sent(rig, mug)
    name = token("return")
    made = rig.odoo.create_return(name, delivery.odoo_id, back(delivery, 1))
    assert rig.odoo.create_return(name, delivery.odoo_id, back(delivery, 1)) == made
    assert rig.raw_receipts(delivery.odoo_id) == [("assigned", 1)]
    assert left(rig, order) == [3]
    assert rig.raw_delivered(order) == 4


def test_lost_answers_make_one_receipt_and_receive_it_once(rig: Rig) -> None:
    mug, _ = stocked(rig)
    order, delivery = sent(rig, mug)
    name, odoo = token("return"), rig.losing()
    made = again(lambda: odoo.create_return(name, delivery.odoo_id, back(delivery, 3)))
    assert rig.raw_receipts(delivery.odoo_id) == [("assigned", 3)]
    answer = again(lambda: odoo.receive_return(made.odoo_id, back(delivery, 3)))
    assert answer.status in ("done", "already")
    assert rig.raw_receipts(delivery.odoo_id) == [("done", 3)]
    assert rig.raw_on_hand(mug, rig.returns_place()) == 3
    assert rig.raw_delivered(order) == 1
    assert left(rig, order) == [1]


def test_never_more_comes_back_than_is_left(rig: Rig) -> None:
    mug, _ = stocked(rig)
    order, delivery = sent(rig, mug)
    with pytest.raises(OdooRefused):
        rig.odoo.create_return(token("return"), delivery.odoo_id, back(delivery, 5))
    rig.odoo.create_return(token("return"), delivery.odoo_id, back(delivery, 3))
    with pytest.raises(OdooRefused):
        rig.odoo.create_return(token("return"), delivery.odoo_id, back(delivery, 1) * 2)
    assert rig.raw_receipts(delivery.odoo_id) == [("assigned", 3)]
    assert left(rig, order) == [1]


def test_a_cancelled_receipt_gives_its_goods_free_again(rig: Rig) -> None:
    mug, _ = stocked(rig)
    order, delivery = sent(rig, mug)
    made = rig.odoo.create_return(token("return"), delivery.odoo_id, back(delivery, 4))
    assert left(rig, order) == [0]
    rig.someone_cancels(made.odoo_id)
    assert left(rig, order) == [4]
    assert rig.odoo.receive_return(made.odoo_id, back(delivery, 4)).status == "cancelled"
    assert rig.raw_receipts(delivery.odoo_id) == [("cancel", 0)]


def test_what_did_not_come_is_not_waited_for(rig: Rig) -> None:
    mug, _ = stocked(rig)
    bowl, _ = stocked(rig, name="Bowl")
    order, delivery = sent(rig, mug, bowl)
    made = rig.odoo.create_return(token("return"), delivery.odoo_id, back(delivery, 3) + back(delivery, 2, at=1))
    assert rig.odoo.receive_return(made.odoo_id, back(delivery, 2)).status == "done"
    assert rig.odoo.receive_return(made.odoo_id, back(delivery, 2)).status == "already"
    assert rig.raw_receipts(delivery.odoo_id) == [("done", 2)]
    assert left(rig, order) == [2, 4]
    assert rig.raw_delivered(order) == 6


def test_each_lot_comes_back_as_itself(rig: Rig) -> None:
    tea, shelf = rig.product("Tea", tracking="lot"), rig.bin("A-02-1")
    lots = [rig.lot(tea, name) for name in ("L1", "L2")]
    for lot in lots:
        rig.put(tea, shelf, 2, lot)
    order, delivery = sent(rig, tea)
    assert sorted((line.lot or 0, line.shipped_m) for line in delivery.lines) == [(lot, 2000) for lot in lots]
    second = next(line for line in delivery.lines if line.lot == lots[1])
    parts = [ReturnPart(second.move, tea, lots[1], 2000)]
    made = rig.odoo.create_return(token("return"), delivery.odoo_id, parts)
    with pytest.raises(OdooRefused):
        rig.odoo.create_return(token("return"), delivery.odoo_id, [ReturnPart(second.move, tea, None, 1000)])
    assert rig.odoo.receive_return(made.odoo_id, parts).status == "done"
    (now,) = rig.odoo.read_transfers([made.odoo_id])
    assert [(line.lot, line.quantity_m) for line in now.lines] == [(lots[1], 2000)]
    (after,) = rig.odoo.shipped(rig.warehouse, order)
    assert {line.lot: line.left_m for line in after.lines} == {lots[0]: 2000, lots[1]: 0}


def test_goods_out_of_a_box_come_back_loose(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    order = rig.order({mug: 4})
    transfer, box = opened(rig, order), rig.odoo.create_package(token("box"), "P-7", None, 900)
    rig.odoo.reconcile([WantedTransfer(transfer.odoo_id, picked(transfer, (shelf, 4), box=box))])
    send(rig, order)
    (delivery,) = rig.odoo.shipped(rig.warehouse, order)
    made = rig.odoo.create_return(token("return"), delivery.odoo_id, back(delivery, 1))
    rig.odoo.receive_return(made.odoo_id, back(delivery, 1))
    assert [line[3] for line in rig.raw_lines(made.odoo_id)] == [None]


def test_a_receipt_that_is_gone_is_told(rig: Rig) -> None:
    assert rig.odoo.receive_return(999_999_999, [ReturnPart(1, 1, None, 1000)]).status == "gone"
