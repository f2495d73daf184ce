"""What becomes of goods that came back, in a real Odoo: put elsewhere, scrapped, given back, or reserved for an order.

Each document carries a name of ours and is looked for first; a scrap order that is done is not validated again (T11).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.odoo.loading import Loaded, load, load_rows
from warehouse_app.odoo.moving import Goods, check_free, finish, move_goods, read_made
from warehouse_app.odoo.reading import ENDED, chain, quant, read_flat, read_web
from warehouse_app.odoo.records import LINE_SPEC, Row, link, thousandths, unit_of
from warehouse_app.odoo.session import Session
from warehouse_app.service.ports.odoo import Disposal, GoodsMoved, Lacking, OdooPlace, OdooRefused

_PRODUCT: dict[str, Any] = {"fields": {"uom_id": {"fields": {"factor": {}}}}}
_CAME: dict[str, Any] = {
    "name": {},
    "state": {},
    "return_id": {"fields": {key: {} for key in ("picking_type_id", "location_dest_id", "partner_id", "name")}},
    "move_ids": {
        "fields": {
            **{key: {} for key in ("state", "origin_returned_move_id", "sale_line_id", "reference_ids")},
            "move_line_ids": {"fields": {**LINE_SPEC, "location_dest_id": {}}},
        }
    },
}
_WANTS: dict[str, Any] = {
    **{key: {} for key in ("state", "product_qty", "location_dest_id")},
    "product_id": _PRODUCT,
    "product_uom": {"fields": {"factor": {}}},
    "move_line_ids": {"fields": LINE_SPEC},
}
_LACKS: dict[str, Any] = {
    **{key: {} for key in ("priority", "date_deadline", "product_qty", "product_id")},
    "picking_id": {"fields": {"name": {}, "origin": {}, "sale_id": {"fields": {"name": {}}}}},
    "move_line_ids": {"fields": LINE_SPEC},
}
_MOST = 10


@dataclass(frozen=True, slots=True)
class _Came:
    """The goods of a receipt: the transfer, the move they came by, and the place they were put."""

    receipt: Row
    move: Row
    place: int


def places(session: Session, warehouse: int, sought: str) -> list[OdooPlace]:
    """As the port has it."""
    here = [("usage", "=", "internal"), ("warehouse_id", "=", warehouse)]
    named = ["|", "|", ("barcode", "=", sought), ("name", "=ilike", sought), ("complete_name", "=ilike", sought)]
    rows = read_flat(session, "stock.location", [*here, *named], ["complete_name"])[:_MOST]
    sites = read_flat(session, "stock.warehouse", [("id", "=", warehouse)], ["lot_stock_id"])
    below = [("id", "in", [row["id"] for row in rows]), ("id", "child_of", [site["lot_stock_id"] for site in sites])]
    inside = {row["id"] for row in read_flat(session, "stock.location", below, ["id"])} if rows else set()
    return [OdooPlace(row["id"], row["complete_name"], row["id"] in inside) for row in rows]


def lacking(session: Session, warehouse: int, products: Sequence[int]) -> list[Lacking]:
    """As the port has it."""
    first = next(iter(chain(session, warehouse).values()))
    short = [("picking_type_id", "=", first), ("state", "in", ["confirmed", "partially_available"])]
    rows = read_web(session, "stock.move", [*short, ("product_id", "in", list(products))], _LACKS)
    rows.sort(key=lambda row: (-int(row["priority"] or 0), row["date_deadline"] or "9", row["id"]))
    found = []
    for row in rows:
        has_m = sum(thousandths(line["quantity_product_uom"]) for line in row["move_line_ids"])
        picking, missing_m = row["picking_id"], thousandths(row["product_qty"]) - has_m
        if picking and missing_m > 0:
            sale = picking["sale_id"]
            order = sale["name"] if sale else picking["origin"] or picking["name"]
            found.append(Lacking(picking["id"], row["id"], link(row["product_id"]) or 0, order, missing_m))
    return found


def dispose(session: Session, disposal: Disposal) -> GoodsMoved:
    """As the port has it."""
    came, part = _came(session, disposal), disposal.part
    if disposal.what == "scrap":
        return _scrap(session, disposal, came)
    target = disposal.place if disposal.what == "move" else link(came.receipt["return_id"]["location_dest_id"])
    if target is None:
        raise OdooRefused(f"{came.receipt['name']}: no place was named")
    goods = Goods(disposal.token, disposal.warehouse, part.product, part.lot, part.qty_m, came.place, target,
                  disposal.note)  # fmt: skip
    if disposal.what == "give_back":
        return _give_back(session, goods, came)
    if came.place == target:
        return GoodsMoved(disposal.receipt, came.receipt["name"])
    return move_goods(session, goods)


def reserve_at(
    session: Session, transfer: int, move: int, goods: tuple[int, int | None], qty_m: int, place: int
) -> int:
    """As the port has it. A line of its own: Odoo reserves nothing for a move that somebody has picked for (T7)."""
    product, lot = goods
    rows = read_web(session, "stock.move", [("id", "=", move), ("picking_id", "=", transfer)], _WANTS)
    if not rows or rows[0]["state"] in ENDED:
        return 0
    lines = rows[0]["move_line_ids"]
    has_m = sum(thousandths(line["quantity_product_uom"]) for line in lines)
    there_m = sum(thousandths(line["quantity_product_uom"]) for line in lines if link(line["location_id"]) == place)
    now = quant(session, product, place, lot)
    add_m = min(thousandths(rows[0]["product_qty"]) - has_m, now.quantity_m - now.reserved_m, qty_m - there_m)
    if add_m <= 0:
        return there_m
    unit, number = unit_of(rows[0]["product_uom"], rows[0]["product_id"]["uom_id"]).quantity(add_m)
    line: dict[str, Any] = {
        "move_id": move,
        "product_id": product,
        "lot_id": lot or False,
        "product_uom_id": unit,
        "quantity": number,
    }
    line |= {"location_id": place, "location_dest_id": link(rows[0]["location_dest_id"]), "picked": False}
    session.call("stock.picking", "write", [transfer], {"move_line_ids": [[0, 0, line]]}, write=True)
    return there_m + add_m


def _came(session: Session, disposal: Disposal) -> _Came:
    rows = read_web(session, "stock.picking", [("id", "=", disposal.receipt)], _CAME)
    if not rows or rows[0]["state"] != "done":
        raise OdooRefused(f"{rows[0]['name'] if rows else f'stock.picking({disposal.receipt})'} is not received")
    part = disposal.part
    for move in rows[0]["move_ids"]:
        mine = [line for line in move["move_line_ids"] if link(line["lot_id"]) == part.lot]
        if link(move["origin_returned_move_id"]) == part.move and move["state"] == "done":
            came_m = sum(thousandths(line["quantity_product_uom"]) for line in mine)
            if mine and came_m >= part.qty_m:
                return _Came(rows[0], move, link(mine[0]["location_dest_id"]) or 0)
    raise OdooRefused(f"{rows[0]['name']} did not bring so much of it")


def _scrap(session: Session, disposal: Disposal, came: _Came) -> GoodsMoved:
    part, known = disposal.part, _named(session, "stock.scrap", [("picking_id", "=", disposal.receipt)], disposal.token)
    if known is None:
        goods = Goods(disposal.token, disposal.warehouse, part.product, part.lot, part.qty_m, came.place, 0, "")
        check_free(session, goods, own_m=0)
        (unit,) = read_flat(session, "product.product", [("id", "=", part.product)], ["uom_id"])
        links: dict[str, int | None] = {
            "product_id": part.product,
            "product_uom_id": unit["uom_id"],
            "location_id": came.place,
        }
        links |= {"picking_id": disposal.receipt, "lot_id": part.lot}
        values: dict[str, Any] = {"scrap_qty": part.qty_m / 1000, "origin": disposal.note}
        (known,) = load(session, "stock.scrap", [Loaded(disposal.token, values, links)])
    (row,) = read_flat(session, "stock.scrap", [("id", "=", known)], ["name", "state"])
    if row["state"] == "done":
        return GoodsMoved(known, row["name"])
    if session.call("stock.scrap", "action_validate", [known], write=True) is not True:
        raise OdooRefused(f"{row['name']}: not so much of it lies there")
    (row,) = read_flat(session, "stock.scrap", [("id", "=", known)], ["name"])
    return GoodsMoved(known, row["name"])


def _give_back(session: Session, goods: Goods, came: _Came) -> GoodsMoved:
    """A return of the return, as Odoo makes one: the order's delivered quantity goes up again."""
    receipt = int(came.receipt["id"])
    made = _named(session, "stock.picking", [("return_id", "=", receipt)], goods.token)
    if made is None:
        check_free(session, goods, own_m=0)
        made = _delivery(session, goods, came)
    row = read_made(session, made)
    if row["state"] == "cancel":
        raise OdooRefused(f"{row['name']} was cancelled in Odoo")
    if row["state"] != "done":
        finish(session, goods, row)
    return GoodsMoved(made, row["name"])


