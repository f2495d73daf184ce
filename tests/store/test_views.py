"""What the screens ask for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.store.shop import NOW, Shop, entry, transfer, under
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.views import TruckRow, Views
from warehouse_app.store import OpenStore

HOUR = 3_600_000


def _settle(uow: UnitOfWork, line_id: int, picked_m: int, short_m: int) -> None:
    line = uow.floor.line(line_id)
    assert line is not None
    uow.floor.save_line(replace(line, picked_m=picked_m, short_m=short_m))


def test_a_wave_shows_lines_settled_shorts_totes_and_aisles(shop: Shop) -> None:
    shop.store.write(lambda uow: _settle(uow, shop.lines[0], 3000, 0))
    shop.store.write(lambda uow: _settle(uow, shop.lines[1], 200, 800))
    (row,) = shop.store.read(lambda views: views.waves(shop.w, ["released"]))
    assert (row.lines, row.done, row.shorts, row.totes, row.zones) == (3, 2, 1, 2, ("A", "B"))
    assert (row.number, row.person, row.carrier, row.cutoff_at) == ("W-0001", None, "DHL", NOW + HOUR)
    assert shop.store.read(lambda views: views.waves(shop.w, ["claimed"])) == []


def test_a_truck_counts_orders_made_and_short_and_those_not_released_yet(shop: Shop) -> None:
    def use_case(uow: UnitOfWork) -> None:
        uow.catalogue.keep_cutoff(shop.w, "UPS", 0, 18 * 60)
        uow.catalogue.keep_transfers(
            shop.w,
            [transfer(3, (7, 1, 1000)), transfer(4, (8, 1, 1), carrier="UPS"), transfer(5, (9, 1, 1), carrier=None)],
        )
        _settle(uow, shop.lines[2], 2000, 0)
        _settle(uow, shop.lines[0], 2000, 1000)

    shop.store.write(use_case)
    six_in_berlin = NOW - NOW % 86_400_000 + 16 * HOUR
    assert shop.store.read(lambda views: views.trucks(shop.w)) == [
        TruckRow("DHL", NOW + HOUR, 3, 1, 1),
        TruckRow("UPS", six_in_berlin, 1, 0, 0),
        TruckRow("", None, 1, 0, 0),
    ]


def test_a_wave_walked_yesterday_is_on_no_truck_today(shop: Shop) -> None:
    walked = replace(shop.held(), state="walked")
    shop.store.write(lambda uow: uow.floor.save_wave(walked))
    assert len(shop.store.read(lambda views: views.trucks(shop.w))) == 1
    shop.store.write(lambda uow: under(uow).exec_driver_sql(f"UPDATE wave SET cutoff_at = {NOW - 24 * HOUR}"))
    assert shop.store.read(lambda views: views.trucks(shop.w)) == []


def test_the_history_of_a_wave_names_who_did_what(shop: Shop) -> None:
    def use_case(uow: UnitOfWork) -> None:
        for seq, person in ((1, shop.ana), (2, None)):
            row = entry(shop.first, seq)
            assert row.event is not None
            event = replace(row.event, wave=shop.wave)
            uow.journal.append(replace(row, event=event, person=person, flags=("late_session",)))

    shop.store.write(use_case)
    rows = shop.store.read(lambda views: views.events(shop.wave))
    assert [(row.seq, row.person, row.flags, row.at) for row in rows] == [
        (1, "Ana", ("late_session",), NOW - 5),
        (2, None, ("late_session",), NOW - 5),
    ]
    assert shop.store.read(lambda views: views.events(99)) == []


def test_rows_are_counted_by_the_name_of_their_table(shop: Shop) -> None:
    assert shop.store.read(lambda views: [views.count(name) for name in ("order", "wave", "case")]) == [2, 1, 0]
    with pytest.raises(KeyError):
        shop.store.read(lambda views: views.count("event; DROP TABLE event"))


def test_an_empty_store_has_nothing_to_show(store: OpenStore) -> None:
    assert store.read(lambda views: (views.head(), views.warehouses(), views.trucks(1), views.waves(1, ["open"]))) == (
        0, [], [], [],
    )  # fmt: skip


def test_a_read_sees_one_picture_while_others_write(shop: Shop) -> None:
    def look(views: Views) -> tuple[int, int]:
        before = views.count("device")
        shop.store.write(lambda uow: uow.devices.add(shop.w, "New", "token-new"))
        return before, views.count("device")

    assert shop.store.read(look) == (2, 2)
    assert shop.store.read(lambda views: views.count("device")) == 3
