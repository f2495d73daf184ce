"""A store lost in the middle of a day and restored elsewhere: the devices send again, and everything is there once."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.store.shop import query
from tests.worker.yard import Clock, Picker, Yard
from warehouse_app.service.holding import take
from warehouse_app.store import OpenStore, StoreRefused, migrate, open_store
from warehouse_app.store.backup import restore, save

SCANS, SAVED_AT = 500, 200
PER_ORDER, ORDERS = 4, 125


@pytest.fixture(params=["sqlite", "postgresql"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Where the store is, and a second, empty place."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'floor.db'}", f"sqlite:///{tmp_path / 'elsewhere' / 'floor.db'}"
        return
    first, server = request.getfixturevalue("postgres_url"), request.getfixturevalue("postgres_server")
    name = f"t_{secrets.token_hex(6)}"
    with psycopg.connect(f"postgresql://{server}/postgres", autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"'.encode())
        yield first, f"postgresql+psycopg://{server}/{name}"
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


class Day:
    """Pickers with handhelds that remember what they sent."""

    def __init__(self, yard: Yard) -> None:
        self.yard = yard
        for n in range(ORDERS):
            yard.order({n % 12: PER_ORDER})
        yard.open()
        self.pickers = [yard.picker(wave) for wave in yard.release(12)]
        self.histories: list[tuple[Picker, list[dict[str, Any]]]] = []
        for picker in self.pickers:
            facts = [picker.pick(line, 1000) for _ in range(PER_ORDER) for line in picker.lines]
            self.histories.append((picker, [*facts, picker.walked()]))
            picker.facts = []

    def send(self, first: int, last: int) -> list[str]:
        """Scans of this range, round by round of all handhelds, as if they came at the same time."""
        verdicts: list[str] = []
        longest = max(len(facts) for _, facts in self.histories)
        in_time = [(picker, facts[at]) for at in range(longest) for picker, facts in self.histories if at < len(facts)]
        for picker, fact in in_time[first:last]:
            picker.facts = [fact]
            verdicts += picker.send()
        return verdicts

    def send_once_more(self) -> list[str]:
        """All of it, each handheld in one go."""
        verdicts: list[str] = []
        for picker, facts in self.histories:
            picker.facts = list(facts)
            verdicts += picker.send()
        return verdicts


def in_odoo(yard: Yard) -> tuple[Any, ...]:
    """What of Odoo must not change: quantities, notes, batches, states."""
    books = yard.books
    states = {row.id: row.state for row in books.pickings.values()}
    notes = [note for note in books.notes.values() if note.text.startswith("odoo.walked_note")]
    return yard.picked_there(), len(notes), len(books.batches), states


def numbers(store: OpenStore, w: int) -> set[int]:
    return {store.write(lambda uow: uow.number("parcel", w)) for _ in range(30)}


def test_what_was_scanned_after_the_backup_is_there_once_after_a_restore(
    places: tuple[str, str], tmp_path: Path, clock: Clock
) -> None:
    first, second = places
    migrate(first)
    store = open_store(first, clock)
    day = Day(yard := Yard(store, clock))
    assert set(day.send(0, SAVED_AT)) == {"accepted"}
    yard.run(20)
    given = numbers(store, yard.w)
    save(first, copy := tmp_path / "floor.copy")
    given |= numbers(store, yard.w)
    assert set(day.send(SAVED_AT, 9999)) == {"accepted"}
    yard.settle()
    told, generation = in_odoo(yard), store.generation
    assert sum(told[0].values()) == SCANS * 1000

    restore(copy, second, clock.now + 3_600_000)
    clock.now += 3_600_000
    yard.store = other = open_store(second, clock)
    assert other.generation != generation
    holding = take(other, "deliver", "yard")
    assert holding is not None
    yard.holding = holding
    yard.pull()
    yard.run(60)
    assert in_odoo(yard) == told, "nothing is taken back in Odoo before the devices have sent again"

    again = day.send(0, 9999)
    assert (again.count("duplicate"), again.count("accepted"), len(again)) == (
        SAVED_AT,
        len(again) - SAVED_AT,
        len(again),
    )
    once_more = day.send_once_more()
    assert (len(once_more), set(once_more)) == (len(again), {"duplicate"})
    yard.settle()
    yard.pull()
    assert yard.picked_here() == yard.picked_there()
    assert in_odoo(yard) == told
    assert not any(row.active for row in yard.books.activities.values())
    assert query(other, "SELECT count(*) FROM pick")[0][0] == SCANS
    assert yard.cases() == []
    assert not numbers(other, yard.w) & given
    store.close()
    other.close()


def test_a_restore_never_writes_over_a_store(places: tuple[str, str], tmp_path: Path, clock: Clock) -> None:
    first, _ = places
    migrate(first)
    save(first, copy := tmp_path / "floor.copy")
    with pytest.raises(StoreRefused, match="Nothing was changed"):
        restore(copy, first, clock.now)


def test_a_damaged_copy_is_refused(tmp_path: Path, clock: Clock) -> None:
    migrate(f"sqlite:///{tmp_path / 'floor.db'}")
    save(f"sqlite:///{tmp_path / 'floor.db'}", copy := tmp_path / "floor.copy")
    whole = copy.read_bytes()
    for spoilt in (b"", b"nothing of ours", whole[:20_000], whole[:40_960] + bytes(4096) + whole[45_056:]):
        copy.write_bytes(spoilt)
        with pytest.raises(StoreRefused, match="Nothing was changed"):
            restore(copy, f"sqlite:///{tmp_path / 'new.db'}", clock.now)
        assert not (tmp_path / "new.db").exists()


def test_without_pg_dump_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(StoreRefused, match=r"pg_dump is not on the PATH.*Install"):
        save("postgresql+psycopg://nobody:secret@nowhere/floor", tmp_path / "floor.dump")
