"""Small pictures of goods, as Odoo has them, and only those that changed."""

from __future__ import annotations

from tests.contract.rig import Rig
from warehouse_app.demo.photo import photo
from warehouse_app.domain.pictures import picture_of

SVG = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>%s</svg>"


def test_goods_have_the_picture_somebody_gave_them_and_others_none(rig: Rig) -> None:
    shown, plain = rig.product("Tea"), rig.product("Mug")
    rig.photograph(shown, photo(160))
    found = rig.odoo.pictures({shown: "", plain: "", 999_999_999: ""})
    assert (set(found), found[plain].body) == ({shown, plain}, b"")
    picture = picture_of(found[shown].body)
    assert picture is not None
    assert picture.type == "image/png"
    assert rig.odoo.pictures({}) == {}


def test_a_picture_that_is_known_is_not_sent_again_until_it_changes(rig: Rig) -> None:
    tea, mug = rig.product("Tea"), rig.product("Mug")
    rig.photograph(tea, photo(160))
    marks = {product: one.mark for product, one in rig.odoo.pictures({tea: "", mug: ""}).items()}
    assert rig.odoo.pictures(marks) == {}
    rig.photograph(tea, b"")
    assert rig.odoo.pictures(marks)[tea].body == b""
    assert rig.odoo.pictures(marks).keys() == {tea}


def test_a_drawing_comes_as_it_is_and_a_large_one_not_at_all(rig: Rig) -> None:
    small, large = rig.product("Tea"), rig.product("Mug")
    rig.photograph(small, SVG % b"")
    rig.photograph(large, SVG % (b"<!-- -->" * 10_000))
    found = rig.odoo.pictures({small: "", large: ""})
    assert picture_of(found[small].body) is None
    assert found[large].body == b""
