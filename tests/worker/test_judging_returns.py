"""What was judged, all the way to Odoo: each thing that may become of goods, once, on a bad line too; and the lane."""

from __future__ import annotations

from typing import Any, cast

import pytest

from tests.contract.losing import LosesEachAnswerOnce
from tests.worker.test_returns import ReturnsDesk, send
from tests.worker.test_waiting import parked, there
from tests.worker.yard import Clock, Ground, Yard
from warehouse_app.demo.reservation import unreserve
from warehouse_app.service.detect import Detecting
from warehouse_app.service.detectors import DETECTORS
from warehouse_app.service.find_returns import Desk
from warehouse_app.service.holding import take
from warehouse_app.service.judging_desk import with_judging
from warehouse_app.service.ports.odoo import Odoo
from warehouse_app.service.ports.store import Store
from warehouse_app.service.shipped_rules import ship_rules


@pytest.fixture(params=[1, 3])
def yard(request: pytest.FixtureRequest, store: Store, clock: Clock) -> Yard:
    yard = Yard(store, clock, request.param)
    yard.rig.back.come_to(yard.rig.back.beside("Returns"))
    return yard


def come_back(yard: Yard, pieces: int = 4) -> tuple[ReturnsDesk, dict[str, Any], str]:
    """So many pieces of an order that was delivered are here."""
    name = yard.order({0: pieces})
    if not yard.w:
        yard.open()
    yard.store.write(ship_rules)
    send(yard, name)
    desk = ReturnsDesk(yard)
    (delivery,) = desk.find(name)["deliveries"]
    back = desk.authorise(delivery, pieces * 1000)
    desk.receive(back, pieces * 1000)
    yard.settle()
    return desk, back, name


def bind(yard: Ground, desk: ReturnsDesk, code: str, place: int, name: str) -> None:
    body = {"place": place, "name": name}
    yard.store.write(lambda uow: uow.rulebook.save(yard.w, "disposition", code, body, desk.person, "test"))


@pytest.mark.parametrize("is_losing", [False, True], ids=["good line", "bad line"])
def test_each_disposition_has_its_own_move_once(yard: Yard, is_losing: bool) -> None:
    desk, back, order = come_back(yard)
    rig, mug, came = yard.rig, yard.products[0], yard.rig.returns_place()
    repair = rig.back.beside("Repair")
    bind(yard, desk, "refurbish", repair, "Repair")
    shelf = rig.raw_on_hand(mug, yard.bins[0])
    if is_losing:
        yard.port = cast(Odoo, LosesEachAnswerOnce(yard.port))
    code = yard.books.locations[yard.bins[0]].name
    for grade, disposition, place in (("A", "restock", code), ("B", "refurbish", None), ("D", "scrap", None)):
        desk.judge(back, grade, disposition, place)
    yard.settle()
    assert [rig.raw_on_hand(mug, place) for place in (yard.bins[0], repair, came)] == [shelf + 1, 1, 1]
    assert rig.back.scrapped(mug) == [1]
    desk.judge(back, "C", "give_back")
    yard.settle()
    assert (rig.raw_on_hand(mug, came), rig.raw_delivered(order)) == (0, 1)
    assert yard.cases() == []
    rows = yard.store.read(lambda views: views.returns.judged.of_return(back["id"]))
    assert [(row.is_told, bool(row.document)) for row in rows] == [(True, True)] * 4


def test_goods_without_a_place_of_theirs_stay_where_they_came(yard: Yard) -> None:
    desk, back, _ = come_back(yard)
    desk.judge(back, "B", "refurbish")
    yard.settle()
    assert yard.rig.raw_on_hand(yard.products[0], yard.rig.returns_place()) == 4
    (row,) = yard.store.read(lambda views: views.returns.judged.of_return(back["id"]))
    assert (row.is_told, row.place, row.document) == (True, None, None)


