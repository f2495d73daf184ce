"""A small warehouse in a store, written through the repositories alone: two orders, three lines, two handhelds."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, create_engine

from warehouse_app.domain.cases import Finding, Terms
from warehouse_app.domain.facts import Event
from warehouse_app.domain.picking import Wave
from warehouse_app.service.ports.journal import Entry
from warehouse_app.service.ports.odoo import OdooLocation, OdooMoveLine, OdooProduct, OdooTransfer, OdooWarehouse
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.views import Views
from warehouse_app.store import OpenStore, sqlite

NOW = 1_790_000_000_000  # a Monday afternoon in Berlin
BINS = ("A-01-1", "A-02-1", "B-01-1")
_ids = itertools.count(1)


@dataclass
class Shop:
    """Ids are the store's. `transfers` and `products` are in the order of their Odoo ids."""

    store: OpenStore
    w: int
    wave: int
    ana: int
    cy: int
    first: int
    second: int
    transfers: list[int]
    totes: list[int]
    lines: list[int] = field(default_factory=list)

    def held(self) -> Wave:
        """The wave as it stands."""
        wave = self.store.write(lambda uow: uow.floor.wave(self.wave))
        assert wave is not None
        return wave


def open_shop(store: OpenStore) -> Shop:
    """Fills an empty store; both transfers are in the one released wave."""
    shop = store.write(lambda uow: _fill(uow, store))
    facts = store.read(lambda views: views.sheet_facts(shop.wave))
    assert facts is not None
    shop.lines = [line.id for line in facts.lines]
    return shop


def _fill(uow: UnitOfWork, store: OpenStore) -> Shop:
    w = keep_warehouse(uow)
    transfers = uow.catalogue.keep_transfers(w, [transfer(1, (1, 1, 3000), (2, 2, 1000)), transfer(2, (3, 3, 2000))])
    uow.catalogue.keep_totes(w, [f"T-{n:04d}" for n in range(1, 5)])
    totes = uow.catalogue.free_totes(w, 2)
    loaded = list(zip(transfers.values(), totes, strict=True))
    wave = uow.catalogue.add_wave(w, "W-0001", loaded, "DHL", NOW + 3_600_000)
    first, second = (uow.devices.add(w, f"Handheld {n}", f"token-{n}").id for n in (1, 2))
    ana, cy = (uow.people.add(w, name, f"B-{name}", None, None, None, ["picker"]).id for name in ("Ana", "Cy"))
    return Shop(store, w, wave, ana, cy, first, second, list(transfers.values()), totes)


def keep_warehouse(uow: UnitOfWork) -> int:
    """Master data: a warehouse, three bins on the walk, three products with a code each."""
    uow.catalogue.source("http://odoo.test|uuid")
    w = uow.catalogue.keep_warehouse(OdooWarehouse(1, "WH", "Main", "Europe/Berlin", 1))
    ranks = {code: rank for rank, code in enumerate(BINS, 1)}
    uow.catalogue.keep_locations(w, [OdooLocation(n, code, f"LOC-{code}") for n, code in enumerate(BINS, 1)], ranks)
    uow.catalogue.keep_products([product(n) for n in (1, 2, 3)])
    return w


def product(n: int, *codes: tuple[str, int]) -> OdooProduct:
    return OdooProduct(
        n, f"SKU-{n}", f"Soap {n}", "pieces", True, "none", False, 500, (10, 20, 30), codes or ((f"CODE-{n}", 1000),)
    )


def transfer(n: int, *lines: tuple[int, int, int], carrier: str | None = "DHL") -> OdooTransfer:
    """`lines` are (move, number of product and bin, quantity in thousandths)."""
    moves = tuple(OdooMoveLine(move, at, at, None, qty_m) for move, at, qty_m in lines)
    return OdooTransfer(n, f"WH/OUT/{n:05d}", f"S{n:05d}", n, 1, carrier, 0, None, True, moves, 0)


def event_id() -> str:
    return f"{next(_ids):032x}"


def entry(
    device: int,
    seq: int | None,
    id_: str | None = None,
    verdict: str = "accepted",
    raw: Mapping[str, Any] | None = None,
) -> Entry:
    """An event of a device that could be read."""
    id_ = id_ or event_id()
    event = Event(id_, 1, "pick", seq or 0, NOW - 5, None, None, None, 1, 1, {"line": 1})
    return Entry(id_, "sha", raw or {"id": id_, "seq": seq}, verdict, None, device, seq, event)


def finding(shop: Shop, key: str = "FUL-SHORT|line|1") -> Finding:
    return Finding(key, "FUL-SHORT", shop.w, facts={"missing_m": 1000})


TERMS = Terms("fulfilment", "floor", "high", NOW, NOW, NOW)


def query(store: OpenStore, statement: str, values: Sequence[Any] = ()) -> list[Any]:
    """Rows of a SELECT beside the app, on what is committed."""
    return list(store.read(lambda views: under(views).exec_driver_sql(statement, tuple(values)).all()))


def under(work: UnitOfWork | Views) -> Connection:
    """The connection under a unit of work or under views."""
    connection: Connection = getattr(work, "_connection")  # noqa: B009
    return connection


@contextmanager
def outside(url: str) -> Iterator[Connection]:
    """A connection that knows nothing of the app, as an admin's would be."""
    options: dict[str, Any] = {"module": sqlite.driver} if url.startswith("sqlite") else {}
    engine = create_engine(url, isolation_level="AUTOCOMMIT", **options)
    with engine.connect() as connection:
        yield connection
    engine.dispose()
