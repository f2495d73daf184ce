"""Goods coming back: authorised, received, judged, refunded."""

from __future__ import annotations

from sqlalchemy import Table, UniqueConstraint

from warehouse_app.store.tables.base import data, key, metadata, not_negative, one_of, ref, text, warehouse, whole

return_ = Table(
    "return",
    metadata,
    key(),
    warehouse(),
    text("number"),
    ref("order", "order.id", null=True, index=True),
    text("state", default="authorised"),
    text("token", null=True, unique=True),
    whole("odoo_id", null=True),
    whole("authorised_at"),
    whole("expires_at", null=True),
    whole("closed_at", null=True),
    UniqueConstraint("w", "number"),
    one_of("state", ("authorised", "received", "judged", "refunded", "closed", "cancelled")),
)

return_line = Table(
    "return_line",
    metadata,
    key(),
    ref("return", "return.id", index=True),
    ref("product", "product.id"),
    ref("lot", "lot.id", null=True),
    text("reason", null=True),
    whole("expected_m", default=0),
    whole("received_m", default=0),
    text("judgement", null=True),
    ref("location", "location.id", null=True),
    data("facts", null=True),
    not_negative("expected_m", "received_m"),
)
