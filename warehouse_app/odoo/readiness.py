"""Reading whether the data is fit to run. Sums come from Odoo itself, so that a busy warehouse is no long answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from warehouse_app.domain.readiness import Address, Bin, Box, Carrier, DatedLot, Goods, MasterData
from warehouse_app.odoo.master import boxes, pages
from warehouse_app.odoo.readiness_stock import stock
from warehouse_app.odoo.reading import CHAIN, ENDED, chain_of, read_flat, read_web
from warehouse_app.odoo.records import Row, link, stamp
from warehouse_app.odoo.session import Session
from warehouse_app.service.ports.odoo import OdooRefused

_DAY = 86_400_000
_GOODS = ("default_code", "name", "barcode", "weight", "volume")
_UNSEEN = [("product_tmpl_id.image_128", "=", False), ("image_variant_128", "=", False)]
_TO = ("street", "zip", "city", "phone")
_OPEN: dict[str, Any] = {
    "name": {}, "origin": {}, "move_ids": {},
    "carrier_id": {"fields": {"display_name": {}}},
    "partner_id": {"fields": {**{name: {} for name in _TO}, "country_id": {"fields": {"code": {}}}}},
}  # fmt: skip

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Site:
    """A warehouse as it is asked about: the ids of its stock's root and of its chain's types; lines by goods, place."""

    root: int
    types: Sequence[int]
    since: str
    by_goods: Mapping[int, int]
    by_place: Mapping[int, int]
    by_both: Mapping[tuple[int, int], int]


def master_data(session: Session, warehouse: int, days: int) -> MasterData:
    """As the port has it."""
    site = _site(session, warehouse, days)
    return MasterData(
        days,
        goods=_or_none(lambda: _goods(session, site)),
        bins=_or_none(lambda: _bins(session, site)),
        carriers=_or_none(lambda: _carriers(session, site)),
        boxes=_or_none(lambda: [Box(row.odoo_id, row.name, row.size_mm is not None) for row in boxes(session)]),
        addresses=_or_none(lambda: _addresses(session, site)),
        stock=_or_none(lambda: stock(session, site.root, site.by_both)),
        lots=_or_none(lambda: _lots(session, site)),
    )


def external_names(session: Session, model: str, ids: Sequence[int]) -> dict[int, str]:
    """As the port has it."""
    found = session.call(model, "get_external_id", list(ids)) if ids else {}
    return {int(id_): str(name) for id_, name in found.items()}


def name_records(session: Session, model: str, ids: Sequence[int]) -> None:
    """As the port has it. An export names what has no name; a second one finds the same names."""
    if ids:
        session.call(model, "export_data", list(ids), ["id"], write=True)


def _or_none(read: Callable[[], T]) -> T | None:
    """A group that is refused is not known; the others are."""
    try:
        return read()
    except OdooRefused:
        return None


def _site(session: Session, warehouse: int, days: int) -> Site:
    rows = read_flat(session, "stock.warehouse", [("id", "=", warehouse)], ["lot_stock_id", *CHAIN])
    if not rows:
        raise OdooRefused(f"stock.warehouse({warehouse}) does not exist")
    types, since = list(chain_of(rows[0]).values()), stamp(session.clock_ms - days * _DAY)
    done = ["&", ("state", "=", "done"), ("date", ">=", since)]
    lines = [("picking_id.picking_type_id", "=", types[0]), "|", ("state", "not in", ("draft", *ENDED)), *done]
    both: Counter[tuple[int, int]] = Counter()
    for row in grouped(session, "stock.move.line", lines, ["product_id", "location_id"]):
        both[link(row["product_id"]) or 0, link(row["location_id"]) or 0] += row["__count"]
    goods: Counter[int] = Counter()
    places: Counter[int] = Counter()
    for (product, place), count in both.items():
        goods[product] += count
        places[place] += count
    return Site(int(rows[0]["lot_stock_id"]), types, since, goods, places, both)


def grouped(
    session: Session, model: str, domain: Sequence[Any], by: Sequence[str], sums: Sequence[str] = ()
) -> list[Row]:
    """How many records there are of each group, and sums of fields (`field:sum`)."""
    rows: list[Row] = session.call(model, "formatted_read_group", list(domain), list(by), ["__count", *sums])
    return rows


def _goods(session: Session, site: Site) -> list[Goods]:
    ours = [("id", "in", sorted(site.by_goods))]
    rows = list(pages(session, "product.product", ours, _GOODS))
    unseen = set(session.call("product.product", "search", [*ours, *_UNSEEN]))
    packs: dict[int, list[str]] = {}
    for pack in pages(session, "product.uom", [("product_id", "in", sorted(site.by_goods))], ["product_id", "barcode"]):
        packs.setdefault(pack["product_id"], []).append(pack["barcode"])
    return [
        Goods(
            row["id"], row["default_code"] or "", row["name"], row["barcode"] or "", tuple(packs.get(row["id"], ())),
            round(row["weight"] * 1000), round(row["volume"] * 1_000_000), row["id"] not in unseen,
            site.by_goods[row["id"]],
        )
        for row in rows
    ]  # fmt: skip


def _bins(session: Session, site: Site) -> list[Bin]:
    """Places that hold goods: those with no place of the stock below them, the stock itself left out."""
    domain = [("id", "child_of", site.root), ("usage", "=", "internal"), ("id", "!=", site.root)]
    rows = list(pages(session, "stock.location", domain, ["name", "barcode", "location_id"]))
    above = {row["location_id"] for row in rows}
    return [
        Bin(row["id"], row["name"], row["barcode"] or "", site.by_place.get(row["id"], 0))
        for row in rows
        if row["id"] not in above
    ]


def _carriers(session: Session, site: Site) -> list[Carrier]:
    """Those that deliveries of these days went with, or are to go."""
    ours = [("picking_type_id", "=", site.types[0]), ("carrier_id", "!=", False), ("state", "!=", "cancel")]
    rows = grouped(session, "stock.picking", [*ours, ("create_date", ">=", site.since)], ["carrier_id"])
    return [Carrier(row["carrier_id"][0], row["carrier_id"][1], row["__count"]) for row in rows]


def _addresses(session: Session, site: Site) -> list[Address]:
    """Whoever an open order goes to, once."""
    still = [("picking_type_id", "in", list(site.types)), ("state", "not in", ("draft", *ENDED))]
    rows = read_web(session, "stock.picking", [*still, ("partner_id", "!=", False)], _OPEN)
    lines: Counter[int] = Counter()
    for row in rows:
        lines[row["partner_id"]["id"]] += len(row["move_ids"])
    newest = {row["partner_id"]["id"]: row for row in sorted(rows, key=lambda row: int(row["id"]))}
    return [_address(row, lines[partner]) for partner, row in newest.items()]


def _address(row: Row, lines: int) -> Address:
    to = row["partner_id"]
    country, carrier = to["country_id"] or {}, row["carrier_id"] or {}
    texts = {name: to[name] or "" for name in _TO}
    return Address(
        to["id"], row["origin"] or row["name"], **texts, country=country.get("code") or "",
        carrier=carrier.get("display_name") or "", lines=lines,
    )  # fmt: skip


def _lots(session: Session, site: Site) -> list[DatedLot]:
    """Lots in stock of goods that expire; none where the module for it is missing."""
    if not session.call("stock.lot", "fields_get", ["expiration_date"], ["type"]):
        return []
    here = [("quant_ids.location_id", "child_of", site.root), ("product_id.use_expiration_date", "=", True)]
    rows = list(pages(session, "stock.lot", here, ["name", "product_id", "expiration_date"]))
    skus = names_of(session, "product.product", {row["product_id"] for row in rows})
    return [
        DatedLot(
            row["id"], row["name"], skus.get(row["product_id"], ""), bool(row["expiration_date"]),
            site.by_goods.get(row["product_id"], 0),
        )
        for row in rows
    ]  # fmt: skip


def names_of(session: Session, model: str, ids: Collection[int]) -> dict[int, str]:
    """What people call these records; goods by their number where they have one."""
    if not ids:
        return {}
    fields = ["default_code", "name"] if model == "product.product" else ["name"]
    rows = pages(session, model, [("id", "in", sorted(ids))], fields)
    return {row["id"]: str(row.get("default_code") or row["name"]) for row in rows}
