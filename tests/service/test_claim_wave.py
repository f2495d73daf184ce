"""Getting work: one wave, one picker, one handheld; the sheet comes with the claim."""

from __future__ import annotations

import pytest

from tests.service.world import World
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.sheet import PickingRules
from warehouse_app.service.claim_wave import claim_wave
from warehouse_app.service.devices import revoke


def test_a_claim_gives_the_sheet_in_walk_order_with_every_code(world: World) -> None:
    sheet = world.claim()
    assert (sheet["v"], sheet["number"], sheet["epoch"]) == (2, "W-0001", 1)
    assert [stop["code"] for stop in sheet["stops"]] == ["A-01-1", "A-02-1"]
    assert [line["demand_m"] for line in sheet["lines"]] == [3000, 2000, 1000]
    assert {line["slot"] for line in sheet["lines"]} == {1, 2}
    assert sheet["codes"]["4006381333931"] == {"what": "product", "product": 1, "factor_m": 1000, "lot": None}
    assert sheet["codes"]["LOC-A-01-1"] == sheet["codes"]["A-01-1"] == {"what": "location", "location": 1}
    assert sheet["codes"]["RC-EMPTY"]["what"] == "reason"
    assert sheet["codes"]["O-BTN.SHORT"] == {"what": "command", "do": "short"}


def test_claiming_again_what_is_held_here_changes_nothing(world: World) -> None:
    assert world.claim() == world.claim()


def test_a_wave_in_somebody_elses_hand_is_refused_by_name(world: World) -> None:
    world.claim()
    with pytest.raises(Refused, match=r"wave\.taken") as refused:
        world.claim(world.second, world.cy)
    assert refused.value.facts == {"number": "W-0001", "by": "Ana"}


def test_my_wave_on_another_handheld_is_named(world: World) -> None:
    world.claim()
    with pytest.raises(Refused, match=r"wave\.elsewhere") as refused:
        world.claim(world.second, world.ana)
    assert refused.value.facts["device"] == "Handheld 1"


def test_a_walked_wave_cannot_be_claimed(world: World) -> None:
    lines = world.claim()["lines"]
    world.send(*[world.pick(line, line["demand_m"]) for line in lines], world.event("walked", {}))
    with pytest.raises(Refused, match=r"wave\.over"):
        world.claim()


def test_a_wave_nobody_knows_is_refused(world: World) -> None:
    with pytest.raises(Refused, match=r"wave\.unknown"):
        world.store.write(lambda uow: claim_wave(999, world.first, world.ana, PickingRules(), uow))


def test_lines_of_a_stop_are_neighbours_and_the_location_is_asked_only_where_the_rule_says(world: World) -> None:
    sheet = world.claim()
    stops = [line["stop"] for line in sheet["lines"]]
    assert stops == sorted(stops)
    assert all(line["steps"] == ["location", "product", "quantity", "tote"] for line in sheet["lines"])
    rules = PickingRules(location_first=False, ask_tote=False)
    again = world.store.write(lambda uow: claim_wave(world.wave, world.first, world.ana, rules, uow))
    assert all(line["steps"] == ["product", "quantity"] for line in again["lines"])


def test_the_wave_of_a_revoked_handheld_goes_on_with_its_picker_on_another(world: World) -> None:
    line = world.claim()["lines"][0]
    world.send(world.pick(line, 1000))
    world.store.write(lambda uow: revoke(world.first.id, None, uow))
    assert world.verdicts(world.pick(line, 500), device=world.second) == ["accepted"]
    sheet = world.claim(world.second, world.ana)
    assert (sheet["epoch"], sheet["lines"][0]["picked_m"]) == (2, 1500)


def test_what_waited_on_a_revoked_handheld_counts_where_nobody_touched_the_line_since(world: World) -> None:
    one, two, _ = world.claim()["lines"]
    world.store.write(lambda uow: revoke(world.first.id, None, uow))
    world.claim(world.second, world.ana)
    world.send(world.pick(one, 1000, epoch=2), device=world.second)
    assert world.verdicts(world.pick(one, 1000), world.pick(two, 1000), device=world.second) == ["conflict", "accepted"]
