"""What customers were told, once each: of this event, about this order, by this template. The words are in Odoo."""

from __future__ import annotations

from sqlalchemy import Table, UniqueConstraint

from warehouse_app.store.tables.base import data, key, metadata, one_of, ref, text, warehouse, whole

customer_message = Table(
    "customer_message",
    metadata,
    key(),
    warehouse(),
    ref("order", "order.id", index=True),
    ref("case", "case.id", null=True),
    text("event"),
    text("template"),
    text("token"),
    data("facts"),
    text("state", default="queued"),
    text("lang", null=True),
    whole("at"),
    UniqueConstraint("event", "order", "template"),
    one_of("state", ("queued", "sent", "off", "no_address", "lacking", "withdrawn")),
)
