"""Reading what Odoo keeps for a long time: warehouses, places, products, lots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from warehouse_app.odoo.reading import CHAIN, chain_of, read_flat
from warehouse_app.odoo.records import stamp, thousandths
from warehouse_app.odoo.session import Session
from warehouse_app.service.ports.odoo import OdooBox, OdooLocation, OdooLot, OdooProduct, OdooRefused, OdooWarehouse

_PAGE = 2000
_MM = {"mm": 1.0, "cm": 10.0, "m": 1000.0, "in": 25.4, "ft": 304.8}
_G = {"g": 1.0, "kg": 1000.0, "oz": 28.349523125, "lb": 453.59237}
_KEPT = 90 * 86_400_000  # so long a lot is known that lies nowhere


def warehouses(session: Session) -> list[OdooWarehouse]:
    """The zone is that of the warehouse's address, else that of the service user, else UTC."""
    rows = read_flat(session, "stock.warehouse", [], ["name", "code", "partner_id", *CHAIN])
    partners = [row["partner_id"] for row in rows if row["partner_id"]]
    zones = {row["id"]: row["tz"] for row in read_flat(session, "res.partner", [("id", "in", partners)], ["tz"])}
    own = session.call("res.users", "context_get").get("tz") or "UTC"
    return [_warehouse(row, zones.get(row["partner_id"]) or own) for row in rows]


def _warehouse(row: Mapping[str, Any], zone: str) -> OdooWarehouse:
    types = tuple(chain_of(row).values())
    return OdooWarehouse(row["id"], row["code"], row["name"], zone, len(types), types)


def locations(session: Session, warehouse: int) -> list[OdooLocation]:
    """The places of the stock, and those on the way out. A name several places share is told with those above it."""
    fields = ["lot_stock_id", "wh_pack_stock_loc_id", "wh_output_stock_loc_id", *CHAIN]
    sites = read_flat(session, "stock.warehouse", [("id", "=", warehouse)], fields)
    if not sites:
        raise OdooRefused(f"stock.warehouse({warehouse}) does not exist")
    root, used = sites[0]["lot_stock_id"], chain_of(sites[0])
    passed = {"pack": sites[0]["wh_pack_stock_loc_id"], "out": sites[0]["wh_output_stock_loc_id"]}
    out = [place for name, place in passed.items() if name in used and len(used) > 1]
    domain = ["|", ("id", "child_of", root), ("id", "in", out)]
    rows = read_flat(session, "stock.location", domain, ["name", "barcode", "usage", "location_id"])
    places = {row["id"]: row for row in rows}
    inner = [row for row in rows if row["usage"] == "internal"]
    shared = {name for name, count in Counter(row["name"] for row in inner).items() if count > 1}
    return [
        OdooLocation(
            row["id"], _path(row, places, root) if row["name"] in shared else row["name"], row["barcode"] or None
        )
        for row in inner
    ]


def products(session: Session) -> list[OdooProduct]:
    """All goods that are stored."""
    fields = ["default_code", "name", "display_name", "barcode", "uom_id", "tracking", "weight", "volume", "categ_id"]
    fields += ["all_product_tag_ids", "product_tmpl_id"]
    known = session.call("product.product", "fields_get", ["use_expiration_date"], ["type"])
    rows = list(pages(session, "product.product", [("is_storable", "=", True)], [*fields, *known]))
    units = {row["id"]: row for row in read_flat(session, "uom.uom", [], ["name", "factor", "parent_path"])}
    whole = _pieces(session, units)
    packs: dict[int, list[tuple[str, int]]] = {}
    for pack in pages(session, "product.uom", [], ["product_id", "uom_id", "barcode"]):
        packs.setdefault(pack["product_id"], []).append((pack["barcode"], pack["uom_id"]))
    tags = _names(session, "product.tag", {tag for row in rows for tag in row["all_product_tag_ids"]})
    categories = _names(session, "product.category", {row["categ_id"] for row in rows if row["categ_id"]})
    called = {row["id"]: _called(row, tags, categories) for row in rows}
    sellers = suppliers(session)
    made = (_product(row, units, whole, packs.get(row["id"], []), called[row["id"]]) for row in rows)
    return [
        replace(card, supplier=sellers.get((None, card.odoo_id)) or sellers.get((row["product_tmpl_id"], None)))
        for card, row in zip(made, rows, strict=True)
    ]


def suppliers(session: Session) -> dict[tuple[int | None, int | None], str]:
    """Who is bought from first, by (template, None) and, where a product has its own, (None, product).

    None where our user may not see them: only the measures of returns ask, and nothing on the floor waits for that.
    """
    fields = ["product_tmpl_id", "product_id", "partner_id", "sequence"]
    try:
        rows = sorted(pages(session, "product.supplierinfo", [], fields), key=lambda row: (row["sequence"], row["id"]))
    except OdooRefused:
        return {}
    names = _names(session, "res.partner", {row["partner_id"] for row in rows})
    found: dict[tuple[int | None, int | None], str] = {}
    for row in rows:
        of = (None, row["product_id"]) if row["product_id"] else (row["product_tmpl_id"], None)
        found.setdefault(of, names.get(row["partner_id"]) or "")
    return found


