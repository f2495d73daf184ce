"""What can be asked from the command line, by name; the running server answers, or the store itself.

A command is a function of (its arguments, store, hasher) and returns rows to print: plain JSON values. Those of
BEHIND take their time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.people import hashed_pin
from warehouse_app.service import retention
from warehouse_app.service.behind import COMMANDS as ODOO
from warehouse_app.service.behind import Behind, first, warehouse_of
from warehouse_app.service.cut import cut
from warehouse_app.service.devices import enrolment_code, rename, revoke
from warehouse_app.service.import_people import Employed, import_people
from warehouse_app.service.label_commands import labels_of
from warehouse_app.service.leaving import COMMANDS as LEAVING
from warehouse_app.service.people import (
    NewPerson,
    add_person,
    remove_person,
    set_badge,
    set_lang,
    set_pin,
    set_roles,
)
from warehouse_app.service.ports.hasher import Hasher
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import Store
from warehouse_app.service.practice import practised_days
from warehouse_app.service.printer_commands import COMMANDS as PRINTERS
from warehouse_app.service.setup_commands import COMMANDS as SETUP
from warehouse_app.service.totes import add_totes

Rows = list[dict[str, Any]]
Command = Callable[..., Rows]

# Handed what is behind, not the hasher.
BEHIND = frozenset(
    {"pull", "odoo", "data", "baseline", "retention-show", "retention-run", "setup-show", "setup-connect"}
)
SLOW = BEHIND | {"audit-cut", "forget-person"}

_COMMANDS: dict[str, Command] = {**PRINTERS, **SETUP, **LEAVING, **ODOO}


_NOTHING = Behind()


def run(name: str, args: Mapping[str, Any], store: Store, hasher: Hasher, behind: Behind = _NOTHING) -> Rows:
    """Runs one command.

    Raises:
        Refused: `command.unknown`, or what the command itself refuses.
    """
    command = _COMMANDS.get(name)
    if command is None:
        raise Refused("command.unknown", 404, {"name": name})
    return command(store, behind if name in BEHIND else hasher, **args)


def _command(function: Command) -> Command:
    _COMMANDS[function.__name__.strip("_").replace("_", "-")] = function
    return function


@_command
def user_add(
    store: Store,
    hasher: Hasher,
    name: str,
    roles: Iterable[str],
    badge: str | None = None,
    pin: str | None = None,
    odoo_user: int | None = None,
    lang: str | None = None,
) -> Rows:
    """Adds somebody; badge and PIN for the floor, an Odoo user for the office."""
    new = NewPerson(name, tuple(roles), badge, _hashed(hasher, pin) if pin else None, odoo_user, lang)
    w = warehouse_of(store)
    return [_row(store.write(lambda uow: add_person(new, w, uow)))]


@_command
def user_list(store: Store, _hasher: Hasher) -> Rows:
    """Everybody who may sign in, and when they last passed the practice wave."""
    people, practised = store.read(lambda views: (views.people(first(views)), practised_days(views)))
    return [_row(person) | {"practice": practised.get(person.id, "")} for person in people if person.active]


@_command
def user_pin(store: Store, hasher: Hasher, who: str, pin: str) -> Rows:
    """A new PIN; signs the person out everywhere."""
    hashed = _hashed(hasher, pin)
    return [_row(store.write(lambda uow: set_pin(who, hashed, uow)))]


@_command
def user_roles(store: Store, _hasher: Hasher, who: str, roles: Iterable[str]) -> Rows:
    """What somebody may do, in place of what it was."""
    return [_row(store.write(lambda uow: set_roles(who, roles, uow)))]


@_command
def user_badge(store: Store, _hasher: Hasher, who: str, badge: str) -> Rows:
    """A new badge; the old one opens nothing any more."""
    return [_row(store.write(lambda uow: set_badge(who, badge, uow)))]


@_command
def user_lang(store: Store, _hasher: Hasher, who: str, lang: str) -> Rows:
    """The language of somebody; a device hears of it by itself."""
    return [_row(store.write(lambda uow: set_lang(who, lang, uow)))]


@_command
def user_remove(store: Store, _hasher: Hasher, who: str) -> Rows:
    """Lets somebody go; what they did keeps their name."""
    return [_row(store.write(lambda uow: remove_person(who, uow)))]


@_command
def user_import(
    store: Store, hasher: Hasher, people: Sequence[Mapping[str, Any]], roles: Sequence[str], new_pins: bool = False
) -> Rows:
    """Takes people over who were read from Odoo's employees: {name, badge, pin, odoo_user}."""
    rows = [Employed(**one) for one in people]
    return [asdict(outcome) for outcome in import_people(rows, roles, warehouse_of(store), store, hasher, new_pins)]


