"""A simulated device with a history of its own: it writes down what it did before it sends it, and each answer."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from tests.running import headers

PATIENCE_S = 15
BATCH = 50
STUBBORN_S = 1800  # so long a device asks for what it is told to wait for


@dataclass(frozen=True)
class Badge:
    """Who holds the device, and what proves it; `office` is their cookie at a desk, without a device."""

    token: str
    cookie: str
    person: int
    session: int
    office: str = ""


class Terminal(threading.Thread):
    """A device that works until it has nothing more to do and every fact has its answer.

    `verdicts` are what it was told first of each event, `keys` the words with it; `slow_ms` is how far its clock is
    behind.
    """

    slow_ms = 0

    def __init__(self, badge: Badge, port: int, history: Path, seed: int) -> None:
        super().__init__(daemon=True, name=history.stem)
        self._badge, self._port, self._random = badge, port, Random(seed)
        self._history = history.open("a", encoding="utf-8")
        self._queue: list[dict[str, Any]] = []
        self._seq = self.scans = 0
        self.verdicts: dict[str, str] = {}
        self.keys: dict[str, str | None] = {}
        self.problem: BaseException | None = None

    def run(self) -> None:
        """Until all is done and answered."""
        try:
            self.work()
            self.flush()
        except BaseException as problem:
            self.problem = problem
            raise
        finally:
            self._history.close()

    def work(self) -> None:
        """What this kind of device does."""
        raise NotImplementedError

    def did(self, kind: str, body: Mapping[str, Any], **under: Any) -> str:
        """Something was done: it is written down and waits to be sent; the event's id."""
        self._seq += 1
        self.scans += 1
        event = {
            "id": f"{self._random.getrandbits(128):032x}", "v": 1, "kind": kind, "seq": self._seq, "body": dict(body),
            "at": time.time_ns() // 1_000_000 - self.slow_ms, "person": self._badge.person,
            "session": self._badge.session, "wave": None, "epoch": 0, "sheet": None, **under,
        }  # fmt: skip
        self.note(did=event)
        self._queue.append(event)
        return str(event["id"])

    def send(self) -> None:
        """One attempt; what was not answered by name is sent again."""
        part = self._queue[: self._random.randint(1, BATCH)]
        if not part:
            return
        status, answer = self.ask("/api/v1/events", {"events": part, "waiting": len(self._queue)})
        if status != 200:
            time.sleep(self._random.random() * 0.3)
            return
        named = {one["id"]: one for one in answer["answers"]}
        for id_, one in named.items():
            self.note(answered=one)
            self.verdicts[id_] = one.get("first", one["verdict"])
            self.keys[id_] = one.get("key")
        self._queue = [event for event in self._queue if event["id"] not in named]

    def flush(self) -> None:
        """Until everything that was done has its answer."""
        while self._queue:
            self.send()

    def ask(self, path: str, body: Any = None) -> tuple[int, Any]:
        """Posts `body`, or gets. (0, None) when there was no whole answer; bytes where it is not JSON.

        What no device asks for is asked for at the desk.
        """
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE_S)
        at_desk = not path.startswith("/api/")
        cookie = f"floor_office={self._badge.office}" if at_desk else f"floor_session={self._badge.cookie}"
        own = headers(None if at_desk else self._badge.token) | {"Cookie": cookie}
        sent = None if body is None else json.dumps(body)
        try:
            line.request("GET" if body is None else "POST", path, sent, own)
            answer = line.getresponse()
            data = answer.read()
            is_json = (answer.getheader("Content-Type") or "").startswith("application/json")
            return answer.status, json.loads(data) if is_json else data
        except (OSError, http.client.HTTPException, ValueError):
            return 0, None
        finally:
            line.close()

    def insist(self, path: str, body: Any = None) -> tuple[int, Any]:
        """Asks until there is a whole answer from a server that is open."""
        until = time.monotonic() + STUBBORN_S
        while time.monotonic() < until:
            status, answer = self.ask(path, body)
            if status not in (0, 503):
                return status, answer
            time.sleep(0.1)
        raise TimeoutError(path)

    def note(self, **what: Any) -> None:
        """A row of the history, on the disk before anything else happens."""
        self._history.write(json.dumps(what) + "\n")
        self._history.flush()
