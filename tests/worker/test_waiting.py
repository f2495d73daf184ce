"""Orders that wait get their goods when some come: by urgency, and the picker who parked the line is sent on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.worker.supervisor import answer, decided, shorts
from tests.worker.test_answers import finish, walk
from tests.worker.test_beside import counts
from tests.worker.yard import Picker, Yard
from warehouse_app.service.bin_stock import keep_bins
from warehouse_app.service.waiting import offer_waiting


def parked(yard: Yard, *orders: dict[int, int]) -> Picker:
    """A wave of these orders; of each first line two are missing, and the orders wait. The walk is over."""
    picker = walk(yard, *orders)
    for line in picker.lines:
        picker.pick(line, line["demand_m"] - 2000)
        picker.short(line, 2000)
    picker.walked()
    assert set(picker.send()) == {"accepted"}
    yard.settle()
    for case in shorts(yard):
        answer(yard, "wait", case=case)
    yard.settle()
    return picker


def look_into(yard: Yard, *places: int) -> int:
    """What the pull sees in these bins (by their number), and what follows."""
    bins = [yard.bins[place] for place in places]
    rows = yard.rig.odoo.bin_stock(bins)
    yard.store.write(lambda uow: keep_bins(uow, bins, rows))
    return yard.store.write(lambda uow: offer_waiting(yard.w, uow))


def there(yard: Yard, picker: Picker) -> list[tuple[str, int]]:
    """(bin, quantity) of what is still to be fetched."""
    sheet = yard.sheet(picker)
    return [
        (sheet["stops"][line["stop"]]["code"], line["demand_m"])
        for line in sheet["lines"]
        if line["picked_m"] + line["short_m"] < line["demand_m"]
    ]


def heard(yard: Yard, picker: Picker) -> list[tuple[str, Any]]:
    rows = yard.store.read(lambda views: views.answers(picker.sheet["wave"]))
    return [(row.decision, row.said.get("bin")) for row in rows]


def test_while_nothing_has_come_nobody_is_sent(yard: Yard) -> None:
    parked(yard, {0: 5})
    assert look_into(yard, 0, 5) == 0


def test_goods_that_have_come_send_the_picker_who_parked_the_line_and_the_order_ships(yard: Yard) -> None:
    picker = parked(yard, {0: 5})
    yard.rig.put(yard.products[0], yard.bins[5], 2)
    assert look_into(yard, 5) == 1
    assert there(yard, picker) == [("A-06-1", 2000)]
    assert heard(yard, picker) == [("found", "A-06-1")]
    assert look_into(yard, 5) == 0, "they are somebody's now"
    picker.sheet = yard.sheet(picker)
    finish(yard, picker)
    assert sum(yard.picked_there().values()) == 5000
    assert decided(yard) == []


def test_the_bin_itself_counts_again_once_somebody_has_counted_it(yard: Yard) -> None:
    picker = parked(yard, {0: 5})
    assert look_into(yard, 0) == 0
    yard.clock.now += 60_000
    counts(picker, 100_000 - 3)
    yard.settle()
    assert look_into(yard, 0) == 1
    assert there(yard, picker) == [("A-01-1", 5000)]


def test_goods_for_one_go_to_the_more_urgent_order(yard: Yard) -> None:
    picker = parked(yard, {0: 5}, {0: 4})
    second = yard.floors()[1]
    yard.store.write(lambda uow: uow.following.header(second.id, None, 1, None, 0))
    yard.rig.put(yard.products[0], yard.bins[5], 3)
    assert look_into(yard, 5) == 1
    assert there(yard, picker) == [("A-06-1", 2000)]
    waiting = yard.store.write(lambda uow: uow.bins.waiting(yard.w))
    assert [yard.store.write(lambda uow, row=row: uow.floor.line(row.line)).transfer for row in waiting] != [second.id]  # type: ignore[misc]


def test_whoever_has_another_cart_is_not_sent_and_the_case_says_so_once(yard: Yard) -> None:
    picker = parked(yard, {0: 5})
    yard.order({1: 1})
    yard.open()
    other = yard.release()[0]
    wave = yard.store.write(lambda uow: uow.floor.wave(other))
    assert wave is not None
    busy = replace(wave, state="claimed", person=picker.person.id, device=picker.device.id)
    yard.store.write(lambda uow: uow.floor.save_wave(busy))
    yard.rig.put(yard.products[0], yard.bins[5], 2)
    assert (look_into(yard, 5), look_into(yard, 5)) == (0, 0)
    case = next(row for row in yard.store.read(lambda views: views.open_cases(yard.w)) if row.type == "FUL-SHORT")
    steps = [step.kind for step in yard.store.read(lambda views: views.case_steps([case.id]))]
    assert steps.count("goods_here") == 1
