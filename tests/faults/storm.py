"""What befalls a site while people scan: our server killed, Odoo killed, gone for a while, slow, and meddled with."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException
from random import Random

from tests.faultproxy import Call
from tests.odoo_server import Farm
from tests.running import Server
from tests.tools.odoo.rpc import Client

LATER_S = (90.0, 120.0)  # between two kills of the server, and of Odoo, once the storm abates
FATES = ("lost", "vanished", "reset", "half", "garbage", "502")


class Weather:
    """The fates of calls to Odoo: mostly well, in a share of them bad, for spells slow."""

    def __init__(self, seed: int, chance: float = 0.04) -> None:
        self._random, self._chance = Random(seed), chance
        self.is_calm, self.is_slow = True, False

    def abate(self) -> None:
        """Fewer of them are bad: every one costs what is told half a minute."""
        self._chance /= 4

    def __call__(self, call: Call) -> str:
        if self.is_calm:
            return "well"
        if self._random.random() < self._chance:
            return self._random.choice(FATES)
        return "late" if self.is_slow else "well"


class Storm:
    """Kills until it is told to end. `kills` are how many of the server, and of Odoo, fall into `lasts_s`.

    With that many of a kind it abates, whether the people are done or not: on a busy machine a server that is killed
    every few seconds never gets to answer anybody.
    """

    def __init__(
        self, seed: int, server: Server, farm: Farm, weather: Weather, lasts_s: float, kills: tuple[float, float]
    ) -> None:
        self._server, self._farm, self._weather = server, farm, weather
        self._random, self._over, self._abating = Random(seed), threading.Event(), threading.Event()
        self.kills = self.odoo_kills = 0
        self.problem: BaseException | None = None
        self._threads = [
            threading.Thread(target=self._often, args=(trouble, many, lasts_s / many, later_s), daemon=True)
            for trouble, many, later_s in zip((self._kill_server, self._trouble_odoo), kills, LATER_S, strict=True)
        ]

    def begin(self) -> None:
        self._weather.is_calm = False
        for thread in self._threads:
            thread.start()

    def abate(self) -> None:
        """Kills come seldom enough that what Odoo was told comes to an end between two of them.

        What was on its way when somebody died is looked at after 35 s: killed every few seconds nothing gets there.
        """
        self._abating.set()
        self._weather.abate()

    def end(self) -> None:
        """The last kill is over and everything runs again."""
        self._over.set()
        for thread in self._threads:
            thread.join()  # once more does no harm
        self._weather.is_calm = True
        assert self.problem is None, self.problem

    def _often(self, trouble: Callable[[], None], many: float, every_s: float, later_s: float) -> None:
        times = 0
        try:
            while not self._over.wait(self._pause(every_s if times < many else later_s, later_s)):
                trouble()
                times += 1
        except BaseException as problem:
            self.problem = problem
            raise

    def _pause(self, every_s: float, later_s: float) -> float:
        return (later_s if self._abating.is_set() else every_s) * (0.5 + self._random.random())

    def _kill_server(self) -> None:
        self._server.kill()
        self.kills += 1
        time.sleep(self._random.random() * 0.5)
        self._server.start()

    def _trouble_odoo(self) -> None:
        """Killed and there again at once, or after a while; or slow for a while."""
        if self._random.random() < 0.25:
            self._weather.is_slow = True
            self._over.wait(5)
            self._weather.is_slow = False
            return
        self._farm.halt(hard=True)
        self.odoo_kills += 1
        self._over.wait(self._random.random() * 5)
        self._farm.restart(hard=True)


def meddle(enter: Callable[[], Client], transfers: list[int], random: Random) -> set[int]:
    """Somebody in the office changes two orders that are on the way: one is cancelled, of one a quantity is written.

    Where Odoo is not there just then, they try again. The two transfers.
    """
    cancelled, changed = random.sample(transfers, 2)
    _until_odoo_is_there(lambda: enter().call("stock.picking", "action_cancel", [cancelled]))
    _until_odoo_is_there(lambda: _overwrite(enter(), changed))
    return {cancelled, changed}


def _overwrite(admin: Client, transfer: int) -> None:
    (line, *_) = admin.find("stock.move.line", [("picking_id", "=", transfer)])
    admin.call("stock.move.line", "write", [line], {"quantity": 1, "picked": True})


def _until_odoo_is_there(deed: Callable[[], object]) -> None:
    while True:
        with suppress(OSError, HTTPException, ValueError):
            deed()
            return
        time.sleep(0.5)
