"""The journal's chain: what was sealed cannot be changed unseen, and the first event that was is named."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Connection, text

from tests.store.shop import NOW, Shop, entry, outside
from warehouse_app.service.audit import Report, verify
from warehouse_app.service.holding import Holding, take
from warehouse_app.service.ports.chain import Head
from warehouse_app.service.seal import AT_ONCE, seal_next
from warehouse_app.store import tables as t

Tamper = Callable[[Connection], object]
COPY = ", ".join(f'"{column.name}"' for column in t.event.columns)


def seal(said: str) -> str:
    return hashlib.sha256(f"a key {said}".encode()).hexdigest()


@pytest.fixture
def holding(shop: Shop) -> Holding:
    held = take(shop.store, "seal", "me")
    assert held is not None
    return held


def keep(shop: Shop, first: int, last: int) -> None:
    """Events with these numbers of the first handheld."""
    for seq in range(first, last + 1):
        kept = entry(shop.first, seq, raw={"seq": seq, "text": "]C1 \u001d \ud800", "qty": 1.5})
        shop.store.write(lambda uow, kept=kept: uow.journal.append(kept))  # type: ignore[misc]


@pytest.fixture
def sealed(shop: Shop, holding: Holding) -> Shop:
    """Nine sealed events and two that are not yet."""
    keep(shop, 1, 9)
    assert seal_next(holding, seal) == 9
    keep(shop, 10, 11)
    return shop


def look(shop: Shop, anchor: Head | None = None) -> Report:
    return verify(shop.store.read, seal, anchor)


@pytest.fixture
def past(url: str, sealed: Shop) -> Iterator[Connection]:
    """Somebody who owns the database and takes its guards away."""
    with outside(url) as admin:
        if url.startswith("sqlite"):
            for name in ("event_no_update", "event_no_delete", "event_no_replace"):
                admin.execute(text(f"DROP TRIGGER {name}"))
        else:
            admin.execute(text("ALTER TABLE event DISABLE TRIGGER ALL"))
        yield admin


def test_every_event_is_sealed_in_order_and_the_chain_holds(sealed: Shop) -> None:
    report = look(sealed)
    assert (report.checked, report.bad, report.head.seq) == (9, None, 9)
    assert (report.tail.count, report.tail.oldest_at) == (2, NOW)


def test_many_are_sealed_piece_by_piece(shop: Shop, holding: Holding) -> None:
    keep(shop, 1, AT_ONCE + 5)
    assert [seal_next(holding, seal) for _ in range(3)] == [AT_ONCE, 5, 0]
    assert look(shop).checked == AT_ONCE + 5


def test_an_empty_journal_holds(shop: Shop) -> None:
    assert look(shop) == Report(0, Head(0, "0" * 64), look(shop).tail)


def test_two_sealers_do_not_seal_twice(sealed: Shop) -> None:
    stale = Head(0, "0" * 64)
    assert not sealed.store.write(lambda uow: uow.chain.seal(stale, [(10, "aa")]))
    assert look(sealed).bad is None


def test_under_another_secret_nothing_holds(sealed: Shop) -> None:
    assert verify(sealed.store.read, lambda said: seal("other" + said)).bad == 1


def swap(admin: Connection) -> None:
    """Two whole events change places, their seals staying where they were."""
    macs = dict(tuple(row) for row in admin.execute(text("SELECT seq, mac FROM event WHERE seq IN (4, 7)")))
    for of, to in ((4, 99), (7, 4), (99, 7)):
        admin.execute(text(f"UPDATE event SET seq = {to} WHERE seq = {of}"))
    for seq, mac in macs.items():
        admin.execute(text(f"UPDATE event SET mac = '{mac}' WHERE seq = {seq}"))


def swap_with_seals(admin: Connection) -> None:
    for of, to in ((4, 99), (7, 4), (99, 7)):
        admin.execute(text(f"UPDATE event SET seq = {to} WHERE seq = {of}"))


def put_in(admin: Connection, seq: int, mac: str) -> None:
    """A made-up event in this place; what follows makes room."""
    for old in range(11, seq - 1, -1):
        admin.execute(text(f"UPDATE event SET seq = {old + 1} WHERE seq = {old}"))
    columns = COPY.replace('"seq"', str(seq)).replace('"id"', "'f00d'").replace('"device_seq"', "777")
    columns = columns.replace('"mac"', mac)
    admin.execute(text(f"INSERT INTO event ({COPY}) SELECT {columns} FROM event WHERE seq = {seq - 1}"))


def renumber_without(admin: Connection, seq: int) -> None:
    admin.execute(text(f"DELETE FROM event WHERE seq = {seq}"))
    for old in range(seq + 1, 12):
        admin.execute(text(f"UPDATE event SET seq = {old - 1} WHERE seq = {old}"))


TAMPERED: dict[str, tuple[Tamper, int]] = {
    "a column": (lambda db: db.execute(text("UPDATE event SET verdict = 'conflict' WHERE seq = 5")), 5),
    "what was sent": (lambda db: db.execute(text("UPDATE event SET raw = '{}' WHERE seq = 6")), 6),
    "a seal": (lambda db: db.execute(text("UPDATE event SET mac = 'ab' WHERE seq = 3")), 3),
    "removed": (lambda db: db.execute(text("DELETE FROM event WHERE seq = 5")), 5),
    "the first removed": (lambda db: db.execute(text("DELETE FROM event WHERE seq = 1")), 1),
    "removed, and the others moved up": (lambda db: renumber_without(db, 5), 5),
    "the last sealed ones removed": (lambda db: db.execute(text("DELETE FROM event WHERE seq >= 8")), 8),
    "swapped": (swap, 4),
    "swapped with their seals": (swap_with_seals, 4),
    "put in without a seal": (lambda db: put_in(db, 5, "NULL"), 5),
    "put in with a copied seal": (lambda db: put_in(db, 5, '"mac"'), 5),
    "put in at the very start": (lambda db: put_in(db, 2, "NULL"), 2),
    "unsealed again": (lambda db: db.execute(text("UPDATE event SET mac = NULL WHERE seq = 7")), 7),
    "the head": (lambda db: db.execute(text("UPDATE meta SET chain_head = 'ab'")), 9),
}


@pytest.mark.parametrize("how", TAMPERED)
def test_whatever_is_done_to_a_sealed_event_is_found_and_named(sealed: Shop, past: Connection, how: str) -> None:
    tamper, named = TAMPERED[how]
    assert look(sealed).bad is None
    tamper(past)
    report = look(sealed)
    assert report.bad == named
    assert report.why


def test_an_end_that_was_cut_off_with_its_head_is_found_by_a_head_noted_elsewhere(
    sealed: Shop, past: Connection
) -> None:
    noted = look(sealed).head
    past.execute(text("DELETE FROM event WHERE seq > 6"))
    past.execute(text("UPDATE meta SET chain_seq = 6, chain_head = (SELECT mac FROM event WHERE seq = 6)"))
    assert look(sealed).bad is None
    assert look(sealed, noted).bad == 7
    assert look(sealed, replace(noted, seq=6)).bad == 6
