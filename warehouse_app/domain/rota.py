"""Who of a team is on duty: its people who are signed in, else those on the rota at this hour, else who stands in.

A team's rule may name its `members`, each with the hours they are on the rota (`{"person": 7, "hours": "Mon-Fri
06:00-14:00"}`; without hours, those of the team). Without members everybody belongs to it who has its role.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.calendars import Hours, week_of
from warehouse_app.domain.taxonomy import Calendars
from warehouse_app.domain.teams import ADMIN, LAST, SUPERVISOR, roles_of


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who works here today or not. `is_in`: signed in now, at a desk or on a handheld."""

    id: int
    name: str
    roles: frozenset[str]
    is_in: bool = False
    odoo_user: int | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """Who hears of it. `team` is the one that has somebody: another than was asked for where that one has nobody.

    `how`: `in` (signed in), `rota`, `supervisor` (any who is signed in), `admin`, or `anybody`: the last resort.
    """

    team: str
    how: str
    people: tuple[Worker, ...]


@dataclass(frozen=True, slots=True)
class Teams:
    """The teams of a warehouse as their rules say, and everybody who works there."""

    rules: Mapping[str, Mapping[str, Any]]
    workers: Sequence[Worker]
    calendars: Calendars

    def members(self, team: str) -> list[Worker]:
        """Who belongs to it, in no order of rank."""
        named = _members(self.rules.get(team, {}))
        if named:
            return [worker for worker in self.workers if worker.id in named]
        return [worker for worker in self.workers if roles_of(team)[0] in worker.roles]

    def on_duty(self, team: str, now: int) -> Duty:
        """Whom to tell; never nobody while one person works here (`people` is empty only then)."""
        for one in self._line(team):
            if found := self._here(one, now):
                return found
        nearly = (
            ("supervisor", [worker for worker in self.workers if SUPERVISOR in worker.roles and worker.is_in]),
            ("admin", [worker for worker in self.workers if ADMIN in worker.roles]),
            ("supervisor", [worker for worker in self.workers if SUPERVISOR in worker.roles]),
        )
        how, people = next(((how, people) for how, people in nearly if people), ("anybody", list(self.workers)))
        return Duty(LAST, how, tuple(people if how == "supervisor" else _named(people)))

    def _line(self, team: str) -> list[str]:
        """The team, who stands in for it, who stands in for those; each once, and ops at the end."""
        line: list[str] = []
        following: str | None = team
        while following and following not in line:
            line.append(following)
            following = self.rules.get(following, {}).get("deputy")
        return line if LAST in line else [*line, LAST]

    def _here(self, team: str, now: int) -> Duty | None:
        members = self.members(team)
        if is_in := tuple(worker for worker in members if worker.is_in):
            return Duty(team, "in", is_in)
        on_rota = tuple(worker for worker in members if self._is_on_rota(team, worker, now))
        return Duty(team, "rota", on_rota) if on_rota else None

    def _is_on_rota(self, team: str, worker: Worker, now: int) -> bool:
        rule = self.rules.get(team, {})
        text = _members(rule).get(worker.id)
        if text is None:
            return self.calendars.hours(str(rule.get("calendar", "floor"))).covers(now)
        weeks = [week_of(part) for part in text.split(",")]  # each by itself: a night has two parts on a day
        return any(Hours(week, self.calendars.days).covers(now) for week in weeks if week)


def _members(rule: Mapping[str, Any]) -> dict[int, str | None]:
    """Person -> the hours of the rota, or None for the team's."""
    rows = [row for row in rule.get("members") or () if isinstance(row, Mapping)]
    return {row["person"]: row.get("hours") or None for row in rows if isinstance(row.get("person"), int)}


def _named(people: Sequence[Worker]) -> list[Worker]:
    """One of them, and always the same one: what everybody may do nobody does."""
    return sorted(people, key=lambda worker: worker.id)[:1]
