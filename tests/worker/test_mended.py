"""An exception about Odoo's data ends when a look there finds it right, whoever mended it and where."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.rig import Address
from tests.worker.test_cases_in_odoo import case_of, history, raise_case, sam
from tests.worker.yard import Clock, Counting, Yard
from warehouse_app.demo.office import Office
from warehouse_app.domain.cases import Finding
from warehouse_app.service.look_at_mended import look_at_mended
from warehouse_app.service.mend import Hands, Mend, mend
from warehouse_app.service.open_case import open_case
from warehouse_app.service.ports.store import Store


@pytest.fixture
def yard(sqlite_store: Store, clock: Clock) -> Yard:
    return Yard(sqlite_store, clock)


def transfer(yard: Yard, address: Address | None = None) -> int:
    """Our id of one that is pulled."""
    order = yard.rig.order({yard.products[0]: 1}, address=address)
    yard.open()
    return yard.floor(order).id


def look(yard: Yard) -> int:
    return look_at_mended(yard.holding, yard.port)


def status(yard: Yard, case: int) -> tuple[str, list[str]]:
    return case_of(yard, case).status, history(yard, case)[1:]


def test_half_an_address_that_somebody_completes_in_odoo_ends_its_exception(yard: Yard) -> None:
    own = transfer(yard, Address(street=None))
    case = raise_case(yard, own)
    assert [look(yard), look(yard)] == [0, 0]
    assert status(yard, case) == ("open", [])
    (partner,) = (row.wanted.partner for row in yard.books.pickings.values())
    yard.books.partners[partner].street = "Lindenweg 5"
    assert look(yard) == 1
    assert status(yard, case) == ("resolved", ["resolved"])
    assert look(yard) == 0


def test_one_whose_data_looked_right_ends_only_when_that_changes(yard: Yard) -> None:
    case = raise_case(yard, transfer(yard))
    assert [look(yard), look(yard)] == [0, 0]
    (partner,) = (row.wanted.partner for row in yard.books.pickings.values())
    yard.books.partners[partner].zip = "20097"
    assert look(yard) == 1
    assert case_of(yard, case).status == "resolved"


def test_what_was_mended_on_its_page_ends_with_the_next_look(yard: Yard) -> None:
    own = transfer(yard)
    case = raise_case(yard, own)
    hands = Hands(yard.store, yard.port, Office(yard.books))
    mend(Mend(case, sam(yard), {"street": "Lindenweg 6"}), hands)
    assert look(yard) == 1
    assert status(yard, case) == ("resolved", ["mended", "resolved"])


def test_a_transfer_that_goes_where_its_order_goes_ends_the_exception_of_it(yard: Yard) -> None:
    own = transfer(yard)
    (picking,) = yard.books.pickings
    yard.rig.there.someone_moves(picking, "Hafenstraße 9")
    case = raise_case(yard, own, "CUS-MOVED")
    assert look(yard) == 0
    mend(Mend(case, sam(yard), {}), Hands(yard.store, yard.port, Office(yard.books)))
    assert look(yard) == 1
    assert yard.rig.there.address(picking)["street"] == "Hafenstraße 9"


def test_a_product_ends_its_exception_with_what_was_missing(yard: Yard) -> None:
    own = transfer(yard)
    (line,) = (line.id for floor in yard.floors() for line in floor.lines)
    facts: dict[str, Any] = {"wave": "", "missing": "weight_g"}
    finding = Finding("FUL-DATA|test|1", "FUL-DATA", yard.w, line=line, transfer=own, facts=facts)
    case = yard.store.write(lambda uow: open_case(finding, uow))
    assert look(yard) == 0
    Office(yard.books).mend_product(yard.products[0], 1450, None)
    assert look(yard) == 1
    assert case_of(yard, case).status == "resolved"


def test_a_held_order_stays_held_and_its_history_says_once_that_the_data_is_right(yard: Yard) -> None:
    own = transfer(yard, Address(street=None))
    finding = Finding("CUS-ADDRESS|hold|1", "CUS-ADDRESS", yard.w, transfer=own, facts={"held": "S1", "wave": ""})
    case = yard.store.write(lambda uow: open_case(finding, uow))
    look(yard)
    (partner,) = (row.wanted.partner for row in yard.books.pickings.values())
    yard.books.partners[partner].street = "Lindenweg 5"
    assert [look(yard), look(yard)] == [0, 0]
    assert status(yard, case) == ("open", ["odoo_right"])


def test_a_look_costs_a_call_for_customers_and_one_for_goods_and_none_where_nothing_waits(yard: Yard) -> None:
    own = transfer(yard)
    counting: Any = Counting(yard.port)
    look_at_mended(yard.holding, counting)
    assert sum(counting.calls.values()) == 0
    for type_ in ("CUS-ADDRESS", "CUS-DATA", "CUS-MOVED", "ORD-INCOMPLETE"):
        raise_case(yard, own, type_)
    look_at_mended(yard.holding, counting)
    assert counting.calls["addressees"] == 1
    assert counting.calls["measures"] <= 1
