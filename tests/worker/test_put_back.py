"""What nobody wants any more goes back to its place by scan: the case settles, and Odoo hears the smaller figure."""

from __future__ import annotations

from typing import Any

from tests.worker.test_pull import later, now, on_a_wave, record
from tests.worker.yard import Picker, Yard
from warehouse_app.demo.reservation import touch


def back(picker: Picker, line: dict[str, Any], qty_m: int, **more: Any) -> None:
    place: dict[str, Any] = {"location": picker.place(line), "tote": None, "codes": []}
    picker.fact("put_back", {"line": line["id"], "qty_m": qty_m} | place | more)


def shown(yard: Yard, wave: int) -> Any:
    facts = yard.store.read(lambda views: views.sheet_facts(wave))
    assert facts is not None
    return facts


def test_goods_of_a_cancelled_order_go_back_by_scan_and_the_case_settles(yard: Yard) -> None:
    picker, floor = on_a_wave(yard)
    line = picker.lines[0]
    picker.pick(line, 2000)
    picker.send()
    yard.settle()
    later(yard)
    yard.rig.someone_cancels(floor.odoo_id)
    yard.pull()
    sheet = shown(yard, picker.sheet["wave"])
    assert sheet.back == ((line["id"], 2000),)
    assert [(one.id, one.demand_m, one.picked_m) for one in sheet.lines] == [(line["id"], 2000, 2000)]
    back(picker, line, 2000)
    assert picker.send() == ["accepted"]
    yard.settle()
    assert yard.cases() == []
    assert shown(yard, picker.sheet["wave"]).back == ()


def test_what_is_too_many_goes_back_and_odoo_holds_what_was_accepted_less_what_was_reversed(yard: Yard) -> None:
    picker, floor = on_a_wave(yard)
    line = picker.lines[0]
    picker.pick(line, 4000)
    picker.pick(line, 1000)
    picker.send()
    yard.settle()
    later(yard)
    row = record(yard, floor)
    row.moves[0].demand_m = 2000
    touch(yard.books, row)
    yard.pull()
    back(picker, line, 1000)
    back(picker, line, 2000)
    assert picker.send() == ["accepted", "accepted"]
    yard.settle()
    assert yard.cases() == []
    mine = next(one for one in now(yard, floor).lines if one.id == line["id"])
    assert (mine.picked_m, mine.demand_m) == (2000, 2000)
    assert sum(qty_m for _, qty_m in mine.picks) == 2000
    assert [row[1] for row in yard.rig.raw_lines(floor.odoo_id) if row[2]] == [2]


def test_more_than_is_too_many_or_elsewhere_does_not_count(yard: Yard) -> None:
    picker, floor = on_a_wave(yard)
    line = picker.lines[0]
    picker.pick(line, 2000)
    back(picker, line, 1000)
    assert picker.send() == ["accepted", "conflict"]
    yard.settle()
    later(yard)
    yard.rig.someone_cancels(floor.odoo_id)
    yard.pull()
    back(picker, line, 1000, location=picker.place(line) + 1)
    assert picker.send() == ["conflict"]
