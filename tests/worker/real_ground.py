"""A floor over a real Odoo: the worker's steps by hand against the gateway; an administrator looks and meddles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, cast

from tests.contract.real import RealRig, Shop
from tests.faultproxy import FaultProxy, lose_each_once
from tests.worker.yard import Clock, Ground, Picker, stock
from warehouse_app.service.ports.odoo import Odoo, OdooWarehouse
from warehouse_app.service.ports.store import Store
from warehouse_app.service.ports.telling import FloorTransfer

_OPEN = ("state", "not in", ("done", "cancel"))


class Sites:
    """The warehouses of one copy of the shop, each stocked once however many cases use it."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self._sites: dict[int, tuple[RealRig, list[tuple[int, int]]]] = {}

    def ground(self, store: Store, clock: Clock, steps: int) -> RealGround:
        """A floor in the warehouse with so many steps, with nothing ordered there."""
        if steps not in self._sites:
            rig = RealRig(self.shop, steps)
            self._sites[steps] = rig, stock(rig, 10_000)
        rig, goods = self._sites[steps]
        return RealGround(store, clock, self.shop, rig, goods)


class RealGround(Ground):
    """A ground over the warehouse of `rig`. What an earlier case left open there is cancelled."""

    rig: RealRig

    def __init__(self, store: Store, clock: Clock, shop: Shop, rig: RealRig, goods: Sequence[tuple[int, int]]) -> None:
        super().__init__(store, clock, rig, goods)
        self._shop, self.admin = shop, shop.admin
        self.port = only(shop.gateway, rig.warehouse)
        self._proxy: FaultProxy | None = None
        clock.now = shop.gateway.clock()
        self._here: tuple[str, str, Any] = ("picking_type_id.warehouse_id", "=", rig.warehouse)
        if left := self.admin.find("stock.picking", [self._here, _OPEN]):
            self.admin.call("stock.picking", "action_cancel", left)
        self._first = max(self.admin.find("stock.picking", [self._here]), default=0)

    def transfers(self, order: str | None = None) -> list[int]:
        sought = [self._here, ("id", ">", self._first), *([("sale_id.name", "=", order)] if order else [])]
        return sorted(self.admin.find("stock.picking", sought))

    def picked_there(self) -> Counter[str]:
        """Odoo's raw quantities of picked lines in the bins, by place, backorders and later steps included."""
        found: Counter[str] = Counter()
        for row in self.rows("stock.move.line", [("picking_id", "in", self.transfers()), ("picked", "=", True)],
                             "move_id", "location_id", "lot_id", "package_id", "quantity"):  # fmt: skip
            if row["location_id"] in self.bins and row["quantity"]:
                place = f"{row['move_id']}/{row['location_id']}/{row['lot_id'] or '-'}/{row['package_id'] or '-'}"
                found[place] += round(row["quantity"] * 1000)
        return found

    def rows(self, model: str, domain: Sequence[Any], *fields: str) -> list[dict[str, Any]]:
        """What Odoo has, as the administrator sees it."""
        found: list[dict[str, Any]] = self.admin.call(model, "search_read", list(domain), list(fields), load="")
        return found

    def on_a_wave(self, *rows: dict[int, int], losing: bool = False) -> tuple[Picker, list[FloorTransfer]]:
        """Orders of these goods on a wave that somebody walks and Odoo knows of; the transfers in their order.

        With `losing`, every call that changes something loses its answer from the claim on, the first time.
        """
        (picker,), floors = self.on_waves(4, *rows, losing=losing)
        return picker, floors

    def on_waves(
        self, most: int, *rows: dict[int, int], losing: bool = False
    ) -> tuple[list[Picker], list[FloorTransfer]]:
        """The same on waves of so many orders at most, each in somebody's hand."""
        orders = [self.order(row) for row in rows]
        self.open()
        if losing:
            self._lose_answers()
        pickers = [self.picker(wave) for wave in self.release(most)]
        pickers.sort(key=lambda picker: min(orders.index(tote["order"]) for tote in picker.sheet["totes"]))
        self.settle()
        return pickers, [self.floor(order) for order in orders]

    def stock(self, *bins: tuple[str, int]) -> int:
        """New goods in bins of their own, so many pieces of them; the number of them in the first."""
        product = self.rig.product("Scarce")
        places = [(self.rig.bin(name), pieces) for name, pieces in bins]
        for place, pieces in places:
            if pieces:
                self.rig.put(product, place, pieces)
        self.products += [product] * len(places)
        self.bins += [place for place, _ in places]
        return len(self.bins) - len(places)

    def lost(self) -> set[str]:
        """The methods of Odoo whose answers were lost."""
        return {call.method for call, fate in self._proxy.calls if fate == "lost"} if self._proxy else set()

    def _lose_answers(self) -> None:
        self._proxy = self._shop.open.enter_context(FaultProxy(self._shop.odoo.url, lose_each_once()))
        gateway = self._shop.connect(self._proxy.url)
        assert gateway.session.uid
        self.port = only(gateway, self.rig.warehouse)

    def line(self, picker: Picker, number: int) -> dict[str, Any]:
        """The line on the picker's sheet for the good of this number."""
        at_bin = {
            line.id for floor in self.floors() for line in floor.lines if line.place.location == self.bins[number]
        }
        return next(line for line in picker.lines if line["id"] in at_bin)

    def move(self, floor: FloorTransfer, number: int) -> int:
        """The stock move of a transfer for the good of this number."""
        (move,) = self.admin.find(
            "stock.move", [("picking_id", "=", floor.odoo_id), ("product_id", "=", self.products[number])]
        )
        return move

    def sheets(self, picker: Picker) -> list[str]:
        """The numbers of the sheets that replaced the picker's first one."""
        rows = self.store.read(lambda views: views.changes(0, [f"wave:{picker.sheet['wave']}"], 1000))
        return [row.ref for row in rows if row.kind == "sheet"]

    def now(self, floor: FloorTransfer) -> FloorTransfer:
        """The transfer as the store has it now."""
        return self.store.write(lambda uow: uow.telling.transfers([floor.id])[floor.id])


def only(odoo: Odoo, warehouse: int) -> Odoo:
    """An Odoo that shows no other warehouse: the shop's own has four hundred orders nobody walks here."""
    return cast(Odoo, _Only(odoo, warehouse))


class _Only:
    def __init__(self, odoo: Odoo, warehouse: int) -> None:
        self._odoo, self._warehouse = odoo, warehouse

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method: Callable[..., Any] = getattr(self._odoo, name)
        return method

    def warehouses(self) -> list[OdooWarehouse]:
        return [row for row in self._odoo.warehouses() if row.odoo_id == self._warehouse]
