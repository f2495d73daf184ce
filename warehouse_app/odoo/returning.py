"""Goods coming back, in a real Odoo.

Odoo's own wizard makes a second return when it is asked again, and takes more than was shipped (T11). So the receipt is
made as the wizard makes it, but by `load`: its name and those of its moves are ours, and unique in Odoo's database.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from warehouse_app.odoo.closing import validate
from warehouse_app.odoo.loading import load_rows
from warehouse_app.odoo.reading import ENDED, read_flat, read_web
from warehouse_app.odoo.records import LINE_SPEC, Row, Unit, link, moment, name_of, thousandths, unit_of
from warehouse_app.odoo.session import Session
from warehouse_app.service.ports.odoo import (
    Close,
    Closed,
    OdooRefused,
    ReturnMade,
    ReturnPart,
    Shipped,
    ShippedLine,
)

_PRODUCT: dict[str, Any] = {"fields": {"uom_id": {"fields": {"factor": {}}}}}
_QUANTITIES: dict[str, Any] = {"state": {}, "product_qty": {}, "move_line_ids": {"fields": LINE_SPEC}}
_SENT_MOVE: dict[str, Any] = {
    **_QUANTITIES,
    "reference_ids": {},
    "sale_line_id": {
        "fields": {
            "product_id": {},
            "price_total": {},
            "product_uom_qty": {},
            "product_uom_id": {"fields": {"factor": {}}},
        }
    },
    "product_id": _PRODUCT,
    "product_uom": {"fields": {"factor": {}}},
    "returned_move_ids": {"fields": _QUANTITIES},
}
_PARTNER: dict[str, Any] = {key: {} for key in ("name", "street", "street2", "zip", "city")} | {
    "country_id": {"fields": {"name": {}}}
}
_RETURN_TYPE: dict[str, Any] = {"default_location_dest_id": {}, "warehouse_id": {}}
_DELIVERY: dict[str, Any] = {
    **{key: {} for key in ("name", "state", "date_done", "location_dest_id", "partner_id", "origin")},
    "sale_id": {"fields": {"name": {}, "partner_id": {"fields": {"name": {}}}}},
    "move_ids": {"fields": _SENT_MOVE},
    "picking_type_id": {
        "fields": {
            "code": {},
            "return_picking_type_id": {"fields": _RETURN_TYPE},
            "warehouse_id": {"fields": {"partner_id": {"fields": _PARTNER}, "in_type_id": {"fields": _RETURN_TYPE}}},
        }
    },
}
_MOST = 20  # deliveries to one address, or of one lot
_RECEIPT: dict[str, Any] = {
    "state": {},
    "move_ids": {
        "fields": {
            **{key: {} for key in ("state", "product_qty", "origin_returned_move_id")},
            "product_id": _PRODUCT,
            **{key: {} for key in ("location_id", "location_dest_id")},
            "product_uom": {"fields": {"factor": {}}},
            "move_line_ids": {"fields": LINE_SPEC},
        }
    },
}


def shipped(session: Session, warehouse: int, sought: str) -> list[Shipped]:
    """As the port has it."""
    names = ("in", sorted({sought, sought.upper()}))
    theirs = ("name", "sale_id.name", "sale_id.picking_ids.name")
    here = [("picking_type_id.warehouse_id", "=", warehouse), ("picking_type_id.code", "=", "outgoing")]
    domain = [*here, ("state", "!=", "cancel"), "|", "|", *[(field, *names) for field in theirs]]
    rows = read_web(session, "stock.picking", domain, _DELIVERY) or _otherwise(session, here, sought)
    return [_shipped(row) for row in sorted(rows, key=lambda row: -int(row["id"]))]


def _otherwise(session: Session, here: Sequence[Any], sought: str) -> Sequence[Row]:
    """By an address, as it is written (`%` and `_` stand for themselves), or by what stands on the goods."""
    theirs: list[tuple[str, str, Any]]
    if "@" in sought:
        exact = "".join(f"\\{one}" if one in "\\%_" else one for one in sought)
        theirs = [("sale_id.partner_id.email", "=ilike", exact)]
    else:
        theirs = [("move_line_ids.lot_id.name", "in", sorted({sought, sought.upper()}))]
    domain = [*here, ("state", "=", "done"), *theirs]
    ids = session.call("stock.picking", "search", domain, order="id desc", limit=_MOST)
    return read_web(session, "stock.picking", [("id", "in", ids)], _DELIVERY) if ids else []


def create_return(session: Session, token: str, delivery: int, parts: Sequence[ReturnPart]) -> ReturnMade:
    """As the port has it. Looked for first: to load again what somebody has worked on would undo that."""
    receipts = read_flat(session, "stock.picking", [("return_id", "=", delivery)], ["name", "state"])
    named = session.call("stock.picking", "get_external_id", [row["id"] for row in receipts]) if receipts else {}
    ours = next((row for row in receipts if named.get(str(row["id"])) == token), None)
    if ours is None:
        ours = _make(session, token, _sent(session, delivery, parts), parts)
    if ours["state"] == "draft":
        session.call("stock.picking", "action_confirm", [ours["id"]], write=True)
    return ReturnMade(ours["id"], ours["name"])


def receive_return(session: Session, receipt: int, parts: Sequence[ReturnPart]) -> Closed:
    """As the port has it."""
    rows = read_web(session, "stock.picking", [("id", "=", receipt)], _RECEIPT)
    if not rows or rows[0]["state"] in ENDED:
        status = "gone" if not rows else "already" if rows[0]["state"] == "done" else "cancelled"
        return Closed(receipt, status)  # type: ignore[arg-type]
    moves = [move for move in rows[0]["move_ids"] if move["state"] not in ENDED]
    lines = [command for move in moves for command in _arrived(move, parts)]
    session.call("stock.picking", "write", [receipt], {"move_line_ids": lines}, write=True)
    demand = {int(move["id"]): thousandths(move["product_qty"]) for move in moves}
    picked = {int(move["id"]): sum(part.qty_m for part in _of(move, parts)) for move in moves}
    (closed,) = validate(session, [Close(receipt, demand, picked, backorder=False)])
    return closed


def _sent(session: Session, delivery: int, parts: Sequence[ReturnPart]) -> Row:
    """The delivery, when all this may come back from it."""
    rows = read_web(session, "stock.picking", [("id", "=", delivery)], _DELIVERY)
    if not rows:
        raise OdooRefused(f"stock.picking({delivery}) does not exist")
    sent = _shipped(rows[0])
    if sent.done_at is None or rows[0]["picking_type_id"]["code"] != "outgoing":
        raise OdooRefused(f"{sent.name} has not been delivered")
    wanted: Counter[tuple[int, int | None]] = Counter()
    for part in parts:
        wanted[part.move, part.lot] += part.qty_m
    left = {(line.move, line.lot): line.left_m for line in sent.lines}
    if not wanted.total() or any(quantity_m > left.get(place, 0) for place, quantity_m in wanted.items()):
        raise OdooRefused(f"{sent.name}: more would come back than is left to return")
    return rows[0]


def _make(session: Session, token: str, sent: Row, parts: Sequence[ReturnPart]) -> dict[str, Any]:
    kind = sent["picking_type_id"]["return_picking_type_id"] or sent["picking_type_id"]["warehouse_id"]["in_type_id"]
    place = {
        "picking_type_id/.id": kind["id"],
        "location_id/.id": link(sent["location_dest_id"]),
        "location_dest_id/.id": link(kind["default_location_dest_id"]),
    }
    head = place | {
        "id": token,
        "return_id/.id": sent["id"],
        "origin": f"Return of {sent['name']}",
        "partner_id/.id": link(sent["partner_id"]),
        "user_id/.id": None,
    }
    inherited = place | {"warehouse_id/.id": link(kind["warehouse_id"])}
    rows = [_return_move(token, move, parts, inherited) for move in sent["move_ids"] if _of(move, parts, "id")]
    fields = [*head, *[f"move_ids/{name}" for name in rows[0]]]
    blank = dict.fromkeys(head)
    cells = [[*(blank if number else head).values(), *row.values()] for number, row in enumerate(rows)]
    (made,) = load_rows(session, "stock.picking", fields, [[_cell(cell) for cell in row] for row in cells])
    return dict(read_flat(session, "stock.picking", [("id", "=", made)], ["name", "state"])[0])


def _return_move(token: str, move: Row, parts: Sequence[ReturnPart], inherited: Mapping[str, Any]) -> dict[str, Any]:
    """What Odoo's wizard copies of a move, so that the order and its invoice follow what came back."""
    unit, number = _unit(move).quantity(sum(part.qty_m for part in _of(move, parts, "id")))
    return {
        "id": f"{token}_{move['id']}",
        "product_id/.id": link(move["product_id"]),
        "product_uom/.id": unit,
        "product_uom_qty": number,
        **inherited,
        "origin_returned_move_id/.id": move["id"],
        "move_orig_ids/.id": move["id"],
        "sale_line_id/.id": link(move["sale_line_id"]),
        "reference_ids/.id": ",".join(str(link(one)) for one in move["reference_ids"]),
        "to_refund": 1,
    }


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


