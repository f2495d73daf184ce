"""A shop made for the bench in a real Odoo: twenty orders of which each meets another check, picked on one cart.

An order is named by the goods that make it special; `ORDERS` says of which goods it is, in pieces.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.browser.bench import PACKER
from tests.browser.walk import STORES
from tests.contract.real import RealRig, Shop
from tests.installing import Installation
from tests.tools.odoo.rpc import Client
from tests.tools.odoo.settings import set_steps
from tests.worker.yard import Clock, Ground, Picker
from warehouse_app.service.holding import let_go
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.shipped_rules import ship_rules
from warehouse_app.store import open_store

EARLIER_MS = 900_000  # the walk is over by then: its clock is moved by hand
WEIGHT_G, CARTON_G, BAG_G = 300, 400, 20
# Goods by SKU: what of them is not as with all others.
GOODS: Mapping[str, Mapping[str, Any]] = {
    "CUP-RED": {"name": "Cup, red"}, "CUP-BLUE": {"name": "Cup, blue"}, "CORK": {}, "SCREW": {}, "NUT": {}, "BOLT": {},
    "PEARL": {}, "BOWL": {}, "DICE": {}, "LAMP": {"tracking": "lot"}, "CAMERA": {"list_price": 400}, "PLATE": {},
    "BATTERY": {"tag": "hazmat"}, "WHISKY": {"tag": "age 18"}, "THERMOS": {}, "MIRROR": {}, "SEAL": {"weight": 0},
    "PILLOW": {"volume": 0.06}, "SAUCER": {}, "POT": {}, "GLOBE": {},
}  # fmt: skip
PLAIN = dict.fromkeys(("SCREW", "NUT", "BOLT", "CORK", "PLATE"), 1)
ORDERS: Mapping[str, Mapping[str, int]] = {
    "five": PLAIN, "count": {"SCREW": 6}, "wrong": {"NUT": 1}, "boxes": {"BOLT": 2}, "moved": {"BOLT": 2},
    "alike": {"CUP-BLUE": 1, "CUP-RED": 1}, "each": {"PEARL": 4}, "new": {"BOWL": 1}, "random": {"DICE": 1},
    "short": {"PLATE": 2}, "value": {"CAMERA": 1}, "lot": {"LAMP": 1}, "kit": {"TEA-SET": 1},
    "hazmat": {"BATTERY": 1}, "age": {"WHISKY": 1}, "measure": {"THERMOS": 1}, "photo": {"MIRROR": 1},
    "data": {"SEAL": 1}, "fit": {"PILLOW": 1}, "address": {"NUT": 1},
}  # fmt: skip
BESIDE = {"carrier": {"GLOBE": 1}}  # on another wave: nobody has said who carries it
STREET = "Am Kai 1"
KIT, LOT = ("SAUCER", "POT"), "LOT-7"
# What is checked, besides what every shop begins with: kind, code, what of it is changed.
RULES: tuple[tuple[str, str, Mapping[str, Any]], ...] = (
    ("check", "CK-EACH", {"on": True, "products": "PEARL"}), ("check", "CK-NEW", {"products": "BOWL"}),
    ("check", "CK-RANDOM", {"products": "DICE", "amount": 1}), ("check", "CK-LOT", {"on": True}),
    ("check", "CK-CARRIER", {"on": True}), ("check", "CK-DATA", {"on": True, "products": "SEAL"}),
    ("limit", "CK-WEIGHT", {"on": True, "stops": True, "percent": 5, "grams": 10}),
    ("limit", "CK-FIT", {"on": True, "stops": True}),
    ("limit", "CK-HEAVY", {"on": True, "grams": 5000, "carriers": "DHL"}),
    ("limit", "CK-BOX", {"on": True, "boxes": "Bag", "carriers": "DHL"}),
    ("question", "CQ-1", {"on": True, "how": "measure", "products": "THERMOS", "says": "Warm?", "least": 2, "most": 8}),
    ("question", "CQ-2", {"on": True, "how": "photo", "products": "MIRROR", "says": "Whole?"}),
    ("carrier", "WAY-1", {"on": True, "carrier": "Post"}),
)  # fmt: skip


class Twenty:
    """`names` are Odoo's of the orders, `totes` where each stands, by the words of `ORDERS`; `shop` is to be closed."""

    def __init__(self, folder: Path, shop: Shop, steps: int) -> None:
        self.shop, self.admin, self.steps = shop, shop.admin, steps
        set_steps(self.admin, steps)
        warehouse = self.admin.find("stock.warehouse", [("code", "=", "WH")])
        self.admin.call("stock.warehouse", "write", warehouse, {"code": f"C{steps}"})
        self.rig = RealRig(shop, steps)
        goods = fill(self.admin, self.rig)
        self.names = order(self.admin, ORDERS, self.rig.warehouse, "DHL")
        second = {"WAREHOUSE_ODOO_ADMIN_USER": "office", "WAREHOUSE_ODOO_ADMIN_KEY": "office"}  # the rig has made it
        self.server = Installation(folder, shop.odoo, **second)
        self.server.set_up(totes=30)
        roles = ("--role", "packer", "--role", "service")
        self.server.told("user", "add", "Ben", *roles, "--badge", PACKER[0], "--pin", PACKER[1])
        self.totes = self._walk(folder, goods)

    def _walk(self, folder: Path, goods: list[tuple[int, int]]) -> dict[str, str]:
        """Everything is picked and Odoo knows, long before anybody is at the bench."""
        clock = Clock()
        clock.now = self.rig.now - EARLIER_MS
        with closing(open_store(f"sqlite:///{folder / STORES['serve']}/floor.sqlite3", clock)) as store:
            ground = Ground(store, clock, self.rig, goods)
            store.write(lambda uow: rule(uow))
            ground.open(totes=0)
            first = ground.picker(ground.release(per_wave=len(ORDERS))[0])
            self.names |= order(self.admin, BESIDE, self.rig.warehouse, None)
            ground.pull()
            second = ground.picker(ground.release()[0])
            for picker in (first, second):
                self._picks(picker)
            for _ in range(2):
                ground.settle()
                ground.pull()
            let_go(ground.holding)
            sheets = [*first.sheet["totes"], *second.sheet["totes"]]
        stands = {tote["order"]: str(tote["code"]) for tote in sheets}
        return {word: stands[name] for word, name in self.names.items()}

    def _picks(self, picker: Picker) -> None:
        """All but one piece of the order that is short."""
        short = next((tote["code"] for tote in picker.sheet["totes"] if tote["order"] == self.names["short"]), None)
        for line in picker.lines:
            missing_m = 1000 if line["tote"] == short else 0
            picker.pick(line, line["demand_m"] - missing_m)
            if missing_m:
                picker.short(line, missing_m)
        picker.walked()
        assert set(picker.send()) == {"accepted"}


