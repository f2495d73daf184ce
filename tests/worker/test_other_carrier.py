"""An order goes with another carrier against the rule: told to Odoo once, the newest word last, a box in work never."""

from __future__ import annotations

from typing import cast

import pytest

from tests.contract.losing import LosesEachAnswerOnce
from tests.worker.test_cases_in_odoo import sam
from tests.worker.yard import Clock, Yard
from warehouse_app.demo.office import Office
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.packing import Bench
from warehouse_app.service.approve import approve
from warehouse_app.service.change_carrier import ChangeCarrier, change_carrier
from warehouse_app.service.ports.odoo import Odoo, OdooOffice
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.shipped_rules import ship_rules


@pytest.fixture
def yard(sqlite_store: Store, clock: Clock) -> Yard:
    made = Yard(sqlite_store, clock)
    made.order({0: 2})
    made.open()
    made.store.write(ship_rules)
    made.office = Office(made.books)
    return made


def ask(
    yard: Yard, carrier: str, by: Person | None = None, reason: str = "OX-MISSED", order: str | None = None
) -> bool:
    name = order or next(row.order for row in yard.books.pickings.values())
    ((id_, _),) = yard.store.read(lambda views: views.orders.find(yard.w, name))
    command = ChangeCarrier(id_, carrier, reason, by or sam(yard))
    return yard.store.write(lambda uow: change_carrier(command, uow))


def there(yard: Yard) -> list[str | None]:
    return [row.wanted.carrier for row in yard.books.pickings.values()]


def notes(yard: Yard) -> list[str]:
    return [note.text for note in yard.books.notes.values() if "carrier_changed" in note.text]


def test_the_order_goes_with_it_and_its_history_in_odoo_says_who_and_why_once(yard: Yard) -> None:
    yard.port = cast(Odoo, LosesEachAnswerOnce(yard.port))
    yard.office = cast(OdooOffice, LosesEachAnswerOnce(Office(yard.books)))
    assert ask(yard, "DPD")
    yard.settle()
    assert there(yard) == ["DPD"]
    (note,) = notes(yard)
    assert ("DPD" in note, "DHL" in note, "Sam" in note) == (True, True, True)
    yard.pull()
    assert yard.floors()[0].carrier == "DPD"
    with pytest.raises(Refused, match=r"carrier\.same"):
        ask(yard, "DPD")


def test_what_was_asked_for_before_and_not_told_is_not_told_after_the_newest_word(yard: Yard) -> None:
    assert ask(yard, "No such carrier")
    yard.run(60)
    assert ("FUL-SCAN", "odoo.refused") in yard.cases()
    assert ask(yard, "DPD")
    yard.settle()
    transfer = yard.floors()[0].id
    yard.store.write(lambda uow: uow.outbox.try_again(f"redirect:{transfer}"))
    yard.settle()
    assert there(yard) == ["DPD"]
    assert yard.store.read(lambda views: views.undelivered(yard.w)) == []


def test_above_the_limit_of_a_day_a_second_person_agrees_and_then_it_is_told(yard: Yard) -> None:
    by = sam(yard)

    def limit(uow: UnitOfWork) -> Person:
        body = uow.releasing.rules("override", yard.w)["OV-CARRIER"]
        uow.rulebook.save(yard.w, "override", "OV-CARRIER", {**body, "per_day": 0}, by.id, "trial")
        return uow.people.add(yard.w, "Eva", "B-E", None, None, None, ["supervisor"])

    eva = yard.store.write(limit)
    assert not ask(yard, "DPD", by)
    yard.settle()
    assert there(yard) == ["DHL"]
    (waits,) = yard.store.read(lambda views: views.overrides.waiting(yard.w))
    yard.store.write(lambda uow: approve(waits.id, eva, uow))
    yard.settle()
    assert there(yard) == ["DPD"]


@pytest.mark.parametrize(("carrier", "reason", "key"), [
    ("", "OX-DOWN", r"carrier\.name"), ("x" * 121, "OX-DOWN", r"carrier\.name"), ("DHL", "OX-DOWN", r"carrier\.same"),
    ("DPD", "", r"override\.reason"), ("DPD", "OS-GIFT", r"override\.reason"),
])  # fmt: skip
def test_without_a_carrier_or_a_reason_nothing_changes(yard: Yard, carrier: str, reason: str, key: str) -> None:
    with pytest.raises(Refused, match=key):
        ask(yard, carrier, reason=reason)
    yard.settle()
    assert there(yard) == ["DHL"]


def test_an_order_that_a_bench_packs_keeps_the_carrier_of_its_labels(yard: Yard) -> None:
    transfer = yard.floors()[0].id
    yard.store.write(lambda uow: uow.packing.save_bench(Bench(transfer)))
    with pytest.raises(Refused, match=r"carrier\.packing"):
        ask(yard, "DPD")
