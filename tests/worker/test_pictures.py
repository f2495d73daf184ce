"""Pictures follow Odoo an hour behind; what is no picture, or not to be had, is drawn."""

from __future__ import annotations

import pytest

from tests.worker.yard import Clock, Yard
from warehouse_app.demo import Flaky
from warehouse_app.demo.photo import photo
from warehouse_app.domain.pictures import LARGEST, address, picture_of
from warehouse_app.service.holding import take
from warehouse_app.service.ports.odoo import Odoo, OdooUnreachable
from warehouse_app.service.ports.store import Store
from warehouse_app.service.pull import pull
from warehouse_app.service.pull_pictures import AGAIN_MS, MOST, pull_pictures

PHOTO, PNG = photo(160), photo(20)


@pytest.fixture
def shop(sqlite_store: Store, clock: Clock) -> Yard:
    """Tea is ordered, and photographed."""
    yard = Yard(sqlite_store, clock, 1)
    tea = yard.rig.product("Tea")
    yard.rig.put(tea, yard.bins[0], 9)
    yard.rig.photograph(tea, PHOTO)
    yard.rig.order({tea: 2}, carrier="DHL")
    yard.open()
    return yard


def look(shop: Yard, odoo: Odoo | None = None) -> int:
    holding = take(shop.store, "pull", "yard")
    assert holding is not None
    return pull_pictures(holding, odoo or shop.port)


def shown(shop: Yard, body: bytes = PHOTO) -> bool:
    picture = picture_of(body)
    assert picture is not None
    return shop.store.read(lambda views: views.picture(picture.sha)) == picture


def photograph(shop: Yard, body: bytes) -> None:
    shop.rig.photograph(shop.port.products()[-1].odoo_id, body)


def test_a_picture_is_kept_and_not_asked_for_again_that_hour(shop: Yard) -> None:
    assert (look(shop), look(shop)) == (1, 0)
    assert shown(shop)
    (goods,) = shop.picker(shop.release()[0]).sheet["products"].values()
    picture = picture_of(PHOTO)
    assert picture is not None
    assert goods["picture"] == address(picture.sha)


@pytest.mark.parametrize("body", [b"", b"<svg xmlns='x'/>", b"<html>", b"RIFF", PNG + bytes(LARGEST)])
def test_what_is_no_picture_any_more_is_forgotten_an_hour_later(shop: Yard, clock: Clock, body: bytes) -> None:
    look(shop)
    photograph(shop, body)
    clock.now += AGAIN_MS
    assert look(shop) == 1
    assert not shown(shop)
    (goods,) = shop.picker(shop.release()[0]).sheet["products"].values()
    assert goods["picture"] is None


def test_another_picture_replaces_it(shop: Yard, clock: Clock) -> None:
    look(shop)
    photograph(shop, PNG)
    clock.now += AGAIN_MS
    look(shop)
    assert (shown(shop), shown(shop, PNG)) == (False, True)


@pytest.mark.parametrize("refused", [1.0, 0.0], ids=["refused", "lost"])
def test_where_odoo_gives_none_the_old_one_stays_and_nothing_is_held_up(
    shop: Yard, clock: Clock, refused: float
) -> None:
    look(shop)
    clock.now += AGAIN_MS
    flaky = Flaky(shop.port, 1, refused=refused, unreachable=0, lost=1 - refused)
    assert look(shop, flaky.port) == 1
    assert shown(shop)
    assert look(shop) == 0


def test_where_odoo_is_away_the_same_come_next(shop: Yard) -> None:
    with pytest.raises(OdooUnreachable):
        look(shop, Flaky(shop.port, 1, refused=0, unreachable=1, lost=0).port)
    assert look(shop) == 1


def test_goods_that_look_alike_share_their_picture_until_the_last_has_another(shop: Yard, clock: Clock) -> None:
    mug = shop.rig.product("Mug")
    shop.rig.put(mug, shop.bins[1], 9)
    shop.rig.photograph(mug, PHOTO)
    shop.rig.order({mug: 1}, carrier="DHL")
    pull(shop.port, shop.store)
    assert look(shop) == 2
    shop.rig.photograph(mug, PNG)
    clock.now += AGAIN_MS
    look(shop)
    assert (shown(shop), shown(shop, PNG)) == (True, True)


def test_only_so_many_are_asked_for_at_once(shop: Yard) -> None:
    for number in range(MOST):
        goods = shop.rig.product(f"Tea {number}")
        shop.rig.put(goods, shop.bins[number % len(shop.bins)], 1)
        shop.rig.order({goods: 1}, carrier="DHL")
    pull(shop.port, shop.store)
    assert (look(shop), look(shop), look(shop)) == (MOST, 1, 0)
