"""The journal of events (insert only), what counted of them, and what follows: outbox and change feed."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy import text as sql

from warehouse_app.store.tables.base import (
    Key,
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

# No references but the device: an event is a claim, and what it names may be wrong, gone or not ours.
event = Table(
    "event",
    metadata,
    Column("seq", Key, primary_key=True, autoincrement=False),
    text("id", unique=True),
    whole("v", null=True),
    text("kind", null=True),
    ref("device", "device.id"),
    whole("device_seq", null=True),
    whole("person", null=True),
    whole("session", null=True),
    whole("epoch", null=True),
    whole("wave", null=True),
    whole("transfer", null=True),
    whole("line", null=True),
    whole("case", null=True),
    data("raw"),
    text("content_sha"),
    whole("device_at", null=True),
    whole("received_at"),
    text("verdict"),
    text("key", null=True),
    data("flags"),
    text("mac", null=True),
    UniqueConstraint("device", "device_seq"),
    one_of("verdict", ("accepted", "conflict", "invalid")),
    Index(None, "line"),
    Index(None, "wave"),
)
Index("ix_event_unsealed", event.c.seq, sqlite_where=sql("mac IS NULL"), postgresql_where=sql("mac IS NULL"))


# `package`: where it is not the one of the line; 0 says loose.
pick = Table(
    "pick",
    metadata,
    key(),
    of_event(),
    ref("line", "line.id", index=True),
    whole("qty_m"),
    ref("location", "location.id"),
    ref("lot", "lot.id", null=True, index=True),
    whole("package", null=True),
    text("tote", null=True),
    text("reversed_by", null=True),
    CheckConstraint("qty_m > 0", name="qty_m"),
)

short = Table(
    "short",
    metadata,
    key(),
    of_event(),
    ref("line", "line.id", index=True),
    whole("missing_m"),
    whole("found_m"),
    text("reason"),
    ref("location", "location.id"),
    text("reversed_by", null=True),
    CheckConstraint("missing_m > 0", name="missing_m"),
    not_negative("found_m"),
)

# What Odoo has yet to hear, in order per lane (a lane per warehouse). `settled` says that a person ended it, and how:
# such a row is done, though Odoo never heard it.
outbox = Table(
    "outbox",
    metadata,
    key(),
    warehouse(),
    text("lane"),
    text("kind"),
    text("subject"),
    whole("want_version", default=0),
    text("token", null=True, unique=True),
    text("state", default="queued"),
    data("body", null=True),
    whole("created_at"),
    whole("next_at"),
    whole("attempts", default=0),
    whole("fence", null=True),
    text("error", null=True),
    text("settled", null=True),
    ref("settled_by", "person.id", null=True),
    text("settled_why", null=True),
    one_of("settled", ("accepted", "written_off")),
    one_of("kind", ("reconcile", "create", "correct", "close")),
    one_of("state", ("queued", "leased", "done", "unknown", "person")),
    Index(None, "lane", "state", "next_at"),
    Index(None, "subject", "kind"),
)
Index(
    "uq_outbox_subject_queued",
    outbox.c.subject,
    unique=True,
    sqlite_where=sql("state = 'queued' AND kind = 'reconcile'"),
    postgresql_where=sql("state = 'queued' AND kind = 'reconcile'"),
)

# The feed that pages and handhelds follow. It may be cut at its old end; its newest row stays, it is the head.
change = Table(
    "change",
    metadata,
    Column("seq", Key, primary_key=True, autoincrement=False),
    text("room"),
    text("kind"),
    text("ref"),
    whole("at"),
    Index(None, "room", "seq"),
)

# The last number given of each kind.
counter = Table(
    "counter",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("w", BigInteger, ForeignKey("warehouse.id"), primary_key=True, autoincrement=False),
    whole("value"),
    not_negative("value"),
)

# One row. The generation is made anew at each restore: devices then send their last seven days again.
meta = Table(
    "meta",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="one_row"), primary_key=True, autoincrement=False),
    text("generation"),
    text("chain_head", null=True),
    whole("chain_seq", default=0),
    whole("created_at"),
)

# Who does the deliver, pull, clock and seal work; `fence` grows with each holder.
lease = Table(
    "lease",
    metadata,
    Column("name", Text, primary_key=True),
    text("holder", null=True),
    whole("fence", default=0),
    whole("until", default=0),
)
