"""Reading from Odoo, in as few calls as there can be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from warehouse_app.odoo.records import (
    MOVE_SPEC,
    TRANSFER_SPEC,
    link,
    moment,
    promised,
    stamp,
    thousandths,
    transfer_now,
)
from warehouse_app.odoo.session import Session
from warehouse_app.service.ports.odoo import (
    CountDone,
    OdooBatch,
    OdooMoveLine,
    OdooRefused,
    OdooTransfer,
    QuantNow,
    ShipTo,
    TransferNow,
)

ENDED = ("done", "cancel")
_NEVER = 2**63
AT_ONCE = 250  # open transfers with all that hangs on them in one answer
_PARTNER = ("name", "street", "zip", "city", "country_id")
# Of a warehouse: what its deliveries go through.
CHAIN = ("delivery_steps", "pick_type_id", "pack_type_id", "out_type_id")
_USED = {"ship_only": ("out",), "pick_ship": ("pick", "out"), "pick_pack_ship": ("pick", "pack", "out")}
_SOLD: dict[str, Any] = {"fields": {"display_name": {}}}
_SALE_LINE: dict[str, Any] = {"product_id": _SOLD, "price_subtotal": {}, "product_uom_qty": {}}
_OPEN_SPEC: dict[str, Any] = {
    **TRANSFER_SPEC,
    "origin": {},
    "move_type": {},
    "sale_id": {
        "fields": {"commitment_date": {}, "name": {}, "amount_total": {}, "team_id": {"fields": {"display_name": {}}}}
    },
    "move_ids": {"fields": {**MOVE_SPEC, "sale_line_id": {"fields": _SALE_LINE}}},
    "partner_id": {
        "fields": {
            **{name: {} for name in (*_PARTNER, "street2")},
            "state_id": {"fields": {"name": {}}},
            "country_id": {"fields": {"code": {}}},
        }
    },
}


def read_web(session: Session, model: str, domain: Sequence[Any], spec: dict[str, Any]) -> list[dict[str, Any]]:
    """All records that fit, nested as the specification says, in one call."""
    rows: list[dict[str, Any]] = session.call(model, "web_search_read", list(domain), spec)["records"]
    return rows


def read_flat(session: Session, model: str, domain: Sequence[Any], fields: Sequence[str]) -> list[dict[str, Any]]:
    """All records that fit, archived ones left out; a many2one is its bare id. In one call."""
    rows: list[dict[str, Any]] = session.call(model, "search_read", list(domain), list(fields), load="")
    return rows


def read_transfers(session: Session, ids: Sequence[int]) -> list[TransferNow]:
    """The transfers there are of these, in the order asked for."""
    rows = read_web(session, "stock.picking", [("id", "in", list(ids))], TRANSFER_SPEC) if ids else []
    found = {row["id"]: transfer_now(row) for row in rows}
    return [found[picking] for picking in dict.fromkeys(ids) if picking in found]


def chain(session: Session, warehouse: int) -> dict[str, int]:
    """The operation types its deliveries go through, first thing first: `pick`, `pack`, `out`, as far as in use."""
    rows = read_flat(session, "stock.warehouse", [("id", "=", warehouse)], CHAIN)
    if not rows:
        raise OdooRefused(f"stock.warehouse({warehouse}) does not exist")
    return chain_of(rows[0])


def chain_of(row: Mapping[str, Any]) -> dict[str, int]:
    """The same of a warehouse that was read with `CHAIN`."""
    return {name: int(row[f"{name}_type_id"]) for name in _USED[row["delivery_steps"]]}


def open_transfers(session: Session, warehouse: int, ids: Sequence[int] | None = None) -> list[OdooTransfer]:
    """What is ready, part by part: ten thousand in one call would not be answered within its deadline."""
    ready = [("picking_type_id", "in", list(chain(session, warehouse).values())), ("state", "=", "assigned")]
    if ids is None or len(ids) > AT_ONCE:
        these = [*ready, ("id", "in", list(ids))] if ids is not None else ready
        ids = session.call("stock.picking", "search", these)
    parts = [[*ready, ("id", "in", list(ids[start : start + AT_ONCE]))] for start in range(0, len(ids), AT_ONCE)]
    transfers = [row for part in parts for row in _ready(session, part)]
    return sorted(transfers, key=lambda row: (_NEVER if row.deadline is None else row.deadline, row.odoo_id))


def _ready(session: Session, part: Sequence[Any]) -> list[OdooTransfer]:
    rows = read_web(session, "stock.picking", part, _OPEN_SPEC)
    each = _each_of_kits(session, rows)
    return [_open_transfer(row, each) for row in rows]


def open_transfer_ids(session: Session, warehouse: int) -> list[int]:
    types = list(chain(session, warehouse).values())
    still = [("picking_type_id", "in", types), ("state", "not in", ("draft", *ENDED))]
    return [int(id_) for id_ in session.call("stock.picking", "search", still)]


def changed_transfers(session: Session, warehouse: int, since_ms: int) -> list[int]:
    types, since = list(chain(session, warehouse).values()), stamp(since_ms)
    places = ("write_date", "move_ids.write_date", "move_line_ids.write_date")
    changed = ["|", "|", *[(place, ">=", since) for place in places]]
    found = session.call("stock.picking", "search", [("picking_type_id", "in", types), *changed])
    return [int(id_) for id_ in found]


def batches(session: Session, ids: Sequence[int]) -> list[OdooBatch]:
    rows = read_flat(session, "stock.picking.batch", [("id", "in", list(ids))], ["name", "state", "user_id"])
    return [OdooBatch(row["id"], row["name"], row["state"], link(row["user_id"])) for row in rows]


def quant(session: Session, product: int, location: int, lot: int | None) -> QuantNow:
    place = [("product_id", "=", product), ("location_id", "=", location), ("lot_id", "=", lot or False)]
    loose = [*place, ("package_id", "=", False), ("owner_id", "=", False)]
    quants = read_flat(session, "stock.quant", loose, ["quantity", "reserved_quantity"])
    taken = [*loose, ("picked", "=", True), ("state", "not in", ENDED)]
    lines = read_flat(session, "stock.move.line", taken, ["quantity_product_uom"])
    return QuantNow(
        quantity_m=sum(thousandths(row["quantity"]) for row in quants),
        reserved_m=sum(thousandths(row["reserved_quantity"]) for row in quants),
        picked_open_m=sum(thousandths(row["quantity_product_uom"]) for row in lines),
    )


def unit_cost(session: Session, product: int) -> int:
    rows = read_flat(session, "product.product", [("id", "=", product)], ["standard_price"])
    return round(rows[0]["standard_price"] * 100) if rows else 0


def list_price(session: Session, product: int) -> tuple[int, str] | None:
    spec: dict[str, Any] = {"lst_price": {}, "currency_id": {"fields": {"name": {}}}}
    rows = read_web(session, "product.product", [("id", "=", product)], spec)
    return (round(rows[0]["lst_price"] * 100), str(rows[0]["currency_id"]["name"])) if rows else None


def find_count(session: Session, product: int, token: str) -> CountDone | None:
    sought = [("product_id", "=", product), ("inventory_name", "=", token), ("state", "=", "done")]
    spec: dict[str, Any] = {"quantity": {}, "date": {}, "location_id": {"fields": {"usage": {}}}}
    rows = read_web(session, "stock.move", sought, spec)
    if not rows:
        return None
    row = min(rows, key=lambda move: int(move["id"]))
    found = row["location_id"]["usage"] == "inventory"
    size = thousandths(row["quantity"])
    return CountDone(row["id"], size if found else -size, moment(row["date"]) or 0)


def _open_transfer(row: dict[str, Any], each_m: Mapping[int, int]) -> OdooTransfer:
    """A transfer that belongs to no sales order stands for itself; its order's id is its own, negative."""
    now, sale, partner = transfer_now(row), row["sale_id"], row["partner_id"]
    kits, worths = _kits(row), _worths(row, now)
    return OdooTransfer(
        odoo_id=now.odoo_id,
        name=now.name,
        order=sale["name"] if sale else row["origin"] or now.name,
        order_id=(link(sale) or 0) if sale else -now.odoo_id,
        op_type=now.op_type,
        carrier=now.carrier,
        priority=now.priority,
        deadline=promised(row),
        customer_ok=bool(partner) and all(partner[field] for field in _PARTNER),
        lines=tuple(
            OdooMoveLine(
                line.move,
                line.product,
                line.location,
                line.lot,
                line.quantity_m,
                line.package,
                kits.get(line.move),
                each_m.get(line.move),
                worths.get(line.move),
            )
            for line in now.lines
        ),
        short_m=sum(max(move.demand_m - move.quantity_m, 0) for move in now.moves if move.state not in ENDED),
        ship_to=_ship_to(partner) if partner else None,
        whole_only=row["move_type"] == "one",
        segment=(sale["team_id"] or {}).get("display_name") if sale else None,
        value=round(sale["amount_total"] * 100) if sale else None,
        batch=now.batch,
    )


