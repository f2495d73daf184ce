"""Goods that somebody moved from one place to another."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Table

from warehouse_app.store.tables.base import key, metadata, ref, text, warehouse, whole

# `token` is the name by which Odoo's transfer is found; `odoo_id` and `done_at` when it is done there.
goods_move = Table(
    "goods_move",
    metadata,
    key(),
    warehouse(),
    text("event", unique=True),
    ref("person", "person.id", null=True),
    ref("product", "product.id"),
    ref("lot", "lot.id", null=True),
    whole("qty_m"),
    ref("origin", "location.id"),
    ref("target", "location.id"),
    text("token", unique=True),
    whole("at"),
    whole("odoo_id", null=True),
    text("odoo_name", null=True),
    whole("done_at", null=True),
    CheckConstraint("qty_m > 0", name="qty_m"),
)
