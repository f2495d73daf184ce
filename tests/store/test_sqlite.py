"""What only SQLite has: the writer thread, the lock file, the full disk, the backup."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.store.shop import NOW, Shop, entry, keep_warehouse, open_shop, outside, query
from warehouse_app.service.ports.store import StoreFull, UnitOfWork
from warehouse_app.store import (
    NotDurable,
    SchemaTooNew,
    SqliteStore,
    StoreInUse,
    StoreRefused,
    migrate,
    open_store,
    schema,
    sqlite,
)

_HOLD = """
import sys
from warehouse_app.store import open_store
store = open_store(sys.argv[1], lambda: 0)
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def store(sqlite_url: str) -> Iterator[SqliteStore]:
    opened = open_store(sqlite_url, lambda: NOW)
    assert isinstance(opened, SqliteStore)
    yield opened
    opened.close()


@pytest.fixture
def path(sqlite_url: str) -> Path:
    return Path(sqlite_url.removeprefix("sqlite:///"))


def test_the_live_connection_waits_for_the_disk(store: SqliteStore) -> None:
    assert store.synchronous() == "FULL"
    assert query(store, "PRAGMA journal_mode") == [("wal",)]


def test_a_connection_that_would_not_wait_for_the_disk_is_refused(path: Path) -> None:
    connection = sqlite.driver.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    with pytest.raises(NotDurable, match="synchronous=NORMAL"):
        sqlite.check(connection, path)
    connection.close()


def test_a_store_on_a_network_file_system_is_refused(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text("/dev/vda / ext4 rw 0 0\nnas:/x /mnt/with\\040blank nfs4 rw 0 0\n", encoding="utf-8")
    sqlite.check_place(Path("/var/lib/floor/floor.db"), mounts)
    with pytest.raises(NotDurable, match="nfs4"):
        sqlite.check_place(Path("/mnt/with blank/floor.db"), mounts)


def test_readers_cannot_write(store: SqliteStore) -> None:
    with pytest.raises(Exception, match="readonly"):
        query(store, "DELETE FROM meta")


def test_a_second_server_is_refused_and_told_who_has_the_store(store: SqliteStore, sqlite_url: str) -> None:
    with pytest.raises(StoreInUse, match="Another server") as refused:
        open_store(sqlite_url, lambda: NOW)
    assert str(refused.value.path) in str(refused.value)
    with pytest.raises(StoreInUse):
        migrate(sqlite_url)


def test_another_process_is_refused_until_the_holder_is_gone(sqlite_url: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, sqlite_url], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"open\n"
        with pytest.raises(StoreInUse, match=f"process {holder.pid}\\b"):
            open_store(sqlite_url, lambda: NOW)
        holder.kill()
        holder.wait()
    open_store(sqlite_url, lambda: NOW).close()


def test_a_server_that_starts_while_a_killed_one_is_still_going_waits_for_it(
    store: SqliteStore, sqlite_url: str
) -> None:
    going = threading.Timer(0.2, store.close)
    going.start()
    open_store(sqlite_url, lambda: NOW).close()
    going.join()


def test_a_store_in_memory_is_refused() -> None:
    with pytest.raises(StoreRefused, match="needs a file"):
        open_store("sqlite://", lambda: NOW)


def test_use_cases_that_wait_together_share_one_commit(store: SqliteStore) -> None:
    heads: list[int] = []
    store._writer._on_change = heads.append
    release, inside = threading.Event(), threading.Event()

    def block(uow: UnitOfWork) -> None:
        inside.set()
        release.wait()

    with ThreadPoolExecutor(20) as pool:
        first = pool.submit(store.write, block)
        inside.wait()
        rest = [pool.submit(store.write, lambda uow, n=n: uow.changed("board", "wave", n)) for n in range(10)]
        while store._writer._jobs.qsize() < 10:
            threading.Event().wait(0.005)
        assert not any(answer.done() for answer in rest)
        release.set()
        for answer in [first, *rest]:
            answer.result()
    store.close()
    assert heads == [10]


def test_closing_lets_what_waits_finish(store: SqliteStore, sqlite_url: str) -> None:
    release, inside = threading.Event(), threading.Event()

    def block(uow: UnitOfWork) -> None:
        inside.set()
        release.wait()

    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(store.write, block)
        inside.wait()
        waiting = pool.submit(store.write, lambda uow: uow.changed("board", "wave", 7))
        while not store._writer._jobs.qsize():
            threading.Event().wait(0.005)
        closing = pool.submit(store.close)
        while not store._writer._closed:
            threading.Event().wait(0.005)
        release.set()
        for answer in (first, waiting, closing):
            answer.result()
    again = open_store(sqlite_url, lambda: NOW)
    assert again.read(lambda views: views.head()) == 1
    again.close()


def test_a_full_disk_writes_nothing_by_halves_and_the_store_goes_on_when_there_is_room(store: SqliteStore) -> None:
    shop = open_shop(store)
    pages = query(store, "PRAGMA page_count")[0][0]
    _limit(store, pages + 6)
    big = {"text": "x" * 3_000}
    kept = _fill(store, shop, big)
    assert 0 < kept < 199
    with pytest.raises(StoreFull):
        store.write(lambda uow: _pick(uow, shop.first, 1_000, {"text": "x" * 200_000}))
    assert query(store, "SELECT count(*) FROM event") == [(kept,)]
    assert query(store, "SELECT max(journal_seq) FROM device") == [(kept,)]
    _limit(store, 1_000_000)
    store.write(lambda uow: _pick(uow, shop.first, kept + 1, big))
    assert query(store, "SELECT count(*), max(seq) FROM event") == [(kept + 1, kept + 1)]
    assert query(store, "PRAGMA integrity_check") == [("ok",)]


def test_a_full_disk_fails_every_use_case_of_its_group(store: SqliteStore) -> None:
    shop = open_shop(store)
    _limit(store, query(store, "PRAGMA page_count")[0][0])
    release, inside = threading.Event(), threading.Event()

    def block(uow: UnitOfWork) -> None:
        inside.set()
        release.wait()

    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(store.write, block)
        inside.wait()
        small = pool.submit(store.write, lambda uow: uow.devices.rename(shop.first, "Red one"))
        while store._writer._jobs.qsize() < 1:
            threading.Event().wait(0.005)
        big = pool.submit(store.write, lambda uow: _pick(uow, shop.first, 1, {"text": "x" * 12_000}))
        while store._writer._jobs.qsize() < 2:
            threading.Event().wait(0.005)
        release.set()
        assert first.result() is None
        assert isinstance(small.exception(), StoreFull)
        assert isinstance(big.exception(), StoreFull)
    assert query(store, "SELECT count(*) FROM device WHERE name = 'Red one'") == [(0,)]
    _limit(store, 1_000_000)
    store.write(lambda uow: uow.devices.rename(shop.first, "Red one"))


def test_a_disk_that_fails_writes_nothing_by_halves_and_the_store_goes_on_afterwards(sqlite_url: str) -> None:
    command = [sys.executable, "-m", "tests.store.failing_disk", sqlite_url]
    said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=150)
    assert said.stdout.splitlines() == ["DiskFailed True", "1 ok"]


