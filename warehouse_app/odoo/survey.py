"""Which Odoo this is, and what in its settings `warehouse-app check` must know."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Literal
from urllib.parse import urlsplit

from warehouse_app.odoo.reading import read_flat, read_web
from warehouse_app.odoo.records import link, moment
from warehouse_app.odoo.session import Session
from warehouse_app.service.ports.odoo import BatchNow, Features, OdooRefused, OpTypeNow, Survey

# What the service user must be able to do, by model.
RIGHTS = {
    "stock.picking": ("read", "write", "create"),
    "stock.move": ("read", "write", "create"),
    "stock.move.line": ("read", "write", "create", "unlink"),
    "stock.quant": ("read", "write", "create"),
    "stock.picking.batch": ("read", "write", "create"),
    "stock.package": ("read", "write", "create"),
    "stock.package.type": ("read",),
    "stock.lot": ("read",),
    "stock.location": ("read",),
    "product.product": ("read",),
    "sale.order": ("read",),
    "mail.activity": ("read", "write", "create"),
    "mail.message": ("read", "create"),
    "ir.attachment": ("read", "create"),
}
# A field only this module adds to transfers; the app reads them all.
_MODULES = {"sale_id": "sale_stock", "batch_id": "stock_picking_batch", "carrier_id": "stock_delivery"}
_TYPE_FIELDS = ("name", "warehouse_id", "code", "auto_batch", "create_backorder", "reservation_method")
_TYPE_SETTINGS = (
    "auto_print_delivery_slip",
    "auto_print_product_labels",
    "batch_group_by_partner",
    "print_label",
    "set_package_type",
    "wave_group_by_product",
)


def identity(session: Session) -> str:
    """The address, the database's name, and when it was made.

    Its uuid would be better and is an administrator's to read; a copy under another name is told apart all the same.
    """
    (company,) = session.call("res.company", "search_read", [], ["create_date"], limit=1, order="id")
    (currency,) = session.call("res.currency", "search_read", [], ["create_date"], limit=1, order="id")
    born = sha256(f"{company['create_date']} {currency['create_date']}".encode()).hexdigest()[:12]
    return f"{session.account.url.rstrip('/')}#{session.account.database}.{born}"


# What the barcode app of Enterprise sets for each operation type.
_SCANNING = ("restrict_scan_", "restrict_put_in_pack", "barcode_", "show_reserved_sns")


def features(session: Session) -> Features:
    told = session.server_version()
    return Features(
        version=str(told["server_version"]),
        edition="enterprise" if "e" in str(told["server_version_info"][-1]) else "community",
        hosting=_hosting(session.account.url),
        scan_options=_scan_options(session),
        key_expires_at=_key_expires_at(session),
    )


def survey(session: Session) -> Survey:
    companies = session.call("res.company", "search_read", [], ["name"], order="id")
    quantity = session.call("stock.move.line", "fields_get", ["quantity"], ["digits"])["quantity"]
    fields = session.call("stock.picking", "fields_get", list(_MODULES), ["type"])
    sms = session.call("res.company", "fields_get", ["stock_text_confirmation"], ["type"])
    return Survey(
        companies=tuple(company["name"] for company in companies),
        op_types=tuple(_op_types(session)),
        decimals=int(quantity["digits"][1]),
        view_bins=tuple(_view_bins(session)),
        batches=tuple(_batches(session)),
        rights=_rights(session),
        missing_modules=tuple(module for field, module in _MODULES.items() if field not in fields),
        asks_sms=bool(sms)
        and bool(session.call("res.company", "search_count", [("stock_text_confirmation", "=", True)])),
        zoneless=tuple(_zoneless(session)),
    )


def _hosting(url: str) -> Literal["own", "sh", "online", "unknown"]:
    host = urlsplit(url).hostname or ""
    if host.endswith((".odoo.sh", ".dev.odoo.com")):
        return "sh"
    if host.endswith(".odoo.com"):
        return "online"
    return "own" if host.replace(".", "").isdecimal() or "." not in host else "unknown"


def _scan_options(session: Session) -> Mapping[int, Mapping[str, bool | str]]:
    known = session.call("stock.picking.type", "fields_get", [], ["type"])
    options = [name for name in known if name.startswith(_SCANNING)]
    rows = read_flat(session, "stock.picking.type", [], options) if options else []
    return {row["id"]: {name: row[name] for name in options} for row in rows}


def _key_expires_at(session: Session) -> int | None:
    """The end of the newest key of the service user: with several, that one is most likely in use."""
    fields = ["create_date", "expiration_date"]
    try:
        keys = read_flat(session, "res.users.apikeys", [("user_id", "=", session.uid)], fields)
    except OdooRefused:
        return None
    newest = max(keys, key=lambda key: str(key["create_date"]), default=None)
    return moment(newest["expiration_date"]) if newest else None


def _op_types(session: Session) -> list[OpTypeNow]:
    known = session.call("stock.picking.type", "fields_get", list(_TYPE_SETTINGS), ["type"])
    rows = read_flat(session, "stock.picking.type", [], [*_TYPE_FIELDS, *known])
    return [
        OpTypeNow(
            row["id"],
            row["name"],
            link(row["warehouse_id"]),
            row["code"],
            bool(row["auto_batch"]),
            row["create_backorder"],
            row["reservation_method"],
            {name: row[name] for name in known},
        )
        for row in rows
    ]


def _view_bins(session: Session) -> list[str]:
    """Places below a view that is itself below a warehouse's stock: their path is cut off."""
    roots = [row["lot_stock_id"] for row in read_flat(session, "stock.warehouse", [], ["lot_stock_id"])]
    domain = [("id", "child_of", roots), ("usage", "=", "internal"), ("location_id.usage", "=", "view")]
    rows = read_flat(session, "stock.location", [*domain, ("id", "not in", roots)], ["complete_name"])
    return [row["complete_name"] for row in rows]


def _zoneless(session: Session) -> list[str]:
    """Warehouses whose address has no time zone, or that have no address."""
    return [
        row["name"]
        for row in read_flat(
            session, "stock.warehouse", ["|", ("partner_id", "=", False), ("partner_id.tz", "=", False)], ["name"]
        )
    ]


def _batches(session: Session) -> list[BatchNow]:
    spec: dict[str, Any] = {"name": {}, "state": {}, "picking_ids": {}}
    running = read_web(session, "stock.picking.batch", [("state", "in", ("draft", "in_progress"))], spec)
    names = session.call("stock.picking.batch", "get_external_id", [row["id"] for row in running]) if running else {}
    return [
        BatchNow(
            row["id"],
            row["name"],
            row["state"],
            str(names.get(str(row["id"]), "")).startswith("__floor__."),
            len(row["picking_ids"]),
        )
        for row in running
    ]


def _rights(session: Session) -> dict[tuple[str, str], bool]:
    return {
        (model, operation): bool(session.call(model, "has_access", [], operation))
        for model, operations in RIGHTS.items()
        for operation in operations
    }
