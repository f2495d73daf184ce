"""Reading Odoo's own records of the last weeks: a page is one call, so that whoever asks can be slow."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from warehouse_app.odoo.records import Row, moment, promised, stamp
from warehouse_app.odoo.session import Session
from warehouse_app.service.ports.odoo import Past, PastPage

_PAGE = 200
_PRICE: dict[str, Any] = {"price_unit": {}, "discount": {}}
_SOLD: dict[str, Any] = {"fields": _PRICE}
_BACK: dict[str, Any] = {"fields": {**_PRICE, "qty_invoiced": {}, "qty_delivered": {}}}
_COST: dict[str, Any] = {"fields": {"standard_price": {}}}
_HEAD: dict[str, Any] = {"state": {}, "create_date": {}, "write_date": {}, "date_done": {}, "date_deadline": {}}
_MOVED: dict[str, Any] = {"state": {}, "product_uom_qty": {}, "quantity": {}}

_Domain = list[Any]


def history(session: Session, part: str, warehouse: int, since_ms: int, after: int) -> PastPage:
    """As the port has it."""
    model, spec, domain, past = _PARTS[part]
    wanted = [("id", ">", after), *domain(session, warehouse, stamp(since_ms))]
    rows: list[Row] = session.call(model, "web_search_read", wanted, spec, limit=_PAGE, order="id")["records"]
    last = int(rows[-1]["id"]) if len(rows) == _PAGE else None
    return PastPage([past(row) for row in rows], last)


def _deliveries(_session: Session, warehouse: int, since: str) -> _Domain:
    ours = [("picking_type_id.warehouse_id", "=", warehouse), ("picking_type_id.code", "=", "outgoing")]
    still = ("state", "not in", ("draft", "done", "cancel"))
    lately = ["|", "|", ("create_date", ">=", since), ("date_done", ">=", since), still]
    return [*ours, ("return_id", "=", False), "|", *lately, "&", ("state", "=", "cancel"), ("write_date", ">=", since)]


def _delivery(row: Row) -> Past:
    moves: Sequence[Row] = row["move_ids"]
    gone = [move for move in moves if move["state"] == "cancel"]
    done = row["state"] == "done"
    ended = row["date_done"] if done else row["write_date"] if row["state"] == "cancel" else None
    return Past(
        row["id"], row["state"], moment(row["create_date"]) or 0, moment(ended), promised(row),
        sum(_worth(move, "quantity" if done else "product_uom_qty") for move in moves if not done or move not in gone),
        is_backorder=bool(row["backorder_id"]),
        is_cut=done and bool(gone),
        cut=sum(_worth(move, "product_uom_qty") for move in gone),
        was_picked=any(_is_pick(other) for other in (row["sale_id"] or {}).get("picking_ids", ())),
    )  # fmt: skip


def _is_pick(other: Row) -> bool:
    """A step before the delivery that was done. Odoo takes the link between their moves away when it cancels."""
    return bool(other["state"] == "done" and other["picking_type_code"] == "internal")


def _returns(_session: Session, warehouse: int, since: str) -> _Domain:
    ours = [("picking_type_id.warehouse_id", "=", warehouse), ("picking_type_id.code", "=", "incoming")]
    return [*ours, ("return_id", "!=", False), ("state", "=", "done"), ("date_done", ">=", since)]


def _return(row: Row) -> Past:
    moves = [move for move in row["move_ids"] if move["state"] == "done"]
    return Past(
        row["id"], row["state"], moment(row["create_date"]) or 0, moment(row["date_done"]), None,
        sum(_worth(move, "quantity") for move in moves), owed=sum(_owed(move) for move in moves),
    )  # fmt: skip


def _owed(move: Row) -> int:
    """What was invoiced and is no longer delivered, as far as it came back with this move."""
    sold = move["sale_line_id"]
    if not sold:
        return 0
    open_ = min(max(sold["qty_invoiced"] - sold["qty_delivered"], 0), move["quantity"])
    return _money(open_ * _unit(sold))


def _corrections(_session: Session, warehouse: int, since: str) -> _Domain:
    here = ["|", ("location_id.warehouse_id", "=", warehouse), ("location_dest_id.warehouse_id", "=", warehouse)]
    return [("is_inventory", "=", True), ("state", "=", "done"), ("date", ">=", since), *here]


def _correction(row: Row) -> Past:
    at = moment(row["date"])
    return Past(row["id"], "done", at or 0, at, None, _money(row["quantity"] * _cost(row)))


def _negatives(_session: Session, warehouse: int, _since: str) -> _Domain:
    inside = [("location_id.usage", "=", "internal"), ("location_id.warehouse_id", "=", warehouse)]
    return [("quantity", "<", 0), *inside]


def _negative(row: Row) -> Past:
    return Past(row["id"], "", moment(row["in_date"]) or 0, worth=_money(row["quantity"] * _cost(row)))


def _payments(_session: Session, warehouse: int, since: str) -> _Domain:
    return [("warehouse_id", "=", warehouse), ("state", "=", "sale"), ("date_order", ">=", since)]


def _payment(row: Row) -> Past:
    held = bool(row["has_authorized_transaction_ids"])
    return Past(row["id"], "", moment(row["date_order"]) or 0, worth=_money(row["amount_total"]), held=held)


def _remarks(session: Session, _warehouse: int, since: str) -> _Domain:
    """What people wrote; what the app wrote is not among it. Odoo does not say of which warehouse."""
    on = [("model", "in", ("sale.order", "stock.picking")), ("message_type", "=", "comment")]
    return [*on, ("date", ">=", since), ("author_id.user_ids", "!=", False), ("create_uid", "!=", session.uid)]


def _remark(row: Row) -> Past:
    return Past(row["id"], "", moment(row["date"]) or 0)


def _worth(move: Row, quantity: str) -> int:
    sold = move["sale_line_id"]
    return _money(move[quantity] * _unit(sold)) if sold else 0


def _unit(sold: Mapping[str, Any]) -> float:
    return float(sold["price_unit"]) * (1 - float(sold["discount"]) / 100)


def _cost(row: Row) -> float:
    return float((row["product_id"] or {}).get("standard_price") or 0)


def _money(amount: float) -> int:
    return round(amount * 100)


_Part = tuple[str, dict[str, Any], Callable[[Session, int, str], _Domain], Callable[[Row], Past]]
_STEP: dict[str, Any] = {"fields": {"state": {}, "picking_type_code": {}}}
_PARTS: Mapping[str, _Part] = {
    "deliveries": (
        "stock.picking",
        {**_HEAD, "backorder_id": {}, "sale_id": {"fields": {"commitment_date": {}, "picking_ids": _STEP}},
         "move_ids": {"fields": {**_MOVED, "sale_line_id": _SOLD}}},
        _deliveries,
        _delivery,
    ),
    "returns": (
        "stock.picking", {**_HEAD, "move_ids": {"fields": {**_MOVED, "sale_line_id": _BACK}}}, _returns, _return,
    ),
    "corrections": ("stock.move", {"date": {}, "quantity": {}, "product_id": _COST}, _corrections, _correction),
    "negative": ("stock.quant", {"in_date": {}, "quantity": {}, "product_id": _COST}, _negatives, _negative),
    "payments": (
        "sale.order", {"date_order": {}, "amount_total": {}, "has_authorized_transaction_ids": {}}, _payments, _payment,
    ),
    "remarks": ("mail.message", {"date": {}}, _remarks, _remark),
}  # fmt: skip
