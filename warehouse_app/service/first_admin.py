"""The first person of an installation, and the code that lets them in before anybody is there to sign in.

An empty store has an admin's page open to nobody: only who can read the server's own output or folder has the code.
"""

from __future__ import annotations

from dataclasses import replace

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.lockout import FREE_FROM_ONE_ADDRESS, pause_ms
from warehouse_app.service.people import NewPerson, add_person, made_badge
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.views import Views


def has_admin(views: Views) -> bool:
    """Whether somebody here is admin and has not left."""
    people = [one for w, *_ in views.warehouses() for one in views.people(w)]
    return any(one.active and "admin" in one.roles for one in people)


def try_code(address: str, uow: UnitOfWork) -> None:
    """Somebody is about to show a code.

    Raises:
        Refused: `setup.has_admin`; `setup.locked` {minutes}, after too many wrong ones.
    """
    if uow.people.admins():
        raise Refused("setup.has_admin", 409)
    _, until = uow.people.failures(f"setup:{address}")
    if until > uow.now:
        raise Refused("setup.locked", 429, {"minutes": -((uow.now - until) // 60_000)})


def judged(address: str, right: bool, uow: UnitOfWork) -> None:
    """Counts a wrong code; a right one clears the count."""
    who = f"setup:{address}"
    count = 0 if right else uow.people.failures(who)[0] + 1
    pause = pause_ms(count, FREE_FROM_ONE_ADDRESS)
    uow.people.note_failures(who, count, uow.now + pause if pause else 0)


def first_admin(new: NewPerson, uow: UnitOfWork) -> Person:
    """The first person who may do everything here; without a badge of their own they get one.

    Raises:
        Refused: `setup.has_admin`, `warehouse.none`, and what `add_person` refuses.
    """
    if uow.people.admins():
        raise Refused("setup.has_admin", 409)
    w = uow.printing.warehouse()
    if w is None:
        raise Refused("warehouse.none", 409)
    return add_person(new if new.badge else replace(new, badge=made_badge(uow)), w, uow)
