"""A picture is shown to the devices, as what it is, and for good."""

from __future__ import annotations

from tests.web.conftest import Floor, Handheld
from warehouse_app.demo.photo import photo
from warehouse_app.domain.pictures import picture_of
from warehouse_app.service.devices import revoke

PICTURE = picture_of(photo(160))
assert PICTURE is not None
AT = f"/p/{PICTURE.sha}"


def kept(floor: Floor) -> None:
    floor.services.store.write(lambda uow: uow.pictures.keep({1: ("today", PICTURE)}))


def met(floor: Floor) -> Handheld:
    """A handheld that said hello, as each does when it starts."""
    handheld = floor.handheld()
    assert handheld.get("/api/v1/me").status_code == 200
    return handheld


def test_a_sheet_names_the_picture_and_the_handheld_gets_it(floor: Floor) -> None:
    kept(floor)
    walk = floor.walk()
    assert {goods["picture"] for goods in walk.sheet["products"].values()} == {None, AT}
    answer = walk.handheld.get(AT)
    assert (answer.status_code, answer.data, answer.content_type) == (200, photo(160), "image/png")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"


def test_who_looks_something_up_sees_it_too(floor: Floor) -> None:
    kept(floor)
    found = floor.walk().handheld.get("/api/v1/look?code=4006381333931").get_json()
    assert found["table"]["products"][str(found["product"])]["picture"] == AT


def test_an_image_on_the_page_of_a_device_is_shown_without_the_token_in_a_header(floor: Floor) -> None:
    kept(floor)
    handheld = met(floor)
    assert handheld.client.get(AT).status_code == 200
    floor.services.store.write(lambda uow: revoke(handheld.id, None, uow))
    assert handheld.client.get(AT).status_code == 401


def test_somebody_who_signs_in_on_a_new_device_sees_pictures(floor: Floor) -> None:
    kept(floor)
    assert floor.walk().handheld.client.get(AT).status_code == 200


def test_the_cookie_of_pictures_opens_nothing_else(floor: Floor) -> None:
    handheld = met(floor)
    cookie = handheld.client.get_cookie("floor_pictures", path="/p/")
    assert cookie is not None
    assert (cookie.path, cookie.http_only, cookie.same_site) == ("/p/", True, "Strict")
    stranger = floor.client()
    stranger.set_cookie("floor_pictures", handheld.token)
    assert stranger.get("/api/v1/me").status_code == 401
    assert stranger.get(AT).status_code == 404


def test_nobody_else_sees_it(floor: Floor) -> None:
    kept(floor)
    assert floor.client().get(AT).status_code == 401
    assert floor.office("admin").get(AT).status_code == 401


def test_another_address_shows_nothing(floor: Floor) -> None:
    handheld = met(floor)
    for name in ("0" * 16, "None", "%00", AT.upper()[3:]):
        answer = handheld.client.get(f"/p/{name}")
        assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")


def test_a_wave_of_many_pictures_is_not_too_fast(floor: Floor) -> None:
    kept(floor)
    handheld = met(floor)
    assert {handheld.client.get(AT).status_code for _ in range(250)} == {200}
    assert handheld.get("/api/v1/ping").status_code == 204
