"""Tasks: one small job of the floor each, with its place, its goods and its owner."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, Table
from sqlalchemy import text as sql

from warehouse_app.domain.tasks import KINDS, OPEN, STATES
from warehouse_app.store.tables.base import key, metadata, one_of, ref, text, warehouse, whole

# `about`: the same job is asked for once at a time. `origin`: where it begins, `target`: where the goods are put;
# `bench`: where they are brought. `not_for` reported it.
# `case_over`: its case would have been over by now, and waits for it.
task = Table(
    "task",
    metadata,
    key(),
    warehouse(),
    text("number"),
    text("kind"),
    text("state", default="open"),
    text("about"),
    ref("case", "case.id", null=True, index=True),
    ref("transfer", "transfer.id", null=True),
    ref("line", "line.id", null=True),
    ref("product", "product.id", null=True),
    ref("lot", "lot.id", null=True),
    whole("qty_m", null=True),
    ref("origin", "location.id", null=True),
    ref("target", "location.id", null=True),
    text("tote", null=True),
    text("bench", null=True),
    ref("asked_by", "person.id", null=True),
    ref("not_for", "person.id", null=True),
    ref("taken_by", "person.id", null=True),
    whole("asked_at"),
    whole("due_at", null=True),
    whole("taken_at", null=True),
    whole("ended_at", null=True),
    whole("late_at", null=True),
    whole("done_m", null=True),
    text("reason", null=True),
    text("event", null=True),
    text("case_over", null=True),
    one_of("kind", KINDS),
    one_of("state", STATES),
    CheckConstraint("qty_m > 0", name="qty_m"),
    Index(None, "w", "state"),
)
_OPEN = ", ".join(f"'{state}'" for state in OPEN)
Index(
    "uq_task_about_open",
    task.c.w,
    task.c.about,
    unique=True,
    sqlite_where=sql(f"state IN ({_OPEN})"),
    postgresql_where=sql(f"state IN ({_OPEN})"),
)
