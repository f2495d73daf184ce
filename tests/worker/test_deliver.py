"""What the floor does arrives in Odoo once, whatever becomes of the answers."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import cast

import pytest

from tests.worker.yard import Clock, Counting, Yard, random_orders, random_walk
from warehouse_app.demo import Flaky
from warehouse_app.service.ports.odoo import Odoo, OdooRefused, TransferNote, WantedTransfer
from warehouse_app.service.ports.store import Store

MUTATING = frozenset({"claim_wave", "reconcile", "validate", "count", "post_notes"})


def test_what_was_picked_is_in_odoo_twenty_five_seconds_later(yard: Yard) -> None:
    yard.order({0: 3, 1: 2})
    yard.open()
    picker = yard.picker(yard.release()[0])
    picker.pick(picker.lines[0], 3000)
    picker.send()
    yard.run(24)
    assert not yard.picked_there()
    yard.run(2)
    assert yard.picked_there() == yard.picked_here()
    assert yard.waiting() == 0


def test_a_short_is_told_at_once_and_what_waits_goes_along(yard: Yard) -> None:
    yard.order({0: 3, 1: 2})
    yard.order({2: 4})
    yard.open()
    picker = yard.picker(yard.release()[0])
    picker.pick(picker.lines[0], picker.lines[0]["demand_m"])
    picker.send()
    yard.run(2)
    picker.short(picker.lines[-1], 1000)
    picker.send()
    yard.run(0.5)
    assert yard.picked_there() == yard.picked_here()
    assert yard.waiting() == 1  # the exception: it may be over before anybody need hear of it


def test_fifty_changes_do_not_wait(yard: Yard) -> None:
    for _ in range(20):
        yard.order({0: 1, 1: 1, 2: 1})
    yard.open()
    counting = Counting(yard.port)
    yard.port = cast(Odoo, counting)
    picker = yard.picker(yard.release(per_wave=20)[0])
    for line in picker.lines:
        picker.pick(line, line["demand_m"])
    picker.send()
    yard.run(1)
    assert (counting.calls["reconcile"], len(yard.picked_there())) == (1, 48)
    yard.run(25)
    assert (counting.calls["reconcile"], len(yard.picked_there())) == (2, 60)


def test_a_line_nobody_finished_keeps_its_goods_reserved(yard: Yard) -> None:
    order = yard.order({0: 5})
    yard.open()
    picker = yard.picker(yard.release()[0])
    picker.pick(picker.lines[0], 2000)
    picker.send()
    yard.settle()
    transfer = yard.floor(order).odoo_id
    assert yard.rig.raw_lines(transfer) == [(yard.bins[0], 2, True, None), (yard.bins[0], 3, False, None)]


def test_what_was_taken_back_is_taken_back_in_odoo(yard: Yard) -> None:
    order = yard.order({0: 5})
    yard.open()
    picker = yard.picker(yard.release()[0])
    event = picker.pick(picker.lines[0], 5000)
    picker.send()
    yard.settle()
    picker.undo(picker.lines[0], event)
    picker.send()
    yard.settle()
    assert yard.rig.raw_lines(yard.floor(order).odoo_id) == [(yard.bins[0], 5, False, None)]


def test_nothing_found_is_said_so_that_nobody_ships_it(yard: Yard) -> None:
    order = yard.order({0: 5})
    yard.open()
    picker = yard.picker(yard.release()[0])
    picker.short(picker.lines[0], 5000)
    picker.send()
    yard.settle()
    assert yard.rig.raw_lines(yard.floor(order).odoo_id) == [(yard.bins[0], 0, True, None)]


def test_a_claimed_wave_is_one_batch_and_each_transfer_names_its_worker_once(yard: Yard) -> None:
    orders = [yard.order({n: 1}) for n in range(3)]
    yard.open()
    wave = yard.release()[0]
    picker = yard.picker(wave)
    picker.pick_all()
    yard.settle()
    picker.walked()
    picker.send()
    yard.settle()
    transfers = [yard.floor(order).odoo_id for order in orders]
    assert len(yard.books.batches) == 1
    assert {yard.rig.raw_transfer(one) for one in transfers} == {("assigned", next(iter(yard.books.batches)))}
    assert [yard.rig.raw_notes(one, "Picker 1") for one in transfers] == [1, 1, 1]


def test_the_notes_of_a_wave_are_one_call_and_hold_no_pick_up(yard: Yard) -> None:
    for n in range(24):
        yard.order({n % 12: 1})
    yard.open()
    first, second = map(yard.picker, yard.release(per_wave=12))
    yard.settle()
    counting = Counting(yard.port)
    yard.port = cast(Odoo, counting)
    first.pick_all()
    for line in second.lines:
        second.pick(line, line["demand_m"])
    second.send()
    yard.run(0.5)
    assert (counting.calls["post_notes"], len(yard.books.notes)) == (1, 12)
    assert yard.picked_there() == yard.picked_here()


def test_one_note_odoo_refuses_goes_to_a_person_and_the_others_arrive(yard: Yard) -> None:
    orders = [yard.order({n: 1}) for n in range(3)]
    yard.open()
    bad = yard.floor(orders[1]).odoo_id
    yard.port = cast(Odoo, RefusesNotes(yard.port, bad))
    yard.picker(yard.release()[0]).pick_all()
    yard.settle()
    assert {note.of for note in yard.books.notes.values()} == {row.odoo_id for row in yard.floors()} - {bad}
    assert yard.cases() == [("FUL-SCAN", "odoo.refused")]


def test_one_transfer_odoo_refuses_goes_to_a_person_and_the_others_arrive(yard: Yard) -> None:
    orders = [yard.order({n: 2}) for n in range(5)]
    yard.open()
    bad = yard.floor(orders[3]).odoo_id
    yard.port = cast(Odoo, RefusesOne(yard.port, bad))
    picker = yard.picker(yard.release(per_wave=5)[0])
    for line in picker.lines:
        picker.pick(line, line["demand_m"])
    picker.send()
    yard.settle()
    there, here = yard.picked_there(), yard.picked_here()
    assert len(there) == 4
    assert len(here) == 5
    assert yard.cases() == [("FUL-SCAN", "odoo.refused")]
    assert yard.store.read(lambda views: views.delivery(yard.w)).persons == 1


def test_when_the_refused_one_fits_again_its_case_goes(yard: Yard) -> None:
    order = yard.order({0: 2})
    yard.open()
    odoo, floor = yard.port, yard.floor(order)
    yard.port = cast(Odoo, RefusesOne(odoo, floor.odoo_id))
    picker = yard.picker(yard.release()[0])
    picker.pick(picker.lines[0], 2000)
    picker.send()
    yard.settle()
    yard.port = odoo
    yard.store.write(lambda uow: uow.outbox.try_again(f"transfer:{floor.id}"))
    yard.settle()
    assert yard.cases() == []
    assert yard.picked_there() == yard.picked_here()


def test_after_a_lost_answer_nothing_is_written_for_35_seconds(yard: Yard) -> None:
    yard.order({0: 2})
    yard.open()
    picker = yard.picker(yard.release()[0])
    yard.settle()
    losing = yard.rig.losing()
    yard.port = losing
    picker.pick(picker.lines[0], 2000)
    picker.send()
    yard.run(27)
    counting = Counting(losing)
    yard.port = cast(Odoo, counting)
    yard.run(30)
    assert counting.calls["reconcile"] == 0
    yard.run(20)
    assert counting.calls["reconcile"] == 1
    assert yard.picked_there() == yard.picked_here()


def test_an_odoo_that_is_away_is_asked_less_and_less(yard: Yard) -> None:
    yard.order({0: 2})
    yard.open()
    counting = Counting(Flaky(yard.port, 1, refused=0, unreachable=1, lost=0).port)
    odoo, yard.port = yard.port, cast(Odoo, counting)
    picker = yard.picker(yard.release()[0])
    picker.pick(picker.lines[0], 2000)
    picker.send()
    yard.run(1200, every_ms=2000)
    assert 10 < sum(counting.calls.values()) < 40
    yard.port = odoo
    yard.run(300)
    assert yard.picked_there() == yard.picked_here()


def test_a_worker_that_died_at_work_leaves_a_question_that_the_next_one_answers(yard: Yard) -> None:
    yard.order({0: 2})
    yard.open()
    picker = yard.picker(yard.release()[0])
    picker.pick(picker.lines[0], 2000)
    picker.send()
    yard.port = cast(Odoo, DiesAfter(yard.port))
    with pytest.raises(KeyboardInterrupt):
        yard.run(30)
    yard.port = yard.rig.odoo
    yard.run(30)
    assert yard.waiting()
    yard.run(20)
    assert yard.waiting() == 0
    assert yard.picked_there() == yard.picked_here()


@pytest.mark.parametrize("steps", [1, 2])
def test_forty_waves_over_a_line_that_loses_answers_leave_nothing_doubled_and_nothing_missing(
    sqlite_store: Store, clock: Clock, steps: int
) -> None:
    lossy(Yard(sqlite_store, clock, steps), waves=40, seed=steps)


def test_on_both_databases_lost_answers_leave_nothing_doubled_and_nothing_missing(store: Store, clock: Clock) -> None:
    lossy(Yard(store, clock, steps=3), waves=6, seed=3)


def lossy(yard: Yard, waves: int, seed: int) -> None:
    """Waves of three orders walked as people do, while three of ten answers are lost; held against Odoo at the end."""
    random = Random(seed)
    random_orders(yard, random, waves * 3)
    yard.open()
    flaky = Flaky(yard.port, seed, refused=0, unreachable=0.05, lost=0.3, only=MUTATING)
    yard.port = flaky.port
    released = yard.release(per_wave=3)
    assert len(released) == waves
    for wave in released:
        picker = yard.picker(wave)
        for _ in random_walk(picker, random):
            picker.send()
            yard.run(random.randint(1, 5), every_ms=1000)
    yard.settle(every_ms=2000)
    assert {what for _, what in flaky.troubles} == {"executed", "vanished", "unreachable"}
    assert yard.picked_there() == yard.picked_here()
    assert len(yard.books.batches) == waves
    walked = [note for note in yard.books.notes.values() if note.text.startswith("odoo.walked_note")]
    assert len(walked) == waves * 3
    shown = [(one.of, one.summary) for one in yard.books.activities.values()]
    assert len(shown) == len(set(shown))


def test_twenty_handhelds_need_a_tenth_of_a_call_per_line(sqlite_store: Store, clock: Clock) -> None:
    """120 lines an hour each: a line every 30 s, for a quarter of an hour."""
    yard = Yard(sqlite_store, clock)
    for n in range(120):
        yard.order({n % 12: 1, (n + 3) % 12: 1, (n + 6) % 12: 1, (n + 7) % 12: 1, (n + 9) % 12: 1})
    yard.open()
    counting = Counting(yard.port)
    yard.port = cast(Odoo, counting)
    pickers = [yard.picker(wave) for wave in yard.release(per_wave=6)]
    assert len(pickers) == 20
    for turn in range(30):
        for n, picker in enumerate(pickers):
            line = picker.lines[turn]
            picker.pick(line, line["demand_m"])
            picker.send()
            if n % 2:
                yard.run(3, every_ms=1000)
    yard.settle()
    assert yard.picked_there() == yard.picked_here()
    lines = sum(yard.picked_here().values()) // 1000
    assert lines == 600
    assert counting.calls["reconcile"] <= 0.1 * lines


class RefusesOne:
    """An Odoo that will not hear of one transfer, and says so of every call that names it."""

    def __init__(self, odoo: Odoo, bad: int) -> None:
        self._odoo, self._bad = odoo, bad

    def __getattr__(self, name: str) -> object:
        return getattr(self._odoo, name)

    def reconcile(self, wanted: list[WantedTransfer]) -> object:
        if any(one.odoo_id == self._bad for one in wanted):
            raise OdooRefused("not this one")
        return self._odoo.reconcile(wanted)


class RefusesNotes:
    """An Odoo that lets nobody write on one transfer."""

    def __init__(self, odoo: Odoo, bad: int) -> None:
        self._odoo, self._bad = odoo, bad

    def __getattr__(self, name: str) -> object:
        return getattr(self._odoo, name)

    def post_notes(self, notes: Sequence[TransferNote]) -> None:
        if any(note.transfer == self._bad for note in notes):
            raise OdooRefused("not on this one")
        self._odoo.post_notes(notes)


class DiesAfter:
    """The process is killed after Odoo did the work and before anybody could note it."""

    def __init__(self, odoo: Odoo) -> None:
        self._odoo = odoo

    def __getattr__(self, name: str) -> object:
        return getattr(self._odoo, name)

    def reconcile(self, wanted: list[WantedTransfer]) -> object:
        self._odoo.reconcile(wanted)
        raise KeyboardInterrupt
