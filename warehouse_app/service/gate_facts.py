"""What Odoo says of an order becomes what the gate knows of it; of the customer no more stays than what is missing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.gate.addresses import Address, is_post_box, lacking, longest_line
from warehouse_app.domain.gate.binding import read, unbound
from warehouse_app.domain.gate.duplicates import digest
from warehouse_app.domain.gate.facts import Facts, Marks, Skus
from warehouse_app.service.ports.gate import Gated
from warehouse_app.service.ports.odoo import ShipTo, SoldItem, SoldOrder
from warehouse_app.service.shipped_gate import EU

Bindings = Mapping[str, Mapping[str, Any]]
_EU = frozenset(EU.split(", "))


@dataclass(frozen=True, slots=True)
class Stock:
    """How an order stands with stock: `full`, `part`, or None (past); which of its goods are promised too often."""

    state: str | None = None
    oversold: Collection[int] | None = None


def gated_of(sold: SoldOrder, stock: Stock, bindings: Bindings, now: int, order: int | None = None) -> Gated:
    """As it was read now; nothing is said of it yet."""
    facts = facts_of(sold, stock, bindings)
    return Gated(
        sold.odoo_id, sold.name, order, "past" if order is None else "cleared", facts, _marks(sold), sold.ordered_at,
        facts.reference, read_at=now,
    )  # fmt: skip


def facts_of(sold: SoldOrder, stock: Stock, bindings: Bindings) -> Facts:
    """By the fact map and the fields that every Odoo has."""
    bound: dict[str, Any] = {fact: read(fact, body, sold.values) for fact, body in bindings.items()}
    goods = [line for line in sold.lines if line.goods]
    return Facts(
        lines=len(goods),
        ordered_at=sold.ordered_at,
        total=sold.total,
        paid=sold.paid,
        terms=sold.terms,
        credit=None if sold.warning is None else bool(sold.warning),
        phone=bool(sold.phone),
        email=bool(sold.email),
        home=sold.home or None,
        carrier=sold.carrier,
        goes=_goes(sold),
        stock=stock.state,
        oversold=None if stock.oversold is None else _skus(goods, [one.product in stock.oversold for one in goods]),
        unbound=unbound(bindings),
        customs=_customs(goods, "customs_code" in bindings),
        **_address(sold.ship_to),
        **_money(sold, goods),
        **{name: bound.get(name) for name in _BOUND},
    )


_BOUND = ("reference", "channel", "fraud", "held", "promised", "latest", "customer_class", "order_type", "hazmat")


def _address(to: ShipTo | None) -> dict[str, Any]:
    if to is None:
        return {"lacks": ("name", "street", "city", "country", "zip")}
    address = Address(to.name, to.street, to.street2, to.zip, to.city, to.state, to.country)
    return {
        "lacks": lacking(address), "longest": longest_line(address), "post_box": is_post_box(address),
        "country": to.country or None,
    }  # fmt: skip


def _money(sold: SoldOrder, goods: Sequence[SoldItem]) -> dict[str, Any]:
    lines = [line for line in sold.lines if line.quantity_m > 0]
    return {
        "prices": tuple((one.sku, _percent(one), one.discount) for one in lines if one.price),
        "off_list": _off_list(lines),
        "free": _skus(lines, [not one.price or one.discount >= 100 for one in lines]),
        "untaxed": _skus(lines, [bool(one.own_taxes) and not one.taxes and sold.fiscal is None for one in lines]),
        "fiscal": _fiscal(sold),
        "weightless": _skus(goods, [not one.weight_g for one in goods]),
        "sizeless": _skus(goods, [not one.volume_ml for one in goods]),
    }


def _fiscal(sold: SoldOrder) -> str:
    """Whether the tax is that of where it goes."""
    to = sold.ship_to.country if sold.ship_to else ""
    if not to or not sold.home:
        return "unknown"
    if sold.fiscal is None:
        return "ok" if to == sold.home or {to, sold.home} <= _EU else "domestic"
    if sold.fiscal and sold.fiscal != to:
        return "foreign"
    is_reverse = to != sold.home and {to, sold.home} <= _EU and not sold.tax and sold.total
    return "no_number" if is_reverse and not sold.vat else "ok"


def _goes(sold: SoldOrder) -> bool | None:
    if not sold.carrier_countries or sold.ship_to is None or not sold.ship_to.country:
        return None
    return sold.ship_to.country in sold.carrier_countries


def _customs(goods: Sequence[SoldItem], is_bound: bool) -> Skus | None:
    return _skus(goods, [not (one.code and one.origin) for one in goods]) if is_bound else None


def _percent(line: SoldItem) -> int | None:
    return round(100 * line.price / line.list_price) if line.list_price else None


def _off_list(lines: Sequence[SoldItem]) -> int | None:
    """How far the lines are from their list prices, up and down together; not known in another currency."""
    off = 0.0
    for line in lines:
        if line.list_price is None:
            return None
        off += abs(line.list_price - line.price * (100 - line.discount) / 100) * line.quantity_m / 1000
    return round(off)


def _skus(lines: Sequence[SoldItem], those: Sequence[bool]) -> Skus:
    return tuple(dict.fromkeys(line.sku for line, is_one in zip(lines, those, strict=True) if is_one))


def _marks(sold: SoldOrder) -> Marks:
    to, contacts = sold.ship_to, [text for text in (sold.email, "".join(filter(str.isdigit, sold.phone))) if text]
    rows = sorted((line.product, line.quantity_m) for line in sold.lines)
    place = digest(to.name, to.street, to.street2, to.zip, to.city, to.country) if to else ""
    return Marks(sold.customer, tuple(map(digest, contacts)), digest(*rows) if rows else "", place)
