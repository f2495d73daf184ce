"""The journal: every event once, as it came, and what counted of it."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.shop import Shop, entry, event_id, query
from warehouse_app.domain.facts import Event, Pick
from warehouse_app.domain.picking import Done
from warehouse_app.service.ports.journal import Entry
from warehouse_app.service.ports.store import Unfit, UnitOfWork
from warehouse_app.store.gaps import arrive
from warehouse_app.store.tables.base import Json


def test_an_event_is_found_by_its_id_at_once_and_later(shop: Shop) -> None:
    id_ = event_id()

    def use_case(uow: UnitOfWork) -> str:
        uow.journal.append(entry(shop.first, 1, id_))
        return uow.journal.find([id_, "f" * 32])[id_].verdict

    assert shop.store.write(use_case) == "accepted"
    kept = shop.store.write(lambda uow: uow.journal.find([id_, "f" * 32]))
    assert [(row.id, row.seq, row.content_sha, row.verdict) for row in kept.values()] == [(id_, 1, "sha", "accepted")]


def test_a_devices_number_belongs_to_one_event(shop: Shop) -> None:
    first, second = event_id(), event_id()

    def use_case(uow: UnitOfWork) -> list[str | None]:
        uow.journal.append(entry(shop.first, 1, first))
        uow.journal.append(entry(shop.second, 1, second))
        return [uow.journal.seq_owner(device, 1) for device in (shop.first, shop.second)]

    assert shop.store.write(use_case) == [first, second]
    assert shop.store.write(lambda uow: uow.journal.seq_owner(shop.first, 1)) == first
    assert shop.store.write(lambda uow: uow.journal.seq_owner(shop.first, 2)) is None


@pytest.mark.parametrize("again", ["id", "number"])
def test_the_same_id_or_number_is_never_kept_twice(shop: Shop, again: str) -> None:
    id_ = event_id()
    shop.store.write(lambda uow: uow.journal.append(entry(shop.first, 1, id_)))
    twin = entry(shop.first, 2, id_) if again == "id" else entry(shop.first, 1)
    with pytest.raises(Exception, match=r"taken|duplicate|UNIQUE"):
        shop.store.write(lambda uow: uow.journal.append(twin))
    with pytest.raises(ValueError, match="already kept"):
        shop.store.write(lambda uow: _keep(uow, entry(shop.second, 1), twin, twin))
    assert query(shop.store, "SELECT count(*) FROM event") == [(1,)]


def test_an_event_that_arrives_twice_at_the_same_time_is_kept_once(shop: Shop) -> None:
    def record(seq: int) -> str:
        def use_case(uow: UnitOfWork) -> str:
            id_ = f"{seq // 4 + 1:032x}"
            if uow.journal.find([id_]):
                return "duplicate"
            uow.journal.append(entry(shop.first, seq // 4 + 1, id_))
            return "accepted"

        return shop.store.write(use_case)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(record, range(40)))
    assert answers.count("accepted") == 10
    assert query(shop.store, "SELECT count(*), max(seq) FROM event") == [(10, 10)]
    assert shop.store.write(lambda uow: uow.journal.gaps(shop.first)) == []


def test_what_came_is_kept_as_it_came_and_what_is_words_beside_the_journal(shop: Shop) -> None:
    raw = {"text": "A\x00B\ud800\U0001f9fc", "number": math.nan, "big": 2**80, "nested": [{"a": None}]}
    shop.store.write(lambda uow: uow.journal.append(entry(shop.first, 1, raw={"seq": 1} | raw)))
    ((kept, words),) = query(
        shop.store, "SELECT raw, words FROM event JOIN event_words ON event_words.event = event.id"
    )
    assert Json().process_result_value(kept, None) == {"seq": 1}  # type: ignore[arg-type]
    assert Json().process_result_value(words, None) == raw | {"number": "NaN"}  # type: ignore[arg-type]


def test_an_unreadable_event_is_kept_too(shop: Shop) -> None:
    lost = Entry("own-1", "sha", {"unreadable": "…"}, "invalid", "event.malformed", shop.first, None)
    shop.store.write(lambda uow: uow.journal.append(lost))
    assert query(shop.store, "SELECT id, verdict, kind, device_seq FROM event") == [("own-1", "invalid", None, None)]


def test_a_kind_no_column_would_take_does_not_hold_up_the_batch(shop: Shop) -> None:
    id_ = event_id()
    strange = Event(id_, 1, "a\x00\ud800", 1, 0, None, None, None, 1, None, {})
    shop.store.write(
        lambda uow: uow.journal.append(Entry(id_, "sha", {}, "invalid", "k", shop.first, 2**60, event=strange))
    )
    assert query(shop.store, "SELECT kind, device_seq FROM event") == [("?", None)]


def test_a_pick_and_a_short_are_found_with_whether_they_were_taken_back(shop: Shop) -> None:
    line, bin_ = shop.lines[0], 1
    pick, short, undo = event_id(), event_id(), event_id()

    def use_case(uow: UnitOfWork) -> list[Done | None]:
        for seq, id_ in enumerate((pick, short, undo), 1):
            uow.journal.append(entry(shop.first, seq, id_))
        uow.journal.count_pick(pick, Pick(line, 2000, bin_, None, "T-0001"))
        uow.journal.count_short(short, line, 1000, 0, "RC-EMPTY", bin_)
        uow.journal.reverse(pick, undo)
        return [uow.journal.done(id_) for id_ in (pick, short, undo)]

    expected = [Done(pick, line, "pick", 2000, True), Done(short, line, "short", 1000, False), None]
    assert shop.store.write(use_case) == expected
    assert shop.store.write(lambda uow: [uow.journal.done(id_) for id_ in (pick, short, undo)]) == expected
    shop.store.write(lambda uow: uow.journal.reverse(short, undo))
    assert shop.store.write(lambda uow: uow.journal.done(short)) == Done(short, line, "short", 1000, True)
    assert query(shop.store, "SELECT qty_m, reversed_by FROM pick") == [(2000, undo)]


def test_a_count_in_no_known_place_is_unfit_before_anything_is_written(shop: Shop) -> None:
    def use_case(uow: UnitOfWork) -> None:
        uow.journal.append(entry(shop.first, 1, "a" * 32))
        with pytest.raises(Unfit, match="no location 999"):
            uow.journal.count_pick("a" * 32, Pick(shop.lines[0], 1000, 999, None, None))
        with pytest.raises(Unfit, match="no lot 9"):
            uow.journal.count_pick("a" * 32, Pick(shop.lines[0], 1000, 1, 9, None))

    shop.store.write(use_case)
    assert query(shop.store, "SELECT count(*) FROM pick") == [(0,)]


def test_numbers_that_never_arrived_are_shown_until_they_do(shop: Shop) -> None:
    def arrive_(*seqs: int) -> list[tuple[int, int]]:
        def use_case(uow: UnitOfWork) -> list[tuple[int, int]]:
            for seq in seqs:
                uow.journal.append(entry(shop.first, seq))
            return uow.journal.gaps(shop.first)

        return shop.store.write(use_case)

    assert arrive_(1, 2) == []
    assert arrive_(5, 9) == [(3, 4), (6, 8)]
    assert arrive_(7) == [(3, 4), (6, 6), (8, 8)]
    assert shop.store.read(lambda views: views.devices(shop.w)[0].gaps) == ((3, 4), (6, 6), (8, 8))
    assert arrive_(3, 4, 6, 8, 10) == []
    assert shop.store.write(lambda uow: uow.journal.gaps(shop.second)) == []
    assert shop.store.read(lambda views: views.devices(shop.w)[0].gaps) == ()


def test_gaps_of_a_use_case_that_failed_never_were(shop: Shop) -> None:
    def fail(uow: UnitOfWork) -> None:
        uow.journal.append(entry(shop.first, 9))
        raise LookupError

    with pytest.raises(LookupError):
        shop.store.write(fail)
    assert shop.store.write(lambda uow: uow.journal.gaps(shop.first)) == []


def _keep(uow: UnitOfWork, *entries: Entry) -> None:
    for row in entries:
        uow.journal.append(row)


@given(st.lists(st.lists(st.integers(1, 40), unique=True), max_size=8))
def test_gaps_are_what_lies_below_the_highest_and_never_came(batches: list[list[int]]) -> None:
    high, missing, seen = 0, list[tuple[int, int]](), set[int]()
    for batch in batches:
        high, missing = arrive(high, missing, set(batch) - seen)
        seen |= set(batch)
        listed = {seq for first, last in missing for seq in range(first, last + 1)}
        assert listed == set(range(1, max(seen, default=0))) - seen
