"""Odoo reserves goods elsewhere while a handheld has no network; its picker finds them where they had been."""

from __future__ import annotations

from tests.worker.test_pull import later, now, on_a_wave, reserved_elsewhere, sheet_changes
from tests.worker.yard import Picker, Yard
from warehouse_app.service.ports.telling import FloorTransfer
from warehouse_app.service.pull import pull


def moved(yard: Yard) -> tuple[Picker, FloorTransfer, int]:
    """The five pieces of an order on a walk lie elsewhere by Odoo's book, and its picker does not know; the new bin."""
    picker, floor = on_a_wave(yard)
    place = reserved_elsewhere(yard, floor)
    pull(yard.rig.odoo, yard.store)  # the bin is new here
    yard.pull()
    assert {line.place.location for line in now(yard, floor).lines} == {place, yard.bins[1]}
    return picker, floor, place


def places(yard: Yard, floor: FloorTransfer) -> dict[int, int]:
    return {place.location: qty_m for line in now(yard, floor).lines for place, qty_m in line.picks}


def test_goods_that_were_found_where_they_had_been_count_and_nobody_walks_to_the_other_place(yard: Yard) -> None:
    picker, floor, _ = moved(yard)
    first, other = picker.lines
    picker.pick(first, 3000)
    picker.pick(first, 2000)
    picker.pick(other, 2000)
    picker.walked()
    assert set(picker.send()) == {"accepted"}
    assert sheet_changes(yard, picker.sheet["wave"]) == ["2", "3"]
    yard.pull()
    assert len(now(yard, floor).lines) == 2, "while Odoo still has it otherwise"
    yard.settle()
    later(yard)
    yard.pull()
    assert places(yard, floor) == {yard.bins[0]: 5000, yard.bins[1]: 2000}
    assert len(now(yard, floor).lines) == 2, "nobody is sent to the other bin"
    assert yard.cases() == []
    raw = [line[:3] for line in yard.rig.raw_lines(floor.odoo_id)]
    assert raw == sorted([(yard.bins[0], 5, True), (yard.bins[1], 2, True)]), "nothing is reserved there either"


def test_what_is_not_found_there_either_is_short_there(yard: Yard) -> None:
    picker, floor, _ = moved(yard)
    first, other = picker.lines
    picker.pick(first, 3000)
    picker.short(first, 2000)
    picker.pick(other, 2000)
    assert set(picker.send()) == {"accepted"}
    assert sorted((line.picked_m, line.short_m) for line in now(yard, floor).lines) == [(2000, 0), (3000, 2000)]


def test_where_somebody_was_at_the_other_place_already_a_person_has_to_look(yard: Yard) -> None:
    picker, floor, place = moved(yard)
    new = next(line for line in now(yard, floor).lines if line.place.location == place)
    late = picker.pick(picker.lines[0], 5000)
    picker.facts.remove(late)
    ours = yard.store.write(lambda uow: uow.floor.line(new.id))
    assert ours is not None
    picker.pick(picker.lines[0] | {"id": new.id}, 1000, location=ours.location)
    assert picker.send() == ["accepted"]
    picker.facts.append(late)
    assert picker.send() == ["conflict"]
    assert yard.cases() == [("FUL-SCAN", "line.gone")]
    assert places(yard, floor) == {place: 1000}
