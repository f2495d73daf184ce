"""What is done to a pool every few seconds looks for what it needs: the orders of years are not gone through."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeVar, cast

from sqlalchemy import Engine, event

from tests.worker.yard import Clock, Counting, Yard
from warehouse_app.domain.carts import Cart
from warehouse_app.service.adopt_batches import adopt_batches
from warehouse_app.service.bin_stock import pull_bins
from warehouse_app.service.gate import judge_pool, look_at_orders
from warehouse_app.service.holding import Holding, take
from warehouse_app.service.look_at_addresses import look_at_addresses
from warehouse_app.service.look_at_mended import look_at_mended
from warehouse_app.service.look_at_todos import look_at_todos
from warehouse_app.service.ports.odoo import Odoo, OdooTransfer
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.pull import pull
from warehouse_app.service.pull_changes import AT_ONCE, Puller
from warehouse_app.service.pull_pictures import pull_pictures
from warehouse_app.service.release_waves import Release, release_in_pieces
from warehouse_app.service.shipped_rules import ship_rules
from warehouse_app.store import OpenStore
from warehouse_app.store.sqlite import driver

# What is in them stays for years, or for ever.
LASTING = {"transfer", "line", "order", "case", "case_event", "gate", "move", "event", "pick", "wave", "outbox", "sent"}
UNRESOLVED = "ix_case_next"  # an index of those cases only
CART = Cart(12, 40)
T = TypeVar("T")


class Statements:
    """The statements that SQLite was asked to run, with what they were asked for the first time."""

    def __init__(self) -> None:
        self.asked: dict[str, Any] = {}
        self.of_rules = 0

    def note(self, _connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        self.asked.setdefault(statement, values[0] if many and values else values)
        self.of_rules += "FROM rule" in statement

    def going_through(self, path: str) -> dict[str, str]:
        """Statements that go through all of a lasting table, and through which."""
        with driver.connect(path) as connection:
            plans = {
                statement: connection.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()
                for statement, values in self.asked.items()
                if re.match(r"\s*(SELECT|UPDATE|DELETE|INSERT)", statement)
            }
        found = ((statement, row[3]) for statement, plan in plans.items() for row in plan)
        through = {statement: how for statement, how in found if how.startswith("SCAN") and how.split()[1] in LASTING}
        return {statement: how for statement, how in through.items() if not how.endswith(UNRESOLVED)}


@contextmanager
def listened() -> Iterator[Statements]:
    said = Statements()
    event.listen(Engine, "before_cursor_execute", said.note)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", said.note)


def sweep(yard: Yard) -> None:
    """What the pull does once a minute besides."""
    holding = _held(yard.store)
    pull_bins(holding, yard.port, yard.w)
    pull_pictures(holding, yard.port)
    look_at_todos(holding, yard.port)
    look_at_mended(holding, yard.port)
    look_at_addresses(holding, yard.port, yard.w)


def test_pull_gate_release_and_claim_go_through_no_table_that_grows_for_years(
    sqlite_store: OpenStore, sqlite_copy: str, clock: Clock
) -> None:
    yard = Yard(sqlite_store, clock)
    for n in range(6):
        yard.order({n: 1, n + 1: 2})
    yard.open()
    sqlite_store.write(ship_rules)
    sqlite_store.write(lambda uow: uow.releasing.ship_rule("gate", "GT-ADDRESS", 2, {"mode": "on", "figure": 35}))
    with listened() as said:
        yard.order({1: 1})
        clock.now += 90_000
        yard.pull()
        holding = _held(sqlite_store)
        assert look_at_orders(holding, yard.port, yard.w) == 7
        adopt_batches(holding, yard.port, yard.w, CART)
        judge_pool(yard.w, sqlite_store)
        assert release_in_pieces(Release(yard.w, CART, anyway=True), sqlite_store, clock.now) == 1
        sweep(yard)
        yard.picker(1)
    assert said.going_through(sqlite_copy.removeprefix("sqlite:///")) == {}


def rules_read(yard: Yard, orders: int) -> int:
    """So many orders come and are held, together: how often rules are read for that."""
    for n in range(orders):
        yard.order({n % 12: 1})
    yard.clock.now += 90_000
    yard.pull()
    with listened() as said:
        look_at_orders(_held(yard.store), yard.port, yard.w)
    return said.of_rules


def test_owners_and_clocks_are_looked_up_once_however_many_orders_are_held(sqlite_store: Store, clock: Clock) -> None:
    yard = Yard(sqlite_store, clock)
    yard.open()
    sqlite_store.write(ship_rules)

    def switch_on(uow: UnitOfWork) -> None:
        known = uow.releasing.rules("gate", yard.w)["GT-MEASURES"]
        uow.releasing.ship_rule("gate", "GT-MEASURES", 2, {**known, "mode": "on"})

    sqlite_store.write(switch_on)
    one, many = rules_read(yard, 1), rules_read(yard, 20)
    assert len(yard.cases()) == 21
    assert many == one


class Reading(Counting):
    """An Odoo that notes which transfers were read whole."""

    def __init__(self, odoo: Odoo) -> None:
        super().__init__(odoo)
        self.whole: list[list[int]] = []

    def open_transfers(self, warehouse: int, ids: Sequence[int] | None = None) -> Sequence[OdooTransfer]:
        rows = self._odoo.open_transfers(warehouse, ids)
        self.whole.append([row.odoo_id for row in rows])
        return rows


class Units:
    """A store that counts what is written to it."""

    def __init__(self, store: Store) -> None:
        self._store, self.units = store, 0

    def write(self, use_case: Callable[[UnitOfWork], T]) -> T:
        self.units += 1
        return self._store.write(use_case)


def pulled(yard: Yard, new: int) -> tuple[int, list[int]]:
    """So many orders come: how many units of work that is, and the transfers that were read whole."""
    for n in range(new):
        yard.order({n % 12: 1})
    yard.clock.now += 90_000
    units, reading = Units(yard.store), Reading(yard.port)
    Puller(replace(_held(yard.store), store=cast(Store, units)), cast(Odoo, reading)).pull(yard.w, True)
    return units.units, [id_ for rows in reading.whole for id_ in rows]


def test_only_what_is_new_is_read_whole_however_much_waits(sqlite_store: OpenStore, clock: Clock) -> None:
    yard = Yard(sqlite_store, clock)
    for n in range(60):
        yard.order({n % 12: 1})
    yard.open()
    assert pulled(yard, 0)[1] == []
    assert pulled(yard, 3)[1] == yard.transfers()[60:]


def test_new_orders_are_kept_many_at_a_time(sqlite_store: OpenStore, clock: Clock) -> None:
    yard = Yard(sqlite_store, clock)
    yard.order({0: 1})
    yard.open()
    one, _ = pulled(yard, 1)
    many, _ = pulled(yard, 2 * AT_ONCE)
    assert len(yard.floors()) == 2 + 2 * AT_ONCE
    assert many - one == 2, "two to keep them and two to follow them, instead of one each"


def test_one_order_of_goods_nobody_knows_yet_keeps_no_other_out(sqlite_store: OpenStore, clock: Clock) -> None:
    yard = Yard(sqlite_store, clock)
    yard.order({0: 1})
    yard.open()
    new = yard.rig.product("Brand new")
    yard.rig.put(new, yard.bins[0], 5)
    puller = Puller(_held(sqlite_store), yard.port)
    strange = yard.rig.order({new: 1}, carrier="DHL")
    known = [yard.order({n: 1}) for n in (1, 2)]
    clock.now += 90_000
    puller.pull(yard.w, True)
    assert {one.order for one in sqlite_store.read(lambda views: views.pool(yard.w))} >= set(known)
    assert puller.blind == {yard.transfers(strange)[0]}, "the goods are asked for again because of it"
    pull(yard.port, sqlite_store)
    puller.pull(yard.w, False)
    assert puller.blind == set()
    assert strange in {one.order for one in sqlite_store.read(lambda views: views.pool(yard.w))}


def _held(store: Store) -> Holding:
    holding = take(store, "pull", "yard")
    assert holding is not None
    return holding