def test_a_store_of_a_newer_version_is_refused_and_left_alone(sqlite_url: str, path: Path) -> None:
    migrate(sqlite_url)
    _set_version(sqlite_url, "9999")
    before = path.read_bytes()
    for refused in (lambda: open_store(sqlite_url, lambda: NOW), lambda: migrate(sqlite_url)):
        with pytest.raises(SchemaTooNew, match=rf"schema 9999.*up to {schema.HEAD}"):
            refused()
    assert path.read_bytes() == before


def test_an_older_store_is_copied_before_it_is_upgraded(sqlite_url: str, path: Path, tmp_path: Path) -> None:
    first = open_store(sqlite_url, lambda: NOW)
    first.write(keep_warehouse)
    first.close()
    _set_version(sqlite_url, "0000")
    with pytest.raises(Exception, match="0000"):  # there is nothing before 0001: the upgrade itself cannot run
        migrate(sqlite_url, tmp_path / "copies")
    (copy,) = (tmp_path / "copies").iterdir()
    assert copy.name.startswith("floor-0000-")
    with outside(f"sqlite:///{copy}") as connection:
        assert connection.exec_driver_sql("SELECT code FROM warehouse").all() == [("WH",)]
        assert connection.exec_driver_sql("PRAGMA integrity_check").all() == [("ok",)]
    _set_version(sqlite_url, schema.HEAD)
    second = open_store(sqlite_url, lambda: NOW)
    assert second.read(lambda views: views.warehouses())[0][1] == "WH"
    second.close()


def test_a_new_store_and_one_that_is_up_to_date_need_no_backup(sqlite_url: str, tmp_path: Path) -> None:
    assert migrate(sqlite_url, tmp_path / "copies") is None
    assert migrate(sqlite_url, tmp_path / "copies") is None
    assert not (tmp_path / "copies").exists()


def _pick(uow: UnitOfWork, device: int, n: int, raw: dict[str, str]) -> None:
    uow.journal.append(entry(device, n, raw=raw))
    uow.changed("board", "line", n)


def _fill(store: SqliteStore, shop: Shop, raw: dict[str, str]) -> int:
    """Picks until the disk is full; how many were kept."""
    for n in range(1, 200):
        try:
            store.write(lambda uow, n=n: _pick(uow, shop.first, n, raw))  # type: ignore[misc]
        except StoreFull:
            return n - 1
    return 199


def _limit(store: SqliteStore, pages: int) -> None:
    store.write(lambda uow: store._driver.execute(f"PRAGMA max_page_count = {pages}").fetchall())


def _set_version(url: str, version: str) -> None:
    with outside(url) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = ?", (version,))
