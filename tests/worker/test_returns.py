"""Goods coming back, all the way: found in Odoo, authorised at the desk, told to Odoo, received; on a bad line too."""

from __future__ import annotations

import itertools
from typing import Any, cast

import pytest

from tests.contract.losing import LosesEachAnswerOnce
from tests.contract.rig import opened
from tests.worker.yard import Clock, Ground, Yard
from warehouse_app.domain.errors import Refused
from warehouse_app.service.find_returns import Desk, find
from warehouse_app.service.ports.odoo import Odoo, ReturnPart, Shipped
from warehouse_app.service.ports.people import Device
from warehouse_app.service.ports.store import Store
from warehouse_app.service.pull import pull
from warehouse_app.service.record_events import record_events
from warehouse_app.service.shipped_rules import ship_rules


class ReturnsDesk:
    """Rita at her desk."""

    def __init__(self, yard: Ground) -> None:
        self.yard, self._seqs = yard, itertools.count(1)
        self.device: Device = yard.store.write(lambda uow: uow.devices.add(yard.w, "Returns desk", "token-r"))
        person = yard.store.write(lambda uow: uow.people.add(yard.w, "Rita", "B-R", None, None, None, ["returns"]))
        self.person = person.id

    def find(self, text: str) -> dict[str, Any]:
        yard = self.yard
        return find(Desk(yard.w, yard.store, yard.port, yard.clock), text)

    def authorise(self, delivery: dict[str, Any], *quantities: int) -> dict[str, Any]:
        """So much of each line; the return."""
        lines = [
            {"line": line["id"], "qty_m": qty_m, "reason": "CR-DEFECT"}
            for line, qty_m in zip(delivery["lines"], quantities, strict=True)
            if qty_m
        ]
        event = self._send("return_authorised", {"shipped": delivery["id"], "lines": lines})
        found = self.yard.store.read(lambda views: views.returns.card(self.yard.w, event=event))
        assert found is not None
        back: dict[str, Any] = self.find(found.number)["return"]
        return back

    def receive(self, back: dict[str, Any], *quantities: int) -> None:
        lines = [{"line": line["id"], "qty_m": qty_m} for line, qty_m in zip(back["lines"], quantities, strict=True)]
        self._send("return_received", {"return": back["id"], "lines": lines})

    def judge(self, back: dict[str, Any], grade: str, disposition: str, place: str | None = None, at: int = 0) -> None:
        """One piece of a line."""
        body = {"return": back["id"], "line": back["lines"][at]["id"], "qty_m": 1000, "grade": grade,
                "disposition": disposition, "place": place, "lot": None, "checks": {}}  # fmt: skip
        self._send("return_judged", body)

    def _send(self, kind: str, body: dict[str, Any]) -> str:
        yard, seq = self.yard, next(self._seqs)
        event = {"id": f"d{seq:031x}", "v": 1, "kind": kind, "seq": seq, "at": yard.clock.now, "person": self.person,
                 "session": None, "wave": None, "epoch": 0, "sheet": None, "body": body}  # fmt: skip
        answer = yard.store.write(lambda uow: record_events(self.device, {"events": [event]}, uow))
        assert [one["verdict"] for one in answer["answers"]] == ["accepted"]
        return str(event["id"])


@pytest.fixture(params=[1, 3])
def yard(request: pytest.FixtureRequest, store: Store, clock: Clock) -> Yard:
    return Yard(store, clock, request.param)


@pytest.fixture
def order(yard: Yard) -> str:
    """An order of 4 and 2 pieces, delivered."""
    name = yard.order({0: 4, 1: 2})
    yard.open()
    send(yard, name)
    return name


def send(yard: Ground, name: str) -> None:
    waiting = [opened(yard.rig, name).odoo_id]
    while waiting:
        yard.rig.someone_validates(waiting[0])
        waiting = [id_ for row in yard.rig.odoo.read_transfers(waiting) for id_ in row.next_transfers]


def receipts(yard: Yard, delivery: dict[str, Any]) -> list[tuple[str, int]]:
    (row,) = [row for row in yard.books.pickings.values() if row.name == delivery["name"]]
    return yard.rig.raw_receipts(row.id)


@pytest.mark.parametrize("is_losing", [False, True], ids=["good line", "bad line"])
def test_a_return_is_one_receipt_in_odoo_received_once_with_notes_that_name_the_worker(
    yard: Yard, order: str, is_losing: bool
) -> None:
    if is_losing:
        yard.port = cast(Odoo, LosesEachAnswerOnce(yard.port))
    desk = ReturnsDesk(yard)
    (delivery,) = desk.find(order)["deliveries"]
    back = desk.authorise(delivery, 3000, 1000)
    yard.settle()
    assert receipts(yard, delivery) == [("assigned", 4)]
    desk.receive(back, 2000, 1000)
    yard.settle()
    assert receipts(yard, delivery) == [("done", 3)]
    assert yard.rig.raw_delivered(order) == 3
    assert [line["left_m"] for line in desk.find(order)["deliveries"][0]["lines"]] == [2000, 1000]
    texts = [note.text for note in yard.books.notes.values() if "Rita" in note.text]
    assert len(texts) == 3
    assert yard.cases() == [("RET-DEVIATION", "return.missing")]


