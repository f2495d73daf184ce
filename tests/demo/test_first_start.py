"""The demo's first start on a real store, and every start after it."""

from __future__ import annotations

from dataclasses import astuple

import pytest

from tests.contract.double import NOW
from warehouse_app.demo import demo_shop, open_odoo
from warehouse_app.domain.errors import Refused
from warehouse_app.service.people import set_roles
from warehouse_app.service.ports.catalogue import FreeTransfer
from warehouse_app.service.ports.store import Store
from warehouse_app.service.pull import pull
from warehouse_app.service.seed import seed

TABLES = ("location", "product", "code", "lot", "order", "transfer", "line", "tote", "cutoff", "rule", "person")


def hashed(pin: str) -> str:
    return f"hash of {pin}"


def counts(store: Store) -> dict[str, int]:
    return store.read(lambda views: {table: views.count(table) for table in TABLES})


def free(store: Store) -> list[FreeTransfer]:
    return store.write(lambda uow: uow.catalogue.free_transfers(1))


def test_a_pull_twice_gives_the_same_rows(store: Store) -> None:
    odoo = open_odoo(7, NOW)
    first = pull(odoo, store)
    before = counts(store), sorted(map(astuple, free(store)), key=repr)
    assert pull(odoo, store) == first
    assert (counts(store), sorted(map(astuple, free(store)), key=repr)) == before
    assert before[0]["transfer"] == first.transfers == len(odoo.open_transfers(1))
    assert before[0]["product"] == 300


def test_a_demo_opened_again_later_finds_its_own_rows(store: Store) -> None:
    seed(store, open_odoo(7, NOW), demo_shop(NOW), hashed)
    before = counts(store)
    later = NOW + 5 * 3_600_000
    seed(store, open_odoo(7, later), demo_shop(later), hashed)
    assert counts(store) == before


def test_another_shop_is_refused_and_changes_nothing(store: Store) -> None:
    pull(open_odoo(7, NOW), store)
    before = counts(store)
    with pytest.raises(Refused) as refusal:
        pull(open_odoo(8, NOW), store)
    assert refusal.value.key == "odoo.other_database"
    assert counts(store) == before


def test_what_odoo_reserves_is_what_the_floor_has_to_pick(store: Store) -> None:
    odoo = open_odoo(7, NOW)
    pull(odoo, store)
    in_odoo = {row.order: len(row.lines) for row in odoo.open_transfers(1)}
    assert {row.order: row.lines for row in free(store)} == in_odoo


def test_everybody_has_a_badge_and_the_office_its_odoo_user(store: Store) -> None:
    odoo = open_odoo(7, NOW)
    pulled = seed(store, odoo, demo_shop(NOW), hashed)
    people = {person.name: person for person in store.read(lambda views: views.people(pulled.warehouses[0]))}
    assert sorted(people) == ["Ada", "Ana", "Ben", "Cy", "Dora", "Finn", "Mia", "Rita", "Sam", "Stella"]
    assert (people["Ana"].badge, people["Ana"].pin_hash, people["Ana"].roles) == (
        "B1001", "hash of 1001", frozenset({"picker"}),
    )  # fmt: skip
    assert people["Sam"].odoo_user_id == odoo.authenticate("sam", "sam-demo")
    assert {name for name, person in people.items() if person.odoo_user_id} == {"Ada", "Finn", "Mia", "Sam"}


def test_there_are_120_totes_six_reasons_beside_the_customers_ten_and_trucks_for_every_day(store: Store) -> None:
    pulled = seed(store, open_odoo(7, NOW), demo_shop(NOW), hashed)
    found = counts(store)
    assert (found["tote"], found["rule"], found["cutoff"]) == (120, 16, 21)
    assert len(store.write(lambda uow: uow.catalogue.free_totes(pulled.warehouses[0], 500))) == 120


def test_a_second_start_leaves_people_as_they_were_changed(store: Store) -> None:
    odoo, shop = open_odoo(7, NOW), demo_shop(NOW)
    seed(store, odoo, shop, hashed)
    store.write(lambda uow: set_roles("B-1001", ("packer",), uow))
    seed(store, odoo, shop, hashed)
    ana = store.write(lambda uow: uow.people.by_badge("B1001"))
    assert ana is not None
    assert ana.roles == frozenset({"packer"})
