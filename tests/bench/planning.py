"""How far carts walk, and what a walk costs: `python -m tests.bench.planning [--long | --clock]`.

An e-commerce day as `a_day` draws it (needs numpy, of the extra `[fast]`), planned within some seconds by the
plain search and by the compiled one, beside Odoo's way in the same run: orders as they come, twenty to a cart, walked
in the order of the names. Then large orders, a few to a cart (`large_orders`), against the best this search finds in
100 seconds, with `--long` in ten minutes. Every plan is judged by `tests.carts`, which knows nothing of the planner.
Metres are what counts; seconds are those of the processor.

With `--clock` the command itself is run, `warehouse-app plan FILE`, from its start to its answer by the clock, on all
cores there are: for a machine with nothing else to do.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.carts import Json, broken_rules, walked
from tests.sprp import cases
from warehouse_app import fast
from warehouse_app.domain.planning import plan
from warehouse_app.domain.planning.engine import PLAIN, Engine
from warehouse_app.domain.routing import route
from warehouse_app.fast.beside import beside
from warehouse_app.service.plan_file import answer_of, task_of

TOTES = 20
PLAIN_RUNS = ((8000, 10.0, 7.7), (500, 2.0, None))  # orders, seconds, metres a line that are asked
FAST_RUNS = ((500, 2.0, 9.8), (2000, 15.0, 7.9), (8000, 2.0, 7.7), (8000, 30.0, 6.95))
LONG_RUNS = ((8000, 60.0, 6.6),)
LARGE = ((20, 30), (40, 60), (60, 45), (80, 75), (100, 30), (100, 60), (100, 75))  # orders, what a cart takes
START_S = 0.25  # of the limit, for starting the command: `plan` is called without it here


def main() -> int:
    """Measure and print; exit code 1 when a rule is broken or more is walked than is asked."""
    held = _walks()
    if not find_spec("numpy"):
        print("no day is planned: numpy, of the extra [fast], draws its orders and is not installed")
        return 0 if held else 1
    if "--clock" in sys.argv:
        return 0 if _by_the_clock() and held else 1
    for orders, seconds, asked in PLAIN_RUNS:
        held &= _day(orders, seconds, asked, PLAIN, "plain")
    if not fast.installed():
        print("the compiled search is not measured: the extra [fast] is not installed")
        return 0 if held else 1
    fast.warm()
    engine = replace(fast.engine(60) or PLAIN, beside=beside(time.monotonic() + 24 * 3600))
    for orders, seconds, asked in FAST_RUNS + (LONG_RUNS if "--long" in sys.argv else ()):
        held &= _day(orders, seconds, asked, engine, "compiled")
    _large(engine, 600.0 if "--long" in sys.argv else 100.0)
    return 0 if _alike(engine) and held else 1


def _walks() -> bool:
    """The published cases: how many have their proven length, and the slowest."""
    held = True
    for blocks in (1, 2):
        longest, exact, number = 0.0, 0, 0
        for case in cases(blocks):
            begun = time.process_time()
            metres = route(case.layout, case.stops).metres
            longest = max(longest, time.process_time() - begun)
            exact += abs(metres - case.optimum) < 1e-6
            number += 1
        _say(bench="walks", blocks=blocks, cases=number, exact=exact, slowest_ms=round(longest * 1000, 2))
        held &= exact == number
    return held


def a_day(orders: int) -> Json:
    """The orders of one day, as a file; the seed is their number."""
    numpy: Any = import_module("numpy")
    rng = numpy.random.default_rng(orders)
    cells = rng.integers(0, 1000, 5000)
    weights = numpy.r_[numpy.full(1000, 0.8 / 1000), numpy.full(4000, 0.2 / 4000)]
    lines = rng.choice([1, 2, 3], orders, p=[0.6, 0.25, 0.15])
    drawn = [[int(cells[one]) for one in rng.choice(5000, count, p=weights, replace=False)] for count in lines]
    hall = {"aisles": 20, "cells": 50, "blocks": 1, "aisle_pitch": 4, "cell_pitch": 1, "end_gap": 1}
    return {
        "layout": hall | {"depot": {"aisle": 0, "end": "front", "distance": 0}},
        "cart": {"totes": TOTES, "units": None, "weight": None, "volume": None},
        "orders": [{"id": number, "lines": [_line(one) for one in order]} for number, order in enumerate(drawn)],
        "seed": 1,
    }


def _line(cell: int) -> Json:
    aisle, there = divmod(cell, 50)
    return {"aisle": aisle, "cell": there, "units": 1, "weight": 0, "volume": 0}


def odoos_way(task: Json) -> float:
    """Metres when orders go as they come, twenty to a cart, and stops by the names of their places."""
    metres = 0.0
    for first in range(0, len(task["orders"]), TOTES):
        load = task["orders"][first : first + TOTES]
        stops = {(line["aisle"], line["cell"]) for order in load for line in order["lines"]}
        metres += walked(task["layout"], sorted(stops))
    return metres


def _day(orders: int, seconds: float, asked: float | None, engine: Engine, name: str) -> bool:
    task = a_day(orders) | {"seconds": seconds}
    lines = sum(len(order["lines"]) for order in task["orders"])
    begun, began = time.process_time(), time.monotonic()
    done = plan(task_of(task).within(seconds - START_S), time.process_time, engine)
    spent, passed = time.process_time() - begun, time.monotonic() - began
    breaches = broken_rules(task, answer_of(done, spent))
    a_line = done.metres / lines
    figures = {"metres_a_line": round(a_line, 3), "odoo": round(odoos_way(task) / lines, 2), "asked": asked}
    figures |= {"carts": len(done.carts), "processor_s": round(spent, 1), "clock_s": round(passed, 1)}
    _say(bench="planning", search=name, orders=orders, seconds=seconds, broken=len(breaches), **figures)
    return not breaches and (asked is None or a_line <= asked)


def _by_the_clock() -> bool:
    """The command itself, of a day and of large orders."""
    fast.warm()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "task.json"
        days = [_commanded(file, a_day(n), seconds, asked) for n, seconds, asked in (*FAST_RUNS, *LONG_RUNS)]
        large = [_commanded(file, large_orders(*one), seconds, None) for one in LARGE for seconds in (1.0, 10.0)]
    return all(days) and all(large)


def _commanded(file: Path, task: Json, seconds: float, asked: float | None) -> bool:
    """Whether it kept to its seconds, to every rule and to what is asked."""
    file.write_text(json.dumps(task | {"seconds": seconds}), "utf-8")
    begun = time.monotonic()
    ran = subprocess.run([sys.executable, "-m", "warehouse_app", "plan", str(file)], capture_output=True, check=True)
    took, answer = time.monotonic() - begun, json.loads(ran.stdout)
    lines = sum(len(order["lines"]) for order in task["orders"])
    a_line, broken = answer["metres"] / lines, len(broken_rules(task, answer))
    figures = {"metres": answer["metres"], "metres_a_line": round(a_line, 3), "asked": asked, "broken": broken}
    _say(bench="by the clock", orders=len(task["orders"]), cart=task["cart"], seconds=seconds, took=round(took, 2),
         late=bool(ran.stderr), **figures)  # fmt: skip
    return took <= seconds and not broken and (asked is None or a_line <= asked)


def large_orders(orders: int, units: int) -> Json:
    """Orders of 2 to 25 pieces anywhere in ten aisles, as a file; the seed is the sum of both numbers."""
    numpy: Any = import_module("numpy")
    rng = numpy.random.default_rng(orders + units)
    hall = {"aisles": 10, "cells": 45, "blocks": 1, "aisle_pitch": 5, "cell_pitch": 1, "end_gap": 1.5}
    drawn = []
    for number in range(orders):
        pieces = int(rng.integers(2, 26))
        places = zip(rng.choice(10, pieces), rng.integers(0, 45, pieces), strict=True)
        drawn.append({"id": number, "lines": [_line(int(aisle) * 50 + int(cell)) for aisle, cell in places]})
    return {
        "layout": hall | {"depot": {"aisle": 0, "end": "front", "distance": 0}},
        "cart": {"totes": None, "units": units, "weight": None, "volume": None},
        "orders": drawn,
        "seed": 1,
    }


def _large(engine: Engine, long: float) -> None:
    """How much longer than the best that is found in a long time, after a second and after ten."""
    for orders, units in LARGE:
        task = large_orders(orders, units)
        metres = []
        for seconds in (1.0, 10.0, long):
            asked = task_of(task | {"seconds": seconds}).within(seconds - START_S)
            done = plan(asked, time.process_time, engine)
            metres.append(done.metres)
            if broken_rules(task, answer_of(done, 0)):
                raise AssertionError(f"a rule is broken: {orders} orders, carts of {units}")
        best = min(metres)
        gaps = [round(100 * (one / best - 1), 2) for one in metres]
        _say(bench="large orders", orders=orders, units=units, metres=best, gap_1s=gaps[0], gap_10s=gaps[1])


def _alike(engine: Engine) -> bool:
    """Plain and compiled are one search: the same number of changes gives the same plan."""
    task = task_of(a_day(300) | {"seconds": 1})
    plans = [plan(task, lambda: 0.0, replace(one, pace=1000, few_pace=1000, fill_part_s=0)) for one in (PLAIN, engine)]
    _say(bench="planning", what="plain and compiled agree", agree=plans[0] == plans[1])
    return plans[0] == plans[1]


def _say(**figures: object) -> None:
    print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
