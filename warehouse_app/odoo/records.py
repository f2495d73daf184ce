"""Odoo's values as the port has them: JSON of `read` and `web_read` in, our dataclasses out, and units both ways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from warehouse_app.service.ports.odoo import LineNow, MoveNow, TransferNow

Row = Mapping[str, Any]

# What a transfer is read with: `web_read` takes such a specification and answers with nested dicts.
LINE_SPEC: dict[str, Any] = {
    **{key: {} for key in ("move_id", "location_id", "lot_id", "package_id", "result_package_id")},
    **{key: {} for key in ("quantity_product_uom", "picked", "write_date")},
    "product_id": {"fields": {"uom_id": {"fields": {"factor": {}}}}},
    "product_uom_id": {"fields": {"factor": {}}},
}
MOVE_SPEC: dict[str, Any] = {
    **{key: {} for key in ("product_id", "product_qty", "picked", "state", "write_date")},
    "move_dest_ids": {"fields": {"picking_id": {}}},
}
TRANSFER_SPEC: dict[str, Any] = {
    **{key: {} for key in ("name", "state", "picking_type_id", "priority", "date_deadline")},
    **{key: {} for key in ("batch_id", "backorder_id", "write_date")},
    "carrier_id": {"fields": {"name": {}}},
    "sale_id": {"fields": {"commitment_date": {}}},
    "move_ids": {"fields": MOVE_SPEC},
    "move_line_ids": {"fields": LINE_SPEC},
}


def thousandths(quantity: float) -> int:
    """A quantity of Odoo's (a float) as ours."""
    return round(quantity * 1000)


def quantity(quantity_m: int) -> float:
    """A quantity of ours as Odoo takes it, in the base unit."""
    return quantity_m / 1000


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit of a line, the base unit of its product, and how many base units one of the line's is."""

    odoo_id: int
    base: int
    size: float

    def quantity(self, quantity_m: int) -> tuple[int, float]:
        """(unit, number): in the line's unit where two decimals hold the quantity exactly, else in the base unit."""
        hundredths = quantity_m / self.size / 10
        if abs(hundredths - round(hundredths)) < 1e-6:
            return self.odoo_id, round(hundredths) / 100
        return self.base, quantity_m / 1000


def units_of(row: Row) -> dict[int, Unit]:
    """The unit of each line of a transfer read with TRANSFER_SPEC, by the line's id."""
    return {line["id"]: unit_of(line["product_uom_id"], line["product_id"]["uom_id"]) for line in row["move_line_ids"]}


def unit_of(own: Row, base: Row) -> Unit:
    """The unit `own` of something whose base unit is `base`; both were read with their factors."""
    return Unit(own["id"], base["id"], own["factor"] / base["factor"])


def moment(text: Any) -> int | None:
    """Odoo's time, a UTC string without a zone, in ms; None where there is none."""
    if not text:
        return None
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


def stamp(moment_ms: int) -> str:
    """A time of ours as Odoo writes it, to the second."""
    return datetime.fromtimestamp(moment_ms // 1000, UTC).strftime("%Y-%m-%d %H:%M:%S")


def link(value: Any) -> int | None:
    """The id behind a many2one: a bare id, [id, name] or {"id": id}; None for an empty one."""
    if isinstance(value, Mapping):
        value = value["id"]
    elif isinstance(value, list):
        value = value[0]
    return int(value) if value else None


def name_of(value: Any) -> str | None:
    """The name read with a many2one."""
    return str(value["name"]) if value else None


def promised(row: Row) -> int | None:
    """When the goods were promised: the customer's date of a sales order, else the transfer's own deadline.

    Odoo gives every transfer of an order a deadline, guessed where the customer was promised nothing.
    """
    return moment(row["sale_id"]["commitment_date"] if row["sale_id"] else row["date_deadline"])


def transfer_now(row: Row) -> TransferNow:
    """A transfer read with TRANSFER_SPEC."""
    lines = tuple(line for line in map(_line, row["move_line_ids"]) if line.quantity_m or line.picked)
    parts = [row, *row["move_ids"], *row["move_line_ids"]]
    after = {link(move["picking_id"]) for part in row["move_ids"] for move in part["move_dest_ids"]}
    return TransferNow(
        odoo_id=row["id"],
        name=row["name"],
        state=row["state"],
        op_type=link(row["picking_type_id"]) or 0,
        carrier=name_of(row["carrier_id"]),
        priority=int(row["priority"] or 0),
        deadline=promised(row),
        batch=link(row["batch_id"]),
        changed_at=max(moment(part["write_date"]) or 0 for part in parts),
        moves=tuple(_move(move, lines) for move in row["move_ids"]),
        lines=lines,
        backorder_of=link(row["backorder_id"]),
        next_transfers=tuple(sorted(picking for picking in after if picking)),
    )


def _move(row: Row, lines: Iterable[LineNow]) -> MoveNow:
    return MoveNow(
        odoo_id=row["id"],
        product=link(row["product_id"]) or 0,
        demand_m=thousandths(row["product_qty"]),
        quantity_m=sum(line.quantity_m for line in lines if line.move == row["id"]),
        picked=bool(row["picked"]),
        state=row["state"],
    )


def _line(row: Row) -> LineNow:
    return LineNow(
        odoo_id=row["id"],
        move=link(row["move_id"]) or 0,
        product=link(row["product_id"]) or 0,
        location=link(row["location_id"]) or 0,
        lot=link(row["lot_id"]),
        package=link(row["package_id"]),
        quantity_m=thousandths(row["quantity_product_uom"]),
        picked=bool(row["picked"]),
        result_package=link(row["result_package_id"]),
    )
