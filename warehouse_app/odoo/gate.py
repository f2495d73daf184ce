"""What the release gate reads of a real Odoo, as its plain user: everything nested, so that hundreds are one call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from warehouse_app.odoo.reading import read_web
from warehouse_app.odoo.records import link, moment, thousandths
from warehouse_app.odoo.session import Session
from warehouse_app.service.ports.odoo import FieldNow, FieldValue, OdooRefused, ShipTo, SoldItem, SoldOrder
from warehouse_app.service.ports.odoo.gate import ASKED

AT_ONCE, GOODS_AT_ONCE = 500, 2000
_TYPES = frozenset(
    {"boolean", "char", "date", "datetime", "float", "integer", "many2many", "many2one", "monetary", "selection"}
)
_DAY_END = 86_399_000
_CODE: dict[str, Any] = {"fields": {"code": {}}}
_NAMED: dict[str, Any] = {"fields": {"display_name": {}}}
_TO: dict[str, Any] = {
    **{name: {} for name in ("name", "street", "street2", "zip", "city", "phone", "email")},
    "state_id": {"fields": {"name": {}}},
    "country_id": _CODE,
}
_PRODUCT = ("default_code", "name", "type", "weight", "volume", "lst_price", "taxes_id", "hs_code")
_LINE = ("product_uom_qty", "price_unit", "discount", "tax_ids", "display_type", "is_delivery", "is_downpayment")
_ORDER = ("name", "state", "date_order", "amount_total", "amount_tax")
# Read where this Odoo has them and the user may: what is missing cannot be judged.
_MAYBE = ("amount_paid", "partner_credit_warning")


class SoldReads:
    """Part of the port."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def fields(self) -> Sequence[FieldNow]:
        return [found for model in ASKED for found in _fields(self.session, model)]

    def sold_orders(self, orders: Sequence[int], bound: Sequence[str] = ()) -> Sequence[SoldOrder]:
        ids = list(dict.fromkeys(orders))
        if not ids:
            return []
        known = self.session.call("sale.order", "fields_get", [*_MAYBE, "payment_term_id"], ["type"])
        types = _types(self.session, bound)
        spec = _spec(known, types)
        rows = [
            row
            for start in range(0, len(ids), AT_ONCE)
            for row in read_web(self.session, "sale.order", [("id", "in", ids[start : start + AT_ONCE])], spec)
        ]
        return [_order(row, types) for row in rows]

    def oversold(self, warehouse: int, products: Sequence[int]) -> Sequence[int]:
        """By Odoo's own forecast: on hand, less what is to go, and what is to come."""
        found = []
        for start in range(0, len(products), GOODS_AT_ONCE):
            part = [("id", "in", list(products[start : start + GOODS_AT_ONCE])), ("is_storable", "=", True)]
            rows = self.session.call(
                "product.product", "search_read", part, ["virtual_available"], context={"warehouse_id": warehouse}
            )
            found += [row["id"] for row in rows if thousandths(row["virtual_available"]) < 0]
        return found

    def newest_orders(self, warehouse: int, most: int) -> Sequence[int]:
        sold = [("warehouse_id", "=", warehouse), ("state", "=", "sale")]
        found = self.session.call("sale.order", "search", sold, limit=most, order="id desc")
        return [int(id_) for id_ in found]

    def order_called(self, name: str) -> int | None:
        called = [("name", "=ilike", name.strip())]
        found = self.session.call("sale.order", "search", called, limit=1, order="id desc")
        return int(found[0]) if found else None


def _fields(session: Session, model: str) -> Iterator[FieldNow]:
    told = session.call(model, "fields_get", [], ["type", "string", "selection"])
    for name, about in sorted(told.items()):
        if about["type"] in _TYPES:
            choices = tuple((str(value), str(label)) for value, label in about.get("selection") or ())
            yield FieldNow(model, name, about["string"], about["type"], choices)


def _types(session: Session, bound: Sequence[str]) -> dict[str, str]:
    """The type of each bound field; one call for each model that has any."""
    of: dict[str, list[str]] = {}
    for key in dict.fromkeys(bound):
        model, _, name = key.partition(":")
        of.setdefault(model, []).append(name)
    types: dict[str, str] = {}
    for model, names in of.items():
        told = session.call(model, "fields_get", names, ["type"])
        if missing := [name for name in names if name not in told]:
            raise OdooRefused(f"{model} has no field {missing[0]} that this user may read")
        types |= {f"{model}:{name}": about["type"] for name, about in told.items()}
    return types


