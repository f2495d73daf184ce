"""A desk for exceptions: a store whose clock is moved by hand, our rules, and people of several teams."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from tests.service.world import NOW, build
from warehouse_app.domain.cases import Finding
from warehouse_app.domain.errors import Refused
from warehouse_app.service.open_case import open_case
from warehouse_app.service.ports.floor import CaseNow
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.ports.views import CaseRow
from warehouse_app.service.shipped_rules import ship_rules
from warehouse_app.store import migrate, open_store

T = TypeVar("T")
MINUTE = 60_000


@dataclass
class Desk:
    """`now` is moved by tests; ids are the store's."""

    now: int = NOW
    w: int = 0
    people: dict[str, Person] = field(default_factory=dict)
    store: Any = None

    def do(self, use_case: Callable[[UnitOfWork], T]) -> T:
        store: Store = self.store
        return store.write(use_case)

    def refusal(self, use_case: Callable[[UnitOfWork], object]) -> str:
        """The key it is refused with."""
        try:
            self.do(use_case)
        except Refused as refused:
            return refused.key
        return "done"

    def hire(self, name: str, *roles: str) -> Person:
        badge = f"B{name}{len(self.people)}".upper()
        return self.do(lambda uow: uow.people.add(self.w, name, badge, None, None, None, list(roles)))

    def found(self, key: str, type_: str = "INV-NEGATIVE", **facts: Any) -> int:
        return self.do(lambda uow: open_case(Finding(f"{type_}|{key}", type_, self.w, facts=facts), uow))

    def gone(self, key: str, type_: str = "INV-NEGATIVE") -> None:
        self.do(lambda uow: uow.cases.close(f"{type_}|{key}", "gone"))

    def case(self, case: int) -> CaseRow:
        row: CaseRow | None = self.store.read(lambda views: views.case(self.w, case))
        assert row is not None
        return row

    def now_of(self, case: int) -> CaseNow:
        known = self.do(lambda uow: uow.cases.get(case))
        assert known is not None
        return known

    def next_at(self, case: int) -> int | None:
        """When somebody more hears of it."""
        rows: list[tuple[int, int | None]] = self.do(_next_of)
        return dict(rows)[case]

    def history(self, case: int) -> list[str]:
        return [step.kind for step in self.store.read(lambda views: views.case_steps([case]))]

    def open(self) -> list[CaseRow]:
        rows: list[CaseRow] = self.store.read(lambda views: views.open_cases(self.w))
        return rows


def _next_of(uow: UnitOfWork) -> list[tuple[int, int | None]]:
    from sqlalchemy import select

    from warehouse_app.store import tables as t

    connection: Any = getattr(uow, "_connection")  # noqa: B009
    return [(row.id, row.next_at) for row in connection.execute(select(t.case.c.id, t.case.c.next_at))]


@contextmanager
def a_desk(folder: Path, url: str | None = None) -> Iterator[Desk]:
    """Sam (supervisor), Stella (stock), Sergio (service), Fay (finance), and the small floor behind them."""
    desk, url = Desk(), url or f"sqlite:///{folder / 'floor.sqlite3'}"
    migrate(url, folder)
    desk.store = open_store(url, lambda: desk.now)
    desk.w = build(desk.store).w
    desk.store.write(ship_rules)
    for name, role in (("Sam", "supervisor"), ("Stella", "stock"), ("Sergio", "service"), ("Fay", "finance")):
        desk.people[role] = desk.hire(name, role)
    yield desk
    desk.store.close()