@_command
def device_enrol(store: Store, hasher: Hasher, name: str) -> Rows:
    """A code that enrols one device under this name."""
    w = warehouse_of(store)
    return [{"code": store.write(lambda uow: enrolment_code(name, w, None, hasher, uow)), "name": name}]


@_command
def device_list(store: Store, _hasher: Hasher) -> Rows:
    """Every device, also the revoked ones."""
    rows = store.read(lambda views: views.devices(first(views)))
    return [
        {"id": row.id, "name": row.name, "revoked": row.revoked, "waiting": row.waiting or 0, "last": row.last_seq}
        for row in rows
    ]


@_command
def device_revoke(store: Store, _hasher: Hasher, device: int) -> Rows:
    """Shuts a device out at once."""
    known = store.write(lambda uow: revoke(device, None, uow))
    return [{"id": known.id, "name": known.name, "revoked": True}]


@_command
def device_rename(store: Store, _hasher: Hasher, device: int, name: str) -> Rows:
    """The name on its case."""
    store.write(lambda uow: rename(device, name, None, uow))
    return [{"id": device, "name": name}]


@_command
def tote_add(store: Store, _hasher: Hasher, first: str, last: str | None = None) -> Rows:
    """Registers one tote, or a row of numbers."""
    w = warehouse_of(store)
    codes = store.write(lambda uow: add_totes(first, last, w, uow))
    return [{"first": codes[0], "last": codes[-1], "totes": len(codes)}]


@_command
def tote_list(store: Store, _hasher: Hasher) -> Rows:
    """Every tote, and the wave it serves now."""
    rows = store.read(lambda views: views.totes(first(views)))
    return [{"tote": row.code, "state": row.state, "wave": row.wave or ""} for row in rows]


@_command
def audit_cut(store: Store, hasher: Hasher, first: int, last: int, before: str, head: str) -> Rows:
    """Leaves stubs of the events that were exported with these ends."""
    return [{"cut": cut(store, hasher.seal, first, last, before, head)}]


@_command
def retention_show(store: Store, behind: Behind) -> Rows:
    """What is over and would go now; what went so far; and what no rule deletes by itself."""
    return store.read(lambda views: retention.show(views, behind.keep))


@_command
def retention_run(store: Store, behind: Behind) -> Rows:
    """Deletes what is over, now."""
    return [{"rule": rule, "rows": rows} for rule, rows in sorted(retention.run(store, behind.keep).items())]


@_command
def forget_person(store: Store, _hasher: Hasher, who: str) -> Rows:
    """Takes the name of somebody who left away everywhere."""
    person, said = retention.forget_person(who, store)
    return [{"forgotten": retention.nameless(person.id), "words that named them": said}]


@_command
def forget_customer(store: Store, _hasher: Hasher, order: str) -> Rows:
    """Takes the address and the words of an order away."""
    return [{"rule": rule, "rows": rows} for rule, rows in retention.forget_order(order, store).items()]


_command(labels_of)


def _hashed(hasher: Hasher, pin: str) -> str:
    return hashed_pin(pin, hasher.make, hasher.pin_digits)


def _row(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "badge": person.badge or "",
        "pin": "set" if person.pin_hash else "none",
        "odoo_user": person.odoo_user_id or "",
        "roles": ", ".join(sorted(person.roles)),
        "lang": person.lang or "",
    }