def test_goods_that_are_here_before_their_receipt_is_wait_for_it(yard: Yard, order: str) -> None:
    desk = ReturnsDesk(yard)
    (delivery,) = desk.find(order)["deliveries"]
    desk.receive(desk.authorise(delivery, 1000, 0), 1000)
    yard.settle()
    assert receipts(yard, delivery) == [("done", 1)]


def test_what_odoo_will_not_take_back_opens_a_case_that_the_returns_lead_owns(yard: Yard, order: str) -> None:
    yard.store.write(ship_rules)
    desk = ReturnsDesk(yard)
    (delivery,) = desk.find(order)["deliveries"]
    desk.authorise(delivery, 4000, 0)
    (again,) = yard.rig.odoo.shipped(yard.rig.warehouse, order)
    parts = [part_of(again, 0, 4000)]
    yard.rig.odoo.create_return("__floor__.return_other", again.odoo_id, parts)  # somebody was quicker in Odoo
    yard.settle()
    rows = yard.store.read(lambda views: views.open_cases(yard.w))
    assert [(row.type, row.owner, row.facts["why"]) for row in rows] == [("RET-DEVIATION", "returns", "odoo.refused")]
    assert receipts(yard, delivery) == [("assigned", 4)]


def part_of(shipped: Shipped, at: int, qty_m: int) -> ReturnPart:
    line = shipped.lines[at]
    return ReturnPart(line.move, line.product, line.lot, qty_m)


def test_a_receipt_that_somebody_cancelled_in_odoo_opens_a_case(yard: Yard, order: str) -> None:
    desk = ReturnsDesk(yard)
    (delivery,) = desk.find(order)["deliveries"]
    back = desk.authorise(delivery, 1000, 0)
    yard.settle()
    (receipt,) = [row.id for row in yard.books.pickings.values() if row.return_of is not None]
    yard.rig.someone_cancels(receipt)
    desk.receive(back, 1000)
    yard.settle()
    assert [why for _, why in yard.cases()] == ["odoo.not_closed"]


def test_what_came_is_found_by_order_transfer_and_return_and_told_apart(yard: Yard, order: str) -> None:
    desk = ReturnsDesk(yard)
    (delivery,) = desk.find(order)["deliveries"]
    assert desk.find(delivery["name"])["deliveries"] == [delivery]
    assert desk.find(f" {order.lower()} ")["deliveries"] == [delivery]
    back = desk.authorise(delivery, 1000, 0)
    assert desk.find(back["number"])["return"]["id"] == back["id"]
    waiting = yard.order({2: 1})
    pull(yard.port, yard.store)
    misread = back["number"][:-1] + "?"
    wrong = {"S99999": "returns.not_found", waiting: "returns.not_shipped", misread: "returns.misread"}
    for text, key in wrong.items():
        with pytest.raises(Refused) as refused:
            desk.find(text)
        assert refused.value.key == key


def test_an_order_in_several_deliveries_shows_them_all_and_a_scanned_one_alone(yard: Yard, clock: Clock) -> None:
    name = yard.order({0: 4})
    yard.open()
    first = opened(yard.rig, name)
    yard.rig.someone_picks(first.odoo_id, 1)
    yard.rig.someone_validates(first.odoo_id)
    waiting = [id_ for row in yard.rig.odoo.read_transfers([first.odoo_id]) for id_ in row.next_transfers]
    while waiting:
        yard.rig.someone_validates(waiting[0])
        waiting = [id_ for row in yard.rig.odoo.read_transfers(waiting) for id_ in row.next_transfers]
    send(yard, name)
    desk = ReturnsDesk(yard)
    found = desk.find(name)["deliveries"]
    assert sorted(sum(line["shipped_m"] for line in one["lines"]) for one in found) == [1000, 3000]
    assert [one["name"] for one in desk.find(found[1]["name"])["deliveries"]] == [found[1]["name"]]


def test_without_odoo_nothing_is_found_and_that_is_said(yard: Yard, order: str) -> None:
    with pytest.raises(Refused) as refused:
        find(Desk(yard.w, yard.store, None, yard.clock), order)
    assert (refused.value.key, refused.value.status) == ("returns.odoo_away", 503)
