"""Goods put into another place, in a real Odoo: an internal transfer, made by `load` under our name and validated.

Odoo lets a transfer take more than lies there and leaves the place below zero; so what is free is read before and after
it is made, and one that has come too late is cancelled.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from warehouse_app.odoo.closing import validate
from warehouse_app.odoo.loading import load_rows
from warehouse_app.odoo.reading import quant, read_flat, read_web
from warehouse_app.odoo.records import Row, link, thousandths
from warehouse_app.odoo.session import Session
from warehouse_app.service.ports.odoo import Close, GoodsMoved, OdooRefused

_SAME = 200  # so many transfers between the same places are looked through
_LINES: dict[str, Any] = {"fields": {key: {} for key in ("quantity_product_uom", "lot_id", "picked", "location_id")}}
_TRANSFER: dict[str, Any] = {
    "name": {},
    "state": {},
    "move_ids": {"fields": {"state": {}, "product_qty": {}, "move_line_ids": _LINES}},
}


@dataclass(frozen=True, slots=True)
class Goods:
    """What is moved from where to where; all ids are Odoo's."""

    token: str
    warehouse: int
    product: int
    lot: int | None
    qty_m: int
    source: int
    target: int
    note: str


def move_goods(session: Session, goods: Goods) -> GoodsMoved:
    """As the port has it. Looked for first: what was done is not done again."""
    kind = _of(session, "stock.warehouse", goods.warehouse, "int_type_id")
    made = _find(session, goods, kind)
    if made is None:
        check_free(session, goods, own_m=0)
        made = _make(session, goods, kind)
    row = read_made(session, made)
    if row["state"] == "cancel":
        raise OdooRefused(f"{row['name']} was cancelled in Odoo")
    if row["state"] != "done":
        finish(session, goods, row)
    return GoodsMoved(made, row["name"])


def _of(session: Session, model: str, id_: int, field: str) -> int:
    rows = read_flat(session, model, [("id", "=", id_)], [field])
    if not rows:
        raise OdooRefused(f"{model}({id_}) does not exist")
    return int(rows[0][field])


def _find(session: Session, goods: Goods, kind: int) -> int | None:
    same = [("picking_type_id", "=", kind), ("location_id", "=", goods.source), ("location_dest_id", "=", goods.target)]
    mine = [*same, ("move_ids.product_id", "=", goods.product)]
    ids = session.call("stock.picking", "search", mine, order="id desc", limit=_SAME)
    named = session.call("stock.picking", "get_external_id", ids) if ids else {}
    return next((int(id_) for id_, name in named.items() if name == goods.token), None)


def check_free(session: Session, goods: Goods, own_m: int) -> None:
    """`own_m` of what is reserved there is ours."""
    now = quant(session, goods.product, goods.source, goods.lot)
    free_m = now.quantity_m - now.reserved_m + own_m
    if free_m < goods.qty_m:
        raise OdooRefused(f"only {max(free_m, 0) / 1000:g} of it lie there unreserved")


def _make(session: Session, goods: Goods, kind: int) -> int:
    unit = _of(session, "product.product", goods.product, "uom_id")
    places = {"location_id/.id": goods.source, "location_dest_id/.id": goods.target}
    head = {"id": goods.token, "picking_type_id/.id": kind, **places, "origin": goods.note}
    move = {"id": f"{goods.token}_move", "product_id/.id": goods.product, **places}
    move |= {"product_uom/.id": unit, "product_uom_qty": goods.qty_m / 1000}
    fields = [*head, *(f"move_ids/{name}" for name in move)]
    (made,) = load_rows(session, "stock.picking", fields, [[str(cell) for cell in (*head.values(), *move.values())]])
    return made


def finish(session: Session, goods: Goods, row: Row) -> None:
    """Exactly these goods, whatever Odoo would have reserved; then it is validated."""
    id_ = int(row["id"])
    if row["state"] == "draft":
        session.call("stock.picking", "action_confirm", [id_], write=True)
        row = read_made(session, id_)
    (move,) = row["move_ids"]
    if not _is_written(goods, move["move_line_ids"]):
        _write(session, goods, id_, move)
    try:
        check_free(session, goods, own_m=goods.qty_m)
    except OdooRefused:
        session.call("stock.picking", "action_cancel", [id_], write=True)
        raise
    close = Close(id_, {int(move["id"]): thousandths(move["product_qty"])}, {int(move["id"]): goods.qty_m}, False)
    (closed,) = validate(session, [close])
    if closed.status not in ("done", "already"):
        raise OdooRefused(closed.words or f"{row['name']}: {closed.status}")


def _is_written(goods: Goods, lines: list[Row]) -> bool:
    wanted = (goods.qty_m, goods.lot, goods.source, True)
    return [
        (thousandths(one["quantity_product_uom"]), link(one["lot_id"]), link(one["location_id"]), one["picked"])
        for one in lines
    ] == [wanted]


def _write(session: Session, goods: Goods, id_: int, move: Row) -> None:
    values = {"quantity": goods.qty_m / 1000, "lot_id": goods.lot or False, "picked": True, "package_id": False}
    where = {"move_id": move["id"], "product_id": goods.product}
    where |= {"location_id": goods.source, "location_dest_id": goods.target}
    old = [[2, line["id"]] for line in move["move_line_ids"]]
    session.call("stock.picking", "write", [id_], {"move_line_ids": [*old, [0, 0, values | where]]}, write=True)


def read_made(session: Session, id_: int) -> Row:
    (row,) = read_web(session, "stock.picking", [("id", "=", id_)], _TRANSFER)
    return row
