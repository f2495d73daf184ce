"""A simulated handheld: it walks waves, and its cart ends at the benches."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from tests.faults.docks import Docks
from tests.faults.terminal import Badge, Terminal

DAY_MS = 86_400_000
GIVEN_BACK = 0.1  # of the waves, in the middle
PIECES = 12  # of each line of the orders made for a long run; most are scanned one by one


class Hand(Terminal):
    """Walks its waves as people do, a scan every `pace_s`, and then those that others gave back.

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
        docks: Docks,
        wake: threading.Event | None = None,
    ) -> None:
        super().__init__(badge, port, history, seed)
        self._waves, self._wake, self._pace_s, self._docks = waves, wake, pace_s, docks
        self.slow_ms = DAY_MS if wake else 0
        self._last = ""

    def work(self) -> None:
        for wave in self._waves:
            self._walk(self._claim(wave), gives_back=self._wake is None and self._random.random() < GIVEN_BACK)
        while not self._wake and (given := self._docks.wave()):
            self._walk(self._claim(given))
        if self._wake:
            self._wake.wait()
        self.flush()

    def _walk(self, sheet: dict[str, Any], *, gives_back: bool = False) -> None:
        filled = {line["tote"] for line in sheet["lines"] if line["picked_m"]}
        under = {name: sheet[name] for name in ("wave", "epoch", "sheet")}
        for kind, body in walk(sheet, self._random):
            if gives_back and kind == "pick" and body["qty_m"] == _demand(sheet, body["line"]):
                return self._give_back(sheet["wave"], body, under)
            if kind == "pick":
                filled.add(body["tote"])
            self._last = self.did(kind, body | ({"event": self._last} if kind == "undo" else {}), **under)
            time.sleep(self._random.random() * 2 * self._pace_s)
            if not self._wake and self._random.random() < 0.3:
                self.send()
        if not self._wake:
            self.flush()  # the cart is at the benches, where there is a line
            if self.keys.get(self._last) == "walk.goes_on" and (more := self._go_on(sheet["wave"])):
                return self._walk(more)
            self._docks.bring([tote["code"] for tote in sheet["totes"] if tote["code"] in filled])

    def _give_back(self, wave: int, body: dict[str, Any], under: dict[str, Any]) -> None:
        """Somebody else goes on. The last pick is still on this handheld then, and told from an epoch that is over."""
        self.flush()
        self.did("pick", body, **under)
        status, said = self.insist(f"/api/v1/waves/{wave}/give-back", {})
        assert status == 200 or said["error"]["key"] == "wave.not_here", (wave, status, said)  # the answer was lost
        self._docks.give(wave)

    def _go_on(self, wave: int) -> dict[str, Any] | None:
        """Sent to one bin more after the walk was told over; nothing where that was taken back meanwhile."""
        status, sheet = self.insist(f"/api/v1/waves/{wave}/claim", {})
        return dict(sheet) if status == 200 else None

    def _claim(self, wave: int) -> dict[str, Any]:
        self.flush()  # what still waits goes out first, as on a handheld
        status, sheet = self.insist(f"/api/v1/waves/{wave}/claim", {})
        assert status == 200, (wave, status, sheet)
        return dict(sheet)


def _demand(sheet: dict[str, Any], line: int) -> int:
    return int(next(one["demand_m"] for one in sheet["lines"] if one["id"] == line))


def walk(sheet: dict[str, Any], random: Random) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is done on the walk: all at once, piece by piece, taken back and done again, nothing there."""
    for line in sheet["lines"]:
        dice, left_m = random.random(), line["demand_m"] - line["picked_m"] - line["short_m"]
        if not left_m:
            continue
        pick = {"line": line["id"], "location": sheet["stops"][line["stop"]]["location"], "lot": line["lot"],
                "product": line["product"], "tote": line["tote"], "codes": []}  # fmt: skip
        short = {"line": line["id"], "location": pick["location"], "reason": "RC-EMPTY", "found_m": 0}
        if dice < 0.08:
            yield "short", short | {"missing_m": left_m}
        elif dice < 0.3 and left_m > 1000:
            yield "pick", pick | {"qty_m": 1000}
            yield "pick", pick | {"qty_m": left_m - 1000}
        elif dice > 0.55 and left_m == PIECES * 1000:
            yield from [("pick", pick | {"qty_m": 1000})] * PIECES
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
