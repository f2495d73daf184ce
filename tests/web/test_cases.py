"""Exceptions in the office and on the handheld: answering them, their pages, the list to follow."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.conftest import FORM, OWN, SCRIPT, Floor, Walk
from warehouse_app.service.shipped_rules import ship_rules

FREE_BIN = "A-10-1"


@pytest.fixture
def walk(floor: Floor) -> Walk:
    return floor.walk()


@pytest.fixture
def sam(floor: Floor) -> FlaskClient:
    return floor.office("supervisor")


def case_of(floor: Floor, type_: str = "FUL-SHORT") -> int:
    rows = floor.services.store.read(lambda views: views.open_cases(floor.world.w))
    return next(row.id for row in rows if row.type == type_)


def answer(sam: FlaskClient, case: int, **sent: str) -> TestResponse:
    return sam.post(f"/cases/{case}/answer", data=FORM | sent, headers=OWN)


def answers(walk: Walk) -> dict[str, Any]:
    told: dict[str, Any] = walk.handheld.get(f"/api/v1/waves/{walk.sheet['wave']}/answers").get_json()
    return told


def test_an_answer_by_form_leads_back_to_the_board_and_shows_there_as_decided(
    floor: Floor, walk: Walk, sam: FlaskClient
) -> None:
    walk.send(walk.short(3000))
    sent = answer(sam, case_of(floor), answer="ship_short")
    assert (sent.status_code, sent.location) == (303, "/board")
    live = sam.get("/board/live").text
    assert "Ships short" in live
    assert "data-decided" in live
    assert "data-alert=" not in live


def test_an_answer_by_script_hears_that_it_is_done_or_why_not(floor: Floor, walk: Walk, sam: FlaskClient) -> None:
    walk.send(walk.short(3000))
    case, headers = case_of(floor), SCRIPT | OWN | {"Accept": "application/json"}
    wrong = sam.post(f"/cases/{case}/answer", data={"answer": "found", "place": "ZZ-1"}, headers=headers)
    assert (wrong.status_code, wrong.get_json()["error"]["text"]) == (400, "No bin here is called ZZ-1.")
    done = sam.post(f"/cases/{case}/answer", json={"answer": "found", "place": FREE_BIN}, headers=SCRIPT | OWN)
    assert (done.status_code, done.get_json()) == (200, {"case": case})


def test_the_handheld_that_has_the_wave_hears_the_answer_and_gets_the_new_sheet(
    floor: Floor, walk: Walk, sam: FlaskClient
) -> None:
    walk.send(walk.short(3000))
    assert answers(walk)["answers"] == []
    answer(sam, case_of(floor), answer="found", place=FREE_BIN)
    told = answers(walk)
    assert (told["sheet"], told["state"], told["epoch"]) == (2, "claimed", walk.sheet["epoch"])
    (said,) = told["answers"]
    assert (said["answer"], said["bin"], said["missing_m"], said["order"]) == ("found", FREE_BIN, 3000, "S00001")
    sheet = walk.handheld.get(f"/api/v1/waves/{walk.sheet['wave']}/sheet").get_json()
    assert FREE_BIN in [stop["code"] for stop in sheet["stops"]]
    assert len(sheet["lines"]) == len(walk.sheet["lines"]), "a line with nothing left to find is none to walk to"


def test_another_handheld_hears_nothing_of_it(floor: Floor, walk: Walk) -> None:
    other = floor.handheld("other").get(f"/api/v1/waves/{walk.sheet['wave']}/answers")
    assert (other.status_code, other.get_json()["error"]["key"]) == (403, "wave.not_here")


def test_the_board_proposes_the_bin_somebody_picked_from_and_says_why(
    floor: Floor, walk: Walk, sam: FlaskClient
) -> None:
    walk.send(walk.short(2000))
    case = case_of(floor)
    assert 'data-press="1">Ship short' in sam.get("/board/live").text
    answer(sam, case, answer="found", place=FREE_BIN)
    sheet = walk.handheld.get(f"/api/v1/waves/{walk.sheet['wave']}/sheet").get_json()
    (line,) = (one for one in sheet["lines"] if sheet["stops"][one["stop"]]["code"] == FREE_BIN)
    at = sheet["stops"][line["stop"]]["location"]
    body = {
        "line": line["id"],
        "qty_m": 500,
        "product": line["product"],
        "lot": None,
        "tote": line["tote"],
        "codes": [],
    }
    walk.send(walk.event("pick", body | {"location": at}))
    answer(sam, case, answer="wait")
    page = sam.get(f"/cases/{case}").text.replace("\u2060", "")
    assert "Send to A-10-1" in page
    assert "A-10-1: picked there just now" in page


def test_the_page_of_a_case_tells_what_is_known_and_what_happened(floor: Floor, walk: Walk, sam: FlaskClient) -> None:
    walk.send(walk.short(3000))
    case = case_of(floor)
    back = answer(sam, case, **{"answer": "wait", "from": "case"})
    assert back.location == f"/cases/{case}"
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", sam.get(f"/cases/{case}").text))
    for words in ("Answered: Order waits", "WH/OUT/00001", "S00001", "Raised Ina", "Found in another bin", "DHL"):
        assert words in page, words
    assert sam.get("/cases/99").status_code == 404


def test_who_may_only_look_sees_no_answers(floor: Floor, walk: Walk) -> None:
    walk.send(walk.short(3000))
    stock = floor.office("stock")
    live, page = stock.get("/board/live").text, stock.get(f"/cases/{case_of(floor)}").text
    assert "data-answer" not in live + page
    assert "missing" in live


def test_other_exceptions_are_closed_with_a_note(floor: Floor, walk: Walk, sam: FlaskClient) -> None:
    floor.services.store.write(ship_rules)
    walk.send(walk.pick(3000), walk.pick(1000))
    case = case_of(floor, "FUL-SCAN")
    assert sam.post(f"/cases/{case}/done", data=FORM | {"note": " "}, headers=OWN).status_code == 400
    assert sam.post(f"/cases/{case}/again", data=FORM, headers=OWN).status_code == 409
    assert (
        sam.post(
            f"/cases/{case}/done", data=FORM | {"note": "one too many, put back", "cause": "picked"}, headers=OWN
        ).status_code
        == 303
    )
    assert "It is over: one too many, put back" in sam.get(f"/cases/{case}").text


def test_alerts_are_followed_by_cursor_in_the_office_and_by_a_supervisor_on_a_handheld(
    floor: Floor, walk: Walk, sam: FlaskClient
) -> None:
    first = sam.get("/api/v1/alerts").get_json()
    walk.send(walk.short(3000))
    news = sam.get(f"/api/v1/alerts?since={first['head']}").get_json()
    (row,) = news["alerts"]
    assert (row["type"], row["status"], row["orders"], row["seq"] <= news["head"]) == ("FUL-SHORT", "open", 2, True)
    assert row["words"] == "3 missing: Hand soap 1 at A-01-1"
    answer(sam, row["id"], answer="ship_short")
    (again,) = sam.get(f"/api/v1/alerts?since={news['head']}").get_json()["alerts"]
    assert (again["id"], again["status"], again["decision"]) == (row["id"], "decided", "ship_short")
    floor.hire("Sue", "supervisor", badge="SUE")
    handheld = floor.handheld("of Sue")
    handheld.sign_in("SUE")
    assert [one["id"] for one in handheld.get("/api/v1/alerts").get_json()["alerts"]] == [row["id"]]
    assert sam.get("/api/v1/alerts?since=x").status_code == 400


def test_the_board_names_who_walks_what_and_when_they_were_heard(floor: Floor, walk: Walk, sam: FlaskClient) -> None:
    walk.send(walk.short(3000))
    live = sam.get("/board/live").text
    assert "<b>Ina</b> W-0001" in live
    assert "heard just now" in live


@pytest.mark.parametrize("place", ["<script>alert(1)</script>", "x" * 81, "a\u0007"])
def test_what_is_typed_as_a_bin_is_never_markup_and_never_too_long(
    floor: Floor, walk: Walk, sam: FlaskClient, place: str
) -> None:
    walk.send(walk.short(3000))
    refused = answer(sam, case_of(floor), answer="found", place=place)
    assert refused.status_code == 400
    assert "<script>alert" not in refused.text
