"""How fast, and in how many calls, what the floor did arrives in a real Odoo 19. One JSON object a line.

`wave`   one wave of some 300 lines is uploaded at once: seconds until Odoo holds it.
`pace`   twenty handhelds, a line every 30 s each, in real time: calls per line, and the lag from the acknowledgement
         of a pick until Odoo has answered that it holds it.
`drain`  every order of the demo shop is picked while nobody tells Odoo; then how long until it is told.

The store is SQLite on the disk, the worker's deliver step and the gateway are the product's, with the product's call
budget; server, database and app share the machine. `calls` are requests to Odoo, `port_calls` calls of our port.
`--minutes N` is how long `pace` lasts, `--only NAME` leaves the others out. `--more N` has so many orders of 20 lines
confirmed before `drain`, which takes Odoo about a second each.
"""

from __future__ import annotations

import argparse
import heapq
import itertools
import json
import statistics
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from tests.odoo_server import Farm, RealOdoo
from tests.tools.needs import NEEDS
from tests.tools.odoo import templates
from tests.tools.odoo.many import many_orders
from tests.tools.odoo.places import Places
from tests.worker.real_ground import only
from tests.worker.yard import Clock, Ground, Picker
from warehouse_app.bootstrap import Services
from warehouse_app.odoo.budget import Budget
from warehouse_app.odoo.gateway import Gateway
from warehouse_app.odoo.session import Account, Session
from warehouse_app.service.ports.odoo import Odoo, WantedTransfer
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.release_waves import release_waves
from warehouse_app.store import migrate, open_store
from warehouse_app.store.repositories.floor import FLUSH_AFTER
from warehouse_app.worker.breaker import Breaker
from warehouse_app.worker.deliver import Deliver

HANDHELDS, EVERY_S = 20, 30.0
TEMPLATE = "floor_1step"


