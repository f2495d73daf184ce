"""What left with which truck, which truck is late, and which carton is used up."""

from __future__ import annotations

from sqlalchemy import Index, Table, UniqueConstraint

from warehouse_app.store.tables.base import key, metadata, not_negative, ref, text, warehouse, whole, yes_or_no

# A truck that left: its parcels point here. `carrier` as on the transfers, empty for parcels that have none.
manifest = Table(
    "manifest",
    metadata,
    key(),
    warehouse(),
    text("number"),
    text("carrier"),
    text("day"),
    whole("left_at"),
    whole("cutoff_at", null=True),
    whole("behind", default=0),
    text("driver", null=True),
    ref("person", "person.id", null=True),
    UniqueConstraint("w", "number"),
    Index(None, "w", "day"),
    not_negative("behind"),
)

# The truck of this carrier leaves at this minute on this day; `closed`: orders that are in no wave take the next one.
truck_delay = Table(
    "truck_delay",
    metadata,
    key(),
    warehouse(),
    text("carrier"),
    text("day"),
    whole("minute", null=True),
    yes_or_no("closed"),
    UniqueConstraint("w", "carrier", "day"),
    not_negative("minute"),
)

# A kind of box that a warehouse has none of now.
carton_out = Table(
    "carton_out", metadata, key(), warehouse(), ref("box", "box.id"), whole("since"), UniqueConstraint("w", "box")
)

# A carrier the floor chose for a transfer. `why`: a rule's code, `bench` or `truck`. `told_at`: Odoo has it since then.
carrier_choice = Table(
    "carrier_choice",
    metadata,
    key(),
    ref("transfer", "transfer.id"),
    text("carrier"),
    text("why"),
    whole("at"),
    whole("told_at", null=True),
    UniqueConstraint("transfer"),
)