def _kits(row: Mapping[str, Any]) -> dict[int, str]:
    """What was sold, by the move, where other goods are sent for it: Odoo has exploded a kit."""
    kits: dict[int, str] = {}
    for move in row["move_ids"]:
        sold: Mapping[str, Any] = (move["sale_line_id"] or {}).get("product_id") or {}
        if sold and sold["id"] != link(move["product_id"]):
            kits[move["id"]] = sold["display_name"]
    return kits


def _each_of_kits(session: Session, rows: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """By the move of a part: how much of it is in one kit, by all that this step sends of it for its line of the order,
    rests included. Nothing of what does not come out even."""
    moves = {move["id"]: move for row in rows for id_ in [_kits(row)] for move in row["move_ids"] if move["id"] in id_}
    sold = {link(move["sale_line_id"]) for move in moves.values()}
    if not sold:
        return {}
    sent = Counter[tuple[int, int, int]]()
    here: dict[int, tuple[int, int, int]] = {}
    own = [("sale_line_id", "in", sorted(id_ for id_ in sold if id_)), ("state", "!=", "cancel")]
    for row in read_flat(session, "stock.move", own, ["sale_line_id", "product_id", "picking_type_id", "product_qty"]):
        here[row["id"]] = row["sale_line_id"], row["product_id"], row["picking_type_id"]
        sent[here[row["id"]]] += thousandths(row["product_qty"])
    kits_m = {id_: thousandths(move["sale_line_id"]["product_uom_qty"]) for id_, move in moves.items()}
    return {
        id_: sent[here[id_]] * 1000 // many_m
        for id_, many_m in kits_m.items()
        if id_ in here and many_m > 0 and sent[here[id_]] * 1000 % many_m == 0
    }


def _worths(row: Mapping[str, Any], now: TransferNow) -> dict[int, int]:
    """By the move: its share of what its line of the order was sold for, by a base unit. All moves of a line have the
    same share, for what a part of a kit is worth nobody says."""
    sold = {move["id"]: move["sale_line_id"] for move in row["move_ids"] if move["sale_line_id"]}
    many = Counter(line["id"] for line in sold.values())
    demand = {move.odoo_id: move.demand_m for move in now.moves}
    return {
        move: round(line["price_subtotal"] * 100_000 / many[line["id"]] / demand[move])
        for move, line in sold.items()
        if demand.get(move)
    }


def _ship_to(partner: dict[str, Any]) -> ShipTo:
    words = {field: partner[field] or "" for field in ("name", "street", "street2", "zip", "city")}
    state, country = partner["state_id"], partner["country_id"]
    return ShipTo(**words, state=state["name"] if state else "", country=country["code"] if country else "")
