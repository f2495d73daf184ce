"""Goods that went to customers, as Odoo told it."""

from __future__ import annotations

from sqlalchemy import Table, UniqueConstraint

from warehouse_app.store.tables.base import data, key, metadata, not_negative, ref, text, warehouse, whole

# A delivery as Odoo told it when somebody asked what of it may come back; `seen_at` is from before the asking.
shipped = Table(
    "shipped",
    metadata,
    key(),
    ref("source", "source.id"),
    whole("odoo_id"),
    warehouse(),
    ref("order", "order.id", index=True),
    text("name"),
    whole("done_at"),
    data("back_to"),
    whole("seen_at"),
    text("customer", null=True),
    UniqueConstraint("source", "odoo_id"),
)

# `source_key` is (move, lot) in Odoo's ids. `returned_m`: what Odoo knew of then that came back or will. `price` is
# what the customer paid for a base unit, in hundredths of the money.
shipped_line = Table(
    "shipped_line",
    metadata,
    key(),
    ref("shipped", "shipped.id"),
    text("source_key"),
    whole("move"),
    ref("product", "product.id"),
    ref("lot", "lot.id", null=True),
    whole("shipped_m"),
    whole("returned_m"),
    whole("price", null=True),
    UniqueConstraint("shipped", "source_key"),
    not_negative("shipped_m", "returned_m"),
)
