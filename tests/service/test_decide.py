"""A supervisor answers a short: what the floor does then, who hears of it, and how long an answer may be changed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.service.world import World, transfer
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.sheet import PickingRules
from warehouse_app.service.case_end import Done, close_by_hand
from warehouse_app.service.claim_wave import claim_wave
from warehouse_app.service.decide import Decide, decide, try_again
from warehouse_app.service.end_shorts import end_shorts
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.views import AnswerRow, CaseRow
from warehouse_app.service.release_waves import release_waves
from warehouse_app.service.shipped_rules import ship_rules

FREE_BIN = "A-10-1"


@pytest.fixture
def sam(world: World) -> Person:
    return world.store.write(lambda uow: uow.people.add(world.w, "Sam", "B-9", None, None, None, ["supervisor"]))


def short(world: World, missing_m: int = 2000) -> dict[str, Any]:
    """Of the first line of three pieces one is picked; the rest is not there. The line."""
    line: dict[str, Any] = world.claim()["lines"][0]
    world.send(world.pick(line, line["demand_m"] - missing_m), world.short(line, missing_m))
    return line


def case_of(world: World, type_: str = "FUL-SHORT") -> CaseRow:
    rows = world.store.read(lambda views: views.open_cases(world.w))
    return next(row for row in rows if row.type == type_)


def answer(world: World, by: Person, what: str, place: str = "", case: int | None = None) -> None:
    command = Decide(case or case_of(world).id, what, by, place)
    world.store.write(lambda uow: decide(command, uow))


def history(world: World, case: int) -> list[tuple[str, str | None, Any, Any]]:
    steps = world.store.read(lambda views: views.case_steps([case]))
    return [(row.kind, row.person, row.facts.get("decision"), row.facts.get("before")) for row in steps]


def heard(world: World) -> list[AnswerRow]:
    return world.store.read(lambda views: views.answers(world.wave))


def fetched(world: World) -> list[dict[str, Any]]:
    """The lines of the sheet as it is now at the bin where nothing lay before."""
    sheet = world.claim()
    return [line for line in sheet["lines"] if sheet["stops"][line["stop"]]["code"] == FREE_BIN]


def test_goods_found_elsewhere_are_a_new_stop_on_a_new_sheet(world: World, sam: Person) -> None:
    line = short(world)
    before = world.store.read(lambda views: views.head())
    answer(world, sam, "found", " a-10-1 ")
    (there,) = fetched(world)
    assert (there["demand_m"], there["product"], there["tote"]) == (2000, line["product"], line["tote"])
    sheet = world.claim()
    assert sheet["sheet"] == 2
    old = next(one for one in sheet["lines"] if one["id"] == line["id"])
    assert (old["demand_m"], old["picked_m"], old["short_m"]) == (1000, 1000, 0)
    changes = world.store.read(lambda views: views.changes(before, [f"wave:{world.wave}"], 9))
    assert {change.kind for change in changes} == {"sheet", "answer"}


def test_the_found_goods_in_the_tote_end_the_case(world: World, sam: Person) -> None:
    short(world)
    answer(world, sam, "found", FREE_BIN)
    case = case_of(world).id
    (there,) = fetched(world)
    assert world.verdicts(world.pick(there, 2000)) == ["accepted"]
    assert world.cases() == []
    assert history(world, case)[-2:] == [("decided", "Sam", "found", None), ("resolved", None, None, None)]


def test_nothing_there_either_is_another_question(world: World, sam: Person) -> None:
    short(world)
    answer(world, sam, "found", FREE_BIN)
    first = case_of(world).id
    (there,) = fetched(world)
    world.send(world.short(there, 2000))
    second = case_of(world)
    assert (second.id != first, second.status, second.facts["location"]) == (True, "open", FREE_BIN)
    answer(world, sam, "found", "A-01-1")
    assert [line["demand_m"] for line in world.claim()["lines"] if line["picked_m"]] == [3000]


def test_goods_found_where_they_were_missing_open_the_line_again(world: World, sam: Person) -> None:
    line = short(world)
    answer(world, sam, "found", "A-01-1")
    now = next(one for one in world.claim()["lines"] if one["id"] == line["id"])
    assert (now["demand_m"], now["picked_m"], now["short_m"]) == (3000, 1000, 0)
    world.send(world.pick(line, 2000))
    assert world.cases() == []


def test_goods_that_turn_up_after_all_call_back_who_was_sent_elsewhere(world: World, sam: Person) -> None:
    line = short(world)
    answer(world, sam, "found", FREE_BIN)
    assert world.verdicts(world.pick(line, 2000)) == ["accepted"]
    assert fetched(world) == []
    assert world.cases() == []


def test_an_answer_may_be_changed_and_what_was_fetched_stays(world: World, sam: Person) -> None:
    line = short(world)
    answer(world, sam, "found", FREE_BIN)
    (there,) = fetched(world)
    world.send(world.pick(there, 500))
    answer(world, sam, "ship_short")
    lines = {one["id"]: one for one in world.claim()["lines"]}
    assert (lines[line["id"]]["demand_m"], lines[line["id"]]["short_m"]) == (2500, 1500)
    assert (lines[there["id"]]["demand_m"], lines[there["id"]]["picked_m"]) == (500, 500)
    assert history(world, case_of(world).id)[-1] == ("decided", "Sam", "ship_short", "found")


def test_an_answer_about_the_rest_holds_for_all_shorts_of_the_order(world: World, sam: Person) -> None:
    line = short(world)
    mate = next(one for one in world.claim()["lines"] if one["tote"] == line["tote"] and one["id"] != line["id"])
    world.send(world.short(mate, 1000))
    first, second = world.store.read(lambda views: views.open_cases(world.w))
    answer(world, sam, "wait", case=first.id)
    assert [(row.status, row.decision) for row in world.store.read(lambda views: views.open_cases(world.w))] == [
        ("decided", "wait"), ("decided", "wait"),
    ]  # fmt: skip
    assert history(world, second.id)[-1][:3] == ("along", "Sam", "wait")
    assert [row.case for row in heard(world)] == [first.id], "one order is told once"
    assert rest(world, first) == "wait"
    answer(world, sam, "cancel", case=second.id)
    assert rest(world, first) == "cancel"
    answer(world, sam, "found", FREE_BIN, case=second.id)
    assert rest(world, first) == "cancel"
    answer(world, sam, "found", "A-02-1", case=first.id)
    assert rest(world, first) == "backorder", "nothing is short any more"


def rest(world: World, case: CaseRow) -> str:
    transfer = case.transfer or 0
    return world.store.write(lambda uow: uow.telling.transfers([transfer])[transfer].rest)


def test_the_handheld_hears_the_newest_answer_in_full(world: World, sam: Person) -> None:
    short(world)
    answer(world, sam, "ship_short")
    (first,) = heard(world)
    answer(world, sam, "found", FREE_BIN)
    (second,) = heard(world)
    assert (first.decision, second.decision, second.by) == ("ship_short", "found", "Sam")
    assert second.id > first.id
    assert (second.said["bin"], second.facts["missing_m"], second.facts["order"]) == (FREE_BIN, 2000, "S00001")
    assert second.slot == 1


def test_a_walk_that_is_over_goes_on_when_goods_are_found(world: World, sam: Person) -> None:
    walk_to_the_end(world)
    answer(world, sam, "found", FREE_BIN)
    assert state(world) == "claimed"
    (there,) = fetched(world)
    assert world.verdicts(world.pick(there, 2000), world.event("walked", {})) == ["accepted", "accepted"]
    assert state(world) == "walked"


def test_a_picker_with_another_wave_is_not_sent_back(world: World, sam: Person) -> None:
    walk_to_the_end(world)
    number = another_wave(world)
    with pytest.raises(Refused) as refused:
        answer(world, sam, "found", FREE_BIN)
    assert (refused.value.key, refused.value.facts) == ("answer.picker_busy", {"name": "Ana", "number": number})
    assert (case_of(world).decision, state(world)) == ("ship_short", "walked"), "as the rule said at the last stop"


def another_wave(world: World) -> str:
    """Ana has taken another order; the number of its wave."""
    world.store.write(lambda uow: uow.catalogue.keep_transfers(world.w, [transfer(3, (4, 2, 1000))]))
    (wave,) = world.store.write(lambda uow: release_waves(world.w, 12, 30, {}, uow))
    sheet = world.store.write(lambda uow: claim_wave(wave, world.first, world.ana, PickingRules(), uow))
    return str(sheet["number"])


def test_who_ends_the_walk_before_hearing_that_goods_were_found_walks_on(world: World, sam: Person) -> None:
    lines = pick_the_others(world)
    answer(world, sam, "found", FREE_BIN)
    (told,) = world.send(world.event("walked", {}))
    assert (told["verdict"], told["key"]) == ("accepted", "walk.goes_on")
    assert state(world) == "claimed"
    assert world.cases() == ["FUL-SHORT"], f"no case about a walk ended too early: {lines}"


def test_a_walk_that_was_said_to_be_over_is_over_once_nobody_has_to_fetch_any_more(world: World, sam: Person) -> None:
    pick_the_others(world)
    answer(world, sam, "found", FREE_BIN)
    world.send(world.event("walked", {}))
    answer(world, sam, "ship_short")
    assert state(world) == "walked"


def test_a_picker_who_is_still_walking_ends_the_walk_when_nobody_has_to_fetch_any_more(
    world: World, sam: Person
) -> None:
    pick_the_others(world)
    answer(world, sam, "found", FREE_BIN)
    answer(world, sam, "ship_short")
    assert state(world) == "claimed"
    assert world.verdicts(world.event("walked", {})) == ["accepted"]
    assert state(world) == "walked"


def test_after_the_transfer_is_validated_nothing_can_be_decided_and_the_rule_has_decided(
    world: World, sam: Person
) -> None:
    short(world)
    case = case_of(world)
    end(world, case, "done")
    assert world.cases() == []
    assert history(world, case.id)[-2:] == [("by_rule", None, "ship_short", None), ("resolved", None, None, None)]
    with pytest.raises(Refused) as refused:
        answer(world, sam, "wait", case=case.id)
    assert refused.value.key == "case.over"


def test_a_cancelled_transfer_ends_its_shorts_without_a_rule(world: World, sam: Person) -> None:
    short(world)
    case = case_of(world)
    answer(world, sam, "wait")
    end(world, case, "cancelled")
    assert [step[0] for step in history(world, case.id)] == ["opened", "decided", "resolved"]


@pytest.mark.parametrize(
    ("what", "place", "key"),
    [
        ("found", "Z-99-9", "answer.bin"),
        ("found", "", "answer.bin"),
        ("burn", "", "answer.unknown"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    world: World, sam: Person, what: str, place: str, key: str
) -> None:
    short(world)
    with pytest.raises(Refused) as refused:
        answer(world, sam, what, place)
    assert refused.value.key == key
    assert (case_of(world).status, world.claim()["sheet"]) == ("open", 1)


def test_a_case_of_another_warehouse_is_not_found(world: World, sam: Person) -> None:
    short(world)
    stranger = Person(sam.id, sam.w + 1, *[getattr(sam, name) for name in sam.__slots__[2:]])
    with pytest.raises(Refused) as refused:
        answer(world, stranger, "wait")
    assert refused.value.key == "case.unknown"


def test_other_cases_are_closed_by_a_person_who_says_how(world: World, sam: Person) -> None:
    world.store.write(ship_rules)
    line = short(world)
    world.send(world.pick(line, 9000))
    case = case_of(world, "FUL-SCAN").id
    for bad in ("", "   ", "x" * 201, "a\u0007"):
        with pytest.raises(Refused) as refused:
            world.store.write(lambda uow, bad=bad: close_by_hand(Done(case, "picked", bad, sam), uow))  # type: ignore[misc]
        assert refused.value.key == "case.note"
    world.store.write(lambda uow: close_by_hand(Done(case, "picked", " Tote  counted, all right ", sam), uow))
    assert history(world, case)[-1][:2] == ("resolved", "Sam")
    assert world.cases() == ["FUL-SHORT"]
    with pytest.raises(Refused) as refused:
        world.store.write(lambda uow: close_by_hand(Done(case_of(world).id, "picked", "gone", sam), uow))
    assert refused.value.key == "case.by_answer"


def test_only_what_waits_for_a_person_is_tried_again(world: World, sam: Person) -> None:
    short(world)
    with pytest.raises(Refused) as refused:
        world.store.write(lambda uow: try_again(case_of(world).id, sam, uow))
    assert refused.value.key == "case.nothing_waits"


def test_bins_that_are_known_to_hold_the_product_are_proposed_and_denied_ones_are_not(
    world: World, sam: Person
) -> None:
    line = short(world)
    case = case_of(world)
    assert world.store.read(lambda views: views.other_bins([case.id])) == {case.id: []}
    answer(world, sam, "found", FREE_BIN)
    (there,) = fetched(world)
    world.send(world.pick(there, 1000))
    answer(world, sam, "ship_short")
    (found,) = world.store.read(lambda views: views.other_bins([case.id]))[case.id]
    assert (found.code, found.promised_m, found.picked_at is not None) == (FREE_BIN, 0, True)
    assert line["demand_m"] == 3000


def test_a_case_says_how_many_orders_wait_for_the_same_goods_in_the_same_place(world: World) -> None:
    short(world)
    assert case_of(world).orders == 2, "order two has two pieces of it still to fetch there"
    other = next(line for line in world.claim()["lines"] if line["demand_m"] == 2000)
    world.send(world.pick(other, 2000))
    assert (case_of(world).orders, case_of(world).has_more) == (1, True)


def test_alerts_are_followed_by_cursor(world: World, sam: Person) -> None:
    head = world.store.read(lambda views: views.head())
    short(world)
    (opened,) = world.store.read(lambda views: views.alerts(world.w, head, 9))
    answer(world, sam, "wait")
    (decided,) = world.store.read(lambda views: views.alerts(world.w, opened.seq, 9))
    assert (opened.case.id, decided.case.status, decided.case.decision) == (decided.case.id, "decided", "wait")
    assert world.store.read(lambda views: views.alerts(world.w, decided.seq, 9)) == []
    assert world.store.read(lambda views: views.alerts(world.w + 1, head, 9)) == []


def pick_the_others(world: World) -> list[dict[str, Any]]:
    line = short(world)
    others = [one for one in world.claim()["lines"] if one["id"] != line["id"]]
    world.send(*[world.pick(one, one["demand_m"]) for one in others])
    return others


def walk_to_the_end(world: World) -> None:
    pick_the_others(world)
    assert world.send(world.event("walked", {}))[0]["verdict"] == "accepted"


def state(world: World) -> str:
    wave = world.store.write(lambda uow: uow.floor.wave(world.wave))
    assert wave is not None
    return wave.state


def end(world: World, case: CaseRow, ended: str) -> None:
    def carry_out(uow: Any) -> None:
        floor = uow.telling.transfers([case.transfer])[case.transfer]
        uow.following.end(floor.id, ended, {})
        end_shorts(uow, floor, ended)

    world.store.write(carry_out)
