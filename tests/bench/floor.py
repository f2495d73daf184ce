"""A floor big enough to measure on: as many handhelds as asked for, each with a wave whose one line never ends."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.packing import token_of
from warehouse_app.domain.sheet import PickingRules
from warehouse_app.service.claim_wave import claim_wave
from warehouse_app.service.ports.odoo import (
    OdooLocation,
    OdooMoveLine,
    OdooProduct,
    OdooTransfer,
    OdooWarehouse,
    ShipTo,
)
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.release_waves import release_waves
from warehouse_app.store import migrate, open_store

ENDLESS_M = 10**12


@dataclass(frozen=True)
class Handheld:
    """What a simulated handheld needs to upload picks."""

    token: str
    person: int
    session: int
    wave: int
    epoch: int
    line: int
    location: int

    def pick(self, number: int) -> dict[str, Any]:
        """The `number`-th event of this handheld: one piece more."""
        body = {"line": self.line, "qty_m": 1000, "location": self.location, "product": 1, "lot": None,
                "tote": "T-0001", "codes": ["4006381333931"]}  # fmt: skip
        return {
            "id": f"{self.wave:08x}{number:024x}", "v": 1, "kind": "pick", "seq": number, "at": now(),
            "person": self.person, "session": self.session, "wave": self.wave, "epoch": self.epoch, "sheet": 1,
            "body": body,
        }  # fmt: skip


@dataclass(frozen=True)
class DeskWork:
    """What an office window and a bench need to plan and to fetch labels: their headers, and the parcels' keys."""

    office: dict[str, str]
    bench: dict[str, str]
    parcels: tuple[str, ...]


def now() -> int:
    return time.time_ns() // 1_000_000


def build(url: str, handhelds: int, pool: int = 0, parcels: int = 0) -> list[Handheld]:
    """Fills the empty store at `url` and gives what each handheld needs.

    `pool` orders of four lines wait to be released, and so many `parcels` are packed; see `busy_desk`.
    """
    migrate(url)
    store = open_store(url, now)
    try:
        w = store.write(lambda uow: _shop(uow, handhelds))
        waves = store.write(lambda uow: release_waves(w, 1, 9, {}, uow))
        made = store.write(lambda uow: [_handheld(uow, w, wave) for wave in waves])
        if pool or parcels:
            store.write(lambda uow: _office(uow, w, handhelds, pool, parcels))
        return made
    finally:
        store.close()


def busy_desk(handhelds: Sequence[Handheld], parcels: int = 500) -> DeskWork:
    """What `build` made for whoever works beside the scans."""
    bench = {"X-Floor": "1", "Authorization": "Bearer token-bench", "Cookie": "floor_session=at-the-bench"}
    return DeskWork({"Cookie": "floor_office=in-the-office"}, bench, tuple(f"{n:032x}" for n in range(parcels)))


def _shop(uow: UnitOfWork, handhelds: int) -> int:
    catalogue = uow.catalogue
    catalogue.source("demo")
    w = catalogue.keep_warehouse(OdooWarehouse(1, "WH", "Main", "Europe/Berlin", 1))
    numbers = range(1, handhelds + 1)
    codes = [f"A-{n:02d}-1" for n in numbers]
    catalogue.keep_locations(
        w, [OdooLocation(n, code, None) for n, code in zip(numbers, codes, strict=True)], dict.fromkeys(codes, 1)
    )
    soap = OdooProduct(1, "SKU", "Hand soap", "pieces", True, "none", False, 500, None, (("4006381333931", 1000),))
    catalogue.keep_products([soap])
    catalogue.keep_transfers(w, [_transfer(n) for n in numbers])
    catalogue.keep_totes(w, [f"T-{n:04d}" for n in numbers])
    return w


def _office(uow: UnitOfWork, w: int, after: int, pool: int, parcels: int) -> None:
    uow.catalogue.source("demo")
    orders = [_order(after + n, after) for n in range(1, max(pool, parcels) + 1)]
    uow.catalogue.keep_transfers(w, orders)
    ids = [one.id for one in uow.catalogue.free_transfers(w)]
    for n in range(parcels):
        parcel = uow.packing.add_parcel(ids[n], token_of(f"{n:032x}"), f"P-{n:05d}", w)
        uow.packing.fill(parcel.id, 1000)
        uow.packing.close_parcel(parcel.id, None, 700 + n)
    person = uow.people.add(w, "Sam", "B-SAM", None, None, None, ["supervisor", "packer"])
    bench = uow.devices.add(w, "Bench", _hash("token-bench"))
    for cookie, device in (("at-the-bench", bench.id), ("in-the-office", None)):
        uow.sessions.open(_hash(cookie), person.id, device, uow.now, uow.now + 36_000_000)


def _order(n: int, places: int) -> OdooTransfer:
    lines = tuple(OdooMoveLine(4 * n + at, 1, 1 + (7 * n + 13 * at) % places, None, 1000) for at in range(4))
    to = ShipTo("Ida Quast", "Kurze Gasse 12", zip="20095", city="Hamburg", country="DE")
    return OdooTransfer(n, f"OUT/{n}", f"S{n:05d}", n, 1, f"Carrier {n % 3}", 0, None, True, lines, 0, ship_to=to)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _transfer(n: int) -> OdooTransfer:
    line = OdooMoveLine(n, 1, n, None, ENDLESS_M)
    return OdooTransfer(n, f"OUT/{n}", f"S{n:05d}", n, 1, None, 0, None, True, (line,), 0)


def _handheld(uow: UnitOfWork, w: int, wave: int) -> Handheld:
    token = f"token-{wave}"
    device = uow.devices.add(w, f"Handheld {wave}", _hash(token))
    person = uow.people.add(w, f"Picker {wave}", f"B-{wave}", None, None, None, ["picker"])
    session = uow.sessions.open(f"s-{wave}", person.id, device.id, uow.now, uow.now + 36_000_000)
    sheet = claim_wave(wave, device, person, PickingRules(), uow)
    line = sheet["lines"][0]
    place = sheet["stops"][line["stop"]]["location"]
    return Handheld(token, person.id, session.id, wave, sheet["epoch"], line["id"], place)
