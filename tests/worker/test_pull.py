"""Somebody works in Odoo in mid-wave: each row of the ownership table does what it says, on a real store."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from tests.worker.yard import Counting, Picker, Yard
from warehouse_app.demo.records import Picking
from warehouse_app.demo.reservation import assign, touch
from warehouse_app.domain.packing import Bench
from warehouse_app.service.ports.odoo import Odoo
from warehouse_app.service.ports.telling import FloorTransfer
from warehouse_app.service.pull import pull


def on_a_wave(yard: Yard) -> tuple[Picker, FloorTransfer]:
    """An order of five pieces from one bin and two from another, on a wave somebody walks, and known to Odoo."""
    order = yard.order({0: 5, 1: 2})
    yard.open()
    picker = yard.picker(yard.release()[0])
    yard.settle()
    return picker, yard.floor(order)


def record(yard: Yard, floor: FloorTransfer) -> Picking:
    return yard.books.pickings[floor.odoo_id]


def now(yard: Yard, floor: FloorTransfer) -> FloorTransfer:
    return next(one for one in yard.floors() if one.id == floor.id)


def reserved_elsewhere(yard: Yard, floor: FloorTransfer) -> int:
    """Odoo reserves the first goods in another bin, which is new here; that bin."""
    later(yard)
    place = yard.rig.bin("B-01-1")
    yard.rig.put(yard.products[0], place, 50, days_ago=900)
    yard.rig.someone_unreserves(floor.odoo_id)
    assign(yard.books, record(yard, floor))
    return place


def sheet_changes(yard: Yard, wave: int) -> list[str]:
    rows = yard.store.read(lambda views: views.changes(0, [f"wave:{wave}"], 100))
    return [row.ref for row in rows if row.kind == "sheet"]


def later(yard: Yard) -> None:
    yard.clock.now += 10_000


def test_carrier_and_priority_follow_odoo(yard: Yard) -> None:
    _, floor = on_a_wave(yard)
    later(yard)
    row = record(yard, floor)
    row.wanted = replace(row.wanted, carrier="UPS", priority=1)
    touch(yard.books, row)
    yard.pull()
    assert (now(yard, floor).carrier, now(yard, floor).priority) == ("UPS", 1)


def test_an_untouched_line_that_moves_to_another_bin_replaces_the_sheet(yard: Yard) -> None:
    picker, floor = on_a_wave(yard)
    place = reserved_elsewhere(yard, floor)
    yard.pull()
    assert sheet_changes(yard, picker.sheet["wave"]) == []

    pull(yard.rig.odoo, yard.store)
    yard.pull()
    locations = {line.place.location for line in now(yard, floor).lines}
    assert locations == {place, yard.bins[1]}
    assert sheet_changes(yard, picker.sheet["wave"]) == ["2"]


def test_a_line_that_was_unreserved_and_is_back_is_walked_again(yard: Yard) -> None:
    picker, floor = on_a_wave(yard)
    later(yard)
    yard.rig.someone_unreserves(floor.odoo_id)
    yard.pull()
    assert now(yard, floor).lines == ()
    later(yard)

    assign(yard.books, record(yard, floor))
    yard.pull()
    assert {line.id for line in now(yard, floor).lines} == {line.id for line in floor.lines}
    assert sheet_changes(yard, picker.sheet["wave"]) == ["2", "3"]


def test_a_touched_line_is_not_moved_by_unreserving(yard: Yard) -> None:
    picker, floor = on_a_wave(yard)
    picker.pick(picker.lines[0], 5000)
    picker.send()
    yard.settle()
    later(yard)
    yard.rig.someone_unreserves(floor.odoo_id)
    yard.pull()
    assert [(line.picked_m, line.demand_m) for line in now(yard, floor).lines] == [(5000, 5000)]
    assert yard.cases() == []


def test_what_somebody_else_wrote_is_not_overwritten_and_opens_one_case(yard: Yard) -> None:
    picker, floor = on_a_wave(yard)
    picker.pick(picker.lines[0], 5000)
    picker.send()
    yard.settle()
    yard.clock.now += 200_000
    yard.rig.someone_picks(floor.odoo_id, 3)
    for _ in range(3):
        yard.pull()
        later(yard)
    picker.pick(picker.lines[1], 2000)
    picker.send()
    yard.settle()
    assert yard.cases() == [("ORD-CHANGED", "foreign")]
    assert (yard.bins[0], 3, True, None) in yard.rig.raw_lines(floor.odoo_id)


def test_the_case_goes_when_odoo_is_put_right(yard: Yard) -> None:
    picker, floor = on_a_wave(yard)
    picker.pick(picker.lines[0], 5000)
    picker.send()
    yard.settle()
    yard.clock.now += 200_000
    yard.rig.someone_picks(floor.odoo_id, 3)
    yard.pull()
    later(yard)
    yard.rig.someone_picks(floor.odoo_id, 5)
    yard.pull()
    assert yard.cases() == []


def test_what_had_to_wait_for_that_is_told_then(yard: Yard) -> None:
    picker, floor = on_a_wave(yard)
    picker.pick(picker.lines[0], 5000)
    picker.send()
    yard.settle()
    yard.clock.now += 200_000
    yard.rig.someone_picks(floor.odoo_id, 3)
    picker.pick(picker.lines[1], 2000)
    picker.send()
    yard.settle()
    assert yard.picked_there() != yard.picked_here()
    later(yard)
    yard.rig.someone_picks(floor.odoo_id, 5)
    yard.pull()
    yard.settle()
    assert yard.picked_there() == yard.picked_here()
    assert yard.store.read(lambda views: views.delivery(yard.w)).persons == 0


def test_when_odoo_suddenly_shows_nothing_any_more_nothing_is_called_cancelled(yard: Yard) -> None:
    for n in range(12):
        yard.order({n: 1})
    yard.open()
    later(yard)
    pickings, yard.books.pickings = yard.books.pickings, {}
    yard.pull()
    yard.books.pickings = pickings
    assert {floor.state for floor in yard.floors()} == {"open"}


def test_a_transfer_cancelled_in_mid_wave_names_the_goods_to_put_back(yard: Yard) -> None:
    picker, floor = on_a_wave(yard)
    event = picker.pick(picker.lines[0], 5000)
    picker.send()
    yard.settle()
    later(yard)
    yard.rig.someone_cancels(floor.odoo_id)
    yard.pull()
    assert now(yard, floor).state == "cancelled"
    assert yard.cases() == [("ORD-CHANGED", "put_back")]
    assert sheet_changes(yard, picker.sheet["wave"]) == ["2"]
    picker.undo(picker.lines[0], event)
    picker.send()
    yard.settle()
    assert yard.cases() == []


def test_a_transfer_cancelled_before_its_picks_arrive_names_the_goods_too(yard: Yard) -> None:
    picker, floor = on_a_wave(yard)
    picker.pick(picker.lines[0], 5000)
    picker.send()
    yard.rig.someone_cancels(floor.odoo_id)
    yard.settle()
    assert now(yard, floor).state == "cancelled"
    assert yard.cases() == [("ORD-CHANGED", "put_back")]


def test_less_demand_in_mid_wave_names_what_is_too_much(yard: Yard) -> None:
    picker, floor = on_a_wave(yard)
    picker.pick(picker.lines[0], 5000)
    picker.send()
    yard.settle()
    later(yard)
    row = record(yard, floor)
    row.moves[0].demand_m = 2000
    touch(yard.books, row)
    yard.pull()
    rows = yard.store.read(lambda views: views.open_cases(yard.w))
    assert [(case.type, case.facts["why"], case.facts["qty_m"]) for case in rows] == [("ORD-CHANGED", "put_back", 3000)]


def test_a_transfer_validated_in_mid_wave_is_recorded_and_never_written_again(yard: Yard) -> None:
    picker, floor = on_a_wave(yard)
    later(yard)
    yard.rig.someone_validates(floor.odoo_id)
    yard.pull()
    assert now(yard, floor).state == "done"
    assert yard.cases() == [("ORD-CHANGED", "foreign")]
    counting = Counting(yard.port)
    yard.port = cast(Odoo, counting)
    picker.pick(picker.lines[0], 5000)
    assert picker.send() == ["conflict"]
    yard.run(30)
    assert counting.calls["reconcile"] == 0
    assert yard.cases() == [("FUL-SCAN", "line.gone"), ("ORD-CHANGED", "foreign")]


def test_a_deleted_transfer_counts_as_cancelled(yard: Yard) -> None:
    _, floor = on_a_wave(yard)
    later(yard)
    del yard.books.pickings[floor.odoo_id]
    yard.pull()
    ended = yard.store.write(lambda uow: uow.telling.transfers([floor.id])[floor.id])
    assert ended.state == "cancelled"


def test_new_orders_come_with_the_pull(yard: Yard) -> None:
    yard.order({0: 1})
    yard.open()
    later(yard)
    order = yard.order({1: 1, 2: 2})
    yard.pull(with_ids=False)
    assert [line.demand_m for line in yard.floor(order).lines] == [1000, 2000]
    assert sum(yard.floor(order).planned.values()) == 3000


def test_a_change_that_shows_late_is_found_in_the_overlap(yard: Yard) -> None:
    _, floor = on_a_wave(yard)
    yard.pull()
    row = record(yard, floor)
    row.wanted = replace(row.wanted, carrier="UPS")
    row.changed_at = yard.clock.now - 50_000
    yard.clock.now += 5_000
    yard.pull(with_ids=False)
    assert now(yard, floor).carrier == "UPS"


def test_pulling_a_wave_takes_at_most_four_calls_whatever_its_size(yard: Yard) -> None:
    yard.order({0: 1})
    yard.open()
    for n in range(300):
        yard.order({n % 12: 1})
    later(yard)
    counting = Counting(yard.port)
    yard.pull(port=cast(Odoo, counting))
    assert len(yard.floors()) == 301
    assert counting.calls.total() - counting.calls["clock"] <= 4
    yard.release(per_wave=300)
    for picking in yard.books.pickings.values():
        touch(yard.books, picking)
    again = Counting(yard.port)
    yard.pull(port=cast(Odoo, again))
    assert again.calls.total() <= 4


def test_nothing_changes_when_nothing_changed(yard: Yard) -> None:
    on_a_wave(yard)
    yard.pull()
    head = yard.store.read(lambda views: views.head())
    yard.pull()
    assert yard.store.read(lambda views: views.head()) == head


def wanted(yard: Yard, floor: FloorTransfer, n: int, pieces: int) -> None:
    """Somebody changes how many of the goods `n` the order wants, and Odoo reserves what there is."""
    later(yard)
    row = record(yard, floor)
    next(move for move in row.moves if move.product == yard.products[n]).demand_m = pieces * 1000
    assign(yard.books, row)
    touch(yard.books, row)
    yard.pull()


def open_changes(yard: Yard) -> list[str]:
    return [str(why) for type_, why in yard.cases() if type_ == "ORD-CHANGED"]


def test_more_that_is_wanted_while_somebody_walks_is_on_the_sheet_and_no_exception(yard: Yard) -> None:
    _, floor = on_a_wave(yard)
    wanted(yard, floor, 0, 8)
    assert open_changes(yard) == []
    assert sheet_changes(yard, floor.wave or 0) != []


def test_a_walk_that_is_over_before_the_demand_was_read_is_no_exception(yard: Yard) -> None:
    picker, floor = on_a_wave(yard)
    picker.pick_all()
    yard.store.write(lambda uow: uow.following.plan(floor.id, {}))
    yard.pull()
    assert sum(now(yard, floor).planned.values()) == 7000
    assert open_changes(yard) == []


def test_more_that_is_wanted_after_the_walk_is_one_exception_until_odoo_wants_it_no_more(yard: Yard) -> None:
    picker, floor = on_a_wave(yard)
    picker.pick_all()
    wanted(yard, floor, 0, 8)
    assert open_changes(yard) == ["more"]
    for _ in range(3):
        later(yard)
        touch(yard.books, record(yard, floor))
        yard.pull()
    assert open_changes(yard) == ["more"], "found again and again it is the same one"
    wanted(yard, floor, 0, 5)
    assert open_changes(yard) == []


def test_a_change_of_the_order_is_over_with_its_transfer(yard: Yard) -> None:
    picker, floor = on_a_wave(yard)
    picker.pick_all()
    wanted(yard, floor, 1, 4)
    assert open_changes(yard) == ["more"]
    later(yard)
    yard.rig.someone_cancels(floor.odoo_id)
    yard.pull()
    assert "more" not in open_changes(yard)


def test_another_carrier_after_the_labels_is_an_exception_until_it_is_the_old_one_again(yard: Yard) -> None:
    _, floor = on_a_wave(yard)
    row = record(yard, floor)

    def goes_with(carrier: str) -> list[str]:
        later(yard)
        row.wanted = replace(row.wanted, carrier=carrier)
        touch(yard.books, row)
        yard.pull()
        return open_changes(yard)

    assert goes_with("UPS") == [], "nothing is packed yet"
    yard.store.write(lambda uow: uow.packing.save_bench(Bench(floor.id, packed_at=yard.clock.now)))
    assert goes_with("DHL") == ["carrier"]
    assert goes_with("DPD") == ["carrier"]
    assert goes_with("UPS") == []
