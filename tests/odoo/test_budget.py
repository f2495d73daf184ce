"""The budget holds back what is too much for Odoo."""

from __future__ import annotations

import threading
import time

import pytest

from warehouse_app.odoo.budget import Budget
from warehouse_app.service.ports.odoo import OdooUnreachable


class Clock:
    """A clock that only goes when it is told to."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_calls_beyond_those_of_a_second_wait_for_the_next_one() -> None:
    clock = Clock()
    budget = Budget(at_once=10, per_second=2, now=clock)
    for _ in range(2):
        with budget.turn(False, 0):
            pass
    with pytest.raises(OdooUnreachable), budget.turn(False, 0):
        pass
    clock.now += 0.5
    with budget.turn(False, 0):
        assert budget.use().running == 1
    assert (budget.use().calls, budget.use().running, budget.use().last_minute) == (3, 0, 3)


def test_pauses_grow_until_a_call_goes_well_and_a_named_pause_is_kept() -> None:
    clock = Clock()
    budget = Budget(now=clock)
    pauses = []
    for _ in range(3):
        budget.back_off()
        pauses.append(budget.use().pause_s)
        clock.now += 100
    budget.went_well()
    budget.back_off()
    assert (pauses, budget.use().pause_s) == ([1, 2, 4], 1)
    clock.now += 100
    budget.back_off(7)
    assert budget.use().pause_s == 7
    with pytest.raises(OdooUnreachable), budget.turn(True, 0):
        pass


def test_a_write_that_waits_goes_before_a_read_that_came_earlier() -> None:
    budget, order = Budget(at_once=1, per_second=1000), list[str]()

    def ask(kind: str) -> None:
        with budget.turn(kind == "write", 10):
            order.append(kind)

    with budget.turn(True, 1):
        threads = []
        for waiting, kind in enumerate(("read", "write"), 1):
            threads.append(threading.Thread(target=ask, args=(kind,)))
            threads[-1].start()
            while budget.use().waiting < waiting:
                time.sleep(0.001)
    for thread in threads:
        thread.join(10)
    assert order == ["write", "read"]


def test_who_waits_too_long_is_told_that_nothing_was_sent() -> None:
    budget = Budget(at_once=1)
    with budget.turn(True, 1), pytest.raises(OdooUnreachable, match="waiting"), budget.turn(True, 0.05):
        pass
    assert budget.use().running == 0