def _arrived(move: Row, parts: Sequence[ReturnPart]) -> list[list[Any]]:
    """Commands that make the lines of a receipt's move what arrived; where nothing did, a picked line says so (T1)."""
    here = _of(move, parts)
    lots = [(part.lot, part.qty_m) for part in here if part.qty_m] or [(None, 0)]
    lines = [line["id"] for line in move["move_line_ids"]]
    commands: list[list[Any]] = []
    for (lot, quantity_m), line in zip(lots, [*lines, *[None] * len(lots)], strict=False):
        unit, number = _unit(move).quantity(quantity_m)
        values = {"quantity": number, "product_uom_id": unit, "lot_id": lot or False, "picked": True}
        values |= {"package_id": False, "result_package_id": False}
        where = {"move_id": move["id"], "product_id": link(move["product_id"])}
        where |= {name: link(move[name]) for name in ("location_id", "location_dest_id")}
        commands.append([1, line, values] if line else [0, 0, values | where])
    return commands + [[2, line] for line in lines[len(lots) :]]


def _of(move: Row, parts: Sequence[ReturnPart], key: str = "origin_returned_move_id") -> list[ReturnPart]:
    return [part for part in parts if part.move == link(move[key])]


def _unit(move: Row) -> Unit:
    return unit_of(move["product_uom"], move["product_id"]["uom_id"])


