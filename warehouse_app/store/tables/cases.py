"""Order exceptions under handling, their history, and the rules and reasons that carry their consequences."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, Table, UniqueConstraint
from sqlalchemy import text as sql

from warehouse_app.store.tables.base import data, key, metadata, one_of, ref, text, warehouse, whole, yes_or_no

# `words_gone`: it is over, and the names and words in its facts and its history were taken out.
case = Table(
    "case",
    metadata,
    key(),
    warehouse(),
    text("number"),
    text("category", null=True),
    text("type"),
    text("finding_key"),
    text("severity"),
    text("status", default="open"),
    text("owner"),
    ref("wave", "wave.id", null=True),
    ref("line", "line.id", null=True, index=True),
    ref("transfer", "transfer.id", null=True),
    text("event", null=True),
    data("facts"),
    whole("opened_at"),
    whole("due_at", null=True),
    whole("snoozed_until", null=True),
    whole("resolved_at", null=True),
    text("why", null=True),
    text("decision", null=True),
    yes_or_no("words_gone"),
    UniqueConstraint("w", "number"),
    CheckConstraint("owner <> ''", name="owner"),
    one_of("status", ("open", "waiting", "decided", "resolved")),
    Index(None, "w", "status"),
)
Index(
    "uq_case_finding_open",
    case.c.finding_key,
    unique=True,
    sqlite_where=sql("status <> 'resolved'"),
    postgresql_where=sql("status <> 'resolved'"),
)

# What happened to a case, oldest first.
case_event = Table(
    "case_event",
    metadata,
    key(),
    ref("case", "case.id", index=True),
    text("kind"),
    whole("at"),
    ref("person", "person.id", null=True),
    text("event", null=True),
    data("facts", null=True),
)

evidence = Table(
    "evidence",
    metadata,
    key(),
    ref("case", "case.id", null=True, index=True),
    text("sha256", unique=True),
    text("mime"),
    whole("size"),
    whole("at"),
    ref("person", "person.id", null=True),
)

# Rules, reasons among them; a new version is a new row. Without a warehouse a rule holds in all of them.
rule = Table(
    "rule",
    metadata,
    key(),
    warehouse(null=True),
    text("kind"),
    text("code"),
    whole("version"),
    data("body"),
    UniqueConstraint("w", "kind", "code", "version"),
)
Index(
    "uq_rule_everywhere",
    rule.c.kind,
    rule.c.code,
    rule.c.version,
    unique=True,
    sqlite_where=sql("w IS NULL"),
    postgresql_where=sql("w IS NULL"),
)
