"""The rig of a real Odoo 19: three warehouses of our own, with 1, 2 and 3 steps, in one copy of the demo shop.

Set-up and raw reading go through an administrator's connection that shares nothing with the gateway.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from html import unescape
from itertools import count
from typing import Any

from tests.contract.cases_there import CasesThere, RealCases
from tests.contract.real_books import InTheBooks
from tests.contract.returns_there import RealReturns, ReturnsThere
from tests.contract.rig import DAY, Address
from tests.faultproxy import FaultProxy, lose_each_once
from tests.odoo_server import RealOdoo
from tests.tools.odoo.settings import STEPS
from warehouse_app.odoo.budget import Budget
from warehouse_app.odoo.gateway import Gateway
from warehouse_app.odoo.office import Office
from warehouse_app.odoo.session import Account, Session
from warehouse_app.service.ports.odoo import Odoo, OdooOffice

_NUMBERS = count(1)
AT_ONCE = 50  # products and customers are made so many at once
# What the second credential needs, and no more.
OFFICE_GROUPS = (
    "base.group_user",
    "base.group_partner_manager",
    "product.group_product_manager",
    "stock.group_stock_manager",
    "hr.group_hr_user",
    "account.group_account_invoice",
    "sales_team.group_sale_salesman_all_leads",
)


class Shop:
    """The database all cases share, and what is made in it once. Close it when the last case is through."""

    def __init__(self, odoo: RealOdoo) -> None:
        self.odoo, self.admin = odoo, odoo.client()
        self.open = ExitStack()
        self._warehouses: dict[int, int] = {}
        self._carriers: dict[str, int] = {}
        self._blank: list[int] = []
        self._people: list[int] = []
        self._office = ""
        self.gateway = self.connect(odoo.url)
        self.fefo = self.admin.make(
            "product.category", [{"name": "Goes out by date", "removal_strategy_id": self._fefo()}]
        )[0]

    def connect(self, url: str, key: str | None = None) -> Gateway:
        key = self.odoo.password("picker") if key is None else key
        account = Account(url, self.odoo.database, "picker", lambda: key)
        return Gateway(Session(account, Budget(per_second=1000)))

    def office(self, url: str | None = None) -> Office:
        """As a user with the rights that `docs/connecting-odoo.md` asks for, and no others."""
        key = self._office or self._add_office()
        account = Account(url or self.odoo.url, self.odoo.database, key, lambda: key)
        return Office(Session(account, Budget(per_second=1000)))

    def master(self) -> Office:
        key = self.odoo.password("admin")
        return Office(
            Session(Account(self.odoo.url, self.odoo.database, "admin", lambda: key), Budget(per_second=1000))
        )

    def _add_office(self) -> str:
        self._office = login = "office"
        groups = [(6, 0, [self.admin.ref(name) for name in OFFICE_GROUPS])]
        if not self.admin.find("res.users", [("login", "=", login)]):
            row = {"name": "Office", "login": login, "password": login, "group_ids": groups}
            self.admin.make("res.users", [row], no_reset_password=True)
        return login

    def warehouse(self, steps: int) -> int:
        if steps not in self._warehouses:
            row = {"name": f"Contract {steps}", "code": f"C{steps}", "delivery_steps": STEPS[steps]}
            made, *_ = self.admin.find("stock.warehouse", [("code", "=", f"C{steps}")]) or self.admin.make(
                "stock.warehouse", [row]
            )
            types = self.admin.find("stock.picking.type", [("warehouse_id", "=", made)])
            self.admin.call("stock.picking.type", "write", types, {"auto_batch": False})
            self._warehouses[steps] = made
        return self._warehouses[steps]

    def carrier(self, name: str) -> int:
        if name not in self._carriers:
            known = self.admin.find("delivery.carrier", [("name", "=", name)])
            self._carriers[name] = known[0]
        return self._carriers[name]

    def blank(self) -> int:
        """A product nobody has seen. Making one empties Odoo's caches, which costs the next calls more than itself."""
        if not self._blank:
            row = {"name": "Blank", "type": "consu", "is_storable": True}
            self._blank = self.admin.make("product.product", [row] * AT_ONCE)
        return self._blank.pop(0)

    def customer(self, to: Address) -> int:
        """Somebody new who lives there."""
        if not self._people:
            row = {"name": "Ida Quast", "country_id": self.admin.ref("base.de"), **_written(Address())}
            self._people = self.admin.make("res.partner", [row] * AT_ONCE)
        somebody = self._people.pop(0)
        if to != Address():
            self.admin.call("res.partner", "write", [somebody], _written(to))
        return somebody

    def losing(self) -> Gateway:
        proxy = self.open.enter_context(FaultProxy(self.odoo.url, lose_each_once()))
        gateway = self.connect(proxy.url)
        gateway.session._uid = self.gateway.session.uid
        return gateway

    def losing_office(self) -> Office:
        proxy = self.open.enter_context(FaultProxy(self.odoo.url, lose_each_once()))
        office = self.office(proxy.url)
        office.session._uid = self.office().session.uid
        return office

    def _fefo(self) -> int:
        return self.admin.find("product.removal", [("method", "=", "fefo")])[0]


