"""What the release gate knows of an order and says of it, by the order's id in Odoo: also of those that left before."""

from __future__ import annotations

from sqlalchemy import Index, Table, UniqueConstraint

from warehouse_app.store.tables.base import data, key, metadata, one_of, ref, text, warehouse, whole

# `facts` as they were read at `read_at`; `goods` (a digest) and `marks`, by which the same order twice is known (no
# customer can be read from them); `verdicts` of the rules that found something or could not judge, `let_go` what people
# let go against them. `first_at` and `held_at`: judged, and held, for the first time. `past` was read to try rules on.
gate = Table(
    "gate",
    metadata,
    key(),
    warehouse(),
    whole("odoo_id"),
    ref("order", "order.id", null=True, index=True),
    text("name"),
    text("state"),
    whole("ordered_at", null=True),
    text("reference", null=True),
    text("goods", null=True),
    data("facts", null=True),
    data("marks", null=True),
    data("verdicts", null=True),
    data("let_go", null=True),
    whole("read_at", null=True),
    whole("first_at", null=True),
    whole("held_at", null=True),
    one_of("state", ("cleared", "held", "past")),
    UniqueConstraint("w", "odoo_id"),
    Index(None, "w", "ordered_at"),
    Index(None, "w", "goods"),
    Index(None, "w", "reference"),
    Index(None, "w", "state"),
)
