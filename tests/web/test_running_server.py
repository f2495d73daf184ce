"""The server as it runs: live connections over a real network, and how it stops."""

from __future__ import annotations

import base64
import http.client
import json
import time
from collections.abc import Iterator

import pytest
from simple_websocket import Client, ConnectionClosed

from tests.running import Server

pytestmark = pytest.mark.xdist_group("running server")  # they share a server

SOCKETS = 3
PATH = "/socket.io/?EIO=4&transport=websocket"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A demo that takes three live connections."""
    with Server(tmp_path_factory.mktemp("live"), WAREHOUSE_SOCKETS_MAX=str(SOCKETS)) as server:
        yield server


def token(demo: Server) -> str:
    code = demo.get("/demo/codes")[1]["enrolment"]["text"]
    return str(demo.post("/api/v1/devices", {"code": code})[1]["token"])


def connect(demo: Server, auth: str | None = None) -> tuple[Client, str]:
    """A connection and the answer to who it says it is."""
    client = Client(f"ws://127.0.0.1:{demo.port}{PATH}")
    # Said at once: this client overlooks a greeting that comes together with the handshake, until more comes.
    client.send("40" + (json.dumps({"token": auth}) if auth else ""))
    while not (said := str(client.receive(timeout=30))).startswith("4"):
        assert said != "None", "no answer"
    return client, said


def upgrade(demo: Server, **more: str) -> int:
    """Status of the answer to somebody who asks for a live connection."""
    asked = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
    asked["Sec-WebSocket-Key"] = base64.b64encode(b"0" * 16).decode()
    connection = http.client.HTTPConnection("127.0.0.1", demo.port, timeout=30)
    connection.request("GET", PATH, headers=asked | more)
    status = connection.getresponse().status
    connection.close()
    return status


def is_cut(client: Client) -> bool:
    """Whether the server ends it, in its own time."""
    try:
        for _ in range(60):
            client.receive(timeout=1)
    except ConnectionClosed:
        return True
    return False


def test_a_connection_too_many_is_refused_and_everything_else_goes_on(demo: Server) -> None:
    held = [connect(demo, token(demo)) for _ in range(SOCKETS)]
    assert all(answer.startswith("40{") for _, answer in held)
    assert upgrade(demo) == 503
    assert demo.get("/livez")[0] == 200
    for client, _ in held:
        client.close()
    while upgrade(demo) == 503:  # until the server has noticed
        time.sleep(0.05)


def test_a_connection_from_another_site_is_refused(demo: Server) -> None:
    assert upgrade(demo, Origin="https://evil.example") == 400


def test_a_refused_connection_does_not_keep_its_place(demo: Server) -> None:
    client, answer = connect(demo)
    assert answer == '44{"message":"device.unknown"}'
    assert is_cut(client)


def test_long_polling_is_not_offered(demo: Server) -> None:
    assert demo.get("/socket.io/?EIO=4&transport=polling")[0] == 400


def test_open_connections_do_not_hold_up_the_stop(demo: Server) -> None:
    with Server(demo.folder / "own") as own:
        client, _ = connect(own, token(own))
        own.stop()
    assert is_cut(client)
    log = own.log.read_text()
    assert "Traceback" not in log
    assert "was sent SIGKILL" not in log
