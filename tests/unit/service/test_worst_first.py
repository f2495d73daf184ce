"""Which exception stands first: the worst, then the one with the least time, then the one that reaches most orders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from warehouse_app.domain.cases import MINUTE
from warehouse_app.service.alerts import worst_first


@dataclass
class One:
    id: int
    severity: str = "high"
    due_at: int | None = 60 * MINUTE
    orders: int = 1


def test_of_exceptions_for_one_truck_the_one_that_reaches_most_orders_is_first() -> None:
    rows = [
        One(1),
        One(2, orders=18, due_at=60 * MINUTE + 900),
        One(3, due_at=59 * MINUTE),
        One(4, severity="critical", due_at=None),
        One(5, orders=40, due_at=None),
    ]
    assert [one.id for one in worst_first(cast(Any, rows))] == [4, 3, 2, 1, 5]
