"""People are the app's: name, badge, PIN, roles, and perhaps the Odoo user they are.

PINs come in hashed: hashing is slow and has no place in a unit of work. Whatever changes what somebody may do
closes their sessions.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.people import badge_text, unknown_roles
from warehouse_app.service.devices import LETTERS
from warehouse_app.service.escalate import owner_left
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork

_GONE: dict[str, Any] = {
    "active": False, "badge": None, "pin_hash": None, "odoo_user_id": None, "pin_first": None, "pin_until": None,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody to add; a badge or an Odoo user, else there is no way in."""

    name: str
    roles: Iterable[str]
    badge: str | None = None
    pin_hash: str | None = None
    odoo_user: int | None = None
    lang: str | None = None


def add_person(new: NewPerson, w: int, uow: UnitOfWork) -> Person:
    """Adds somebody.

    Raises:
        Refused: `person.name`, `person.no_way_in`, `person.roles`, `badge.malformed`, `badge.taken`, `odoo_user.taken`.
    """
    if not new.name.strip() or not new.name.isprintable():
        raise Refused("person.name", 400)
    if new.badge is None and new.odoo_user is None:
        raise Refused("person.no_way_in", 400)
    badge = _free_badge(new.badge, uow) if new.badge is not None else None
    if new.odoo_user is not None:
        _check_free_user(new.odoo_user, uow)
    roles = _roles(new.roles)
    return uow.people.add(w, new.name.strip(), badge, new.pin_hash, new.lang, new.odoo_user, roles)


def made_badge(uow: UnitOfWork) -> str:
    """A badge nobody has: letters and digits that are not taken for others, read aloud without error."""
    while True:
        badge = "B" + "".join(secrets.choice(LETTERS) for _ in range(7))
        if uow.people.by_badge(badge) is None:
            return badge


def find_person(who: str, uow: UnitOfWork) -> Person:
    """Somebody by number or badge.

    Raises:
        Refused: `person.unknown`.
    """
    person = uow.people.get(int(who)) if who.isascii() and who.isdigit() else None
    person = person or uow.people.by_badge(badge_text(who) or "")
    if person is None:
        raise Refused("person.unknown", 404, {"who": who})
    return person


def set_pin(who: str, pin_hash: str, uow: UnitOfWork) -> Person:
    """Gives somebody a new PIN and forgives the wrong tries."""
    person = replace(find_person(who, uow), pin_hash=pin_hash, pin_first=None, pin_until=None)
    uow.people.note_failures(f"person:{person.id}", 0, 0)
    uow.sessions.forget_pins(person.id)
    return _save(person, uow)


def set_roles(who: str, roles: Iterable[str], uow: UnitOfWork) -> Person:
    """Says what somebody may do, in place of what it was."""
    return _save(replace(find_person(who, uow), roles=_roles(roles)), uow)


def set_badge(who: str, badge: str, uow: UnitOfWork) -> Person:
    """Gives somebody a new badge; the old one opens nothing any more."""
    person = find_person(who, uow)
    return _save(replace(person, badge=_free_badge(badge, uow, person.id)), uow)


def set_lang(who: str, lang: str | None, uow: UnitOfWork) -> Person:
    """Says in which language the app speaks to somebody; whoever is signed in stays so."""
    person = replace(find_person(who, uow), lang=lang)
    uow.people.save(person)
    return person


def set_odoo_user(who: str, odoo_user: int, uow: UnitOfWork) -> Person:
    """Says which Odoo user somebody is, for signing in at the office."""
    person = find_person(who, uow)
    _check_free_user(odoo_user, uow)
    return _save(replace(person, odoo_user_id=odoo_user), uow)


def remove_person(who: str, uow: UnitOfWork) -> Person:
    """Lets somebody go: out at once; what they did keeps their name, what they had taken is their team's again."""
    gone = _save(replace(find_person(who, uow), **_GONE), uow)
    owner_left(gone.id, uow)
    return gone


def _save(person: Person, uow: UnitOfWork) -> Person:
    uow.people.save(person)
    uow.sessions.close_all(person=person.id)
    return person


def _roles(roles: Iterable[str]) -> frozenset[str]:
    wanted = frozenset(roles)
    if not wanted or unknown_roles(wanted):
        raise Refused("person.roles", 400, {"wrong": ", ".join(unknown_roles(wanted)) or "-"})
    return wanted


def _check_free_user(odoo_user: int, uow: UnitOfWork) -> None:
    if holder := uow.people.by_odoo_user(odoo_user):
        raise Refused("odoo_user.taken", 409, {"name": holder.name})


def _free_badge(raw: str, uow: UnitOfWork, own: int | None = None) -> str:
    badge = badge_text(raw)
    if badge is None:
        raise Refused("badge.malformed", 400)
    holder = uow.people.by_badge(badge)
    if holder is not None and holder.id != own:
        raise Refused("badge.taken", 409, {"name": holder.name})
    return badge
