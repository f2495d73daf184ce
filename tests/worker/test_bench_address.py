"""An address that lacks something: entered at the bench by who may, in Odoo at once; else an exception of somebody."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.rig import Address
from tests.worker.packer import Packer, packer, parcel_name
from tests.worker.test_packing import follow, tote, with_boxes
from tests.worker.yard import Clock, Yard
from warehouse_app.demo.office import Office
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.pack_sheet import PackingRules
from warehouse_app.service.bench_address import EnterAddress, enter_address, with_address
from warehouse_app.service.look_at_mended import look_at_mended
from warehouse_app.service.mend import Hands
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import Store
from warehouse_app.service.shipped_rules import ship_rules

WHOLE = {"street": "Am Kai 1", "zip": "24103", "city": "Kiel", "country": "DE"}


@pytest.fixture(params=[1, 3])
def yard(request: pytest.FixtureRequest, sqlite_store: Store, clock: Clock) -> Yard:
    yard = with_boxes(sqlite_store, clock, request.param)
    yard.store.write(ship_rules)
    return yard


def opened(yard: Yard) -> Packer:
    """An order without a street, picked, on the bench."""
    order = yard.rig.order({yard.products[0]: 2}, carrier="DHL", address=Address(street=None))
    yard.open()
    picker = yard.picker(yard.release()[0])
    picker.pick_all()
    follow(yard)
    ben = packer(yard)
    ben.open(tote(picker, order))
    return ben


def somebody(yard: Yard, *roles: str) -> Person:
    return yard.store.write(lambda uow: uow.people.add(yard.w, "Mia", "M-1", None, None, None, roles))


def hands(yard: Yard) -> Hands:
    return Hands(yard.store, yard.port, Office(yard.books))


def enters(yard: Yard, ben: Packer, by: Person, **given: str) -> dict[str, Any]:
    command = EnterAddress(ben.sheet["transfer"], ben.device, by, WHOLE | given)
    return enter_address(command, PackingRules(), hands(yard))


def partner(yard: Yard, ben: Packer) -> Any:
    row = next(row for row in yard.books.pickings.values() if row.order == ben.sheet["order"])
    return yard.books.partners[row.wanted.partner]


def closed(yard: Yard, ben: Packer) -> str:
    """All of it in a box that has no label: the order is held."""
    box = parcel_name()
    ben.boxed(box, ben.lines[0], 2000)
    ben.close(box)
    ben.fact("box_checked", {"check": "CK-ADDRESS", "product": None, "result": "fail", "value": None, "expected": None})
    assert set(ben.send()) == {("accepted", None)}
    return box


def is_barred(yard: Yard, box: str) -> bool:
    return yard.store.read(lambda views: views.pack_checks.has_no_label(f"__floor__.box_{box}"))


def test_who_may_is_asked_for_it_and_it_is_in_odoo_and_on_the_label_at_once(yard: Yard) -> None:
    ben, mia = opened(yard), somebody(yard, "packer", "service")
    asked = with_address(ben.sheet, mia, True)["address_ask"]
    assert [one["name"] for one in asked if one["missing"]] == ["street"]
    assert with_address(ben.sheet, ben.person, True)["address_ask"] is None, "a packer alone may not"
    assert with_address(ben.sheet, mia, False)["address_ask"] is None, "no second credential"
    sheet = enters(yard, ben, mia)
    assert sheet["checks"]["label"] is None
    assert with_address(sheet, mia, True)["address_ask"] is None
    assert partner(yard, ben).street == "Am Kai 1"
    ben.sheet = sheet
    (box,) = ben.pack_all()
    label = yard.store.read(lambda views: views.packing.parcel_label(f"__floor__.box_{box}"))
    assert label is not None
    assert (label.ship_to or {})["street"] == "Am Kai 1"
    follow(yard)
    assert yard.cases() == []


def test_an_order_that_was_held_for_it_is_free_when_it_is_entered(yard: Yard) -> None:
    ben, mia = opened(yard), somebody(yard, "packer", "service")
    box = closed(yard, ben)
    assert is_barred(yard, box)
    assert [type_ for type_, _ in yard.cases()] == ["CUS-ADDRESS"]
    ben.open(ben.sheet["name"])
    ben.sheet = enters(yard, ben, mia)
    assert not is_barred(yard, box)
    assert yard.cases() == []
    ben.packed()
    assert ben.send() == [("accepted", None)]


def test_the_owner_of_the_exception_completes_it_in_odoo_and_the_next_opening_finds_the_order_free(yard: Yard) -> None:
    ben = opened(yard)
    box = closed(yard, ben)
    look_at_mended(yard.holding, yard.port)
    partner(yard, ben).street = "Am Kai 1"
    assert look_at_mended(yard.holding, yard.port) == 1
    sheet = ben.open(ben.sheet["name"])
    assert sheet["checks"]["label"] is None
    assert not is_barred(yard, box)


def test_nobody_else_and_no_nonsense(yard: Yard) -> None:
    ben, mia = opened(yard), somebody(yard, "packer", "service")
    with pytest.raises(Refused, match=r"mend\.not_yours"):
        enters(yard, ben, ben.person)
    with pytest.raises(Refused, match=r"mend\.field"):
        enters(yard, ben, mia, country="Germany")
    with pytest.raises(Refused, match=r"mend\.refused"):
        enters(yard, ben, mia, country="XX")
    eve = packer(yard, "Eve")
    eve.sheet = ben.sheet
    with pytest.raises(Refused, match=r"pack\.not_here"):
        enters(yard, eve, mia)
    assert partner(yard, ben).street is None
