"""Goods coming back: authorised, received, judged, refunded."""

from __future__ import annotations

from sqlalchemy import Index, Table, UniqueConstraint

from warehouse_app.store.tables.base import data, key, metadata, not_negative, one_of, ref, text, warehouse, whole

# `odoo_id` is the receipt's, and `made_at` when Odoo was known to have it: from then on its own figures hold it.
return_ = Table(
    "return",
    metadata,
    key(),
    warehouse(),
    text("number"),
    ref("order", "order.id", index=True),
    ref("shipped", "shipped.id", null=True, index=True),
    text("state", default="authorised"),
    text("token", null=True, unique=True),
    whole("odoo_id", null=True),
    text("odoo_name", null=True),
    text("event", null=True),
    ref("person", "person.id", null=True),
    ref("receiver", "person.id", null=True),
    whole("authorised_at"),
    whole("made_at", null=True),
    whole("received_at", null=True),
    whole("expires_at", null=True),
    whole("closed_at", null=True),
    UniqueConstraint("w", "number"),
    one_of("state", ("authorised", "received", "judged", "refunded", "closed", "cancelled")),
)
Index("uq_return_event", return_.c.event, unique=True)

return_line = Table(
    "return_line",
    metadata,
    key(),
    ref("return", "return.id", index=True),
    ref("shipped_line", "shipped_line.id", null=True, index=True),
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