def _delivery(session: Session, goods: Goods, came: _Came) -> int:
    sent = came.receipt["return_id"]
    (unit,) = read_flat(session, "product.product", [("id", "=", goods.product)], ["uom_id"])
    places_ = {"location_id/.id": goods.source, "location_dest_id/.id": goods.target}
    head = {"id": goods.token, "picking_type_id/.id": link(sent["picking_type_id"]), **places_}
    head |= {"return_id/.id": came.receipt["id"], "origin": goods.note, "partner_id/.id": link(sent["partner_id"])}
    move = {"id": f"{goods.token}_move", "product_id/.id": goods.product, **places_}
    move |= {"product_uom/.id": unit["uom_id"], "product_uom_qty": goods.qty_m / 1000}
    move |= {"origin_returned_move_id/.id": came.move["id"], "sale_line_id/.id": link(came.move["sale_line_id"])}
    move |= {"reference_ids/.id": ",".join(str(link(one)) for one in came.move["reference_ids"]), "to_refund": 1}
    fields = [*head, *(f"move_ids/{name}" for name in move)]
    cells = ["" if cell is None else str(cell) for cell in (*head.values(), *move.values())]
    (made,) = load_rows(session, "stock.picking", fields, [cells])
    return made


def _named(session: Session, model: str, domain: list[Any], token: str) -> int | None:
    """Ours among these."""
    ids = session.call(model, "search", domain)
    named = session.call(model, "get_external_id", ids) if ids else {}
    return next((int(id_) for id_, name in named.items() if name == token), None)
