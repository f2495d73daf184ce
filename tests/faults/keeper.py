"""A simulated stock keeper: counts bins while others walk, and says of counts that differ which are right."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.faults.terminal import Badge, Terminal

OFF_M = (-1000, 0, 0, 1000, 2000)  # what is found there, beside what was known; more would ask for a second person
DIFFERS, SHORT = "INV-DIFF", "FUL-SHORT"


class StockKeeper(Terminal):
    """Counts `bins` in turn, `many` altogether, and answers until Odoo was `told` of all that others did.

    Of a count it hears after the picks of its bin.
    """

    def __init__(self, badge: Badge, port: int, history: Path, seed: int, bins: Sequence[str], many: int) -> None:
        super().__init__(badge, port, history, seed)
        self._bins, self._many, self.told = bins, many, threading.Event()
        self._answered = set[int]()

    def work(self) -> None:
        for turn in range(self._many):
            self._count(self._bins[turn % len(self._bins)])
            self._apply()
            time.sleep(self._random.random())
        while not self.told.wait(1):
            self._apply()
        self._apply()

    def _count(self, place: str) -> None:
        """Goods that have lots are left alone."""
        status, shown = self.insist(f"/api/v1/look?code={place}")
        assert status == 200, (place, status, shown)
        goods = shown["table"]["products"]
        rows = [
            {"product": row["product"], "code": goods[str(row["product"])]["sku"], "lot": None,
             "counted_m": max(0, row["qty_m"] + self._random.choice(OFF_M))}
            for row in shown["rows"] if row["lot"] is None
        ]  # fmt: skip
        if rows:
            at = time.time_ns() // 1_000_000
            self.did("count", {"location": shown["location"]["id"], "place": place, "rows": rows, "empty": False,
                               "counted_at": at})  # fmt: skip
            self.flush()

    def _apply(self) -> None:
        """What she says is right becomes Odoo's book, once, however often she says it."""
        status, told = self.insist("/api/v1/alerts")
        assert status == 200, (status, told)
        for case in told["alerts"]:
            if case["type"] == DIFFERS and case["id"] not in self._answered:
                self._answered.add(case["id"])
                if self._say(case, "apply", "OC-FOUND"):
                    self.note(applied=case["id"])
            if case["type"] == SHORT and case["decision"] in ("wait", "found"):  # else nobody packs what is there
                any(self._say(case, "ship_short", reason) for reason in ("OS-PARTIAL", "OD-FACTS"))

    def _say(self, case: dict[str, Any], answer: str, reason: str) -> bool:
        """Whether it stands: it may be the other rule's reason, wait for a second person, or be too late."""
        status, heard = self.insist(f"/cases/{case['id']}/answer", {"answer": answer, "reason": reason})
        is_other_rules = status == 400 and case["type"] == SHORT
        assert is_other_rules or status in (200, 202, 409), (case, status, heard)
        return status == 200 and isinstance(heard, dict) and "case" in heard
