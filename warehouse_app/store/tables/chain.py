"""Stretches of the journal whose content was exported and cut."""

from __future__ import annotations

from sqlalchemy import Column, Table

from warehouse_app.store.tables.base import Key, metadata, text, whole

chain_cut = Table(
    "chain_cut",
    metadata,
    Column("first", Key, primary_key=True, autoincrement=False),
    whole("last"),
    text("before"),
    text("head"),
    whole("cut_at"),
    text("mac"),
)
