"""The guarded close ships what was picked, once, and nothing else; the rest waits or the next step appears."""

from __future__ import annotations

from tests.contract.rig import Rig, again, close, kept, opened, picked, stocked, token, wanted
from warehouse_app.service.ports.odoo import Close, OdooMoveLine, OdooTransfer, WantedLine, WantedTransfer


def pick(rig: Rig, transfer: OdooTransfer, shelf: int, pieces: int) -> None:
    (answer,) = rig.odoo.reconcile([wanted(transfer, (shelf, pieces))])
    assert answer.status == "written"


def picked_of(line: OdooMoveLine, pieces: int) -> tuple[WantedLine, ...]:
    """So many pieces picked of exactly this line."""
    return (WantedLine(line.move, line.product, line.location, line.lot, pieces * 1000),)


def closed(rig: Rig, *closes: Close) -> list[str]:
    return [str(answer.status) for answer in rig.odoo.validate(closes)]


def test_a_picked_transfer_is_done_and_a_second_close_says_so(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    transfer = opened(rig, rig.order({mug: 3}))
    pick(rig, transfer, shelf, 3)
    (answer,) = rig.odoo.validate([close(transfer, 3)])
    (repeat,) = rig.odoo.validate([close(transfer, 3)])
    assert (answer.status, answer.backorder) == ("done", None)
    assert (repeat.status, repeat.next_transfers) == ("already", answer.next_transfers)
    assert rig.raw_transfer(transfer.odoo_id)[0] == "done"
    assert rig.raw_on_hand(mug, shelf) == 7


def test_a_transfer_nobody_picked_is_not_shipped(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    transfer = opened(rig, rig.order({mug: 3}))
    assert closed(rig, close(transfer, 3, 0)) == ["not_picked"]
    assert rig.raw_transfer(transfer.odoo_id)[0] == "assigned"
    assert rig.raw_on_hand(mug, shelf) == 10


def test_odoo_itself_ships_everything_when_nothing_was_picked(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    transfer = opened(rig, rig.order({mug: 3}))
    rig.someone_validates(transfer.odoo_id)
    assert rig.raw_transfer(transfer.odoo_id)[0] == "done"
    assert rig.raw_on_hand(mug, shelf) == 7


def test_goods_reserved_and_not_picked_stop_the_close(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    transfer = opened(rig, rig.order({mug: 3}))
    part = (*picked(transfer, (shelf, 2)), kept(transfer, shelf, 1))
    rig.odoo.reconcile([WantedTransfer(transfer.odoo_id, part)])
    assert closed(rig, close(transfer, 3, 2)) == ["not_picked"]
    assert rig.raw_on_hand(mug, shelf) == 10


def test_a_demand_or_a_quantity_other_than_planned_stops_the_close(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    transfer = opened(rig, rig.order({mug: 3}))
    pick(rig, transfer, shelf, 3)
    assert closed(rig, close(transfer, 2, 3)) == ["changed"]
    assert closed(rig, close(transfer, 3, 2)) == ["changed"]
    assert rig.raw_on_hand(mug, shelf) == 10


def test_what_is_missing_waits_in_a_backorder_that_reserves_at_once(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    transfer = opened(rig, rig.order({mug: 3}))
    pick(rig, transfer, shelf, 1)
    (answer,) = rig.odoo.validate([close(transfer, 3, 1)])
    assert answer.status == "done"
    assert answer.backorder is not None
    assert rig.raw_lines(answer.backorder) == [(shelf, 2, False, None)]
    (now,) = rig.odoo.read_transfers([answer.backorder])
    assert (now.state, now.backorder_of, now.moves[0].demand_m) == ("assigned", transfer.odoo_id, 2000)
    assert rig.raw_on_hand(mug, shelf) == 9


def test_without_a_backorder_what_is_missing_is_given_up(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    order = rig.order({mug: 3})
    transfer = opened(rig, order)
    pick(rig, transfer, shelf, 1)
    (answer,) = rig.odoo.validate([close(transfer, 3, 1, backorder=False)])
    assert (answer.status, answer.backorder) == ("done", None)
    assert rig.raw_picking_states(order).count("assigned") == len(answer.next_transfers)
    assert rig.raw_reserved(mug, shelf) == 0


def test_a_product_nobody_found_moves_to_the_backorder_whole(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    bowl = rig.product("Bowl")
    rig.put(bowl, shelf, 5)
    transfer = opened(rig, rig.order({mug: 3, bowl: 2}))
    first, second = transfer.lines
    lines = (*picked(transfer, (shelf, 3)), *picked_of(second, 0))
    rig.odoo.reconcile([WantedTransfer(transfer.odoo_id, lines)])
    (answer,) = rig.odoo.validate([Close(transfer.odoo_id, {first.move: 3000, second.move: 2000}, {first.move: 3000})])
    assert (answer.status, answer.backorder is None) == ("done", False)
    (now,) = rig.odoo.read_transfers([answer.backorder or 0])
    assert [(move.product, move.demand_m) for move in now.moves] == [(bowl, 2000)]
    assert (rig.raw_on_hand(mug, shelf), rig.raw_on_hand(bowl, shelf)) == (7, 5)


def test_the_next_step_appears_with_the_goods_that_came(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    order = rig.order({mug: 3})
    transfer = opened(rig, order)
    (ours,) = (row for row in rig.odoo.warehouses() if row.odoo_id == rig.warehouse)
    pick(rig, transfer, shelf, 3)
    (answer,) = rig.odoo.validate([close(transfer, 3)])
    assert len(answer.next_transfers) == (ours.steps > 1)
    for after in rig.odoo.read_transfers(answer.next_transfers):
        assert after.state == "assigned"
        assert [(move.product, move.demand_m, move.quantity_m) for move in after.moves] == [(mug, 3000, 3000)]
        assert after.odoo_id in rig.odoo.open_transfer_ids(rig.warehouse)
    assert rig.raw_shipped(order) == (3 if ours.steps == 1 else 0)


def test_a_box_goes_with_its_goods_to_the_next_step(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    transfer = opened(rig, rig.order({mug: 3}))
    box = rig.odoo.create_package(token("box"), "P-9", None, 1200)
    rig.odoo.reconcile([WantedTransfer(transfer.odoo_id, picked(transfer, (shelf, 3), box=box))])
    (answer,) = rig.odoo.validate([close(transfer, 3)])
    assert rig.raw_lines(transfer.odoo_id) == [(shelf, 3, True, box)]
    for after in rig.odoo.read_transfers(answer.next_transfers):
        assert [(line.package, line.result_package, line.quantity_m) for line in after.lines] == [(box, box, 3000)]


def test_what_is_picked_later_joins_the_next_step_while_that_is_open(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    transfer = opened(rig, rig.order({mug: 3}))
    pick(rig, transfer, shelf, 1)
    (first,) = rig.odoo.validate([close(transfer, 3, 1)])
    (rest,) = rig.odoo.read_transfers([first.backorder or 0])
    late = next(row for row in rig.odoo.open_transfers(rig.warehouse) if row.odoo_id == rest.odoo_id)
    pick(rig, late, shelf, 2)
    (second,) = rig.odoo.validate([close(late, 2)])
    assert second.next_transfers == first.next_transfers
    for after in rig.odoo.read_transfers(second.next_transfers):
        assert sum(move.demand_m for move in after.moves) == 3000
        assert sum(pieces for _, pieces, _, _ in rig.raw_lines(after.odoo_id)) == 3


def test_of_several_transfers_only_those_that_may_are_closed(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    ready, untouched, ended = (opened(rig, rig.order({mug: 2})) for _ in range(3))
    pick(rig, ready, shelf, 2)
    rig.someone_cancels(ended.odoo_id)
    closes = [close(untouched, 2), close(ready, 2), close(ended, 2), Close(999_999_999, {})]
    assert closed(rig, *closes) == ["not_picked", "done", "cancelled", "gone"]
    assert rig.raw_transfer(untouched.odoo_id)[0] == "assigned"
    assert rig.raw_on_hand(mug, shelf) == 8


def test_a_transfer_somebody_validated_meanwhile_is_told_with_what_came_of_it(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    transfer = opened(rig, rig.order({mug: 3}))
    pick(rig, transfer, shelf, 2)
    rig.someone_validates(transfer.odoo_id)
    (answer,) = rig.odoo.validate([close(transfer, 3, 2)])
    assert (answer.status, answer.backorder is None) == ("already", False)
    assert rig.raw_on_hand(mug, shelf) == 8


def test_a_lost_answer_ships_once(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    order = rig.order({mug: 3})
    transfer, odoo = opened(rig, order), rig.losing()
    pick(rig, transfer, shelf, 2)
    (answer,) = again(lambda: odoo.validate([close(transfer, 3, 2)]))
    assert (answer.status, answer.backorder is None) == ("already", False)
    assert rig.raw_on_hand(mug, shelf) == 8
    assert rig.raw_picking_states(order).count("assigned") == 1 + len(answer.next_transfers)
