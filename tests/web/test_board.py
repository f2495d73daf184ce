"""The board and what belongs to it: what a short reaches and costs, handhelds, the wall, the start of a day."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import FORM, OWN, Floor, Walk
from warehouse_app.service.shipped_rules import ship_rules


@pytest.fixture
def walk(floor: Floor) -> Walk:
    floor.services.store.write(ship_rules)
    return floor.walk()


@pytest.fixture
def sam(floor: Floor, walk: Walk) -> FlaskClient:
    return floor.office("supervisor")


def test_an_alert_says_what_it_reaches_and_what_each_answer_costs(walk: Walk, sam: FlaskClient) -> None:
    walk.send(walk.short(2000))
    live = sam.get("/board/live").text
    assert "2 orders · DHL" in live
    assert "1 order in two parcels, no wait" in live


def test_decided_by_rule_today_is_counted_beside_what_people_decided(
    floor: Floor, walk: Walk, sam: FlaskClient
) -> None:
    walk.send(walk.short(2000))
    assert "decided by rule" not in sam.get("/board/live").text
    (case,) = floor.services.store.read(lambda views: views.open_cases(floor.world.w))
    floor.services.store.write(lambda uow: uow.cases.decide(case.id, "by_rule", "ship_short", None, {}))
    assert "1 of 1 shorts today decided by rule" in sam.get("/board/live").text


def test_a_handheld_is_named_while_it_is_silent_slow_or_keeps_scans(floor: Floor, walk: Walk, sam: FlaskClient) -> None:
    assert "All in touch" in sam.get("/board/live").text
    batch = {"events": [], "build": "test", "waiting": 4, "pace_ms": 412}
    assert walk.handheld.post("/api/v1/events", batch).status_code == 200
    assert "4 scans there · 412 ms to answer" in sam.get("/board/live").text
    floor.clock.forward(10)
    assert "silent, heard 10 min ago · 4 scans there" in sam.get("/board/live").text


@pytest.mark.parametrize("pace", ["fast", -3, True, 1.5, 2**60])
def test_a_pace_that_is_none_is_not_kept(walk: Walk, sam: FlaskClient, pace: object) -> None:
    walk.handheld.post("/api/v1/events", {"events": [], "build": "test", "waiting": 0, "pace_ms": pace})
    assert "ms to answer" not in sam.get("/board/live").text


def test_the_wall_has_six_tiles_and_says_without_colour_what_needs_somebody(walk: Walk, sam: FlaskClient) -> None:
    walk.send(walk.short(2000))
    page = sam.get("/board/wall").text
    assert page.count("data-tile=") == 6
    assert "orders not made yet. DHL" in page
    live = sam.get("/board/wall/live").text
    assert live.count("data-tile=") == 6
    assert "look after it" in live


def test_the_day_starts_ready_or_with_what_to_look_after_first(floor: Floor, walk: Walk, sam: FlaskClient) -> None:
    walk.send(walk.short(2000))
    today = sam.get("/board/start").text
    assert "No exception left from before" in today
    assert "Supervisor" in today
    floor.clock.forward(12 * 60)
    page = floor.office("admin").get("/board/start").text
    assert "Look after this first" in page
    assert "1 exceptions left from before" in page
    assert "1 waves left from before" in page
    assert "1 handhelds did not come back" in page


def test_a_profile_is_switched_with_a_reason_and_stands_on_board_and_set_up(
    floor: Floor, walk: Walk, sam: FlaskClient
) -> None:
    said = FORM | {"profile": "peak", "until": "23:59", "why": "14,000 orders"}
    assert "Peak" not in sam.get("/board/live").text
    assert sam.post("/board/profile", data=said | {"why": ""}, headers=OWN).status_code == 400
    assert sam.post("/board/profile", data=said, headers=OWN).status_code == 303
    assert "Peak until 23:59" in sam.get("/board/live").text
    assert ": 14,000 orders" in sam.get("/board/start").text
    admin = floor.office("admin")
    assert "Peak until 23:59" in admin.get("/setup").text
    assert "switched to Peak until 23:59" in sam.get("/release").text
    assert admin.post("/board/profile", data=said, headers=OWN).status_code == 403
    back = said | {"profile": "normal", "why": "it is over"}
    assert sam.post("/board/profile", data=back, headers=OWN).status_code == 303
    assert "Peak" not in sam.get("/board/live").text
