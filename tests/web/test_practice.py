"""Who passed the practice wave: told by the handheld, once the network is there, for whoever was signed in on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.service.world import NOW
from tests.web.conftest import Floor, Handheld, LoginsOnly, floor_at
from warehouse_app.service.commands import run
from warehouse_app.service.practice import practised_days


@pytest.fixture
def ana(floor: Floor) -> Handheld:
    """A handheld with Ana on it."""
    floor.hire("Ana Practises", "picker", badge="PR-1")
    handheld = floor.handheld("of Ana")
    assert handheld.sign_in("PR-1").status_code == 200
    return handheld


def session_of(handheld: Handheld) -> int:
    session: int = handheld.get("/api/v1/me").get_json()["session"]
    return session


def days(floor: Floor) -> list[str]:
    return list(floor.services.store.read(practised_days).values())


def test_the_list_of_people_shows_the_day_of_the_warehouse(floor: Floor, ana: Handheld) -> None:
    midnight = NOW - NOW % 86_400_000  # of Greenwich: in Berlin it is two in the morning, and the day has begun
    assert told(ana, session=session_of(ana), at=midnight - 1) == 204
    rows = run("user-list", {}, floor.services.store, floor.services.hasher)
    assert {row["name"]: row["practice"] for row in rows if row["practice"]} == {"Ana Practises": "2026-09-21"}


def held(floor: Floor) -> list[int]:
    return floor.services.store.read(lambda views: [views.count(table) for table in ("event", "outbox", "case")])


def told(handheld: Handheld, **body: Any) -> int:
    return handheld.post("/api/v1/practice", body).status_code


def test_the_day_is_kept_and_telling_it_again_or_an_older_one_changes_nothing(floor: Floor, ana: Handheld) -> None:
    session = session_of(ana)
    assert days(floor) == []
    for at in (NOW - 1, NOW - 1, NOW - 3 * 86_400_000):
        assert told(ana, session=session, at=at) == 204
    row = next(row for row in floor.services.store.read(lambda views: views.people(1)) if row.name == "Ana Practises")
    assert floor.services.store.read(lambda views: views.practised(row.w)) == {row.id: NOW - 1}
    assert len(days(floor)) == 1


def test_a_device_whose_clock_is_ahead_passes_no_day_to_come(floor: Floor, ana: Handheld) -> None:
    assert told(ana, session=session_of(ana), at=NOW + 10**9) == 204
    assert set(floor.services.store.read(lambda views: views.practised(1)).values()) == {NOW}


def test_it_is_told_for_somebody_who_signed_out_meanwhile(floor: Floor, ana: Handheld) -> None:
    session = session_of(ana)
    assert ana.ask("DELETE", "/api/v1/session").status_code == 204
    assert told(ana, session=session, at=NOW) == 204
    assert len(days(floor)) == 1


@pytest.mark.parametrize(
    "body", [{}, {"session": 1}, {"session": True, "at": 1}, {"session": 10**30, "at": 1}, {"session": 999, "at": 1},
             {"session": 1, "at": -1}, {"session": 1, "at": "1"}, {"session": 1, "at": 1.5}]
)  # fmt: skip
def test_what_names_no_session_of_this_device_or_no_time_is_refused(
    floor: Floor, ana: Handheld, body: dict[str, Any]
) -> None:
    other = floor.handheld("another")
    assert told(other, **body) == 400
    assert told(other, session=session_of(ana), at=NOW) == 400
    assert days(floor) == []


def test_neither_odoo_nor_the_journal_hears_of_it(tmp_path: Path) -> None:
    floor = floor_at(tmp_path, odoo=LoginsOnly())  # answers nothing but a login
    floor.hire("Ben", "picker", badge="PR-2")
    handheld = floor.handheld("of Ben")
    handheld.sign_in("PR-2")
    before = held(floor)
    assert told(handheld, session=session_of(handheld), at=NOW) == 204
    assert held(floor) == before
    floor.services.close()


def test_a_fact_of_the_practice_wave_sent_all_the_same_counts_for_nothing_and_opens_no_case(floor: Floor) -> None:
    walk, before = floor.walk(), held(floor)
    body: dict[str, Any] = {
        "line": -1,
        "qty_m": 1_000,
        "product": -1,
        "lot": None,
        "tote": "TRY-T1",
        "location": -1,
        "codes": [],
    }
    (answer,) = walk.send(walk.event("pick", body, wave=-1, epoch=1, sheet=1))
    assert answer["verdict"] == "invalid"
    assert [now - then for now, then in zip(held(floor), before, strict=True)] == [1, 0, 0]