def test_what_odoo_refuses_is_a_case_and_told_once_more_when_a_person_says_so(yard: Yard) -> None:
    desk, back, _ = come_back(yard, 1)
    came, mug = yard.rig.returns_place(), yard.products[0]
    yard.books.stock.put(mug, came, None, -1000, yard.clock.now)  # somebody took it away in Odoo
    desk.judge(back, "D", "scrap")
    yard.settle()
    assert [why for _, why in yard.cases()] == ["odoo.refused"]
    yard.rig.put(mug, came, 1)
    (row,) = yard.store.read(lambda views: views.returns.judged.of_return(back["id"]))
    yard.store.write(lambda uow: uow.outbox.try_again(f"judged:{row.id}"))
    yard.settle()
    assert (yard.rig.back.scrapped(mug), yard.cases()) == ([1], [])


def test_a_piece_as_good_as_new_goes_to_the_lane_and_to_the_order_that_lacks_it(yard: Yard) -> None:
    lane = yard.rig.bin("LANE")
    desk, back, _ = come_back(yard)
    bind(yard, desk, "lane", lane, "LANE")
    parked(yard, {0: 5})  # two of them are missing
    mug, rig = yard.products[0], yard.rig
    shelf = yard.books.locations[yard.bins[0]].name
    take_away(yard)
    with_judging(Desk(yard.w, yard.store, yard.port, yard.clock), back["number"])  # Odoo is asked who lacks what
    for _ in range(3):
        desk.judge(back, "A", "restock", shelf)
    yard.settle()
    assert (rig.raw_on_hand(mug, lane), rig.raw_reserved(mug, lane)) == (2, 2)
    rows = yard.store.read(lambda views: views.returns.judged.of_return(back["id"]))
    order = next(row.order for row in yard.books.pickings.values() if row.moves[0].demand_m == 5000)
    assert [(row.disposition, row.order) for row in rows] == [("lane", order), ("lane", order), ("restock", None)]
    assert [why for _, why in yard.cases() if why == "return.lane_late"] == []


def take_away(yard: Yard) -> None:
    """The shelf is as empty as it was said to be: Odoo reserves nothing there for what waits."""
    mug, place = yard.products[0], yard.bins[0]
    quant = yard.books.stock.at(mug, place, None)
    assert quant is not None
    quant.quantity_m = quant.reserved_m
    for row in yard.books.pickings.values():
        if row.backorder_of is not None:
            unreserve(yard.books, row)
            quant.quantity_m = quant.reserved_m


def test_its_picker_is_sent_to_the_lane_and_the_order_ships(store: Store, clock: Clock) -> None:
    yard = Yard(store, clock, 1)
    yard.rig.back.come_to(yard.rig.back.beside("Returns"))
    lane = yard.rig.bin("LANE")
    desk, back, _ = come_back(yard)
    bind(yard, desk, "lane", lane, "LANE")
    picker = parked(yard, {0: 5})
    shelf = yard.books.locations[yard.bins[0]].name
    for _ in range(2):
        desk.judge(back, "A", "restock", shelf)
    yard.settle()
    yard.clock.now += 61_000
    yard.pull()
    assert sum(quantity for place, quantity in there(yard, picker) if place == "LANE") == 2000
    for line in picker.lines:
        if line["picked_m"] + line["short_m"] < line["demand_m"]:
            picker.pick(line, line["demand_m"])
    picker.walked()
    assert set(picker.send()) == {"accepted"}
    yard.settle()
    assert yard.picked_there().total() + yard.rig.raw_shipped(yard.books.pickings[yard.transfers()[-1]].order) > 0
    assert [type_ for type_, _ in yard.cases() if type_ == "FUL-SHORT"] == []


def test_what_nobody_judges_is_an_exception_until_somebody_does(sqlite_store: Store, clock: Clock) -> None:
    yard = Yard(sqlite_store, clock, 1)
    yard.rig.back.come_to(yard.rig.back.beside("Returns"))
    desk, back, _ = come_back(yard, 1)
    always = {"week": "Mon-Sun 00:00-24:00"}
    yard.store.write(lambda uow: uow.releasing.ship_rule("hours", "floor", 2, always))
    engine = Detecting(yard.store, clock, [one for one in DETECTORS if one.code == "DT-RETURN"])
    held = take(yard.store, "clock", "test")
    assert held is not None

    def after(hours: int) -> list[tuple[str, str | None]]:
        clock.now += hours * 3_600_000
        engine.step(held)
        return yard.cases()

    assert after(15) == []
    assert after(2) == [("RET-SLOW", "return.judge")]
    desk.judge(back, "D", "scrap")
    assert after(1) == []