def main() -> int:
    """Measures and prints; exit code 1 when Odoo holds something else than was picked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--more", type=int, default=100)
    parser.add_argument("--only", choices=["wave", "pace", "drain"])
    asked = parser.parse_args()
    measures: dict[str, Callable[[Floor], dict[str, Any]]] = {
        "wave": wave,
        "pace": lambda floor: pace(floor, asked.minutes),
        "drain": drain,
    }
    folder = NEEDS["odoo"].find()
    if not folder:
        print(json.dumps({"proof": "odoo", "left_out": "no real Odoo on this machine: make odoo"}), flush=True)
        return 0
    held = True
    with _farm(Places(Path(folder))) as farm:
        for name, measure in measures.items():
            if asked.only in (None, name):
                with _floor(farm, asked.more if name == "drain" else 0) as floor:
                    found = {"proof": f"odoo_{name}", "odoo": farm.build, **measure(floor), "same": floor.same()}
                held &= bool(found["same"])
                print(json.dumps(found), flush=True)
    return 0 if held else 1


class Watch:
    """The port, with the calls of it and the times of what was told."""

    def __init__(self, odoo: Odoo) -> None:
        self._odoo, self.calls = odoo, Counter[str]()
        self.told: dict[int, list[tuple[float, float]]] = defaultdict(list)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method: Callable[..., Any] = getattr(self._odoo, name)

        def call(*args: Any, **named: Any) -> Any:
            self.calls[name] += 1
            return method(*args, **named)

        return call

    def reconcile(self, wanted: Sequence[WantedTransfer]) -> Any:
        self.calls["reconcile"] += 1
        begun = time.monotonic()
        answers = self._odoo.reconcile(wanted)
        for answer in answers:
            if answer.status in ("written", "already"):
                self.told[answer.odoo_id].append((begun, time.monotonic()))
        return answers


class Floor(Ground):
    """The demo shop's own warehouse, with the worker in a thread of its own and real time."""

    def __init__(self, folder: str, odoo: RealOdoo) -> None:
        url = f"sqlite:///{Path(folder) / 'floor.sqlite3'}"
        migrate(url, Path(folder))
        clock = cast(Clock, _Now())
        account = Account(odoo.url, odoo.database, "picker", lambda: odoo.password("picker"))
        self.session, self.admin = Session(account, Budget()), odoo.client()
        (self.site,) = self.admin.find("stock.warehouse", [("code", "=", "WH")])
        gateway = Gateway(self.session)
        self.opened = open_store(url, clock)
        super().__init__(self.opened, clock, cast(Any, SimpleNamespace(odoo=gateway)), [])
        self.watch = Watch(only(gateway, self.site))
        self.port = cast(Odoo, self.watch)
        self.open(totes=1000)

    def transfers(self, order: str | None = None) -> list[int]:
        return sorted(self.admin.find("stock.picking", [("picking_type_id.code", "=", "outgoing")]))

    def all_of(self, wave: int) -> tuple[Picker, int]:
        """Claims a wave and picks it whole; what is to be sent, and of how many lines."""
        picker = self.picker(wave)
        for line in picker.lines:
            picker.pick(line, line["demand_m"])
        picker.walked()
        return picker, len(picker.lines)

    @contextmanager
    def worker(self) -> Iterator[None]:
        """The deliver step in a thread, as the loop does it."""
        over = threading.Event()
        known = {"store": self.store, "odoo": self.port, "clock": self.clock, "office": None, "carriers": self.carriers}
        services = cast(Services, SimpleNamespace(**known, settings=SimpleNamespace(odoo_cases=True)))
        breaker = Breaker(self.clock, lambda: 0.5)
        deliver = Deliver(services, breaker, lambda key, **args: f"{key} {args}")

        def run() -> None:
            while not over.is_set():
                over.wait(deliver.step(self.holding))

        thread = threading.Thread(target=run)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def quantities_told(self) -> float:
        """Waits until no transfer waits; how long that took."""
        return self._until(lambda uow: all(not uow.outbox.is_open("reconcile", f"transfer:{i}") for i in self.ids))

    def all_told(self) -> float:
        """Waits until nothing waits; how long that took."""
        return self._until(lambda uow: self.waiting() == 0)

    def _until(self, there: Callable[[UnitOfWork], bool]) -> float:
        begun = time.monotonic()
        while not self.store.write(there):
            time.sleep(0.1)
        return time.monotonic() - begun

    ids: Sequence[int] = ()

    def same(self) -> bool:
        """Whether Odoo's raw picked quantities are what was accepted, by move and bin."""
        rows = self.admin.call(
            "stock.move.line", "search_read", [("picking_id", "in", self.transfers()), ("picked", "=", True)],
            ["move_id", "location_id", "lot_id", "package_id", "quantity_product_uom"], load="",
        )  # fmt: skip
        there: Counter[str] = Counter()
        for row in rows:
            key = f"{row['move_id']}/{row['location_id']}/{row['lot_id'] or '-'}/{row['package_id'] or '-'}"
            there[key] += round(row["quantity_product_uom"] * 1000)
        return +there == self.picked_here()

    def count(self) -> tuple[int, Counter[str]]:
        """Requests and port calls until now."""
        return self.session.budget.use().calls, Counter(self.watch.calls)


class _Now:
    @property
    def now(self) -> int:
        return round(time.time() * 1000)

    def __call__(self) -> int:
        return self.now


def wave(floor: Floor) -> dict[str, Any]:
    """The biggest wave of at most 300 lines."""
    waves = floor.store.write(lambda uow: _release(uow, floor.w, totes=400, lines=300))
    biggest = max(waves, key=lambda one: _lines_of(floor, one))
    picker, lines = floor.all_of(biggest)
    with floor.worker():
        floor.all_told()
        floor.ids = _transfers(floor, biggest)
        before = floor.count()
        begun = time.monotonic()
        picker.send()
        uploaded = time.monotonic() - begun
        floor.quantities_told()
        held, at_held = time.monotonic() - begun, floor.count()
        floor.all_told()
    done = floor.count()
    return {
        "lines": lines, "transfers": len(floor.ids), "upload_s": round(uploaded, 2), "held_s": round(held, 1),
        "calls": at_held[0] - before[0], "port_calls": dict(at_held[1] - before[1]),
        "with_notes_s": round(time.monotonic() - begun, 1), "calls_with_notes": done[0] - before[0],
    }  # fmt: skip


