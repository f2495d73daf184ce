"""Goods coming back: authorised, received, judged, refunded."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, Table, UniqueConstraint

from warehouse_app.domain.found_goods import WHAT
from warehouse_app.domain.judging_returns import DISPOSITIONS
from warehouse_app.store.tables.base import data, key, metadata, not_negative, one_of, ref, text, warehouse, whole

# `odoo_id` is the receipt's, and `made_at` when Odoo was known to have it: from then on its own figures hold it.
return_ = Table(
    "return",
    metadata,
    key(),
    warehouse(),
    text("number"),
    ref("order", "order.id", index=True),
    ref("shipped", "shipped.id", null=True, index=True),
    text("state", default="authorised"),
    text("token", null=True, unique=True),
    whole("odoo_id", null=True),
    text("odoo_name", null=True),
    text("event", null=True),
    ref("person", "person.id", null=True),
    ref("receiver", "person.id", null=True),
    whole("authorised_at"),
    whole("made_at", null=True),
    whole("received_at", null=True),
    whole("expires_at", null=True),
    whole("closed_at", null=True),
    UniqueConstraint("w", "number"),
    one_of("state", ("authorised", "received", "judged", "refunded", "closed", "cancelled")),
)
Index("uq_return_event", return_.c.event, unique=True)

return_line = Table(
    "return_line",
    metadata,
    key(),
    ref("return", "return.id", index=True),
    ref("shipped_line", "shipped_line.id", null=True, index=True),
    ref("product", "product.id"),
    ref("lot", "lot.id", null=True),
    text("reason", null=True),
    whole("expected_m", default=0),
    whole("received_m", default=0),
    text("judgement", null=True),
    ref("location", "location.id", null=True),
    data("facts", null=True),
    not_negative("expected_m", "received_m"),
)

# What a piece is like and what becomes of it; each event gives one row. `place` is Odoo's location it went to (None:
# it stays where it came); `for_*` say which order gets it straight because it is short, with Odoo's transfer and move.
# `token` is Odoo's name for what is done.
judged = Table(
    "judged",
    metadata,
    key(),
    warehouse(),
    text("event", unique=True),
    ref("person", "person.id", null=True),
    ref("return", "return.id", index=True),
    ref("return_line", "return_line.id", index=True),
    ref("product", "product.id"),
    ref("lot", "lot.id", null=True),
    text("lot_read", null=True),
    whole("qty_m"),
    text("grade"),
    text("disposition"),
    data("checks", null=True),
    whole("place", null=True),
    text("place_name", null=True),
    text("for_order", null=True),
    whole("for_transfer", null=True),
    whole("for_move", null=True),
    text("token", unique=True),
    whole("judged_at"),
    whole("odoo_id", null=True),
    text("odoo_name", null=True),
    whole("done_at", null=True),
    CheckConstraint("qty_m > 0", name="qty_m"),
    one_of("disposition", DISPOSITIONS),
)

# What Odoo said some order lacks, asked when goods came back: ids are Odoo's, but for the product's.
lacking = Table(
    "lacking",
    metadata,
    key(),
    warehouse(),
    ref("product", "product.id", index=True),
    whole("transfer"),
    whole("move"),
    text("order_name"),
    whole("missing_m"),
    whole("rank"),
    whole("seen_at"),
    UniqueConstraint("w", "move"),
    not_negative("missing_m"),
)

# Goods at the desk that fit nothing, under a number of their own until somebody knows what they belong to (`matched`).
found_goods = Table(
    "found_goods",
    metadata,
    key(),
    warehouse(),
    text("number"),
    text("event", unique=True),
    ref("person", "person.id", null=True),
    text("what"),
    ref("return", "return.id", null=True, index=True),
    ref("product", "product.id", null=True),
    text("code", null=True),
    whole("qty_m"),
    whole("found_at"),
    ref("matched", "return.id", null=True),
    whole("matched_at", null=True),
    UniqueConstraint("w", "number"),
    one_of("what", WHAT),
    not_negative("qty_m"),
)
