"""The outbox hands each row to one holder, in order, and takes nothing from a stale one."""

from __future__ import annotations

import pytest

from tests.worker.yard import Yard
from warehouse_app.service.holding import LEASE_MS, let_go, take
from warehouse_app.service.ports.outbox import Job, LeaseLost


def queue(yard: Yard, *subjects: str) -> None:
    """Things to create, one after the other."""
    for subject in subjects:
        yard.store.write(lambda uow, subject=subject: uow.outbox.add(yard.w, "create", subject, {"what": "note"}))  # type: ignore[misc]


def due(yard: Yard) -> list[Job]:
    return yard.store.write(lambda uow: uow.outbox.due(yard.w, 50, 50))


def test_one_holder_at_a_time_and_the_number_grows(yard: Yard) -> None:
    first = take(yard.store, "deliver", "a")
    assert first is not None
    assert take(yard.store, "deliver", "b") is None
    yard.clock.now += LEASE_MS + 1
    second = take(yard.store, "deliver", "b")
    assert second is not None
    assert second.fence == first.fence + 1


def test_what_a_stale_holder_writes_is_refused_and_undone(yard: Yard) -> None:
    yard.open()
    stale = yard.holding
    yard.clock.now += LEASE_MS + 1
    assert take(yard.store, "deliver", "somebody else") is not None
    with pytest.raises(LeaseLost):
        stale.write(lambda uow: uow.outbox.add(yard.w, "create", "wave:1", {}))
    assert yard.waiting() == 0


def test_a_holder_at_work_keeps_its_lease(yard: Yard) -> None:
    yard.open()
    for _ in range(5):
        yard.clock.now += LEASE_MS * 2 // 3
        yard.holding.write(lambda uow: None)
    assert take(yard.store, "deliver", "somebody else") is None


def test_a_lease_that_was_let_go_is_free_at_once(yard: Yard) -> None:
    holding = take(yard.store, "clock", "a")
    assert holding is not None
    let_go(holding)
    assert take(yard.store, "clock", "b") is not None


def test_rows_come_in_the_order_they_were_queued(yard: Yard) -> None:
    yard.open()
    queue(yard, "wave:2", "wave:1")
    assert [job.subject for job in due(yard)] == ["wave:2"]


def test_notes_come_last_and_together_and_after_a_refusal_alone(yard: Yard) -> None:
    yard.open()
    queue(yard, "transfer:2", "transfer:1", "wave:1")
    assert [job.subject for job in due(yard)] == ["wave:1"]
    wave = due(yard)
    yard.store.write(lambda uow: uow.outbox.finish(uow.outbox.lease(wave, 1)))
    notes = due(yard)
    assert [job.subject for job in notes] == ["transfer:2", "transfer:1"]
    yard.store.write(lambda uow: uow.outbox.put_back(uow.outbox.lease(notes, 1), uow.now, "refused"))
    assert [job.subject for job in due(yard)] == ["transfer:2"]


def test_a_row_is_leased_once(yard: Yard) -> None:
    yard.open()
    queue(yard, "transfer:1")
    jobs = due(yard)
    assert [job.id for job in yard.store.write(lambda uow: uow.outbox.lease(jobs, 1))] == [jobs[0].id]
    assert yard.store.write(lambda uow: uow.outbox.lease(jobs, 2)) == []


def test_the_same_thing_is_queued_once_for_ever(yard: Yard) -> None:
    yard.open()
    queue(yard, "transfer:1", "transfer:1")
    assert yard.waiting() == 1
    jobs = due(yard)
    yard.store.write(lambda uow: uow.outbox.finish(uow.outbox.lease(jobs, 1)))
    queue(yard, "transfer:1")
    assert yard.waiting() == 0


def test_picks_of_one_transfer_are_one_row_with_the_newest_version(yard: Yard) -> None:
    order = yard.order({0: 5})
    yard.open()
    picker = yard.picker(yard.release()[0])
    yard.settle()
    for _ in range(3):
        picker.pick(picker.lines[0], 1000)
        picker.send()
    assert yard.waiting() == 1
    yard.settle()
    floor = yard.floor(order)
    assert (floor.want_version, floor.odoo_version) == (3, 3)


def test_a_row_put_back_beside_a_newer_one_becomes_one_with_it(yard: Yard) -> None:
    yard.order({0: 5})
    yard.open()
    picker = yard.picker(yard.release()[0])
    yard.settle()
    picker.pick(picker.lines[0], 1000)
    picker.send()
    yard.clock.now += 30_000
    jobs = due(yard)
    yard.store.write(lambda uow: uow.outbox.lease(jobs, 1))
    picker.pick(picker.lines[0], 1000)
    picker.send()
    assert yard.waiting() == 2
    yard.store.write(lambda uow: uow.outbox.put_back(jobs, uow.now + 1000, "away"))
    assert yard.waiting() == 1
    yard.settle()
    assert yard.picked_there() == yard.picked_here()


def test_while_a_quantity_is_unknown_no_other_is_handed_out(yard: Yard) -> None:
    for n in range(2):
        yard.order({n: 1})
    yard.open()
    picker = yard.picker(yard.release()[0])
    yard.settle()
    picker.pick(picker.lines[0], 1000)
    picker.send()
    yard.clock.now += 30_000
    jobs = due(yard)
    yard.store.write(lambda uow: uow.outbox.unknown(uow.outbox.lease(jobs, 1), uow.now + 35_000, "lost"))
    picker.short(picker.lines[1], 1000)
    picker.send()
    assert due(yard) == []
    yard.clock.now += 35_000
    assert len(due(yard)) == 2


def test_what_is_done_is_forgotten_after_a_week_but_what_was_created_is_not(yard: Yard) -> None:
    yard.order({0: 1})
    yard.open()
    picker = yard.picker(yard.release()[0])
    picker.pick_all()
    yard.settle()
    before = yard.store.read(lambda views: views.count("outbox"))
    yard.store.write(lambda uow: uow.outbox.forget(uow.now + 1))
    assert (before, yard.store.read(lambda views: views.count("outbox"))) == (3, 2)
