"""What an administrator does with an Odoo's data by hand, on either Odoo."""

from __future__ import annotations

import csv
import io
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol, cast

from tests.contract.double import DoubleRig
from tests.contract.real import RealRig
from tests.contract.rig import Rig
from tests.tools.odoo.rpc import Client
from warehouse_app.demo.books import Books
from warehouse_app.demo.records import Product
from warehouse_app.service.ports.odoo import OdooBox


class Hands(Protocol):
    """Ids are Odoo's."""

    def describe(self, product: int, sku: str, weight_g: int, volume_ml: int) -> None: ...
    def bin(self, name: str, barcode: str | None) -> int: ...
    def box(self, name: str) -> None:
        """A type of package nobody has measured."""
        ...

    def carrier(self, name: str) -> None: ...
    def customer(self, order: str, country: str, phone: str) -> None: ...
    def book(self, product: int, location: int, pieces: int) -> None:
        """Writes so much into the record of stock, below nothing too."""
        ...

    def drift(self, product: int, location: int, pieces: int) -> None:
        """The record of stock says that so much more is reserved."""
        ...

    def let_export(self) -> None:
        """The app's user may export: Odoo names records then."""
        ...

    def import_file(self, model: str, text: str) -> None:
        """A CSV file, by Odoo's own import; columns it does not know are left out."""
        ...


def hands_of(rig: Rig) -> Hands:
    return RealHands(rig) if isinstance(rig, RealRig) else DoubleHands(cast(DoubleRig, rig))


class DoubleHands:
    def __init__(self, rig: DoubleRig) -> None:
        self._rig, self._books = rig, rig.books

    def describe(self, product: int, sku: str, weight_g: int, volume_ml: int) -> None:
        row = self._books.products[product]
        row.card = replace(row.card, sku=sku, weight_g=weight_g or None, volume_ml=volume_ml or None)

    def bin(self, name: str, barcode: str | None) -> int:
        return self._books.add_location(name, self._rig.site.stock, barcode)

    def box(self, name: str) -> None:
        self._books.add_box(OdooBox(0, name, None, None, None, None))

    def carrier(self, name: str) -> None:
        """They are nothing but their names."""

    def customer(self, order: str, country: str, phone: str) -> None:
        picking = next(row for row in self._books.pickings.values() if row.order == order)
        partner = self._books.partners[picking.wanted.partner]
        partner.country, partner.phone = country or None, phone or None

    def book(self, product: int, location: int, pieces: int) -> None:
        self._books.stock.put(product, location, None, pieces * 1000, self._rig.now)

    def drift(self, product: int, location: int, pieces: int) -> None:
        quant = self._books.stock.at(product, location, None)
        assert quant is not None
        quant.reserved_m += pieces * 1000

    def let_export(self) -> None:
        """Everybody may."""

    def import_file(self, model: str, text: str) -> None:
        for row in csv.DictReader(io.StringIO(text)):
            id_ = int(row.pop(".id")) if ".id" in row else int(row.pop("id").rpartition("_")[2])
            for name, value in row.items():
                if (model, name) in _FIELDS:
                    _FIELDS[model, name](self._books, id_, value)


def _card(change: Callable[[Product, str], Mapping[str, Any]]) -> Callable[[Books, int, str], None]:
    def write(books: Books, id_: int, value: str) -> None:
        row = books.products[id_]
        row.card = replace(row.card, **change(row, value))

    return write


def _barcode(row: Product, value: str) -> Mapping[str, Any]:
    return {"codes": ((value, 1000), *(code for code in row.card.codes if code[1] != 1000))}


def _sides(books: Books, id_: int, value: str, side: int) -> None:
    card = books.boxes[id_]
    sides = list(card.size_mm or (1, 1, 1))
    sides[side] = int(value)
    books.boxes[id_] = replace(card, size_mm=(sides[0], sides[1], sides[2]))


def _lot_date(books: Books, id_: int, value: str) -> None:
    books.lots[id_].card = replace(books.lots[id_].card, expires=value[:10])


