"""The drill without a browser: printed, the server off, entered and packed, and Odoo is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.worker.paper import Paper, at_bench, printed
from tests.worker.test_modes import Mode
from tests.worker.test_packing import follow, states, with_boxes
from tests.worker.yard import Clock, Yard
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.releasing import Cart
from warehouse_app.service.holding import take
from warehouse_app.service.ports.store import Store
from warehouse_app.service.release_waves import Release, release
from warehouse_app.store import migrate, open_store


@pytest.fixture(params=[1, 2, 3])
def chain(request: pytest.FixtureRequest, store: Store, clock: Clock) -> Yard:
    """A warehouse of each kind."""
    return with_boxes(store, clock, request.param)


def packs_all(yard: Yard, paper: Paper, head: str, orders: int) -> None:
    """Order by order by the head of the paper, onto the truck."""
    for _ in range(orders):
        paper.open(head)
        name = paper.box_what_was_counted()
        follow(yard)
        paper.packer.loaded(name)
        paper.packer.send()
        follow(yard)


def test_a_wave_on_paper_is_in_odoo_what_was_found_and_the_short_is_somebodys(chain: Yard) -> None:
    first, second = chain.order({0: 5, 1: 2}), chain.order({2: 3})
    chain.open()
    chain.release()
    (wave,) = printed(chain)
    codes = [row["number"] for row in wave.rows]
    ben = at_bench(chain)
    ben.open(wave.head["number"])
    short, *rest = codes
    ben.enter(short, 2_000)
    for code in rest:
        ben.enter(code)
    ben.walked()
    assert set(ben.send()) == {"accepted"}
    (case,) = chain.store.read(lambda views: views.open_cases(chain.w))
    assert (case.type, bool(case.owner)) == ("FUL-SHORT", True)
    chain.settle()
    assert chain.picked_there() == chain.picked_here()
    follow(chain)
    packs_all(chain, ben, wave.head["number"], orders=2)
    assert (chain.rig.raw_shipped(first), chain.rig.raw_shipped(second)) == (4, 3)
    assert {state for _, state in states(chain, second)} == {"done"}


def test_a_server_that_was_off_in_between_changes_nothing_and_nothing_entered_twice_counts_twice(
    tmp_path: Path, clock: Clock
) -> None:
    url = f"sqlite:///{tmp_path / 'floor.sqlite3'}"
    migrate(url, tmp_path)
    store = open_store(url, clock)
    yard = with_boxes(store, clock, steps=1)
    order = yard.order({0: 5, 1: 2})
    yard.open()
    yard.release()
    (wave,) = printed(yard)
    store.close()
    clock.now += 3 * 3_600_000  # walked with a pencil
    yard.store = open_store(url, clock)
    holding = take(yard.store, "deliver", "yard")
    assert holding is not None
    yard.holding = holding
    ben, bea, head = at_bench(yard), at_bench(yard, "Bea"), wave.head["number"]
    ben.open(head)
    for row in wave.rows:
        ben.enter(row["number"])
    facts = list(ben.facts)
    assert set(ben.send()) == {"accepted"}
    ben.facts = facts
    assert set(ben.send()) == {"duplicate"}
    with pytest.raises(Refused, match=r"paper\.elsewhere"):
        bea.open(head)
    bea.open(head, take=True)
    assert all(line["picked_m"] == line["demand_m"] for line in bea.lines)
    bea.walked()
    bea.send()
    follow(yard)
    packs_all(yard, bea, head, orders=1)
    for again in (head, wave.rows[0]["number"]):
        with pytest.raises(Refused, match=r"pack\.done"):
            ben.open(again)
    assert yard.rig.raw_shipped(order) == 7
    assert yard.picked_there() == yard.picked_here()
    assert yard.cases() == []
    yard.store.close()


@pytest.mark.parametrize("mode", ["cluster", "discrete", "batch"])
def test_a_wave_released_in_any_way_is_entered_line_by_line(yard: Yard, mode: Mode) -> None:
    orders = [yard.order({1: 2, 2: 1}), yard.order({1: 3})]
    yard.open(totes=9)
    yard.store.write(lambda uow: release(Release(yard.w, Cart.of(mode, 4, 40)), uow))
    waves = printed(yard)
    assert sum(len(wave.rows) for wave in waves) == 3
    ben = at_bench(yard)
    for wave in waves:
        ben.open(wave.rows[0]["number"])
        assert set(ben.sheet["paper"]["orders"].values()) <= set(orders)
        for row in wave.rows:
            ben.enter(row["number"])
        ben.walked()
        assert set(ben.send()) == {"accepted"}
    for wave in waves:
        for _ in range(2 if len(waves) == 1 else 1):
            ben.open(wave.head["number"])
            ben.box_what_was_counted()
    follow(yard)
    assert [yard.rig.raw_shipped(order) for order in orders] == [3, 3]
    assert yard.cases() == []
