"""A carrier by rule or by hand holds at once, is told to Odoo once, and Odoo may change it afterwards."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine, event

from tests.worker.packer import packer
from tests.worker.test_other_carrier import ask
from tests.worker.test_packing import follow, picked, tote, with_boxes
from tests.worker.test_trucks import MINUTE, at_noon, swept
from tests.worker.yard import Clock, Yard
from warehouse_app.demo.flaky import Flaky
from warehouse_app.demo.reservation import touch
from warehouse_app.domain.errors import Refused
from warehouse_app.service.carrier_choice import choose_by_hand
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.release_waves import release_waves
from warehouse_app.service.shipped_rules import ship_rules
from warehouse_app.service.trucks import tell_customers, to_other


def rule(yard: Yard, **body: Any) -> None:
    yard.store.write(ship_rules)
    yard.store.write(lambda uow: uow.releasing.ship_rule("carrier", "WAY-1", 9, {"on": True, "rank": 1} | body))


def carriers(yard: Yard, order: str) -> set[str | None]:
    """What Odoo's rows say, of every document of the order."""
    return {row.wanted.carrier for row in yard.books.pickings.values() if row.order == order}


def without_carrier(yard: Yard, order: str) -> None:
    for row in yard.books.pickings.values():
        if row.order == order:
            row.wanted = type(row.wanted)(**{**_fields(row.wanted), "carrier": None})
            touch(yard.books, row)


def _fields(wanted: Any) -> dict[str, Any]:
    return {name: getattr(wanted, name) for name in wanted.__dataclass_fields__}


@pytest.mark.parametrize("steps", [1, 3])
def test_a_rule_that_must_hold_sends_the_order_and_all_its_documents_another_way(
    sqlite_store: Store, clock: Clock, steps: int
) -> None:
    yard = with_boxes(sqlite_store, clock, steps)
    picker, (order,) = picked(yard, {0: 2})
    rule(yard, carrier="DPD", must=True)
    ben = packer(yard)
    sheet = ben.open(tote(picker, order))
    assert (sheet["carrier"], sheet["carrier_ask"]) == ("DPD", None), "before Odoo has heard of it"
    clock.now += 1000
    yard.pull()
    assert ben.open(tote(picker, order))["carrier"] == "DPD", "though Odoo still says otherwise"
    yard.port = Flaky(yard.port, 7, refused=0, unreachable=0.2, lost=0.5, only=frozenset({"keep_shipment"})).port
    follow(yard)
    assert carriers(yard, order) >= {"DPD"}
    ben.pack_all()
    follow(yard)
    follow(yard)
    ends = [row for row in yard.books.pickings.values() if row.order == order]
    assert ends[-1].wanted.carrier == "DPD", "the document that the boxes leave with"
    assert [truck.carrier for truck in swept(yard) if truck.made] == ["DPD"]


def test_what_a_supervisor_chose_against_the_rule_stays(sqlite_store: Store, clock: Clock) -> None:
    yard = with_boxes(sqlite_store, clock, 1)
    picker, (order,) = picked(yard, {0: 2})
    rule(yard, carrier="DPD", must=True)

    assert ask(yard, "Post", order=order)
    assert packer(yard).open(tote(picker, order))["carrier"] != "DPD"


def test_without_a_carrier_the_packer_is_asked_and_odoo_may_change_it_later(sqlite_store: Store, clock: Clock) -> None:
    yard = with_boxes(sqlite_store, clock, 1)
    picker, (order,) = picked(yard, {0: 2})
    without_carrier(yard, order)
    clock.now += 1000
    yard.pull()
    rule(yard, carrier="Post")
    ben = packer(yard)
    ask = ben.open(tote(picker, order))["carrier_ask"]
    assert (ask["proposed"], ask["rule"], ask["choices"][0]) == ("Post", "WAY-1", "Post")
    with pytest.raises(Refused, match=r"pack\.carrier_unknown"):
        yard.store.write(lambda uow: choose_by_hand(ben.sheet["transfer"], "Ox cart", ben.device, uow))
    eve = packer(yard, "Eve").device
    with pytest.raises(Refused, match=r"pack\.not_here"):
        yard.store.write(lambda uow: choose_by_hand(ben.sheet["transfer"], "Post", eve, uow))
    yard.store.write(lambda uow: choose_by_hand(ben.sheet["transfer"], "Post", ben.device, uow))
    assert ben.open(tote(picker, order))["carrier"] == "Post"
    follow(yard)
    assert carriers(yard, order) == {"Post"}
    for row in yard.books.pickings.values():
        row.wanted = type(row.wanted)(**{**_fields(row.wanted), "carrier": "DHL"})
        touch(yard.books, row)
    clock.now += 5 * MINUTE
    yard.pull()
    assert ben.open(tote(picker, order))["carrier"] == "DHL", "Odoo owns it again"


