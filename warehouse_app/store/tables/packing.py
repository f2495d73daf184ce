"""Parcels, their contents and labels, and what was sent to which printer."""

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

# Label `n` of `of`; a second print of the same label is a copy and says so.
label = Table(
    "label",
    metadata,
    key(),
    ref("parcel", "parcel.id", null=True, index=True),
    text("design"),
    whole("n"),
    whole("of"),
    text("sha256"),
    ref("copy_of", "label.id", null=True),
    whole("at"),
    CheckConstraint('n BETWEEN 1 AND "of"', name="n_of_m"),
)

print_job = Table(
    "print_job",
    metadata,
    key(),
    warehouse(),
    ref("printer", "printer.id", index=True),
    ref("label", "label.id", null=True),
    text("state", default="queued"),
    whole("attempts", default=0),
    whole("queued_at"),
    whole("changed_at"),
    text("error", null=True),
    one_of("state", ("queued", "sent", "confirmed", "unknown", "void")),
    not_negative("attempts"),
)
