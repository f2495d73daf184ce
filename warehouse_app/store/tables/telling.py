"""What Odoo was told and what it said: demands planned for, quantities written, batches, counts, the link."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Table, Text, UniqueConstraint

from warehouse_app.store.tables.base import data, key, metadata, not_negative, one_of, ref, text, warehouse, whole

# What a transfer wants of a product, as the floor last planned for it. `odoo_id` is a stock.move.
move = Table(
    "move",
    metadata,
    key(),
    ref("transfer", "transfer.id"),
    whole("odoo_id"),
    whole("demand_m"),
    UniqueConstraint("transfer", "odoo_id"),
    not_negative("demand_m"),
)

# A state of ours that Odoo may show. Kept before it is sent; older ones go when a newer one is seen there.
sent = Table(
    "sent",
    metadata,
    key(),
    ref("transfer", "transfer.id"),
    whole("version"),
    data("lines"),
    whole("at"),
    UniqueConstraint("transfer", "version"),
)

# The wave as Odoo knows it, a stock.picking.batch. `name`: it was made there, and taken over as it was.
batch = Table(
    "batch",
    metadata,
    key(),
    ref("wave", "wave.id"),
    whole("odoo_id"),
    text("name", null=True),
    UniqueConstraint("wave"),
)

# What Odoo validated of a line, whatever was picked.
validated = Table(
    "validated", metadata, key(), ref("line", "line.id"), whole("done_m"), whole("at"), UniqueConstraint("line")
)

# A bin that was counted. `counted_at` is when the goods lay there so, by our clock; `book_m` what the book had then.
count = Table(
    "count",
    metadata,
    key(),
    warehouse(),
    ref("product", "product.id"),
    ref("location", "location.id"),
    ref("lot", "lot.id", null=True),
    whole("counted_m"),
    whole("counted_at"),
    whole("target_m", null=True),
    whole("sent_at", null=True),
    whole("done_at", null=True),
    whole("difference_m", null=True),
    text("event", null=True),
    whole("compared_at", null=True),
    whole("book_m", null=True),
    not_negative("counted_m"),
    CheckConstraint("done_at IS NULL OR sent_at IS NOT NULL", name="sent_before_done"),
    Index(None, "product", "location"),
)

# How far something was read, by name; ms UTC.
cursor = Table("cursor", metadata, Column("name", Text, primary_key=True), whole("at"))

# How it stands with Odoo, since when.
link = Table(
    "link",
    metadata,
    Column("name", Text, primary_key=True),
    text("state"),
    text("words"),
    whole("since"),
    one_of("state", ("there", "away", "denied")),
)
