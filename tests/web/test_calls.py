"""What a supervisor's handheld sounds for: the rungs of the floor, until somebody answers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.conftest import FORM, OWN, Floor, Handheld
from warehouse_app.service.escalate import climb_late
from warehouse_app.service.shipped_rules import ship_rules


@pytest.fixture
def late(floor: Floor) -> int:
    """A short that nobody has answered for half of its five minutes; its id."""
    floor.services.store.write(ship_rules)
    walk = floor.walk()
    walk.send(walk.short(3000))
    floor.clock.forward(2.5)
    _climb(floor)
    (row,) = floor.services.store.read(lambda views: views.open_cases(floor.world.w))
    return row.id


@pytest.fixture
def sam(floor: Floor, late: int) -> Handheld:
    """A supervisor with a handheld."""
    floor.hire("Sam", "supervisor", badge="B-SAM")
    handheld = floor.handheld()
    assert handheld.sign_in("B-SAM").status_code == 200
    return handheld


def test_a_case_that_climbed_to_the_floor_is_heard_in_words_and_without_a_customer(sam: Handheld, late: int) -> None:
    (call,) = _calls(sam)
    assert (call["id"], call["rings"], call["loud"], call["url"]) == (late, 1, False, f"/cases/{late}")
    assert call["left"] == "2 min left"
    assert call["words"]


def test_what_is_decided_by_rule_is_heard_no_more(floor: Floor, sam: Handheld) -> None:
    assert len(_calls(sam)) == 1
    for _ in range(2):
        floor.clock.forward(2.5)
        _climb(floor)
    assert _calls(sam) == []


def test_it_is_still_once_somebody_has_answered(floor: Floor, sam: Handheld, late: int) -> None:
    office = floor.office("supervisor")
    live = office.get("/board/live").text
    assert 'data-rings="1"' in live
    assert "data-loud" not in live
    office.post(f"/cases/{late}/answer", data=FORM | {"answer": "wait"}, headers=OWN)
    assert _calls(sam) == []


def test_the_history_says_who_was_told(floor: Floor, late: int) -> None:
    page = floor.office("supervisor").get(f"/cases/{late}").text
    assert "Time goes by: Floor supervisor was told" in page


def _calls(sam: Handheld) -> list[dict[str, Any]]:
    answer = sam.get("/api/v1/calls")
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.get_json()["calls"]
    return found


def _climb(floor: Floor) -> None:
    floor.services.store.write(lambda uow: climb_late(floor.world.w, uow))
