"""What a supervisor's answer to a short becomes in Odoo, with the picks shipped as they are and in a chain."""

from __future__ import annotations

from typing import Any

import pytest

from tests.worker.supervisor import answer, decided, short_of
from tests.worker.yard import Clock, Picker, Yard
from warehouse_app.demo.reservation import assign, touch
from warehouse_app.domain.errors import Refused
from warehouse_app.service.ports.store import Store

SPARE = "A-06-1"  # nothing of the order lies there


@pytest.fixture
def chain(store: Store, clock: Clock) -> Yard:
    """Three steps: pick, pack, ship."""
    return Yard(store, clock, steps=3)


def walk(yard: Yard, *orders: dict[int, int]) -> Picker:
    """A wave of these orders, claimed and known to Odoo."""
    for rows in orders:
        yard.order(rows)
    yard.open()
    picker = yard.picker(yard.release()[0])
    yard.settle()
    return picker


def finish(yard: Yard, picker: Picker) -> None:
    for line in [one for one in yard.sheet(picker)["lines"] if one["picked_m"] + one["short_m"] < one["demand_m"]]:
        picker.pick(line, line["demand_m"] - line["picked_m"])
    picker.walked()
    assert set(picker.send()) == {"accepted"}
    yard.settle()


def pickings(yard: Yard) -> list[tuple[str, str, list[tuple[int, int]]]]:
    """(step, state, demand and quantity of each move) of every transfer in Odoo."""
    return sorted(
        (row.type.name, row.state, [(move.demand_m, move.quantity_m) for move in row.moves])
        for row in yard.books.pickings.values()
    )


def wave_state(yard: Yard, picker: Picker) -> str:
    wave = yard.store.write(lambda uow: uow.floor.wave(picker.sheet["wave"]))
    assert wave is not None
    return wave.state


@pytest.mark.parametrize("steps", [1, 3])
def test_found_goods_are_taken_from_the_other_bin_in_odoo_too(store: Store, clock: Clock, steps: int) -> None:
    yard = Yard(store, clock, steps)
    picker = walk(yard, {0: 5})
    short_of(picker, picker.lines[0], 2000)
    yard.settle()
    answer(yard, "found", SPARE)
    yard.pull()
    assert len(yard.sheet(picker)["lines"]) == 2, "Odoo reserves nothing there, and the line stays"
    finish(yard, picker)
    assert yard.picked_there() == yard.picked_here()
    assert {place.split("/")[1] for place in yard.picked_there()} == {str(yard.bins[0]), str(yard.bins[5])}
    assert sum(yard.picked_there().values()) == 5000
    done = [row for row in pickings(yard) if row[1] == "done"]
    assert done == ([("PICK", "done", [(5000, 5000)])] if steps == 3 else [])
    assert decided(yard) == []


def test_what_odoo_reserves_meanwhile_is_not_fetched_as_well(yard: Yard) -> None:
    picker = walk(yard, {0: 5})
    short_of(picker, picker.lines[0], 2000)
    yard.settle()
    answer(yard, "found", SPARE)
    row = next(iter(yard.books.pickings.values()))
    yard.rig.put(yard.products[0], yard.bins[7], 10)
    assign(yard.books, row)
    touch(yard.books, row)
    yard.clock.now += 1000
    yard.pull()
    assert [line["demand_m"] for line in yard.sheet(picker)["lines"]] == [3000, 2000]


def test_short_it_ships_and_the_rest_follows(chain: Yard) -> None:
    picker = walk(chain, {0: 5})
    short_of(picker, picker.lines[0], 2000)
    answer(chain, "ship_short")
    finish(chain, picker)
    assert ("PICK", "done", [(5000, 3000)]) in pickings(chain)
    assert [row[2][0][0] for row in pickings(chain) if row[:2] in (("PICK", "assigned"), ("PICK", "confirmed"))] == [
        2000
    ]
    assert decided(chain) == []


def test_cancelled_the_rest_is_gone_for_good(chain: Yard) -> None:
    picker = walk(chain, {0: 5})
    short_of(picker, picker.lines[0], 2000)
    answer(chain, "cancel")
    finish(chain, picker)
    internal = [row for row in pickings(chain) if row[0] == "PICK"]
    assert [(state, sum(quantity for _, quantity in moves)) for _, state, moves in internal if state == "done"] == [
        ("done", 3000)
    ]
    assert not [row for row in chain.books.pickings.values() if row.backorder_of]
    assert wave_state(chain, picker) == "closed"


def test_an_order_that_waits_is_left_out_and_its_wave_stays_until_it_is_decided(chain: Yard) -> None:
    picker = walk(chain, {0: 5}, {1: 2})
    line = next(one for one in picker.lines if one["demand_m"] == 5000)
    short_of(picker, line, 2000)
    answer(chain, "wait")
    finish(chain, picker)
    assert [state for step, state, moves in pickings(chain) if step == "PICK" and moves[0][0] == 5000] == ["assigned"]
    assert [state for step, state, moves in pickings(chain) if step == "PICK" and moves[0][0] == 2000] == ["done"]
    assert wave_state(chain, picker) == "walked"
    assert decided(chain) == [("FUL-SHORT", "wait")]
    with pytest.raises(Refused) as refused:
        answer(chain, "found", SPARE)
    assert refused.value.key == "answer.wave_over"
    answer(chain, "ship_short")
    chain.settle()
    assert wave_state(chain, picker) == "closed"
    assert ("PICK", "done", [(5000, 3000)]) in pickings(chain)
    assert decided(chain) == []


def test_goods_that_came_for_a_waiting_order_are_fetched_on_the_same_walk(chain: Yard) -> None:
    picker = walk(chain, {0: 5})
    short_of(picker, picker.lines[0], 2000)
    answer(chain, "wait")
    finish(chain, picker)
    assert wave_state(chain, picker) == "walked"
    answer(chain, "found", SPARE)
    assert wave_state(chain, picker) == "claimed"
    finish(chain, picker)
    assert ("PICK", "done", [(5000, 5000)]) in pickings(chain)
    assert wave_state(chain, picker) == "closed"


def test_what_odoo_reserved_for_a_waiting_order_is_given_up_when_it_ships_short(chain: Yard) -> None:
    picker = walk(chain, {0: 5})
    short_of(picker, picker.lines[0], 2000)
    answer(chain, "wait")
    finish(chain, picker)
    row = next(row for row in chain.books.pickings.values() if row.type.name == "PICK")
    chain.rig.put(chain.products[0], chain.bins[7], 10)
    assign(chain.books, row)
    touch(chain.books, row)
    chain.clock.now += 1000
    chain.pull()
    answer(chain, "ship_short")
    chain.settle()
    assert row.state == "done"
    assert chain.cases() == []


def test_nobody_answered_so_the_rule_did(chain: Yard) -> None:
    picker = walk(chain, {0: 5})
    short_of(picker, picker.lines[0], 2000)
    finish(chain, picker)
    assert chain.cases() == []
    assert steps_of_first(chain) == ["opened", "by_rule", "resolved"]


def test_in_one_step_the_answers_wait_for_the_packer(yard: Yard) -> None:
    picker = walk(yard, {0: 5})
    short_of(picker, picker.lines[0], 2000)
    answer(yard, "cancel")
    finish(yard, picker)
    assert decided(yard) == [("FUL-SHORT", "cancel")]
    assert yard.floors()[0].rest == "cancel"
    assert pickings(yard)[0][1] == "assigned"


def steps_of_first(yard: Yard) -> list[Any]:
    return [row.kind for row in yard.store.read(lambda views: views.case_steps([1]))]
