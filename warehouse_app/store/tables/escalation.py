"""What people who are not on the floor are still to hear of cases that climbed."""

from __future__ import annotations

from sqlalchemy import Index, Table
from sqlalchemy import text as sql

from warehouse_app.store.tables.base import data, key, metadata, one_of, ref, text, warehouse, whole

# `body`: codes, numbers and times, nothing of a customer. `next_at`: when it is tried, or when it was done with.
notice = Table(
    "notice",
    metadata,
    key(),
    warehouse(),
    ref("case", "case.id", index=True),
    text("kind"),
    ref("person", "person.id", null=True),
    data("body"),
    text("state", default="queued"),
    whole("at"),
    whole("next_at"),
    whole("attempts", default=0),
    text("error", null=True),
    one_of("kind", ("mail", "hook")),
    one_of("state", ("queued", "sent", "off", "given_up")),
)
Index(
    "ix_notice_due",
    notice.c.next_at,
    sqlite_where=sql("state = 'queued'"),
    postgresql_where=sql("state = 'queued'"),
)
