"""Printers and the ledger of what was printed."""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary, Table, UniqueConstraint

from warehouse_app.domain.printing import FORMATS, KINDS, STEPS
from warehouse_app.store.tables.base import (
    data,
    key,
    metadata,
    not_negative,
    one_of,
    ref,
    text,
    warehouse,
    whole,
    yes_or_no,
)

# One that was taken away keeps its row for the ledger: `gone_at`.
printer = Table(
    "printer",
    metadata,
    key(),
    warehouse(),
    ref("station", "station.id", null=True),
    text("name"),
    text("kind"),
    text("address"),
    text("format"),
    whole("dpi", default=203),
    yes_or_no("agent"),
    ref("deputy", "printer.id", null=True),
    text("trouble", null=True),
    whole("trouble_at", null=True),
    whole("gone_at", null=True),
    one_of("kind", KINDS),
    one_of("format", FORMATS),
    not_negative("dpi"),
    Index(None, "w", "name"),
)

# Where a device stands: a bench has its computer, often a handheld too, and sometimes a program that prints.
station_device = Table(
    "station_device", metadata, key(), ref("device", "device.id"), ref("station", "station.id"),
    UniqueConstraint("device"),
)  # fmt: skip

# `fields` fill a design, `body` is what others made; both are fixed when the label is first drawn.
label = Table(
    "label",
    metadata,
    key(),
    warehouse(),
    ref("parcel", "parcel.id", null=True, index=True),
    text("design"),
    whole("n", null=True),
    whole("of", null=True),
    text("sha256", null=True),
    ref("copy_of", "label.id", null=True),
    data("fields", null=True),
    text("format", null=True),
    Column("body", LargeBinary, nullable=True),
    whole("scanned_at", null=True),
    whole("at"),
)

print_job = Table(
    "print_job",
    metadata,
    key(),
    warehouse(),
    ref("printer", "printer.id"),
    ref("label", "label.id", index=True),
    text("state", default="queued"),
    text("reason", null=True),
    text("token", unique=True),
    text("taker", null=True),
    ref("follows", "print_job.id", null=True),
    whole("queued_at"),
    whole("changed_at"),
    one_of("state", STEPS),
    Index(None, "printer", "state"),
    UniqueConstraint("follows"),  # a lost label is printed once more, not twice
)

# Insert only: the ledger.
print_step = Table(
    "print_step",
    metadata,
    key(),
    ref("job", "print_job.id", index=True),
    whole("at"),
    text("state"),
    text("reason", null=True),
    ref("person", "person.id", null=True),
    one_of("state", STEPS),
)

# An order that left the bench, and for whose carrier's labels the printer there waits.
awaited = Table(
    "awaited",
    metadata,
    key(),
    warehouse(),
    ref("transfer", "transfer.id"),
    ref("printer", "printer.id"),
    text("state", default="waiting"),
    whole("since"),
    UniqueConstraint("transfer"),
    one_of("state", ("waiting", "late", "there", "given_up")),
    Index(None, "state"),
)
