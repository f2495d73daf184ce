"""Tasks from asking to Odoo: put back, counted, fetched and refilled by scan, once; late and refused ones are heard."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any, cast

import pytest

from tests.contract.losing import LosesEachAnswerOnce
from tests.worker.test_beside import says
from tests.worker.test_count import on_a_wave as counted_wave
from tests.worker.test_pull import later, on_a_wave
from tests.worker.yard import Picker, Yard
from warehouse_app.domain.beside import Named
from warehouse_app.domain.cases import Finding
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.tasks import NewTask, Task
from warehouse_app.service.ask_fetch import AskFetch, ask_fetch, take_back_fetch
from warehouse_app.service.case_end import Resolve, resolve
from warehouse_app.service.odoo_cases import raise_recount
from warehouse_app.service.open_case import open_case
from warehouse_app.service.ports.odoo import Odoo
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.record_events import record_events
from warehouse_app.service.shipped_rules import ship_rules
from warehouse_app.service.task_list import how_many, offered
from warehouse_app.service.tasks import ask_again, ask_task, cancel_task, tasks_late


def boss(yard: Yard) -> Person:
    return yard.store.write(lambda uow: uow.people.add(yard.w, "Sam", "B-S", None, None, None, ["supervisor"]))


def colleague(yard: Yard, picker: Picker, name: str = "Cy") -> Picker:
    """Somebody else with a handheld and no wave."""

    def come(uow: UnitOfWork) -> Picker:
        device = uow.devices.add(yard.w, f"Handheld of {name}", f"token of {name}")
        person = uow.people.add(yard.w, name, f"B-{name}", None, None, None, ["picker"])
        session = uow.sessions.open(f"s of {name}", person.id, device.id, uow.now, uow.now + 36_000_000)
        return Picker(yard, device, person, session.id, picker.sheet)

    return yard.store.write(come)


def tasks(yard: Yard) -> list[tuple[str, str]]:
    return [(row.task.kind, row.task.state) for row in yard.store.read(lambda views: views.tasks.listed(yard.w))]


def only(yard: Yard) -> Task:
    (row,) = yard.store.read(lambda views: views.tasks.listed(yard.w))
    return row.task


def done(who: Picker, task: Task, qty_m: int, origin: int | None = None, **more: Any) -> list[str]:
    body = {"task": task.id, "qty_m": qty_m, "from": origin, "from_code": None, "to": task.target, "lot": None,
            "lot_name": None}  # fmt: skip
    return says(who, "task_done", body | more)


def cancelled(yard: Yard) -> tuple[Picker, int]:
    """Three of seven pieces are in the tote, and the order is cancelled in Odoo."""
    picker, floor = on_a_wave(yard)
    yard.store.write(ship_rules)
    picker.pick(picker.lines[0], 3000)
    picker.send()
    yard.settle()
    later(yard)
    yard.rig.someone_cancels(floor.odoo_id)
    yard.pull()
    return picker, picker.lines[0]["id"]


def over(yard: Yard, wave: int) -> None:
    """The walk of a wave is over."""

    def end(uow: UnitOfWork) -> None:
        now = uow.floor.wave(wave)
        assert now is not None
        uow.floor.save_wave(replace(now, state="walked"))

    yard.store.write(end)


def in_tote(yard: Yard, line: int) -> int:
    return sum(row[1] for row in yard.store.write(lambda uow: uow.totes.contents(line, None)))


def test_an_order_cancelled_with_goods_in_the_tote_is_a_task_after_the_next_pull_and_done_by_scan(yard: Yard) -> None:
    picker, line = cancelled(yard)
    before = yard.rig.raw_on_hand(yard.products[0], yard.bins[0])
    cy = colleague(yard, picker)
    task = only(yard)
    assert (task.kind, task.qty_m, task.line, task.target) == ("put_back", 3000, line, picker.place(picker.lines[0]))
    assert task.tote == picker.lines[0]["tote"]
    assert yard.store.read(lambda views: how_many(views, yard.w, cy.person.id)) == 0, "it is asked for on the walk"
    over(yard, picker.sheet["wave"])
    shown = yard.store.read(lambda views: offered(views, yard.w, cy.person.id))
    assert [one["kind"] for one in shown["tasks"]] == ["put_back"]
    assert shown["table"]["codes"][task.tote or ""]["what"] == "tote"
    assert says(cy, "task_taken", {"task": task.id}) == ["accepted"]
    assert done(cy, task, 2000) == ["accepted"]
    assert tasks(yard) == [("put_back", "taken")]
    assert only(yard).qty_m == 1000
    assert done(cy, task, 1000) == ["accepted"]
    yard.settle()
    assert (tasks(yard), yard.cases(), in_tote(yard, line)) == ([], [], 0)
    assert yard.rig.raw_on_hand(yard.products[0], yard.bins[0]) == before


def test_put_back_on_the_walk_ends_the_task_too(yard: Yard) -> None:
    picker, line = cancelled(yard)
    picker.fact("put_back", {"line": line, "qty_m": 3000, "location": picker.place(picker.lines[0]), "tote": None,
                             "codes": []})  # fmt: skip
    assert picker.send() == ["accepted"]
    assert (tasks(yard), yard.cases()) == ([], [])


def test_goods_put_back_elsewhere_or_twice_do_not_count_and_somebody_hears(yard: Yard) -> None:
    picker, line = cancelled(yard)
    task = only(yard)
    assert done(picker, task, 3000, to=(task.target or 0) + 1) == ["conflict"]
    assert in_tote(yard, line) == 3000
    assert done(picker, task, 3000) == ["accepted"]
    assert done(picker, task, 3000) == ["conflict"]
    assert [type_ for type_, _ in yard.cases()] == ["INV-SCAN", "INV-SCAN"]


def test_nobody_cancels_a_task_while_its_goods_lie_in_a_tote(yard: Yard) -> None:
    cancelled(yard)
    sam = boss(yard)
    with pytest.raises(Refused, match=r"task\.goods_out"):
        yard.store.write(lambda uow: cancel_task(only(yard).id, sam, uow))


def why(who: Picker, kind: str, body: dict[str, Any]) -> str | None:
    """What the server says of it beside the verdict."""
    batch = {"events": [who.fact(kind, body)], "sent_at": who.yard.clock.now}
    who.facts.clear()
    answer = who.yard.store.write(lambda uow: record_events(who.device, batch, uow))
    return cast("str | None", answer["answers"][0].get("key"))


def counting(yard: Yard, reporter: bool = True) -> tuple[Picker, Picker, Task]:
    picker = counted_wave(yard)
    yard.store.write(ship_rules)
    line = yard.store.write(lambda uow: uow.floor.line(picker.lines[0]["id"]))
    assert line is not None
    yard.store.write(lambda uow: raise_recount(uow, yard.w, line))
    task = only(yard)
    if reporter:
        yard.store.write(lambda uow: uow.tasks.put(task.id, not_for=picker.person.id))
    return picker, colleague(yard, picker), only(yard)


def count(who: Picker, task: Task, pieces: int) -> list[str]:
    row = {"product": task.product, "code": "SKU-1", "lot": None, "lot_name": None, "counted_m": pieces * 1000}
    return says(who, "count", {"location": task.origin, "place": "A-01-1", "rows": [row], "empty": False,
                               "counted_at": who.yard.clock.now})  # fmt: skip


def test_the_person_who_reported_a_place_is_not_offered_its_count_and_cannot_end_it(yard: Yard) -> None:
    ana, cy, task = counting(yard)
    assert yard.store.read(lambda views: offered(views, yard.w, ana.person.id))["tasks"] == []
    (shown,) = yard.store.read(lambda views: offered(views, yard.w, cy.person.id))["tasks"]
    assert (shown["qty_m"], shown["product"], [one["product"] for one in shown["goods"]]) == (
        None,
        None,
        [task.product],
    )
    assert why(ana, "task_taken", {"task": task.id}) == "task.not_yours"
    assert count(ana, task, 100_000) == ["accepted"]
    yard.settle()
    assert (tasks(yard), yard.cases()) == ([("count", "open")], [("INV-COUNT", "recount")])
    assert count(cy, task, 100_000) == ["accepted"]
    yard.settle()
    assert (tasks(yard), yard.cases()) == ([], [])


def test_a_case_that_was_over_but_for_its_task_is_over_with_it(yard: Yard) -> None:
    ana, _cy, task = counting(yard)
    count(ana, task, 100_000)
    yard.settle()
    sam = boss(yard)
    yard.store.write(lambda uow: cancel_task(task.id, sam, uow))
    assert yard.cases() == []


def test_no_case_is_closed_by_hand_while_its_task_is_open(yard: Yard) -> None:
    counting(yard)
    sam = boss(yard)
    case = only(yard).case
    assert case is not None
    with pytest.raises(Refused, match=r"case\.task_open"):
        yard.store.write(lambda uow: resolve(Resolve([case], "counted", "", sam), uow))
    assert yard.cases() == [("INV-COUNT", "recount")]


def refill(yard: Yard, case: int | None = None, due_at: int | None = None) -> tuple[Picker, Task]:
    picker = counted_wave(yard)
    yard.store.write(ship_rules)
    line = picker.lines[0]
    target = yard.store.write(lambda uow: uow.shelf.place(yard.w, _named("A-02-1")))
    assert target is not None
    new = NewTask(yard.w, "refill", "refill|1", case, product=line["product"], qty_m=6000, origin=picker.place(line),
                  target=target[0], due_at=due_at)  # fmt: skip
    yard.store.write(lambda uow: ask_task(new, uow))
    return picker, only(yard)


def _named(code: str) -> Named:
    return Named(None, code)


@pytest.mark.parametrize("loses", [False, True])
def test_a_refill_is_moved_in_odoo_once_also_where_each_answer_is_lost(yard: Yard, loses: bool) -> None:
    picker, task = refill(yard)
    if loses:
        yard.port = cast(Odoo, LosesEachAnswerOnce(yard.port))
    assert done(picker, task, 6000, task.origin) == ["accepted"]
    yard.settle()
    assert yard.rig.raw_on_hand(yard.products[0], yard.bins[1]) == 6
    assert (tasks(yard), yard.cases()) == ([], [])


def test_the_same_job_is_asked_for_once_and_two_who_take_it_do_it_once(yard: Yard) -> None:
    picker, task = refill(yard)
    cy = colleague(yard, picker)
    again = yard.store.write(lambda uow: ask_task(NewTask(yard.w, "refill", "refill|1", qty_m=9000), uow))
    assert (again, only(yard).qty_m) == (task.id, 9000)
    assert says(picker, "task_taken", {"task": task.id}) == ["accepted"]
    assert why(cy, "task_taken", {"task": task.id}) == "task.taken_already"
    assert only(yard).taken_by == picker.person.id
    assert done(cy, task, 6000, task.origin) == ["accepted"]
    assert done(picker, task, 6000, task.origin) == ["conflict"]
    yard.settle()
    assert yard.rig.raw_on_hand(yard.products[0], yard.bins[1]) == 6


def test_who_cannot_says_why_and_a_supervisor_offers_it_again(yard: Yard) -> None:
    picker, task = refill(yard)
    sam = boss(yard)
    assert says(picker, "task_refused", {"task": task.id, "reason": "TK-REACH"}) == ["accepted"]
    assert (tasks(yard), yard.cases()) == ([("refill", "refused")], [("INV-REPLEN", None)])
    assert yard.store.read(lambda views: how_many(views, yard.w, picker.person.id)) == 0
    yard.store.write(lambda uow: ask_again(task.id, sam, uow))
    assert yard.store.read(lambda views: how_many(views, yard.w, picker.person.id)) == 1
    done(picker, task, 6000, task.origin)
    assert yard.cases() == []
    with pytest.raises(Refused, match=r"task\.is_over"):
        yard.store.write(lambda uow: ask_again(task.id, sam, uow))


def test_a_late_task_brings_its_case_to_the_next_rung_once(yard: Yard) -> None:
    picker = counted_wave(yard)
    yard.store.write(ship_rules)
    case = yard.store.write(lambda uow: open_case(Finding("INV-REPLEN|x|1", "INV-REPLEN", yard.w), uow))
    new = NewTask(yard.w, "find", "find|1", case, product=picker.lines[0]["product"], due_at=yard.clock.now + 1000)
    yard.store.write(lambda uow: ask_task(new, uow))
    assert yard.store.write(lambda uow: tasks_late(yard.w, uow)) == 0
    yard.clock.now += 2000
    assert [yard.store.write(lambda uow: tasks_late(yard.w, uow)) for _ in range(2)] == [1, 0]
    steps = [step.kind for step in yard.store.read(lambda views: views.case_steps([case]))]
    assert sorted(steps) == ["climbed", "opened", "task_asked", "task_late"]


def test_a_late_task_without_a_case_opens_one_that_ends_with_it(yard: Yard) -> None:
    picker, task = refill(yard, due_at=1)
    yard.store.write(lambda uow: tasks_late(yard.w, uow))
    assert [type_ for type_, _ in yard.cases()] == ["INV-REPLEN"]
    done(picker, task, 6000, task.origin)
    assert yard.cases() == []


def test_what_a_bench_wants_is_brought_and_odoo_has_it_where_the_order_takes_it_from(yard: Yard) -> None:
    picker = counted_wave(yard)
    line, other = picker.lines[0], yard.bins[1]
    yard.rig.put(yard.products[0], other, 5)
    place = yard.store.write(lambda uow: uow.shelf.place(yard.w, _named("A-02-1")))
    assert place is not None
    ask = AskFetch(line["id"], 2000, picker.person, picker.device)
    assert yard.store.write(lambda uow: ask_fetch(ask, uow)) == yard.store.write(lambda uow: ask_fetch(ask, uow))
    task = only(yard)
    says(picker, "task_taken", {"task": task.id})
    rows = yard.store.read(lambda views: views.tasks.fetches(yard.w, task.transfer or 0))
    assert [(row.taken_by, row.task.bench) for row in rows] == [("Picker 1", "Handheld 1")]
    assert done(picker, task, 2000, place[0]) == ["accepted"]
    yard.settle()
    assert yard.rig.raw_on_hand(yard.products[0], other) == 3
    with pytest.raises(Refused, match=r"task\.is_over"):
        yard.store.write(lambda uow: take_back_fetch(task.id, picker.person, uow))


def test_a_bench_asks_for_no_more_than_the_order_wants_and_may_take_it_back(yard: Yard) -> None:
    picker = counted_wave(yard)
    for line, qty_m, key in ((picker.lines[0]["id"], 99_000, "too_many"), (999, 1000, "no_line")):
        ask = AskFetch(line, qty_m, picker.person, picker.device)
        with pytest.raises(Refused, match=rf"task\.{key}"):
            yard.store.write(lambda uow, ask=ask: ask_fetch(ask, uow))  # type: ignore[misc]
    asked = yard.store.write(
        lambda uow: ask_fetch(AskFetch(picker.lines[0]["id"], 1000, picker.person, picker.device), uow)
    )
    yard.store.write(lambda uow: take_back_fetch(asked, picker.person, uow))
    assert tasks(yard) == []


def test_a_tote_stands_in_one_slot_and_a_slot_holds_one_tote(yard: Yard) -> None:
    picker = counted_wave(yard)
    yard.store.write(lambda uow: uow.slots.add(yard.w, "problem", "Shelf 1", ["P-01", "P-02"]))
    one, two = picker.lines[0]["tote"], "T-0399"
    assert says(picker, "placed", {"tote": one, "into": "p-01"}) == ["accepted"]
    assert says(picker, "placed", {"tote": two, "into": "P-02"}) == ["accepted"]
    assert yard.store.read(lambda views: views.slots.places(yard.w)) == {one: "P-01", two: "P-02"}
    says(picker, "placed", {"tote": two, "into": "P-01"})
    assert yard.store.read(lambda views: views.slots.places(yard.w)) == {two: "P-01"}
    assert why(picker, "placed", {"tote": one, "into": "P-99"}) == "slot.unknown"
    assert says(picker, "placed", {"tote": "nobody", "into": "P-01"}) == ["invalid"]


class Day:
    """A wave, somebody else on the floor, orders that are cancelled meanwhile; every step by chance."""

    def __init__(self, yard: Yard, seed: int) -> None:
        self.yard, self.chance = yard, Random(seed)
        self.orders = [yard.order({self.chance.randrange(4): 4, 4 + self.chance.randrange(4): 2}) for _ in range(5)]
        yard.open()
        yard.store.write(ship_rules)
        self.picker = yard.picker(yard.release()[0])
        self.cy = colleague(yard, self.picker)
        yard.settle()
        self.sent: list[dict[str, Any]] = []

    def step(self) -> None:
        self.chance.choice((self.pick, self.pick, self.cancel, self.work, self.work, self.walk_back, self.repeat))()

    def pick(self) -> None:
        self.picker.pick(self.chance.choice(self.picker.lines), 1000)
        self.picker.send()

    def cancel(self) -> None:
        self.yard.settle()
        later(self.yard)
        if self.orders:
            self.yard.rig.someone_cancels(self.yard.floor(self.orders.pop()).odoo_id)
        self.yard.pull()

    def work(self) -> None:
        for row in self.yard.store.read(lambda views: views.tasks.listed(self.yard.w))[:1]:
            who, task = self.chance.choice((self.picker, self.cy)), row.task
            step = self.chance.choice(("task_taken", "task_refused", "done", "done", "elsewhere"))
            if step in ("done", "elsewhere"):
                place = (task.target or 0) + (step == "elsewhere")
                done(who, task, 1000 * self.chance.randint(1, 5), to=place, sent=self.sent)
            else:
                says(who, step, {"task": task.id} | ({"reason": "TK-GONE"} if step == "task_refused" else {}))

    def walk_back(self) -> None:
        line = self.chance.choice(self.picker.lines)
        body = {"line": line["id"], "qty_m": 1000, "location": self.picker.place(line), "tote": None, "codes": []}
        self.picker.fact("put_back", body)
        self.picker.send()

    def repeat(self) -> None:
        if self.sent:
            self.cy.facts = [dict(self.chance.choice(self.sent))]
            self.cy.send()


@pytest.mark.parametrize("seed", range(4))
def test_no_goods_are_out_of_place_without_an_open_task_whatever_happens(
    sqlite_store: Any, clock: Any, seed: int
) -> None:
    day = Day(Yard(sqlite_store, clock), seed)
    for _ in range(50):
        day.step()
        _check(day.yard)


def _check(yard: Yard) -> None:
    """What lies in totes of cancelled orders, what tasks are open for it, what cases: all the same."""
    rows = [
        row.task for row in yard.store.read(lambda views: views.tasks.listed(yard.w)) if row.task.kind == "put_back"
    ]
    gone = [line for floor in yard.floors() if floor.state == "cancelled" for line in floor.lines]
    out = {line.id: line.picked_m for line in gone if line.picked_m}
    assert {task.line: task.qty_m for task in rows} == out
    keys = {one.key for one in yard.store.read(lambda views: views.open_cases(yard.w)) if "|put_back|" in one.key}
    assert keys == {task.about for task in rows}
    for line, picked_m in out.items():
        assert in_tote(yard, line) == picked_m
