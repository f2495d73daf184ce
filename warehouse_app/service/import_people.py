"""Taking people over from Odoo's employees: their badge, their PIN (hashed at once), the Odoo user they are.

Done again it changes only what is new. Nothing links the two afterwards but badge and Odoo user, and nobody is
removed: who left is told with `user remove`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.people import badge_text, pin_problem
from warehouse_app.service.people import NewPerson, add_person, find_person, set_badge, set_odoo_user, set_pin
from warehouse_app.service.ports.hasher import Hasher
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import Store, UnitOfWork

Did = Literal["added", "changed", "same", "skipped"]


@dataclass(frozen=True, slots=True)
class Employed:
    """An employee as handed over; the PIN readable, for as long as this object lives."""

    name: str
    badge: str | None
    pin: str | None
    odoo_user: int | None

    def __repr__(self) -> str:
        return f"Employed({self.name})"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one employee. `why` is a word: what changed, or why nothing could be done.

    changed: badge, odoo_user, pin. skipped: badge.missing, badge.malformed, badge.taken, odoo_user.taken, person.name,
    name_known (somebody of that name has another badge), left (removed here). added: pin.missing, pin.malformed,
    pin.guessable where there is no PIN that could be used.
    """

    name: str
    badge: str
    did: Did
    why: str


def import_people(
    rows: Sequence[Employed], roles: Iterable[str], w: int, store: Store, hasher: Hasher, new_pins: bool = False
) -> list[Outcome]:
    """Adds who is not here yet, with `roles`, and completes who is. A PIN somebody has is kept, but for `new_pins`."""
    wanted = tuple(roles)
    outcomes = []
    for row in rows:
        everybody = store.read(lambda views: views.people(w))
        person, why = _match(row, everybody)
        if why:
            outcomes.append(Outcome(row.name, row.badge or "", "skipped", why))
            continue
        hashed = _hashed(row, person, hasher, new_pins)
        outcomes.append(_settle(row, person, (hashed, _no_pin(row, hasher.pin_digits)), wanted, w, store))
    return outcomes


def _match(row: Employed, everybody: Sequence[Person]) -> tuple[Person | None, str]:
    """Who of ours this is, or why nothing can be done about them."""
    badge = badge_text(row.badge)
    if badge is None:
        return None, "badge.malformed" if row.badge else "badge.missing"
    here = [one for one in everybody if one.active]
    for one in here:
        if one.badge == badge or (row.odoo_user is not None and one.odoo_user_id == row.odoo_user):
            return one, ""
    namesakes = [one for one in everybody if one.name.casefold() == row.name.strip().casefold()]
    if namesakes:
        return None, "name_known" if any(one.active for one in namesakes) else "left"
    return None, ""


def _hashed(row: Employed, person: Person | None, hasher: Hasher, new_pins: bool) -> str | None:
    """The hash to keep, None where the PIN stays as it is or cannot be used."""
    if not row.pin or pin_problem(row.pin, hasher.pin_digits):
        return None
    kept = person.pin_hash if person else None
    if kept and (not new_pins or hasher.check(kept, row.pin)):
        return None
    return hasher.make(row.pin)


def _settle(
    row: Employed, person: Person | None, pin: tuple[str | None, str], roles: tuple[str, ...], w: int, store: Store
) -> Outcome:
    """`pin`: what is to be kept of it, and why it cannot be used."""
    hashed, no_pin = pin
    badge = row.badge or ""
    try:
        if person is None:
            new = NewPerson(row.name, roles, row.badge, hashed, row.odoo_user)
            store.write(lambda uow: add_person(new, w, uow))
            return Outcome(row.name, badge, "added", no_pin)
        changed = store.write(lambda uow: _complete(row, person, hashed, uow))
        return Outcome(row.name, badge, "changed" if changed else "same", ", ".join(changed))
    except Refused as refused:
        return Outcome(row.name, badge, "skipped", refused.key)


def _complete(row: Employed, person: Person, hashed: str | None, uow: UnitOfWork) -> list[str]:
    who, changed = str(person.id), []
    now = find_person(who, uow)
    if row.badge and badge_text(row.badge) != now.badge:
        set_badge(who, row.badge, uow)
        changed.append("badge")
    if row.odoo_user is not None and row.odoo_user != now.odoo_user_id:
        set_odoo_user(who, row.odoo_user, uow)
        changed.append("odoo_user")
    if hashed:
        set_pin(who, hashed, uow)
        changed.append("pin")
    return changed


def _no_pin(row: Employed, least: int) -> str:
    return "pin.missing" if not row.pin else pin_problem(row.pin, least) or ""
