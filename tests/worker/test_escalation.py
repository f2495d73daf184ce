"""Cases climb their ladders by the clock: each rung once, after a restart too, and nobody's clock stops."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.worker.ladder import Ladder
from tests.worker.supervisor import decided
from tests.worker.yard import Clock, Yard
from warehouse_app.domain.cases import MINUTE
from warehouse_app.service.escalate import BATCH, answered, climb_late, hand_back
from warehouse_app.service.holding import take
from warehouse_app.service.people import remove_person
from warehouse_app.service.ports.outbox import LeaseLost
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.shipped_rules import ship_rules

DAY = 24 * 60


@pytest.fixture
def ladder(store: Store, clock: Clock, tmp_path: Path) -> Ladder:
    return Ladder(store, clock, tmp_path)


@pytest.fixture
def one(sqlite_store: Store, clock: Clock, tmp_path: Path) -> Ladder:
    """On the one kind of store."""
    return Ladder(sqlite_store, clock, tmp_path)


def test_each_rung_is_climbed_once_when_its_time_has_come(ladder: Ladder) -> None:
    ladder.sign_in(ladder.eva)
    case = ladder.raised()  # F15, F120
    for minutes, rungs in ((7, []), (0.5, ["floor"]), (0, ["floor"]), (7, ["floor"]), (0.5, ["floor", "ops"])):
        ladder.tick(minutes)
        assert [team for _, team, _ in ladder.climbed(case)] == rungs
    ladder.tick(7.5)
    assert ladder.climbed(case) == [(1, "floor", "floor"), (2, "ops", "ops"), (3, "ops", "ops")], "no rule for this one"
    assert ladder.row(case) | {"next_at": 0} == {
        "status": "open", "owner": "floor", "person": None, "rung": 3, "next_at": 0, "rings": 2, "rings_last": 1,
        "answer_by": ladder.row(case)["answer_by"], "due_at": ladder.row(case)["due_at"],
    }  # fmt: skip


def test_a_restart_climbs_no_rung_twice_and_forgets_none(ladder: Ladder) -> None:
    case = ladder.raised()
    ladder.tick(7.5)
    ladder.start()
    ladder.tick()
    assert len(ladder.climbed(case)) == 1
    ladder.clock.now += 7 * MINUTE + MINUTE // 2
    ladder.start()
    ladder.tick()
    assert [rung for rung, *_ in ladder.climbed(case)] == [1, 2]


def test_above_the_last_rung_ops_hear_of_it_every_day_until_it_is_closed(one: Ladder) -> None:
    case = one.raised()
    one.tick(DAY)
    before = len(one.climbed(case))
    for _ in range(3):
        one.tick(DAY)
    assert [team for _, team, _ in one.climbed(case)[before:]] == ["ops"] * 3
    one.store.write(lambda uow: uow.cases.resolve(case, "gone"))
    one.tick(3 * DAY)
    assert len(one.climbed(case)) == before + 3
    assert one.row(case)["next_at"] is None


def test_who_no_longer_holds_the_clock_climbs_nothing(ladder: Ladder) -> None:
    case = ladder.raised()
    ladder.clock.now += 8 * MINUTE
    ladder.store.write(lambda uow: uow.leases.let_go("clock", ladder.holding.fence))
    other = take(ladder.store, "clock", "another process")
    assert other is not None
    with pytest.raises(LeaseLost):
        ladder.loop.step(ladder.holding)
    assert ladder.climbed(case) == []
    other.write(lambda uow: climb_late(ladder.w, uow))
    other.write(lambda uow: climb_late(ladder.w, uow))
    assert len(ladder.climbed(case)) == 1


def test_many_that_are_late_after_a_night_climb_a_batch_at_a_time(one: Ladder) -> None:
    cases = [one.raised(about=n) for n in range(2 * BATCH + 7)]
    one.clock.now += 8 * MINUTE
    assert one.loop.step(one.holding) == 0.0
    assert sum(len(one.climbed(case)) for case in cases) == BATCH
    assert one.tick() == 2
    assert {len(one.climbed(case)) for case in cases} == {1}


def test_once_it_is_answered_the_rungs_stand_on_the_time_to_resolve(one: Ladder) -> None:
    one.sign_in(one.eva)
    case = one.raised()
    one.tick(7.5)
    one.store.write(lambda uow: answered(case, uow))
    row = one.row(case)
    assert (row["rung"], row["answer_by"]) == (0, None)
    assert row["next_at"] == one.clock.now + (row["due_at"] - one.clock.now) // 2
    one.store.write(lambda uow: answered(case, uow))
    assert one.row(case) == row
    one.tick(30)
    assert len(one.climbed(case)) == 1
    one.tick(30)
    assert [facts["clock"] for facts in one.history(case, "climbed")] == ["answer", "resolve"]


def test_what_was_answered_after_its_time_has_its_time_to_resolve_once_more(one: Ladder) -> None:
    case = one.raised()
    one.tick(3 * 60)
    one.store.write(lambda uow: answered(case, uow))
    assert one.row(case)["next_at"] == one.clock.now + 60 * MINUTE


def test_a_case_that_lost_its_clock_has_one_again(one: Ladder) -> None:
    case = one.raised()
    one.store.write(lambda uow: uow.escalation.wait(case, None))  # type: ignore[arg-type]
    one.tick()
    assert one.row(case)["next_at"] is not None
    assert len(one.climbed(case)) == 1


@pytest.mark.parametrize("broken", [{"rungs": ["soon"]}, {"rungs": []}, {}])
def test_a_ladder_nobody_can_read_leads_to_ops_every_day(one: Ladder, broken: dict[str, object]) -> None:
    one.store.write(lambda uow: uow.releasing.ship_rule("ladder", "L-FLOOR", 9, broken))
    case = one.raised()
    one.tick(16)
    one.tick(DAY)
    assert [team for _, team, _ in one.climbed(case)] == ["ops", "ops"]


def test_a_type_with_clocks_nobody_can_read_still_opens_and_climbs(one: Ladder) -> None:
    known = one.raised(about=1)
    one.store.write(lambda uow: uow.releasing.ship_rule("case_type", "FUL-SCAN", 9, {"answer": "?", "resolve": "no"}))
    new = one.raised(about=2)
    one.tick(15)
    for case in (known, new):
        one.store.write(lambda uow, case=case: hand_back(case, uow))  # type: ignore[misc]
    one.tick(DAY)
    one.tick(DAY)
    assert [team for _, team, _ in one.climbed(known)][-1] == [team for _, team, _ in one.climbed(new)][-1] == "ops"
    one.store.write(lambda uow: answered(new, uow))
    assert one.row(new)["next_at"] is not None


def test_what_sleeps_wakes_when_it_should_and_never_later_than_it_is_due(one: Ladder) -> None:
    soon, late = one.raised(about=1), one.raised(about=2)
    due = one.row(late)["due_at"]
    _snooze(one, soon, one.clock.now + 60 * MINUTE)
    _snooze(one, late, one.clock.now + 10 * DAY * MINUTE)
    one.tick(59)
    assert one.climbed(soon) == one.climbed(late) == []
    assert one.row(late)["next_at"] == due
    one.tick(1)
    assert len(one.climbed(soon)) == 3
    one.tick((due - one.clock.now) / MINUTE)
    assert len(one.climbed(late)) == 3


def test_the_case_of_an_owner_who_leaves_is_the_teams_again_at_once(ladder: Ladder) -> None:
    taken, decided_ = ladder.raised(about=1), ladder.raised(about=2)
    for case in (taken, decided_):
        ladder.store.write(lambda uow, case=case: _take(ladder, uow, case))  # type: ignore[misc]
    ladder.store.write(lambda uow: uow.cases.decide(decided_, "decided", "wait", ladder.sam.id, {}))
    ladder.clock.now += 30 * MINUTE
    ladder.store.write(lambda uow: remove_person(str(ladder.sam.id), uow))
    row = ladder.row(taken)
    assert (row["owner"], row["person"], row["rung"]) == ("floor", None, 0)
    assert row["answer_by"] == ladder.clock.now + 15 * MINUTE
    assert row["next_at"] == ladder.clock.now + 7.5 * MINUTE
    (left,) = [step for step in ladder.store.read(lambda views: views.case_steps([taken])) if step.kind == "owner_left"]
    assert left.person == "Sam"
    assert (ladder.row(decided_)["person"], ladder.row(decided_)["answer_by"]) == (None, None)
    ladder.sign_in(ladder.eva)
    ladder.tick(8)
    assert ladder.history(taken, "climbed")[0]["people"] == [ladder.eva.id]


def test_who_is_away_gets_a_mail_and_the_web_hook_is_called_and_nothing_of_a_customer_goes_out(one: Ladder) -> None:
    one.sign_in(one.eva)
    case = one.raised(facts={"order": "S00012", "product": "Soap"})
    one.tick(7.5)
    assert one.notices() == [], "it is heard on the floor"
    one.tick(7.5)
    assert one.notices() == [("mail", one.ada.id, "queued"), ("hook", None, "queued")]
    (_, hook) = one.store.write(lambda uow: uow.escalation.due(10))
    assert hook.case == case
    assert "S00012" not in str(hook.body)
    assert "Soap" not in str(hook.body)


def test_with_nobody_on_the_floor_the_rung_of_the_floor_reaches_whoever_stands_in(one: Ladder) -> None:
    case = one.raised()
    one.store.write(lambda uow: _close_the_floor(uow))
    one.tick(7.5)
    assert one.climbed(case) == [(1, "floor", "ops")]
    assert one.notices() == [("mail", one.ada.id, "queued"), ("hook", None, "queued")]


def test_a_short_nobody_answers_is_decided_by_rule_and_climbs_on(
    sqlite_store: Store, clock: Clock, tmp_path: Path
) -> None:
    yard = Yard(sqlite_store, clock)
    sqlite_store.write(ship_rules)
    yard.order({0: 5})
    yard.open()
    picker = yard.picker(yard.release()[0])
    line = picker.lines[0]  # of this reason the policy says that a person decides
    told = {"line": line["id"], "missing_m": 2000, "found_m": 0, "reason": "RC-ELSE", "location": picker.place(line)}
    picker.fact("short", told)
    picker.send()
    ladder = object.__new__(Ladder)
    ladder.store, ladder.clock, ladder.folder, ladder.w = sqlite_store, clock, tmp_path, yard.w
    ladder.start()
    (case,) = (row.id for row in sqlite_store.read(lambda views: views.open_cases(yard.w)))
    ladder.tick(5)
    assert decided(yard) == [("FUL-SHORT", None)]
    ladder.tick(2.5)
    assert decided(yard) == [("FUL-SHORT", "ship_short")]
    assert [facts["decision"] for facts in ladder.history(case, "by_rule")] == ["ship_short"]
    assert ladder.row(case)["rung"] == 0
    assert ladder.row(case)["next_at"] > clock.now
    picker.walked()
    picker.send()
    yard.settle()


def test_money_is_never_decided_by_rule(one: Ladder) -> None:
    case = one.raised("FIN-REFUND")
    one.tick(30 * DAY)
    assert {team for _, team, _ in one.climbed(case)} == {"service", "ops"}
    assert (one.row(case)["status"], one.row(case)["rings"]) == ("open", 0)


def _snooze(ladder: Ladder, case: int, until: int) -> None:
    ladder.store.write(lambda uow: _set(uow, case, snoozed_until=until))


def _take(ladder: Ladder, uow: UnitOfWork, case: int) -> None:
    _set(uow, case, person=ladder.sam.id)
    answered(case, uow)


def _set(uow: UnitOfWork, case: int, **values: object) -> None:
    """What the life of a case does to it."""
    uow.escalation._set(case, **values)  # type: ignore[attr-defined]


def _close_the_floor(uow: UnitOfWork) -> None:
    rule = uow.releasing.rules("team", 1)["floor"]
    uow.releasing.ship_rule("team", "floor", 9, dict(rule) | {"members": [{"person": 99}]})
