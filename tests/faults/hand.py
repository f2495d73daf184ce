"""A simulated handheld with a history of its own: it writes down what it did before it sends it, and each answer."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from tests.running import headers

DAY_MS = 86_400_000
PATIENCE_S = 5
BATCH = 50


@dataclass(frozen=True)
class Badge:
    """Who holds the handheld, and what proves it."""

    token: str
    cookie: str
    person: int
    session: int


class Hand(threading.Thread):
    """Walks its waves as people do, a scan every `pace_s`.

    With `wake` it was in a drawer for a day: it sends nothing before that is set.
    """

    def __init__(
        self,
        badge: Badge,
        port: int,
        waves: list[int],
        history: Path,
        seed: int,
        pace_s: float,
        wake: threading.Event | None = None,
    ) -> None:
        super().__init__(daemon=True)
        self._badge, self._port, self._waves, self._wake = badge, port, waves, wake
        self._pace_s = pace_s
        self._random = Random(seed)
        self._history = history.open("a", encoding="utf-8")
        self._queue: list[dict[str, Any]] = []
        self._seq = self.scans = 0
        self.problem: BaseException | None = None

    def run(self) -> None:
        """Until every wave is walked and every fact has its answer."""
        try:
            for wave in self._waves:
                self._walk(self._claim(wave))
            if self._wake:
                self._wake.wait()
            while self._queue:
                self._send()
        except BaseException as problem:
            self.problem = problem
            raise
        finally:
            self._history.close()

    def _walk(self, sheet: dict[str, Any]) -> None:
        for kind, body in walk(sheet, self._random):
            self._did(sheet, kind, body)
            time.sleep(self._random.random() * 2 * self._pace_s)
            if not self._wake and self._random.random() < 0.3:
                self._send()

    def _did(self, sheet: dict[str, Any], kind: str, body: dict[str, Any]) -> None:
        self._seq += 1
        if kind == "undo":
            body = body | {"event": self._last}
        event = {
            "id": f"{self._random.getrandbits(128):032x}", "v": 1, "kind": kind, "seq": self._seq, "body": body,
            "at": time.time_ns() // 1_000_000 - (DAY_MS if self._wake else 0), "person": self._badge.person,
            "session": self._badge.session, **{name: sheet[name] for name in ("wave", "epoch", "sheet")},
        }  # fmt: skip
        self._last = event["id"]
        self._note(did=event)
        self._queue.append(event)
        self.scans += 1

    _last = ""

    def _send(self) -> None:
        """One attempt; what was not answered by name is sent again."""
        part = self._queue[: self._random.randint(1, BATCH)]
        status, answer = self._ask("/api/v1/events", {"events": part, "waiting": len(self._queue)})
        if status != 200:
            time.sleep(self._random.random() * 0.3)
            return
        named = {one["id"]: one for one in answer["answers"]}
        for one in named.values():
            self._note(answered=one)
        self._queue = [event for event in self._queue if event["id"] not in named]

    def _claim(self, wave: int) -> dict[str, Any]:
        while self._queue:
            self._send()  # what still waits goes out first, as on a handheld
        while True:
            status, sheet = self._ask(f"/api/v1/waves/{wave}/claim", {})
            if status == 200:
                return dict(sheet)
            assert status in (0, 503), (wave, status, sheet)
            time.sleep(0.1)

    def _ask(self, path: str, body: Any) -> tuple[int, Any]:
        """(0, None) when there was no whole answer."""
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE_S)
        more = {"Cookie": f"floor_session={self._badge.cookie}"}
        try:
            line.request("POST", path, json.dumps(body), headers(self._badge.token) | more)
            answer = line.getresponse()
            return answer.status, json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            return 0, None
        finally:
            line.close()

    def _note(self, **what: Any) -> None:
        self._history.write(json.dumps(what) + "\n")
        self._history.flush()


def walk(sheet: dict[str, Any], random: Random) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is done on the walk: all at once, in parts, taken back and done again, nothing there."""
    for line in sheet["lines"]:
        dice, left_m = random.random(), line["demand_m"] - line["picked_m"] - line["short_m"]
        pick = {"line": line["id"], "location": sheet["stops"][line["stop"]]["location"], "lot": line["lot"],
                "product": line["product"], "tote": line["tote"], "codes": []}  # fmt: skip
        short = {"line": line["id"], "location": pick["location"], "reason": "RC-EMPTY", "found_m": 0}
        if dice < 0.08:
            yield "short", short | {"missing_m": left_m}
        elif dice < 0.3 and left_m > 1000:
            yield "pick", pick | {"qty_m": 1000}
            yield "pick", pick | {"qty_m": left_m - 1000}
        elif dice < 0.45:
            yield "pick", pick | {"qty_m": left_m}
            yield "undo", {"line": line["id"]}
            yield "pick", pick | {"qty_m": left_m}
        elif dice < 0.55 and left_m > 1000:
            yield "pick", pick | {"qty_m": left_m - 1000}
            yield "short", short | {"missing_m": 1000}
        else:
            yield "pick", pick | {"qty_m": left_m}
    yield "walked", {}
