"""What is checked of an order at the bench: rules of the shop, compiled for what lies there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from warehouse_app.domain.checks import CheckFacts, CheckGoods, case_of, compile_checks
from warehouse_app.service.shipped_checks import shipped_checks

SOAP = CheckGoods(1, "Hand soap, rose", ("Bath", "SOAP-ROSE", "Hand soap, rose"), size_mm=(65, 65, 170))
CELL = CheckGoods(2, "Cell 18 V", ("hazmat", "CELL-18"), volume_ml=400)
CRISPS = CheckGoods(3, "Crisps, salted", ("Larder",), tracking="lot")
ORDER = CheckFacts("S00011", "DHL", "Web shop", "Ida Quast", 4_900, 80, False, True, (SOAP, CELL, CRISPS))
BOXES = [(5, "Carton M"), (6, "Padded bag")]


def rules(**changed: dict[str, Any]) -> dict[str, dict[str, dict[str, Any]]]:
    """The shipped ones, all switched off but those that are named; `_` stands for the dash of a code."""
    book: dict[str, dict[str, dict[str, Any]]] = {"check": {}, "limit": {}, "question": {}}
    for kind, code, _, body in shipped_checks():
        book[kind][code] = {**body, "on": False} | changed.get(code.replace("-", "_"), {})
    return book


def compiled(facts: CheckFacts = ORDER, **changed: dict[str, Any]) -> dict[str, Any]:
    return compile_checks(facts, rules(**changed), BOXES)


ON = {"on": True}


def test_a_shop_that_switched_everything_off_asks_nothing() -> None:
    found = compiled()
    assert not any(found[name] for name in found)


@pytest.mark.parametrize(
    ("code", "body", "hit", "safe"),
    [
        ("CK_EACH", {}, ORDER, None),
        ("CK_NEW", {"amount": 50}, replace(ORDER, packed_before=49), replace(ORDER, packed_before=50)),
        ("CK_VALUE", {"amount": 150}, replace(ORDER, value=15_001), replace(ORDER, value=15_000)),
        ("CK_SHORT", {}, replace(ORDER, was_short=True), ORDER),
        ("CK_RANDOM", {"amount": 1}, ORDER, None),
        ("CK_RANDOM", {"amount": 0}, None, ORDER),
    ],
)
def test_each_piece_is_scanned_where_there_is_a_risk(
    code: str, body: dict[str, Any], hit: CheckFacts | None, safe: CheckFacts | None
) -> None:
    if hit is not None:
        assert compiled(hit, **{code: ON | body})["each"] == [1, 2, 3]
    if safe is not None:
        assert compiled(safe, **{code: ON | body})["each"] == []


def test_only_goods_that_look_like_others_of_the_wave_are_scanned_each() -> None:
    assert compiled(replace(ORDER, beside=("Hand soap, mint",)), CK_ALIKE=ON)["each"] == [1]


def test_a_rule_holds_for_the_goods_carriers_teams_and_customers_it_names() -> None:
    for name, right, wrong in (
        ("products", "hazmat, other", "explosive"),
        ("carriers", "dpd, dhl", "DPD"),
        ("segments", "web shop", "B2B"),
        ("customers", "Ida Quast", "Max"),
    ):
        assert compiled(CK_EACH=ON | {name: right})["each"]
        assert not compiled(CK_EACH=ON | {name: wrong})["each"]
    assert compiled(CK_EACH=ON | {"products": "HAZMAT"})["each"] == [2]


def test_a_question_about_goods_is_asked_for_each_of_them_and_any_other_once() -> None:
    asked = compiled(CQ_HAZMAT=ON, CQ_1=ON | {"says": "Gift note in?", "how": "photo"})["ask"]
    assert [(one["check"], one["product"], one["how"], one["says"]) for one in asked] == [
        ("CQ-HAZMAT", 2, "look", None),
        ("CQ-1", None, "photo", "Gift note in?"),
    ]


def test_goods_that_nobody_weighed_are_weighed_at_the_bench() -> None:
    weighed = replace(ORDER, goods=(replace(SOAP, weight_g=290), CELL))
    assert [(one["product"], one["how"], one["least"]) for one in compiled(weighed, CK_DATA=ON)["ask"]] == [
        (2, "measure", 1)
    ]


def test_what_failed_is_asked_again_though_its_rule_is_gone() -> None:
    failed = replace(ORDER, failed=(("CQ-5", 1), ("RC-P-DAMAGED", 2), ("CK-ADDRESS", None)))
    assert [(one["check"], one["product"]) for one in compiled(failed)["ask"]] == [("CQ-5", 1), ("RC-P-DAMAGED", 2)]


def test_half_an_address_has_no_label_and_a_carrier_is_asked_for_only_where_the_shop_wants_one() -> None:
    half, fetched = replace(ORDER, has_address=False), replace(ORDER, has_address=False, carrier=None)
    assert compiled(half, CK_ADDRESS=ON)["label"] == "CK-ADDRESS"
    assert compiled(fetched, CK_ADDRESS=ON)["label"] is None
    assert compiled(fetched, CK_ADDRESS=ON, CK_CARRIER=ON)["label"] == "CK-CARRIER"


def test_the_lightest_limit_that_holds_counts_and_boxes_are_named() -> None:
    heavy: dict[str, Any] = {
        "CK_HEAVY": ON | {"grams": 31_500},
        "CK_HEAVY_2": ON | {"grams": 20_000, "carriers": "DHL"},
    }
    found = compiled(**heavy, CK_BOX=ON | {"boxes": "padded bag", "carriers": "DHL"})
    assert (found["most_g"], found["boxes_not"]) == (20_000, [6])
    assert compiled(replace(ORDER, carrier="DPD"), **heavy)["most_g"] == 31_500


def test_goods_nobody_measured_are_not_judged_by_their_size() -> None:
    goods = compiled(CK_FIT=ON | {"percent": 90, "stops": True})["fit"]["goods"]
    assert goods == {
        "1": {"size_mm": [65, 65, 170], "volume_ml": 718},
        "2": {"size_mm": None, "volume_ml": 400},
    }


def test_lots_are_read_of_goods_that_have_them_and_kits_are_named() -> None:
    found = compiled(replace(ORDER, kits={71: "Gift set"}), CK_LOT=ON, CK_KIT=ON)
    assert (found["lots"], found["kits"]) == ([3], {"71": "Gift set"})


def test_every_failed_check_has_a_type_of_exception() -> None:
    known = {"CK-WEIGHT": "FUL-WRONG", "CK-ADDRESS": "CUS-ADDRESS", "CK-CARRIER": "SHP-LABEL", "CQ-3": "FUL-QUALITY"}
    assert {check: case_of(check) for check in known} == known
