"""Trucks: what is loaded leaves on a manifest with a driver's name; a late one; a sweep before it leaves."""

from __future__ import annotations

import pytest

from tests.worker.packer import Packer, packer
from tests.worker.test_packing import follow, on_a_wave, picked, tote, with_boxes
from tests.worker.yard import Clock, Yard
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.trucks import Truck, sweep, with_departures
from warehouse_app.service.detect import Detecting
from warehouse_app.service.detectors import DETECTORS
from warehouse_app.service.holding import take
from warehouse_app.service.ports.store import Store
from warehouse_app.service.release_waves import release_waves
from warehouse_app.service.truck_times import set_trucks
from warehouse_app.service.trucks import Leave, be_late, leave, to_next
from warehouse_app.service.trucks_page import manifest_csv

MINUTE = 60_000


def two_boxes(store: Store, clock: Clock, steps: int = 1) -> tuple[Yard, Packer, list[str]]:
    """An order in two closed boxes, packed."""
    yard = with_boxes(store, clock, steps)
    picker, (order,) = picked(yard, {0: 4})
    ben = packer(yard)
    ben.open(tote(picker, order))
    boxes = ben.pack_all(boxes=2)
    follow(yard)
    return yard, ben, boxes


def go(yard: Yard, ben: Packer, driver: str = "Jo  Beck", behind: int = 0) -> dict[str, object]:
    return yard.store.write(lambda uow: leave(Leave("DHL", driver, behind, ben.person), uow))


def refusal(yard: Yard, ben: Packer, driver: str = "Jo", behind: int = 0) -> str:
    with pytest.raises(Refused) as refused:
        go(yard, ben, driver, behind)
    return refused.value.key


def listed(yard: Yard) -> list[tuple[str, bool]]:
    return [(row.number, row.loaded) for row in yard.store.read(lambda views: views.packing.truck_parcels(yard.w))]


def test_a_truck_leaves_with_what_is_loaded_and_says_before_what_stays(store: Store, clock: Clock) -> None:
    yard, ben, boxes = two_boxes(store, clock)
    assert refusal(yard, ben) == "truck.empty"
    ben.loaded(boxes[0])
    ben.send()
    assert refusal(yard, ben, driver="  ") == "truck.driver"
    assert refusal(yard, ben) == "truck.missing"
    left = go(yard, ben, behind=1)
    assert (left["parcels"], left["behind"]) == (1, 1)
    assert [is_loaded for _, is_loaded in listed(yard)] == [False], "what stayed is asked for again"
    found = yard.store.read(lambda views: views.shipments.manifest(yard.w, str(left["number"])))
    assert found is not None
    assert (found[0].driver, found[0].behind, found[0].person) == ("Jo Beck", 1, "Ben")
    lines = manifest_csv(found[1]).split("\r\n")
    assert lines[0].startswith("number,tracking,order")
    assert lines[1].split(",")[0] == found[1][0].number
    assert [truck.made for truck in swept(yard)] == [1], "the one that stayed"
    assert yard.store.read(lambda views: views.shipments.unconfirmed(yard.w, 0)) == []
    clock.now += 3 * 24 * 3_600_000
    assert len(listed(yard)) == 1, "after a weekend too"
    ben.loaded(boxes[1])
    ben.send()
    assert go(yard, ben)["parcels"] == 1
    assert listed(yard) == []


def at_noon(yard: Yard, ben: Packer) -> int:
    """DHL leaves every day; its next departure."""
    week = dict.fromkeys(range(7), "23:30")
    yard.store.write(lambda uow: set_trucks("DHL", week, ben.person, uow))
    at = yard.store.read(lambda views: views.timetable(yard.w)).next_departure("DHL", yard.clock.now)
    assert at is not None
    return at


def swept(yard: Yard) -> list[Truck]:
    now = yard.clock.now
    times = yard.store.read(lambda views: views.timetable(yard.w))
    orders = yard.store.read(lambda views: views.shipments.on_trucks(yard.w))
    return sweep(with_departures(orders, lambda carrier: times.next_departure(carrier, now)), now)


