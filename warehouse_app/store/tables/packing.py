"""Parcels and their contents."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, Table, UniqueConstraint

from warehouse_app.store.tables.base import (
    data,
    key,
    metadata,
    not_negative,
    of_event,
    one_of,
    ref,
    text,
    warehouse,
    whole,
)

# Who packs a transfer, and by which right: a bench that opens it anew gets the next epoch.
packing = Table(
    "packing",
    metadata,
    key(),
    ref("transfer", "transfer.id"),
    whole("epoch", default=0),
    ref("device", "device.id", null=True),
    ref("person", "person.id", null=True),
    whole("opened_at"),
    whole("packed_at", null=True),
    UniqueConstraint("transfer"),
    not_negative("epoch"),
)

# `token` is the name the bench gave it, and the one by which the box is found in Odoo.
parcel = Table(
    "parcel",
    metadata,
    key(),
    warehouse(),
    text("number"),
    text("sscc", null=True, unique=True),
    ref("transfer", "transfer.id", index=True),
    ref("station", "station.id", null=True),
    ref("box", "box.id", null=True),
    text("state", default="open"),
    whole("weight_g", null=True),
    data("size_mm", null=True),
    whole("odoo_id", null=True),
    text("token", unique=True),
    whole("opened_at"),
    whole("closed_at", null=True),
    whole("loaded_at", null=True),
    whole("content_m", default=0),
    text("tracking", null=True),
    ref("manifest", "manifest.id", null=True, index=True),
    UniqueConstraint("w", "number"),
    one_of("state", ("open", "closed", "void")),
    not_negative("content_m"),
    Index(None, "number"),
    Index(None, "closed_at"),
)

parcel_item = Table(
    "parcel_item",
    metadata,
    key(),
    of_event(),
    ref("parcel", "parcel.id", index=True),
    ref("line", "line.id", index=True),
    whole("qty_m"),
    text("reversed_by", null=True),
    CheckConstraint("qty_m > 0", name="qty_m"),
)

# What a check at the bench came to; of one check about one product the newest holds. `value`: what was measured.
pack_check = Table(
    "pack_check",
    metadata,
    key(),
    text("event"),
    ref("transfer", "transfer.id", index=True),
    text("code"),
    ref("product", "product.id", null=True),
    text("result"),
    whole("value", null=True),
    one_of("result", ("pass", "fail", "granted")),
)
