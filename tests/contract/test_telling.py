"""Waves, boxes and notes exist once, however often they are told."""

from __future__ import annotations

import pytest

from tests.contract.rig import Rig, again, close, opened, stocked, token, wanted
from warehouse_app.service.ports.odoo import OdooRefused, TransferNote


def test_a_wave_is_one_running_batch_of_its_transfers(rig: Rig) -> None:
    mug, _ = stocked(rig)
    first, second = opened(rig, rig.order({mug: 1})), opened(rig, rig.order({mug: 1}))
    name, number = token("wave"), token("W")
    ids = (first.odoo_id, second.odoo_id)
    claim = rig.odoo.claim_wave(name, number, first.op_type, ids, "Sam, cart 3")
    assert (claim.joined, claim.left_out) == (ids, ())
    assert rig.odoo.claim_wave(name, number, first.op_type, ids, "Sam, cart 3") == claim
    assert [rig.raw_transfer(id_) for id_ in ids] == [("assigned", claim.batch)] * 2
    assert rig.raw_batches(number) == ["in_progress"]
    assert [row.batch for row in rig.odoo.read_transfers(ids)] == [claim.batch] * 2
    found = {row.odoo_id: row.batch for row in rig.odoo.open_transfers(rig.warehouse)}
    assert [found[id_] for id_ in ids] == [claim.batch] * 2
    (there,) = rig.odoo.batches([claim.batch, 999_999])
    assert (there.odoo_id, there.state, bool(there.name)) == (claim.batch, "in_progress", True)


def test_a_late_transfer_joins_and_one_of_another_wave_stays_there(rig: Rig) -> None:
    mug, _ = stocked(rig)
    one, two, late = (opened(rig, rig.order({mug: 1})) for _ in range(3))
    first, second = token("wave"), token("wave")
    ours = rig.odoo.claim_wave(first, "W-1", one.op_type, [one.odoo_id], "")
    theirs = rig.odoo.claim_wave(second, "W-2", two.op_type, [two.odoo_id], "")
    claim = rig.odoo.claim_wave(first, "W-1", one.op_type, [one.odoo_id, two.odoo_id, late.odoo_id], "")
    assert (claim.joined, claim.left_out) == ((one.odoo_id, late.odoo_id), (two.odoo_id,))
    assert rig.raw_transfer(late.odoo_id)[1] == ours.batch
    assert rig.raw_transfer(two.odoo_id)[1] == theirs.batch


def test_a_wave_nothing_can_join_is_refused_and_leaves_no_empty_batch(rig: Rig) -> None:
    mug, _ = stocked(rig)
    transfer, number = opened(rig, rig.order({mug: 1})), token("W")
    rig.someone_cancels(transfer.odoo_id)
    with pytest.raises(OdooRefused):
        rig.odoo.claim_wave(token("wave"), number, transfer.op_type, [transfer.odoo_id], "")
    assert rig.raw_batches(number) == []


def test_lost_answers_make_one_wave(rig: Rig) -> None:
    mug, _ = stocked(rig)
    transfer, number, name, odoo = opened(rig, rig.order({mug: 1})), token("W"), token("wave"), rig.losing()
    claim = again(lambda: odoo.claim_wave(name, number, transfer.op_type, [transfer.odoo_id], ""))
    assert claim.joined == (transfer.odoo_id,)
    assert rig.raw_batches(number) == ["in_progress"]
    assert rig.raw_transfer(transfer.odoo_id)[1] == claim.batch


def test_a_wave_told_again_after_a_transfer_of_it_was_cancelled_is_that_wave(rig: Rig) -> None:
    mug, _ = stocked(rig)
    one, gone = opened(rig, rig.order({mug: 1})), opened(rig, rig.order({mug: 1}))
    name, number, ids = token("wave"), token("W"), (one.odoo_id, gone.odoo_id)
    claim = rig.odoo.claim_wave(name, number, one.op_type, ids, "")
    rig.someone_cancels(gone.odoo_id)
    again_ = rig.odoo.claim_wave(name, number, one.op_type, ids, "")
    assert (again_.batch, again_.joined[:1]) == (claim.batch, (one.odoo_id,))
    assert rig.raw_batches(number) == ["in_progress"]


def test_a_wave_is_through_when_all_of_it_is_done_and_one_transfer_leaves_it_when_done_alone(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    one, two = opened(rig, rig.order({mug: 1})), opened(rig, rig.order({mug: 1}))
    number = token("W")
    claim = rig.odoo.claim_wave(token("wave"), number, one.op_type, [one.odoo_id, two.odoo_id], "")
    rig.odoo.reconcile([wanted(one, (shelf, 1)), wanted(two, (shelf, 1))])
    rig.odoo.validate([close(one, 1)])
    assert (rig.raw_transfer(one.odoo_id), rig.raw_batches(number)) == (("done", None), ["in_progress"])
    rig.odoo.validate([close(two, 1)])
    assert (rig.raw_transfer(two.odoo_id), rig.raw_batches(number)) == (("done", claim.batch), ["done"])


def test_a_box_exists_once_and_takes_its_newest_weight(rig: Rig) -> None:
    name, label, odoo = token("box"), token("P"), rig.losing()
    box = again(lambda: odoo.create_package(name, label, None, 1200))
    assert rig.odoo.create_package(name, label, None, 1450) == box
    assert rig.raw_packages(label) == [1450]


def test_notes_are_in_the_histories_once_and_as_they_were_written(rig: Rig) -> None:
    mug, _ = stocked(rig)
    transfers, odoo = [opened(rig, rig.order({mug: 1})).odoo_id for _ in range(2)], rig.losing()
    notes = [TransferNote(transfer, token("note"), "Short: 2 < 3, missing\nSam, cart 3") for transfer in transfers]
    again(lambda: odoo.post_notes(notes))
    rig.odoo.post_notes(notes)
    assert [rig.raw_notes(transfer, "3, missing") for transfer in transfers] == [1, 1]
    assert [rig.raw_notes(transfer, "Sam, cart 3") for transfer in transfers] == [1, 1]


def test_a_note_on_no_transfer_is_refused_and_so_are_those_beside_it(rig: Rig) -> None:
    mug, _ = stocked(rig)
    transfer = opened(rig, rig.order({mug: 1})).odoo_id
    notes = [TransferNote(id_, token("note"), "Seen by Sam") for id_ in (transfer, 2**30)]
    with pytest.raises(OdooRefused):
        rig.odoo.post_notes(notes)
    assert rig.raw_notes(transfer, "Seen by Sam") == 0


def test_what_changed_is_named_and_what_ended_is_no_longer_open(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    transfer, since = opened(rig, rig.order({mug: 2})), rig.odoo.clock() - 1000
    rig.odoo.reconcile([wanted(transfer, (shelf, 2))])
    assert transfer.odoo_id in rig.odoo.changed_transfers(rig.warehouse, since)
    assert transfer.odoo_id in rig.odoo.open_transfer_ids(rig.warehouse)
    assert transfer.odoo_id not in rig.odoo.changed_transfers(rig.warehouse, since + 3_600_000)
    rig.someone_cancels(transfer.odoo_id)
    assert transfer.odoo_id not in rig.odoo.open_transfer_ids(rig.warehouse)
    assert rig.raw_transfer(transfer.odoo_id)[0] == "cancel"
