"""Nothing scanned is lost, nothing counts twice: what the intake answers, keeps and counts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.service.world import World
from warehouse_app.service.ports.store import UnitOfWork


def test_a_pick_counts_and_is_answered_by_its_id(world: World) -> None:
    line = world.claim()["lines"][0]
    event = world.pick(line, 2000)
    answer = world.answer(event)
    assert answer["answers"] == [{"index": 0, "id": event["id"], "verdict": "accepted"}]
    assert world.lines()[0]["picked_m"] == 2000


def test_the_same_event_again_counts_once_and_gets_the_first_answer(world: World) -> None:
    line = world.claim()["lines"][0]
    event = world.pick(line, 2000)
    assert world.verdicts(event, event) == ["accepted", "duplicate"]
    assert world.send(event)[0] == {"index": 0, "id": event["id"], "verdict": "duplicate", "first": "accepted"}
    assert world.lines()[0]["picked_m"] == 2000


def test_an_event_sent_again_after_enrolling_anew_is_the_same_event(world: World) -> None:
    line = world.claim()["lines"][0]
    event = world.pick(line, 2000)
    world.send(event)
    assert world.verdicts(event | {"seq": 1, "session": None}, device=world.second) == ["duplicate"]
    assert world.lines()[0]["picked_m"] == 2000


def test_the_same_id_with_another_body_counts_for_nothing_and_both_are_kept(world: World) -> None:
    line = world.claim()["lines"][0]
    event = world.pick(line, 2000)
    other = event | {"body": event["body"] | {"qty_m": 1000}}
    world.send(event)
    answers = world.send(other, other)
    assert [(a["id"], a["verdict"], a["key"]) for a in answers] == [(event["id"], "invalid", "event.other_body")] * 2
    assert world.lines()[0]["picked_m"] == 2000
    assert world.store.read(lambda views: views.count("event")) == 2


def test_over_the_demand_is_a_conflict_with_a_case_that_names_the_goods(world: World) -> None:
    line = world.claim()["lines"][0]
    assert world.verdicts(world.pick(line, 2000), world.pick(line, 2000)) == ["accepted", "conflict"]
    assert world.lines()[0]["picked_m"] == 2000
    case = world.store.read(lambda views: views.open_cases(world.w))[0]
    assert case.type == "FUL-SCAN"
    assert case.facts["product"].startswith("Hand soap")
    assert case.owner == "floor"


def test_taking_back_what_never_counted_is_fine_and_changes_nothing(world: World) -> None:
    line = world.claim()["lines"][0]
    over = world.pick(line, 9000)
    assert world.verdicts(over, world.undo(line, over)) == ["conflict", "accepted"]
    assert world.lines()[0]["picked_m"] == 0


def test_an_undone_pick_counts_no_longer_and_an_undo_counts_once(world: World) -> None:
    line = world.claim()["lines"][0]
    event = world.pick(line, 2000)
    undo = world.undo(line, event)
    assert world.verdicts(event, undo, undo, world.undo(line, event)) == [
        "accepted",
        "accepted",
        "duplicate",
        "invalid",
    ]
    assert world.lines()[0]["picked_m"] == 0


def test_a_short_opens_a_case_with_owner_and_clock_and_found_goods_close_it(world: World) -> None:
    line = world.claim()["lines"][0]
    world.send(world.pick(line, 1000), world.short(line, 2000))
    assert world.lines()[0] == {"picked_m": 1000, "short_m": 2000, "id": line["id"]}
    case = world.store.read(lambda views: views.open_cases(world.w))[0]
    assert (case.type, case.owner) == ("FUL-SHORT", "floor")
    assert case.due_at is not None
    world.send(world.pick(line, 2000))
    assert world.lines()[0]["short_m"] == 0
    assert world.cases() == []


def test_an_undone_short_closes_its_case(world: World) -> None:
    line = world.claim()["lines"][0]
    short = world.short(line, 3000)
    world.send(short, world.undo(line, short))
    assert world.cases() == []
    assert world.lines()[0]["short_m"] == 0


def test_one_bad_event_does_not_hold_up_its_neighbours(world: World) -> None:
    line = world.claim()["lines"][0]
    good = world.pick(line, 1000)
    bad: list[Any] = [None, 7, "text", [], {}, {"id": 5}, world.event("teleport", {}), world.event("pick", {}, v=9)]
    answers = world.send(*bad, good)
    assert [answer["verdict"] for answer in answers] == ["invalid"] * len(bad) + ["accepted"]
    assert [answer["id"] for answer in answers][-3:] == [bad[-2]["id"], bad[-1]["id"], good["id"]]
    assert world.verdicts(*bad) == ["duplicate"] * len(bad)


@pytest.mark.parametrize("text", ["\x00", "\x1d01", "\ud800", "x" * 10_000, "😀" * 3000])
def test_hostile_barcodes_in_an_event_are_kept_and_do_no_harm(world: World, text: str) -> None:
    line = world.claim()["lines"][0]
    event = world.pick(line, 1000)
    event["body"]["codes"] = [text]
    assert world.verdicts(event)[0] in ("accepted", "invalid")
    assert world.verdicts(event) == ["duplicate"]
    tote = world.pick(line, 1000)
    tote["body"]["tote"] = text
    assert world.verdicts(tote, world.pick(line, 1000)) == ["invalid", "accepted"]


def test_an_unknown_line_wave_or_place_is_answered_and_blocks_nothing(world: World) -> None:
    line = world.claim()["lines"][0]
    nowhere = world.pick(line, 1000)
    nowhere["body"]["location"] = 999_999
    strange = world.pick(line | {"id": 999_999}, 1000)
    answers = world.send(strange, world.pick(line, 1000, wave=999), nowhere, world.pick(line, 1000))
    assert [answer["verdict"] for answer in answers] == ["invalid", "invalid", "conflict", "accepted"]


def test_a_taken_over_line_refuses_late_facts_and_an_untouched_one_takes_them(world: World) -> None:
    lines = world.claim()["lines"]
    _take_over(world)
    by_cy = {"device": world.second, "person": world.cy.id, "session": world.sessions[world.cy.id], "epoch": 2}
    world.send(world.pick(lines[0], 1000, **by_cy), device=world.second)
    assert world.verdicts(world.pick(lines[0], 1000), world.pick(lines[1], 1000)) == ["conflict", "accepted"]
    assert "old_epoch" in _flags(world)


def test_a_device_that_holds_a_claim_the_store_forgot_is_believed(world: World) -> None:
    line = world.claim()["lines"][0]
    assert world.verdicts(world.pick(line, 1000, epoch=7)) == ["accepted"]
    assert world.claim()["epoch"] == 7


def test_another_device_in_the_same_epoch_cannot_touch_a_touched_line(world: World) -> None:
    line = world.claim()["lines"][0]
    world.send(world.pick(line, 1000))
    assert world.verdicts(world.pick(line, 1000, device=world.second), device=world.second) == ["conflict"]


def test_a_late_or_foreign_session_is_accepted_and_flagged(world: World) -> None:
    line = world.claim()["lines"][0]
    world.store.write(lambda uow: uow.sessions.close(world.sessions[world.ana.id]))
    foreign = world.pick(line, 500, session=world.sessions[world.cy.id])
    nobody = world.pick(line, 500, person=999)
    assert world.verdicts(world.pick(line, 1000), foreign, nobody) == ["accepted"] * 3
    assert {"late_session", "other_session", "unknown_person"} <= _flags(world)


def test_a_number_used_twice_loses_nothing(world: World) -> None:
    line = world.claim()["lines"][0]
    one, two = world.pick(line, 1000, seq=4), world.pick(line, 1000, seq=4)
    assert world.verdicts(one, two) == ["accepted", "accepted"]
    assert world.lines()[0]["picked_m"] == 2000
    assert "sequence_used" in _flags(world)


def test_missing_numbers_are_named(world: World) -> None:
    line = world.claim()["lines"][0]
    world.send(world.pick(line, 500, seq=1), world.pick(line, 500, seq=4))
    assert world.answer(world.pick(line, 500, seq=7))["gaps"] == [(2, 3), (5, 6)]


def test_the_walk_is_over_only_when_every_line_is_settled(world: World) -> None:
    lines = world.claim()["lines"]
    assert world.verdicts(world.event("walked", {})) == ["conflict"]
    picks = [world.pick(line, line["demand_m"]) for line in lines]
    assert world.verdicts(*picks, world.event("walked", {})) == ["accepted"] * 4
    row = world.store.read(lambda views: views.waves(world.w, ["walked"]))[0]
    assert (row.done, row.lines) == (3, 3)


def test_what_counts_is_wanted_in_odoo_once_per_transfer(world: World) -> None:
    line = world.claim()["lines"][0]
    batch = world.store.read(lambda views: views.count("outbox"))
    world.send(world.pick(line, 1000), world.pick(line, 1000))
    assert world.store.read(lambda views: views.count("outbox")) == batch + 1
    world.send(world.short(line, 1000))
    assert world.store.read(lambda views: views.count("outbox")) == batch + 2, "its exception is shown there too"


def test_pages_hear_of_it_by_cursor(world: World) -> None:
    line = world.claim()["lines"][0]
    before = world.store.read(lambda views: views.head())
    world.send(world.pick(line, 1000), world.short(line, 2000))
    changes = world.store.read(lambda views: views.changes(before, ["board"], 100))
    assert {change.kind for change in changes} == {"wave", "case", "alert"}
    assert all(change.seq > before for change in changes)


def _take_over(world: World) -> None:
    def steal(uow: UnitOfWork) -> None:
        wave = uow.floor.wave(world.wave)
        assert wave is not None
        uow.floor.save_wave(replace(wave, epoch=2, device=world.second.id, person=world.cy.id))

    world.store.write(steal)


def _flags(world: World) -> set[str]:
    return world.store.read(lambda views: {flag for event in views.events(world.wave) for flag in event.flags})


def test_a_pick_by_its_last_digits_counts_and_its_event_keeps_that_it_was(world: World) -> None:
    line = world.claim()["lines"][0]
    event = world.pick(line, 1000)
    told = event | {"body": event["body"] | {"over": "digits", "codes": ["typed:3931"]}}
    assert world.verdicts(told) == ["accepted"]
    assert world.lines()[0]["picked_m"] == 1000
    assert _flags(world) == {"by_digits"}


def test_an_undone_short_leaves_what_the_one_before_it_said(world: World) -> None:
    line = world.claim()["lines"][0]
    first, second = world.short(line, 3000), world.short(line, 1000)
    world.send(first, second)
    assert world.lines()[0]["short_m"] == 1000
    world.send(world.undo(line, second))
    assert world.lines()[0]["short_m"] == 3000
    world.send(world.undo(line, first))
    assert world.lines()[0]["short_m"] == 0


def test_an_undone_pick_brings_back_what_was_said_to_be_missing(world: World) -> None:
    line = world.claim()["lines"][0]
    found = world.pick(line, 2000)
    world.send(world.short(line, 3000), found)
    assert world.lines()[0]["short_m"] == 1000
    world.send(world.undo(line, found))
    assert world.lines()[0] == {"picked_m": 0, "short_m": 3000, "id": line["id"]}


def test_a_short_that_returns_has_an_owner_again(world: World) -> None:
    line = world.claim()["lines"][0]
    found = world.pick(line, 3000)
    world.send(world.short(line, 3000), found)
    assert world.cases() == []
    world.send(world.undo(line, found))
    assert world.cases() == ["FUL-SHORT"]
