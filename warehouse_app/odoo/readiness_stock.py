"""Odoo's records of stock beside the lines that reserve from them: where the two disagree, one of them has drifted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from warehouse_app.domain.readiness import Stock
from warehouse_app.odoo.master import pages
from warehouse_app.odoo.reading import ENDED
from warehouse_app.odoo.records import Row, link, name_of, thousandths
from warehouse_app.odoo.session import Session

_BY = ("product_id", "location_id", "lot_id", "package_id", "owner_id")
_FIELDS = (*_BY, "quantity", "reserved_quantity", "tracking")
_Key = tuple[int | None, ...]


def stock(session: Session, root: int, lines: Mapping[tuple[int, int], int]) -> list[Stock]:
    """All records of a warehouse's stock, and what open lines reserve without one. Odoo may keep two of the same."""
    here = [("location_id", "child_of", root), ("location_id.usage", "=", "internal")]
    held: Counter[_Key] = Counter()
    there: Counter[_Key] = Counter()
    tracked: set[int | None] = set()
    for row in pages(session, "stock.quant", here, _FIELDS):
        key = _key(row)
        there[key] += thousandths(row["quantity"])
        held[key] += thousandths(row["reserved_quantity"])
        tracked |= {key[0]} if row["tracking"] != "none" else set()
    wanted = _wanted(session, here)
    keys = list(dict.fromkeys([*there, *wanted]))
    odd = [key for key in keys if _is_odd(key, there, held, wanted, tracked)]
    names = _names(session, odd)
    return [
        Stock(
            ".".join(str(part or 0) for part in key), names.get((0, key[0]), ""), names.get((1, key[1]), ""),
            names.get((2, key[2]), str(key[2] or "")), there[key], held[key], wanted[key], key[0] in tracked,
            lines.get((key[0] or 0, key[1] or 0), 0),
        )
        for key in keys
    ]  # fmt: skip


def _is_odd(
    key: _Key, there: Counter[_Key], held: Counter[_Key], wanted: Counter[_Key], tracked: set[int | None]
) -> bool:
    """Whether anybody will read its name."""
    return there[key] < 0 or held[key] != wanted[key] or (key[0] in tracked and key[2] is None)


def _wanted(session: Session, here: Sequence[Any]) -> Counter[_Key]:
    """What open lines reserve. Goods that are not stored have no record, and reserve nothing."""
    still = [*here, ("state", "not in", ("draft", *ENDED)), ("product_id.is_storable", "=", True)]
    rows: list[Row] = session.call(
        "stock.move.line", "formatted_read_group", still, list(_BY), ["quantity_product_uom:sum"]
    )
    wanted: Counter[_Key] = Counter()
    for row in rows:
        if quantity_m := thousandths(row["quantity_product_uom:sum"] or 0):
            wanted[_key(row)] += quantity_m
    return wanted


def _key(row: Row) -> _Key:
    return tuple(link(row[name]) for name in _BY)


def _names(session: Session, keys: Sequence[_Key]) -> dict[tuple[int, int | None], str]:
    """Of product, place and lot, by their place in the key."""
    models = ("product.product", "stock.location", "stock.lot")
    found: dict[tuple[int, int | None], str] = {}
    for n, model in enumerate(models):
        ids = {key[n] for key in keys if key[n] is not None}
        fields = ["default_code", "name"] if n == 0 else ["name"]
        rows = pages(session, model, [("id", "in", sorted(ids, key=int))], fields) if ids else ()  # type: ignore[arg-type]
        found |= {(n, row["id"]): row.get("default_code") or name_of(row) or "" for row in rows}
    return found
