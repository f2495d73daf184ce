"""The picker's finish: nothing is validated in one step, the picks are in two and three."""

from __future__ import annotations

from typing import cast

import pytest

from tests.worker.yard import Clock, Counting, Picker, Yard
from warehouse_app.demo.reservation import touch
from warehouse_app.service.ports.odoo import Odoo
from warehouse_app.service.ports.store import Store


@pytest.fixture
def chain(store: Store, clock: Clock) -> Yard:
    """Two steps: pick and ship."""
    return Yard(store, clock, steps=2)


def walk(yard: Yard, *orders: dict[int, int]) -> Picker:
    """A wave of these orders, claimed and known to Odoo."""
    for rows in orders:
        yard.order(rows)
    yard.open()
    picker = yard.picker(yard.release()[0])
    yard.settle()
    return picker


def wave_state(yard: Yard, picker: Picker) -> str:
    wave = yard.store.write(lambda uow: uow.floor.wave(picker.sheet["wave"]))
    assert wave is not None
    return wave.state


def states(yard: Yard) -> list[tuple[str, str]]:
    """(operation type, state) of every transfer in Odoo."""
    return sorted((row.type.code, row.state) for row in yard.books.pickings.values())


def test_in_one_step_nothing_is_validated_when_the_walk_is_over(yard: Yard) -> None:
    picker = walk(yard, {0: 2}, {1: 3})
    picker.pick_all()
    yard.settle()
    assert states(yard) == [("outgoing", "assigned"), ("outgoing", "assigned")]
    assert yard.picked_there() == yard.picked_here()
    assert wave_state(yard, picker) == "walked"


@pytest.mark.parametrize("steps", [2, 3])
def test_in_a_chain_the_picks_are_validated_in_one_call_and_the_next_step_appears(
    store: Store, clock: Clock, steps: int
) -> None:
    yard = Yard(store, clock, steps)
    picker = walk(yard, {0: 2}, {1: 3})
    counting = Counting(yard.port)
    yard.port = cast(Odoo, counting)
    picker.pick_all()
    yard.settle()
    assert counting.calls["validate"] == 1
    assert sorted(state for _, state in states(yard)) == ["assigned", "assigned", "done", "done"]
    assert wave_state(yard, picker) == "closed"
    assert {floor.state for floor in yard.floors()} == {"done"}


def test_what_was_not_found_is_left_for_a_backorder_and_never_shipped(chain: Yard) -> None:
    picker = walk(chain, {0: 5})
    picker.pick(picker.lines[0], 3000)
    picker.short(picker.lines[0], 2000)
    picker.walked()
    picker.send()
    chain.settle()
    done = [row for row in chain.books.pickings.values() if row.state == "done"]
    assert [move.quantity_m for row in done for move in row.moves] == [3000]
    assert [row.backorder_of for row in chain.books.pickings.values() if row.backorder_of] == [done[0].id]


def test_a_transfer_with_nothing_found_is_not_validated_and_the_others_are(chain: Yard) -> None:
    picker = walk(chain, {0: 5}, {1: 2})
    empty = next(line for line in picker.lines if line["demand_m"] == 5000)
    full = next(line for line in picker.lines if line["demand_m"] == 2000)
    picker.short(empty, 5000)
    picker.pick(full, 2000)
    picker.walked()
    picker.send()
    chain.settle()
    internal = [state for code, state in states(chain) if code == "internal"]
    assert sorted(internal) == ["confirmed", "done"]


def test_after_the_close_a_late_fact_does_not_count_and_names_the_goods(chain: Yard) -> None:
    picker = walk(chain, {0: 5})
    event = picker.pick(picker.lines[0], 5000)
    picker.walked()
    picker.send()
    chain.settle()
    picker.undo(picker.lines[0], event)
    assert picker.send() == ["conflict"]


def test_a_demand_that_changed_after_the_walk_is_looked_at_again_before_anything_is_validated(chain: Yard) -> None:
    picker = walk(chain, {0: 5})
    picker.pick(picker.lines[0], 5000)
    picker.send()
    chain.settle()
    row = next(iter(chain.books.pickings.values()))
    row.moves[0].demand_m = 7000
    touch(chain.books, row)
    picker.walked()
    picker.send()
    chain.run(5)
    assert row.state == "assigned"
    chain.pull()
    chain.settle()
    assert row.state == "done"
    assert chain.cases() == []


def test_more_in_the_tote_than_odoo_wants_is_never_shipped(chain: Yard) -> None:
    picker = walk(chain, {0: 5})
    picker.pick(picker.lines[0], 5000)
    picker.send()
    chain.settle()
    row = next(iter(chain.books.pickings.values()))
    row.moves[0].demand_m = 4000
    touch(chain.books, row)
    chain.clock.now += 1000
    chain.pull()
    picker.walked()
    picker.send()
    chain.settle()
    assert row.state == "assigned"
    assert ("FUL-SCAN", "odoo.not_closed") in chain.cases()


def test_what_somebody_else_wrote_is_not_validated(chain: Yard) -> None:
    picker = walk(chain, {0: 5}, {1: 2})
    for line in picker.lines:
        picker.pick(line, line["demand_m"])
    picker.send()
    chain.settle()
    chain.clock.now += 200_000
    bad = next(row for row in chain.books.pickings.values() if row.moves[0].demand_m == 5000)
    chain.rig.someone_picks(bad.id, 1)
    picker.walked()
    picker.send()
    chain.settle()
    good = next(row for row in chain.books.pickings.values() if row.moves[0].demand_m == 2000)
    assert (bad.state, good.state) == ("assigned", "done")
    chain.clock.now += 1000
    chain.rig.someone_picks(bad.id, 5)
    chain.pull()
    chain.settle()
    assert (bad.state, wave_state(chain, picker)) == ("done", "closed")


def test_a_lost_answer_to_the_close_is_asked_again_and_closes_once(chain: Yard) -> None:
    picker = walk(chain, {0: 5}, {1: 2})
    chain.port = chain.rig.losing()
    picker.pick_all()
    chain.settle()
    assert sorted(state for _, state in states(chain)) == ["assigned", "assigned", "done", "done"]
    assert wave_state(chain, picker) == "closed"
