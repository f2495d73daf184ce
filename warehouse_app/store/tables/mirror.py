"""The mirror of Odoo's master data. `odoo_id` is unique within its `source`; everything else refers to our ids."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Table, Text, UniqueConstraint

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

LANES = ("mixed", "single", "alone")


def _from_odoo() -> tuple[Column[int], Column[int], UniqueConstraint]:
    return ref("source", "source.id"), whole("odoo_id"), UniqueConstraint("source", "odoo_id")


source = Table("source", metadata, key(), text("identity", unique=True), whole("seen_at"))

warehouse_ = Table(
    "warehouse",
    metadata,
    key(),
    *_from_odoo(),
    text("code"),
    text("name"),
    text("zone"),
    whole("steps"),
    CheckConstraint("steps IN (1, 2, 3)", name="steps"),
)

# `step`: what is done by it here. With one step the picked transfer is packed and shipped as it is.
op_type = Table(
    "op_type", metadata, key(), *_from_odoo(), warehouse(), text("name", null=True), text("step", null=True),
    data("scan", null=True),
    one_of("step", ("pick", "pack", "ship")),
)  # fmt: skip

# `reserve`: nobody picks there, pick bins are filled up from it.
location = Table(
    "location",
    metadata,
    key(),
    *_from_odoo(),
    warehouse(),
    text("code"),
    text("barcode", null=True),
    text("aisle"),
    text("bay"),
    text("level"),
    whole("x", null=True),
    whole("y", null=True),
    whole("walk_rank", default=0),
    text("locked_by", null=True),
    whole("stock_at", null=True),
    yes_or_no("reserve"),
    Index(None, "w", "aisle"),
)

product = Table(
    "product",
    metadata,
    key(),
    *_from_odoo(),
    text("sku"),
    text("name"),
    text("unit"),
    yes_or_no("whole", default=1),
    text("tracking"),
    yes_or_no("expires"),
    whole("weight_g", null=True),
    data("size_mm", null=True),
    text("shape"),
    whole("hue"),
    data("tags", null=True),
    whole("volume_ml", null=True),
    text("supplier", null=True),
    one_of("tracking", ("none", "lot", "serial")),
)

# What may be scanned for a product; `factor_m` thousandths of its base unit per scan.
code = Table(
    "code",
    metadata,
    key(),
    text("kind"),
    whole("ref"),
    text("text"),
    whole("factor_m", default=1000),
    UniqueConstraint("kind", "ref", "text"),
    Index(None, "text"),
    one_of("kind", ("product", "package_type")),
)

lot = Table("lot", metadata, key(), *_from_odoo(), ref("product", "product.id"), text("name"), Column("expires", Text))

package = Table("package", metadata, key(), *_from_odoo(), text("name"))

# What lies in the bins that matter now, as Odoo had it at the bin's `stock_at`: replaced bin by bin.
bin_stock = Table(
    "bin_stock",
    metadata,
    key(),
    ref("location", "location.id", index=True),
    ref("product", "product.id"),
    ref("lot", "lot.id", null=True),
    ref("package", "package.id", null=True),
    whole("quantity_m"),
    whole("reserved_m"),
)

# `cleared` is the gate's word, `hold` a person's. `path` is which way its segment sends it, and why
# (`domain/segments`); `lane` and `boost` are of it, for whoever plans. `agreed`: its transfers go where it goes.
order = Table(
    "order",
    metadata,
    key(),
    *_from_odoo(),
    warehouse(),
    text("name"),
    text("segment", null=True),
    yes_or_no("cleared", default=1),
    whole("cutoff_at", null=True),
    data("hold", null=True),
    whole("value", null=True),
    text("lane", default="mixed"),
    whole("boost", default=0),
    data("path", null=True),
    whole("agreed", null=True),
    one_of("lane", LANES),
    not_negative("boost"),
    Index(None, "name"),
)

# What goods are sent in. Weight is of the empty box, `max_g` with its goods.
box = Table(
    "box",
    metadata,
    key(),
    *_from_odoo(),
    text("name"),
    text("barcode", null=True),
    data("size_mm", null=True),
    whole("weight_g", null=True),
    whole("max_g", null=True),
    yes_or_no("offered", default=1),
)

# The app's own: when the trucks leave, which days they do not, and where benches stand.
cutoff = Table(
    "cutoff",
    metadata,
    key(),
    warehouse(),
    text("carrier"),
    whole("weekday"),
    whole("minute"),
    UniqueConstraint("w", "carrier", "weekday"),
    not_negative("weekday", "minute"),
)

holiday = Table("holiday", metadata, key(), warehouse(), text("day"), UniqueConstraint("w", "day"))

station = Table(
    "station", metadata, key(), warehouse(), text("name"), text("kind"), UniqueConstraint("w", "name"),
    one_of("kind", ("packing", "returns")),
)  # fmt: skip