def _shipped(row: Row) -> Shipped:
    sale, has_left = row["sale_id"], row["state"] == "done"
    lines = [line for move in row["move_ids"] if move["state"] == "done" for line in _lines(move)] if has_left else []
    return Shipped(
        odoo_id=row["id"],
        name=row["name"],
        order=sale["name"] if sale else row["origin"] or row["name"],
        order_id=(link(sale) or 0) if sale else -int(row["id"]),
        done_at=moment(row["date_done"]) if has_left else None,
        back_to=_address(row["picking_type_id"]["warehouse_id"]["partner_id"]),
        lines=tuple(lines),
        customer=name_of(sale["partner_id"]) if sale else None,
    )


def _lines(move: Row) -> list[ShippedLine]:
    """What came back, or will, without a lot is taken from the lots in their order."""
    sent, back = _by_lot(move), Counter[int | None]()
    for other in move["returned_move_ids"]:
        if other["state"] != "cancel":
            arrived = _by_lot(other)
            back += arrived
            missing_m = thousandths(other["product_qty"]) - arrived.total()
            back[None] += max(missing_m, 0) if other["state"] != "done" else 0
    loose_m, lines = back[None], []
    for lot, quantity_m in sent.items():
        known_m = back[lot] if lot is not None else 0
        part_m = min(loose_m, max(quantity_m - known_m, 0))
        loose_m -= part_m
        product, price = link(move["product_id"]) or 0, _price(move)
        lines.append(ShippedLine(move["id"], product, lot, quantity_m, known_m + part_m, price))
    return lines


def _price(move: Row) -> int | None:
    """Of a base unit, in hundredths of the money; what is part of a kit has none of its own."""
    sold = move["sale_line_id"]
    if not sold or not sold["product_uom_qty"] or link(sold["product_id"]) != link(move["product_id"]):
        return None
    pieces = sold["product_uom_qty"] * sold["product_uom_id"]["factor"] / move["product_id"]["uom_id"]["factor"]
    return round(float(sold["price_total"]) * 100 / float(pieces))


def _by_lot(move: Row) -> Counter[int | None]:
    found: Counter[int | None] = Counter()
    for line in move["move_line_ids"]:
        found[link(line["lot_id"])] += thousandths(line["quantity_product_uom"])
    return found


def _address(partner: Row | None) -> tuple[str, ...]:
    if not partner:
        return ()
    town = " ".join(filter(None, (partner["zip"], partner["city"])))
    country = partner["country_id"]["name"] if partner["country_id"] else ""
    return tuple(filter(None, (partner["name"], partner["street"], partner["street2"], town, country)))
