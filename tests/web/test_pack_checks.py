"""Checks at the bench: rules that a supervisor changes, an exception for what fails, and a second person who agrees."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.conftest import FORM, OWN, Floor
from tests.web.test_packing import BOX, Bench, bench, half_picked, totes
from warehouse_app.service.odoo_cases import still_to_put_back
from warehouse_app.service.shipped_rules import ship_rules

Told = tuple[str, dict[str, Any]]
CLOSED: tuple[Told, Told] = (("box_closed", {"parcel": BOX, "box": None, "weight_g": 940}), ("packed", {}))
GOOD = ("accepted", None)


@pytest.fixture
def ben(floor: Floor) -> Bench:
    """A packer with the first order of a wave on the bench."""
    floor.services.store.write(ship_rules)
    tote = totes(half_picked(floor))[0]
    ben = bench(floor)
    assert ben.open(tote)[0] == 200
    return ben


def checked(check: str, result: str, product: int | None = None, **more: Any) -> Told:
    return "box_checked", {"check": check, "product": product, "result": result, **more}


def boxed(ben: Bench, **more: Any) -> list[Told]:
    return [
        ("boxed", {"line": line["id"], "parcel": BOX, "qty_m": line["demand_m"], "code": "x1", **more})
        for line in ben.sheet["lines"]
    ]


def product(ben: Bench) -> int:
    return int(ben.sheet["lines"][0]["product"])


def states(ben: Bench) -> list[str]:
    return [row["state"] for row in ben.get("queue")["queue"]]


def test_the_sheet_says_what_is_checked_of_its_order(ben: Bench) -> None:
    checks = ben.sheet["checks"]
    assert checks["each"] == sorted({line["product"] for line in ben.sheet["lines"]}), "a new packer scans each piece"
    assert checks["weight"] == {"percent": 3, "grams": 30, "stops": False, "packer_m": 100}
    assert (checks["ask"], checks["label"], checks["passed"]) == ([], None, [])


def test_a_rule_that_a_supervisor_changes_is_on_the_next_sheet(floor: Floor, ben: Bench) -> None:
    sue = floor.office("supervisor")
    page = sue.get("/reasons").text
    assert all(words in page for words in ("Checks at the bench", "Limits of boxes", "Questions to the packer"))
    rule = {
        "on": "1",
        "how": "photo",
        "says": "Gift note in?",
        "customers": "",
        "carriers": "DHL",
        "least": "",
        "most": "",
    }
    form = FORM | rule | {"based": "1", "products": "", "segments": ""}
    looked = sue.post("/reasons/question/CQ-1", data=form | {"look": "1"}, headers=OWN)
    assert "the packer is asked “Gift note in?”, yes or no, then a photo" in looked.text
    silent = sue.post("/reasons/question/CQ-1", data=form | {"says": "", "save": "1", "why": "Tried"}, headers=OWN)
    assert "A question that is asked says nothing." in silent.text
    saved = sue.post("/reasons/question/CQ-1", data=form | {"save": "1", "why": "Gifts"}, headers=OWN)
    assert saved.status_code == 303
    (asked,) = ben.get(f"transfers/{ben.sheet['transfer']}")["sheet"]["checks"]["ask"]
    assert (asked["check"], asked["says"], asked["how"], asked["product"]) == ("CQ-1", "Gift note in?", "photo", None)


def test_a_failed_check_is_an_exception_and_the_order_waits_for_it(floor: Floor, ben: Bench) -> None:
    assert ben.send(*boxed(ben), checked("RC-P-DAMAGED", "fail", product(ben))) == [GOOD, GOOD, GOOD]
    assert states(ben) == ["held"]
    page = floor.office("supervisor").get("/cases/1").text
    assert "Damaged at packing" in page
    assert "S00001" in page
    assert ben.send(*CLOSED) == [GOOD, ("conflict", "pack.check_failed")]


def test_whoever_opens_it_again_is_asked_and_a_passed_check_ends_the_exception(floor: Floor, ben: Bench) -> None:
    ben.send(*boxed(ben), checked("RC-P-DAMAGED", "fail", product(ben)))
    bea = bench(floor, "Bea")
    assert bea.open(ben.sheet["order"])[0] == 200
    asked = [(one["check"], one["product"], one.get("again")) for one in bea.sheet["checks"]["ask"]]
    assert asked == [("RC-P-DAMAGED", product(ben), True)]
    assert bea.send(checked("RC-P-DAMAGED", "pass", product(ben)), *CLOSED) == [GOOD, GOOD, GOOD]
    assert states(bea) == []
    assert "checked again at the bench, and in order" in floor.office("supervisor").get("/cases/1").text


def test_goods_that_were_not_scanned_or_are_others_do_not_count(ben: Bench) -> None:
    first = boxed(ben, code=None)[0]
    assert ben.send(first) == [("conflict", "pack.unverified")]
    other = next(one["code"] for id_, one in ben.sheet["products"].items() if int(id_) != product(ben))
    assert ben.send(boxed(ben, code=other)[0]) == [("conflict", "pack.foreign")]
    own = ben.sheet["products"][str(product(ben))]["code"]
    assert ben.send(boxed(ben, code=own)[0]) == [GOOD]


def test_a_check_about_goods_of_another_order_is_invalid(ben: Bench) -> None:
    assert ben.send(checked("RC-P-DAMAGED", "fail", 999_999)) == [("invalid", "line.unknown")]


def test_what_cannot_be_scanned_goes_in_once_a_supervisor_agrees(floor: Floor, ben: Bench) -> None:
    unread = boxed(ben, code=None, over="noscan")[0]
    assert ben.send(unread) == [("conflict", "pack.unverified")]
    ben.send(checked("CK-NOSCAN", "fail", product(ben), asks="OV-NOSCAN", reason="ON-BULKY"))
    sue = floor.office("supervisor")
    assert "Too bulky to scan" in sue.get("/approvals").text
    assert sue.post("/approvals/1/approve", data=FORM, headers=OWN).status_code == 303
    assert states(ben) == ["ready"]
    ben.open(ben.sheet["order"])
    (granted,) = ben.sheet["checks"]["granted"]
    assert (granted["check"], granted["product"]) == ("CK-NOSCAN", product(ben))
    assert ben.send(unread) == [GOOD]


def test_a_weight_that_is_off_waits_for_a_second_person_who_is_no_packer(floor: Floor, ben: Bench) -> None:
    asked = checked("CK-WEIGHT", "fail", value=900, expected=700, asks="OV-WEIGHT", reason="OW-FILLER")
    ben.send(*boxed(ben), asked)
    assert states(ben) == ["held"]
    page = floor.office("supervisor").get("/approvals").text
    assert "Order S00001: box of 900 g, 700 g expected" in page
    assert floor.office("supervisor").post("/approvals/1/refuse", data=FORM, headers=OWN).status_code == 303
    assert states(ben) == ["held"], "refused: it is counted again"
    ben.open(ben.sheet["order"])
    assert [one["check"] for one in ben.sheet["checks"]["ask"]] == ["CK-WEIGHT"]


def test_a_reason_that_is_none_asks_nobody_but_the_order_waits_all_the_same(floor: Floor, ben: Bench) -> None:
    ben.send(checked("CK-WEIGHT", "fail", value=900, expected=700, asks="OV-WEIGHT", reason="OW-NONE"))
    assert states(ben) == ["held"]
    assert "box of 900 g" not in floor.office("supervisor").get("/approvals").text


def test_what_nobody_wants_any_more_is_told_before_anything_is_packed(floor: Floor, ben: Bench) -> None:
    first = ben.sheet["lines"][0]
    floor.services.store.write(lambda uow: still_to_put_back(uow, floor.world.w, first["id"], 1000))
    ben.open(ben.sheet["order"])
    name = ben.sheet["products"][str(product(ben))]["name"]
    assert ben.sheet["notes"][0] == {"key": "pack.note.put_back", "args": {"count": "1", "name": name}}


def test_a_weight_that_was_missing_goes_to_whoever_may_enter_it_and_holds_nothing(floor: Floor, ben: Bench) -> None:
    ben.send(*boxed(ben), checked("CK-DATA", "pass", product(ben), value=480), *CLOSED)
    (case,) = floor.services.store.read(lambda views: views.open_cases(floor.world.w))
    facts = floor.services.store.read(lambda views: views.mend_facts(floor.world.w, case.id))
    assert (case.type, facts and facts.measured_g, states(ben)) == ("FUL-DATA", 480, [])


def test_half_an_address_holds_the_order_until_it_is_whole(floor: Floor, ben: Bench) -> None:
    ben.send(*boxed(ben), CLOSED[0], checked("CK-ADDRESS", "fail"))
    (case,) = floor.services.store.read(lambda views: views.open_cases(floor.world.w))
    assert (case.type, states(ben)) == ("CUS-ADDRESS", ["held"])
    label = f"/api/v1/pack/parcels/{BOX}/label"
    assert ben.handheld.get(label).get_json()["error"]["key"] == "pack.no_label"
    ben.open(ben.sheet["order"])
    assert ben.handheld.get(label).status_code == 200
    assert ben.send(CLOSED[1]) == [GOOD]
    assert not floor.services.store.read(lambda views: views.open_cases(floor.world.w))
