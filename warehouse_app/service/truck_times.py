"""When the trucks leave: changed by hand, and kept who changed what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from warehouse_app.domain.cutoffs import day_of, minute_of, wall_text
from warehouse_app.domain.errors import Refused
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork

NAME_MAX = 40


def set_trucks(carrier: str, times: Mapping[int, str], person: Person, uow: UnitOfWork) -> None:
    """The carrier's week: weekday -> time such as 14:30; a weekday without one has no truck. Unchanged is not noted.

    Raises:
        Refused: `trucks.carrier`, `trucks.time`.
    """
    set_week(carrier, times, person.w, person.id, uow)


def set_week(carrier: str, times: Mapping[int, str], w: int, by: int | None, uow: UnitOfWork) -> None:
    """The same; `by` is None for whoever has this machine's command line.

    Raises:
        Refused: `trucks.carrier`, `trucks.time`.
    """
    name = " ".join(carrier.split())
    if not (0 < len(name) <= NAME_MAX and name.isprintable()):
        raise Refused("trucks.carrier", 400)
    week = {weekday: _minute(text) for weekday, text in sorted(times.items()) if text.strip()}
    before = dict(uow.releasing.timetable(w).trucks.get(name, {}))
    if week == before:
        return
    uow.releasing.set_trucks(w, name, week)
    facts = {"carrier": name, "before": _texts(before), "now": _texts(week)}
    _note("trucks" if week else "trucks_none", facts, w, by, uow)


def set_holiday(day: str, is_one: bool, person: Person, uow: UnitOfWork) -> None:
    """No truck leaves on this day; or they do again.

    Raises:
        Refused: `trucks.day`.
    """
    kept = day_of(day)
    if kept is None:
        raise Refused("trucks.day", 400)
    if (kept in uow.releasing.timetable(person.w).holidays) == is_one:
        return
    uow.releasing.set_holiday(person.w, kept, is_one)
    _note("holiday" if is_one else "holiday_off", {"day": kept}, person.w, person.id, uow)


def _note(kind: str, facts: Mapping[str, Any], w: int, by: int | None, uow: UnitOfWork) -> None:
    uow.releasing.note(w, kind, by, facts)
    uow.changed("board", "trucks", w)


def _minute(text: str) -> int:
    minute = minute_of(text[:5])
    if minute is None:
        raise Refused("trucks.time", 400, {"time": text[:20]})
    return minute


def _texts(week: Mapping[int, int]) -> list[str]:
    return [wall_text(week[day]) if day in week else "" for day in range(7)]
