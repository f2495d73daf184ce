"""Uploads: each event gets its answer, whatever else is broken; 4xx only for a batch that can never work."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import SCRIPT, Floor, LoginsOnly, Walk, floor_at
from warehouse_app.domain.people import IDLE_MS
from warehouse_app.service.devices import revoke
from warehouse_app.service.ports.store import StoreClosed, StoreFull

EVENTS = "/api/v1/events"


class Broken:
    """A store that refuses every write and answers every read."""

    def __init__(self, store: Any, refusal: Exception) -> None:
        self._store, self._refusal = store, refusal

    def write(self, use_case: Callable[[Any], Any]) -> Any:
        raise self._refusal

    def read(self, query: Callable[[Any], Any]) -> Any:
        return self._store.read(query)


@pytest.fixture
def walk(floor: Floor) -> Walk:
    return floor.walk()


def flags(floor: Floor, event: str) -> str:
    """What the journal remarks on this event."""
    path = floor.services.settings.data_dir / "floor.sqlite3"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as store:
        return str(store.execute("SELECT flags FROM event WHERE id = ?", (event,)).fetchone()[0])


def refusal(answer: Any) -> tuple[int, str]:
    """Status and key; the words are there too."""
    error = answer.get_json()["error"]
    assert all(error[part] and not error[part].startswith("error.") for part in ("text", "safe", "next")), error
    return answer.status_code, error["key"]


def test_a_pick_is_accepted_and_its_repeat_is_a_duplicate(floor: Floor, walk: Walk) -> None:
    event = walk.pick()
    first, again = walk.send(event), walk.send(event)
    assert [first[0]["verdict"], again[0]["verdict"], again[0]["first"]] == ["accepted", "duplicate", "accepted"]
    assert first[0]["id"] == event["id"]


def test_the_answer_says_generation_time_and_gaps(floor: Floor, walk: Walk) -> None:
    answer = walk.handheld.post(EVENTS, {"events": [walk.pick(seq=5)]}).get_json()
    assert answer["now"] == floor.clock.now
    assert answer["gaps"] == [[1, 4]]
    assert answer["generation"] == walk.handheld.get("/api/v1/me").get_json()["generation"]


def test_the_same_id_with_another_body_is_kept_and_does_not_count(floor: Floor, walk: Walk) -> None:
    event = walk.pick()
    walk.send(event)
    other = event | {"body": event["body"] | {"qty_m": 2000}}
    assert walk.send(other)[0] | {"index": 0} == {
        "index": 0,
        "id": event["id"],
        "verdict": "invalid",
        "key": "event.other_body",
    }
    assert walk.picked_m() == 1000


def test_an_event_of_a_newer_version_is_kept_and_does_not_hold_up_the_others(floor: Floor, walk: Walk) -> None:
    answers = walk.send(walk.pick(v=99), walk.pick())
    assert [(answer["verdict"], answer.get("key")) for answer in answers] == [
        ("invalid", "event.too_new"),
        ("accepted", None),
    ]


@pytest.mark.parametrize("code", ["x" * 10_240, "\u0000\u001d\u0007", "\ud800", "'; DROP TABLE event;--", "\u202e"])
def test_a_monstrous_barcode_inside_an_event_hurts_nobody(floor: Floor, walk: Walk, code: str) -> None:
    event = walk.pick()
    event["body"]["codes"] = [code]
    assert walk.send(event)[0]["verdict"] == "accepted"
    tote = walk.pick()
    tote["body"]["tote"] = code
    assert walk.send(tote)[0]["verdict"] in ("accepted", "invalid", "conflict")


def test_an_event_too_big_to_be_one_is_answered_like_any_other(floor: Floor, walk: Walk) -> None:
    event = walk.pick()
    event["body"]["codes"] = ["x" * 100_000]
    assert walk.send(event)[0]["key"] == "event.too_big"


@pytest.mark.parametrize("thing", [None, 7, "text", [], {}, {"id": "no id"}, {"v": 10**400}, [[[[]]]]])
def test_whatever_is_in_the_list_is_answered(walk: Walk, thing: Any) -> None:
    assert walk.send(thing)[0]["verdict"] == "invalid"


def test_an_expired_session_in_mid_wave_does_not_stop_an_upload(floor: Floor, walk: Walk) -> None:
    event = walk.pick()
    floor.clock.now += IDLE_MS + 1
    assert refusal(walk.handheld.get("/api/v1/waves")) == (401, "session.needed")
    assert walk.send(event)[0]["verdict"] == "accepted"
    assert "late_session" in flags(floor, event["id"])


def test_a_signed_out_picker_does_not_stop_an_upload(floor: Floor, walk: Walk) -> None:
    event = walk.pick()
    walk.handheld.ask("DELETE", "/api/v1/session")
    assert walk.send(event)[0]["verdict"] == "accepted"


def test_a_revoked_device_is_told_so_and_nothing_of_it_counts(floor: Floor, walk: Walk) -> None:
    event, before = walk.pick(), floor.services.store.read(lambda views: views.count("event"))
    floor.services.store.write(lambda uow: revoke(walk.handheld.id, None, uow))
    assert refusal(walk.handheld.post(EVENTS, {"events": [event]})) == (401, "device.revoked")
    assert refusal(walk.handheld.get("/api/v1/me")) == (401, "device.revoked")
    assert floor.services.store.read(lambda views: views.count("event")) == before


def test_the_wrong_role_cannot_take_a_wave(floor: Floor) -> None:
    floor.hire("Pat", "packer", badge="B-55")
    handheld = floor.handheld()
    handheld.sign_in("B-55")
    assert refusal(handheld.post(f"/api/v1/waves/{floor.world.wave}/claim")) == (403, "role.missing")


def test_a_wave_in_other_hands_is_neither_shown_nor_followed(floor: Floor, walk: Walk) -> None:
    other, wave = floor.handheld("other"), floor.world.wave
    assert refusal(other.get(f"/api/v1/waves/{wave}/sheet")) == (403, "wave.not_here")
    assert refusal(other.get(f"/api/v1/changes?since=0&room=wave:{wave}")) == (403, "wave.not_here")
    assert walk.handheld.get(f"/api/v1/changes?since=0&room=wave:{wave}").status_code == 200


def test_a_wave_taken_by_somebody_else_says_who_has_it(floor: Floor, walk: Walk) -> None:
    floor.hire("Kim", "picker", badge="B-66")
    other = floor.handheld("other")
    other.sign_in("B-66")
    answer = other.post(f"/api/v1/waves/{floor.world.wave}/claim")
    assert refusal(answer) == (409, "wave.taken")
    assert answer.get_json()["error"]["by"] == "Ina"


BAD_BATCHES = [b"", b"{", b"[]", b"7", b"null", b"{}", b'{"events": 7}', b'{"events": {}}', b"\xff\xfe", b"[" * 100_000]
BAD_BATCHES += [b'{"events": [NaN]}', b'{"events": [' + b"9" * 5000 + b"]}"]


@pytest.mark.parametrize("body", BAD_BATCHES, ids=lambda body: repr(body[:16]))
def test_a_batch_that_can_never_work_is_refused_as_a_whole(walk: Walk, body: bytes) -> None:
    answer = walk.handheld.client.post(EVENTS, data=body, headers=walk.handheld.headers)
    assert refusal(answer) == (400, "events.bad_batch")


def test_too_many_events_and_too_big_a_body_are_refused_with_413(walk: Walk) -> None:
    assert refusal(walk.handheld.post(EVENTS, {"events": [None] * 201})) == (413, "events.too_many")
    huge = json.dumps({"events": ["x" * 1_100_000]})
    assert refusal(walk.handheld.client.post(EVENTS, data=huge, headers=walk.handheld.headers)) == (
        413,
        "request.too_big",
    )
    assert len(walk.send(*[None] * 200)) == 200


@pytest.mark.parametrize(
    ("broken", "expected"), [(StoreFull("full"), (507, "store.full")), (StoreClosed("shut"), (503, "store.closed"))]
)
def test_a_full_disk_and_a_closed_store_keep_the_scans_on_the_device(
    floor: Floor, walk: Walk, broken: Exception, expected: tuple[int, str]
) -> None:
    event, whole = walk.pick(), floor.services.store
    floor.services.store = Broken(whole, broken)
    assert refusal(walk.handheld.post(EVENTS, {"events": [event]})) == expected
    floor.services.store = whole
    assert walk.send(event)[0]["verdict"] == "accepted"


def test_while_the_store_is_shut_every_question_is_answered_in_words(floor: Floor, walk: Walk) -> None:
    floor.services.close()
    assert refusal(walk.handheld.post(EVENTS, {"events": []})) == (503, "store.closed")
    assert refusal(walk.handheld.get("/api/v1/me")) == (503, "store.closed")
    assert refusal(floor.client().get("/readyz")) == (503, "store.closed")
    assert floor.client().get("/livez").status_code == 200


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Floor]:
    """A floor whose Odoo raises on every call and whose sockets hint nobody."""
    made = floor_at(tmp_path, odoo=LoginsOnly())
    yield made
    made.services.close()


def test_intake_works_without_odoo_and_without_sockets(alone: Floor) -> None:
    walk = alone.walk()
    alone.services.live.stop()
    assert walk.send(walk.pick())[0]["verdict"] == "accepted"


def test_a_device_in_a_frenzy_is_slowed_down_alone(floor: Floor, walk: Walk) -> None:
    said = {walk.handheld.get("/api/v1/ping").status_code for _ in range(300)}
    assert said == {204, 429}
    assert floor.handheld("calm").get("/api/v1/ping").status_code == 204
    floor.clock.forward(1)
    assert walk.handheld.get("/api/v1/ping").status_code == 204


def test_changes_come_in_order_and_from_where_one_left_off(floor: Floor, walk: Walk) -> None:
    head = walk.handheld.get("/api/v1/changes?since=0&room=board").get_json()["head"]
    walk.send(walk.pick())
    answer = walk.handheld.get(f"/api/v1/changes?since={head}&room=board").get_json()
    assert [change["kind"] for change in answer["changes"]] == ["wave"]
    assert answer["head"] > head
    assert answer["more"] is False


@pytest.mark.parametrize("query", ["since=-1", "since=x", "since=" + "9" * 20, "room=wave:x", "room=wave:0", "room=x"])
def test_a_strange_cursor_or_room_is_refused(walk: Walk, query: str) -> None:
    assert refusal(walk.handheld.get(f"/api/v1/changes?{query}")) == (400, "request.malformed")


def test_nothing_is_written_for_somebody_who_shows_no_token(floor: Floor) -> None:
    answer = floor.client().post(EVENTS, json={"events": []}, headers=SCRIPT)
    assert refusal(answer) == (401, "device.unknown")
