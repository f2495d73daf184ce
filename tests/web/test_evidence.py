"""Photos over HTTP: from a device behind its fact, from the office, and who may look at them."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.photos import SECRET, photo, size_of
from tests.web.conftest import FORM, OWN, SCRIPT, Floor, Handheld, Walk
from tests.web.test_cases import case_of
from warehouse_app.service.keep_evidence import MOST
from warehouse_app.service.people import NewPerson, add_person
from warehouse_app.service.ports.odoo import OdooWarehouse

PHOTO = photo()
NAME = sha256(PHOTO).hexdigest()


@pytest.fixture
def walk(floor: Floor) -> Walk:
    return floor.walk()


def show(handheld: Handheld, event: str, body: bytes = PHOTO, **asked: Any) -> TestResponse:
    """What a device sends: the bytes, and in the address what they are about."""
    about = {"event": event, "sha256": sha256(body).hexdigest(), "at": 0} | asked
    return handheld.client.post("/api/v1/evidence", query_string=about, data=body, headers=handheld.headers)


def short(walk: Walk) -> str:
    told = walk.short(3000)
    walk.send(told)
    return str(told["id"])


def kept(floor: Floor, case: int) -> list[str]:
    return [row.sha256 for row in floor.services.store.read(lambda v: v.evidence.of_case(floor.world.w, case))]


def error(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, answer.get_json()["error"]["key"]


def test_a_photo_behind_a_short_is_on_the_page_of_its_case_without_what_the_telephone_wrote(
    floor: Floor, walk: Walk
) -> None:
    event = short(walk)
    answer = show(walk.handheld, event, person=walk.person, at=floor.clock.now - 60_000)
    case = case_of(floor)
    assert (answer.status_code, answer.get_json()) == (200, {"sha256": NAME, "case": case})
    sam = floor.office("supervisor")
    page = sam.get(f"/cases/{case}").text
    assert f'src="/cases/{case}/photos/{NAME}"' in page
    assert "Photo added" in page
    assert "· Ina" in page
    shown = sam.get(f"/cases/{case}/photos/{NAME}")
    assert size_of(shown.data) == (64, 32)
    assert SECRET not in shown.data
    headers = {name: shown.headers[name] for name in ("Content-Type", "X-Content-Type-Options", "Cache-Control")}
    assert headers == {
        "Content-Type": "image/jpeg", "X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=3600",
    }  # fmt: skip
    assert shown.headers["Content-Disposition"].startswith("attachment;")


def test_sent_again_it_is_answered_the_same_and_kept_once(floor: Floor, walk: Walk) -> None:
    event = short(walk)
    first, again = (show(walk.handheld, event).get_json() for _ in range(2))
    assert first == again
    assert kept(floor, case_of(floor)) == [NAME]
    assert floor.office("supervisor").get(f"/cases/{case_of(floor)}").text.count("Photo added") == 1


def test_a_photo_that_overtakes_its_fact_waits_for_the_case(floor: Floor, walk: Walk) -> None:
    told = walk.short(3000)
    assert show(walk.handheld, told["id"]).get_json()["case"] is None
    walk.send(told)
    assert kept(floor, case_of(floor)) == [NAME]


def test_the_clock_of_a_device_is_not_trusted(floor: Floor, walk: Walk) -> None:
    event = short(walk)
    for at, body in ((2**52, photo(seed=2)), (-5, photo(seed=3)), ("x", photo(seed=4))):
        assert show(walk.handheld, event, body, at=at, person="nobody").status_code == 200
    rows = floor.services.store.read(lambda views: views.evidence.of_case(floor.world.w, case_of(floor)))
    assert {(floor.clock.now - row.at) // 86_400_000 for row in rows} == {0, 30}
    assert {row.person for row in rows} == {None}


HOSTILE: Mapping[str, tuple[bytes, int, str]] = {
    "an SVG with a script": (
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        400,
        "no_picture",
    ),
    "a page that is called photo.jpg": (b"<!doctype html><script>alert(1)</script>", 400, "no_picture"),
    "a picture that is cut off": (PHOTO[:-20], 400, "no_picture"),
    "too large": (bytes(400_001), 413, "too_big"),
    "20 MB": (bytes(20_000_000), 413, "too_big"),
    "nothing": (b"", 400, "no_picture"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_photo_is_refused_from_a_device_and_from_the_office(floor: Floor, walk: Walk, what: str) -> None:
    body, status, key = HOSTILE[what]
    assert error(show(walk.handheld, short(walk), body)) == (status, f"evidence.{key}")
    case, sam = case_of(floor), floor.office("supervisor")
    asked = SCRIPT | OWN | {"Accept": "application/json", "Content-Type": "image/jpeg"}
    assert error(sam.post(f"/cases/{case}/photos", data=body, headers=asked)) == (status, f"evidence.{key}")
    assert kept(floor, case) == []


def test_bytes_lost_on_the_way_are_told_from_no_picture_so_that_the_device_sends_them_again(
    floor: Floor, walk: Walk
) -> None:
    assert error(show(walk.handheld, short(walk), PHOTO[:-9], sha256=NAME)) == (422, "evidence.cut_off")


@pytest.mark.parametrize("event", ["", "x", "0" * 31, "../" + "0" * 29])
def test_a_photo_of_nothing_is_refused(walk: Walk, event: str) -> None:
    assert error(show(walk.handheld, event)) == (400, "request.malformed")


def test_one_thing_has_so_many_photos_and_no_more(floor: Floor, walk: Walk) -> None:
    event = short(walk)
    for seed in range(MOST):
        assert show(walk.handheld, event, photo(side=8, seed=seed)).status_code == 200
    assert error(show(walk.handheld, event)) == (409, "evidence.enough")
    assert show(walk.handheld, event, photo(side=8, seed=0)).status_code == 200, "a repeat is no further one"
    assert len(kept(floor, case_of(floor))) == MOST


def add(office: FlaskClient, case: int, body: bytes = PHOTO) -> TestResponse:
    sent: dict[str, Any] = {**FORM, "photo": (BytesIO(body), "<b>.svg", "text/html")}
    return office.post(f"/cases/{case}/photos", data=sent, headers=OWN)


def test_the_office_adds_one_by_a_plain_form_whatever_it_is_called(floor: Floor, walk: Walk) -> None:
    short(walk)
    case, stock = case_of(floor), floor.office("stock")
    answer = add(stock, case)
    assert (answer.status_code, answer.location) == (303, f"/cases/{case}#photos")
    assert kept(floor, case) == [NAME]
    assert stock.get(f"/cases/{case}/photos/{NAME}").content_type == "image/jpeg"
    assert add(stock, 999).status_code == 404


def test_another_site_cannot_add_one(floor: Floor, walk: Walk) -> None:
    short(walk)
    sent = {**FORM, "photo": (BytesIO(PHOTO), "a.jpg")}
    foreign = floor.office("stock").post(
        f"/cases/{case_of(floor)}/photos", data=sent, headers={"Origin": "https://elsewhere.test"}
    )
    assert foreign.status_code == 403


def test_only_who_may_see_the_case_may_fetch_its_photo(floor: Floor, walk: Walk) -> None:
    show(walk.handheld, short(walk))
    at = f"/cases/{case_of(floor)}/photos/{NAME}"
    for role in ("supervisor", "stock", "service", "returns", "finance", "buying", "admin"):
        assert floor.office(role).get(at).status_code == 200, role
    for role in ("picker", "packer"):
        assert floor.office(role).get(at).status_code == 403, role
    assert floor.client().get(at).location.startswith("/sign-in")
    assert walk.handheld.get(at).location.startswith("/sign-in")


def test_a_photo_is_found_with_its_own_case_only_and_not_from_another_warehouse(floor: Floor, walk: Walk) -> None:
    show(walk.handheld, short(walk))
    case, sam = case_of(floor), floor.office("supervisor")
    walk.send(walk.pick(3000), walk.pick(1000))
    other = case_of(floor, "FUL-SCAN")
    for at in (f"/cases/{other}/photos/{NAME}", f"/cases/{case}/photos/{'0' * 64}", f"/cases/999/photos/{NAME}"):
        assert sam.get(at).status_code == 404
    store = floor.services.store
    second = store.write(lambda uow: uow.catalogue.keep_warehouse(OdooWarehouse(2, "W2", "Second", "Europe/Berlin", 1)))
    pin = floor.services.hasher.make("2580")
    store.write(lambda uow: add_person(NewPerson("Far", ("supervisor",), "FAR", pin), second, uow))
    far = floor.client()
    assert far.post("/sign-in", data=FORM | {"badge": "FAR", "pin": "2580"}, headers=OWN).status_code == 303
    assert far.get(f"/cases/{case}/photos/{NAME}").status_code == 404
    assert add(far, case).status_code == 404
