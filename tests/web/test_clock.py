"""The server's clock put back or on: uploads count, in the order they came."""

from __future__ import annotations

import pytest

from tests.web.conftest import Floor


@pytest.mark.parametrize("minutes", [-60, 24 * 60])
def test_scans_count_over_a_jump_of_the_clock_and_the_device_stays_known(floor: Floor, minutes: int) -> None:
    walk = floor.walk()
    before, after = walk.pick(), walk.pick()
    assert walk.send(before)[0]["verdict"] == "accepted"
    floor.clock.forward(minutes)
    assert walk.send(after)[0]["verdict"] == "accepted"
    assert walk.handheld.get("/api/v1/me").status_code == 200
    assert [row["verdict"] for row in walk.send(before, after)] == ["duplicate", "duplicate"]
    floor.clock.forward(-minutes)
    changes = walk.handheld.get(f"/api/v1/changes?since=0&room=wave:{walk.sheet['wave']}").get_json()
    assert changes["head"] > 0
    assert walk.picked_m() == 2000


def test_a_session_opened_before_the_clock_was_put_back_goes_on(floor: Floor) -> None:
    walk = floor.walk()
    floor.clock.forward(-60)
    assert walk.handheld.get("/api/v1/waves").status_code == 200
