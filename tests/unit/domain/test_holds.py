"""A held order is a case: whose, by when, and who may let it go."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from warehouse_app.domain.calendars import Hours
from warehouse_app.domain.cases import MINUTE, PACK_BUFFER, Finding
from warehouse_app.domain.cutoffs import Timetable
from warehouse_app.domain.holds import hold_finding, hold_key, may_let_go

BODY = {"type": "CUS-ADDRESS", "owner": "service", "severity": "high", "minutes": 30}
ALWAYS = Hours({}, Timetable(UTC, {}))


def finding(cutoff_at: int | None) -> Finding:
    return hold_finding("HD-ADDRESS", BODY, 7, 1, 3, cutoff_at, {"held": "S7"}, 0, ALWAYS)


def test_the_reason_says_whose_case_it_is() -> None:
    found = finding(None)
    assert (found.type, found.owner, found.severity, found.transfer) == ("CUS-ADDRESS", "service", "high", 3)
    assert found.key == hold_key(BODY, 7) == "CUS-ADDRESS|hold|7"
    assert found.facts == {"held": "S7", "reason": "HD-ADDRESS"}


def test_the_clock_is_the_teams_unless_the_truck_leaves_earlier() -> None:
    assert finding(None).due_at == 30 * MINUTE
    assert finding(PACK_BUFFER + 50 * MINUTE).due_at == 30 * MINUTE
    assert finding(PACK_BUFFER + 10 * MINUTE).due_at == 10 * MINUTE
    assert finding(PACK_BUFFER - MINUTE).due_at == 30 * MINUTE  # that truck is lost already


def test_its_team_or_a_supervisor_lets_it_go_unless_only_one_may() -> None:
    def may(body: dict[str, Any], *roles: str) -> bool:
        return may_let_go(body, roles)

    assert may(BODY, "service")
    assert may(BODY, "picker", "supervisor")
    assert not may(BODY, "finance")
    assert may({"owner": "floor"}, "supervisor")
    assert may({"owner": "data"}, "buying"), "whose team has another name than the role"
    assert may({"owner": "dispatch"}, "supervisor")
    fraud = {"owner": "finance", "only": ["finance"]}
    assert may(fraud, "finance")
    assert not may(fraud, "supervisor")


def test_the_teams_clock_rests_when_nobody_is_there() -> None:
    friday_evening = 1_781_280_000_000 - 30 * MINUTE  # 2026-06-12 15:30 UTC
    office = Hours(dict.fromkeys(range(5), (8 * 60, 16 * 60)), Timetable(UTC, {}))
    found = hold_finding("HD-ADDRESS", BODY | {"minutes": 60}, 7, 1, 3, None, {}, friday_evening, office)
    assert found.due_at == friday_evening + (2 * 24 + 16 + 1) * 60 * MINUTE
