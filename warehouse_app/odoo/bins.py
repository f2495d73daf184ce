"""What lies in which bin: Odoo's quants, many places in one call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from warehouse_app.odoo.reading import read_web
from warehouse_app.odoo.records import link, name_of, thousandths
from warehouse_app.odoo.session import Session
from warehouse_app.service.ports.odoo import BinStock

_PLACES = 500  # in one call
_SPEC: dict[str, Any] = {
    **{key: {} for key in ("product_id", "location_id", "lot_id", "quantity", "reserved_quantity")},
    "package_id": {"fields": {"name": {}}},
}
_Goods = tuple[int, int, int | None, int | None, str | None]


def bin_stock(session: Session, locations: Sequence[int]) -> list[BinStock]:
    """Odoo may keep several records of the same goods in the same place for a while: they are one here."""
    held: Counter[_Goods] = Counter()
    kept: Counter[_Goods] = Counter()
    for row in _rows(session, locations):
        box = row["package_id"]
        place = link(row["product_id"]) or 0, link(row["location_id"]) or 0
        goods: _Goods = (*place, link(row["lot_id"]), link(box), name_of(box))
        held[goods] += thousandths(row["quantity"])
        kept[goods] += thousandths(row["reserved_quantity"])
    return [BinStock(*goods, quantity_m, kept[goods]) for goods, quantity_m in held.items() if quantity_m > 0]


def _rows(session: Session, locations: Sequence[int]) -> Iterator[dict[str, Any]]:
    for start in range(0, len(locations), _PLACES):
        here = [("location_id", "in", list(locations[start : start + _PLACES])), ("owner_id", "=", False)]
        yield from read_web(session, "stock.quant", [*here, ("quantity", "!=", 0)], _SPEC)
