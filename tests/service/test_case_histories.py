"""Whatever happens to cases: none is unowned, none has a clock that stopped, and no finding has two that are open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import create_engine, text

from tests.service.desk import MINUTE, Desk, a_desk
from warehouse_app.domain.answers import APPLY
from warehouse_app.domain.cases import Finding
from warehouse_app.domain.errors import Refused
from warehouse_app.service import case_end, case_life, changed_in_work, odoo_cases
from warehouse_app.service.address_on_labels import ADDRESS
from warehouse_app.service.approve import approve, refuse
from warehouse_app.service.call_help import Call, call_help, no_more_help
from warehouse_app.service.case_end import Resolve, resolve
from warehouse_app.service.decide import Decide, decide
from warehouse_app.service.open_case import open_case
from warehouse_app.service.people import remove_person
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.raise_by_hand import RaiseCase, raise_case

TYPES = ("INV-NEGATIVE", "ORD-STUCK", "PAY-MISMATCH")
TEAMS = ("stock", "floor", "service", "finance", "it", "ops", "data")
KEYS, WHICH, WHO = st.integers(0, 3), st.integers(0, 30), st.sampled_from(("supervisor", "stock", "service", "finance"))
CHANGES = st.sampled_from((changed_in_work.MORE, changed_in_work.CARRIER, ADDRESS, odoo_cases.FOREIGN))
SUPERVISORS, REASONS = st.sampled_from(("supervisor", "second")), ("OS-CUSTOMER", "OD-FACTS", "")
_CASES = (
    'SELECT "case".*, person.active FROM "case" LEFT JOIN person ON person.id = "case".person '
    "WHERE finding_key LIKE :own OR type IN ('FUL-HELP', 'ORD-CHANGED')"
)
_examples = iter(range(1_000_000))


class Histories(RuleBasedStateMachine):
    """One store for all of them, each with findings of its own."""

    desk: Desk
    rows: str
    line: int
    transfer: int

    def __init__(self) -> None:
        super().__init__()
        self.own, self.cases = f"x{next(_examples)}", list[int]()
        self.hired: list[Person] = []

    def key(self, n: int) -> str:
        return f"{self.own}.{n}|1"

    def some(self, n: int) -> int:
        return self.cases[n % len(self.cases)] if self.cases else 0

    def number(self, n: int) -> str:
        case = self.desk.do(lambda uow: uow.cases.get(self.some(n)))
        return case.number if case else ""

    def person(self, role: str) -> Person:
        return self.desk.people[role]

    def may(self, use_case: Callable[[UnitOfWork], object]) -> None:
        """What is refused changes nothing, and that is looked at too."""
        with suppress(Refused):
            self.desk.do(use_case)

    @rule(n=KEYS, type_=st.sampled_from(TYPES))
    def finding_comes(self, n: int, type_: str) -> None:
        self.cases.append(self.desk.found(self.key(n), type_))

    @rule(n=KEYS, type_=st.sampled_from(TYPES))
    def finding_goes(self, n: int, type_: str) -> None:
        self.desk.gone(self.key(n), type_)

    @rule(which=WHICH, role=WHO)
    def take(self, which: int, role: str) -> None:
        self.may(lambda uow: case_life.take(self.some(which), self.person(role), uow))

    @rule(which=WHICH, role=WHO, team=st.sampled_from(TEAMS))
    def hand_to_team(self, which: int, role: str, team: str) -> None:
        self.may(lambda uow: case_life.hand_to_team(self.some(which), team, self.person(role), uow))

    @rule(which=WHICH, role=WHO, new=st.sampled_from(("stock", "service", "buying")))
    def hand_to_somebody_new(self, which: int, role: str, new: str) -> None:
        self.hired.append(self.desk.hire(f"N{self.own}.{len(self.hired)}", new))
        self.may(lambda uow: case_life.hand_to_person(self.some(which), self.hired[-1].id, self.person(role), uow))

    @rule()
    def person_leaves(self) -> None:
        if self.hired:
            gone = self.hired.pop()
            self.desk.do(lambda uow: remove_person(str(gone.id), uow))

    @rule(which=WHICH, minutes=st.sampled_from((0, 1, 60, 100_000)))
    def snooze(self, which: int, minutes: int) -> None:
        until = self.desk.now + minutes * MINUTE
        self.may(lambda uow: case_life.snooze(self.some(which), until, self.person("supervisor"), uow))

    @rule(which=WHICH, into=WHICH)
    def merge(self, which: int, into: int) -> None:
        number = self.number(into)
        self.may(lambda uow: case_end.merge(self.some(which), number, self.person("supervisor"), uow))

    @rule(which=WHICH, cause=st.sampled_from(("rule", "unknown", "")), role=WHO)
    def resolve(self, which: int, cause: str, role: str) -> None:
        self.may(lambda uow: resolve(Resolve([self.some(which)], cause, "", self.person(role)), uow))

    @rule(which=WHICH)
    def decide(self, which: int) -> None:
        def say(uow: UnitOfWork) -> None:
            case = uow.cases.get(self.some(which))
            if case is not None and case.status == "open":
                uow.cases.decide(case.id, "decided", APPLY, self.person("supervisor").id, {})

        self.desk.do(say)

    @rule(which=WHICH, role=WHO)
    def reopen(self, which: int, role: str) -> None:
        self.may(lambda uow: case_end.reopen(self.some(which), "not over", self.person(role), uow))

    @rule(minutes=st.sampled_from((1, 30, 300, 8 * 24 * 60)))
    def time_goes_by(self, minutes: int) -> None:
        self.desk.now += minutes * MINUTE

    @rule(role=WHO)
    def somebody_calls_for_help(self, role: str) -> None:
        by = self.hired[-1] if self.hired else self.person(role)
        self.cases.append(self.desk.do(lambda uow: call_help(Call(by), uow)))

    @rule(role=WHO)
    def help_is_there(self, role: str) -> None:
        by = self.hired[-1] if self.hired else self.person(role)
        self.desk.do(lambda uow: no_more_help(by, uow))

    @rule(what=CHANGES)
    def odoo_changes_an_order_in_work(self, what: str) -> None:
        def look(uow: UnitOfWork) -> None:
            odoo_cases.raise_once(uow, what, self.transfer, before="x", boxes="P-1", more_m=1000, carrier="DPD")
            case = uow.cases.find(odoo_cases.key_of(what, self.transfer))
            self.cases += [case.id] if case is not None else []

        self.desk.do(look)

    @rule(what=CHANGES)
    def the_change_is_over(self, what: str) -> None:
        self.desk.do(lambda uow: odoo_cases.settle(uow, what, self.transfer))

    @rule(n=KEYS)
    def goods_are_short(self, n: int) -> None:
        finding = Finding(f"FUL-SHORT|{self.key(n)}", "FUL-SHORT", self.desk.w, line=self.line, transfer=self.transfer)
        self.cases.append(self.desk.do(lambda uow: open_case(finding, uow)))

    @rule(which=WHICH, answer=st.sampled_from(("ship_short", "wait", "cancel", "apply", "relabel")), role=SUPERVISORS)
    def answer_with_a_reason(self, which: int, answer: str, role: str) -> None:
        for reason in REASONS:
            said = Decide(self.some(which), answer, self.person(role), reason=reason)
            self.may(lambda uow, said=said: decide(said, uow))  # type: ignore[misc]

    @rule(role=SUPERVISORS, agrees=st.booleans())
    def a_second_person_says(self, role: str, agrees: bool) -> None:
        say = approve if agrees else refuse
        for waits in _rows(self.rows, "SELECT id FROM override WHERE state = 'waiting'")[:1]:
            self.may(lambda uow, of=waits.id: say(of, self.person(role), uow))  # type: ignore[misc]

    @rule(words=st.sampled_from(("silent", "wrong price")), sure=st.booleans())
    def raised_by_hand(self, words: str, sure: bool) -> None:
        said = RaiseCase("ORD-PRICE", "", f"{self.own} {words}", self.person("service"), sure)
        self.may(lambda uow: self.cases.append(raise_case(said, uow).case))

    @invariant()
    def every_open_case_has_an_owner_who_is_there_and_clocks_that_run(self) -> None:
        rows = _rows(self.rows, _CASES, own=f"%{self.own}.%")
        is_open = [row for row in rows if row.status != "resolved"]
        for row in is_open:
            assert row.owner in TEAMS or row.owner == "buying", row.type
            assert row.person is None or row.active == 1
            assert row.due_at is not None
            assert row.next_at is not None
            assert (row.answer_by is None) == (row.answered_at is not None)
            assert row.snoozed_until is None or row.snoozed_until <= row.due_at
            assert row.merged_into is None
        assert max(Counter(row.finding_key for row in is_open).values(), default=0) <= 1
        for row in rows:
            into = next((one for one in rows if one.id == row.merged_into), None)
            assert into is None or row.status == "resolved"


def _rows(store: str, asked: str, **of: str) -> list[Any]:
    engine = create_engine(store)
    with engine.connect() as connection:
        rows = list(connection.execute(text(asked), of))
    engine.dispose()
    return rows


def _one_a_day(uow: UnitOfWork) -> None:
    """The second of a day waits for somebody who agrees."""
    for code in ("OV-SHORT", "OV-DECISION"):
        body = uow.releasing.rules("override", Histories.desk.w)[code]
        by = Histories.desk.people["second"].id
        uow.rulebook.save(Histories.desk.w, "override", code, {**body, "per_day": 1}, by, "trial")


def test_no_history_leaves_a_case_unowned_two_open_for_one_finding_or_a_clock_that_stopped(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        Histories.desk, Histories.rows = desk, f"sqlite:///{tmp_path / 'floor.sqlite3'}"
        ((Histories.line, Histories.transfer),) = _rows(Histories.rows, "SELECT id, transfer FROM line LIMIT 1")
        desk.people["second"] = desk.hire("Eva", "supervisor")
        desk.do(_one_a_day)
        run_state_machine_as_test(
            Histories,
            settings=settings(
                max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
            ),
        )
