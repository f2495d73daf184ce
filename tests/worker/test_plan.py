"""The planning loop: carts are planned beside the server, mended as the pool changes, and never in the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest

from tests.store.shop import transfer
from tests.web.conftest import Floor, floor_at
from warehouse_app.service.holding import Holding, take
from warehouse_app.service.layout_form import first_plan
from warehouse_app.service.plan_pool import SETTLED_MS
from warehouse_app.service.ports.layouts import PoolPlan
from warehouse_app.service.ports.store import Store
from warehouse_app.service.ports.views import Views
from warehouse_app.service.release_waves import Release, proposals_of, release
from warehouse_app.service.save_layout import put_on_map
from warehouse_app.worker.plan import Plan

T = TypeVar("T")


class Beside:
    """The process beside, in this one: notes what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def run(self, work: Any, /, *args: Any, **named: Any) -> Any:
        self.asked.append(work.__name__)
        return work(*args, **named)

    def close(self) -> None:
        """Nothing to end."""


@pytest.fixture
def floor(tmp_path: Path) -> Floor:
    made = floor_at(tmp_path, cart_totes=3, plan_seconds=0.5)
    made.services.planner = Beside()
    return made


def holding_of(floor: Floor) -> Holding:
    held = take(floor.services.store, "plan", "me")
    assert held is not None
    return held


def draw(floor: Floor) -> None:
    w, store = floor.world.w, floor.services.store
    hall = first_plan(store.read(lambda views: views.layouts.places(w)))
    assert hall is not None
    store.write(lambda uow: uow.catalogue.layouts.save(w, "hall", hall.as_body(), floor.world.ana.id))
    store.write(lambda uow: put_on_map(w, hall, {}, uow))


def free(floor: Floor, *numbers: int) -> list[int]:
    rows = [transfer(n, (n * 10, n % 2 + 1, 1000)) for n in numbers]
    kept = floor.services.store.write(lambda uow: uow.catalogue.keep_transfers(floor.world.w, rows))
    return list(kept.values())


def plan_of(floor: Floor) -> PoolPlan | None:
    return floor.services.store.read(lambda views: views.layouts.plan(floor.world.w))


def look(loop: Plan, floor: Floor, seconds: float = 16) -> list[str]:
    """One step, so much later; what was asked of the process beside."""
    beside = floor.services.planner
    assert isinstance(beside, Beside)
    beside.asked.clear()
    floor.clock.forward(seconds / 60)
    loop.step(holding_of(floor))
    return list(beside.asked)


def test_without_a_map_nothing_is_planned(floor: Floor) -> None:
    free(floor, 3, 4, 5)
    assert look(Plan(floor.services), floor) == []
    assert plan_of(floor) is None


def test_a_pool_is_planned_once_and_mended_when_orders_come_and_go(floor: Floor) -> None:
    draw(floor)
    ids = free(floor, *range(3, 10))
    loop = Plan(floor.services)
    assert look(loop, floor) == ["carts"]
    first = plan_of(floor)
    assert first is not None
    assert sorted(id_ for cart in first.carts for id_ in cart.ids) == ids
    assert max(len(cart.ids) for cart in first.carts) == 3
    assert look(loop, floor) == [], "nothing has changed"
    (late,) = free(floor, 20)
    assert look(loop, floor, 2) == ["mended"], "an order that comes is seen at once"
    mended = plan_of(floor)
    assert mended is not None
    assert mended.patched == 1
    assert sorted(id_ for cart in mended.carts for id_ in cart.ids) == [*ids, late]
    assert len({cart.ids for cart in mended.carts} & {cart.ids for cart in first.carts}) >= len(first.carts) - 1
    assert look(loop, floor, SETTLED_MS / 1000 + 1) == ["carts"], "when it is quiet the whole is planned anew"


class Slow:
    """A store whose pictures take so long."""

    def __init__(self, floor: Floor, ms: int) -> None:
        self._store, self._clock, self._ms = floor.services.store, floor.clock, ms
        self.write = self._store.write

    def read(self, query: Callable[[Views], T]) -> T:
        self._clock.forward(self._ms / 60_000)
        return self._store.read(query)


@pytest.mark.parametrize(("ms", "wait_s"), [(0, 2.0), (300, 6.0), (5000, 15.0)])
def test_a_pool_that_takes_long_to_be_read_is_looked_at_the_more_seldom(floor: Floor, ms: int, wait_s: float) -> None:
    draw(floor)
    free(floor, *range(3, 10))
    loop, holding = Plan(floor.services), holding_of(floor)
    floor.services.store = cast(Store, Slow(floor, ms))
    assert loop.step(holding) == pytest.approx(wait_s)


def test_what_is_released_is_what_was_planned(floor: Floor) -> None:
    draw(floor)
    free(floor, *range(3, 10))
    look(Plan(floor.services), floor)
    store, w, cart = floor.services.store, floor.world.w, floor.services.cart
    proposed = store.write(lambda uow: proposals_of(w, cart, uow))
    assert all(one.metres for one in proposed)
    (wave,) = store.write(lambda uow: release(Release(w, cart, first=1), uow)).waves
    left = store.write(lambda uow: proposals_of(w, cart, uow))
    assert [one.ids for one in left] == [one.ids for one in proposed[1:]]
    facts = store.read(lambda views: views.sheet_facts(wave))
    assert facts is not None
    assert {line.transfer for line in facts.lines} == set(proposed[0].ids)


def test_a_child_that_fails_leaves_the_plan_that_was_there(floor: Floor) -> None:
    draw(floor)
    free(floor, 3, 4)
    loop = Plan(floor.services)
    look(loop, floor)
    before = plan_of(floor)

    class Broken(Beside):
        def run(self, work: Any, /, *args: Any, **named: Any) -> Any:
            raise RuntimeError("out of memory")

    floor.services.planner = Broken()
    free(floor, 5)
    with pytest.raises(RuntimeError):
        loop.step(holding_of(floor))
    assert plan_of(floor) == before
    shown = floor.services.store.write(lambda uow: proposals_of(floor.world.w, floor.services.cart, uow))
    assert sum(len(one.ids) for one in shown) == 3, "what came is proposed by count"
