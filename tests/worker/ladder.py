"""A warehouse with people and cases on their ladders, the clock loop over it, and a clock that is moved by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.store.shop import keep_warehouse, query
from tests.worker.yard import Clock
from warehouse_app.bootstrap import Services, words
from warehouse_app.config import Settings
from warehouse_app.domain.cases import MINUTE, Finding
from warehouse_app.hashing import Argon2
from warehouse_app.live import Live
from warehouse_app.service.holding import take
from warehouse_app.service.open_case import open_case
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.shipped_rules import ship_rules
from warehouse_app.worker.clock import Clock as ClockLoop


class Ladder:
    """`eva` and `sam` are supervisors, `ada` is the admin (an Odoo user), `cay` is customer service (an Odoo user)."""

    def __init__(self, store: Store, clock: Clock, folder: Path) -> None:
        self.store, self.clock, self.folder = store, clock, folder
        self.w = store.write(keep_warehouse)
        store.write(ship_rules)
        self.eva, self.sam = self.hire("Eva", "supervisor"), self.hire("Sam", "supervisor")
        self.ada, self.cay = self.hire("Ada", "admin", odoo_user=7), self.hire("Cay", "service", odoo_user=8)
        self.start()

    def hire(self, name: str, role: str, odoo_user: int | None = None) -> Person:
        return self.store.write(lambda uow: uow.people.add(self.w, name, f"B-{name}", None, "en", odoo_user, [role]))

    def sign_in(self, person: Person) -> None:
        later = self.clock.now + 10**12
        self.store.write(lambda uow: uow.sessions.open(f"s-{person.id}", person.id, None, uow.now, later))

    def start(self) -> None:
        """The process starts, perhaps again: what it knew is gone, what is in the store is not."""
        hasher = Argon2(b"0" * 32, memory_kib=64)
        settings = Settings(data_dir=self.folder)
        self.services = Services(
            settings, self.clock, b"0" * 32, self.store, hasher, Live(), words(), lambda: None
        )  # fmt: skip
        self.loop = ClockLoop(self.services)
        holding = take(self.store, "clock", "me")
        assert holding is not None
        self.holding = holding

    def raised(self, type_: str = "FUL-SCAN", about: int = 1, **more: Any) -> int:
        facts = {"why": "odoo.refused", "wave": ""} | more.pop("facts", {})
        finding = Finding(f"{type_}|test|{about}", type_, self.w, facts=facts, **more)
        return self.store.write(lambda uow: open_case(finding, uow))

    def raise_in(self, uow: UnitOfWork, type_: str, key: str) -> int:
        """Found once more, within a unit of work."""
        return open_case(Finding(key, type_, self.w, facts={"why": "odoo.refused", "wave": ""}), uow)

    def tick(self, minutes: float = 0) -> int:
        """Time goes by, and the loop looks until nothing is late; how many looks it took."""
        self.clock.now += round(minutes * MINUTE)
        looks = 1
        while self.loop.step(self.holding) == 0.0 or self.store.write(lambda uow: uow.escalation.late(self.w, 1)):
            looks += 1
        return looks

    def climbed(self, case: int) -> list[tuple[int, str, str]]:
        """(rung, team named, team that has somebody) of its history."""
        said = self.history(case, "climbed")
        return [(facts["rung"], facts["team"], facts["duty"]) for facts in said]

    def history(self, case: int, *kinds: str) -> list[Any]:
        (row,) = [self.store.read(lambda views: views.case_steps([case]))]
        return [step.facts for step in row if step.kind in kinds]

    def row(self, case: int) -> dict[str, Any]:
        names = ("status", "owner", "person", "rung", "next_at", "answer_by", "due_at", "rings", "rings_last")
        (found,) = query(self.store, f'SELECT {", ".join(names)} FROM "case" WHERE id = {case}')  # type: ignore[arg-type]
        return dict(zip(names, found, strict=True))

    def notices(self) -> Sequence[tuple[str, int | None, str]]:
        """(kind, person, state) of all that was sent to people beside the floor."""
        return [tuple(row) for row in query(self.store, "SELECT kind, person, state FROM notice ORDER BY id")]  # type: ignore[arg-type]
