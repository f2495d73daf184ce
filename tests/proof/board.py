"""Many who follow the board, many alerts: all there at everybody, how soon, and right again when every socket is cut.

python -m tests.proof.board [listeners] [alerts]
"""

from __future__ import annotations

import http.client
import json
import random
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from simple_websocket import Client, ConnectionClosed

from tests.running import Server

LISTENERS, ALERTS = 200, 20
P99_S, RIGHT_AGAIN_S = 1.0, 5.0
PATIENCE_S = 60.0
POLL_S = 2.0  # so often the page asks while it has no socket


@dataclass
class Listener:
    """A page that follows the board as `static/js/board/follow.js` does: a socket hints, the cursor is asked."""

    port: int
    cookie: str
    seen: dict[int, float] = field(default_factory=dict)
    questions: int = 0
    _cursor: int = 0
    _client: Client | None = None
    _http: http.client.HTTPConnection | None = None
    _over: bool = False
    _thread: threading.Thread | None = None

    def start(self, head: int) -> None:
        """From now on, on a thread of its own; returns when the socket is there."""
        self._cursor = head
        self._connect()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def cut(self) -> None:
        """The link breaks without a word."""
        if self._client is not None:
            with suppress(OSError):
                self._client.sock.shutdown(socket.SHUT_RDWR)

    def stop(self) -> None:
        self._over = True
        self.cut()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self._over:
            try:
                if self._client is None:
                    time.sleep(random.uniform(0, POLL_S))
                    self._connect()
                    self._ask()
                self._hear()
            except (OSError, ConnectionClosed, http.client.HTTPException):
                self._drop()
        self._drop()

    def _drop(self) -> None:
        client, self._client = self._client, None
        if self._http is not None:
            self._http.close()
            self._http = None
        if client is not None:
            client.sock.close()
            client.thread.join()

    def _connect(self) -> None:
        address = f"ws://127.0.0.1:{self.port}/socket.io/?EIO=4&transport=websocket&room=board"
        client = Client(address, headers={"Cookie": self.cookie})
        self._client = client
        # Said at once: this client overlooks a greeting that comes together with the handshake, until more comes.
        client.send("40")
        while not (said := str(client.receive(timeout=PATIENCE_S))).startswith("4"):
            assert said != "None", "no answer"
        assert said.startswith("40"), said

    def _hear(self) -> None:
        assert self._client is not None
        said = self._client.receive(timeout=POLL_S)
        if said == "2":
            self._client.send("3")
        elif said is not None and str(said).startswith("42"):
            self._ask()

    def _get(self, path: str) -> dict[str, Any]:
        """On a connection that stays, as a browser keeps one."""
        if self._http is None:
            self._http = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        self._http.request("GET", path, headers={"Cookie": self.cookie, "Accept": "application/json"})
        found: dict[str, Any] = json.loads(self._http.getresponse().read())
        return found

    def _ask(self) -> None:
        more = True
        while more:
            self.questions += 1
            body = self._get(f"/api/v1/alerts?since={self._cursor}")
            now = time.perf_counter()
            for alert in body["alerts"]:
                self.seen.setdefault(alert["id"], now)
            more = body["more"]
            self._cursor = body["alerts"][-1]["seq"] if more else body["head"]


@dataclass
class Outcome:
    """`missing`: alerts that somebody never saw; `delays` from the commit's answer to the list that shows it, in s."""

    missing: int
    delays: Sequence[float]
    questions: int

    @property
    def p99(self) -> float:
        return statistics.quantiles(self.delays, n=100)[98]


def follow(server: Server, listeners: int) -> list[Listener]:
    """So many pages of a supervisor who is signed in."""
    cookie = sign_in(server)
    head = get(server.port, "/api/v1/alerts", cookie)["head"]
    pages = [Listener(server.port, cookie) for _ in range(listeners)]
    for page in pages:
        page.start(head)
    return pages


def raise_alerts(server: Server, pages: Sequence[Listener], alerts: int, said: str, *, cut: bool = False) -> Outcome:
    """So many exceptions one after the other; with `cut` every socket breaks before the first of them."""
    asked = sum(page.questions for page in pages)
    for page in pages if cut else ():
        page.cut()
    raised: dict[int, float] = {}
    for number in range(alerts):
        body = json.dumps({"type": "FUL-CARTON", "about": "", "words": f"{said} {number}", "sure": True})
        answer = post(server.port, "/api/v1/cases", body, pages[0].cookie)
        raised[answer["case"]] = time.perf_counter()
    until = time.perf_counter() + PATIENCE_S
    while any(raised.keys() - page.seen.keys() for page in pages) and time.perf_counter() < until:
        time.sleep(0.02)
    missing = sum(len(raised.keys() - page.seen.keys()) for page in pages)
    delays = [page.seen[case] - at for page in pages for case, at in raised.items() if case in page.seen]
    return Outcome(missing, delays, sum(page.questions for page in pages) - asked)


def sign_in(server: Server) -> str:
    """The cookie of the demo's supervisor."""
    form = urlencode({"login": "sam", "password": "sam-demo", "x_floor": "1"})
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE_S)
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{server.port}"}
    connection.request("POST", "/sign-in", form, kind)
    answer = connection.getresponse()
    answer.read()
    cookies = [value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
    connection.close()
    assert cookies, answer.status
    return "; ".join(cookies)


def get(port: int, path: str, cookie: str) -> dict[str, Any]:
    return _ask(port, "GET", path, None, cookie)


def post(port: int, path: str, body: str, cookie: str) -> dict[str, Any]:
    return _ask(port, "POST", path, body, cookie)


def _ask(port: int, method: str, path: str, body: str | None, cookie: str) -> dict[str, Any]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    try:
        kind = {"Cookie": cookie, "X-Floor": "1", "Content-Type": "application/json", "Accept": "application/json"}
        connection.request(method, path, body, kind)
        answer = connection.getresponse()
        text = answer.read()
        assert answer.status < 300, (answer.status, text[:200])
        found: dict[str, Any] = json.loads(text)
        return found
    finally:
        connection.close()


def main(listeners: int, alerts: int) -> bool:
    """Prints what was measured; whether all of it held."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "shop", WAREHOUSE_SOCKETS_MAX=str(listeners + 20))
        with server:
            pages = follow(server, listeners)
            calm = raise_alerts(server, pages, alerts, "calm")
            broken = raise_alerts(server, pages, alerts, "cut", cut=True)
            for page in pages:
                page.stop()
    print(f"{listeners} listeners, {alerts} alerts: {calm.missing} missing, p99 {calm.p99:.2f} s, "
          f"{calm.questions / listeners:.1f} questions each")  # fmt: skip
    print(f"every socket cut: {broken.missing} missing, right again after {max(broken.delays):.2f} s")
    return not (calm.missing or broken.missing) and calm.p99 < P99_S and max(broken.delays) < RIGHT_AGAIN_S


if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:] if text.isdigit()]
    raise SystemExit(0 if main(*(given or [LISTENERS, ALERTS])) else 1)
