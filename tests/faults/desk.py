"""A simulated returns desk: authorises what of an order comes back, and receives it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from tests.faults.docks import Docks
from tests.faults.terminal import STUBBORN_S, Badge, Terminal


class Desk(Terminal):
    """Works off what comes back until everything is packed and nothing more comes."""

    def __init__(self, badge: Badge, port: int, history: Path, seed: int, docks: Docks) -> None:
        super().__init__(badge, port, history, seed)
        self._docks = docks

    def work(self) -> None:
        since = time.monotonic()
        while not self._docks.all_back:
            if (order := self._docks.order()) and self._serve(order):
                since = time.monotonic()
            elif not self._docks.is_closed:
                since = time.monotonic()  # there may be nothing to do yet
                time.sleep(0.3)
            elif time.monotonic() - since > STUBBORN_S:
                raise TimeoutError(f"waits for {order}")
            else:
                time.sleep(0.3)

    def _serve(self, order: str) -> bool:
        """False when it has not been shipped yet."""
        status, found = self.insist(f"/api/v1/returns?code={order}")
        if status == 409 and found["error"]["key"] == "returns.not_shipped":
            self._docks.again("order", order)
            return False
        assert status == 200, (order, status, found)
        delivery = self._random.choice(found["deliveries"])
        reasons = [reason["code"] for reason in found["reasons"]] or ["CR-DEFECT"]
        for _ in range(self._random.choice([1, 1, 1, 2])):  # the second may ask for more than is left
            self._take_back(delivery, reasons)
        self._docks.done("order")
        return True

    def _take_back(self, delivery: dict[str, Any], reasons: list[str]) -> None:
        left = [line for line in delivery["lines"] if line["left_m"]]
        chosen = self._random.sample(left, self._random.randint(1, min(3, len(left)))) if left else []
        lines = [
            {"line": line["id"], "qty_m": self._random.choice([line["left_m"], min(1000, line["left_m"])]),
             "reason": self._random.choice(reasons)}
            for line in chosen
        ]  # fmt: skip
        if not lines:
            return
        event = self.did("return_authorised", {"shipped": delivery["id"], "lines": lines})
        self.flush()
        if self.verdicts[event] == "accepted":
            self._receive(event)

    def _receive(self, event: str) -> None:
        """Most come as they were announced, of some less, a few stay away."""
        status, answer = self.insist(f"/api/v1/returns/of/{event}")
        assert status == 200, (event, status, answer)
        back, dice = answer["return"], self._random.random()
        status, label = self.insist(f"/api/v1/returns/{back['number']}/label")
        assert (status, label[:4]) == (200, b"%PDF"), (back["number"], status, label[:200])
        self.note(numbered={"event": event, "number": back["number"]})
        came = [{"line": line["id"], "qty_m": line["expected_m"]} for line in back["lines"]]
        if dice < 0.25 and came[0]["qty_m"] > 1000:
            came[0]["qty_m"] -= 1000
        if dice < 0.9:
            self.did("return_received", {"return": back["id"], "lines": came})
            self.flush()
