"""Exceptions at a desk: the list of mine and my team's, its forms, raising one, and what a page lets whom do."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import FORM, OWN, SCRIPT, Floor
from warehouse_app.domain.cases import Finding
from warehouse_app.service.open_case import open_case
from warehouse_app.service.shipped_rules import ship_rules

HOSTILE = '<script>alert(1)</script> ^XZ \u202eabc \U0001f4a5 "quoted" {case}'


@pytest.fixture
def desk(floor: Floor) -> Floor:
    floor.services.store.write(ship_rules)
    return floor


@pytest.fixture
def stella(desk: Floor) -> FlaskClient:
    return desk.office("stock")


def found(desk: Floor, n: int = 1, type_: str = "INV-NEGATIVE", **facts: str) -> int:
    finding = Finding(f"{type_}|quant|{n}", type_, desk.world.w, facts=facts)
    return desk.services.store.write(lambda uow: open_case(finding, uow))


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u2060", "")


def do(client: FlaskClient, case: int, step: str, **sent: str) -> int:
    return client.post(f"/cases/{case}/do/{step}", data=FORM | sent, headers=OWN).status_code


def listed(client: FlaskClient, query: str = "") -> list[int]:
    return [int(one) for one in re.findall(r'data-case="(\d+)"', client.get(f"/cases{query}").text)]


def test_the_list_shows_a_team_its_own_by_the_time_left_and_everything_to_whoever_asks(
    desk: Floor, stella: FlaskClient
) -> None:
    later, sooner = found(desk, 1), found(desk, 2, "INV-BIN")
    others = found(desk, 3, "ORD-STUCK")
    assert listed(stella) == [sooner, later]
    assert set(listed(stella, "?whose=all")) == {later, sooner, others}
    assert listed(stella, "?whose=mine") == []
    do(stella, later, "take")
    assert listed(stella, "?whose=mine") == [later]
    assert listed(stella, "?whose=all&category=order") == [others]
    page = words(stella.get("/cases").text)
    for said in ("Bin short or empty", "h left", "Take it", "Stock control", "Put it right, then close it"):
        assert said in page, said


def test_a_search_looks_in_numbers_orders_and_words(desk: Floor, stella: FlaskClient) -> None:
    one = found(desk, 1, order="S00042")
    found(desk, 2)
    assert listed(stella, "?q=s00042") == [one]
    assert "No open exception fits" in stella.get("/cases?q=nothing").text
    assert listed(stella, "?whose=%3Cx&category=zz") == []


def test_many_of_one_type_are_taken_and_closed_from_the_list(desk: Floor, stella: FlaskClient) -> None:
    cases = [found(desk, n) for n in (1, 2, 3)]
    chosen = FORM | {"case": [str(case) for case in cases[:2]]}
    taken = stella.post("/cases/take?whose=all", data=chosen, headers=OWN)
    assert (taken.status_code, taken.location) == (303, "/cases?whose=all&done=taken&n=2")
    assert "Taken: 2" in stella.get(taken.location).text
    missing = stella.post("/cases/resolve", data=chosen | {"note": "counted anew"}, headers=OWN)
    assert missing.status_code == 400
    assert "The root cause of" in missing.text
    assert missing.text.count(" checked") == 2, "what was chosen is chosen still"
    assert 'value="counted anew"' in missing.text
    closed = stella.post("/cases/resolve", data=chosen | {"cause": "counted", "note": "counted anew"}, headers=OWN)
    assert closed.location == "/cases?done=resolved&n=2"
    assert listed(stella) == [cases[2]]
    assert stella.post("/cases/resolve", data=FORM | {"case": "x"}, headers=OWN).status_code == 400


def test_the_page_of_a_case_says_what_is_next_and_lets_its_team_act(desk: Floor, stella: FlaskClient) -> None:
    case = found(desk)
    page = stella.get(f"/cases/{case}").text
    assert "Next · Take it" in words(page)
    assert f'action="/cases/{case}/do/resolve"' in page
    assert do(stella, case, "take") == 303
    assert "Next · Put it right" in words(stella.get(f"/cases/{case}").text)
    assert do(stella, case, "snooze", minutes="15") == 303
    assert "Put off until" in words(stella.get(f"/cases/{case}").text)
    assert do(stella, case, "wake") == 303
    assert do(stella, case, "hand", to="t:service") == 303
    page = stella.get(f"/cases/{case}").text
    assert "/do/resolve" not in page, "it is another team's now"
    assert "/do/comment" in page
    assert "Handed to the team: Customer service" in words(page)
    assert do(stella, case, "take") == 403


def test_a_case_is_linked_merged_closed_and_opened_again_from_its_page(desk: Floor, stella: FlaskClient) -> None:
    first, second = found(desk, 1), found(desk, 2)
    number = re.search(r"C-\d{5}-.", stella.get(f"/cases/{second}").text.replace("\u2060", ""))
    assert number
    assert do(stella, first, "link", number=number[0]) == 303
    assert f'href="/cases/{second}"' in stella.get(f"/cases/{first}").text
    assert do(stella, first, "merge", number=number[0]) == 303
    assert "It is over: it is one with another exception" in words(stella.get(f"/cases/{first}").text)
    assert do(stella, second, "resolve", cause="counted") == 303
    page = words(stella.get(f"/cases/{second}").text)
    assert "Root cause · Counted wrong" in page
    assert do(stella, second, "reopen", words="it is still wrong") == 303
    assert "Opened again: it is still wrong" in words(stella.get(f"/cases/{second}").text)
    assert do(stella, second, "dance") == 404


def test_an_exception_is_raised_in_two_clicks_and_one_about_the_same_is_named_first(desk: Floor) -> None:
    sergio = desk.office("service")
    blank = sergio.get("/cases/new?about=S00001").text
    assert 'value="S00001"' in blank
    said = FORM | {"type": "CUS-ADDRESS", "about": "S00001", "words": "no house number"}
    made = sergio.post("/cases", data=said, headers=OWN)
    assert made.status_code == 303
    page = words(sergio.get(made.location).text)
    assert "Address incomplete or not deliverable: no house number" in page
    again = sergio.post("/cases", data=said | {"type": "CUS-DATA"}, headers=OWN)
    assert again.status_code == 409
    assert f'href="{made.location}"' in again.text
    assert "no house number" in again.text, "nothing that was typed is lost"
    sure = sergio.post("/cases", data=said | {"type": "CUS-DATA", "sure": "1"}, headers=OWN)
    assert sure.status_code == 303
    wrong = sergio.post("/cases", data=said | {"about": "S99999"}, headers=OWN)
    assert (wrong.status_code, "Nothing here is called S99999." in wrong.text) == (400, True)


def test_a_program_raises_one_as_whoever_it_signs_in_as(desk: Floor) -> None:
    sergio = desk.office("service")
    said = {"type": "ORD-SYNC", "words": "the shop is silent"}
    made = sergio.post("/api/v1/cases", json=said, headers=SCRIPT | OWN)
    assert made.status_code == 201
    assert set(made.get_json()) == {"case", "number", "new"}
    twice = sergio.post("/api/v1/cases", json=said, headers=SCRIPT | OWN)
    assert (twice.status_code, twice.get_json()["error"]["key"]) == (409, "case.duplicate")
    told = sergio.post("/api/v1/cases", json=said | {"sure": True}, headers=SCRIPT | OWN)
    assert (told.status_code, told.get_json()["new"]) == (200, False)
    assert sergio.post("/api/v1/cases", json={"type": 7}, headers=SCRIPT | OWN).status_code == 400


def test_hostile_text_is_shown_as_text_in_the_list_and_on_the_page(desk: Floor) -> None:
    sergio = desk.office("service")
    clean = HOSTILE.replace("\u202e", "")
    said = FORM | {"type": "ORD-STUCK", "words": clean}
    refused = sergio.post("/cases", data=FORM | {"type": "ORD-STUCK", "words": HOSTILE}, headers=OWN)
    assert refused.status_code == 400, "a sign that turns the line around is refused"
    made = sergio.post("/cases", data=said, headers=OWN)
    for path in (made.location, "/cases?whose=all"):
        page = sergio.get(path).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page
        assert "{case}" in page
    long = sergio.post("/cases", data=said | {"words": "x" * 10_000}, headers=OWN)
    assert (long.status_code, "Write 1 to 1000 characters." in long.text) == (400, True)


def test_the_list_follows_as_a_fragment_with_the_place_it_stands_for(desk: Floor, stella: FlaskClient) -> None:
    case = found(desk)
    fragment = stella.get("/cases/live?whose=team").text
    assert "data-head=" in fragment
    assert f'data-case="{case}"' in fragment
    assert "<html" not in fragment
    assert stella.get("/api/v1/changes?since=0").status_code == 200


def test_exceptions_stand_in_the_navigation_of_those_who_own_some(desk: Floor) -> None:
    for role in ("buying", "returns"):
        page = desk.office(role).get("/cases").text
        assert '<a href="/cases" aria-current="page">Exceptions</a>' in page


def test_whatever_odoo_or_a_scan_says_is_text_on_every_page_that_shows_exceptions(desk: Floor) -> None:
    """Facts come from elsewhere: nobody looked at them when they were typed."""
    evil, endless = f"{HOSTILE} שלום", "=1+1 <b>" + "x" * 10_000
    told = [
        found(desk, 1, "ORD-CHANGED", order=evil, wave=evil, tote=evil, why="carrier", before=evil, carrier=endless),
        found(desk, 2, "ORD-CHANGED", about="address", order=evil, boxes=endless, why="address"),
        found(desk, 3, "FUL-HELP", about="at", by=evil, location=endless, wave=evil),
        found(desk, 4, "FUL-SCAN", words=endless, order=evil, product=evil, location=evil, worker=evil),
        found(desk, 5, "SHP-PRINTER", words=evil, trouble=evil),
    ]
    office = desk.office("supervisor", "admin")
    assert do(office, told[0], "comment", words=HOSTILE.replace("\u202e", "")) == 303
    pages = ["/board", "/board/live", "/board/wall", "/board/start", "/cases?whose=all", "/handover", "/approvals"]
    pages += ["/measures", "/tasks", "/api/v1/alerts", *(f"/cases/{case}" for case in told)]
    for path in pages:
        answer = office.get(path, headers=SCRIPT)
        assert answer.status_code == 200, path
        if answer.mimetype == "text/html":
            assert not re.search(r"<script>alert|<b>x", answer.text), path
    for case in told:
        assert office.get(f"/cases/{case}/ticket.pdf").data.startswith(b"%PDF")
