"""The threads: they work by themselves, one fault stops none of them, and they end when told."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.worker.yard import Clock, Yard
from warehouse_app.bootstrap import Services, words
from warehouse_app.config import Settings
from warehouse_app.demo import Flaky
from warehouse_app.hashing import Argon2
from warehouse_app.live import Live
from warehouse_app.service.holding import Holding, take
from warehouse_app.service.odoo_link import odoo_link
from warehouse_app.service.ports.store import Store
from warehouse_app.worker import Worker, start
from warehouse_app.worker.breaker import Breaker
from warehouse_app.worker.deliver import Deliver
from warehouse_app.worker.loop import Loop, loops
from warehouse_app.worker.pull import Pull


def services_of(yard: Yard, folder: Path) -> Services:
    """The app's services over the yard's store, clock and Odoo."""
    hasher = Argon2(b"0" * 32, memory_kib=64)
    settings = Settings(data_dir=folder)
    return Services(
        settings, yard.clock, b"0" * 32, yard.store, hasher, Live(), words(), lambda: None, yard.port
    )  # fmt: skip


@contextmanager
def working(services: Services) -> Iterator[Worker]:
    worker = start(services)
    try:
        yield worker
    finally:
        worker.stop()


def soon(what: Callable[[], bool]) -> bool:
    """Whether it becomes true within a while."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if what():
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def services(yard: Yard, tmp_path: Path) -> Services:
    yard.order({0: 3, 1: 2})
    yard.open()
    return services_of(yard, tmp_path)


def all_told(yard: Yard) -> bool:
    """Time goes by meanwhile: what was put off by a second would wait for ever."""
    yard.clock.now += 500
    return yard.waiting() == 0


def test_the_worker_tells_odoo_by_itself_and_follows_it(yard: Yard, services: Services) -> None:
    picker = yard.picker(yard.release()[0])
    yard.clock.now += 200_000
    with working(services):
        picker.pick_all()
        yard.clock.now += 16_000
        assert soon(lambda: all_told(yard))
        assert yard.picked_there() == yard.picked_here()
        assert soon(lambda: yard.store.read(lambda views: views.delivery(yard.w)).state == "there")


def test_after_stopping_no_thread_is_left_and_the_work_is_free(yard: Yard, services: Services) -> None:
    with working(services):
        names = {thread.name for thread in threading.enumerate()}
        assert {"worker-deliver", "worker-pull", "worker-clock", "worker-seal", "worker-retain"} <= names
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("worker-")]
    assert take(yard.store, "clock", "the next one") is not None


def test_a_fault_is_said_once_and_the_loop_goes_on(services: Services, caplog: pytest.LogCaptureFixture) -> None:
    turns: list[Holding] = []

    def fails(holding: Holding) -> float:
        turns.append(holding)
        raise ZeroDivisionError("a fault of ours")

    loop = Loop("seal", services, "me", fails)
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            assert loop.turn() > 0
    assert len(turns) == 3
    assert [record.message for record in caplog.records] == ["seal: ZeroDivisionError('a fault of ours')"]


def test_a_process_that_does_not_hold_the_work_stands_by(services: Services) -> None:
    done: list[Holding] = []

    def step(holding: Holding) -> float:
        done.append(holding)
        return 0.0

    assert take(services.store, "seal", "somebody else") is not None
    assert Loop("seal", services, "me", step).turn() > 1
    assert done == []


def test_without_an_odoo_seals_prints_plans_and_deletes_what_is_over(services: Services) -> None:
    services.odoo = None
    with working(services):
        names = {thread.name for thread in threading.enumerate() if thread.name.startswith("worker-")}
    assert names == {"worker-print", "worker-plan", "worker-seal", "worker-retain"}


def test_an_odoo_that_is_away_is_said_once_and_shown_and_its_return_too(
    yard: Yard, services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    there, services.odoo = services.odoo, Flaky(yard.port, 1, refused=0, unreachable=1, lost=0).port
    breaker = Breaker(yard.clock, lambda: 0.5)
    steps = Deliver(services, breaker, lambda key, **told: key).step, Pull(services, breaker).step
    deliver, pull = (Loop(name, services, "yard", step) for name, step in zip(("deliver", "pull"), steps, strict=True))
    picker = yard.picker(yard.release()[0])
    picker.pick_all()
    with caplog.at_level(logging.WARNING):
        for _ in range(100):
            yard.clock.now += 1000
            deliver.turn()
            pull.turn()
        assert link(yard) == {"ok": False, "text": "board.odoo_away 3"}
        services.odoo = there
        pull._step = Pull(services, breaker).step
        for _ in range(400):
            yard.clock.now += 1000
            deliver.turn()
            pull.turn()
    assert link(yard) == {"ok": True, "text": "board.odoo_level 0"}
    assert yard.picked_there() == yard.picked_here()
    said = [record.message for record in caplog.records]
    assert len(said) == 2
    assert "cannot be reached" in said[0]
    assert said[1] == "Odoo is there again."


def test_minutes_of_silence_are_a_case_that_goes_by_itself(yard: Yard, services: Services) -> None:
    clock = next(loop for loop in loops(services, Breaker(yard.clock, lambda: 0.5)) if loop.name == "clock")
    picker = yard.picker(yard.release()[0])
    picker.pick_all()
    clock.turn()
    assert yard.cases() == []
    yard.clock.now += 11 * 60_000
    for _ in range(3):
        clock.turn()
    assert [type_ for type_, _ in yard.cases()] == ["ORD-SYNC"]
    yard.settle()
    clock.turn()
    assert yard.cases() == []


def test_a_busy_loop_does_not_hold_the_others_up(store: Store, clock: Clock, tmp_path: Path) -> None:
    yard = Yard(store, clock)
    yard.open()
    services = services_of(yard, tmp_path)
    turns = {"busy": 0, "calm": 0}

    def step(name: str) -> Callable[[Holding], float]:
        def one(_holding: Holding) -> float:
            turns[name] += 1
            return 0.0 if name == "busy" else 0.01

        return one

    pair = [Loop(name, services, "me", step(name)) for name in turns]
    worker = Worker(pair)
    worker.start()
    assert soon(lambda: turns["calm"] >= 20 and turns["busy"] >= 20)
    worker.stop()


def link(yard: Yard) -> dict[str, object]:
    delivery = yard.store.read(lambda views: views.delivery(yard.w))
    return odoo_link(delivery, yard.clock.now, lambda key, **told: f"{key} {told.get('n')}", "Odoo")


def test_news_wake_a_loop_that_rests_and_its_end_is_not_waited_for(services: Services) -> None:
    news, turned = threading.Event(), threading.Semaphore(0)

    def step(holding: Holding) -> float:
        turned.release()
        return 60.0

    loop = Loop("seal", services, "me", step, news)
    loop.start()
    assert turned.acquire(timeout=10)
    news.set()
    assert turned.acquire(timeout=10), "it did not wake"
    loop.stop()
    loop.join(10)
    assert "worker-seal" not in {thread.name for thread in threading.enumerate()}
