"""Pictures of goods on both databases: which are due, which stay, which go."""

from __future__ import annotations

from sqlalchemy import func, select

from tests.store.shop import NOW, Shop, under
from warehouse_app.demo.photo import photo
from warehouse_app.domain.pictures import Picture, picture_of
from warehouse_app.store import tables as t


def made(hue: int) -> Picture:
    found = picture_of(photo(hue))
    assert found is not None
    return found


RED, BLUE = made(0), made(220)


def kept(shop: Shop) -> int:
    counted = select(func.count()).select_from(t.picture)
    return int(shop.store.write(lambda uow: under(uow).execute(counted).scalar_one()))


def due(shop: Shop, most: int = 9, before: int = NOW - 1) -> dict[int, str]:
    return dict(shop.store.write(lambda uow: uow.pictures.due(most, before)))


def test_goods_on_open_lines_are_due_until_they_were_asked_for(shop: Shop) -> None:
    goods = due(shop)
    assert len(goods) > 1
    assert set(goods.values()) == {""}
    assert len(due(shop, most=1)) == 1
    first = min(goods)
    shop.store.write(lambda uow: uow.pictures.asked([first, 999_999]))
    assert due(shop).keys() == goods.keys() - {first}
    assert due(shop, before=NOW).keys() == goods.keys()


def test_a_picture_is_kept_once_and_goes_with_the_last_goods_that_have_it(shop: Shop) -> None:
    one, other, *_ = due(shop)
    shop.store.write(lambda uow: uow.pictures.keep({one: ("a", RED), other: ("a", RED)}))
    assert kept(shop) == 1
    assert shop.store.read(lambda views: views.picture(RED.sha)) == RED
    shop.store.write(lambda uow: uow.pictures.keep({one: ("b", BLUE)}))
    assert kept(shop) == 2
    shop.store.write(lambda uow: uow.pictures.keep({other: ("b", None)}))
    assert kept(shop) == 1
    assert shop.store.read(lambda views: views.picture(RED.sha)) is None
    assert due(shop, before=NOW)[one] == "b"


def test_asking_again_in_vain_leaves_what_is_here(shop: Shop) -> None:
    one, *_ = due(shop)
    shop.store.write(lambda uow: uow.pictures.keep({one: ("a", RED)}))
    shop.store.write(lambda uow: uow.pictures.asked([one]))
    assert (kept(shop), due(shop, before=NOW)[one]) == (1, "a")
