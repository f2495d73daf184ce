"""What an order was invoiced, paid and credited, read from a real Odoo in two or three calls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.kits import Kit, KitPart
from warehouse_app.odoo.reading import read_flat, read_web
from warehouse_app.odoo.records import Row, link, thousandths, unit_of
from warehouse_app.odoo.session import Session
from warehouse_app.service.ports.odoo import CreditNow, CreditState, OdooRefused, OrderMoney, SoldLine

_FACTOR: dict[str, Any] = {"fields": {"factor": {}}}
_BASE: dict[str, Any] = {"fields": {"uom_id": _FACTOR}}
_CURRENCY: dict[str, Any] = {"fields": {"name": {}, "decimal_places": {}}}
_NOTE: dict[str, Any] = {key: {} for key in ("state", "move_type", "amount_total")}
_INVOICE: dict[str, Any] = _NOTE | {"currency_id": _CURRENCY, "reversal_move_ids": {"fields": _NOTE}}
_ON_INVOICE: dict[str, Any] = {
    "move_id": {"fields": _INVOICE},
    "quantity": {},
    "price_total": {},
    "product_uom_id": _FACTOR,
    "product_id": _BASE,
}
_MOVED: dict[str, Any] = {
    "product_id": {"fields": {"lst_price": {}}},
    "product_qty": {},
    "location_dest_id": {"fields": {"usage": {}}},
    "origin_returned_move_id": {},
}
_ORDER: dict[str, Any] = {
    "name": {},
    "currency_id": _CURRENCY,
    "order_line": {
        "fields": {
            **{key: {} for key in ("product_id", "product_uom_qty", "is_delivery")},
            "move_ids": {"fields": _MOVED},
            "invoice_lines": {"fields": _ON_INVOICE},
        }
    },
}
_CREDIT = ["name", "state", "payment_state", "amount_total", "currency_id"]
_PAID = ("paid", "in_payment", "reversed")


@dataclass(frozen=True, slots=True)
class Money:
    """`told` is what the port tells, `notes` all credit notes, cancelled ones too, `invoice_lines` by order line."""

    told: OrderMoney
    notes: tuple[int, ...]
    invoice_lines: Mapping[int, tuple[int, ...]]


def minor(amount: float, digits: int) -> int:
    """Odoo's money (a float) in minor units.

    >>> minor(12.345, 2), minor(-0.3, 2), minor(1200.0, 0)
    (1234, -30, 1200)
    """
    return round(amount * int(10**digits))


def read_money(session: Session, order: int) -> Money:
    """Raises OdooRefused: there is no such order, or its invoices are in several currencies."""
    row = order_row(session, order)
    digits = row["currency_id"]["decimal_places"]
    on = [line for sold in row["order_line"] for line in sold["invoice_lines"]]
    invoices = {line["move_id"]["id"]: line["move_id"] for line in on if _is(line["move_id"], "out_invoice")}
    if any(link(one["currency_id"]) != link(row["currency_id"]) for one in invoices.values()):
        raise OdooRefused(f"{row['name']}: its invoices are in another currency")
    notes = _notes(on, invoices)
    own: dict[int, float] = defaultdict(float)
    for line in on:
        if line["move_id"]["id"] in invoices:
            own[line["move_id"]["id"]] += line["price_total"]
    told = OrderMoney(
        order,
        row["name"],
        row["currency_id"]["name"],
        digits,
        minor(sum(own.values()), digits),
        minor(_paid(session, invoices, own), digits),
        minor(sum(note["amount_total"] for note in notes.values() if note["state"] != "cancel"), digits),
        tuple(_sold(sold, digits) for sold in row["order_line"]),
    )
    return Money(told, tuple(sorted(notes)), {sold["id"]: _invoiced_by(sold) for sold in row["order_line"]})


def order_row(session: Session, order: int) -> Row:
    rows = read_web(session, "sale.order", [("id", "=", order)], _ORDER) if order > 0 else []
    if not rows:
        raise OdooRefused(f"sale.order({order}) does not exist")
    return rows[0]


def states(session: Session, ids: Sequence[int]) -> list[CreditNow]:
    """Credit notes as they are."""
    spec: dict[str, Any] = {name: {} for name in _CREDIT} | {"currency_id": _CURRENCY}
    rows = read_web(session, "account.move", [("id", "in", list(ids)), ("move_type", "=", "out_refund")], spec)
    return [
        CreditNow(row["id"], row["name"] or "", _state(row), minor(row["amount_total"], _digits(row))) for row in rows
    ]


def _digits(row: Row) -> int:
    return int(row["currency_id"]["decimal_places"])


def _state(row: Row) -> CreditState:
    if row["state"] == "posted":
        return "paid" if row["payment_state"] in _PAID else "posted"
    return "cancelled" if row["state"] == "cancel" else "draft"


def _is(move: Row, kind: str) -> bool:
    return move["move_type"] == kind and (move["state"] == "posted" if kind == "out_invoice" else True)


def _notes(on: Sequence[Row], invoices: Mapping[int, Row]) -> dict[int, Row]:
    """Credit notes with lines of the order, and those that reverse its invoices without naming a line."""
    moves = [line["move_id"] for line in on]
    moves += [note for one in invoices.values() for note in one["reversal_move_ids"]]
    return {one["id"]: one for one in moves if one["move_type"] == "out_refund"}


def _paid(session: Session, invoices: Mapping[int, Row], own: Mapping[int, float]) -> float:
    """Payments alone: a credit note set off against an invoice is no money that came in."""
    if not invoices:
        return 0.0
    told = [("debit_move_id.move_id", "in", list(invoices)), ("credit_move_id.move_id.move_type", "!=", "out_refund")]
    rows = read_flat(session, "account.partial.reconcile", told, ["debit_amount_currency", "debit_move_id"])
    lines = [("id", "in", [row["debit_move_id"] for row in rows])]
    of = {row["id"]: row["move_id"] for row in read_flat(session, "account.move.line", lines, ["move_id"])}
    came = 0.0
    for row in rows:
        invoice = invoices[of[row["debit_move_id"]]]
        share = min(own[invoice["id"]] / invoice["amount_total"], 1.0) if invoice["amount_total"] else 0.0
        came += row["debit_amount_currency"] * share
    return came


def _sold(sold: Row, digits: int) -> SoldLine:
    figures = {"out_invoice": [0, 0.0], "out_refund": [0, 0.0]}
    for line in sold["invoice_lines"]:
        move = line["move_id"]
        if move["state"] != "cancel" and (move["move_type"] == "out_refund" or _is(move, "out_invoice")):
            figures[move["move_type"]][0] += _base_m(line)
            figures[move["move_type"]][1] += line["price_total"]
    (invoiced_m, invoiced), (credited_m, credited) = figures.values()
    return SoldLine(
        sold["id"],
        link(sold["product_id"]),
        tuple(move["id"] for move in sold["move_ids"]),
        round(invoiced_m),
        minor(invoiced, digits),
        round(credited_m),
        minor(credited, digits),
        bool(sold["is_delivery"]),
        _kit(sold),
    )


def _kit(sold: Row) -> Kit:
    """What was sent for it as parts: how many of each are in one, by all that was to go to the customer."""
    ordered_m = thousandths(sold["product_uom_qty"])
    out = [move for move in sold["move_ids"] if not move["origin_returned_move_id"]
           and move["product_id"]["id"] != link(sold["product_id"])
           and move["location_dest_id"]["usage"] == "customer"]  # fmt: skip
    sums: dict[int, int] = defaultdict(int)
    for move in out:
        sums[move["product_id"]["id"]] += thousandths(move["product_qty"])
    prices = {move["product_id"]["id"]: minor(move["product_id"]["lst_price"], 2) for move in out}
    known = {
        product: KitPart(sum_m * 1000 // ordered_m, prices[product]) for product, sum_m in sums.items() if ordered_m
    }
    return Kit(known)


def _base_m(line: Row) -> int:
    size = unit_of(line["product_uom_id"], line["product_id"]["uom_id"]).size if line["product_id"] else 1.0
    return round(thousandths(line["quantity"]) * size)


def _invoiced_by(sold: Row) -> tuple[int, ...]:
    return tuple(line["id"] for line in sold["invoice_lines"] if _is(line["move_id"], "out_invoice"))
