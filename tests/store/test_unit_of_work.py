"""One transaction's worth of writing: all of it or nothing, and nobody else's."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from queue import Queue

import pytest

from tests.store.conftest import Opener
from tests.store.shop import NOW, Shop, entry, keep_warehouse, query
from warehouse_app.domain.errors import Refused
from warehouse_app.service.ports.store import StoreClosed, Unfit, UnitOfWork
from warehouse_app.store import OpenStore, open_store


def test_what_a_use_case_wrote_is_there_after_it_returned(shop: Shop) -> None:
    shop.store.write(lambda uow: uow.devices.rename(shop.first, "Red one"))
    assert shop.store.read(lambda views: [row.name for row in views.devices(shop.w)]) == ["Handheld 2", "Red one"]


def test_a_use_case_that_refuses_leaves_nothing_and_its_caller_hears_it(shop: Shop) -> None:
    def refuse(uow: UnitOfWork) -> None:
        uow.devices.rename(shop.first, "Never")
        uow.journal.append(entry(shop.first, 1))
        uow.changed("board", "wave", 1)
        raise Refused("wave.taken")

    before = shop.store.read(lambda views: views.head())
    with pytest.raises(Refused, match=r"wave\.taken"):
        shop.store.write(refuse)
    assert shop.store.read(lambda views: (views.head(), views.count("event"))) == (before, 0)
    assert "Never" not in [row.name for row in shop.store.read(lambda views: views.devices(shop.w))]


def test_one_that_fails_takes_nothing_of_its_neighbours_with_it(shop: Shop) -> None:
    started = threading.Barrier(16)

    def note(n: int) -> str:
        def use_case(uow: UnitOfWork) -> None:
            uow.journal.append(entry(shop.first, n))
            uow.changed("board", "line", n)
            if n % 2:
                raise LookupError(n)

        started.wait()
        try:
            shop.store.write(use_case)
        except LookupError:
            return "failed"
        return "kept"

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(note, range(1, 17)))
    assert answers == ["failed", "kept"] * 8
    assert query(shop.store, "SELECT device_seq FROM event ORDER BY device_seq") == [(n,) for n in range(2, 17, 2)]


def test_an_attempt_that_fails_is_undone_and_the_rest_stands(shop: Shop) -> None:
    def fail(uow: UnitOfWork) -> None:
        with uow.attempt():
            uow.devices.rename(shop.first, "Never")
            uow.journal.append(entry(shop.first, 2, "b" * 32))
            uow.changed("board", "wave", 1)
            raise ValueError("no")

    def use_case(uow: UnitOfWork) -> None:
        uow.journal.append(entry(shop.first, 1, "a" * 32))
        with pytest.raises(ValueError, match="no"):
            fail(uow)
        assert list(uow.journal.find(["a" * 32, "b" * 32])) == ["a" * 32]
        uow.journal.append(entry(shop.first, 2, "c" * 32))

    shop.store.write(use_case)
    assert query(shop.store, "SELECT id FROM event ORDER BY seq") == [("a" * 32,), ("c" * 32,)]
    assert query(shop.store, "SELECT name FROM device WHERE name = 'Never'") == []


def test_a_row_the_database_refuses_is_unfit_and_the_unit_of_work_goes_on(shop: Shop) -> None:
    def use_case(uow: UnitOfWork) -> None:
        with pytest.raises(Unfit), uow.attempt():
            uow.devices.add(999, "In no warehouse", "token-9")
        uow.devices.rename(shop.first, "Red one")

    shop.store.write(use_case)
    assert query(shop.store, "SELECT count(*) FROM device") == [(2,)]
    assert query(shop.store, "SELECT count(*) FROM device WHERE name = 'Red one'") == [(1,)]


def test_the_same_row_twice_is_unfit_on_both_databases(shop: Shop) -> None:
    def use_case(uow: UnitOfWork) -> None:
        with pytest.raises(Unfit), uow.attempt():
            uow.devices.add(shop.w, "Twin", "token-1")

    # PostgreSQL runs a use case again when somebody made the same row first; the last run says so.
    shop.store.write(use_case)


def test_an_answer_comes_only_after_the_commit(shop: Shop) -> None:
    for n in range(1, 30):
        shop.store.write(lambda uow, n=n: uow.journal.append(entry(shop.first, n)))  # type: ignore[misc]
        assert shop.store.read(lambda views: views.count("event")) == n


def test_a_hint_names_the_newest_change_and_comes_after_the_commit(opened: Opener) -> None:
    heard: Queue[tuple[int, int]] = Queue()
    stores: list[OpenStore] = []

    def listen(head: int) -> None:
        heard.put((head, stores[0].read(lambda views: views.head())))

    def say_two(uow: UnitOfWork) -> None:
        uow.changed("board", "wave", 1)
        uow.changed("wave:1", "line", 2)

    stores.append(opened(listen))
    stores[0].write(say_two)
    assert heard.get(timeout=60) == (2, 2)
    stores[0].write(lambda uow: uow.now)
    stores[0].write(lambda uow: uow.changed("board", "wave", 1))
    assert heard.get(timeout=60) == (3, 3)
    assert heard.empty()


def test_a_listener_that_fails_harms_no_use_case(opened: Opener) -> None:
    def fail(head: int) -> None:
        raise RuntimeError(f"nobody hears of {head}")

    store = opened(fail)
    for n in (1, 2):
        store.write(lambda uow, n=n: uow.changed("board", "wave", n))  # type: ignore[misc]
    assert store.read(lambda views: views.head()) == 2


def test_the_same_change_said_twice_is_one_row(store: OpenStore) -> None:
    def use_case(uow: UnitOfWork) -> None:
        for ref in (1, "1", 1):
            uow.changed("board", "wave", ref)

    store.write(use_case)
    changes = store.read(lambda views: views.changes(0, ["board"], 10))
    assert [(change.seq, change.kind, change.ref) for change in changes] == [(1, "wave", "1")]


def test_now_and_generation_are_those_of_the_store(store: OpenStore) -> None:
    now, generation = store.write(lambda uow: (uow.now, uow.generation))
    assert now == NOW
    assert generation == store.read(lambda views: views.generation)
    assert len(generation) == 16


def test_the_generation_outlives_a_restart(opened: Opener) -> None:
    first = opened()
    generation = first.generation
    first.close()
    assert opened().generation == generation


def test_numbers_are_never_given_twice_by_sixteen_threads(store: OpenStore) -> None:
    w = store.write(keep_warehouse)

    def take(n: int) -> int | None:
        def use_case(uow: UnitOfWork) -> int:
            number = uow.number("wave", w)
            if n % 5 == 0:
                raise LookupError
            return number

        try:
            return store.write(use_case)
        except LookupError:
            return None

    with ThreadPoolExecutor(16) as pool:
        given = [number for number in pool.map(take, range(200)) if number is not None]
    assert len(given) == len(set(given)) == 160
    assert store.write(lambda uow: uow.number("wave", w)) > max(given)
    assert store.write(lambda uow: uow.number("case", w)) == 1


def test_a_closed_store_says_so(shop: Shop) -> None:
    shop.store.close()
    with pytest.raises(StoreClosed):
        shop.store.write(lambda uow: uow.now)
    with pytest.raises(StoreClosed):
        shop.store.read(lambda views: views.head())


def test_a_use_case_may_not_start_another_one_on_the_writer_thread(sqlite_url: str) -> None:
    store = open_store(sqlite_url, lambda: NOW)
    with pytest.raises(RuntimeError, match="wait for itself"):
        store.write(lambda uow: store.write(lambda inner: inner.now))
    store.close()
