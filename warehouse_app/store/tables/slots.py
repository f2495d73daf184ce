"""Where a tote can stand that is in nobody's hand: the slots of shelves and carts, and which tote stands where."""

from __future__ import annotations

from sqlalchemy import Index, Table, UniqueConstraint

from warehouse_app.domain.slots import KINDS
from warehouse_app.store.tables.base import key, metadata, one_of, ref, text, warehouse, whole

# `shelf` is the shelf's or the cart's name; the slot's code is what is scanned.
slot = Table(
    "slot",
    metadata,
    key(),
    warehouse(),
    text("kind"),
    text("shelf"),
    text("code"),
    whole("at"),
    UniqueConstraint("w", "code"),
    one_of("kind", KINDS),
    Index(None, "w", "shelf"),
)

# One tote a slot: whoever puts another there says that the one before is not there any more.
tote_place = Table(
    "tote_place",
    metadata,
    key(),
    ref("tote", "tote.id"),
    ref("slot", "slot.id"),
    whole("at"),
    ref("person", "person.id", null=True),
    UniqueConstraint("tote"),
    UniqueConstraint("slot"),
)
