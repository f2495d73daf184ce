"""What people did against a rule, and who agreed."""

from __future__ import annotations

from sqlalchemy import Index, Table

from warehouse_app.store.tables.base import data, key, metadata, one_of, ref, text, warehouse, whole

# `day` is the warehouse's, by which limits are counted; `subject` what it is about (`case:7`); `second` agreed or not.
override = Table(
    "override",
    metadata,
    key(),
    warehouse(),
    text("code"),
    text("state"),
    whole("at"),
    text("day"),
    ref("person", "person.id"),
    text("reason"),
    text("subject"),
    data("facts"),
    ref("second", "person.id", null=True),
    whole("second_at", null=True),
    one_of("state", ("done", "waiting", "approved", "refused")),
    Index(None, "w", "day"),
    Index(None, "subject"),
)
