"""The live channel: nobody listens without a way in, and what is heard is a number."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask_socketio import SocketIOTestClient

from tests.web.conftest import Floor, Handheld
from warehouse_app.live import SocketCap
from warehouse_app.service.devices import revoke
from warehouse_app.web.identity import OFFICE_COOKIE


def connect(floor: Floor, client: Any = None, token: str | None = None) -> SocketIOTestClient:
    auth = {"token": token} if token else None
    return floor.services.live.socketio.test_client(floor.app, flask_test_client=client or floor.client(), auth=auth)


def heard(socket: SocketIOTestClient, head: int, seconds: float = 20.0) -> list[Any]:
    """What came, waiting up to some seconds for the hint of this change."""
    until, got = time.monotonic() + seconds, list[Any]()
    while time.monotonic() < until and not any(what["seq"] >= head for _, what in got):
        time.sleep(0.02)
        got += [(one["name"], one["args"][0]) for one in socket.get_received()]
    return got


@pytest.fixture
def live(floor: Floor) -> Iterator[Floor]:
    """A floor that hints."""
    floor.services.live.follow(floor.services.store)
    yield floor
    floor.services.live.stop()


def say(floor: Floor, room: str) -> int:
    floor.services.store.write(lambda uow: uow.changed(room, "wave", 1))
    return floor.services.store.read(lambda views: views.head())


def test_nobody_connects_without_token_or_session(floor: Floor) -> None:
    assert not connect(floor).is_connected()
    assert not connect(floor, token="guessed").is_connected()
    forged = floor.client()
    forged.set_cookie(OFFICE_COOKIE, "forged")
    assert not connect(floor, forged).is_connected()
    assert not connect(floor, floor.office("picker")).is_connected()


def test_a_revoked_device_does_not_connect_any_more(floor: Floor) -> None:
    handheld = floor.handheld()
    assert connect(floor, token=handheld.token).is_connected()
    floor.services.store.write(lambda uow: revoke(handheld.id, None, uow))
    assert not connect(floor, token=handheld.token).is_connected()


def test_revoking_on_the_page_cuts_the_device_off(floor: Floor) -> None:
    handheld, other = floor.handheld("lost"), floor.handheld("found")
    lost, found = connect(floor, token=handheld.token), connect(floor, token=other.token)
    form = {"data": {"x_floor": "1"}, "headers": {"Origin": "http://localhost"}}
    assert floor.office("admin").post(f"/devices/{handheld.id}/revoke", **form).status_code == 303
    assert (lost.is_connected(), found.is_connected()) == (False, True)


def test_the_board_hears_of_a_change_by_its_number_only(live: Floor) -> None:
    board = connect(live, live.office("supervisor"))
    assert board.is_connected()
    board.get_received()
    head = say(live, "board")
    assert heard(board, head)[-1] == ("changed", {"seq": head, "room": "board"})


def test_a_device_hears_of_the_wave_in_its_hands_once_it_follows(live: Floor) -> None:
    handheld, other = holder(live), live.handheld("other")
    wave = live.world.wave
    mine, theirs = connect(live, token=handheld.token), connect(live, token=other.token)
    assert mine.emit("follow", wave, callback=True) is True
    assert theirs.emit("follow", wave, callback=True) is False
    assert theirs.emit("follow", "1", callback=True) is False
    for socket in (mine, theirs):
        socket.get_received()
    head = say(live, f"wave:{wave}")
    assert heard(mine, head)[-1] == ("changed", {"seq": head, "room": f"wave:{wave}"})
    assert [said for said in heard(theirs, head, 0.3) if said[1]["room"] != "board"] == []


def holder(floor: Floor) -> Handheld:
    floor.hire("Ina", "picker", badge="B-77")
    handheld = floor.handheld("holder")
    handheld.sign_in("B-77")
    handheld.post(f"/api/v1/waves/{floor.world.wave}/claim")
    return handheld


def test_one_connection_too_many_is_refused_before_it_holds_a_thread() -> None:
    answers: list[str | bytes] = []

    def start(status: str, _headers: object, _fault: object = None, /) -> Callable[[bytes], object]:
        answers.append(status)
        return answers.append

    inner: list[str] = []

    def app(environ: Any, start_response: Callable[..., Any]) -> list[bytes]:
        """Holds its thread by opening another connection while it is inside."""
        inner.append(environ["PATH_INFO"])
        if environ["PATH_INFO"] == "/outer":
            capped(socket_to("/second"), start)
        return []

    capped = SocketCap(app, 1)
    capped(socket_to("/outer"), start)
    assert inner == ["/outer"]
    assert answers == ["503 Service Unavailable"]
    capped(socket_to("/later"), start)
    capped({"PATH_INFO": "/page"}, start)
    assert inner == ["/outer", "/later", "/page"]


def socket_to(path: str) -> dict[str, str]:
    return {"PATH_INFO": path, "HTTP_UPGRADE": "WebSocket"}
