"""What follows a plan: mended at hand where little has changed in a large pool, beside the server else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.domain.test_pool_plan import ALIKE, HALL, NOW, carts, check, pool
from warehouse_app.domain.pool_plan import PoolOrder
from warehouse_app.service.plan_pool import Pool, next_plan
from warehouse_app.service.ports.layouts import PoolPlan


class Beside:
    """The process beside, in this one; counts what it is asked."""

    asked = 0

    def run(self, work: Any, /, *args: Any, **named: Any) -> Any:
        self.asked += 1
        return work(*args, **named)

    def close(self) -> None:
        """Nothing to end."""


def followed(orders: list[PoolOrder], last: PoolPlan | None, beside: Beside) -> PoolPlan:
    made = next_plan(Pool(HALL, ALIKE, tuple(orders), last), NOW, 0.4, beside, lambda job: carts(list(job.orders)))
    assert made is not None
    return made


@pytest.mark.parametrize(("size", "gone", "told"), [(600, 1, 0), (600, 2, 1), (90, 1, 1)])
def test_a_large_pool_is_not_told_to_another_process_for_one_order(size: int, gone: int, told: int) -> None:
    beside, orders = Beside(), pool(size)
    whole = followed(orders, None, beside)
    assert beside.asked == 1, "all of it is planned beside"
    beside.asked = 0
    mended = followed(orders[gone:], whole, beside)
    assert (mended.patched, beside.asked) == (gone, told)
    check(list(mended.carts), orders[gone:])
