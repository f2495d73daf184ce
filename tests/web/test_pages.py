"""The office's pages: board, handhelds, start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.conftest import FORM, OWN, Floor, Walk, floor_at
from warehouse_app.domain.people import SHIFT_MS
from warehouse_app.service.board_side import SILENT_MS
from warehouse_app.service.devices import CODE_MINUTES, LETTERS


@pytest.fixture
def walk(floor: Floor) -> Walk:
    return floor.walk()


def test_a_short_shows_on_the_board_with_its_owner_its_clock_and_its_goods(floor: Floor, walk: Walk) -> None:
    walk.send(walk.short(3000))
    live = floor.office("supervisor").get("/board/live").text
    assert "missing: Hand soap" in live
    assert "Floor supervisor" in live
    assert "Found in another bin" in live
    assert re.search(r"<b>\d+</b>min left", live)


def test_the_board_names_who_walks_and_how_far(floor: Floor, walk: Walk) -> None:
    walk.send(walk.pick(3000))
    live = floor.office("supervisor").get("/board/live").text
    assert "W-0001</b> Ina" in live
    assert '<span class="num">1/' in live


def test_a_conflict_shows_with_its_reason(floor: Floor, walk: Walk) -> None:
    walk.send(walk.pick(3000), walk.pick(1000))
    live = floor.office("supervisor").get("/board/live").text
    assert "A scan does not fit: Hand soap" in live
    assert "More was picked than ordered" in live


def test_a_handheld_that_falls_silent_in_its_shift_is_noticed(floor: Floor, walk: Walk) -> None:
    walk.send(walk.pick(), waiting=3)
    supervisor = floor.office("supervisor")
    assert "handheld silent" not in supervisor.get("/board/live").text
    floor.clock.now += SILENT_MS + 1
    assert "handheld silent" in supervisor.get("/board/live").text
    walk.handheld.get("/api/v1/ping")
    assert "handheld silent" not in supervisor.get("/board/live").text


def test_nothing_is_written_into_the_page_as_markup(floor: Floor) -> None:
    evil = "<script>alert(1)</script>"
    floor.handheld(evil[:40])
    page = floor.office("admin").get("/devices").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_new_handheld_comes_in_by_its_code_once(floor: Floor) -> None:
    admin = floor.office("admin")
    page = admin.post("/devices/enrolments", data=FORM | {"name": "Handheld 7"}, headers=OWN).text
    code = re.search(rf"EN-[{LETTERS}]{{4}}-[{LETTERS}]{{4}}", page)
    assert code, page
    assert "<svg" in page
    assert f"/enrol#{code[0]}" in page
    first = enrol(floor, f" {code[0].lower()} ")
    assert (first.status_code, first.get_json()["name"]) == (201, "Handheld 7")
    assert len(first.get_json()["token"]) >= 43
    assert enrol(floor, code[0]).get_json()["error"]["key"] == "enrol.code"
    assert "Handheld 7" in admin.get("/devices").text


def test_a_code_is_good_for_a_quarter_of_an_hour(floor: Floor) -> None:
    page = floor.office("admin").post("/devices/enrolments", data=FORM | {"name": "Late"}, headers=OWN).text
    code = re.search(r"EN-\w{4}-\w{4}", page)
    assert code
    floor.clock.forward(CODE_MINUTES)
    assert enrol(floor, code[0]).status_code == 403


def test_who_guesses_codes_is_locked_out(floor: Floor) -> None:
    said = [enrol(floor, f"EN-AAAA-{n:04d}").status_code for n in range(32)]
    assert said == [403] * 30 + [429] * 2


def enrol(floor: Floor, code: str):  # type: ignore[no-untyped-def]
    return floor.client().post("/api/v1/devices", json={"code": code}, headers={"X-Floor": "1"})


def test_a_revoked_handheld_says_so_on_the_page_and_on_itself(floor: Floor, walk: Walk) -> None:
    admin = floor.office("admin")
    assert admin.post(f"/devices/{walk.handheld.id}/revoke", data=FORM, headers=OWN).status_code == 303
    assert "revoked" in admin.get("/devices").text
    assert walk.handheld.get("/api/v1/me").get_json()["error"]["key"] == "device.revoked"


def test_a_handheld_gets_another_name(floor: Floor, walk: Walk) -> None:
    admin = floor.office("admin")
    named = admin.post(f"/devices/{walk.handheld.id}/name", data=FORM | {"name": "  Cart   9 "}, headers=OWN)
    assert named.status_code == 303
    assert "Cart 9" in admin.get("/devices").text
    for wrong in ("", "x" * 41, "a\u0007"):
        assert (
            admin.post(f"/devices/{walk.handheld.id}/name", data=FORM | {"name": wrong}, headers=OWN).status_code == 400
        )


def test_what_never_came_is_shown(floor: Floor, walk: Walk) -> None:
    walk.send(walk.pick(seq=44))
    assert "never came: 1-43" in floor.office("admin").get("/devices").text


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Floor]:
    made = floor_at(tmp_path, demo=True)
    yield made
    made.services.close()


def test_barcodes_are_drawn_in_the_demo_and_only_of_what_can_be_one(demo: Floor) -> None:
    client = demo.client()
    for text in ("B-1001", "4006381333931", "O-CMD.SHORT", "x" * 80):
        assert client.get("/demo/barcode.svg", query_string={"text": text}).data.startswith(b"<svg")
    for text in ("", "x" * 81, "\u0007", "\u00fc", "<script>\n"):
        assert client.get("/demo/barcode.svg", query_string={"text": text}).status_code == 400


def test_each_visitor_of_the_demo_gets_a_code_that_works(demo: Floor) -> None:
    for _ in range(2):
        code = demo.client().get("/demo/codes").get_json()["enrolment"]["text"]
        assert enrol(demo, code).status_code == 201


def test_the_start_page_is_the_board_where_there_is_no_demo(floor: Floor) -> None:
    assert floor.client().get("/").location == "/board"


def test_the_enrolment_address_leads_to_the_handheld(floor: Floor) -> None:
    assert floor.client().get("/enrol").location == "/pick/"


def test_a_session_in_use_ends_with_the_shift(floor: Floor) -> None:
    supervisor = floor.office("supervisor")
    floor.clock.now += SHIFT_MS
    assert supervisor.get("/board").location == "/sign-in?next=/board"
