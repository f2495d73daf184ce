"""Pictures of goods: each kept once, by what it holds, and which goods have it."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, LargeBinary, Table, Text

from warehouse_app.store.tables.base import Key, metadata, text, whole

picture = Table(
    "picture",
    metadata,
    Column("sha", Text, primary_key=True),
    text("type"),
    Column("body", LargeBinary, nullable=False),
)

# `at`: when Odoo was last asked, `mark`: what it said of the picture's age; no `sha` where there is none to show.
product_picture = Table(
    "product_picture",
    metadata,
    Column("product", Key, ForeignKey("product.id"), primary_key=True, autoincrement=False),
    Column("sha", Text, ForeignKey("picture.sha"), index=True),
    text("mark"),
    whole("at"),
)