def lots(session: Session, ids: Sequence[int] | None = None) -> list[OdooLot]:
    """Lots that lie in a place of ours, and those made lately; or just these."""
    recent = stamp(session.clock_ms - _KEPT)
    ours = ["|", ("quant_ids.location_id.usage", "=", "internal"), ("create_date", ">=", recent)]
    domain = ours if ids is None else [("id", "in", list(ids))]
    dated = session.call("stock.lot", "fields_get", ["expiration_date"], ["type"])
    return [
        OdooLot(row["id"], row["product_id"], row["name"], (row.get("expiration_date") or "")[:10] or None)
        for row in pages(session, "stock.lot", domain, ["product_id", "name", *dated])
    ]


def boxes(session: Session) -> list[OdooBox]:
    """Package types to send goods in; those of totes, which stay here, are left out."""
    known = session.call("stock.package.type", "fields_get", ["package_use"], ["type"])
    domain = [("package_use", "!=", "reusable")] if known else []
    sizes = ["packaging_length", "width", "height", "length_uom_name"]
    fields = ["name", "barcode", "base_weight", "max_weight", "weight_uom_name", *sizes]
    return [_box(row) for row in read_flat(session, "stock.package.type", domain, fields)]


def _box(row: Mapping[str, Any]) -> OdooBox:
    """Odoo measures in mm and kg, or where it is set so in inches and pounds."""
    mm, g = _MM.get(row["length_uom_name"], 1.0), _G.get(row["weight_uom_name"], 1000.0)
    length, width, height = (round(row[side] * mm) for side in ("packaging_length", "width", "height"))
    return OdooBox(
        odoo_id=row["id"],
        name=row["name"],
        barcode=row["barcode"] or None,
        size_mm=(length, width, height) if length and width and height else None,
        weight_g=round(row["base_weight"] * g) or None,
        max_g=round(row["max_weight"] * g) or None,
    )


def _names(session: Session, model: str, ids: Collection[int]) -> dict[int, str]:
    rows = read_flat(session, model, [("id", "in", sorted(ids))], ["name"]) if ids else []
    return {row["id"]: row["name"] for row in rows}


def _called(row: Mapping[str, Any], tags: Mapping[int, str], categories: Mapping[int, str]) -> tuple[str, ...]:
    """The names of its tags, then of its category."""
    own = sorted(tags[tag] for tag in row["all_product_tag_ids"] if tag in tags)
    return (*own, *([categories[row["categ_id"]]] if row["categ_id"] in categories else []))


def _product(
    row: Mapping[str, Any],
    units: Mapping[int, Any],
    whole: set[int],
    packs: Sequence[tuple[str, int]],
    called: tuple[str, ...],
) -> OdooProduct:
    unit = units[row["uom_id"]]
    own = [(row["barcode"], 1000)] if row["barcode"] else []
    packed = [(text, thousandths(units[pack]["factor"] / unit["factor"])) for text, pack in packs]
    return OdooProduct(
        odoo_id=row["id"],
        sku=row["default_code"] or "",
        name=row["display_name"],
        unit=unit["name"],
        whole=row["uom_id"] in whole,
        tracking=row["tracking"],
        expires=bool(row.get("use_expiration_date")),
        weight_g=round(row["weight"] * 1000) or None,
        size_mm=None,
        codes=tuple(own + packed),
        hue=row["id"] * 47 % 360,
        tags=called,
        volume_ml=round(row["volume"] * 1_000_000) or None,
    )


def _pieces(session: Session, units: Mapping[int, Any]) -> set[int]:
    """The units one counts instead of measuring: Odoo's `Units` and all that is defined by it (dozens, packs)."""
    try:
        _, unit = session.call("ir.model.data", "check_object_reference", "uom", "product_uom_unit")
    except OdooRefused:
        return set()
    return {id_ for id_, row in units.items() if str(unit) in (row["parent_path"] or "").split("/")}


def _path(row: Mapping[str, Any], places: Mapping[int, Any], root: int) -> str:
    """The names from below the stock down to the place; not Odoo's `complete_name`, which views cut off (T17)."""
    names, at = [row["name"]], row
    while at["location_id"] in places and at["location_id"] != root:
        at = places[at["location_id"]]
        names.append(at["name"])
    return "/".join(reversed(names))


def pages(session: Session, model: str, domain: Sequence[Any], fields: Sequence[str]) -> Iterator[dict[str, Any]]:
    """All records by id, a page at a time: each answer stays of a size that arrives in time."""
    last = 0
    while True:
        page: list[dict[str, Any]] = session.call(
            model,
            "search_read",
            [("id", ">", last), *domain],
            list(fields),
            limit=_PAGE,
            order="id",
            load="",
            context={"display_default_code": False},
        )
        yield from page
        if len(page) < _PAGE:
            return
        last = page[-1]["id"]