def fill(admin: Client, rig: RealRig) -> list[tuple[int, int]]:
    """Goods in bins, cartons and carriers; (product, bin) of each."""
    tags = dict(
        zip(("hazmat", "age 18"), admin.make("product.tag", [{"name": "hazmat"}, {"name": "age 18"}]), strict=True)
    )
    products = admin.make("product.product", [_card(sku, more, tags) for sku, more in GOODS.items()])
    bins = [rig.bin(f"A-{n:02d}-1") for n in range(1, 4)]
    places = [bins[n % len(bins)] for n in range(len(products))]
    lamp = products[list(GOODS).index("LAMP")]
    lots = {lamp: admin.make("stock.lot", [{"product_id": lamp, "name": LOT}])[0]}
    rows = [
        {"product_id": product, "location_id": place, "lot_id": lots.get(product, False),
         "inventory_quantity_auto_apply": 50}
        for product, place in zip(products, places, strict=True)
    ]  # fmt: skip
    admin.make("stock.quant", rows, inventory_mode=True)
    parts = [products[list(GOODS).index(sku)] for sku in KIT]
    kit = rig.kit("Tea set", dict.fromkeys(parts, 1))
    admin.call("product.product", "write", [kit], {"default_code": "TEA-SET"})
    admin.call("stock.package.type", "unlink", admin.find("stock.package.type", []))
    rig.box("Carton", "BOX-L", (600, 400, 400), CARTON_G, 20_000)
    rig.box("Small carton", "BOX-S", (300, 200, 150), CARTON_G, 20_000)
    rig.box("Bag", "BAG", (600, 400, 400), BAG_G, 20_000)
    (service,) = admin.make("product.product", [{"name": "Delivery", "type": "service"}])
    ways = [
        {"name": name, "delivery_type": "fixed", "fixed_price": 4.9, "product_id": service} for name in ("DHL", "Post")
    ]
    admin.make("delivery.carrier", ways)
    return list(zip(products, places, strict=True))


def _card(sku: str, more: Mapping[str, Any], tags: Mapping[str, int]) -> dict[str, Any]:
    own = {name: value for name, value in more.items() if name != "tag"}
    tagged = {"product_tag_ids": [(6, 0, [tags[more["tag"]]])]} if "tag" in more else {}
    card = {"name": sku.title(), "default_code": sku, "barcode": f"C-{sku}", "type": "consu", "is_storable": True}
    return card | {"weight": WEIGHT_G / 1000, "list_price": 9.5, "volume": 0.001} | own | tagged


def order(
    admin: Client, wanted: Mapping[str, Mapping[str, int]], warehouse: int, carrier: str | None
) -> dict[str, str]:
    """Orders, confirmed; the name of each by its word. The address of one lacks its street."""
    skus = {
        sku: admin.find("product.product", [("default_code", "=", sku)])[0] for row in wanted.values() for sku in row
    }
    home = {"zip": "24103", "city": "Kiel", "country_id": admin.ref("base.de")}
    people = [home | {"name": f"To {word}", "street": word != "address" and STREET} for word in wanted]
    way = admin.find("delivery.carrier", [("name", "=", carrier)])[0] if carrier else False
    rows = [
        {"partner_id": partner, "warehouse_id": warehouse, "carrier_id": way, "client_order_ref": word,
         "order_line": [(0, 0, {"product_id": skus[sku], "product_uom_qty": n}) for sku, n in wanted[word].items()]}
        for word, partner in zip(wanted, admin.make("res.partner", people), strict=True)
    ]  # fmt: skip
    ids = admin.make("sale.order", rows)
    admin.call("sale.order", "action_confirm", ids)
    named = admin.call("sale.order", "read", ids, ["name"])
    return dict(zip(wanted, [row["name"] for row in named], strict=True))


def rule(uow: UnitOfWork) -> None:
    """The shop's rules, as somebody saved them."""
    ship_rules(uow)
    for kind, code, changes in RULES:
        uow.releasing.ship_rule(kind, code, 99, {**uow.releasing.rules(kind, 1)[code], **changes})
