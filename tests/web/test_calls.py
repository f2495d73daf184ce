"""What a supervisor's handheld sounds for: the rungs of the floor, until somebody answers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.conftest import FORM, OWN, Floor, Handheld
from warehouse_app.service.escalate import climb_late
from warehouse_app.service.ports.store import UnitOfWork
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


def test_a_picker_calls_for_help_once_and_every_supervisor_hears_at_once_where(floor: Floor) -> None:
    floor.services.store.write(ship_rules)
    picker = floor.handheld()
    floor.hire("Pia", "picker", badge="B-PIA")
    assert picker.sign_in("B-PIA").status_code == 200
    assert picker.get("/api/v1/help").get_json()["open"] is None
    sent = {"place": "LOC-A-01-1", "wave": floor.world.wave}
    first = picker.post("/api/v1/help", sent).get_json()
    again = picker.post("/api/v1/help", sent).get_json()
    assert (first["open"]["number"], first["open"]["place"], first["open"]["comes"]) == (
        again["open"]["number"], "A-01-1", "",
    )  # fmt: skip
    for _ in range(2):
        floor.clock.forward(0.1)
        _climb(floor)
    floor.hire("Sam", "supervisor", badge="B-SAM")
    sam = floor.handheld("token-sam")
    sam.sign_in("B-SAM")
    (call,) = _calls(sam)
    assert call["words"] == "Pia asks for help at A-01-1"
    path = f"/api/v1/decisions/{call['id']}"
    assert sam.post(path, {"answer": "take", "seen": 0}).status_code == 200
    assert picker.get("/api/v1/help").get_json()["open"]["comes"] == "Sam"
    assert _calls(sam) == []
    assert picker.post("/api/v1/help/over").get_json()["open"] is None
    row = floor.services.store.read(lambda views: views.case(floor.world.w, call["id"]))
    assert row is not None
    assert (row.status, row.why) == ("resolved", "helped")


def test_a_bench_that_calls_is_named_by_its_station_unless_a_label_was_scanned(floor: Floor) -> None:
    floor.services.store.write(ship_rules)
    bench = floor.handheld("Screen 4")
    floor.hire("Ben", "packer", badge="B-BEN")
    assert bench.sign_in("B-BEN").status_code == 200
    where = [bench.post("/api/v1/help", {"place": "", "desk": True}).get_json()["open"]["place"]]
    assert bench.post("/api/v1/help/over").get_json()["open"] is None
    device = bench.id

    def stands(uow: UnitOfWork) -> None:
        uow.printing.stand(device, uow.printing.station(floor.world.w, "Bench 4"))

    floor.services.store.write(stands)
    for place in ("", "LOC-A-01-1"):
        where.append(bench.post("/api/v1/help", {"place": place, "desk": True}).get_json()["open"]["place"])
        bench.post("/api/v1/help/over")
    assert where == ["Screen 4", "Bench 4", "A-01-1"]


def test_a_call_with_nonsense_is_a_call_all_the_same(floor: Floor) -> None:
    """Whoever presses it needs somebody, not an error."""
    floor.services.store.write(ship_rules)
    picker = floor.handheld()
    floor.hire("Pia", "picker", badge="B-PIA")
    assert picker.sign_in("B-PIA").status_code == 200
    for place in ("<b>^XZ \u202e", "x" * 10_000, 7, None):
        said = picker.post("/api/v1/help", {"place": place, "wave": 999})
        assert (said.status_code, said.get_json()["open"]["place"]) == (200, "")
