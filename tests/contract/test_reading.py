"""What the port tells about people, places, products and orders."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.contract.rig import DAY, Address, Rig, open_transfer, opened, stocked, token
from warehouse_app.service.ports.odoo import Close, OdooRefused, ShipTo, WantedLine, WantedTransfer


def test_an_odoo_keeps_its_identity(rig: Rig) -> None:
    assert rig.odoo.identity() == rig.odoo.identity() != ""


def test_the_right_password_gives_the_odoo_user_and_anything_else_nobody(rig: Rig) -> None:
    here, gone = f"sam.{uuid4().hex}", f"gone.{uuid4().hex}"
    sam = rig.user(here, "right-12345")
    rig.user(gone, "right-12345", active=False)
    assert rig.odoo.authenticate(here, "right-12345") == sam
    assert rig.odoo.authenticate(here, "wrong") is None
    assert rig.odoo.authenticate(gone, "right-12345") is None
    assert rig.odoo.authenticate("nobody.contract", "") is None


def test_the_warehouse_tells_its_steps_and_its_time_zone(rig: Rig) -> None:
    (ours,) = (row for row in rig.odoo.warehouses() if row.odoo_id == rig.warehouse)
    assert ours.steps in (1, 2, 3)
    assert "/" in ours.zone


def test_a_bin_is_listed_with_its_name_and_barcode_and_a_stranger_s_warehouse_is_refused(rig: Rig) -> None:
    name = f"Q-{uuid4().hex[:6]}"
    shelf = rig.bin(name)
    found = {row.odoo_id: row for row in rig.odoo.locations(rig.warehouse)}
    assert (found[shelf].code, found[shelf].barcode) == (name, name)
    with pytest.raises(OdooRefused):
        rig.odoo.locations(999_999)


def test_a_barcode_on_a_case_stands_for_all_pieces_in_it(rig: Rig) -> None:
    piece, case = str(uuid4().int)[:13], str(uuid4().int)[:14]
    soap = rig.product("Soap", codes={piece: 1, case: 12})
    (card,) = (row for row in rig.odoo.products() if row.odoo_id == soap)
    assert dict(card.codes) == {piece: 1000, case: 12_000}


def test_a_product_tells_its_tags_its_category_and_its_volume(rig: Rig) -> None:
    cell = rig.product("Cell")
    rig.describe(cell, "hazmat", "Batteries", 20_000)  # a volume is kept to ten litres, where nobody set it finer
    (card,) = (row for row in rig.odoo.products() if row.odoo_id == cell)
    assert (card.tags[0].split()[0], card.tags[1:], card.volume_ml) == ("hazmat", ("Batteries",), 20_000)


def test_an_order_tells_who_sold_it_and_what_it_comes_to(rig: Rig) -> None:
    mug, team = rig.product("Mug"), f"Web {uuid4().hex[:6]}"
    rig.put(mug, rig.bin("A-01-1"), 2)
    transfer = opened(rig, rig.order({mug: 2}, team=team, price=60))
    assert (transfer.segment, transfer.value) == (team, 12_000)


def test_what_is_sent_for_a_kit_bears_its_name_and_how_many_make_one_and_anything_else_none(rig: Rig) -> None:
    card, ribbon, mug, shelf = rig.product("Card"), rig.product("Ribbon"), rig.product("Mug"), rig.bin("A-01-1")
    for part in (card, ribbon, mug):
        rig.put(part, shelf, 9)
    kit = rig.kit("Gift set", {card: 1, ribbon: 2})
    transfer = opened(rig, rig.order({kit: 2, mug: 1}))
    sent = {line.product: (line.quantity_m, line.kit, line.each_m) for line in transfer.lines}
    assert sent == {card: (2000, "Gift set", 1000), ribbon: (4000, "Gift set", 2000), mug: (1000, None, None)}


def test_what_was_paid_is_shared_out_among_all_that_is_sent_for_it(rig: Rig) -> None:
    card, ribbon, mug, shelf = rig.product("Card"), rig.product("Ribbon"), rig.product("Mug"), rig.bin("A-01-1")
    for part in (card, ribbon, mug):
        rig.put(part, shelf, 9)
    transfer = opened(rig, rig.order({rig.kit("Gift set", {card: 1, ribbon: 2}): 2, mug: 1}, price=6))
    worth = {line.product: (line.worth or 0) * line.quantity_m // 1000 for line in transfer.lines}
    assert sorted(worth) == sorted([card, ribbon, mug])
    assert all(worth.values())
    assert abs(sum(worth.values()) - 1800) < 10


def test_a_lot_belongs_to_its_product_and_tells_its_date(rig: Rig) -> None:
    tea = rig.product("Tea", "lot", expires=True)
    dated, undated = rig.lot(tea, "L1", 30), rig.lot(tea, "L2")
    lots = {row.odoo_id: row for row in rig.odoo.lots()}
    assert lots[dated].product == lots[undated].product == tea
    assert lots[undated].expires is None
    assert len(lots[dated].expires or "") == len("2027-03-01")


def test_the_oldest_deadline_comes_first_and_none_comes_last(rig: Rig) -> None:
    mug, shelf = rig.product("Mug"), rig.bin("A-01-1")
    rig.put(mug, shelf, 9)
    never = rig.order({mug: 1})
    later = rig.order({mug: 1}, deadline=rig.now + 2 * DAY)
    soon = rig.order({mug: 1}, deadline=rig.now + DAY, carrier="DHL")
    ours = [row for row in rig.odoo.open_transfers(rig.warehouse) if row.order in (never, later, soon)]
    assert [row.order for row in ours] == [soon, later, never]
    assert [row.deadline for row in ours] == [rig.now + DAY, rig.now + 2 * DAY, None]
    assert [row.carrier for row in ours] == ["DHL", None, None]


def test_of_some_transfers_those_that_are_ready_are_read_whole(rig: Rig) -> None:
    mug, shelf = rig.product("Mug"), rig.bin("A-01-1")
    rig.put(mug, shelf, 2)
    one, other, empty = (rig.order({mug: 1}) for _ in range(3))
    rows = {row.order: row for row in rig.odoo.open_transfers(rig.warehouse)}
    assert {one, other} <= rows.keys()
    assert empty not in rows
    ids = [row.odoo_id for row in rows.values()]
    waiting = sorted(set(rig.odoo.open_transfer_ids(rig.warehouse)) - set(ids))
    assert rig.odoo.open_transfers(rig.warehouse, [rows[other].odoo_id, *waiting]) == [rows[other]]
    assert rig.odoo.open_transfers(rig.warehouse, []) == []
    assert rig.odoo.open_transfers(rig.warehouse, ids * 200) == list(rows.values()), "more than one call takes"


def test_an_order_that_ships_only_complete_says_so(rig: Rig) -> None:
    mug, shelf = rig.product("Mug"), rig.bin("A-01-1")
    rig.put(mug, shelf, 4)
    parts, whole = open_transfer(rig, rig.order({mug: 1})), open_transfer(rig, rig.order({mug: 1}, all_at_once=True))
    assert parts is not None
    assert whole is not None
    assert (parts.whole_only, whole.whole_only) == (False, True)


@pytest.mark.parametrize("address", [Address(street=None), Address(zip=None), Address(city=None)])
def test_a_customer_with_half_an_address_is_not_ok(rig: Rig, address: Address) -> None:
    mug, shelf = rig.product("Mug"), rig.bin("A-01-1")
    rig.put(mug, shelf, 2)
    half, whole = open_transfer(rig, rig.order({mug: 1}, address=address)), open_transfer(rig, rig.order({mug: 1}))
    assert half is not None
    assert not half.customer_ok
    assert whole is not None
    assert whole.customer_ok


def test_a_box_is_told_in_millimetres_and_grams(rig: Rig) -> None:
    name = f"Carton {uuid4().hex[:6]}"
    rig.box(name, name.upper(), (300, 215, 140), 160, 10_500)
    (box,) = (row for row in rig.odoo.boxes() if row.name == name)
    assert (box.barcode, box.size_mm, box.weight_g, box.max_g) == (name.upper(), (300, 215, 140), 160, 10_500)


def test_a_parcel_s_address_is_told_as_the_customer_left_it(rig: Rig) -> None:
    mug, _ = stocked(rig)
    whole = opened(rig, rig.order({mug: 1}, address=Address("Elbchaussee 1", "22765", "Hamburg")))
    half = opened(rig, rig.order({mug: 1}, address=Address(None, None, "Hamburg")))
    assert whole.ship_to == ShipTo("Ida Quast", "Elbchaussee 1", "", "22765", "Hamburg", "", "DE")
    assert half.ship_to == ShipTo("Ida Quast", "", "", "", "Hamburg", "", "DE")


def test_what_follows_in_the_chain_is_open_too_and_says_which_step_it_is(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    order = rig.order({mug: 3})
    (ours,) = (row for row in rig.odoo.warehouses() if row.odoo_id == rig.warehouse)
    assert len(ours.chain) == ours.steps
    places = {row.odoo_id for row in rig.odoo.locations(rig.warehouse)}
    transfer, boxed = opened(rig, order), None
    for at, step in enumerate(ours.chain):
        assert transfer.op_type == step
        assert {line.location for line in transfer.lines} <= places
        assert {line.package for line in transfer.lines} == {boxed}
        (line,) = transfer.lines
        if at == len(ours.chain) - 2:
            boxed = rig.odoo.create_package(token("box"), "P-1", None, 900)
        wanted = WantedLine(line.move, mug, line.location, None, 3000, True, line.package, boxed)
        rig.odoo.reconcile([WantedTransfer(transfer.odoo_id, (wanted,))])
        (closed,) = rig.odoo.validate([Close(transfer.odoo_id, {line.move: 3000}, {line.move: 3000})])
        assert closed.status == "done"
        if at < len(ours.chain) - 1:
            transfer = opened(rig, order)
            assert transfer.odoo_id in closed.next_transfers
    assert (rig.raw_shipped(order), rig.raw_on_hand(mug, shelf)) == (3, 7)
