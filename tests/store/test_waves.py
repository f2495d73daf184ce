"""Waves, their stops and totes, and what a sheet is compiled from."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy.engine import Engine

from tests.store.shop import NOW, Shop, product, query, transfer, under
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.sheet import SheetFacts
from warehouse_app.service.ports.store import UnitOfWork


def _facts(shop: Shop) -> SheetFacts:
    facts = shop.store.read(lambda views: views.sheet_facts(shop.wave))
    assert facts is not None
    return facts


def test_a_new_wave_is_released_with_stops_along_the_walk_and_a_tote_a_slot(shop: Shop) -> None:
    stops = query(shop.store, "SELECT no, code FROM stop JOIN location ON location.id = stop.location ORDER BY no")
    assert stops == [(1, "A-01-1"), (2, "A-02-1"), (3, "B-01-1")]
    assert query(shop.store, "SELECT DISTINCT stop_no FROM line ORDER BY stop_no") == [(1,), (2,), (3,)]
    assert [(line.tote, line.slot) for line in _facts(shop).lines] == [("T-0001", 1), ("T-0001", 1), ("T-0002", 2)]
    assert shop.held().state == "released"
    assert shop.held().epoch == 0


def test_a_sheet_knows_its_lines_goods_truck_and_places(shop: Shop) -> None:
    facts = _facts(shop)
    assert (facts.carrier, facts.cutoff_at, facts.sheet_no) == ("DHL", NOW + 3_600_000, 1)
    assert [line.location_barcode for line in facts.lines] == ["LOC-A-01-1", "LOC-A-02-1", "LOC-B-01-1"]
    assert [line.order for line in facts.lines] == ["S00001", "S00001", "S00002"]
    assert [(row.sku, row.codes) for row in facts.products[:1]] == [("SKU-1", (("CODE-1", 1000),))]
    assert facts.neighbours == ()


def test_goods_of_other_orders_along_the_walk_are_named(shop: Shop) -> None:
    def use_case(uow: UnitOfWork) -> None:
        uow.catalogue.keep_products([product(8)])
        other = replace(transfer(9), lines=(replace(transfer(1, (5, 2, 1000)).lines[0], product=8),))
        uow.catalogue.keep_transfers(shop.w, [other])

    shop.store.write(use_case)
    assert [(row.sku, at) for row, at in _facts(shop).neighbours] == [("SKU-8", "A-02-1")]


def test_a_sheet_takes_the_same_few_questions_however_long_it_is(shop: Shop) -> None:
    asked: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    sqlalchemy_event.listen(Engine, "before_cursor_execute", note)
    try:
        _facts(shop)
        short = len(asked)
        many = transfer(1, *((n, n % 3 + 1, 1000) for n in range(1, 90)))
        shop.store.write(lambda uow: uow.catalogue.keep_transfers(shop.w, [many]))
        asked.clear()
        assert len(_facts(shop).lines) > 80
    finally:
        sqlalchemy_event.remove(Engine, "before_cursor_execute", note)
    assert len(asked) == short <= 10


def test_a_wave_that_is_not_there_has_no_sheet(shop: Shop) -> None:
    assert shop.store.read(lambda views: views.sheet_facts(999)) is None
    with pytest.raises(LookupError):
        shop.store.write(lambda uow: uow.catalogue.sheet_facts(999))


def test_a_transfer_goes_into_one_wave_only(shop: Shop) -> None:
    tote = shop.store.write(lambda uow: uow.catalogue.free_totes(shop.w, 1))[0]
    with pytest.raises(Refused, match=r"wave\.transfer_taken"):
        shop.store.write(lambda uow: uow.catalogue.add_wave(shop.w, "W-2", [(shop.transfers[0], tote)], None, None))
    assert shop.store.read(lambda views: views.count("wave")) == 1
    assert len(shop.store.write(lambda uow: uow.catalogue.free_totes(shop.w, 9))) == 2


def test_a_tote_outlives_its_wave_and_serves_the_next(shop: Shop) -> None:
    closed = replace(shop.held(), state="closed")
    shop.store.write(lambda uow: uow.floor.save_wave(closed))

    def again(uow: UnitOfWork) -> list[int]:
        (own,) = uow.catalogue.keep_transfers(shop.w, [transfer(3, (9, 1, 1000))]).values()
        totes = uow.catalogue.free_totes(shop.w, 9)
        uow.catalogue.add_wave(shop.w, "W-0002", [(own, totes[0])], None, None)
        return totes

    assert shop.store.write(again)[:2] == shop.totes
    uses = query(shop.store, "SELECT wave, tote, until FROM tote_use ORDER BY id")
    assert uses == [(1, 1, NOW), (1, 2, NOW), (2, 1, None)]
    assert query(shop.store, "SELECT code, state FROM tote ORDER BY id LIMIT 2") == [
        ("T-0001", "used"),
        ("T-0002", "free"),
    ]
    assert [line.tote for line in _facts(shop).lines] == ["T-0001", "T-0001", "T-0002"]


def test_a_tote_serves_one_wave_at_a_time(shop: Shop) -> None:
    (own,) = shop.store.write(lambda uow: uow.catalogue.keep_transfers(shop.w, [transfer(3, (9, 1, 1000))])).values()
    with pytest.raises(Exception, match=r"UNIQUE|unique"):
        shop.store.write(lambda uow: uow.catalogue.add_wave(shop.w, "W-2", [(own, shop.totes[0])], None, None))


def test_claims_that_come_together_find_one_winner(shop: Shop) -> None:
    def claim(person: int) -> str:
        def use_case(uow: UnitOfWork) -> str:
            wave = uow.floor.wave(shop.wave)
            assert wave is not None
            if wave.state != "released":
                return "late"
            uow.floor.save_wave(replace(wave, state="claimed", epoch=wave.epoch + 1, person=person))
            return "mine"

        return shop.store.write(use_case)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(claim, [shop.ana, shop.cy] * 4))
    assert sorted(answers) == ["late"] * 7 + ["mine"]
    assert shop.held().epoch == 1


def test_a_person_holds_the_wave_they_claimed_until_it_is_walked(shop: Shop) -> None:
    def held(uow: UnitOfWork) -> int | None:
        wave = uow.floor.wave_held_by(shop.ana)
        return wave.id if wave else None

    wave = replace(shop.held(), state="claimed", epoch=1, person=shop.ana, device=shop.first)
    shop.store.write(lambda uow: uow.floor.save_wave(wave))
    assert shop.store.write(held) == shop.wave
    row = shop.store.read(lambda views: views.wave_of(shop.ana))
    assert row is not None
    assert (row.person, row.device) == ("Ana", shop.first)
    shop.store.write(lambda uow: uow.floor.save_wave(replace(wave, state="walked")))
    assert shop.store.write(held) is None
    assert query(shop.store, "SELECT claimed_at, walked_at, closed_at FROM wave") == [(NOW, NOW, None)]


def test_what_odoo_should_know_waits_in_one_row_per_transfer(shop: Shop) -> None:
    first, second = shop.transfers
    for own in (first, first, second, first):
        shop.store.write(lambda uow, own=own: uow.floor.want(own))  # type: ignore[misc]
    queued = "SELECT subject, want_version, lane, state FROM outbox ORDER BY id"
    assert query(shop.store, queued) == [
        (f"transfer:{first}", 3, f"warehouse:{shop.w}", "queued"),
        (f"transfer:{second}", 1, f"warehouse:{shop.w}", "queued"),
    ]
    shop.store.write(lambda uow: under(uow).exec_driver_sql("UPDATE outbox SET state = 'leased' WHERE id = 1"))
    shop.store.write(lambda uow: uow.floor.want(first))
    assert query(shop.store, queued)[-1] == (f"transfer:{first}", 4, f"warehouse:{shop.w}", "queued")


def test_a_line_is_named_in_words(shop: Shop) -> None:
    goods = shop.store.write(lambda uow: uow.floor.goods(shop.lines[0]))
    assert (goods.product, goods.sku, goods.location) == ("Soap 1", "SKU-1", "A-01-1")
    assert (goods.order, goods.wave, goods.tote) == ("S00001", "W-0001", "T-0001")
    assert (goods.carrier, goods.cutoff_at) == ("DHL", NOW + 3_600_000)
    with pytest.raises(LookupError):
        shop.store.write(lambda uow: uow.floor.goods(999))
