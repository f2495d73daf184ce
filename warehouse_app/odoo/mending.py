"""What an exception is about, looked at as the app's own user and mended with the second credential."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from warehouse_app.odoo.reading import ENDED, chain, read_flat, read_web
from warehouse_app.odoo.records import link, name_of, stamp
from warehouse_app.odoo.session import Session
from warehouse_app.service.ports.odoo import Addressee, Measures, OdooRefused

_HERE_MS = 2 * 24 * 3600 * 1000  # boxes of what ended stand in the house no longer than this
_TEXTS = ("name", "street", "street2", "zip", "city", "phone", "email")
_PARTNER: dict[str, Any] = {
    **{name: {} for name in _TEXTS},
    "state_id": {"fields": {"name": {}}},
    "country_id": {"fields": {"code": {}}},
}
_ADDRESSEE: dict[str, Any] = {
    "partner_id": {"fields": _PARTNER},
    "carrier_id": {"fields": {"name": {}}},
    "sale_id": {"fields": {"partner_shipping_id": {}}},
}


def addressees(session: Session, transfers: Sequence[int]) -> list[Addressee]:
    rows = read_web(session, "stock.picking", [("id", "in", list(transfers))], _ADDRESSEE) if transfers else []
    return [_addressee(row) for row in rows]


def changed_addresses(session: Session, warehouse: int, since_ms: int) -> list[int]:
    types, since = list(chain(session, warehouse).values()), stamp(since_ms)
    places = ("write_date", "partner_id.write_date", "sale_id.write_date")
    changed = ["|", "|", *[(place, ">=", since) for place in places]]
    lately = ["&", ("state", "=", "done"), ("date_done", ">=", stamp(since_ms - _HERE_MS))]
    here = ["|", ("state", "not in", ENDED), *lately]
    found = session.call("stock.picking", "search", [("picking_type_id", "in", types), *here, *changed])
    return [int(id_) for id_ in found]


def measures(session: Session, products: Sequence[int]) -> list[Measures]:
    if not products:
        return []
    rows = read_flat(session, "product.product", [("id", "in", list(products))], ["weight", "barcode", "volume"])
    return [
        Measures(row["id"], round(row["weight"] * 1000), row["barcode"] or "", round(row["volume"] * 1_000_000))
        for row in rows
    ]


def mend_address(session: Session, transfer: int, fields: Mapping[str, str]) -> None:
    """The customer first: a transfer that goes to the wrong one is not sent to one with half an address."""
    row = _transfer(session, transfer)
    sale = row["sale_id"]
    partner = link(sale["partner_shipping_id"]) if sale else link(row["partner_id"])
    if partner is None:
        raise OdooRefused("nobody gets the goods of this transfer")
    values: dict[str, Any] = {name: text or False for name, text in fields.items() if name != "country"}
    if "country" in fields:
        values["country_id"] = _country(session, fields["country"])
    if values:
        session.call("res.partner", "write", [partner], values, write=True)
    _write(session, row, "partner_id", partner)


def mend_carrier(session: Session, transfer: int, carrier: str) -> None:
    row = _transfer(session, transfer)
    known = read_flat(session, "delivery.carrier", [("name", "=", carrier)], ["id"])
    if not known:
        raise OdooRefused(f"there is no carrier {carrier}")
    if row["sale_id"]:
        session.call("sale.order", "write", [row["sale_id"]["id"]], {"carrier_id": known[0]["id"]}, write=True)
    _write(session, row, "carrier_id", known[0]["id"])


def mend_product(
    session: Session, product: int, weight_g: int | None, barcode: str | None, volume_ml: int | None = None
) -> None:
    values: dict[str, Any] = {} if weight_g is None else {"weight": weight_g / 1000}
    values |= {} if volume_ml is None else {"volume": volume_ml / 1_000_000}
    values |= {} if barcode is None else {"barcode": barcode or False}
    if values:
        session.call("product.product", "write", [product], values, write=True)


def _addressee(row: Mapping[str, Any]) -> Addressee:
    partner, sale = row["partner_id"] or None, row["sale_id"]
    texts = {name: (partner[name] or "") if partner else "" for name in _TEXTS}
    country, state = (partner["country_id"], partner["state_id"]) if partner else (None, None)
    return Addressee(
        transfer=row["id"],
        **texts,
        state=state["name"] if state else "",
        country=country["code"] if country else "",
        carrier=name_of(row["carrier_id"]) or "",
        agrees=not sale or link(sale["partner_shipping_id"]) == link(partner),
    )


def _transfer(session: Session, transfer: int) -> Mapping[str, Any]:
    rows = read_web(session, "stock.picking", [("id", "=", transfer)], _ADDRESSEE)
    if not rows:
        raise OdooRefused(f"stock.picking({transfer}) does not exist")
    return rows[0]


def _write(session: Session, row: Mapping[str, Any], field: str, value: int) -> None:
    """On the transfer and all others of its order, as far as they are not over and not so already."""
    same = ("sale_id", "=", row["sale_id"]["id"]) if row["sale_id"] else ("id", "=", row["id"])
    others = [same, ("state", "not in", ENDED), (field, "!=", value)]
    found = session.call("stock.picking", "search", others)
    if found:
        session.call("stock.picking", "write", found, {field: value}, write=True)


def _country(session: Session, code: str) -> int | bool:
    if not code:
        return False
    known = read_flat(session, "res.country", [("code", "=", code.upper())], ["id"])
    if not known:
        raise OdooRefused(f"there is no country {code}")
    return int(known[0]["id"])
