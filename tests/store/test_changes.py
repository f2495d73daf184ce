"""The change feed: whoever asks "since n" sees every change, in order, however many write at once."""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor

from tests.store.shop import Shop, entry, query
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.store import OpenStore

WRITERS, EACH = 8, 40


def test_a_reader_that_polls_while_many_write_skips_nothing(shop: Shop) -> None:
    store, over = shop.store, threading.Event()
    before = store.read(lambda views: views.head())

    def follow() -> list[int]:
        seen, since, last_round = [], before, False
        while not last_round:
            last_round = over.is_set()
            for change in store.read(lambda views: views.changes(since, ["board", "wave:1"], 500)):  # noqa: B023
                seen.append(change.seq)
                since = change.seq
        return seen

    with ThreadPoolExecutor(WRITERS + 2) as pool:
        readers = [pool.submit(follow) for _ in range(2)]
        writers = [pool.submit(_write, store, shop, n) for n in range(WRITERS)]
        written = sum(writer.result() for writer in writers)
        over.set()
        followed = [reader.result() for reader in readers]
    expected = list(range(before + 1, before + written + 1))
    assert followed == [expected, expected]


def test_events_are_numbered_without_gaps_in_the_order_they_become_visible(shop: Shop) -> None:
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(lambda n: _write(shop.store, shop, n), range(WRITERS)))
    seqs = [row[0] for row in query(shop.store, "SELECT seq FROM event ORDER BY seq")]
    assert seqs == list(range(1, len(seqs) + 1))
    assert len(seqs) == WRITERS * EACH // 2


def test_only_the_rooms_asked_for_are_told(store: OpenStore) -> None:
    def use_case(uow: UnitOfWork) -> None:
        for n, room in enumerate(("board", "wave:1", "wave:2")):
            uow.changed(room, "wave", n)

    store.write(use_case)
    told = store.read(lambda views: views.changes(0, ["board", "wave:2"], 10))
    assert [(change.seq, change.room, change.ref) for change in told] == [(1, "board", "0"), (3, "wave:2", "2")]
    assert store.read(lambda views: views.changes(0, ["board", "wave:1", "wave:2"], 2))[-1].seq == 2
    assert store.read(lambda views: views.changes(3, ["board"], 10)) == []


def _write(store: OpenStore, shop: Shop, n: int) -> int:
    """EACH use cases, half of which fail; how many changes were committed."""
    luck = random.Random(n)
    device = store.write(lambda uow: uow.devices.add(shop.w, f"H{n}", f"t-{n}").id)

    def use_case(uow: UnitOfWork, seq: int) -> None:
        uow.journal.append(entry(device, seq // 2 + 1))
        uow.changed("board", "line", f"{n}.{seq}")
        uow.changed("wave:1", "line", f"{n}.{seq}")
        threading.Event().wait(luck.random() / 500)
        if seq % 2:
            raise LookupError

    kept = 0
    for seq in range(EACH):
        try:
            store.write(lambda uow, seq=seq: use_case(uow, seq))  # type: ignore[misc]
            kept += 2
        except LookupError:
            continue
    return kept
