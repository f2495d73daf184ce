"""People taken over from employees: once, without anything that could be read, and never against what is here."""

from __future__ import annotations

import pytest

from tests.contract.double import NOW
from warehouse_app.demo import open_odoo
from warehouse_app.demo.office import Office
from warehouse_app.hashing import Argon2
from warehouse_app.service.import_people import Did, Employed, Outcome, import_people
from warehouse_app.service.people import remove_person, set_badge, set_roles
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import Store
from warehouse_app.service.pull import pull

HASHER = Argon2(b"s" * 32, memory_kib=64)


@pytest.fixture
def w(store: Store) -> int:
    return pull(open_odoo(1, NOW), store).warehouses[0]


def employ(store: Store, w: int, *rows: Employed, new_pins: bool = False) -> list[Outcome]:
    return import_people(rows, ["picker"], w, store, HASHER, new_pins)


def did(outcomes: list[Outcome]) -> list[tuple[Did, str]]:
    return [(row.did, row.why) for row in outcomes]


def people(store: Store, w: int) -> dict[str, Person]:
    return {one.name: one for one in store.read(lambda views: views.people(w))}


INA = Employed("Ina", "B77", "2580", None)
SAM = Employed("Sam", "B78", "3691", 7)


def test_the_demos_employees_are_taken_over_with_badge_pin_and_user(store: Store, w: int) -> None:
    rows = [Employed(e.name, e.badge, e.pin, e.user) for e in Office(open_odoo(1, NOW).books).employees()]
    assert len(rows) == 10
    assert {row.did for row in employ(store, w, *rows)} == {"added"}
    ana = people(store, w)["Ana"]
    assert (ana.badge, ana.roles) == ("B1001", frozenset({"picker"}))
    assert HASHER.check(ana.pin_hash, "1001")
    assert people(store, w)["Sam"].odoo_user_id == rows[-2].odoo_user


def test_a_second_time_nothing_changes(store: Store, w: int) -> None:
    employ(store, w, INA, SAM)
    before = people(store, w)
    assert did(employ(store, w, INA, SAM)) == [("same", "")] * 2
    assert people(store, w) == before


def test_the_pin_is_kept_as_a_hash_and_shown_by_nothing(store: Store, w: int) -> None:
    employ(store, w, INA)
    assert "2580" not in repr(people(store, w)["Ina"])
    assert "2580" not in repr(INA)


def test_a_badge_with_a_dash_is_the_badge_without(store: Store, w: int) -> None:
    employ(store, w, INA)
    assert did(employ(store, w, Employed("Ina", "b-77", "2580", None))) == [("same", "")]


def test_what_is_new_is_completed_and_roles_are_kept(store: Store, w: int) -> None:
    employ(store, w, Employed("Sam", "B78", None, None))
    store.write(lambda uow: set_roles("B78", ["supervisor"], uow))
    assert did(employ(store, w, SAM)) == [("changed", "odoo_user, pin")]
    assert people(store, w)["Sam"].roles == {"supervisor"}


def test_who_is_known_by_the_odoo_user_gets_the_new_badge(store: Store, w: int) -> None:
    employ(store, w, SAM)
    assert did(employ(store, w, Employed("Sam", "B99", "3691", 7))) == [("changed", "badge")]
    assert people(store, w)["Sam"].badge == "B99"


def test_a_pin_of_our_own_is_kept_unless_new_ones_are_asked_for(store: Store, w: int) -> None:
    employ(store, w, INA)
    other = Employed("Ina", "B77", "4826", None)
    assert did(employ(store, w, other)) == [("same", "")]
    assert did(employ(store, w, other, new_pins=True)) == [("changed", "pin")]
    assert did(employ(store, w, other, new_pins=True)) == [("same", "")]
    assert HASHER.check(people(store, w)["Ina"].pin_hash, "4826")


@pytest.mark.parametrize(("pin", "why"), [(None, "pin.missing"), ("1234", "pin.guessable"), ("12", "pin.malformed")])
def test_a_pin_that_cannot_be_used_is_told(store: Store, w: int, pin: str | None, why: str) -> None:
    assert did(employ(store, w, Employed("Ina", "B77", pin, None))) == [("added", why)]
    assert people(store, w)["Ina"].pin_hash is None


def test_who_cannot_be_taken_over_is_left_out_with_the_reason(store: Store, w: int) -> None:
    employ(store, w, INA, SAM)
    store.write(lambda uow: set_badge("B77", "B-1", uow))
    store.write(lambda uow: remove_person("B78", uow))
    rows = [
        Employed("Office", None, None, 9),
        Employed("Ina", "B77", "2580", None),
        Employed("Sam", "B78", "3691", 7),
        Employed("\x07", "B80", "2580", None),
        Employed("Zoe", "B\x07", "2580", None),
    ]
    assert did(employ(store, w, *rows)) == [
        ("skipped", "badge.missing"),
        ("skipped", "name_known"),
        ("skipped", "left"),
        ("skipped", "person.name"),
        ("skipped", "badge.malformed"),
    ]
