"""Observing: the floor works as ever, Odoo is read and nothing is written there, and what would have been is listed."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

from tests.contract.real import shops
from tests.contract.rig import token
from tests.faultproxy import FaultProxy, well
from tests.odoo_server import Farm, RealOdoo
from tests.worker.real_ground import RealGround, Sites, only
from tests.worker.test_judging_returns import bind
from tests.worker.test_real_odoo import walk_these
from tests.worker.test_real_packing import shipped
from tests.worker.test_returns import ReturnsDesk, send
from tests.worker.yard import Clock, Picker
from warehouse_app.odoo.budget import Budget
from warehouse_app.odoo.gateway import Gateway
from warehouse_app.odoo.observing import Observing
from warehouse_app.odoo.office import Office
from warehouse_app.odoo.rehearsal import Rehearsal
from warehouse_app.odoo.session import Session
from warehouse_app.odoo.thought_office import ThoughtOffice
from warehouse_app.service.approve import approve
from warehouse_app.service.exchange_goods import Exchange, exchange_goods
from warehouse_app.service.find_returns import Desk
from warehouse_app.service.judging_desk import with_judging
from warehouse_app.service.list_prices import list_price
from warehouse_app.service.ports.odoo import Odoo, OdooOffice
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import Store
from warehouse_app.service.reckon_refunds import Books, follow_credits, reckon_refunds
from warehouse_app.service.refunds import ReleaseRefund, release_refund
from warehouse_app.service.shipped_rules import ship_rules
from warehouse_app.store import open_store

pytestmark = pytest.mark.xdist_group("real-odoo")
# All that a wave may leave behind in Odoo.
MODELS = ("stock.picking", "stock.move", "stock.move.line", "stock.picking.batch", "stock.quant", "mail.message",
          "mail.activity", "ir.attachment", "ir.model.data", "stock.package", "stock.scrap", "sale.order.line",
          "account.move", "account.move.line")  # fmt: skip


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
                else rest.count("'id': ") + rest.count("{'quantity'")
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


@dataclass(frozen=True, slots=True)
class Delivered:
    """An order that people delivered, invoiced and were paid for in Odoo, and one that lacks a piece of its goods."""

    sold: str
    short: int
    came: int
    lane: int
    large: str

    @classmethod
    def there(cls, ground: RealGround) -> Delivered:
        rig, code = ground.rig, f"LARGE-{token('code')[-8:]}"
        came = rig.back.beside("Returns")
        rig.back.come_to(came)
        rig.put(rig.product("Mug, large", codes={code: 1}), ground.bins[2], 5)
        sold = ground.order({0: 6, 1: 1})
        ground.open()
        send(ground, sold)
        rig.someone_invoices(sold)
        rig.someone_pays(sold)
        short = ground.transfers(ground.order({0: 1}))[0]
        ground.admin.call("stock.picking", "do_unreserve", [short])
        ground.pull()
        return cls(sold, short, came, rig.bin("LANE"), code)


def all_comes_back(ground: RealGround, told: Delivered, office: OdooOffice) -> None:
    """Five of six and the other one: one to the order that lacks it, shelved, scrapped, given back, left where it came;
    the money released, and the other exchanged for something that costs more."""
    ground.store.write(ship_rules)
    desk, ground.office = ReturnsDesk(ground), office
    bind(ground, desk, "lane", told.lane, "LANE")
    (delivery,) = desk.find(told.sold)["deliveries"]
    back = desk.authorise(delivery, 5000, 1000)
    ground.settle()
    assert [line["left_m"] for line in desk.find(told.sold)["deliveries"][0]["lines"]] == [1000, 0]
    desk.receive(back, 5000, 1000)
    ground.settle()
    with_judging(Desk(ground.w, ground.store, ground.port, ground.clock), back["number"])
    shelf = next(row for row in ground.port.locations(ground.rig.warehouse) if row.odoo_id == ground.bins[0])
    place = shelf.barcode or shelf.code
    for grade, becomes in (("A", "restock"), ("A", "restock"), ("D", "scrap"), ("C", "give_back"), ("B", "refurbish")):
        desk.judge(back, grade, becomes, place if becomes == "restock" else None)
    desk.judge(back, "A", "restock", place, at=1)
    ground.settle()
    money(ground, told, back["lines"][1]["id"])


def money(ground: RealGround, told: Delivered, line: int) -> None:
    books, w, store = Books(ground.port, ground.office), ground.w, ground.store
    lead, second = (hire(store, w, name) for name in ("Finn", "Frida"))
    reckon_refunds(ground.holding, books, w)
    (row,) = store.read(lambda views: views.returns.refunds.listed(w, is_open=True, limit=9))
    worth = sum(part["gross"] - part["less"] for part in row.body["parts"] if part["line"] == line) + 300
    listed = list_price(told.large, w, store, ground.port)
    wish = Exchange(row.id, line, told.large, f"{worth / 100:.2f}", "OE-WISH", listed)
    if not store.write(lambda uow: exchange_goods(wish, lead, uow)):
        agree(ground, second)
    now = store.write(lambda uow: uow.returns.refunds.get(row.id))
    assert now is not None
    command = ReleaseRefund(row.id, lead, now.proposed)
    if not store.write(lambda uow: release_refund(command, uow)):
        agree(ground, second)
    ground.settle()
    reckon_refunds(ground.holding, books, w)
    follow_credits(ground.holding, books, w)


def agree(ground: RealGround, second: Person) -> None:
    (asked,) = ground.store.read(lambda views: views.overrides.waiting(ground.w))
    ground.store.write(lambda uow: approve(asked.id, second, uow))


def test_returns_and_refunds_are_in_the_list_as_live_work_then_does_them(
    watched_sites: Sites, sqlite_store: Store, other_store: Store, clock: Clock
) -> None:
    shop = watched_sites.shop
    ground = watched_sites.ground(sqlite_store, clock, 1)
    told = Delivered.there(ground)
    before = marks(ground)
    with FaultProxy(shop.odoo.url, well) as wire:
        port = Observing(Rehearsal(shop.connect(wire.url).session), sqlite_store)
        ground.port = only(cast(Odoo, port), ground.rig.warehouse)
        all_comes_back(ground, told, cast(OdooOffice, ThoughtOffice(Rehearsal(shop.office(wire.url).session),
                                                                    sqlite_store)))  # fmt: skip
        assert [call.method for call, _ in wire.calls if call.mutating] == []
    assert marks(ground) == before
    thought = states(sqlite_store, ground.w)
    assert thought == ["draft"]

    live = watched_sites.ground(other_store, clock, 1)
    told = Delivered.there(live)
    working, strong = Written(shop.connect(shop.odoo.url).session), Written(shop.office().session)
    live.port = only(Gateway(working), live.rig.warehouse)
    all_comes_back(live, told, Office(strong))
    assert unsent(sqlite_store) == working.sent + strong.sent
    assert (states(other_store, live.w), live.cases()) == (thought, ground.cases())


def states(store: Store, w: int) -> list[str]:
    """How each refund stands."""
    rows = store.read(lambda views: [*views.returns.refunds.listed(w, is_open=True, limit=9),
                                     *views.returns.refunds.listed(w, is_open=False, limit=9)])  # fmt: skip
    return [row.state for row in rows]


def hire(store: Store, w: int, name: str) -> Person:
    return store.write(lambda uow: uow.people.add(w, name, f"B-{name}", None, None, None, ["finance"]))
