"""What is this? Every kind of thing a floor has, asked by whoever holds a device."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.conftest import Floor, Handheld, Walk
from warehouse_app.service.odoo_cases import raise_recount
from warehouse_app.service.ports.store import UnitOfWork


@pytest.fixture
def walk(floor: Floor) -> Walk:
    return floor.walk()


def look(handheld: Handheld, code: str) -> dict[str, Any]:
    answer = handheld.client.get("/api/v1/look", query_string={"code": code}, headers=handheld.headers)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


def names(found: dict[str, Any]) -> list[str]:
    return [found["table"]["products"][str(row["product"])]["name"] for row in found["rows"]]


def test_goods_are_named_with_their_codes_and_where_they_lie(walk: Walk) -> None:
    found = look(walk.handheld, "4006381333931")
    assert (found["what"], found["title"]) == ("product", "Hand soap 1")
    assert [(row["at"], row["qty_m"]) for row in found["rows"]] == [("A-01-1", 5000)]
    assert found["table"]["codes"]["4006381333931"] == {
        "what": "product", "product": found["product"], "factor_m": 1000, "lot": None,
    }  # fmt: skip
    assert look(walk.handheld, "sku-1")["product"] == found["product"]


def test_what_is_picked_no_longer_lies_there(walk: Walk) -> None:
    assert walk.send(walk.pick(1000))[0]["verdict"] == "accepted"
    assert look(walk.handheld, "4006381333931")["rows"][0]["qty_m"] == 4000


def test_a_label_with_a_lot_is_its_goods(walk: Walk) -> None:
    found = look(walk.handheld, "(01)04006381333931(10)L2411")
    assert (found["what"], found["facts"]) == ("product", [["lot", "L2411"]])


def test_a_place_says_what_lies_there_and_who_walks_there(walk: Walk) -> None:
    for code in ("A-01-1", "loc-a-01-1"):
        found = look(walk.handheld, code)
        assert (found["what"], found["title"], names(found)) == ("location", "A-01-1", ["Hand soap 1"])
        assert found["facts"] == [["walker", f"Ina {walk.sheet['number']}"]]
        assert found["location"]["parts"] == ["A", "01", "1"]


def test_a_tote_says_its_order_its_wave_its_slot_and_what_is_in_it(walk: Walk) -> None:
    tote = walk.sheet["totes"][0]
    walk.send(walk.pick(2000))
    found = look(walk.handheld, tote["code"])
    assert (found["what"], found["title"], names(found)) == ("tote", tote["code"], ["Hand soap 1"])
    assert [row["qty_m"] for row in found["rows"]] == [2000]
    facts = dict(found["facts"])
    assert (facts["order"], facts["wave"], facts["slot"]) == (tote["order"], walk.sheet["number"], "1")
    empty = look(walk.handheld, "T-0005")
    assert (empty["facts"], empty["rows"]) == ([["state", "free"]], [])


def test_a_wave_an_order_and_a_transfer_are_known(walk: Walk) -> None:
    wave = look(walk.handheld, walk.sheet["number"])
    assert (wave["what"], dict(wave["facts"])["who"], dict(wave["facts"])["lines"]) == ("wave", "Ina", "0/3")
    order = look(walk.handheld, "S00001")
    assert (order["what"], order["facts"][0]) == ("order", ["transfer", "WH/OUT/00001"])
    transfer = dict(look(walk.handheld, "WH/OUT/00001")["facts"])
    assert (transfer["order"], transfer["wave"]) == ("S00001", walk.sheet["number"])


@pytest.mark.parametrize(
    ("code", "key"),
    [("ZZ-NOWHERE", "look.unknown"), ("4006381333930", "look.misread"), ("00340123450000000017", "look.unknown")],
)
def test_what_is_not_known_is_said_so_and_nothing_happens(walk: Walk, code: str, key: str) -> None:
    answer = walk.handheld.client.get("/api/v1/look", query_string={"code": code}, headers=walk.handheld.headers)
    assert (answer.status_code, answer.get_json()["error"]["key"]) == (404, key)


@pytest.mark.parametrize("code", ["", "x" * 201])
def test_a_code_nobody_can_have_scanned_is_refused(walk: Walk, code: str) -> None:
    answer = walk.handheld.client.get("/api/v1/look", query_string={"code": code}, headers=walk.handheld.headers)
    assert answer.status_code == 400


def test_it_is_answered_to_whoever_is_signed_in_on_a_device_and_to_nobody_else(floor: Floor, walk: Walk) -> None:
    assert floor.client().get("/api/v1/look?code=S00001").status_code == 401
    assert floor.handheld("empty").get("/api/v1/look?code=S00001").status_code == 401
    assert floor.office("supervisor").get("/api/v1/look?code=S00001").status_code == 401
    assert walk.handheld.get("/api/v1/look?code=S00001").status_code == 200


def test_the_places_to_count_again_are_listed_for_whoever_holds_a_device(floor: Floor, walk: Walk) -> None:
    assert walk.handheld.get("/api/v1/counts").get_json() == {"tasks": []}
    line = walk.sheet["lines"][0]["id"]
    store, w = floor.services.store, floor.world.w
    case = store.write(lambda uow: _ask(uow, w, line))
    (task,) = walk.handheld.get("/api/v1/counts").get_json()["tasks"]
    assert task == {
        "case": case, "number": task["number"], "product": "Hand soap 1", "sku": "SKU-1", "location": "A-01-1",
    }  # fmt: skip
    assert floor.handheld("empty").get("/api/v1/counts").status_code == 401


def _ask(uow: UnitOfWork, w: int, line: int) -> int:
    found = uow.floor.line(line)
    assert found is not None
    raise_recount(uow, w, found)
    case = uow.cases.find(f"INV-COUNT|bin|{found.location}.{found.product}")
    assert case is not None
    return case.id
