"""Right owner, right due time: on nights when clocks change, holidays, empty shifts, and when an owner leaves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.service.desk import MINUTE, Desk, a_desk
from warehouse_app.service import case_life
from warehouse_app.service.escalate import on_duty
from warehouse_app.service.people import remove_person


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


def shown(ms: int | None) -> str:
    return "" if ms is None else f"{datetime.fromtimestamp(ms / 1000, UTC):%m-%d %H:%M}"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with a_desk(tmp_path) as made:
        made.do(lambda uow: uow.releasing.set_holiday(made.w, "2026-12-25", True))
        yield made


# All in UTC, the warehouse is in Berlin: 08:00 there is 07:00 in winter and 06:00 in summer.
@pytest.mark.parametrize(
    ("found", "type_", "answer", "resolve"),
    [
        ("2027-03-26 16:30", "PAY-CAPTURE", "03-29 09:30", "03-30 15:30"),  # 30 minutes of Friday, the rest on Monday
        ("2026-10-23 15:30", "PAY-CAPTURE", "10-26 10:30", "10-27 16:30"),
        ("2027-03-26 16:30", "FIN-REFUND", "03-29 15:30", "04-05 16:30"),  # ten times 24 hours, as the law counts
        ("2026-10-23 15:30", "FIN-REFUND", "10-26 16:30", "11-02 15:30"),
        ("2026-10-24 19:50", "FUL-TOTE", "10-26 05:05", "10-26 08:50"),  # ten minutes of Saturday's floor
        ("2027-03-28 00:30", "FUL-TOTE", "03-29 04:15", "03-29 08:00"),  # in the night itself
        ("2026-10-25 00:30", "ORD-SYNC", "10-25 00:45", "10-25 02:30"),  # a plain clock knows no wall
        ("2026-12-24 16:00", "PAY-CAPTURE", "12-28 10:00", "12-29 16:00"),  # a holiday and a weekend
    ],
)
def test_an_exception_is_due_when_its_team_has_had_its_time(
    desk: Desk, found: str, type_: str, answer: str, resolve: str
) -> None:
    desk.now = at(found)
    case = desk.case(desk.found("x", type_))
    assert (shown(case.answer_by), shown(case.due_at)) == (answer, resolve)


def test_with_nobody_on_the_shift_it_keeps_its_team_and_a_supervisor_hears_of_it(desk: Desk) -> None:
    for night in ("2026-10-25 01:30", "2027-03-28 01:30", "2026-12-25 10:00"):
        desk.now = at(night)
        case = desk.case(desk.found(night, "PAY-CAPTURE"))
        duty = desk.do(lambda uow, team=case.owner: on_duty(team, desk.w, uow))  # type: ignore[misc]
        assert (case.owner, [one.name for one in duty.people]) == ("finance", ["Sam"])


def test_what_somebody_had_who_leaves_on_such_a_night_is_due_to_their_team_anew(desk: Desk) -> None:
    desk.now = at("2026-10-23 15:30")
    gone = desk.hire("Nora", "finance")
    case = desk.found("x", "PAY-CAPTURE")
    desk.do(lambda uow: case_life.take(case, gone, uow))
    assert desk.case(case).answered_at == desk.now
    desk.now = at("2026-10-25 02:30")
    desk.do(lambda uow: remove_person(str(gone.id), uow))
    now = desk.case(case)
    assert (now.owner, now.person, now.answered_at) == ("finance", None, None)
    assert shown(now.answer_by) == "10-26 11:00"
    assert (desk.next_at(case) or 0) > desk.now - MINUTE
