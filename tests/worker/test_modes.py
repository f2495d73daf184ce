"""The ways of picking: how waves are released, what is asked, what Odoo holds at the end, how the bench goes on."""

from __future__ import annotations

import dataclasses
from typing import Any, Literal

import pytest

from tests.worker.packer import packer
from tests.worker.yard import Ground, Picker, Yard
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.releasing import Cart
from warehouse_app.domain.sheet import PickingRules, compile_sheet
from warehouse_app.service.pack import pack_queue
from warehouse_app.service.release_waves import Release, release

Mode = Literal["cluster", "batch", "discrete"]


def released(yard: Ground, mode: Mode) -> list[Picker]:
    """Two orders of the same goods, one of them with something more; a picker for each wave there is."""
    yard.order({1: 2, 2: 1})
    yard.order({1: 3})
    yard.open(totes=9)
    waves = yard.store.write(lambda uow: release(Release(yard.w, Cart.of(mode, 4, 40)), uow)).waves
    return [yard.picker(wave) for wave in waves]


def compiled(yard: Yard, picker: Picker, mode: Mode) -> dict[str, Any]:
    facts = yard.store.read(lambda views: views.sheet_facts(picker.sheet["wave"]))
    assert facts is not None
    return compile_sheet(dataclasses.replace(facts, options={}), PickingRules(mode=mode), "gen")


@pytest.mark.parametrize(("mode", "waves", "totes"), [("cluster", 1, 2), ("discrete", 2, 2), ("batch", 1, 0)])
def test_a_wave_in_each_way_ends_with_what_was_ordered(ground: Ground, mode: Mode, waves: int, totes: int) -> None:
    pickers = released(ground, mode)
    assert (len(pickers), sum(len(one.sheet["totes"]) for one in pickers)) == (waves, totes)
    for one in pickers:
        one.pick_all()
    ground.settle()
    assert sum(ground.picked_there().values()) == 6_000
    assert ground.picked_there() == ground.picked_here()
    assert ground.cases() == []


def test_a_discrete_wave_asks_its_tote_once_and_a_wave_of_several_orders_as_ever(yard: Yard) -> None:
    one, _ = released(yard, "discrete")
    sheet = compiled(yard, one, "discrete")
    assert sheet["rules"]["tote_first"] is True
    assert {step for line in sheet["lines"] for step in line["steps"]} == {"location", "product", "quantity"}
    assert compiled(yard, one, "cluster")["rules"]["tote_first"] is False


def test_a_wave_of_several_orders_is_walked_as_a_cluster_whatever_the_rules_say_by_now(yard: Yard) -> None:
    (one,) = released(yard, "cluster")
    for mode in ("discrete", "batch"):
        sheet = compiled(yard, one, mode)
        assert sheet["rules"]["tote_first"] is False
        assert all("tote" in line["steps"] and "together" not in line for line in sheet["lines"])


def test_the_goods_of_a_batch_are_counted_together_by_the_urgency_of_their_orders(yard: Yard) -> None:
    (one,) = released(yard, "batch")
    same = [line for line in one.lines if "together" in line]
    assert [line["demand_m"] for line in same] == [2_000, 3_000]
    assert {line["together"] for line in same} == {same[0]["id"]}
    assert all((line["tote"], line["slot"]) == (None, None) and "tote" not in line["steps"] for line in one.lines)


def test_a_short_of_a_batch_hits_the_order_that_comes_last(yard: Yard) -> None:
    (one,) = released(yard, "batch")
    first, last = (line for line in one.lines if "together" in line)
    one.pick(first, 2_000)
    one.pick(last, 1_000)
    one.short(last, 2_000)
    one.pick(next(line for line in one.lines if "together" not in line), 1_000)
    one.walked()
    assert set(one.send()) == {"accepted"}
    yard.settle()
    assert sorted(yard.picked_there().values()) == [1_000, 1_000, 2_000]


def test_the_bench_opens_the_orders_of_a_batch_one_by_one_by_the_number_of_the_wave(yard: Yard) -> None:
    (one,) = released(yard, "batch")
    bench, number = packer(yard, "Ben"), one.sheet["number"]
    with pytest.raises(Refused, match=r"pack\.not_picked"):
        bench.open(number)
    one.pick_all()
    queue = yard.store.read(lambda views: pack_queue(views, yard.w))
    assert [(row["totes"], row["wave"]) for row in queue] == [([], number), ([], number)]
    opened = []
    for _ in range(2):
        opened.append(bench.open(number)["order"])
        bench.pack_all()
    assert len(set(opened)) == 2
    with pytest.raises(Refused, match=r"pack\.done"):
        bench.open(number)
