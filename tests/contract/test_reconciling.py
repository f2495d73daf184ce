"""What the floor picked is in Odoo exactly so, whatever was there before and however often it is told."""

from __future__ import annotations

from tests.contract.rig import Rig, again, kept, opened, picked, stocked, token, wanted
from warehouse_app.service.ports.odoo import Reconciled, WantedTransfer


def told(rig: Rig, *wishes: WantedTransfer) -> list[str]:
    return [str(answer.status) for answer in rig.odoo.reconcile(wishes)]


def test_what_was_picked_is_in_odoo_and_a_second_telling_changes_nothing(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    transfer = opened(rig, rig.order({mug: 3}))
    assert told(rig, wanted(transfer, (shelf, 3))) == ["written"]
    assert told(rig, wanted(transfer, (shelf, 3))) == ["already"]
    assert rig.raw_lines(transfer.odoo_id) == [(shelf, 3, True, None)]
    assert rig.raw_reserved(mug, shelf) == 3


def test_the_answer_shows_the_transfer_as_it_is_afterwards(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    transfer = opened(rig, rig.order({mug: 3}))
    (answer,) = rig.odoo.reconcile([wanted(transfer, (shelf, 2))])
    assert answer.now is not None
    assert [(line.location, line.quantity_m, line.picked) for line in answer.now.lines] == [(shelf, 2000, True)]
    assert [(move.demand_m, move.quantity_m, move.picked) for move in answer.now.moves] == [(3000, 2000, True)]
    assert list(rig.odoo.read_transfers([transfer.odoo_id])) == [answer.now]
    assert rig.raw_lines(transfer.odoo_id) == [(shelf, 2, True, None)]


def test_what_is_not_picked_is_free_for_others_unless_it_is_kept(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    transfer = opened(rig, rig.order({mug: 5}))
    part = (*picked(transfer, (shelf, 2)), kept(transfer, shelf, 3))
    assert told(rig, WantedTransfer(transfer.odoo_id, part)) == ["written"]
    assert rig.raw_lines(transfer.odoo_id) == [(shelf, 2, True, None), (shelf, 3, False, None)]
    assert rig.raw_reserved(mug, shelf) == 5
    assert told(rig, wanted(transfer, (shelf, 2), written=(part,))) == ["written"]
    assert rig.raw_lines(transfer.odoo_id) == [(shelf, 2, True, None)]
    assert rig.raw_reserved(mug, shelf) == 2


def test_no_more_is_kept_than_odoo_has_reserved(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    transfer = opened(rig, rig.order({mug: 5}))
    told(rig, wanted(transfer, (shelf, 2)))
    part = (*picked(transfer, (shelf, 2)), kept(transfer, shelf, 3))
    assert told(rig, WantedTransfer(transfer.odoo_id, part, (picked(transfer, (shelf, 2)),))) == ["already"]
    assert rig.raw_reserved(mug, shelf) == 2


def test_goods_from_a_second_bin_make_a_line_of_their_own(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    other = rig.bin("B-02-2")
    rig.put(mug, other, 4)
    transfer = opened(rig, rig.order({mug: 5}))
    ours, theirs = transfer.lines[0].location, {shelf, other} - {transfer.lines[0].location}
    (second,) = theirs
    assert told(rig, wanted(transfer, (ours, 1), (second, 2))) == ["written"]
    assert sorted(rig.raw_lines(transfer.odoo_id)) == sorted([(ours, 1, True, None), (second, 2, True, None)])
    assert (rig.raw_reserved(mug, ours), rig.raw_reserved(mug, second)) == (1, 2)


def test_a_pick_taken_back_leaves_the_goods_reserved_for_the_order(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    transfer = opened(rig, rig.order({mug: 3}))
    told(rig, wanted(transfer, (shelf, 3)))
    undone = WantedTransfer(transfer.odoo_id, (kept(transfer, shelf, 3),), (picked(transfer, (shelf, 3)),))
    assert told(rig, undone) == ["written"]
    assert rig.raw_lines(transfer.odoo_id) == [(shelf, 3, False, None)]


def test_nothing_found_is_said_as_nothing_picked(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    transfer = opened(rig, rig.order({mug: 3}))
    assert told(rig, wanted(transfer, (shelf, 0))) == ["written"]
    assert rig.raw_lines(transfer.odoo_id) == [(shelf, 0, True, None)]
    assert rig.raw_reserved(mug, shelf) == 0


def test_goods_may_be_taken_from_a_bin_that_is_empty_in_the_book(rig: Rig) -> None:
    mug, shelf = stocked(rig, 3)
    empty = rig.bin("C-03-3")
    transfer = opened(rig, rig.order({mug: 3}))
    assert told(rig, wanted(transfer, (shelf, 1), (empty, 2))) == ["written"]
    assert sorted(rig.raw_lines(transfer.odoo_id)) == sorted([(shelf, 1, True, None), (empty, 2, True, None)])
    assert rig.odoo.quant(mug, empty, None).reserved_m == 2000


def test_what_odoo_reserved_elsewhere_is_let_go_when_all_of_it_is_picked(rig: Rig) -> None:
    mug, shelf = stocked(rig, 3)
    other = rig.bin("C-03-4")
    transfer = opened(rig, rig.order({mug: 3}))
    assert told(rig, wanted(transfer, (other, 3))) == ["written"]
    assert [line for line in rig.raw_lines(transfer.odoo_id) if line[1]] == [(other, 3, True, None)]
    assert rig.raw_reserved(mug, shelf) == 0, "and with it left over Odoo would not validate"
    assert told(rig, wanted(transfer, (other, 3))) == ["already"]


def test_boxes_split_a_line_and_can_be_changed(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    transfer = opened(rig, rig.order({mug: 5}))
    one, two = (rig.odoo.create_package(token("box"), name, None, None) for name in ("P-1", "P-2"))
    split = picked(transfer, (shelf, 2), box=one) + picked(transfer, (shelf, 3), box=two)
    assert told(rig, WantedTransfer(transfer.odoo_id, split)) == ["written"]
    assert sorted(rig.raw_lines(transfer.odoo_id)) == sorted([(shelf, 2, True, one), (shelf, 3, True, two)])
    joined = picked(transfer, (shelf, 5), box=two)
    assert told(rig, WantedTransfer(transfer.odoo_id, joined, (split,))) == ["written"]
    assert rig.raw_lines(transfer.odoo_id) == [(shelf, 5, True, two)]


def test_many_transfers_are_told_in_one_go_and_each_is_answered(rig: Rig) -> None:
    mug, shelf = stocked(rig, 9)
    first, second = opened(rig, rig.order({mug: 2})), opened(rig, rig.order({mug: 3}))
    assert told(rig, wanted(second, (shelf, 3)), wanted(first, (shelf, 1))) == ["written", "written"]
    assert rig.raw_lines(first.odoo_id) == [(shelf, 1, True, None)]
    assert rig.raw_lines(second.odoo_id) == [(shelf, 3, True, None)]


def test_one_bad_transfer_does_not_hold_up_the_others(rig: Rig) -> None:
    mug, shelf = stocked(rig, 20)
    good = [opened(rig, rig.order({mug: 2})) for _ in range(3)]
    bad = opened(rig, rig.order({mug: 2}))
    wishes = [wanted(row, (shelf, 2)) for row in (good[0], good[1])]
    wishes += [wanted(bad, (shelf, -1)), wanted(good[2], (shelf, 2))]
    assert told(rig, *wishes) == ["written", "written", "refused", "written"]
    assert [rig.raw_lines(row.odoo_id) for row in good] == [[(shelf, 2, True, None)]] * 3
    assert rig.raw_lines(bad.odoo_id) == [(shelf, 2, False, None)]


def test_a_line_of_another_transfer_s_move_is_refused(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    mine, other = opened(rig, rig.order({mug: 2})), opened(rig, rig.order({mug: 2}))
    assert told(rig, WantedTransfer(mine.odoo_id, picked(other, (shelf, 2)))) == ["refused"]
    assert rig.raw_lines(mine.odoo_id) == rig.raw_lines(other.odoo_id) == [(shelf, 2, False, None)]


def test_what_somebody_else_picked_in_odoo_is_not_overwritten(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    transfer = opened(rig, rig.order({mug: 5}))
    told(rig, wanted(transfer, (shelf, 2)))
    rig.someone_picks(transfer.odoo_id, 4)
    assert told(rig, wanted(transfer, (shelf, 5), written=(picked(transfer, (shelf, 2)),))) == ["foreign"]
    assert rig.raw_lines(transfer.odoo_id) == [(shelf, 4, True, None)]


def test_what_may_have_been_written_of_ours_is_not_taken_for_somebody_else_s(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    transfer = opened(rig, rig.order({mug: 5}))
    states = tuple(picked(transfer, (shelf, pieces)) for pieces in (1, 2))
    told(rig, wanted(transfer, (shelf, 2)))
    assert told(rig, wanted(transfer, (shelf, 4), written=states)) == ["written"]
    assert rig.raw_lines(transfer.odoo_id) == [(shelf, 4, True, None)]


def test_taking_reservations_away_in_odoo_leaves_a_move_alone_that_somebody_has_picked_for(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    transfer = opened(rig, rig.order({mug: 5}))
    part = (*picked(transfer, (shelf, 2)), kept(transfer, shelf, 3))
    told(rig, WantedTransfer(transfer.odoo_id, part))
    rig.someone_unreserves(transfer.odoo_id)
    assert rig.raw_lines(transfer.odoo_id) == [(shelf, 2, True, None), (shelf, 3, False, None)]
    assert told(rig, wanted(transfer, (shelf, 4), written=(part,))) == ["written"]
    assert rig.raw_lines(transfer.odoo_id) == [(shelf, 4, True, None)]


def test_goods_picked_after_the_reservation_was_taken_away_are_written_all_the_same(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    transfer = opened(rig, rig.order({mug: 5}))
    rig.someone_unreserves(transfer.odoo_id)
    assert rig.raw_lines(transfer.odoo_id) == []
    assert told(rig, wanted(transfer, (shelf, 5))) == ["written"]
    assert rig.raw_lines(transfer.odoo_id) == [(shelf, 5, True, None)]


def test_a_cancelled_a_done_and_a_vanished_transfer_are_named_and_not_written(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    gone, done = opened(rig, rig.order({mug: 1})), opened(rig, rig.order({mug: 1}))
    rig.someone_cancels(gone.odoo_id)
    rig.someone_validates(done.odoo_id)
    nowhere = WantedTransfer(999_999_999, picked(done, (shelf, 1)))
    wishes = (wanted(gone, (shelf, 1)), wanted(done, (shelf, 1)), nowhere)
    assert told(rig, *wishes) == ["cancelled", "done", "gone"]
    assert rig.raw_transfer(gone.odoo_id)[0] == "cancel"
    assert rig.raw_on_hand(mug, shelf) == 9


def test_lost_answers_neither_double_nor_lose_a_line(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    other, odoo = rig.bin("B-02-2"), rig.losing()
    first, second = opened(rig, rig.order({mug: 5})), opened(rig, rig.order({mug: 2}))
    split = (*picked(first, (shelf, 1), (other, 2)), kept(first, shelf, 2))
    wishes = [WantedTransfer(first.odoo_id, split), wanted(second, (shelf, 2))]
    answers = again(lambda: list[Reconciled](odoo.reconcile(wishes)))
    assert {answer.status for answer in answers} <= {"written", "already"}
    assert sorted(rig.raw_lines(first.odoo_id)) == sorted(
        [(shelf, 1, True, None), (shelf, 2, False, None), (other, 2, True, None)]
    )
    assert rig.raw_lines(second.odoo_id) == [(shelf, 2, True, None)]
    assert (rig.raw_reserved(mug, shelf), rig.raw_reserved(mug, other)) == (5, 2)
