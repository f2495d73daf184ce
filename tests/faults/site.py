"""The site the storm goes over: an installation on a real Odoo behind a bad line, handhelds behind another."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import create_engine, text

from tests.faultproxy import FaultProxy
from tests.faults.bench import Bench
from tests.faults.desk import Desk
from tests.faults.docks import Docks
from tests.faults.hand import PIECES, Hand
from tests.faults.keeper import StockKeeper
from tests.faults.line import Line
from tests.faults.storm import Weather
from tests.faults.terminal import Badge, Terminal
from tests.installing import Installation
from tests.odoo_server import RealOdoo
from tests.tools.odoo.many import LINES, many_orders
from warehouse_app.service.devices import token_hash
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.release_waves import release_waves
from warehouse_app.store import open_store

HANDS, BENCHES, WAVE_LINES = 40, 3, 20
WAVE_TOTES, LONG_WAVE_TOTES = 3, 8
LEAST_PACKED, SCANS_A_PACKED, SCANS_A_RETURN = 6, 100, 300
LEAST_COUNTED, SCANS_A_COUNT = 8, 60
SCANS_A_LINE, SCANS_OF_PIECES = 1.8, 6.5  # of the shop's lines, and of those made for a long run
SHOP_SCANS = 800  # the shop's own orders make about so many
SHIFT_MS = 90_000_000
DRAIN_S = 600


class Site:
    """Everything in place, nothing begun. `hands` have so many waves that together they make the scans asked for.

    `benches` pack a part of what they bring, of which some comes back to the `desk`. `store` is the URL
    of an empty database; without one it is SQLite, as an installation has it.
    """

    def __init__(
        self, folder: Path, odoo: RealOdoo, scans: int, seed: int, lasts_s: float, store: str | None = None
    ) -> None:
        self.odoo, self.folder, self.seed = odoo, folder, seed
        self._store = store or f"sqlite:///{folder / 'floor/data/floor.sqlite3'}"
        self._rows = create_engine(self._store)
        admin = odoo.client()  # the first call to a new database takes Odoo longer than the app waits
        admin.find("stock.picking", [("id", "=", 1)])
        if scans > SHOP_SCANS:
            many_orders(admin, round((scans - SHOP_SCANS) / SCANS_OF_PIECES / LINES), PIECES)
        self.weather = Weather(seed)
        self.proxy = FaultProxy(odoo.url, self.weather, pause=1.0)
        more = {"WAREHOUSE_ODOO_URL": self.proxy.url, "WAREHOUSE_ODOO_CALLS_PER_S": "200"}
        more |= {"WAREHOUSE_STORE_URL": store} if store else {}
        self.server = Installation(folder / "floor", odoo, **more)
        if store:  # PostgreSQL is given its tables by its admin
            self.server.told("db", "upgrade")
        self.server.set_up(totes=900)
        waves, badges, indoors = self._open(scans)
        self._pace_s = lasts_s * len(badges) / scans
        self.server.start()
        self.line = Line(self.server.port, seed)
        self.wake = threading.Event()
        packed, among = max(LEAST_PACKED, scans // SCANS_A_PACKED), ", ".join(map(str, waves))
        ((totes,),) = self.rows(f"SELECT COUNT(*) FROM transfer WHERE wave IN ({among})")
        self.docks = Docks(max(2, totes // packed), max(2, scans // SCANS_A_RETURN))
        (self.folder / "histories").mkdir()
        self.hands = [self._hand(n, badge, waves[n :: len(badges)]) for n, badge in enumerate(badges)]
        self.benches = [self._bench(n, badge) for n, badge in enumerate(indoors[2:])]
        self.desk = Desk(indoors[0], self.line.port, self._history("desk"), seed * 1000 + 999, self.docks)
        self.keeper = self._keeper(indoors[1], max(LEAST_COUNTED, scans // SCANS_A_COUNT))

    @property
    def terminals(self) -> list[Terminal]:
        """All devices."""
        return [*self.hands, *self.benches, self.desk, self.keeper]

    def _open(self, scans: int) -> tuple[list[int], list[Badge], list[Badge]]:
        """Waves enough for so many scans, a handheld for each, at most forty; the desk and the benches."""
        totes = WAVE_TOTES if scans <= SHOP_SCANS else LONG_WAVE_TOTES
        store = open_store(self._store, lambda: time.time_ns() // 1_000_000)
        try:
            (w,) = [w for w, code, *_ in store.read(lambda views: views.warehouses()) if code == "WH"][:1]
            waves = store.write(lambda uow: release_waves(w, totes, WAVE_LINES, {}, uow))
            waves = _enough(store, waves, scans) if scans <= SHOP_SCANS else waves
            hands = range(min(HANDS, len(waves)))
            badges = store.write(lambda uow: [_come(uow, w, f"Picker {n}", "picker") for n in hands])
            indoors = [("Desk", "returns"), ("Keeper", "supervisor")]
            indoors += [(f"Packer {n}", "packer") for n in range(BENCHES)]
            return waves, badges, store.write(lambda uow: [_come(uow, w, *who) for who in indoors])
        finally:
            store.close()

    def _hand(self, n: int, badge: Badge, waves: list[int]) -> Hand:
        asleep = self.wake if n == 0 else None
        written, seed, mine = self._history(f"{n:02d}"), self.seed * 1000 + n, waves[:1] if asleep else waves
        return Hand(badge, self.line.port, mine, written, seed, self._pace_s, self.docks, asleep)

    def _bench(self, n: int, badge: Badge) -> Bench:
        return Bench(badge, self.line.port, self._history(f"bench-{n}"), self.seed * 1000 + 900 + n, self.docks)

    def _keeper(self, badge: Badge, many: int) -> StockKeeper:
        stocked = self.rows("SELECT DISTINCT l.code FROM bin_stock b JOIN location l ON l.id = b.location")
        bins = sorted(code for (code,) in stocked)
        Random(self.seed).shuffle(bins)
        written, seed = self._history("keeper"), self.seed * 1000 + 998
        return StockKeeper(badge, self.line.port, written, seed, bins, many)

    def _history(self, name: str) -> Path:
        return self.folder / "histories" / f"{name}.jsonl"

    def rows(self, question: str) -> Sequence[Any]:
        """The store's raw rows, read past the app."""
        with self._rows.connect() as store:
            return [tuple(row) for row in store.execute(text(question))]

    def transfers(self) -> dict[int, int]:
        """Odoo's id by ours, of all that was on a claimed wave."""
        claimed = (
            "SELECT t.id, t.odoo_id FROM transfer t JOIN tote_use u ON u.transfer = t.id JOIN wave v ON v.id = u.wave"
        )
        return dict(self.rows(f"{claimed} WHERE v.epoch > 0"))

    def unpacked(self) -> list[int]:
        """Odoo's ids of those that no bench packs in this storm."""
        totes = self.rows("SELECT t.odoo_id, c.code FROM transfer t JOIN tote_use u ON u.transfer = t.id"
                          " JOIN wave v ON v.id = u.wave JOIN tote c ON c.id = u.tote WHERE v.epoch > 0")  # fmt: skip
        return sorted({id_ for id_, code in totes} - {id_ for id_, code in totes if self.docks.takes(code)})

    def places(self, transfers: Iterable[int]) -> set[str]:
        """Where goods of these transfers (Odoo's ids) are taken, as the store has it."""
        among = ", ".join(map(str, transfers))
        told = f"SELECT source_key FROM line JOIN transfer t ON t.id = transfer WHERE t.odoo_id IN ({among})"
        return {key for (key,) in self.rows(told)}

    def cases(self) -> set[int]:
        """The transfers (Odoo's ids) that a case is or was about."""
        told = """SELECT t.odoo_id FROM "case" c LEFT JOIN line l ON l.id = c.line
                  JOIN transfer t ON t.id = COALESCE(c.transfer, l.transfer)"""
        return {id_ for (id_,) in self.rows(told)}

    def drain(self) -> int:
        """Waits until Odoo was told everything; how many entries are still unknown or untold when it took too long."""
        open_ = "SELECT COUNT(*) FROM outbox WHERE state IN ('queued', 'leased', 'unknown')"
        for _ in itertools.takewhile(lambda n: n < DRAIN_S, itertools.count()):
            ((left,),) = self.rows(open_)
            if not left:
                return 0
            time.sleep(1)
        return int(left)

    def close(self) -> None:
        self.server.kill()
        self._rows.dispose()
        self.line.close()
        self.proxy.__exit__()


def _enough(store: Store, waves: list[int], scans: int) -> list[int]:
    """The first of these whose lines make so many scans."""
    rows = store.read(
        lambda views: {row.id: row.lines for w, *_ in views.warehouses() for row in views.waves(w, ("released",))}
    )
    lines = itertools.accumulate(rows[wave] for wave in waves)
    return waves[: 1 + sum(so_far < scans / SCANS_A_LINE for so_far in lines)]


def _come(uow: UnitOfWork, w: int, name: str, role: str) -> Badge:
    short = name.replace(" ", "-")
    token, cookie, desk = f"token-{short}-{'x' * 20}", f"cookie-{short}-{'y' * 20}", f"desk-{short}-{'z' * 20}"
    device = uow.devices.add(w, f"Device of {name}", token_hash(token))
    person = uow.people.add(w, name, f"B-{name}", None, None, None, [role])
    session = uow.sessions.open(token_hash(cookie), person.id, device.id, uow.now, uow.now + SHIFT_MS)
    uow.sessions.open(token_hash(desk), person.id, None, None, uow.now + SHIFT_MS)
    return Badge(token, cookie, person.id, session.id, desk)
