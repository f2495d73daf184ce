"""A short nobody answers: by rule at the last stop, at the latest when it has to be packed; the case stays."""

from __future__ import annotations

from tests.service.test_decide import answer, case_of, history, short
from tests.service.world import CUTOFF, NOW, World, build
from warehouse_app.domain.cases import PACK_BUFFER
from warehouse_app.service.ports.people import Person
from warehouse_app.service.unanswered import at_last_stop, at_packing_time
from warehouse_app.store import open_store


def sam_of(world: World) -> Person:
    return world.store.write(lambda uow: uow.people.add(world.w, "Sam", "B-9", None, None, None, ["supervisor"]))


def walked(world: World) -> None:
    told = world.store.write(lambda uow: uow.telling.wave(world.wave).transfers)
    world.store.write(lambda uow: at_last_stop(told, uow))


def test_at_the_last_stop_the_rule_decides_and_a_supervisor_changes_it_without_a_reason(world: World) -> None:
    short(world)
    walked(world)
    case = case_of(world)
    assert (case.status, case.decision) == ("decided", "ship_short")
    steps = world.store.read(lambda views: views.case_steps([case.id]))
    assert (steps[-1].kind, steps[-1].facts["when"]) == ("by_rule", "last_stop")
    answer(world, sam_of(world), "wait")
    assert case_of(world).decision == "wait"


def test_what_a_person_answered_is_left_as_it_is(world: World) -> None:
    short(world)
    answer(world, sam_of(world), "wait")
    walked(world)
    assert [kind for kind, *_ in history(world, case_of(world).id)] == ["opened", "decided"]


def test_at_packing_time_what_is_there_ships_and_the_case_stays(sqlite_copy: str) -> None:
    clock = [NOW]
    store = open_store(sqlite_copy, lambda: clock[0])
    try:
        world = build(store)
        short(world)
        due = case_of(world).due_at
        assert due == CUTOFF - PACK_BUFFER
        assert store.write(lambda uow: at_packing_time(world.w, uow)) == 0
        clock[0] = due
        assert store.write(lambda uow: at_packing_time(world.w, uow)) == 1
        assert store.write(lambda uow: at_packing_time(world.w, uow)) == 0, "once"
        case = case_of(world)
        assert (case.status, case.decision) == ("decided", "ship_short")
        assert [kind for kind, *_ in history(world, case.id)] == ["opened", "by_rule"]
    finally:
        store.close()