@pytest.mark.parametrize("steps", [1, 3])
def test_a_truck_knows_what_it_makes_and_what_is_at_risk_until_it_has_left(
    sqlite_store: Store, clock: Clock, steps: int
) -> None:
    yard = with_boxes(sqlite_store, clock, steps)
    picker, (first, second) = picked(yard, {0: 1}, {1: 1})
    free = yard.order({2: 1})
    clock.now += 1000
    yard.pull()
    ben = packer(yard)
    at = at_noon(yard, ben)
    assert {name for truck in swept(yard) for name in truck.at_risk} == {first, second, free}
    ben.open(tote(picker, first))
    ben.pack_all()
    follow(yard)
    assert sum(truck.made for truck in swept(yard)) == 1
    clock.now = at - 5 * MINUTE
    assert {name for truck in swept(yard) for name in truck.lost} == {free}, "nobody has it, and it is five minutes"


def test_one_case_is_raised_for_a_truck_and_goes_when_its_orders_take_the_next(
    sqlite_store: Store, clock: Clock
) -> None:
    yard = with_boxes(sqlite_store, clock, 1)
    yard.order({5: 1})
    yard.open()
    ben = packer(yard)
    at = at_noon(yard, ben)
    for rows in ({0: 1}, {1: 1}, {2: 1}):
        yard.order(rows)
    clock.now += 1000
    yard.pull()

    yard.store.write(lambda uow: release_waves(yard.w, 4, 400, {"DHL": at}, uow))
    engine = Detecting(yard.store, clock, [one for one in DETECTORS if one.code == "DT-TRUCK"])
    holding = take(yard.store, "clock", "yard")
    assert holding is not None
    engine.step(holding)
    assert yard.cases() == []
    clock.now = at - 40 * MINUTE
    engine.step(holding)
    assert yard.cases() == [("SHP-CUTOFF", "truck_at_risk")]
    free = yard.order({3: 1})
    clock.now += 1000
    yard.pull()
    assert free in [name for truck in swept(yard) if truck.cutoff_at == at for name in truck.at_risk]
    assert yard.store.write(lambda uow: to_next("DHL", at, ben.person, uow)) == 1
    assert {truck.cutoff_at for truck in swept(yard)} == {at + 24 * 60 * MINUTE}, "what is in no wave goes along"
    for _ in range(2):
        clock.now += MINUTE
        engine.step(holding)
    assert yard.cases() == []


def test_a_late_truck_moves_the_clocks_of_its_waves_and_only_of_that_day(sqlite_store: Store, clock: Clock) -> None:
    yard = with_boxes(sqlite_store, clock, 1)
    on_a_wave(yard, {0: 1})
    ben = packer(yard)
    at = at_noon(yard, ben)
    yard.order({1: 1})
    clock.now += 1000
    yard.pull()

    yard.store.write(lambda uow: release_waves(yard.w, 4, 400, {"DHL": at}, uow))
    yard.store.write(lambda uow: be_late("DHL", "23:50", ben.person, uow))
    times = yard.store.read(lambda views: views.timetable(yard.w))
    assert times.next_departure("DHL", clock.now) == at + 20 * MINUTE
    assert times.next_departure("DHL", at + 20 * MINUTE) == at + 24 * 60 * MINUTE
    waves = yard.store.read(lambda views: views.waves(yard.w, ("released", "claimed")))
    assert at + 20 * MINUTE in [wave.cutoff_at for wave in waves]
    with pytest.raises(Refused, match=r"truck\.none_today"):
        yard.store.write(lambda uow: be_late("UPS", "23:50", ben.person, uow))


def test_a_truck_that_left_with_orders_odoo_has_not_shipped_is_a_case(sqlite_store: Store, clock: Clock) -> None:
    yard = with_boxes(sqlite_store, clock, 1)
    picker, (order,) = picked(yard, {0: 2})
    ben = packer(yard)
    ben.open(tote(picker, order))
    boxes = ben.pack_all()
    ben.loaded(boxes[0])
    ben.send()
    go(yard, ben)  # and nothing is delivered to Odoo
    (one,) = yard.store.read(lambda views: views.shipments.unconfirmed(yard.w, 0))
    assert one.orders == (order,)
    engine = Detecting(yard.store, clock, [one for one in DETECTORS if one.code == "DT-CONFIRM"])
    holding = take(yard.store, "clock", "yard")
    assert holding is not None
    clock.now += 3 * 24 * 60 * MINUTE
    engine.step(holding)
    assert yard.cases() == [("SHP-CONFIRM", "not_confirmed")]
    follow(yard)
    assert yard.store.read(lambda views: views.shipments.unconfirmed(yard.w, 0)) == []
