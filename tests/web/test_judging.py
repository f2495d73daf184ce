"""Judging over HTTP: the rules with the return, what became of a piece, its label, and the page of places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import pypdfium2
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.conftest import FORM, OWN, Floor, Handheld, floor_at
from tests.web.test_returns import SentOnly, authorised, send
from warehouse_app.service.ports.odoo import Lacking, Odoo, OdooPlace
from warehouse_app.service.shipped_rules import ship_rules


class WithPlaces(SentOnly):
    """An Odoo that knows places too, and an order that lacks two of the first goods."""

    def places(self, warehouse: int, sought: str) -> list[OdooPlace]:
        rows = [
            OdooPlace(5, "WH/Repair", False),
            OdooPlace(6, "WH/Stock/LANE", True),
            OdooPlace(7, "WH/Old/Repair", False),
        ]
        return [
            row for row in rows if sought.casefold() in (row.name.casefold(), row.name.rpartition("/")[2].casefold())
        ]

    def lacking(self, warehouse: int, products: Sequence[int]) -> list[Lacking]:
        return [Lacking(811, 812, 1, "S00777", 2000)]


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    made = floor_at(tmp_path, odoo=cast(Odoo, WithPlaces()))
    made.services.store.write(ship_rules)
    yield made
    made.services.close()


@pytest.fixture
def desk(floor: Floor) -> Handheld:
    floor.hire("Rita", "returns", badge="RITA")
    handheld = floor.handheld("Returns desk")
    assert handheld.sign_in("RITA").status_code == 200
    return handheld


def here(desk: Handheld) -> dict[str, Any]:
    """Two of the first goods came."""
    back = authorised(desk)
    lines = [{"line": line["id"], "qty_m": line["expected_m"]} for line in back["lines"]]
    send(desk, "return_received", {"return": back["id"], "lines": lines}, 2)
    found: dict[str, Any] = desk.get(f"/api/v1/returns?code={back['number']}").get_json()["return"]
    return found


def judged(desk: Handheld, back: dict[str, Any], number: int = 3, **changes: Any) -> tuple[str, str]:
    body = {"return": back["id"], "line": back["lines"][0]["id"], "qty_m": 1000, "grade": "A", "disposition": "restock",
            "place": "A-01-1", "lot": None, "checks": {}} | changes  # fmt: skip
    return send(desk, "return_judged", body, number)


def put(office: FlaskClient, **form: str) -> TestResponse:
    return office.post("/returns/places", data=FORM | form, headers=OWN)


def test_a_return_that_came_carries_what_is_asked_and_proposed(desk: Handheld) -> None:
    back = here(desk)
    assert back["lines"][0]["judge"]["grades"]["A"] == "quarantine"  # it came back as defective
    assert [one["code"] for one in back["lines"][0]["judge"]["ask"]] == ["JQ-1", "JQ-2", "JQ-3"]
    assert (back["judged"], back["lines"][0]["judged_m"]) == ([], 0)


def test_the_order_that_lacks_it_stands_in_the_answer_and_on_the_label(floor: Floor, desk: Handheld) -> None:
    office = floor.office("supervisor")
    assert put(office, code="lane", sought="LANE").status_code == 303
    back = here(desk)
    event, verdict = judged(desk, back)
    assert verdict == "accepted"
    answer = desk.get(f"/api/v1/returns/judged/{event}").get_json()
    assert (answer["number"], answer["judged"]["order"]) == (back["number"], "S00777")
    assert (answer["judged"]["disposition"], answer["judged"]["place"]) == ("lane", "WH/Stock/LANE")
    paper = desk.get(f"/api/v1/returns/judged/{event}/label")
    assert paper.mimetype == "application/pdf"
    words = pypdfium2.PdfDocument(paper.data)[0].get_textpage().get_text_range()
    assert "S00777" in words
    assert back["number"] in words
    assert desk.get(f"/api/v1/returns/judged/{'f' * 32}").status_code == 404


def test_a_place_is_bound_by_its_name_chosen_of_several_and_let_go_again(floor: Floor) -> None:
    office = floor.office("supervisor")

    def bind(**form: str) -> tuple[int, str]:
        answer = put(office, **form)
        return answer.status_code, answer.text

    status, page = bind(code="refurbish", sought="repair")
    assert status == 200
    assert "WH/Repair" in page
    assert "WH/Old/Repair" in page
    assert bind(code="refurbish", sought="repair", place="7")[0] == 303
    assert "WH/Old/Repair" in office.get("/returns/places").text
    assert bind(code="refurbish", nowhere="1")[0] == 303
    assert "WH/Old/Repair" not in office.get("/returns/places").text


@pytest.mark.parametrize(
    ("code", "sought", "status"),
    [("refurbish", "NOWHERE", 404), ("vendor", "LANE", 409), ("lane", "WH/Repair", 409), ("restock", "LANE", 400),
     ("lane", "", 400), ("lane", "x" * 65, 400)],
)  # fmt: skip
def test_a_place_that_does_not_fit_is_told_so_and_nothing_changes(
    floor: Floor, code: str, sought: str, status: int
) -> None:
    office = floor.office("supervisor")
    before = office.get("/returns/places").text
    assert put(office, code=code, sought=sought).status_code == status
    assert office.get("/returns/places").text == before


def test_the_places_are_the_supervisor_s_and_the_admin_s(floor: Floor) -> None:
    for role, status in (("returns", 403), ("picker", 403), ("admin", 200)):
        assert floor.office(role).get("/returns/places").status_code == status


def test_goods_that_fit_nothing_have_a_number_a_label_and_a_page_that_matches_them(
    floor: Floor, desk: Handheld
) -> None:
    back = here(desk)
    event, verdict = send(desk, "return_found", {"what": "no_papers", "return": None, "code": "ZZ", "qty_m": 1000}, 3)
    assert verdict == "accepted"
    kept = desk.get(f"/api/v1/returns/found/{event}").get_json()
    assert (kept["what"], kept["goods"]) == ("no_papers", "ZZ")
    paper = desk.get(f"/api/v1/returns/found/{event}/label")
    assert kept["number"] in pypdfium2.PdfDocument(paper.data)[0].get_textpage().get_text_range()
    office = floor.office("returns")
    assert kept["number"] in office.get("/returns/found").text
    wrong = office.post("/returns/found/1", data=FORM | {"number": "R-99999-X"}, headers=OWN)
    assert (wrong.status_code, kept["number"] in wrong.text) == (404, True)
    assert office.post("/returns/found/1", data=FORM | {"number": back["number"]}, headers=OWN).status_code == 303
    assert 'name="number"' not in office.get("/returns/found").text
    assert floor.office("picker").get("/returns/found").status_code == 403
