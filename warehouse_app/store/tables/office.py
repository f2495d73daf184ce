"""What the office did: who released, gave, took back, held and let go, and who changed when the trucks leave."""

from __future__ import annotations

from sqlalchemy import Index, Table

from warehouse_app.store.tables.base import data, key, metadata, ref, text, warehouse, whole

# Insert only. `facts` fill the sentence of the kind, so that it reads the same when goods
# and trucks have changed since; people are in them by number (`to`), for they may have to be forgotten.
act = Table(
    "act",
    metadata,
    key(),
    warehouse(),
    text("kind"),
    whole("at"),
    ref("person", "person.id", null=True),
    ref("wave", "wave.id", null=True),
    ref("order", "order.id", null=True),
    data("facts"),
    Index(None, "w", "at"),
)
