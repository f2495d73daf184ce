"""The returns desk over HTTP: what it finds, the number it is told, the label, and the office's list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.web.conftest import Floor, Handheld, floor_at
from tests.web.test_permissions import SECOND
from warehouse_app.demo.photo import photo
from warehouse_app.domain.pictures import picture_of
from warehouse_app.service.devices import token_hash
from warehouse_app.service.ports.odoo import Odoo, OdooUnreachable, Shipped, ShippedLine
from warehouse_app.service.printers import NewPrinter, add_printer
from warehouse_app.service.shipped_rules import ship_rules

SENT = Shipped(
    91, "WH/OUT/00091", "S00091", 91, 1_789_900_000_000, ("The shop", "Dock 3", "20457 Hamburg"),
    (ShippedLine(501, 1, None, 3000, 0), ShippedLine(502, 2, None, 1000, 1000)),
)  # fmt: skip


class SentOnly:
    """An Odoo that knows what was sent and nothing else; away when told so."""

    def __init__(self) -> None:
        self.rows: list[Shipped] = [SENT]
        self.is_away = False

    def shipped(self, warehouse: int, sought: str) -> list[Shipped]:
        if self.is_away:
            raise OdooUnreachable("no route")
        return [row for row in self.rows if sought.upper() in (row.name, row.order)]

    def __getattr__(self, name: str) -> Any:
        raise ConnectionError(f"Odoo was asked for {name}")


@pytest.fixture
def odoo() -> SentOnly:
    return SentOnly()


@pytest.fixture
def floor(tmp_path: Path, odoo: Odoo) -> Iterator[Floor]:
    made = floor_at(tmp_path, odoo=odoo)
    yield made
    made.services.close()


@pytest.fixture
def desk(floor: Floor) -> Handheld:
    floor.hire("Rita", "returns", badge="RITA")
    handheld = floor.handheld("Returns desk")
    assert handheld.sign_in("RITA").status_code == 200
    return handheld


def found(desk: Handheld, code: str) -> dict[str, Any]:
    answer = desk.get(f"/api/v1/returns?code={code}")
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.get_json()
    return body


def refused(desk: Handheld, code: str) -> tuple[int, str]:
    answer = desk.get(f"/api/v1/returns?code={code}")
    return answer.status_code, answer.get_json()["error"]["key"]


def send(desk: Handheld, kind: str, body: dict[str, Any], number: int = 1) -> tuple[str, str]:
    """Uploads a fact of the desk; its id and its verdict."""
    event = {"id": f"{number:032x}", "v": 1, "kind": kind, "seq": number, "at": 0, "person": None, "session": None,
             "wave": None, "epoch": 0, "sheet": None, "body": body}  # fmt: skip
    answer = desk.post("/api/v1/events", {"events": [event]})
    return str(event["id"]), str(answer.get_json()["answers"][0]["verdict"])


def authorised(desk: Handheld) -> dict[str, Any]:
    (delivery,) = found(desk, "S00091")["deliveries"]
    lines = [{"line": delivery["lines"][0]["id"], "qty_m": 2000, "reason": "CR-DEFECT"}]
    event, verdict = send(desk, "return_authorised", {"shipped": delivery["id"], "lines": lines})
    assert verdict == "accepted"
    back: dict[str, Any] = desk.get(f"/api/v1/returns/of/{event}").get_json()["return"]
    return back


def test_what_was_sent_is_shown_with_what_is_left_and_the_codes_to_scan(floor: Floor, desk: Handheld) -> None:
    floor.services.store.write(ship_rules)
    body = found(desk, "s00091")
    (delivery,) = body["deliveries"]
    assert (delivery["order"], delivery["name"]) == ("S00091", "WH/OUT/00091")
    assert [(line["shipped_m"], line["left_m"]) for line in delivery["lines"]] == [(3000, 3000), (1000, 0)]
    assert delivery["lines"][0]["codes"] == [["4006381333931", 1000]]
    assert [one["code"] for one in body["reasons"]][:2] == ["CR-SIZE", "CR-LIKE"]


def test_goods_that_come_back_have_their_picture_before_and_after(floor: Floor, desk: Handheld) -> None:
    picture = picture_of(photo(160))
    assert picture is not None
    floor.services.store.write(lambda uow: uow.pictures.keep({1: ("today", picture)}))
    (delivery,) = found(desk, "S00091")["deliveries"]
    shown = [delivery["lines"][0], *authorised(desk)["lines"]]
    assert [line["product"]["picture"] for line in shown] == [f"/p/{picture.sha}"] * 2


def test_a_return_has_its_number_as_soon_as_the_fact_is_in(desk: Handheld) -> None:
    back = authorised(desk)
    assert found(desk, back["number"])["return"] == back
    assert (back["state"], back["lines"][0]["expected_m"]) == ("authorised", 2000)
    send(desk, "return_received", {"return": back["id"], "lines": [{"line": back["lines"][0]["id"], "qty_m": 2000}]}, 2)
    assert found(desk, back["number"])["return"]["state"] == "received"


def test_what_cannot_be_found_is_told_apart(desk: Handheld, odoo: SentOnly) -> None:
    assert refused(desk, "S00099") == (404, "returns.not_found")
    assert refused(desk, "S00001") == (409, "returns.not_shipped")  # open here, and no delivery of it has left
    assert refused(desk, "R-00001-0") == (404, "returns.misread")
    assert refused(desk, "") == (400, "request.malformed")
    assert refused(desk, "x" * 65) == (400, "request.malformed")
    odoo.is_away = True
    assert refused(desk, "S00091") == (503, "returns.odoo_away")
    assert desk.get(f"/api/v1/returns/of/{'0' * 32}").status_code == 404


def test_goods_the_app_does_not_know_are_refused_and_nothing_is_kept(
    desk: Handheld, odoo: SentOnly, floor: Floor
) -> None:
    odoo.rows = [Shipped(92, "WH/OUT/00092", "S00092", 92, 1, (), (ShippedLine(1, 777, None, 1000, 0),))]
    assert refused(desk, "S00092") == (409, "returns.unknown_goods")
    assert floor.services.store.read(lambda views: views.count("shipped")) == 0


def test_the_label_names_number_order_and_our_address(desk: Handheld, floor: Floor) -> None:
    number = authorised(desk)["number"]
    answer = desk.get(f"/api/v1/returns/{number}/label")
    assert answer.content_type == "application/pdf"
    text = pypdfium2.PdfDocument(answer.data)[0].get_textpage().get_text_range()
    for words in (number, "S00091", "The shop", "Dock 3", "20457 Hamburg", "Return"):
        assert words in text
    assert floor.office("service").get(f"/api/v1/returns/{number.lower()}/label").data == answer.data
    assert desk.get("/api/v1/returns/R-00009-X/label").get_json()["error"]["key"] == "returns.not_here"


def test_the_office_sees_all_returns_and_an_empty_list_says_what_to_do(desk: Handheld, floor: Floor) -> None:
    office = floor.office("supervisor")
    assert "The desk makes a return" in office.get("/returns/list").text
    number = authorised(desk)["number"]
    page = office.get("/returns/list").text
    for words in (number, "S00091", "Defective", "Quantity: 2", "Awaited", "not yet"):
        assert words in page


def test_a_return_of_another_warehouse_is_not_found(desk: Handheld, floor: Floor) -> None:
    number, store = authorised(desk)["number"], floor.services.store
    other = store.write(lambda uow: uow.catalogue.keep_warehouse(SECOND))
    theirs = store.write(lambda uow: uow.devices.add(other, "Theirs", token_hash("theirs")))
    away = Handheld(floor.client(), theirs.id, "theirs")
    assert away.sign_in("RITA").status_code == 200
    assert away.get(f"/api/v1/returns/{number}/label").status_code == 404
    assert desk.get(f"/api/v1/returns/{number}/label").status_code == 200


def test_the_shell_holds_no_data_and_is_asked_for_anew(floor: Floor) -> None:
    answer = floor.client().get("/returns/")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"
    assert 'data-words="returns"' in answer.text


def test_the_label_is_printed_by_the_printer_of_the_desk_or_by_its_browser(floor: Floor, desk: Handheld) -> None:
    (delivery,) = found(desk, "S00091")["deliveries"]
    line = {"line": delivery["lines"][0]["id"], "qty_m": 1000, "reason": "CR-WRONG"}
    event, verdict = send(desk, "return_authorised", {"shipped": delivery["id"], "lines": [line]})
    assert verdict == "accepted"
    number = desk.get(f"/api/v1/returns/of/{event}").get_json()["return"]["number"]
    none = desk.post(f"/api/v1/returns/{number}/print")
    assert (none.status_code, none.get_json()["error"]["key"]) == (409, "returns.no_printer")
    w = floor.world.w
    floor.services.store.write(lambda uow: add_printer(NewPrinter("Zebra", "zpl://192.0.2.9", "Desk"), w, uow))
    floor.services.store.write(lambda uow: uow.printing.stand(desk.id, uow.printing.station(w, "Desk")))
    assert desk.post(f"/api/v1/returns/{number}/print").get_json() == {"printer": "Zebra"}
    (job,) = floor.services.store.read(lambda views: views.printing.open_jobs(w))
    assert job[1].fields is not None
    assert job[1].fields["number"] == number
