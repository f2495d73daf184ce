"""Shifts that were handed over: what was left, who left it and who took it."""

from __future__ import annotations

from sqlalchemy import Index, Table

from warehouse_app.store.tables.base import data, key, metadata, ref, warehouse, whole

# `left` is the picture both signed; people are in it by number, for they may have to be forgotten.
handover = Table(
    "handover",
    metadata,
    key(),
    warehouse(),
    whole("at"),
    ref("leaver", "person.id"),
    ref("taker", "person.id"),
    whole("cases", default=0),
    data("left"),
    Index(None, "w", "at"),
)
