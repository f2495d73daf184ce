"""Leaving: nothing of ours is in Odoo any more but what was done there."""

from __future__ import annotations

from tests.contract.rig import Rig, token


def test_open_transfers_leave_our_batches_and_what_was_picked_stays(rig: Rig) -> None:
    product, place = rig.product(token("good")), rig.bin(token("bin")[-8:])
    rig.put(product, place, 50)
    for _ in range(2):
        rig.order({product: 3})
    mine = [one for one in rig.odoo.open_transfers(rig.warehouse) if one.lines[0].product == product]
    ids, name = [one.odoo_id for one in mine], token("wave")
    rig.odoo.claim_wave(name, name, mine[0].op_type, ids, "")
    rig.someone_picks(ids[0], 2)
    assert rig.office.let_go() >= 2
    assert [rig.raw_transfer(id_) for id_ in ids] == [("assigned", None)] * 2
    assert (place, 2, True) in {line[:3] for line in rig.raw_lines(ids[0])}
    assert rig.raw_batches(name) == ["cancel"]
    assert rig.office.let_go() == 0


def test_our_names_are_counted_and_go_and_the_records_stay(rig: Rig) -> None:
    box = rig.odoo.create_package(token("box"), token("name"), None, None)
    assert box
    assert sum(rig.master.names_of_ours().values()) >= 1
    assert rig.master.forget_names() >= 1
    assert dict(rig.master.names_of_ours()) == {}
    assert rig.master.forget_names() == 0
