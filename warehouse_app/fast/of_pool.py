"""Carts for the pool of the release page, as fast as this machine is ready for."""

from __future__ import annotations

import time

from warehouse_app.domain.planning.engine import PLAIN
from warehouse_app.domain.pool_plan import Job, PlannedCart, plan_pool
from warehouse_app.fast import engine


def carts(job: Job) -> list[PlannedCart]:
    """By the compiled search where it is kept, else by the plain one."""
    return plan_pool(job, time.monotonic, engine(job.seconds) or PLAIN)
