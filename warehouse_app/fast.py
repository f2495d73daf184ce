"""The search compiled, where the extra `[fast]` (numpy and numba) is installed: the same, but more can be tried.

Compiling takes longer than most plans may. So it is done once, by `warm`, and kept beside the module or, where that
cannot be written to, in the user's cache; as long as it was not done, plans do without.
"""

from __future__ import annotations

import time
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import FunctionType
from typing import Any

from warehouse_app.domain.planning import annealing
from warehouse_app.domain.planning.planner import plan
from warehouse_app.domain.planning.problem import Limits, Line, Order, Task
from warehouse_app.domain.planning.search import PLAIN, Engine
from warehouse_app.domain.pool_plan import Job, PlannedCart, plan_pool
from warehouse_app.domain.routing.layout import Depot, Layout, Stop

PACE = 120_000
FILL_PART_S = 0.00002
LOADING_S = 1.0  # what loading numba and the compiled search takes at least

_SIZES = (1, 2)  # blocks: the same code, but it is cheap to make sure


def installed() -> bool:
    return find_spec("numba") is not None and find_spec("numpy") is not None


def engine(seconds: float) -> Engine | None:
    """Ready to run, or None: not installed, not compiled yet, or too little time to load it."""
    if not installed() or seconds < 2 * LOADING_S:
        return None
    compiled = _compiled()
    return _engine(compiled) if _kept(compiled["anneal"]) else None


def carts(job: Job) -> list[PlannedCart]:
    """Carts for a pool, as fast as this machine is ready for."""
    return plan_pool(job, time.monotonic, engine(job.seconds) or PLAIN)


def warm() -> bool:
    """Compiles and keeps it; False where the extra is not installed."""
    if not installed():
        return False
    made = _engine(_compiled())
    for blocks in _SIZES:
        hall = Layout(2, 4, blocks, 1, 1, 1, Depot(0, "front", 0))
        orders = [Order(number, (Line(Stop(number % 2, number % 4), 1, 0, 0),)) for number in range(8)]
        plan(Task(hall, Limits(totes=2), orders, 10), _still, made)
    return True


def _still() -> float:
    """A clock that stands: only the promised changes count."""
    return 0.0


def _compiled() -> dict[str, Any]:
    """Every function of the search, compiled; they find each other by name."""
    njit = import_module("numba").njit
    names: dict[str, Any] = dict(vars(annealing))
    for name, function in vars(annealing).items():
        if isinstance(function, FunctionType):
            # counting references of arrays nobody makes or drops takes a third of the time
            names[name] = njit(cache=True, _nrt=False)(FunctionType(function.__code__, names, name))
    return names


def _kept(function: Any) -> bool:
    return any(Path(function.stats.cache_path).glob("annealing.anneal-*.nbc"))


def _engine(compiled: dict[str, Any]) -> Engine:
    return Engine(PACE, FILL_PART_S, _as_table, compiled["fill"], compiled["anneal"])


def _as_table(table: Any) -> Any:
    if not isinstance(table, tuple):
        return _array(table)
    return type(table)(*(_array(one) if isinstance(one, list) else one for one in table))


def _array(numbers: list[Any]) -> Any:
    numpy = import_module("numpy")
    kind = numpy.float64 if numbers and isinstance(numbers[0], float) else numpy.int64
    return numpy.array(numbers, dtype=kind)