def _spec(known: Mapping[str, Any], types: Mapping[str, str]) -> dict[str, Any]:
    def more(model: str) -> dict[str, Any]:
        own = {key.partition(":")[2]: type_ for key, type_ in types.items() if key.startswith(f"{model}:")}
        return {name: _NAMED if type_.startswith("many2") else {} for name, type_ in own.items()}

    product = {**{name: {} for name in _PRODUCT}, "country_of_origin": _CODE, **more("product.product")}
    spec = {
        **{name: {} for name in (*_ORDER, *(name for name in _MAYBE if name in known))},
        "partner_id": {
            "fields": {
                **{name: {} for name in ("email", "phone", "vat", "commercial_partner_id")},
                **more("res.partner"),
            }
        },
        "partner_shipping_id": {"fields": _TO},
        "company_id": {"fields": {"country_id": _CODE, "currency_id": {}}},
        "currency_id": {},
        "fiscal_position_id": {"fields": {"country_id": _CODE}},
        "carrier_id": {"fields": {"name": {}, "country_ids": _CODE}},
        "order_line": {"fields": {**{name: {} for name in _LINE}, "product_id": {"fields": product}}},
        **more("sale.order"),
    }
    if "payment_term_id" in known:
        spec["payment_term_id"] = {"fields": {"line_ids": {"fields": {"nb_days": {}}}}}
    if transfers := more("stock.picking"):
        spec["picking_ids"] = {"fields": transfers}
    return spec


def _order(row: Mapping[str, Any], types: Mapping[str, str]) -> SoldOrder:
    partner, company, carrier = row["partner_id"] or {}, row["company_id"], row["carrier_id"]
    to, position = row["partner_shipping_id"] or None, row["fiscal_position_id"]
    own_money = link(row["currency_id"]) == link(company["currency_id"])
    return SoldOrder(
        odoo_id=row["id"],
        name=row["name"],
        ordered_at=moment(row["date_order"]),
        total=_money(row["amount_total"]),
        tax=_money(row["amount_tax"]),
        paid=_money(row["amount_paid"]) if "amount_paid" in row else None,
        terms=_terms(row["payment_term_id"]) if "payment_term_id" in row else None,
        warning=(row["partner_credit_warning"] or "") if "partner_credit_warning" in row else None,
        customer=link(partner.get("commercial_partner_id")),
        email=(to and to["email"]) or partner.get("email") or "",
        phone=(to and to["phone"]) or partner.get("phone") or "",
        vat=bool(partner.get("vat")),
        ship_to=_ship_to(to) if to else None,
        home=_country(company["country_id"]),
        fiscal=_country(position["country_id"]) if position else None,
        carrier=carrier["name"] if carrier else None,
        carrier_countries=tuple(one["code"] for one in carrier["country_ids"]) if carrier else None,
        lines=tuple(_line(line, own_money) for line in row["order_line"] if _is_sold(line)),
        cancelled=row["state"] == "cancel",
        values={key: _bound(row, key, type_) for key, type_ in types.items()},
    )


def _is_sold(line: Mapping[str, Any]) -> bool:
    return bool(line["product_id"]) and not (line["display_type"] or line["is_delivery"] or line["is_downpayment"])


def _line(line: Mapping[str, Any], own_money: bool) -> SoldItem:
    product, origin = line["product_id"], line["product_id"]["country_of_origin"]
    return SoldItem(
        product=product["id"],
        sku=product["default_code"] or product["name"],
        quantity_m=thousandths(line["product_uom_qty"]),
        price=_money(line["price_unit"]),
        list_price=_money(product["lst_price"]) if own_money else None,
        discount=round(line["discount"]),
        taxes=len(line["tax_ids"]),
        own_taxes=len(product["taxes_id"]),
        weight_g=round(product["weight"] * 1000),
        volume_ml=round(product["volume"] * 1_000_000),
        code=product["hs_code"] or "",
        origin=_country(origin),
        goods=product["type"] == "consu",
    )


def _bound(row: Mapping[str, Any], key: str, type_: str) -> FieldValue:
    """Of the order; of transfers and goods, the first that has any."""
    model, _, name = key.partition(":")
    of: dict[str, Sequence[Mapping[str, Any]]] = {
        "sale.order": [row],
        "res.partner": [row["partner_id"]] if row["partner_id"] else [],
        "stock.picking": row.get("picking_ids") or [],
        "product.product": [line["product_id"] for line in row["order_line"] if _is_sold(line)],
    }
    records = of[model]
    found = [_value(record[name], type_) for record in records]
    if type_ == "many2many":
        return tuple(dict.fromkeys(name for value in found if isinstance(value, tuple) for name in value))
    return next((value for value in found if value not in (None, "", False)), None)


def _value(value: Any, type_: str) -> FieldValue:
    if type_ == "boolean":
        return bool(value)
    if type_ == "many2many":
        return tuple(one["display_name"] for one in value)
    if value is False or value is None:
        return 0 if type_ in ("integer", "float", "monetary") and value is not None else None
    if type_ == "many2one":
        return str(value["display_name"])
    if type_ == "datetime":
        return moment(value)
    if type_ == "date":
        return (moment(f"{value} 00:00:00") or 0) + _DAY_END
    return round(value) if isinstance(value, float) else value if isinstance(value, int) else str(value)


def _terms(term: Any) -> bool:
    return bool(term) and any(line["nb_days"] > 0 for line in term["line_ids"])


def _country(country: Any) -> str:
    return country["code"] if country else ""


def _money(amount: float) -> int:
    return round(amount * 100)


def _ship_to(partner: Mapping[str, Any]) -> ShipTo:
    words = {name: partner[name] or "" for name in ("name", "street", "street2", "zip", "city")}
    state = partner["state_id"]
    return ShipTo(**words, state=state["name"] if state else "", country=_country(partner["country_id"]))
