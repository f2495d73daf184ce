"""The engine of the detectors on a real store, the clock moved by hand: what it opens, closes and leaves alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.worker.yard import Clock, Yard
from warehouse_app.domain.cases import MINUTE, Finding
from warehouse_app.domain.detectors import Judged, Patience
from warehouse_app.service.detect import RESTS_MS, Detecting
from warehouse_app.service.detectors import DETECTORS, Detector, Read
from warehouse_app.service.holding import Holding, take
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.ports.views import Views
from warehouse_app.service.pull import pull
from warehouse_app.service.shipped_rules import ship_rules

KEY = "FUL-TOTE|test|1"


@pytest.fixture
def yard(sqlite_store: Store, clock: Clock) -> Yard:
    made = Yard(sqlite_store, clock)
    made.order({0: 3, 1: 2})
    made.open()
    made.store.write(ship_rules)
    rule(made, "hours", "floor", {"week": "Mon-Sun 00:00-24:00"})
    return made


def rule(yard: Yard, kind: str, code: str, body: dict[str, Any]) -> None:
    yard.store.write(lambda uow: uow.releasing.ship_rule(kind, code, 2, body))


def holding(yard: Yard) -> Holding:
    held = take(yard.store, "clock", "test")
    assert held is not None
    return held


def watched(yard: Yard, *codes: str) -> Callable[[float], list[tuple[str, Any]]]:
    """Lets minutes go by, a look each, and says which cases are open then."""
    engine = Detecting(yard.store, yard.clock, [one for one in DETECTORS if one.code in codes])

    def go(minutes: float) -> list[tuple[str, Any]]:
        until = yard.clock.now + int(minutes * MINUTE)
        while yard.clock.now < until:
            yard.clock.now = min(yard.clock.now + MINUTE, until)
            engine.step(holding(yard))
        return yard.cases()

    return go


class Switch:
    """A detector that finds what it is told to find; None cannot judge, an exception cannot be read."""

    def __init__(self) -> None:
        self.keys: list[str] | Exception | None = []

    def read(self, _views: Views, _w: int, _patience: Patience) -> Read:
        if isinstance(self.keys, Exception):
            raise self.keys
        return Read(self.keys)

    def judge(self, keys: list[str] | None, w: int, _patience: Patience) -> Judged:
        return None if keys is None else [Finding(key, "FUL-TOTE", w, facts={"wave": ""}) for key in keys]

    def made(self) -> Detector:
        return replace(DETECTORS[0], code="DT-TEST", beginning="FUL-TOTE|test|", read=self.read, judge=self.judge,
                       every_ms=MINUTE, readings=2)  # fmt: skip


class Engine:
    def __init__(self, yard: Yard) -> None:
        self.yard, self.switch = yard, Switch()
        self.engine = Detecting(yard.store, yard.clock, [self.switch.made()])

    def look(self, keys: list[str] | Exception | None, times: int = 1) -> int:
        """How many cases are open after so many readings."""
        self.switch.keys = keys
        for _ in range(times):
            self.yard.clock.now += MINUTE
            self.engine.step(holding(self.yard))
        return len(self.yard.cases())


@pytest.fixture
def engine(yard: Yard) -> Engine:
    return Engine(yard)


def test_what_is_found_is_opened_once_and_goes_when_two_readings_miss_it(engine: Engine) -> None:
    assert engine.look([KEY], 3) == 1
    assert engine.look([]) == 1, "one reading is not enough"
    assert engine.look([KEY]) == 1
    assert engine.look([]) == 1, "the count begins anew"
    assert engine.look([]) == 0


def test_what_cannot_be_read_or_judged_neither_opens_nor_closes(engine: Engine) -> None:
    assert engine.look(None, 3) == 0
    assert engine.look([KEY]) == 1
    assert engine.look(None, 3) == 1
    assert engine.look(ZeroDivisionError("no facts"), 3) == 1
    assert engine.look([], 2) == 0


def test_one_detector_that_fails_hinders_no_other(yard: Yard) -> None:
    broken, whole = Switch(), Switch()
    broken.keys, whole.keys = ZeroDivisionError("no facts"), [KEY]
    engine = Detecting(yard.store, yard.clock, [replace(broken.made(), code="DT-BROKEN"), whole.made()])
    engine.step(holding(yard))
    assert len(yard.cases()) == 1


def test_one_that_is_switched_off_neither_opens_nor_closes(engine: Engine) -> None:
    assert engine.look([KEY]) == 1
    rule(engine.yard, "detector", "DT-TEST", {"on": False, "minutes": 5})
    assert engine.look([], 3) == 1
    assert engine.look([KEY, "FUL-TOTE|test|2"], 2) == 1


def test_what_a_person_ended_rests_before_it_is_found_again(engine: Engine) -> None:
    assert engine.look([KEY]) == 1
    yard = engine.yard
    picker = yard.store.write(lambda uow: uow.people.add(yard.w, "Sam", "B-SAM", None, None, None, ["supervisor"]))

    def end(uow: UnitOfWork) -> None:
        found = uow.cases.find(KEY)
        assert found is not None
        uow.cases.resolve(found.id, "looked at", picker.id)

    yard.store.write(end)
    assert engine.look([KEY], 3) == 0
    yard.clock.now += RESTS_MS
    assert engine.look([KEY]) == 1


def test_each_detector_keeps_its_own_period(yard: Yard, clock: Clock) -> None:
    read = {"fast": 0, "slow": 0}

    def counted(name: str) -> Callable[[Views, int, Patience], Read]:
        def one(_views: Views, _w: int, _patience: Patience) -> Read:
            read[name] += 1
            return Read(None)

        return one

    pair = [
        replace(Switch().made(), code=name, read=counted(name), every_ms=every)
        for name, every in (("fast", MINUTE), ("slow", 5 * MINUTE))
    ]
    engine = Detecting(yard.store, clock, pair)
    for _ in range(10):
        engine.step(holding(yard))
        clock.now += MINUTE
    assert read == {"fast": 10, "slow": 2}


def test_a_wave_without_scans_is_noticed_and_the_next_scan_ends_it(yard: Yard) -> None:
    picker, go = yard.picker(yard.release()[0]), watched(yard, "DT-WAVE")
    picker.pick(picker.lines[0], 1000)
    picker.send()
    assert go(29) == []
    assert go(3) == [("ORD-STUCK", "wave_still")]
    picker.pick(picker.lines[0], 1000)
    picker.send()
    assert go(3) == []


def test_an_order_in_no_wave_is_noticed_after_its_time_and_goes_with_its_wave(yard: Yard) -> None:
    rule(yard, "detector", "DT-FREE", {"on": True, "minutes": 30})
    go = watched(yard, "DT-FREE")
    assert go(29) == []
    assert go(15) == [("ORD-STUCK", "order_waits")]
    yard.release()
    assert go(3) == []


def test_a_tote_with_goods_after_the_walk_is_noticed(sqlite_store: Store, clock: Clock) -> None:
    yard = Yard(sqlite_store, clock, 1)
    yard.order({0: 3})
    yard.open()
    yard.store.write(ship_rules)
    rule(yard, "hours", "floor", {"week": "Mon-Sun 00:00-24:00"})
    picker, go = yard.picker(yard.release()[0]), watched(yard, "DT-TOTE")
    picker.pick_all()
    assert go(58) == []
    assert go(6) == [("FUL-TOTE", "tote_stands")]


def test_no_new_order_is_noticed_only_while_odoo_is_read(yard: Yard) -> None:
    rule(yard, "detector", "DT-ORDERS", {"on": True, "minutes": 20})
    go = watched(yard, "DT-ORDERS")
    assert go(60) == [], "nobody read Odoo, so nobody can say"
    yard.store.write(lambda uow: uow.following.note_link("there", ""))
    yard.pull()
    assert go(1) == [("ORD-SYNC", "no_orders")]
    yard.order({2: 1})
    yard.store.write(lambda uow: uow.following.note_link("away", "no route"))
    assert go(3) == [("ORD-SYNC", "no_orders")], "while it is away nothing is judged"
    yard.store.write(lambda uow: uow.following.note_link("there", ""))
    pull(yard.port, yard.store)
    yard.pull()
    assert go(2) == []