def test_however_many_transfers_changed_the_chosen_carriers_are_looked_at_once_a_pull(
    sqlite_store: Store, clock: Clock
) -> None:
    yard = with_boxes(sqlite_store, clock, 1)
    picked(yard, {0: 2}, {1: 1}, {2: 1})
    looked: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        looked.extend([statement] if "carrier_choice.told_at" in statement else [])

    for row in yard.books.pickings.values():
        row.wanted = type(row.wanted)(**{**_fields(row.wanted), "carrier": "Post"})
        touch(yard.books, row)
    clock.now += 1000
    event.listen(Engine, "before_cursor_execute", note)
    try:
        yard.pull()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert len(looked) == 1
    assert all(floor.carrier == "Post" for floor in yard.floors())


def test_no_rule_means_the_order_and_the_packer_chooses_among_all(sqlite_store: Store, clock: Clock) -> None:
    yard = with_boxes(sqlite_store, clock, 1)
    picker, (order, _) = picked(yard, {0: 2}, {1: 1})
    without_carrier(yard, order)
    clock.now += 1000
    yard.pull()
    rule(yard, carrier="Post", countries="NZ")
    ask = packer(yard).open(tote(picker, order))["carrier_ask"]
    assert ask["proposed"] is None
    assert set(ask["choices"]) == {"DHL", "Post"}


def late(yard: Yard) -> tuple[int, Any, list[str]]:
    """A truck of DHL that lacks three orders, two of them on a wave."""
    yard.order({5: 1})
    yard.open()
    yard.store.write(ship_rules)
    ben = packer(yard)
    at = at_noon(yard, ben)
    names = [yard.order(rows) for rows in ({0: 1}, {1: 1})]
    yard.clock.now += 1000
    yard.pull()
    yard.store.write(lambda uow: release_waves(yard.w, 4, 400, {"DHL": at}, uow))
    names.append(yard.order({2: 1}))
    yard.clock.now += 1000
    yard.pull()
    return at, ben.person, names


@pytest.mark.parametrize("steps", [1, 3])
def test_what_a_truck_does_not_make_goes_with_another_carrier(sqlite_store: Store, clock: Clock, steps: int) -> None:
    yard = with_boxes(sqlite_store, clock, steps)
    at, sam, names = late(yard)
    rule(yard, carrier="DPD", must=False)
    with pytest.raises(Refused, match=r"truck\.other"):
        yard.store.write(lambda uow: to_other("DHL", at, "DHL", sam, uow))
    assert yard.store.write(lambda uow: to_other("DHL", at, "DPD", sam, uow)) >= 3
    assert {truck.carrier for truck in swept(yard)} == {"DPD"}
    follow(yard)
    assert {carrier for name in names for carrier in carriers(yard, name)} == {"DPD"}
    with pytest.raises(Refused, match=r"truck\.nothing_left"):
        yard.store.write(lambda uow: to_other("DHL", at, "DPD", sam, uow))


def test_customers_of_a_late_truck_are_told_once_and_only_in_words_somebody_has_seen(
    sqlite_store: Store, clock: Clock
) -> None:
    yard = with_boxes(sqlite_store, clock, 1)
    at, sam, names = late(yard)
    with pytest.raises(Refused, match=r"truck\.no_words"):
        yard.store.write(lambda uow: tell_customers("DHL", at, sam, uow))
    yard.store.write(_seen)
    assert yard.store.write(lambda uow: tell_customers("DHL", at, sam, uow)) >= len(names)
    with pytest.raises(Refused, match=r"truck\.told"):
        yard.store.write(lambda uow: tell_customers("DHL", at, sam, uow))
    follow(yard)
    assert len(yard.books.letters) >= len(names)


def _seen(uow: UnitOfWork) -> None:
    body = {"subject": "Order {order}", "text": "Later.", "on": True}
    for lang in ("en", "de"):
        uow.releasing.ship_rule("template", f"late_truck.email.{lang}", 9, body)
