"""Cases: one open case per finding, an owner for each, and its history."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from tests.store.shop import NOW, TERMS, Shop, finding, query
from warehouse_app.domain.numbers import is_right
from warehouse_app.service.ports.store import UnitOfWork


def test_the_same_finding_adds_to_the_open_case(shop: Shop) -> None:
    ids = {shop.store.write(lambda uow: uow.cases.open(finding(shop), TERMS)) for _ in range(3)}
    assert len(ids) == 1
    assert query(shop.store, "SELECT kind, at FROM case_event ORDER BY id") == [
        ("opened", NOW), ("again", NOW), ("again", NOW),
    ]  # fmt: skip


def test_a_finding_raised_by_many_at_once_is_one_case(shop: Shop) -> None:
    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(lambda _n: shop.store.write(lambda uow: uow.cases.open(finding(shop), TERMS)), range(16)))
    assert len(ids) == 1
    assert query(shop.store, "SELECT count(*) FROM case_event") == [(16,)]


def test_a_finding_that_was_closed_opens_a_new_case(shop: Shop) -> None:
    first = shop.store.write(lambda uow: uow.cases.open(finding(shop), TERMS))
    shop.store.write(lambda uow: uow.cases.close(finding(shop).key, "found"))
    shop.store.write(lambda uow: uow.cases.close("nobody|knows|1", "found"))
    second = shop.store.write(lambda uow: uow.cases.open(finding(shop), TERMS))
    assert second != first
    rows = query(shop.store, 'SELECT status, resolved_at, why FROM "case" ORDER BY id')
    assert rows == [("resolved", NOW, "found"), ("open", None, None)]
    assert [row.id for row in shop.store.read(lambda views: views.open_cases(shop.w))] == [second]


def test_what_never_had_a_case_is_not_asked_for_again_until_it_has_one(shop: Shop) -> None:
    known, new = finding(shop), replace(finding(shop), key="ORD-CHANGED|more|7")
    first = shop.store.write(lambda uow: uow.cases.open(known, TERMS))

    def look(uow: UnitOfWork) -> list[object]:
        uow.cases.look_ahead([known.key, new.key])
        before = [uow.cases.is_open(known.key), uow.cases.is_open(new.key), uow.cases.find(new.key)]
        uow.cases.close(new.key, "gone")
        opened = uow.cases.open(new, TERMS)
        again = uow.cases.open(new, TERMS)
        return [*before, uow.cases.is_open(new.key), opened == again, opened != first]

    assert shop.store.write(look) == [True, False, None, True, True, True]


def test_a_case_carries_a_number_with_a_check_character_its_owner_and_its_facts(shop: Shop) -> None:
    shop.store.write(lambda uow: uow.cases.open(finding(shop), TERMS))
    (row,) = shop.store.read(lambda views: views.open_cases(shop.w))
    assert row.number.startswith("C-00001-")
    assert is_right(row.number)
    assert (row.owner, row.severity, row.due_at, row.facts) == ("floor", "high", NOW, {"missing_m": 1000})
