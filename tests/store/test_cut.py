"""Closed months: a file that proves itself, and stubs in the store that still know each event."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import text

from tests.store.shop import entry, open_shop, outside, query
from tests.store.test_chain import seal
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.facts import Pick
from warehouse_app.service.audit import Broken, verify
from warehouse_app.service.cut import cut
from warehouse_app.service.export import check, joins, lines, month_ends
from warehouse_app.service.holding import take
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.seal import seal_next
from warehouse_app.store import OpenStore, open_store

DAY = 86_400_000
NOVEMBER = month_ends("2026-11")[0]


class Past:
    """A store with events of September and October, five each; it is the 20th of November."""

    def __init__(self, url: str) -> None:
        self.url, self.now = url, month_ends("2026-09")[0] + DAY
        self.store: OpenStore = open_store(url, lambda: self.now)
        self.shop = open_shop(self.store)
        self.ids: list[str] = []
        self.come(5)
        self.now = month_ends("2026-10")[0]
        self.come(5)
        self.now = NOVEMBER + 19 * DAY
        self.come(1)

    def come(self, many: int) -> None:
        for _ in range(many):
            self.store.write(self.pick)
        held = take(self.store, "seal", "me")
        assert held is not None
        seal_next(held, seal)

    def pick(self, uow: UnitOfWork) -> None:
        kept = entry(self.shop.first, len(self.ids) + 1, raw={"code": f"EVENT-{len(self.ids) + 1}"})
        self.ids.append(kept.id)
        uow.journal.append(kept)
        uow.journal.count_pick(kept.id, Pick(self.shop.lines[0], 1, 1, None, None))

    def export(self, month: str) -> list[str]:
        return list(lines(self.store.read, month, self.now, seal))

    def cut(self, month: str) -> int:
        end = check(self.export(month), seal)
        return cut(self.store, seal, end["first"], end["last"], end["before"], end["head"])

    def bad(self) -> int | None:
        return verify(self.store.read, seal).bad


@pytest.fixture
def past(url: str) -> Iterator[Past]:
    opened = Past(url)
    yield opened
    opened.store.close()


def test_a_month_as_a_file_proves_itself_and_joins_the_store(past: Past) -> None:
    september, october = past.export("2026-09"), past.export("2026-10")
    ends = [check(file, seal) for file in (september, october)]
    assert [(end["first"], end["last"]) for end in ends] == [(1, 5), (6, 10)]
    assert ends[0]["head"] == ends[1]["before"]
    assert all(past.store.read(lambda views, end=end: joins(views, end)) for end in ends)  # type: ignore[misc]
    assert json.loads(september[1])["raw"] == {"code": "EVENT-1"}


def changed(file: list[str]) -> list[str]:
    return [line.replace("EVENT-3", "EVENT-X") for line in file]


SPOILT: dict[str, tuple[Callable[[list[str]], list[str]], int]] = {
    "changed": (changed, 3),
    "removed": (lambda file: file[:3] + file[4:], 3),
    "swapped": (lambda file: [*file[:2], file[3], file[2], *file[4:]], 2),
    "doubled": (lambda file: [*file[:3], file[2], *file[3:]], 3),
    "without its end": (lambda file: file[:-1], 6),
    "the last event gone": (lambda file: file[:-2] + file[-1:], 5),
    "an end of another file": (lambda file: [*file[:-1], file[-1].replace('"last":5', '"last":6')], 6),
    "a line more": (lambda file: [*file, file[-1]], 6),
    "another beginning": (lambda file: [file[0].replace('"before":"0', '"before":"1'), *file[1:]], 1),
    "not an export": (lambda file: ["[]", *file[1:]], 0),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_file_that_is_not_as_it_was_written_is_found_out(past: Past, how: str) -> None:
    spoil, named = SPOILT[how]
    with pytest.raises(Broken) as found:
        check(spoil(past.export("2026-09")), seal)
    assert found.value.seq == named


def test_a_cut_month_leaves_the_chain_whole_and_every_event_known(past: Past) -> None:
    before = past.store.write(lambda uow: uow.journal.find(past.ids))
    assert (past.cut("2026-09"), past.cut("2026-10")) == (5, 5)
    assert past.bad() is None
    assert past.store.write(lambda uow: uow.journal.find(past.ids)) == before
    kept = query(past.store, "SELECT count(*), count(device_at) FROM event")
    assert [tuple(row) for row in kept] == [(11, 1)]
    assert "EVENT-3" not in str(query(past.store, "SELECT raw FROM event"))
    assert query(past.store, "SELECT count(*) FROM pick")[0][0] == 11
    past.come(3)
    assert past.bad() is None


def test_months_are_cut_in_order_once_and_not_while_handhelds_may_hold_their_events(past: Past) -> None:
    for month, key in (("2026-10", "order"), ("2026-11", "open"), ("2026-08", "nothing"), ("September", "month")):
        with pytest.raises(Refused) as refused:
            past.cut(month)
        assert refused.value.key == f"audit.{key}"
    past.cut("2026-09")
    with pytest.raises(Refused) as refused:
        past.cut("2026-09")
    assert refused.value.key == "audit.was_cut"


def test_a_month_that_has_just_ended_is_exported_but_not_cut(past: Past) -> None:
    past.now = month_ends("2026-12")[0] + DAY
    past.cut("2026-09")
    past.cut("2026-10")
    past.now = NOVEMBER + 25 * DAY
    past.come(1)
    past.now = month_ends("2026-12")[0] + DAY
    assert check(past.export("2026-11"), seal)["last"] == 12
    with pytest.raises(Refused) as refused:
        past.cut("2026-11")
    assert refused.value.key == "audit.young"


def test_a_cut_that_was_broken_off_is_finished_by_doing_it_again(past: Past) -> None:
    end = check(past.export("2026-09"), seal)
    ends = (end["first"], end["last"], end["before"], end["head"])
    cut(past.store, seal, *ends)
    assert cut(past.store, seal, *ends) == 0
    assert past.bad() is None
    with pytest.raises(Refused):
        cut(past.store, seal, 6, 10, end["head"], "0" * 64)


@pytest.mark.parametrize(
    ("done", "named"),
    [
        ("UPDATE event SET verdict = 'invalid' WHERE seq = 4", 4),
        ("DELETE FROM event WHERE seq = 3", 3),
        ("UPDATE event SET raw = '{}' WHERE seq = 2", 2),
        ("UPDATE chain_cut SET last = 9", 1),
        ("DELETE FROM chain_cut", 1),
    ],
)
def test_a_stub_is_as_safe_as_the_event_was(past: Past, done: str, named: int) -> None:
    past.cut("2026-09")
    with outside(past.url) as admin:
        if past.url.startswith("sqlite"):
            admin.execute(text("PRAGMA foreign_keys = OFF"))
            admin.execute(text("DROP TRIGGER event_no_update"))
            admin.execute(text("DROP TRIGGER event_no_delete"))
        else:
            admin.execute(text("ALTER TABLE event DISABLE TRIGGER ALL"))
            admin.execute(text("ALTER TABLE pick DROP CONSTRAINT fk_pick_event"))
        admin.execute(text(done))
    assert past.bad() == named


def test_the_database_lets_nobody_shorten_an_event_that_is_in_no_cut(past: Past) -> None:
    with outside(past.url) as admin, pytest.raises(Exception, match="insert-only"):
        admin.execute(
            text("UPDATE event SET raw = '{}', flags = '[]', wave = NULL, line = NULL, device_at = NULL WHERE seq = 3")
        )
