"""Transfers, their lines, and the waves, stops and totes that work them off."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, Table, UniqueConstraint
from sqlalchemy import text as sql

from warehouse_app.store.tables.base import (
    data,
    key,
    metadata,
    not_negative,
    one_of,
    ref,
    text,
    warehouse,
    whole,
    yes_or_no,
)

WAVE_STATES = ("planned", "released", "claimed", "walked", "closed", "cancelled")
RESTS = ("backorder", "cancel", "wait")  # what becomes of goods an order is short of
LINE_STATES = ("open", "picked", "short", "gone")  # gone: Odoo reserves it no longer and nobody touched it

# `check_epoch`: taken over in that epoch; its totes are looked through before anything else.
# `walk_mm`: how far its stops are as it was released, where there is a map. `pace_m`: how much longer than expected
# (thousandths) walks took then: its forecast goes by that.
wave = Table(
    "wave",
    metadata,
    key(),
    warehouse(),
    text("number"),
    text("state"),
    whole("epoch", default=0),
    whole("sheet_no", default=1),
    ref("device", "device.id", null=True),
    ref("person", "person.id", null=True),
    ref("assigned", "person.id", null=True),
    text("carrier", null=True),
    whole("cutoff_at", null=True),
    whole("released_at", null=True),
    whole("claimed_at", null=True),
    whole("walked_at", null=True),
    whole("closed_at", null=True),
    whole("check_epoch", null=True),
    whole("walk_mm", null=True),
    whole("pace_m", null=True),
    UniqueConstraint("w", "number"),
    one_of("state", WAVE_STATES),
    not_negative("epoch", "sheet_no"),
    Index(None, "w", "state"),
)
# Two carts at once is one too many: at most one claimed wave per person.
Index(
    "uq_wave_person_claimed",
    wave.c.person,
    unique=True,
    sqlite_where=sql("state = 'claimed'"),
    postgresql_where=sql("state = 'claimed'"),
)

stop = Table(
    "stop",
    metadata,
    key(),
    warehouse(),
    ref("wave", "wave.id"),
    whole("no"),
    ref("location", "location.id"),
    UniqueConstraint("wave", "no"),
    UniqueConstraint("wave", "location"),
    not_negative("no"),
)

# A tote is registered for life; which wave it served when is `tote_use`.
tote = Table(
    "tote",
    metadata,
    key(),
    warehouse(),
    text("code"),
    text("state", default="free"),
    text("place", null=True),
    UniqueConstraint("w", "code"),
    one_of("state", ("free", "used", "lost")),
)

# `whole_only`: nothing of it ships before all of it is there. `split_from`: the wave it was on before a helper got it.
# `ended_at`: done or cancelled in Odoo, as we heard of it. `in_batch`: Odoo's id of a batch that was made there.
transfer = Table(
    "transfer",
    metadata,
    key(),
    ref("source", "source.id"),
    whole("odoo_id"),
    warehouse(),
    ref("op_type", "op_type.id", null=True),
    ref("order", "order.id", null=True, index=True),
    text("name"),
    text("carrier", null=True),
    whole("priority", default=0),
    whole("deadline", null=True),
    yes_or_no("customer_ok", default=1),
    whole("short_m", default=0),
    text("state", default="open"),
    ref("wave", "wave.id", null=True, index=True),
    ref("tote", "tote.id", null=True),
    whole("want_version", default=0),
    whole("odoo_version", default=0),
    whole("odoo_seen", null=True),
    data("ship_to", null=True),
    whole("ended_at", null=True),
    text("rest", default="backorder"),
    whole("split_from", null=True),
    yes_or_no("whole_only"),
    whole("in_batch", null=True),
    UniqueConstraint("source", "odoo_id"),
    one_of("state", ("open", "done", "cancelled")),
    one_of("rest", RESTS),
    not_negative("short_m", "want_version", "odoo_version"),
    Index(None, "w", "state"),
    Index(None, "odoo_id"),
)

Index(
    "ix_transfer_addressed",
    transfer.c.ended_at,
    sqlite_where=sql("ship_to IS NOT NULL"),
    postgresql_where=sql("ship_to IS NOT NULL"),
)

# An order whose tote is full gets a further one: several rows of a slot, the newest is the one asked for. `event`: the
# fact by which it came; none for the first.
tote_use = Table(
    "tote_use",
    metadata,
    key(),
    ref("wave", "wave.id"),
    whole("slot"),
    ref("transfer", "transfer.id", index=True),
    ref("tote", "tote.id"),
    whole("since"),
    whole("until", null=True),
    text("event", null=True),
    CheckConstraint("slot > 0", name="slot"),
    Index(None, "wave", "slot"),
)
Index(
    "uq_tote_use_tote_now",
    tote_use.c.tote,
    unique=True,
    sqlite_where=sql("until IS NULL"),
    postgresql_where=sql("until IS NULL"),
)

# What was found in a tote when a walk was taken over: of one line each, or with no line that all else was as known.
# `agreed_m`: so much of what was found above the known has come in since, from the device that was silent.
tote_check = Table(
    "tote_check",
    metadata,
    key(),
    text("event", unique=True),
    ref("tote_use", "tote_use.id", index=True),
    ref("line", "line.id", null=True),
    whole("epoch"),
    whole("known_m", default=0),
    whole("found_m", default=0),
    whole("agreed_m", default=0),
    not_negative("known_m", "found_m", "agreed_m"),
)

# `source_key` is (move, location, lot, package) in Odoo's ids; several move lines of one key are one line here.
# `for_case`: a supervisor sent the picker there; Odoo reserves nothing in that place, and it stays all the same.
# `each_m`: so much is in one of the kit.
# `worth`: what a base unit was sold for, in hundredths of the order's money; shares of an order are reckoned by it.
line = Table(
    "line",
    metadata,
    key(),
    ref("transfer", "transfer.id"),
    text("source_key"),
    ref("product", "product.id", index=True),
    ref("location", "location.id", index=True),
    ref("lot", "lot.id", null=True),
    whole("demand_m"),
    whole("picked_m", default=0),
    whole("short_m", default=0),
    whole("told_m", default=0),
    whole("packed_m", default=0),
    text("state", default="open"),
    whole("epoch", default=0),
    whole("stop_no", null=True),
    whole("for_case", null=True),
    text("kit", null=True),
    whole("each_m", null=True),
    whole("worth", null=True),
    UniqueConstraint("transfer", "source_key"),
    one_of("state", LINE_STATES),
    not_negative("demand_m", "picked_m", "short_m", "epoch"),
    CheckConstraint("picked_m + short_m <= demand_m", name="no_more_than_demand"),
)

# What follows a transfer in the chain, by Odoo's id: known when it is done, maybe before it is here.
next_transfer = Table(
    "next_transfer",
    metadata,
    key(),
    ref("transfer", "transfer.id"),
    whole("odoo_id"),
    UniqueConstraint("transfer", "odoo_id"),
    Index(None, "odoo_id"),
)
