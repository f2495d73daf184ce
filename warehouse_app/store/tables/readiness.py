"""What is wrong in Odoo's data, as it was read last, and how Odoo's last weeks were before the app: the zero line."""

from __future__ import annotations

from sqlalchemy import Table, UniqueConstraint

from warehouse_app.store.tables.base import data, key, metadata, not_negative, text, warehouse, whole

# The newest look at a warehouse's data. `counts` is kind -> [how many there are, how many of them are wrong];
# null in place of the first: that could not be read. `asked_at` is when somebody wanted a new look.
data_look = Table(
    "data_look",
    metadata,
    key(),
    warehouse(),
    whole("read_at", null=True),
    whole("asked_at", null=True),
    whole("days"),
    data("counts"),
    text("trouble", null=True),
    UniqueConstraint("w"),
)

# One thing that is wrong: `ref` is Odoo's id of it, or what stands for one. `rank` is its place in the report.
data_gap = Table(
    "data_gap",
    metadata,
    key(),
    warehouse(),
    text("kind"),
    text("ref"),
    text("name"),
    text("detail", default=""),
    text("proposal", default=""),
    text("external", default=""),
    whole("per_day_m", default=0),
    whole("rank", default=0),
    whole("found_at"),
    UniqueConstraint("w", "kind", "ref"),
    not_negative("per_day_m", "rank"),
)

# The weeks from `since` to before `until`. While it is read, `part` and `last_id` say how far;
# `body` is what was counted.
baseline = Table(
    "baseline",
    metadata,
    key(),
    warehouse(),
    whole("since"),
    whole("until"),
    whole("begun_at"),
    whole("done_at", null=True),
    text("part", default=""),
    whole("last_id", default=0),
    whole("calls", default=0),
    data("body"),
    UniqueConstraint("w"),
    not_negative("last_id", "calls"),
)