def pace(floor: Floor, minutes: float) -> dict[str, Any]:
    """Twenty people for so long, in real time; a wave that is walked is followed by another."""
    waves = iter(floor.store.write(lambda uow: _release(uow, floor.w, totes=6, lines=20)))
    lines_at: list[tuple[float, int]] = []
    before = floor.count()
    with floor.worker():
        begun = time.monotonic()
        due = [(begun + n * EVERY_S / HANDHELDS, n) for n in range(HANDHELDS)]
        hands: dict[int, tuple[Picker, Iterator[dict[str, Any]]]] = {}
        walked = 0
        while due and due[0][0] < begun + minutes * 60:
            at, n = heapq.heappop(due)
            time.sleep(max(0.0, at - time.monotonic()))
            if n not in hands:
                picker = floor.picker(next(waves))
                hands[n] = picker, iter(picker.lines)
            picker, left = hands[n]
            line = next(left)
            picker.pick(line, line["demand_m"])
            if line is picker.lines[-1]:
                picker.walked()
                del hands[n]
                walked += 1
            assert set(picker.send()) == {"accepted"}
            lines_at.append((time.monotonic(), line["id"]))
            heapq.heappush(due, (at + EVERY_S, n))
        lasted = time.monotonic() - begun
        floor.all_told()
    done = floor.count()
    lags = sorted(_lags(floor, lines_at))
    port = done[1] - before[1]
    notes = floor.watch.calls["post_notes"]
    lines = len(lines_at)
    return {
        "flush_after_s": FLUSH_AFTER / 1000, "compressed": False, "minutes": round(lasted / 60, 2), "lines": lines,
        "lines_per_h": round(lines / lasted * 3600), "handhelds": HANDHELDS, "waves_walked": walked,
        "calls": done[0] - before[0], "port_calls": dict(port), "notes": notes,
        "reconciles_per_line": round(port["reconcile"] / lines, 3),
        "calls_of_reconciles_per_line": round(3 * port["reconcile"] / lines, 3),
        "calls_per_line": round((done[0] - before[0]) / lines, 3),
        "lag_s": {"p50": round(statistics.median(lags), 1), "p99": round(lags[int(len(lags) * 0.99)], 1),
                  "max": round(lags[-1], 1)},
    }  # fmt: skip


def drain(floor: Floor) -> dict[str, Any]:
    """All the shop has, picked while nobody tells Odoo."""
    waves = floor.store.write(lambda uow: _release(uow, floor.w, totes=12, lines=60))
    lines = 0
    for one in waves:
        picker, more = floor.all_of(one)
        assert set(picker.send()) == {"accepted"}
        lines += more
    floor.ids = list(itertools.chain.from_iterable(_transfers(floor, one) for one in waves))
    before = floor.count()
    begun = time.monotonic()
    with floor.worker():
        floor.quantities_told()
        held, at_held = time.monotonic() - begun, floor.count()
        floor.all_told()
    done = floor.count()
    took = time.monotonic() - begun
    return {
        "lines": lines, "transfers": len(floor.ids), "waves": len(waves), "all_s": round(took, 1),
        "quantities_last_s": round(held, 1), "lines_per_s": round(lines / took, 1), "calls": done[0] - before[0],
        "port_calls": dict(done[1] - before[1]), "calls_until_quantities": at_held[0] - before[0],
    }  # fmt: skip


def _release(uow: UnitOfWork, w: int, totes: int, lines: int) -> list[int]:
    return release_waves(w, totes, lines, {}, uow)


def _transfers(floor: Floor, wave: int) -> list[int]:
    return floor.store.write(lambda uow: list(uow.telling.wave(wave).transfers))


def _lines_of(floor: Floor, wave: int) -> int:
    return floor.store.write(
        lambda uow: sum(len(one.lines) for one in uow.telling.transfers(uow.telling.wave(wave).transfers).values())
    )


def _lags(floor: Floor, lines_at: Sequence[tuple[float, int]]) -> Iterator[float]:
    """Of each line: until the first telling of its transfer that began after it was acknowledged had its answer."""
    transfer = {line.id: one.odoo_id for one in floor.floors() for line in one.lines}
    for at, line in lines_at:
        yield next(ended for begun, ended in floor.watch.told[transfer[line]] if begun >= at) - at


@contextmanager
def _farm(places: Places) -> Iterator[Farm]:
    with places.lock():
        templates.make(places, TEMPLATE)
    farm = Farm(places)
    try:
        yield farm
    finally:
        farm.close()


@contextmanager
def _floor(farm: Farm, more: int) -> Iterator[Floor]:
    """A fresh copy of the shop, with so many more orders, pulled."""
    with tempfile.TemporaryDirectory() as folder:
        odoo = RealOdoo(farm, farm.copy(TEMPLATE))
        many_orders(odoo.client(), more)
        floor = Floor(folder, odoo)
        try:
            yield floor
        finally:
            floor.opened.close()
            farm.drop(odoo.database)


if __name__ == "__main__":
    raise SystemExit(main())
