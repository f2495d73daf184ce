"""The map in the store: every location has its place, waves and sheets go by the shortest walk."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import update

from tests.store.shop import NOW, Shop, entry, query, transfer, under
from warehouse_app.domain.facts import Pick
from warehouse_app.domain.layout import in_order
from warehouse_app.domain.layout.hall import Door, Hall, surveyed
from warehouse_app.domain.layout.placing import ranks_of, spots_of
from warehouse_app.domain.layout.walking import as_given
from warehouse_app.domain.picking import Wave
from warehouse_app.domain.pool_plan import PlannedCart
from warehouse_app.domain.routing.layout import Stop
from warehouse_app.service.ports.layouts import PoolPlan
from warehouse_app.service.ports.odoo import OdooLocation
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.layouts import walked

PATTERN = "{aisle:A}-{bay:9}-{level:9}"
CODES = [f"{aisle}-{bay:02d}-1" for aisle in "ABC" for bay in range(1, 11)]


def save(shop: Shop, **changes: object) -> Hall:
    """A hall of three aisles with ten bays, in which bins 1, 2 and 3 are A-01-1, A-02-1 and B-01-1."""

    def do(uow: UnitOfWork) -> Hall:
        rows = [OdooLocation(n, code, None) for n, code in enumerate(sorted(CODES, key=_first), 1)]
        uow.catalogue.keep_locations(shop.w, rows, {code: n for n, code in enumerate(CODES, 1)})
        names = [(code, None) for code in CODES]
        hall = replace(surveyed(Hall(patterns=(PATTERN,)), names), **changes)  # type: ignore[arg-type]
        uow.catalogue.layouts.save(shop.w, "hall", hall.as_body(), shop.ana)
        spots = spots_of(hall, uow.catalogue.layouts.said(shop.w), names)
        uow.catalogue.layouts.place(shop.w, spots, ranks_of(spots, CODES))
        return hall

    return shop.store.write(do)


def _first(code: str) -> tuple[bool, str]:
    return code not in ("A-01-1", "A-02-1", "B-01-1"), code


def release(shop: Shop, *bins: int) -> int:
    """A wave of one order with a line in each of these bins."""

    def do(uow: UnitOfWork) -> int:
        row = transfer(9, *((90 + n, n, 1000) for n in (1,)))
        lines = tuple(replace(row.lines[0], move=90 + n, location=n) for n in bins)
        (one,) = uow.catalogue.keep_transfers(shop.w, [replace(row, lines=lines)]).values()
        (tote,) = uow.catalogue.free_totes(shop.w, 1)
        return uow.catalogue.add_wave(shop.w, "W-0009", [(one, tote)], "DHL", NOW)

    return shop.store.write(do)


def sheet(shop: Shop, wave: int) -> list[str]:
    facts = shop.store.read(lambda views: views.sheet_facts(wave))
    assert facts is not None
    return [line.location_code for line in facts.lines]


def bin_of(code: str) -> int:
    return sorted(CODES, key=_first).index(code) + 1


def test_stops_and_sheet_follow_the_shortest_walk_from_the_depot(shop: Shop) -> None:
    hall = save(shop, doors=(Door(2, "front", 0),))
    wave = release(shop, *map(bin_of, ("A-02-1", "A-10-1", "B-10-1", "B-01-1")))
    seen = sheet(shop, wave)
    stops = [Stop(spot.aisle, spot.cell) for code in seen if (spot := hall.spot(code))]
    assert as_given(hall, stops) == in_order(hall, stops).metres
    numbered = query(
        shop.store, f"SELECT l.code FROM stop s JOIN location l ON l.id = s.location WHERE wave = {wave} ORDER BY no"
    )
    assert [row.code for row in numbered] == seen != sorted(seen)


def test_a_sheet_asked_for_on_the_way_goes_on_from_where_the_picker_stands(shop: Shop) -> None:
    save(shop)
    wave = release(shop, *map(bin_of, ("A-02-1", "A-05-1", "C-09-1", "C-02-1")))
    before = sheet(shop, wave)

    def take(uow: UnitOfWork) -> None:
        held: Wave | None = uow.floor.wave(wave)
        assert held is not None
        uow.floor.save_wave(replace(held, state="claimed", epoch=1, person=shop.ana, device=shop.first))

    shop.store.write(take)
    assert sheet(shop, wave) == before
    _pick(shop, wave, "C-09-1")
    after = sheet(shop, wave)
    assert after[0] == "C-09-1", "what is settled stands first"
    assert after[1] == "C-02-1", "the nearest on the way home"


def test_an_order_that_is_no_longer_than_another_stays_as_it_was(shop: Shop) -> None:
    save(shop)
    places = {row.code: row.id for row in query(shop.store, "SELECT id, code FROM location")}
    ring = [places[code] for code in ("A-05-1", "B-05-1")]
    for told in (ring, ring[::-1]):
        turn = {place: number for number, place in enumerate(told)}
        walk = shop.store.read(lambda views, turn=turn: walked(under(views), shop.w, ring, None, turn))  # type: ignore[misc]
        assert list(walk.places) == told
    detour = [places[code] for code in ("C-10-1", "A-01-1", "C-09-1")]
    turn = {place: number for number, place in enumerate(detour)}
    walk = shop.store.read(lambda views: walked(under(views), shop.w, detour, None, turn))
    assert list(walk.places) != detour


def _pick(shop: Shop, wave: int, code: str) -> None:
    facts = shop.store.read(lambda views: views.sheet_facts(wave))
    assert facts is not None
    line = next(line for line in facts.lines if line.location_code == code)

    def do(uow: UnitOfWork) -> None:
        kept = entry(shop.first, 1)
        uow.journal.append(kept)
        uow.journal.count_pick(kept.id, Pick(line.id, 1000, line.location, None, None))
        known = uow.floor.line(line.id)
        assert known is not None
        uow.floor.save_line(replace(known, picked_m=1000))

    shop.store.write(do)


def test_what_is_not_on_the_map_comes_last_and_a_smaller_hall_loses_nothing(shop: Shop) -> None:
    hall = save(shop)
    wave = release(shop, *map(bin_of, ("C-02-1", "A-05-1")))
    smaller = replace(hall, aisles=("A", "B"))
    shop.store.write(lambda uow: uow.catalogue.layouts.save(shop.w, "hall", smaller.as_body(), shop.ana))
    assert sheet(shop, wave) == ["A-05-1", "C-02-1"]


def test_the_newest_hall_holds_and_without_aisles_names_count_again(shop: Shop) -> None:
    hall = save(shop)
    assert shop.store.read(lambda views: views.layouts.hall(shop.w)) == hall
    shop.store.write(lambda uow: uow.catalogue.layouts.save(shop.w, "hall", {}, shop.ana))
    assert shop.store.read(lambda views: views.layouts.hall(shop.w)) is None
    assert query(shop.store, "SELECT x, y FROM location WHERE code = 'C-10-1'") == [(2, 9)]


@pytest.mark.parametrize("said", [{}, {"C-10-1": (0, 3)}])
def test_what_somebody_said_holds_against_the_pattern(shop: Shop, said: dict[str, tuple[int, int]]) -> None:
    hall = save(shop)
    shop.store.write(lambda uow: uow.catalogue.layouts.save(shop.w, "said", {"cells": said}, shop.ana))
    kept = shop.store.read(lambda views: views.layouts.said(shop.w))
    spot = spots_of(hall, kept, [("C-10-1", None)])["C-10-1"]
    assert (spot.aisle, spot.cell) == said.get("C-10-1", (2, 9))


def test_a_plan_is_kept_as_it_was_made_and_one_of_an_older_version_is_made_anew(shop: Shop) -> None:
    kinds = {1: ("DHL", NOW, "usual", 7), 2: ("DHL", NOW, "usual", -(2**62)), 3: ("", NOW, "usual", 0)}
    carts = (PlannedCart((1, 2), 12.5, "0,0 1,2"), PlannedCart((3,), 4.0, ""))
    plan = PoolPlan("rules", carts, kinds, NOW, 2)
    shop.store.write(lambda uow: uow.catalogue.layouts.keep_plan(shop.w, plan))
    assert shop.store.read(lambda views: views.layouts.plan(shop.w)) == plan
    older = {"seen": "", "rules": "", "carts": [], "kinds": {"1": ["DHL", NOW, "", 7]}, "whole_at": NOW, "patched": 0}
    shop.store.write(lambda uow: under(uow).execute(update(t.pool_plan).values(body=older)))
    assert shop.store.read(lambda views: views.layouts.plan(shop.w)) is None
