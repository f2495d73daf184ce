"""Another lot, number or package than the line wants: just what was taken is in Odoo, and nobody is alarmed."""

from __future__ import annotations

from typing import Any, cast

from tests.worker.yard import Counting, Ground, Picker
from warehouse_app.service.bin_stock import pull_bins
from warehouse_app.service.holding import take
from warehouse_app.service.ports.odoo import Odoo


def two_lots(ground: Ground, pieces: int = 3, tracking: str = "lot") -> tuple[Picker, int]:
    """One order of goods of which two lots lie in one bin; the picker who walks it, and the first line's transfer."""
    product, shelf = ground.rig.product("Tea", tracking), ground.bins[0]
    each = 1 if tracking == "serial" else 5
    for n in range(2 if tracking == "lot" else pieces + 1):
        ground.rig.put(product, shelf, each, ground.rig.lot(product, f"L{n}"), days_ago=9 - n)
    order = ground.rig.order({product: pieces}, carrier="DHL")
    ground.open()
    picker = ground.picker(ground.release()[0])
    ground.settle()
    return picker, ground.transfers(order)[0]


def others(picker: Picker, line: dict[str, Any]) -> list[int]:
    """The lots that lie where the line is and are no line's own."""
    own = {one["lot"] for one in picker.lines}
    return [
        row["lot"] for row in picker.sheet["stops"][line["stop"]]["lies"][str(line["product"])] if row["lot"] not in own
    ]


def agrees(ground: Ground) -> None:
    """Odoo holds what was taken, and no more; nobody has to look."""
    ground.settle()
    ground.pull()
    ground.settle()
    assert ground.picked_there() == ground.picked_here()
    assert ground.cases() == []


def test_another_lot_is_in_odoo_and_the_walk_ends_well(ground: Ground) -> None:
    picker, transfer = two_lots(ground)
    (line,) = picker.lines
    (other,) = others(picker, line)
    picker.pick(line, 3000, lot=other)
    picker.walked()
    assert set(picker.send()) == {"accepted"}
    agrees(ground)
    ((_, _, pieces, picked),) = ground.rig.raw_goods(transfer)
    assert (pieces, picked) == (3, True)


def test_a_lot_changed_half_way_and_taken_back_again_leaves_no_trace(ground: Ground) -> None:
    picker, transfer = two_lots(ground)
    (line,) = picker.lines
    (other,) = others(picker, line)
    picker.pick(line, 1000)
    wrong = picker.pick(line, 1000, lot=other)
    picker.send()
    agrees(ground)
    picker.undo(line, wrong)
    picker.pick(line, 2000)
    picker.send()
    agrees(ground)
    ((_, _, pieces, picked),) = ground.rig.raw_goods(transfer)
    assert (pieces, picked) == (3, True)


def test_what_somebody_validates_of_another_lot_is_recorded_as_the_lines_own(ground: Ground) -> None:
    picker, transfer = two_lots(ground)
    (line,) = picker.lines
    picker.pick(line, 3000, lot=others(picker, line)[0])
    picker.send()
    ground.settle()
    ground.rig.someone_validates(transfer)
    ground.pull()
    assert ground.cases() == []
    assert {floor.state for floor in ground.floors() if floor.odoo_id == transfer} == {"done"}


def test_numbers_one_of_them_another_are_each_in_odoo_once(ground: Ground) -> None:
    picker, transfer = two_lots(ground, tracking="serial")
    first, *rest = picker.lines
    (other,) = others(picker, first)
    picker.pick(first, 1000, lot=other)
    for line in rest:
        picker.pick(line, 1000)
    picker.walked()
    assert set(picker.send()) == {"accepted"}
    agrees(ground)
    taken = [lot for lot, _, pieces, picked in ground.rig.raw_goods(transfer) if picked and pieces == 1]
    assert len(taken) == len(set(taken)) == 3


def test_a_number_that_counts_already_is_a_conflict_and_is_written_once(ground: Ground) -> None:
    picker, transfer = two_lots(ground, tracking="serial")
    first, second, _ = picker.lines
    picker.pick(first, 1000, lot=second["lot"])
    picker.pick(second, 1000)
    assert picker.send() == ["accepted", "conflict"]
    ground.settle()
    assert len([lot for lot, _, _, picked in ground.rig.raw_goods(transfer) if picked]) == 1


def test_another_package_is_emptied_and_the_reserved_one_stays(ground: Ground) -> None:
    product, shelf = ground.rig.product("Crate"), ground.bins[1]
    for n, name in enumerate(("PACK-A", "PACK-B")):
        ground.rig.put(product, shelf, 4, days_ago=9 - n, package=ground.rig.package(f"{name}-{ground.w}"))
    order = ground.rig.order({product: 4}, carrier="DHL")
    ground.open()
    picker = ground.picker(ground.release()[0])
    (line,) = picker.lines
    (other,) = (int(box) for box in picker.sheet["packages"] if int(box) != line["package"])
    picker.pick(line, 4000, package=other)
    picker.walked()
    assert picker.send() == ["accepted", "accepted"]
    agrees(ground)
    ((_, package, pieces, picked),) = ground.rig.raw_goods(ground.transfers(order)[0])
    assert (pieces, picked) == (4, True)
    assert package is not None


def test_a_lot_that_came_after_the_first_look_is_named_a_minute_later(ground: Ground) -> None:
    picker, _ = two_lots(ground)
    (line,) = picker.lines
    product = [card.odoo_id for card in ground.port.products() if card.name == "Tea"][-1]
    shelf = ground.bins[0]
    late = ground.rig.lot(product, "late")
    ground.rig.put(product, shelf, 2, late)
    holding, odoo = take(ground.store, "pull", "yard"), Counting(ground.port)
    assert holding is not None
    assert pull_bins(holding, cast(Odoo, odoo), ground.w) >= 1
    assert odoo.calls == {"bin_stock": 1, "read_lots": 1}
    pull_bins(holding, cast(Odoo, odoo), ground.w)
    assert odoo.calls == {"bin_stock": 2, "read_lots": 1}
    names = {lot["name"] for lot in ground.sheet(picker)["lots"].values()}
    assert len(names) == 3
    assert len(others(picker, line)) == 2
