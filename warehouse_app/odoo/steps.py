"""What follows what in a delivery of several steps, as Odoo's own settings and moves say it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.odoo.reading import chain, read_flat, read_web
from warehouse_app.odoo.records import link
from warehouse_app.odoo.session import Session

_FROM: dict[str, Any] = {"picking_id": {}}
_ORIGIN: dict[str, Any] = {"fields": {**_FROM, "move_orig_ids": {"fields": _FROM}}}
_BEFORE: dict[str, Any] = {"move_ids": {"fields": {"move_orig_ids": _ORIGIN}}}


@dataclass(frozen=True, slots=True)
class Step:
    """The operation type that comes next, the place where its goods lie, and Odoo's warehouse."""

    op_type: int
    place: int
    site: int


def step_after(session: Session, op_type: int) -> Step | None:
    """What follows transfers of this type; None after the last step."""
    (row,) = read_flat(session, "stock.picking.type", [("id", "=", op_type)], ["warehouse_id"])
    site = link(row["warehouse_id"]) or 0
    types = list(chain(session, site).values())
    at = types.index(op_type) if op_type in types else len(types)
    if at + 1 >= len(types):
        return None
    (after,) = read_flat(session, "stock.picking.type", [("id", "=", types[at + 1])], ["default_location_src_id"])
    return Step(types[at + 1], link(after["default_location_src_id"]) or 0, site)


def roots_of(session: Session, warehouse: int, ids: Sequence[int]) -> Mapping[int, set[int]]:
    """By transfer those that one or two steps before led to it; of the first step none, and nothing is asked."""
    later = list(chain(session, warehouse).values())[1:]
    if not later or not ids:
        return {}
    ours = [("id", "in", list(ids)), ("picking_type_id", "in", later)]
    found: dict[int, set[int]] = defaultdict(set)
    for row in read_web(session, "stock.picking", ours, _BEFORE):
        for move in row["move_ids"]:
            for first in move["move_orig_ids"]:
                found[row["id"]] |= {link(before["picking_id"]) or 0 for before in (first, *first["move_orig_ids"])}
    return found
