"""What Odoo would have been told while the app only observes, and how it would have its transfers. Ids are Odoo's."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Table

from warehouse_app.store.tables.base import data, key, metadata, text, whole, yes_or_no

unsent = Table(
    "unsent",
    metadata,
    key(),
    whole("at"),
    text("key", unique=True),
    text("call"),
    data("facts"),
    data("calls"),
    whole("transfer", null=True),
)

told_transfer = Table(
    "told_transfer",
    metadata,
    Column("odoo_id", BigInteger, primary_key=True, autoincrement=False),
    whole("batch", null=True),
    yes_or_no("done"),
)

# What would follow a transfer that is done in thought only: its id is below zero, `root` the one in Odoo it comes of.
thought = Table(
    "thought",
    metadata,
    Column("odoo_id", BigInteger, primary_key=True, autoincrement=False),
    whole("root"),
    whole("site"),
    data("body"),
    Index(None, "site"),
)

# The lines of the places somebody here has touched.
told_line = Table(
    "told_line",
    metadata,
    key(),
    whole("transfer"),
    whole("odoo_id"),
    whole("move"),
    whole("product"),
    whole("location"),
    whole("lot", null=True),
    whole("package", null=True),
    whole("quantity_m"),
    yes_or_no("picked"),
    whole("result_package", null=True),
    Index(None, "transfer"),
    Index(None, "location"),
)
