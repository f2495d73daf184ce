"""What Odoo shows of exceptions."""

from __future__ import annotations

from sqlalchemy import Index, Table, UniqueConstraint
from sqlalchemy import text as sql

from warehouse_app.store.tables.base import key, metadata, one_of, ref, text, whole

# The to-do of an exception, for the time it was last open. `todo` is a mail.activity, `photos` so many hang there.
case_mirror = Table(
    "case_mirror",
    metadata,
    key(),
    ref("case", "case.id"),
    text("token"),
    whole("turn", default=0),
    text("state"),
    whole("todo", null=True),
    whole("made", default=0),
    text("told"),
    whole("photos", default=0),
    UniqueConstraint("case"),
    one_of("state", ("sent", "there", "refused", "left", "over")),
)
Index(
    "ix_case_mirror_there",
    case_mirror.c.todo,
    sqlite_where=sql("state = 'there'"),
    postgresql_where=sql("state = 'there'"),
)

# An exception that can be mended, as Odoo's data was when somebody first looked: `seen` is a mark of it, empty where it
# was wrong.
case_look = Table(
    "case_look",
    metadata,
    key(),
    ref("case", "case.id"),
    text("seen"),
    UniqueConstraint("case"),
)
