"""Letting people in and out: a temp at the supervisor's desk, many from a file, and gone by themselves on the day.

A supervisor looks after who picks, packs and takes returns; whoever has another role is an admin's, so that nobody gets
more rights than they have by giving somebody a new PIN.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.people import SKILLS, last_moment, may_look_after
from warehouse_app.service.people import (
    NewPerson,
    add_person,
    find_person,
    made_badge,
    remove_person,
    set_badge,
    set_roles,
)
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import Store, UnitOfWork

PIN_HOURS = 24
FILE_MOST = 500
COLUMNS = ("name", "roles", "language", "last_day", "skills", "badge")


@dataclass(frozen=True, slots=True)
class Hired:
    """Somebody to let in. `last_day` as 2026-12-24 or nothing; without `pin_hash` they choose a PIN themselves."""

    name: str
    roles: tuple[str, ...]
    lang: str | None = None
    last_day: str = ""
    skills: tuple[str, ...] = ()
    badge: str = ""
    pin_hash: str | None = None
    may_pick: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What became of a line of a file. `why`: the key of the refusal, empty where somebody was added."""

    line: int
    name: str
    badge: str
    why: str = ""


def hire(new: Hired, by: Person, zone: tzinfo, uow: UnitOfWork) -> Person:
    """Lets somebody in.

    Raises:
        Refused: `person.not_yours`, `person.last_day`, `person.skills`, and what `add_person` refuses.
    """
    if not may_look_after(by.roles, new.roles):
        raise Refused("person.not_yours", 403)
    ends_at, skills = _ends_at(new.last_day, zone, uow.now), _skills(new.skills)
    badge = new.badge.strip() or made_badge(uow)
    made = add_person(NewPerson(new.name, new.roles, badge, new.pin_hash, lang=new.lang), by.w, uow)
    learns = uow.now if "picker" in made.roles and not new.may_pick else None
    until = None if new.pin_hash else uow.now + PIN_HOURS * 3_600_000
    made = replace(made, ends_at=ends_at, skills=skills, learns_since=learns, pin_until=until)
    uow.people.save(made)
    return made


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody says of a person; the badge stays where none is given."""

    roles: tuple[str, ...]
    lang: str | None
    last_day: str
    skills: tuple[str, ...]
    badge: str = ""


def change(person: int, to: Change, by: Person, zone: tzinfo, uow: UnitOfWork) -> Person:
    """Says anew what somebody is here; another role or badge signs them out.

    Raises:
        Refused: `person.unknown`, `person.not_yours`, `person.last_day`, `person.skills`, `person.roles`, `badge.…`.
    """
    known = looked_after(person, by, uow)
    if not may_look_after(by.roles, to.roles):
        raise Refused("person.not_yours", 403)
    ends_at, skills = _ends_at(to.last_day, zone, uow.now), _skills(to.skills)
    if frozenset(to.roles) != known.roles:
        known = set_roles(str(person), to.roles, uow)
    if to.badge.strip():
        known = set_badge(str(person), to.badge, uow)
    changed = replace(known, lang=to.lang, ends_at=ends_at, skills=skills)
    uow.people.save(changed)
    return changed


def choose_pin_again(person: int, by: Person, uow: UnitOfWork) -> Person:
    """The PIN is forgotten; they choose another on a device within a day, and are signed out until then.

    Raises:
        Refused: `person.unknown`, `person.not_yours`.
    """
    known = looked_after(person, by, uow)
    if known.badge is None:
        raise Refused("person.no_way_in", 400)
    fresh = replace(known, pin_hash=None, pin_first=None, pin_until=uow.now + PIN_HOURS * 3_600_000)
    uow.people.save(fresh)
    uow.people.note_failures(f"person:{person}", 0, 0)
    uow.sessions.forget_pins(person)
    uow.sessions.close_all(person=person)
    return fresh


def may_pick(person: int, by: Person, uow: UnitOfWork) -> Person:
    """Somebody says that a person may take waves, practice or not; or that they may not yet.

    Raises:
        Refused: `person.unknown`, `person.not_yours`.
    """
    known = looked_after(person, by, uow)
    changed = replace(known, learns_since=None if known.learns_since is not None else uow.now)
    uow.people.save(changed)
    return changed


def let_go(person: int, by: Person, uow: UnitOfWork) -> Person:
    """Out at once.

    Raises:
        Refused: `person.unknown`, `person.not_yours`, `person.last_admin`.
    """
    known = looked_after(person, by, uow)
    if "admin" in known.roles and uow.people.admins() == 1:
        raise Refused("person.last_admin", 409)
    return remove_person(str(person), uow)


def end_people(uow: UnitOfWork) -> list[int]:
    """Lets those go whose last day is over; who they were."""
    over = list(uow.people.ended())
    for person in over:
        remove_person(str(person), uow)
    return over


def looked_after(person: int, by: Person, uow: UnitOfWork) -> Person:
    """Somebody of this warehouse whom `by` may change.

    Raises:
        Refused: `person.unknown`, `person.not_yours`.
    """
    known = find_person(str(person), uow)
    if known.w != by.w or not known.active:
        raise Refused("person.unknown", 404, {"who": person})
    if not may_look_after(by.roles, known.roles):
        raise Refused("person.not_yours", 403)
    return known


def rows_of(text: str) -> list[dict[str, str]]:
    """The lines of a file with a head: comma, semicolon or tab between.

    Raises:
        Refused: `person.file` {columns}, where the head names no name or no roles; `person.file_long`.
    """
    lines = text.lstrip("\ufeff").splitlines()
    head = lines[0] if lines else ""
    between = max(",;\t", key=head.count)
    rows = list(csv.DictReader(io.StringIO("\n".join(lines)), delimiter=between))
    found = [{str(key).strip().lower(): text for key, text in row.items() if isinstance(text, str)} for row in rows]
    if not found or not {"name", "roles"} <= found[0].keys():
        raise Refused("person.file", 400, {"columns": ", ".join(COLUMNS)})
    if len(found) > FILE_MOST:
        raise Refused("person.file_long", 400, {"most": FILE_MOST})
    return found


def hire_many(
    rows: Sequence[dict[str, str]], langs: Iterable[str], by: Person, zone: tzinfo, store: Store
) -> list[Row]:
    """Lets in who can be let in, each by themselves; the others are named with the reason, nothing of them is kept."""
    known, outcomes = set(langs), []
    for line, row in enumerate(rows, 2):
        new = Hired(
            row["name"][:80], tuple(row["roles"].replace("+", " ").split()), _known(row.get("language", ""), known),
            row.get("last_day", ""), tuple(row.get("skills", "").replace("+", " ").split()), row.get("badge", ""),
        )  # fmt: skip
        try:
            made = store.write(lambda uow, new=new: hire(new, by, zone, uow))  # type: ignore[misc]
            outcomes.append(Row(line, made.name, made.badge or ""))
        except Refused as refused:
            outcomes.append(Row(line, new.name, new.badge, refused.key))
    return outcomes


def _known(lang: str, known: set[str]) -> str | None:
    return lang.strip().lower() if lang.strip().lower() in known else None


def _ends_at(day: str, zone: tzinfo, now: int) -> int | None:
    if not day.strip():
        return None
    ends_at = last_moment(day, zone)
    if ends_at is None or ends_at <= now:
        raise Refused("person.last_day", 400, {"day": day[:20]})
    return ends_at


def _skills(skills: Iterable[str]) -> frozenset[str]:
    wanted = frozenset(skills)
    if wrong := wanted - set(SKILLS):
        raise Refused("person.skills", 400, {"wrong": ", ".join(sorted(wrong))[:80], "skills": ", ".join(SKILLS)})
    return wanted
