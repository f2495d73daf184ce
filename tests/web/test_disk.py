"""A real server whose disk takes nothing for a while: nothing is acknowledged, it is told, and it goes on by itself."""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.bench.floor import Handheld, build
from tests.running import Server
from tests.store.shop import query
from tests.web.conftest import Floor
from warehouse_app.store import SqliteStore

EVENTS = "/api/v1/events"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Handheld]]:
    """A server on a small floor, and a handheld of it."""
    folder = tmp_path_factory.mktemp("disk")
    (folder / "data").mkdir()
    (handheld,) = build(f"sqlite:///{folder / 'data' / 'floor.sqlite3'}", 1)
    with Server(folder, "serve", WAREHOUSE_DATA_DIR=str(folder / "data")) as server:
        yield server, handheld


@contextmanager
def no_room(server: Server) -> Iterator[None]:
    """No file of the server's processes may grow any more."""
    assert server.process is not None
    group = subprocess.run(["ps", "-o", "pid=", "-g", str(server.process.pid)], capture_output=True, check=True)
    pids = [int(pid) for pid in group.stdout.split()]
    _, most = resource.prlimit(pids[0], resource.RLIMIT_FSIZE)
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, most))
    try:
        yield
    finally:
        for pid in pids:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, most))


def told(answer: tuple[int, Any]) -> tuple[int, str]:
    """Status and key; the three sentences are there."""
    error = answer[1]["error"]
    assert all(error[part] and not error[part].startswith("error.") for part in ("text", "safe", "next")), error
    return answer[0], error["key"]


def verdict(answer: tuple[int, Any]) -> str:
    return str(answer[1]["answers"][0]["verdict"])


def test_a_disk_without_room_acknowledges_nothing_says_so_and_goes_on_when_there_is_room(
    served: tuple[Server, Handheld],
) -> None:
    server, handheld = served
    first, second = handheld.pick(1), handheld.pick(2)
    assert verdict(server.post(EVENTS, {"events": [first]}, handheld.token)) == "accepted"
    with no_room(server):
        for _ in range(3):
            assert told(server.post(EVENTS, {"events": [second]}, handheld.token)) == (507, "store.failed")
        assert server.get("/readyz")[0] == 507
        assert server.get("/livez")[0] == 200
        assert server.get("/api/v1/me", handheld.token)[0] == 200, "what only reads goes on"
    assert server.get("/readyz")[0] == 200
    assert verdict(server.post(EVENTS, {"events": [second]}, handheld.token)) == "accepted"
    assert verdict(server.post(EVENTS, {"events": [first]}, handheld.token)) == "duplicate"
    server.kill()
    server.start()
    answers = server.post(EVENTS, {"events": [first, second, handheld.pick(3)]}, handheld.token)[1]["answers"]
    assert [answer["verdict"] for answer in answers] == ["duplicate", "duplicate", "accepted"]
    assert "Traceback" not in server.log.read_text(encoding="utf-8")


def test_a_store_that_turns_read_only_acknowledges_nothing_and_says_so(floor: Floor) -> None:
    walk, store = floor.walk(), floor.services.store
    assert isinstance(store, SqliteStore)
    event, kept = walk.pick(), query(store, "SELECT count(*) FROM event")
    _read_only(store, "ON")
    answer = walk.handheld.post(EVENTS, {"events": [event]})
    assert told((answer.status_code, answer.get_json())) == (507, "store.failed")
    ready = floor.client().get("/readyz")
    assert told((ready.status_code, ready.get_json())) == (507, "store.failed")
    assert query(store, "SELECT count(*) FROM event") == kept
    _read_only(store, "OFF")
    assert floor.client().get("/readyz").status_code == 200
    assert walk.send(event)[0]["verdict"] == "accepted"


def _read_only(store: SqliteStore, how: str) -> None:
    """As the system makes it of a file system with errors, seen from the one connection that writes."""
    store._driver.execute(f"PRAGMA query_only = {how}")
