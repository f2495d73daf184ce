"""The clock put back by an hour, or on by a day: events keep their order, and nobody waits for the old time to come."""

from __future__ import annotations

from typing import cast

import pytest

from tests.store.shop import query
from tests.worker.yard import Clock, Yard
from warehouse_app.service.holding import take
from warehouse_app.service.ports.outbox import LeaseLost
from warehouse_app.service.seal import seal_next
from warehouse_app.store import OpenStore

HOUR, DAY = 3_600_000, 86_400_000
JUMPS = (-HOUR, DAY)


def _seal(text: str) -> str:
    return f"{abs(hash(text)):064x}"[:64]


@pytest.mark.parametrize("jump", JUMPS)
def test_what_is_picked_after_a_jump_counts_in_order_and_odoo_hears_of_it(yard: Yard, clock: Clock, jump: int) -> None:
    yard.order({0: 4})
    yard.open()
    (wave,) = yard.release(12)
    picker = yard.picker(wave)
    picker.pick(picker.lines[0], 2000)
    assert picker.send() == ["accepted"]
    clock.now += jump
    yard.run(60)
    assert sum(yard.picked_there().values()) == 2000, "what was due is not put off to the old time"
    picker.pick(picker.lines[0], 2000)
    assert picker.send() == ["accepted"]
    clock.now -= jump
    yard.settle()
    assert yard.picked_here() == yard.picked_there()
    rows = query(cast("OpenStore", yard.store), "SELECT seq, device_seq, verdict FROM event ORDER BY seq")
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    assert [row[1] for row in rows] == sorted(row[1] for row in rows)
    assert {row[2] for row in rows} == {"accepted"}


@pytest.mark.parametrize("jump", JUMPS)
def test_the_sealer_goes_on_over_a_jump(yard: Yard, clock: Clock, jump: int) -> None:
    yard.order({0: 4})
    yard.open()
    (wave,) = yard.release(12)
    picker = yard.picker(wave)
    holding = take(yard.store, "seal", "one")
    assert holding is not None
    for step in (0, jump, -jump, jump):
        clock.now += step
        picker.pick(picker.lines[0], 1000)
        assert picker.send() == ["accepted"]
        assert seal_next(holding, _seal) == 1
    assert yard.store.read(lambda views: views.unsealed().count) == 0


def test_a_lease_from_before_the_clock_was_put_back_binds_nobody(yard: Yard, clock: Clock) -> None:
    first = take(yard.store, "pull", "one")
    assert first is not None
    clock.now -= HOUR
    second = take(yard.store, "pull", "two")
    assert second is not None, "its holder may be dead, and its time would be an hour away"
    with pytest.raises(LeaseLost):
        first.write(lambda uow: None)


def test_a_holder_that_works_on_keeps_its_lease_when_the_clock_is_put_back(yard: Yard, clock: Clock) -> None:
    first = take(yard.store, "pull", "one")
    assert first is not None
    clock.now -= HOUR
    first.write(lambda uow: None)
    assert take(yard.store, "pull", "two") is None
    first.write(lambda uow: None)


def test_a_holder_whose_clock_is_a_little_ahead_is_not_robbed(yard: Yard, clock: Clock) -> None:
    clock.now += 30_000
    assert take(yard.store, "pull", "one") is not None
    clock.now -= 30_000
    assert take(yard.store, "pull", "two") is None
