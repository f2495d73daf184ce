"""The carts that are proposed for the pool, as planned last: a row for each warehouse, replaced as a whole."""

from __future__ import annotations

from sqlalchemy import Table, UniqueConstraint

from warehouse_app.store.tables.base import data, key, metadata, warehouse

pool_plan = Table("pool_plan", metadata, key(), warehouse(), data("body"), UniqueConstraint("w"))
