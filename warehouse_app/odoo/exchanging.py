"""Goods sent in place of others, in a real Odoo: a line more on the order, which its own rules then send."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from warehouse_app.odoo.loading import load_rows
from warehouse_app.odoo.reading import read_web
from warehouse_app.odoo.session import Session
from warehouse_app.service.ports.odoo import ExchangeItem, ExchangeMade, OdooRefused

_LINE: dict[str, Any] = {
    **{key: {} for key in ("price_unit", "discount", "tax_ids", "price_total", "product_uom_qty")},
    "currency_id": {"fields": {"decimal_places": {}}},
    "product_id": {"fields": {"invoice_policy": {}}},
}
_MADE: dict[str, Any] = {
    "move_ids": {"fields": {"picking_id": {"fields": {"name": {}}}, "move_orig_ids": {}, "state": {}}}
}


def create_exchange(session: Session, token: str, order: int, items: Sequence[ExchangeItem], text: str) -> ExchangeMade:
    """As the port has it. Loaded again, the lines that are there would get their first values again: looked for."""
    names = [f"{token}_{number}" for number in range(1, len(items) + 1)]
    sold = {row["id"]: row for row in read_web(session, "sale.order.line", [("order_id", "=", order)], _LINE)}
    if any(item.line not in sold for item in items):
        raise OdooRefused(f"sale.order({order}) has no such line")
    named = session.call("sale.order.line", "get_external_id", list(sold))
    made = [int(id_) for id_, name in named.items() if name in names]
    if not made:
        made = _make(session, order, list(zip(names, items, strict=True)), sold, text)
    rows = read_web(session, "sale.order.line", [("id", "in", made)], _MADE)
    moves = [move for row in rows for move in row["move_ids"] if not move["move_orig_ids"] and move["picking_id"]]
    return ExchangeMade(tuple(sorted({(move["picking_id"]["id"], move["picking_id"]["name"]) for move in moves})))


def _make(
    session: Session, order: int, items: Sequence[tuple[str, ExchangeItem]], sold: dict[int, Any], text: str
) -> list[int]:
    fields = [
        "id",
        "order_id/.id",
        "product_id/.id",
        "name",
        "product_uom_qty",
        "price_unit",
        "discount",
        "tax_ids/.id",
    ]
    rows = []
    for name, item in items:
        line = sold[item.line]
        taxes = ",".join(str(tax["id"] if isinstance(tax, dict) else tax) for tax in line["tax_ids"])
        figures = (item.qty_m / 1000, *_price(line, item))
        rows.append([name, str(order), str(item.product), text, *[str(figure) for figure in figures], taxes])
    return load_rows(session, "sale.order.line", fields, rows)


def _price(line: dict[str, Any], item: ExchangeItem) -> tuple[float, float]:
    """(price of a piece of what is sent, discount in percent): untaxed, as the price of what came back is."""
    if item.is_less:
        return 0, 0
    is_credited = line["product_id"]["invoice_policy"] == "delivery"
    price, discount = (line["price_unit"], line["discount"]) if is_credited else (0, 0)
    if not item.more:
        return price, discount
    own = line["price_unit"] * (1 - line["discount"] / 100)
    taxed = line["price_total"]
    untaxed = own * line["product_uom_qty"] / taxed if taxed else 1.0
    more = item.more / 10 ** line["currency_id"]["decimal_places"] * untaxed / (item.qty_m / 1000)
    return round((own if is_credited else 0) + more, 6), 0