_FIELDS: Mapping[tuple[str, str], Callable[[Books, int, str], None]] = {
    ("product.product", "barcode"): _card(_barcode),
    ("product.product", "weight"): _card(lambda _row, value: {"weight_g": round(float(value) * 1000)}),
    ("product.product", "volume"): _card(lambda _row, value: {"volume_ml": round(float(value) * 1e6)}),
    ("product.product", "image_1920"): lambda books, id_, value: books.pictures.update({id_: b64decode(value)}),
    ("stock.lot", "expiration_date"): _lot_date,
    ("stock.location", "barcode"): lambda books, id_, value: setattr(books.locations[id_], "barcode", value),
    ("stock.location", "name"): lambda books, id_, value: setattr(books.locations[id_], "name", value),
    ("stock.package.type", "packaging_length"): lambda books, id_, value: _sides(books, id_, value, 0),
    ("stock.package.type", "width"): lambda books, id_, value: _sides(books, id_, value, 1),
    ("stock.package.type", "height"): lambda books, id_, value: _sides(books, id_, value, 2),
    ("res.partner", "street"): lambda books, id_, value: setattr(books.partners[id_], "street", value),
    ("res.partner", "zip"): lambda books, id_, value: setattr(books.partners[id_], "zip", value),
    ("res.partner", "city"): lambda books, id_, value: setattr(books.partners[id_], "city", value),
    ("res.partner", "phone"): lambda books, id_, value: setattr(books.partners[id_], "phone", value),
    ("res.partner", "country_id"): lambda books, id_, _value: setattr(books.partners[id_], "country", "DE"),
}


class RealHands:
    """As the administrator."""

    def __init__(self, rig: RealRig) -> None:
        self._admin: Client = rig.server.client("admin")
        (site,) = self._admin.call("stock.warehouse", "read", [rig.warehouse], ["lot_stock_id"], load="")
        self._stock: int = site["lot_stock_id"]

    def describe(self, product: int, sku: str, weight_g: int, volume_ml: int) -> None:
        row = {"default_code": sku, "weight": weight_g / 1000, "volume": volume_ml / 1e6}
        self._admin.call("product.product", "write", [product], row)

    def bin(self, name: str, barcode: str | None) -> int:
        row = {"name": name, "location_id": self._stock, "barcode": barcode or False}
        return self._admin.make("stock.location", [row])[0]

    def box(self, name: str) -> None:
        self._admin.make("stock.package.type", [{"name": name}])

    def carrier(self, name: str) -> None:
        product = self._admin.make("product.product", [{"name": name, "type": "service"}])[0]
        self._admin.make("delivery.carrier", [{"name": name, "product_id": product, "delivery_type": "fixed"}])

    def customer(self, order: str, country: str, phone: str) -> None:
        domain = [("name", "=", order)]
        (sale,) = self._admin.call("sale.order", "search_read", domain, ["partner_shipping_id"], load="")
        of = self._admin.ref("base.de") if country == "DE" else False
        row = {"country_id": of, "phone": phone or False}
        self._admin.call("res.partner", "write", [sale["partner_shipping_id"]], row)

    def book(self, product: int, location: int, pieces: int) -> None:
        self._admin.make("stock.quant", [{"product_id": product, "location_id": location, "quantity": pieces}])

    def drift(self, product: int, location: int, pieces: int) -> None:
        place = [("product_id", "=", product), ("location_id", "=", location)]
        (row,) = self._admin.call("stock.quant", "search_read", place, ["reserved_quantity"])
        self._admin.call("stock.quant", "write", [row["id"]], {"reserved_quantity": row["reserved_quantity"] + pieces})

    def let_export(self) -> None:
        users = self._admin.find("res.users", [("login", "=", "picker")])
        group = self._admin.ref("base.group_allow_export")
        self._admin.call("res.users", "write", users, {"group_ids": [(4, group)]})

    def import_file(self, model: str, text: str) -> None:
        """As the import screen does it: Odoo proposes a field for each column, and records are known by `id` only."""
        row = {"res_model": model, "file": text, "file_name": "gaps.csv", "file_type": "text/csv"}
        (wizard,) = self._admin.call("base_import.import", "create", [row])
        shown = self._admin.call("base_import.import", "parse_preview", wizard, _OPTIONS)
        heads: list[str] = shown["headers"]
        found = {int(n): "/".join(path) for n, path in shown["matches"].items()}
        fields = [found.get(n, False) for n in range(len(heads))]
        assert [name for name in fields if name] == heads[:-1], (heads, fields)
        done = self._admin.call("base_import.import", "execute_import", wizard, fields, heads, _OPTIONS)
        assert done["ids"], done["messages"]


_OPTIONS: dict[str, Any] = {
    "has_headers": True, "quoting": '"', "separator": ",", "encoding": "utf-8", "date_format": "",
    "datetime_format": "", "float_thousand_separator": ",", "float_decimal_separator": ".", "advanced": False,
    "keep_matches": False, "name_create_enabled_fields": {}, "import_set_empty_fields": [],
    "import_skip_records": [], "fallback_values": {}, "skip": 0, "limit": 2000,
}  # fmt: skip
