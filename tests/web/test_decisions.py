"""A supervisor decides on her own handheld: what it is shown, and an answer that counts once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.conftest import FORM, OWN, Floor, Handheld, Walk
from warehouse_app.service.shipped_rules import ship_rules


@pytest.fixture
def walk(floor: Floor) -> Walk:
    floor.services.store.write(ship_rules)
    walk = floor.walk()
    walk.send(walk.short(2000))
    return walk


@pytest.fixture
def sam(floor: Floor, walk: Walk) -> Handheld:
    floor.hire("Sam", "supervisor", badge="B-SAM")
    handheld = floor.handheld()
    assert handheld.sign_in("B-SAM").status_code == 200
    return handheld


def listed(sam: Handheld) -> dict[str, Any]:
    answer = sam.get("/api/v1/decisions")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


def only(sam: Handheld) -> dict[str, Any]:
    (case,) = listed(sam)["cases"]
    return dict(case)


def decide(sam: Handheld, case: dict[str, Any], answer: str, **more: Any) -> Any:
    return sam.post(f"/api/v1/decisions/{case['id']}", {"answer": answer, "seen": case["seen"]} | more)


def test_each_answer_stands_with_its_cost_in_orders_and_minutes(sam: Handheld) -> None:
    case = only(sam)
    assert case["reach"].startswith("2 orders · DHL\u00a0"), "another line points there too"
    assert [one["answer"] for one in case["answers"]] == ["ship_short", "wait", "cancel", "take"]
    costs = [one["cost"] for one in case["answers"]]
    assert costs[0] == "1 order in two parcels, no wait"
    assert costs[1] == "1 order later, no next truck known"
    assert case["takes_place"]


def test_an_answer_is_heard_in_the_aisle_and_counts_once_however_often_it_is_sent(
    floor: Floor, walk: Walk, sam: Handheld
) -> None:
    case = only(sam)
    assert [decide(sam, case, "ship_short").status_code for _ in range(3)] == [200, 200, 200]
    answers = walk.handheld.get(f"/api/v1/waves/{walk.sheet['wave']}/answers").get_json()["answers"]
    assert [(one["case"], one["answer"], one["by"]) for one in answers] == [(case["id"], "ship_short", "Sam")]
    steps = floor.services.store.read(lambda views: views.case_steps([case["id"]]))
    assert [step.kind for step in steps] == ["opened", "decided"]
    assert listed(sam)["cases"] == []


def test_somebody_elses_answer_in_between_is_told_and_not_overwritten(floor: Floor, sam: Handheld) -> None:
    case = only(sam)
    office = floor.office("supervisor")
    office.post(f"/cases/{case['id']}/answer", data=FORM | {"answer": "wait"}, headers=OWN)
    refused = decide(sam, case, "ship_short")
    assert (refused.status_code, refused.get_json()["error"]["key"]) == (409, "decide.meanwhile")
    page = office.get(f"/cases/{case['id']}").text
    assert "Order waits" in page


def test_goods_are_sent_for_by_the_place_she_scans(walk: Walk, sam: Handheld) -> None:
    case = only(sam)
    assert decide(sam, case, "found", place="LOC-A-10-1").status_code == 200
    assert decide(sam, case, "found", place="A-10-1").status_code == 200, "the same place by its other name"
    assert decide(sam, case, "found", place="A-02-1").get_json()["error"]["key"] == "decide.meanwhile"
    (answer,) = walk.handheld.get(f"/api/v1/waves/{walk.sheet['wave']}/answers").get_json()["answers"]
    assert (answer["answer"], answer["bin"]) == ("found", "A-10-1")


def test_what_is_no_short_is_taken_or_closed_with_its_cause(floor: Floor, walk: Walk, sam: Handheld) -> None:
    decide(sam, only(sam), "wait")
    floor.office("supervisor").post(
        "/api/v1/cases", json={"type": "FUL-CARTON", "about": "", "words": "no more C3"}, headers={"X-Floor": "1"}
    )
    case = only(sam)
    assert [one["answer"] for one in case["answers"]] == ["take", "end"]
    assert decide(sam, case, "take").status_code == 200
    case = only(sam)
    assert [one["answer"] for one in case["answers"]] == ["end"], "it is hers"
    assert decide(sam, case, "end").status_code == 400, "the cause is asked for"
    code, _ = case["answers"][0]["reasons"][0]
    assert decide(sam, case, "end", reason=code).status_code == 200
    assert listed(sam)["cases"] == []


@pytest.mark.parametrize(
    "sent", [{}, {"answer": "nonsense"}, {"answer": "found"}, {"answer": "ship_short", "seen": "x"}]
)
def test_nonsense_changes_nothing(sam: Handheld, sent: dict[str, Any]) -> None:
    case = only(sam)
    answer = sam.post(f"/api/v1/decisions/{case['id']}", sent)
    assert answer.status_code in (400, 200)
    if answer.status_code == 400:
        assert only(sam)["seen"] == 0
