"""Order exceptions under handling, their history, and the rules and reasons that carry their consequences."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, LargeBinary, Table, UniqueConstraint
from sqlalchemy import text as sql

from warehouse_app.store.tables.base import data, key, metadata, one_of, ref, text, warehouse, whole, yes_or_no

# It climbs its ladder until somebody takes or decides it; `next_at` is when the rung after `rung` is due.
# `clock_since`: when the clock that runs began (null: when it was opened). `rings`: how often it was to be heard on the
# floor; `rings_last`: now by everybody, muted or not.
# `person` took it, `opened_by` raised it by hand; `cause` is the root cause; `reopened` counts.
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
    whole("answer_by", null=True),
    whole("answered_at", null=True),
    whole("rung", default=0),
    whole("next_at", null=True),
    whole("clock_since", null=True),
    whole("rings", default=0),
    yes_or_no("rings_last"),
    ref("person", "person.id", null=True),
    ref("opened_by", "person.id", null=True),
    text("cause", null=True),
    ref("merged_into", "case.id", null=True),
    whole("reopened", default=0),
    whole("snoozed_until", null=True),
    whole("resolved_at", null=True),
    text("why", null=True),
    text("decision", null=True),
    yes_or_no("words_gone"),
    UniqueConstraint("w", "number"),
    CheckConstraint("owner <> ''", name="owner"),
    one_of("status", ("open", "waiting", "decided", "resolved")),
    Index(None, "w", "status"),
    Index(None, "finding_key"),
)
Index(
    "ix_case_next",
    case.c.next_at,
    sqlite_where=sql("status <> 'resolved'"),
    postgresql_where=sql("status <> 'resolved'"),
)
Index(
    "uq_case_finding_open",
    case.c.finding_key,
    unique=True,
    sqlite_where=sql("status <> 'resolved'"),
    postgresql_where=sql("status <> 'resolved'"),
)

# What belongs together and is two things: an order that is short and the bin that was empty. `one` is the smaller id.
case_link = Table(
    "case_link",
    metadata,
    Column("one", BigInteger, ForeignKey("case.id"), primary_key=True),
    Column("other", BigInteger, ForeignKey("case.id"), primary_key=True, index=True),
)

# The app's own flag on a bin that somebody denied: for these goods, and never without the case it is looked after in.
# `line` is the one that was denied; who wants goods from there is sent last.
bin_lock = Table(
    "bin_lock",
    metadata,
    key(),
    warehouse(),
    ref("location", "location.id"),
    ref("product", "product.id"),
    ref("case", "case.id", index=True),
    whole("at"),
    ref("line", "line.id"),
    UniqueConstraint("location", "product"),
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

# Photos. `about`: what they show, `case|<id>`, `return|<id>` or, from a device, `event|<id>`; `case`: where one is
# known. The body comes last: who looks for rows does not read it.
evidence = Table(
    "evidence",
    metadata,
    key(),
    warehouse(),
    text("about"),
    ref("case", "case.id", null=True, index=True),
    text("sha256"),
    text("mime"),
    whole("size"),
    whole("at"),
    ref("person", "person.id", null=True),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("about", "sha256"),
)

# Rules, reasons among them; a new version is a new row: who made it when and why. Without a warehouse it holds in all.
rule = Table(
    "rule",
    metadata,
    key(),
    warehouse(null=True),
    text("kind"),
    text("code"),
    whole("version"),
    data("body"),
    whole("at", null=True),
    ref("person", "person.id", null=True),
    text("why", null=True),
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
