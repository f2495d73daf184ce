"""Observing: the floor works as ever, Odoo is read and nothing is written there, and what would have been is listed."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import pytest

from tests.contract.real import shops
from tests.faultproxy import FaultProxy, well
from tests.odoo_server import Farm, RealOdoo
from tests.worker.real_ground import RealGround, Sites, only
from tests.worker.test_real_odoo import walk_these
from tests.worker.test_real_packing import shipped
from tests.worker.yard import Clock, Picker
from warehouse_app.odoo.budget import Budget
from warehouse_app.odoo.gateway import Gateway
from warehouse_app.odoo.observing import Observing
from warehouse_app.odoo.rehearsal import Rehearsal
from warehouse_app.odoo.session import Session
from warehouse_app.service.ports.odoo import Odoo
from warehouse_app.service.ports.store import Store
from warehouse_app.store import open_store

pytestmark = pytest.mark.xdist_group("real-odoo")
# All that a wave may leave behind in Odoo.
MODELS = ("stock.picking", "stock.move", "stock.move.line", "stock.picking.batch", "stock.quant", "mail.message",
          "mail.activity", "ir.attachment", "ir.model.data", "stock.package")  # fmt: skip


@pytest.fixture(scope="session")
def watched_sites(odoo_farm: Farm) -> Iterator[Sites]:
    odoo = RealOdoo(odoo_farm, odoo_farm.copy("floor_1step"))
    for shop in shops(odoo):
        yield Sites(shop)
    odoo_farm.drop(odoo.database)


@pytest.fixture
def other_store(sqlite_model: Path, tmp_path: Path, clock: Clock) -> Iterator[Store]:
    path = tmp_path / "live.sqlite3"
    shutil.copy(sqlite_model, path)
    opened = open_store(f"sqlite:///{path}", clock)
    yield opened
    opened.close()


class Written(Session):
    """A session that works, and counts the records of each call that writes."""

    def __init__(self, session: Session) -> None:
        super().__init__(session.account, Budget(per_second=1000))
        self.sent: Counter[tuple[str, str]] = Counter()

    def call(self, model: str, method: str, *args: Any, write: bool = False, **named: Any) -> Any:
        if write:
            self.sent[model, method] += len(args[1] if method == "load" else args[0])
        return super().call(model, method, *args, write=write, **named)


def marks(ground: RealGround) -> dict[str, tuple[int, str]]:
    """Of each model how many records there are, and when one was last written."""
    found = {}
    for model in MODELS:
        newest = ground.admin.call(model, "search_read", [], ["write_date"], limit=1, order="write_date desc")
        found[model] = (ground.admin.call(model, "search_count", []), newest[0]["write_date"] if newest else "")
    return found


def unsent(store: Store) -> Counter[tuple[str, str]]:
    """What the list says: records by model and method. It is read back from the calls as they are shown."""
    found: Counter[tuple[str, str]] = Counter()
    for row in store.read(lambda views: views.notebook.unsent(1000)):
        for call in row.calls:
            name, _, rest = call.partition("(")
            model, _, method = name.rpartition(".")
            ids = (
                rest.partition("]")[0].count(",") + 1
                if rest.startswith("[")
                else rest.count("{'id'") + rest.count("{'quantity'")
            )
            found[model, method] += ids
    return found


def begin(ground: RealGround) -> Picker:
    """The orders are there already; somebody takes their wave."""
    ground.open()
    picker = ground.picker(ground.release()[0])
    ground.settle()
    return picker


def second_thoughts(ground: RealGround) -> None:
    """A piece too few, an order in two parts, one taken back and done again; nothing is packed."""
    walk_these(ground, begin(ground))


def to_the_truck(ground: RealGround) -> None:
    """All picked but one piece, packed into boxes, loaded."""
    shipped(ground, begin(ground), [])


WALKS = [
    (1, second_thoughts, ({0: 5, 1: 3}, {2: 4}, {3: 2}), "assigned"),
    (1, to_the_truck, ({0: 4, 1: 2}, {2: 3}), "done"),
    (3, to_the_truck, ({0: 4, 1: 2}, {2: 3}), "done"),
]


@pytest.mark.parametrize(("steps", "work", "rows", "ends"), WALKS, ids=lambda given: getattr(given, "__name__", given))
def test_nothing_is_written_and_the_list_is_what_live_work_then_does(
    watched_sites: Sites,
    sqlite_store: Store,
    other_store: Store,
    clock: Clock,
    steps: int,
    work: Callable[[RealGround], None],
    rows: Sequence[dict[int, int]],
    ends: str,
) -> None:
    shop = watched_sites.shop
    ground = watched_sites.ground(sqlite_store, clock, steps)
    orders = [ground.order(row) for row in rows]
    before = marks(ground)
    with FaultProxy(shop.odoo.url, well) as wire:
        port = Observing(Rehearsal(shop.connect(wire.url).session), sqlite_store)
        ground.port = only(cast(Odoo, port), ground.rig.warehouse)
        work(ground)
        ground.pull()
        assert [call.method for call, _ in wire.calls if call.mutating] == []
    assert marks(ground) == before
    there = [transfer for order in orders for transfer in ground.transfers(order)]
    assert [ground.rig.raw_transfer(transfer) for transfer in there] == [("assigned", None)] * len(rows)
    assert not ground.picked_there()

    live = watched_sites.ground(other_store, clock, steps)
    orders = [live.order(row) for row in rows]
    working = Written(shop.connect(shop.odoo.url).session)
    live.port = only(Gateway(working), live.rig.warehouse)
    work(live)
    assert {live.rig.raw_transfer(live.transfers(order)[0])[0] for order in orders} == {ends}
    assert unsent(sqlite_store) == working.sent
    assert live.cases() == ground.cases()
