"""People, devices and their sessions. Tokens and codes are kept as hashes only."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table, Text, UniqueConstraint

from warehouse_app.store.tables.base import key, metadata, not_negative, ref, text, warehouse, whole, yes_or_no

# `learns_since`: takes no wave yet. Until `pin_until` somebody without a PIN chooses one on a device; `pin_first` is
# the hash of what was typed the first time.
person = Table(
    "person",
    metadata,
    key(),
    warehouse(),
    text("name"),
    text("badge", null=True, unique=True),
    text("pin_hash", null=True),
    text("lang", null=True),
    whole("odoo_user_id", null=True),
    yes_or_no("active", default=1),
    whole("practised_at", null=True),
    whole("ends_at", null=True),
    text("skills", null=True),
    whole("learns_since", null=True),
    whole("pin_until", null=True),
    text("pin_first", null=True),
    UniqueConstraint("odoo_user_id"),
)

person_role = Table(
    "person_role",
    metadata,
    ref("person", "person.id"),
    text("role"),
    UniqueConstraint("person", "role"),
)

# `last_seq` is what the device said it sent last; `journal_seq` is the highest number that is in the journal.
device = Table(
    "device",
    metadata,
    key(),
    warehouse(),
    text("name"),
    text("token_hash", unique=True),
    whole("last_seq", default=0),
    whole("journal_seq", default=0),
    yes_or_no("revoked"),
    text("build", null=True),
    whole("waiting", null=True),
    whole("clock_offset", null=True),
    whole("seen_at", null=True),
    whole("pace_ms", null=True),
)

# Numbers of a device that never arrived although later ones did: closed ranges.
gap = Table(
    "gap",
    metadata,
    key(),
    ref("device", "device.id"),
    whole("first"),
    whole("last"),
    UniqueConstraint("device", "first"),
    not_negative("last - first"),
)

enrolment = Table(
    "enrolment",
    metadata,
    Column("code_hash", Text, primary_key=True),
    warehouse(),
    text("name"),
    whole("expires_at"),
    whole("used_at", null=True),
    ref("by", "person.id", null=True),
)

session = Table(
    "session",
    metadata,
    key(),
    text("token_hash", unique=True),
    ref("person", "person.id"),
    ref("device", "device.id", null=True, index=True),
    whole("opened_at"),
    whole("pin_at", null=True),
    whole("seen_at"),
    whole("expires_at"),
    whole("closed_at", null=True),
    Index(None, "person", "device"),
)

# Failed tries in a row of `person:7` or `device:3`; `at`: the newest.
failure = Table(
    "failure",
    metadata,
    Column("who", Text, primary_key=True),
    whole("count"),
    whole("locked_until"),
    whole("at", default=0),
    not_negative("count"),
)
