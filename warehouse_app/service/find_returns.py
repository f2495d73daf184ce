"""What did you get? The desk's first question: a parcel, an order, a transfer, or a return announced before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.numbers import is_right
from warehouse_app.domain.pictures import address
from warehouse_app.service.ports.odoo import Odoo, OdooRefused, OdooUnknown, OdooUnreachable, Shipped
from warehouse_app.service.ports.returns import DeliveryCard, GoodsLine, ReturnCard
from warehouse_app.service.ports.store import Store
from warehouse_app.service.ports.views import Views

LONGEST = 64


@dataclass(frozen=True, slots=True)
class Desk:
    """Where somebody asks: warehouse `w`, what the app keeps, and the Odoo behind it."""

    w: int
    store: Store
    odoo: Odoo | None
    clock: Callable[[], int]


def find(desk: Desk, text: str) -> dict[str, Any]:
    """The return of this number, or the deliveries behind it with what may still come back of them.

    Odoo is asked each time: somebody may have taken goods back there. What it says is kept, so that the fact that
    follows can be judged without it.

    Raises:
        Refused: `returns.misread`, `returns.not_found`, `returns.not_shipped`, `returns.odoo_away`,
            `returns.unknown_goods`.
    """
    code = text.strip().upper()
    known = desk.store.read(lambda views: views.returns.card(desk.w, number=code))
    if known is not None:
        return {"return": card(known)}
    if code[:2] in ("R-", "P-") and code.count("-") == 2 and not is_right(code):
        raise Refused("returns.misread", 404, {"code": code})
    (site, _), order = desk.store.read(lambda v: (v.returns.site(desk.w), v.returns.order_of(desk.w, code)))
    seen_at = desk.clock()
    gone = _gone(_ask(desk, site, order[0] if order else text.strip()), code, is_known=order is not None)
    cards = _keep(desk, _narrowed(gone, code, order[1] if order else None), seen_at)
    return {"deliveries": [delivery(row) for row in cards], "reasons": desk.store.read(lambda v: _reasons(v, desk.w))}


def _ask(desk: Desk, site: int, sought: str) -> Sequence[Shipped]:
    if desk.odoo is None:
        raise Refused("returns.odoo_away", 503)
    try:
        return desk.odoo.shipped(site, sought)
    except (OdooUnreachable, OdooUnknown, OdooRefused) as away:
        raise Refused("returns.odoo_away", 503) from away


def _gone(rows: Sequence[Shipped], code: str, is_known: bool) -> list[Shipped]:
    """Those that have left; in a chain the delivery may not even be there yet."""
    if not rows and not is_known:
        raise Refused("returns.not_found", 404, {"code": code})
    gone = [row for row in rows if row.done_at is not None]
    if not gone:
        raise Refused("returns.not_shipped", 409, {"code": rows[0].order if rows else code})
    return gone


def _narrowed(rows: list[Shipped], code: str, transfer: int | None) -> list[Shipped]:
    """Of several deliveries of an order the one that was scanned, if it was one of them."""
    meant = [row for row in rows if row.odoo_id == transfer or row.name.upper() == code]
    return meant or rows


def _keep(desk: Desk, rows: Sequence[Shipped], seen_at: int) -> list[DeliveryCard]:
    try:
        ids = desk.store.write(lambda uow: uow.returns.keep_shipped(desk.w, rows, seen_at))
    except LookupError as unknown:
        raise Refused("returns.unknown_goods", 409, {"code": rows[0].order}) from unknown
    return desk.store.read(lambda views: views.returns.deliveries(list(ids.values())))


def _reasons(views: Views, w: int) -> list[dict[str, Any]]:
    return [{"code": code, "key": body.get("key", code)} for code, body in views.returns.reasons(w)]


def delivery(row: DeliveryCard) -> dict[str, Any]:
    """A delivery as the desk gets it; of each line `left_m` may come back."""
    lines = [_goods(line) | {"shipped_m": line.of_m, "left_m": line.qty_m} for line in row.lines]
    return {"id": row.id, "name": row.name, "order": row.order, "done_at": row.done_at, "lines": lines}


def card(row: ReturnCard) -> dict[str, Any]:
    """A return as the desk gets it."""
    shown = asdict(row)
    shown["lines"] = [
        _goods(line) | {"expected_m": line.of_m, "received_m": line.qty_m, "reason": line.reason} for line in row.lines
    ]
    return shown


def _goods(line: GoodsLine) -> dict[str, Any]:
    product = {name: getattr(line, name) for name in ("name", "sku", "unit", "whole", "shape", "hue")}
    return {
        "id": line.id,
        "product": product | {"id": line.product, "picture": address(line.picture)},
        "lot": line.lot,
        "codes": [list(code) for code in line.codes],
    }