class RealRig(InTheBooks):
    """One warehouse of the shop."""

    def __init__(self, shop: Shop, steps: int) -> None:
        self._shop, self._call = shop, shop.admin.call
        self.odoo: Odoo = shop.gateway
        self.office: OdooOffice = shop.office()
        self.master: OdooOffice = shop.master()
        self.warehouse = shop.warehouse(steps)
        self.there: CasesThere = RealCases(self._call)
        self.back: ReturnsThere = RealReturns(self._call, self.warehouse)
        self.now = self.odoo.clock()
        self._stock: int = self._rows("stock.warehouse", [("id", "=", self.warehouse)], "lot_stock_id")[0][
            "lot_stock_id"
        ]

    def bin(self, name: str) -> int:
        taken = self._shop.admin.find("stock.location", [("barcode", "=", name)])
        barcode = f"{name}-{next(_NUMBERS)}" if taken else name
        return self._make("stock.location", name=name, location_id=self._stock, barcode=barcode)

    def product(
        self, name: str, tracking: str = "none", expires: bool = False, codes: Mapping[str, int] | None = None
    ) -> int:
        product = self._shop.blank()
        dated = {"use_expiration_date": True, "categ_id": self._shop.fefo} if expires else {}
        self._call("product.product", "write", [product], {"name": name, "tracking": tracking, **dated})
        for text, pieces in (codes or {}).items():
            self._code(product, text, pieces)
        return product

    def describe(self, product: int, tag: str, category: str, volume_ml: int) -> None:
        tags = [self._make("product.tag", name=f"{tag} {next(_NUMBERS)}")]
        kind = self._make("product.category", name=category)
        self._call(
            "product.product",
            "write",
            [product],
            {"volume": volume_ml / 1e6, "product_tag_ids": tags, "categ_id": kind},
        )

    def kit(self, name: str, parts: Mapping[int, int]) -> int:
        kit = self._make("product.product", name=name, type="consu", is_storable=False)
        template = self._rows("product.product", [("id", "=", kit)], "product_tmpl_id")[0]["product_tmpl_id"]
        lines = [(0, 0, {"product_id": part, "product_qty": pieces}) for part, pieces in parts.items()]
        self._make("mrp.bom", product_tmpl_id=template, type="phantom", bom_line_ids=lines)
        return kit

    def photograph(self, product: int, body: bytes) -> None:
        self._call("product.product", "write", [product], {"image_1920": b64encode(body).decode()})

    def costs(self, product: int, cost: int) -> None:
        self._call("product.product", "write", [product], {"standard_price": cost / 100})

    def sells(self, product: int, price: int) -> None:
        self._call("product.product", "write", [product], {"lst_price": price / 100})

    def lot(self, product: int, name: str, days_left: int | None = None) -> int:
        lot = self._make("stock.lot", product_id=product, name=f"{name} {next(_NUMBERS)}")
        date = False if days_left is None else _text(self.now + days_left * DAY)
        if "expiration_date" in self._call("stock.lot", "fields_get", ["expiration_date"], ["type"]):
            self._call("stock.lot", "write", [lot], {"expiration_date": date, "removal_date": date})
        return lot

    def put(
        self,
        product: int,
        location: int,
        pieces: int,
        lot: int | None = None,
        days_ago: int = 1,
        package: int | None = None,
    ) -> None:
        """Goods on top of what is there; the arrival is written into the bin's record."""
        row = {"product_id": product, "location_id": location, "lot_id": lot or False, "package_id": package or False}
        place = [(field, "=", value) for field, value in row.items()]
        there = sum(one["quantity"] for one in self._rows("stock.quant", place, "quantity"))
        counted = {**row, "inventory_quantity_auto_apply": there + pieces}
        quants = self._shop.admin.make("stock.quant", [counted], inventory_mode=True)
        self._call("stock.quant", "write", quants, {"in_date": _text(self.now - days_ago * DAY)})

    def package(self, name: str) -> int:
        return self._make("stock.package", name=name)

    def order(
        self,
        rows: Mapping[int, int],
        *,
        all_at_once: bool = False,
        deadline: int | None = None,
        carrier: str | None = None,
        address: Address | None = None,
        team: str | None = None,
        price: int | None = None,
    ) -> str:
        priced = {} if price is None else {"price_unit": price, "tax_ids": False}
        lines = [
            (0, 0, {"product_id": product, "product_uom_qty": pieces, **priced}) for product, pieces in rows.items()
        ]
        return self._confirmed(
            address or Address(),
            **({"team_id": self._make("crm.team", name=team)} if team else {}),
            order_line=lines,
            picking_policy="one" if all_at_once else "direct",
            commitment_date=_text(deadline) if deadline else False,
            carrier_id=self._shop.carrier(carrier) if carrier else False,
        )

    def _confirmed(self, to: Address = Address(), **row: Any) -> str:  # noqa: B008
        """A confirmed order of somebody new; its name."""
        partner = self._shop.customer(to)
        sale = self._make("sale.order", partner_id=partner, warehouse_id=self.warehouse, **row)
        self._call("sale.order", "action_confirm", [sale])
        return str(self._rows("sale.order", [("id", "=", sale)], "name")[0]["name"])

    def box(self, name: str, barcode: str, size_mm: tuple[int, int, int], weight_g: int, max_g: int) -> None:
        sides = dict(zip(("packaging_length", "width", "height"), size_mm, strict=True))
        weights = {"base_weight": weight_g / 1000, "max_weight": max_g / 1000}
        self._make("stock.package.type", name=name, barcode=barcode, **sides, **weights)

    def user(self, login: str, password: str, active: bool = True) -> int:
        row = {"name": login, "login": login, "password": password, "active": active}
        return int(self._shop.admin.make("res.users", [row], no_reset_password=True)[0])

    def employee(self, name: str, badge: str | None, pin: str | None, job: str, user: int | None) -> None:
        row = {"name": name, "barcode": badge or False, "pin": pin or False, "job_title": job, "user_id": user or False}
        self._shop.admin.make("hr.employee", [row])

    def set_out(self, *, auto_batch: bool, backorder: str) -> int:
        out = self._rows("stock.warehouse", [("id", "=", self.warehouse)], "out_type_id")[0]["out_type_id"]
        self._call("stock.picking.type", "write", [out], {"auto_batch": auto_batch, "create_backorder": backorder})
        return int(out)

    def losing(self) -> Odoo:
        return self._shop.losing()

    def losing_office(self) -> OdooOffice:
        return self._shop.losing_office()

    @property
    def server(self) -> RealOdoo:
        return self._shop.odoo

    @property
    def url(self) -> str:
        return self._shop.odoo.url

    def connect(self, url: str, key: str | None = None) -> Gateway:
        return self._shop.connect(url, key)

    def someone_counts_in_dozens(self, transfer: int, dozens: int) -> None:
        """Turns the transfer's only line into one of so many dozens."""
        lines = self._shop.admin.find("stock.move.line", [("picking_id", "=", transfer)])
        unit = self._shop.admin.ref("uom.product_uom_dozen")
        self._call("stock.move.line", "write", lines, {"product_uom_id": unit, "quantity": dozens})

    def view(self, name: str) -> int:
        return self._make("stock.location", name=name, location_id=self._stock, usage="view")

    def below(self, name: str, place: int) -> int:
        return self._make("stock.location", name=name, location_id=place)

    def raw_quantities(self, transfer: int) -> list[tuple[float, str]]:
        """The quantities of the transfer's lines, each in its own unit."""
        rows = self._call(
            "stock.move.line", "search_read", [("picking_id", "=", transfer)], ["quantity", "product_uom_id"]
        )
        return [(row["quantity"], row["product_uom_id"][1]) for row in rows]

    def someone_picks(self, transfer: int, pieces: int) -> None:
        line = min(self._shop.admin.find("stock.move.line", [("picking_id", "=", transfer)]))
        self._call("stock.move.line", "write", [line], {"quantity": pieces, "picked": True})

    def someone_unreserves(self, transfer: int) -> None:
        self._call("stock.picking", "do_unreserve", [transfer])

    def someone_cancels(self, transfer: int) -> None:
        self._call("stock.picking", "action_cancel", [transfer])

    def someone_writes_down(self, order: int, email: str | None, lang: str) -> None:
        (sale,) = self._rows("sale.order", [("id", "=", order)], "partner_id")
        self._call("res.partner", "write", [sale["partner_id"]], {"email": email or False, "lang": lang})

    def someone_validates(self, transfer: int) -> None:
        self._call("stock.picking", "button_validate", [transfer], context={"skip_backorder": True, "skip_sms": True})

    def raw_lines(self, transfer: int) -> list[tuple[int, int, bool, int | None]]:
        fields = ("location_id", "quantity", "picked", "result_package_id")
        rows = self._rows("stock.move.line", [("picking_id", "=", transfer)], *fields)
        held = [row for row in rows if row["quantity"] or row["picked"]]
        lines = ((r["location_id"], round(r["quantity"]), r["picked"], r["result_package_id"] or None) for r in held)
        return sorted(lines, key=str)

    def raw_goods(self, transfer: int) -> list[tuple[int | None, int | None, int, bool]]:
        fields = ("lot_id", "package_id", "quantity", "picked")
        rows = self._rows("stock.move.line", [("picking_id", "=", transfer)], *fields)
        held = [row for row in rows if row["quantity"] or row["picked"]]
        lines = ((r["lot_id"] or None, r["package_id"] or None, round(r["quantity"]), r["picked"]) for r in held)
        return sorted(lines, key=str)

    def raw_transfer(self, transfer: int) -> tuple[str, int | None]:
        (row,) = self._rows("stock.picking", [("id", "=", transfer)], "state", "batch_id")
        return row["state"], row["batch_id"] or None

    def raw_on_hand(self, product: int, location: int) -> int:
        rows = self._rows("stock.quant", [("product_id", "=", product), ("location_id", "=", location)], "quantity")
        return _pieces(row["quantity"] for row in rows)

    def raw_shipped(self, order: str) -> int:
        done = [("picking_id.sale_id.name", "=", order), ("picking_id.picking_type_id.code", "=", "outgoing")]
        return _pieces(row["quantity"] for row in self._rows("stock.move", [*done, ("state", "=", "done")], "quantity"))

    def raw_receipts(self, delivery: int) -> list[tuple[str, int]]:
        found = self._rows("stock.picking", [("return_id", "=", delivery)], "state")
        return [(row["state"], self._waited_for(row["id"])) for row in sorted(found, key=lambda row: int(row["id"]))]

    def _waited_for(self, picking: int) -> int:
        live = [("picking_id", "=", picking), ("state", "!=", "cancel")]
        moves = self._rows("stock.move", live, "state", "quantity", "product_uom_qty")
        return _pieces(move["quantity" if move["state"] == "done" else "product_uom_qty"] for move in moves)

    def raw_delivered(self, order: str) -> int:
        return _pieces(
            r["qty_delivered"] for r in self._rows("sale.order.line", [("order_id.name", "=", order)], "qty_delivered")
        )

    def returns_place(self) -> int:
        out = self._rows("stock.warehouse", [("id", "=", self.warehouse)], "out_type_id")[0]["out_type_id"]
        (back,) = self._rows("stock.picking.type", [("id", "=", out)], "return_picking_type_id")
        (row,) = self._rows(
            "stock.picking.type", [("id", "=", back["return_picking_type_id"])], "default_location_dest_id"
        )
        return int(row["default_location_dest_id"])

    def raw_moved(self, product: int, source: int, target: int) -> list[int]:
        way = [("product_id", "=", product), ("location_id", "=", source), ("location_dest_id", "=", target)]
        rows = self._rows("stock.move", [*way, ("state", "!=", "cancel")], "quantity")
        return [round(row["quantity"]) for row in rows]

    def raw_batches(self, description: str) -> list[str]:
        rows = self._rows("stock.picking.batch", [("description", "like", description)], "state")
        return [row["state"] for row in rows]

    def raw_notes(self, transfer: int, text: str) -> int:
        domain = [("model", "=", "stock.picking"), ("res_id", "=", transfer), ("body", "like", text)]
        return len(self._shop.admin.find("mail.message", domain))

    def raw_letters(self, order: int) -> list[tuple[str, str, int]]:
        domain = [("model", "=", "sale.order"), ("res_id", "=", order), ("message_type", "=", "comment")]
        rows = self._rows("mail.message", domain, "subject", "body", "partner_ids")
        found = sorted(rows, key=lambda row: row["id"])
        return [(row["subject"], _plain(row["body"]), len(row["partner_ids"])) for row in found]

    def raw_enclosed(self, order: int) -> list[tuple[str, bytes]]:
        domain = [("model", "=", "sale.order"), ("res_id", "=", order), ("message_type", "=", "comment")]
        hung = [id_ for row in self._rows("mail.message", domain, "attachment_ids") for id_ in row["attachment_ids"]]
        rows = self._rows("ir.attachment", [("id", "in", hung), ("mimetype", "=", "application/pdf")], "name", "datas")
        return [(row["name"], b64decode(row["datas"])) for row in rows]

    def colleague(self, has_address: bool = True) -> int:
        login = f"colleague{next(_NUMBERS)}"
        email = f"{login}@example.com" if has_address else False
        user = self._make("res.users", name=login, login=login, email=email)
        self._call("res.users", "write", [user], {"email": email})
        return user

    def raw_mails(self, user: int) -> list[int | None]:
        """An administrator sees what is on a transfer; of a message on nothing, that somebody is told of it."""
        (row,) = self._rows("res.users", [("id", "=", user)], "partner_id")
        told = [("res_partner_id", "=", row["partner_id"]), ("notification_type", "=", "email")]
        messages = [row["mail_message_id"] for row in self._rows("mail.notification", told, "mail_message_id")]
        seen = self._rows("mail.message", [("id", "in", messages), ("model", "=", "stock.picking")], "res_id")
        return [row["res_id"] for row in seen] + [None] * (len(messages) - len(seen))

    def raw_packages(self, name: str) -> list[int]:
        rows = self._rows("stock.package", [("name", "=", name)], "shipping_weight")
        return [round(row["shipping_weight"] * 1000) for row in rows]

    def raw_tracking(self, transfer: int) -> str:
        (row,) = self._rows("stock.picking", [("id", "=", transfer)], "carrier_tracking_ref")
        return row["carrier_tracking_ref"] or ""

    def someone_books(self, transfer: int, number: str) -> None:
        self._call("stock.picking", "write", [transfer], {"carrier_tracking_ref": number})

    def raw_picking_states(self, order: str) -> list[str]:
        return [row["state"] for row in self._rows("stock.picking", [("sale_id.name", "=", order)], "state")]

    def raw_move_states(self, order: str) -> list[str]:
        rows = self._rows("stock.move", [("picking_id.sale_id.name", "=", order)], "state")
        return [row["state"] for row in sorted(rows, key=lambda row: int(row["id"]))]

    def raw_reserved(self, product: int, location: int) -> int:
        place = [("product_id", "=", product), ("location_id", "=", location)]
        return _pieces(row["reserved_quantity"] for row in self._rows("stock.quant", place, "reserved_quantity"))

    def _code(self, product: int, text: str, pieces: int) -> None:
        if pieces == 1:
            self._call("product.product", "write", [product], {"barcode": text})
            return
        unit = self._shop.admin.ref("uom.product_uom_unit")
        pack = self._make("uom.uom", name=f"Pack of {pieces}", relative_factor=pieces, relative_uom_id=unit)
        self._call("product.product", "write", [product], {"uom_ids": [(4, pack)]})
        self._make("product.uom", product_id=product, uom_id=pack, barcode=text)

    def _make(self, model: str, **row: Any) -> int:
        return self._shop.admin.make(model, [row])[0]

    def _rows(self, model: str, domain: list[Any], *fields: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self._call(model, "search_read", domain, list(fields), load="")
        return rows


def shops(odoo: RealOdoo) -> Iterator[Shop]:
    """The shop, as a fixture yields it."""
    shop = Shop(odoo)
    with shop.open:
        yield shop


def _plain(body: str) -> str:
    """What a reader sees of a message's HTML; markup that came as text is text again."""
    lines = re.sub(r"<br\s*/?>", "\n", re.sub(r"^<(p|span)>|</(p|span)>$", "", body))
    assert "<" not in lines, body
    return unescape(lines)


def _written(to: Address) -> dict[str, str | bool]:
    """The address as fields of a customer."""
    return {"street": to.street or False, "zip": to.zip or False, "city": to.city or False}


def _text(moment_ms: int) -> str:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=moment_ms)).strftime("%Y-%m-%d %H:%M:%S")


def _pieces(quantities: Iterable[float]) -> int:
    return round(sum(quantities))
