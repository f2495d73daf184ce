"""Money that goes back for a return, and goods that are sent in place of others."""

from __future__ import annotations

from sqlalchemy import Table, UniqueConstraint

from warehouse_app.store.tables.base import data, key, metadata, not_negative, one_of, ref, text, warehouse, whole

STATES = ("proposed", "waiting", "released", "draft", "posted", "paid", "refused", "none", "stuck")

# One for each return. `amount` is what is proposed or was agreed to, `credited` what Odoo's credit note says; minor
# units, tax included. `body` holds the lines and the why; `judged_m` is how much was judged when it was reckoned.
refund = Table(
    "refund",
    metadata,
    key(),
    warehouse(),
    ref("return", "return.id"),
    text("state"),
    text("currency", default=""),
    whole("digits", default=2),
    whole("amount", default=0),
    whole("proposed", default=0),
    whole("credited", null=True),
    whole("judged_m", default=0),
    data("body"),
    text("token", null=True, unique=True),
    text("reason", null=True),
    text("words", null=True),
    ref("person", "person.id", null=True),
    ref("second", "person.id", null=True),
    whole("odoo_id", null=True),
    text("odoo_name", null=True),
    whole("proposed_at"),
    whole("released_at", null=True),
    whole("made_at", null=True),
    whole("posted_at", null=True),
    whole("paid_at", null=True),
    whole("seen_at", null=True),
    not_negative("amount", "proposed", "judged_m"),
    UniqueConstraint("return"),
    one_of("state", STATES),
)

# What is sent for goods of a line of a return. `transfer_id` is Odoo's first transfer for it. `worth` is what the
# customer pays for it, in minor units, tax included (null: it is even); `more` what of that what came back leaves open.
exchange = Table(
    "exchange",
    metadata,
    key(),
    warehouse(),
    ref("return", "return.id", index=True),
    ref("return_line", "return_line.id"),
    ref("product", "product.id"),
    whole("qty_m"),
    whole("sold"),
    whole("worth", null=True),
    whole("more", default=0),
    text("token", unique=True),
    text("words", null=True),
    ref("person", "person.id", null=True),
    whole("asked_at"),
    whole("transfer_id", null=True),
    text("transfer_name", null=True),
    whole("made_at", null=True),
    UniqueConstraint("return_line"),
    not_negative("qty_m"),
)
