"""The checks of an order as its sheet names them: rules of the shop, compiled for what lies on the bench."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from warehouse_app.domain.checks import KINDS, LABELS, Result, compile_checks
from warehouse_app.domain.numbers import amount
from warehouse_app.service.pack_check_facts import settle_check
from warehouse_app.service.ports.pack_checks import PackCheckViews
from warehouse_app.service.ports.releasing import Rules
from warehouse_app.service.ports.store import UnitOfWork


def with_checks(
    sheet: dict[str, Any], w: int, rules: Callable[[str, int], Rules], checks: PackCheckViews
) -> dict[str, Any]:
    """The sheet with what is checked of its order; what lies in its totes and goes back is told before anything."""
    too_many = [
        {"key": "pack.note.put_back", "args": {"count": amount(qty_m), "name": name}}
        for name, qty_m in checks.too_many(sheet["transfer"])
    ]
    book = {kind: rules(kind, w) for kind in KINDS}
    boxes = [(box["id"], box["name"]) for box in sheet["boxes"]]
    compiled = compile_checks(checks.facts(sheet["transfer"]), book, boxes)
    return sheet | {"notes": [*too_many, *sheet["notes"]], "checks": compiled}


def label_again(sheet: dict[str, Any], uow: UnitOfWork) -> bool:
    """Whoever opens an order that had no label, and whose address or carrier is there by now, finds it free: True."""
    transfer, still = sheet["transfer"], sheet["checks"]["label"]
    freed = {check for check, _ in uow.pack_checks.facts(transfer).failed} & set(LABELS) - {still}
    for check in freed:
        uow.pack_checks.keep(transfer, "", Result(check, None, "pass"))
        settle_check(transfer, check, None, "gone", uow)
    return bool(freed) and still is None
