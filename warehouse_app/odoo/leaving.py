"""Leaving a real Odoo: our batches let go, our external ids counted and removed."""

from __future__ import annotations

from collections import Counter
from typing import Any

from warehouse_app.odoo.reading import ENDED, read_web
from warehouse_app.odoo.session import Session

OURS = "__floor__"  # the module of all our external ids
_AT_ONCE = 1000


def names_of_ours(session: Session) -> Counter[str]:
    """As the port has it."""
    rows = session.call("ir.model.data", "search_read", [("module", "=", OURS)], ["model"])
    return Counter(str(row["model"]) for row in rows)


def let_go(session: Session) -> int:
    """As the port has it. A batch nothing is left of is cancelled; one with done transfers Odoo ends itself."""
    spec: dict[str, Any] = {"picking_ids": {"fields": {"state": {}}}}
    running = read_web(session, "stock.picking.batch", [("state", "in", ("draft", "in_progress"))], spec)
    names = session.call("stock.picking.batch", "get_external_id", [row["id"] for row in running]) if running else {}
    ours = [row for row in running if str(names.get(str(row["id"]), "")).startswith(f"{OURS}.")]
    held = [one["id"] for row in ours for one in row["picking_ids"] if one["state"] not in ENDED]
    if held:
        session.call("stock.picking", "write", held, {"batch_id": False}, write=True)
    empty = [row["id"] for row in ours if all(one["state"] not in ENDED for one in row["picking_ids"])]
    if empty:
        session.call("stock.picking.batch", "action_cancel", empty, write=True)
    return len(held)


def forget_names(session: Session) -> int:
    """As the port has it."""
    gone = 0
    while ids := session.call("ir.model.data", "search", [("module", "=", OURS)], limit=_AT_ONCE):
        session.call("ir.model.data", "unlink", ids, write=True)
        gone += len(ids)
    return gone
