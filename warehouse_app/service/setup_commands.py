"""Set-up from the command line; see `service/commands.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Protocol

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.people import hashed_pin
from warehouse_app.domain.starting import standing
from warehouse_app.service.check import Finding
from warehouse_app.service.first_admin import first_admin
from warehouse_app.service.people import NewPerson
from warehouse_app.service.ports.hasher import Hasher
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.ports.views import Views
from warehouse_app.service.starting import Linked, found, passed, sentence
from warehouse_app.service.truck_times import set_week

Rows = list[dict[str, Any]]
Connect = Callable[..., Sequence[Finding]]


class Set(Protocol):
    """What of `commands.Behind` is asked here."""

    linked: Linked
    connect: Connect | None


def setup_show(store: Store, behind: Set) -> Rows:
    """Each step: its name, how it stands, and the sentence about it as key and figures."""

    def shown(views: Views) -> Rows:
        facts, known = found(views, behind.linked), views.warehouses()
        rows = standing(facts, passed(views, known[0][0]) if known else frozenset())
        sentences = [sentence(row.name, facts) for row in rows]
        return [
            {"step": row.name, "state": row.state, "page": row.page, "key": key, "figures": figures}
            for row, (key, figures) in zip(rows, sentences, strict=True)
        ]

    return store.read(shown)


def setup_connect(_store: Store, behind: Set, **given: str) -> Rows:
    """Connects an Odoo; what is to be mended in it."""
    if behind.connect is None:
        raise Refused("command.unknown", 404, {"name": "setup-connect"})
    return [asdict(one) for one in behind.connect(**given)]


def setup_admin(store: Store, hasher: Hasher, name: str, pin: str, badge: str | None = None) -> Rows:
    """The first admin, who is a supervisor too."""
    new = NewPerson(name, ("admin", "supervisor"), badge or None, hashed_pin(pin, hasher.make, hasher.pin_digits))
    made = store.write(lambda uow: first_admin(new, uow))
    return [{"id": made.id, "name": made.name, "badge": made.badge}]


def setup_trucks(store: Store, _hasher: Hasher, carrier: str, times: Mapping[str, str]) -> Rows:
    """A carrier's week: weekday from 0 to 6 -> time."""

    def kept(uow: UnitOfWork) -> None:
        w = uow.printing.warehouse()
        if w is None:
            raise Refused("warehouse.none", 409)
        set_week(carrier, {int(day): time for day, time in times.items()}, w, None, uow)

    store.write(kept)
    return [{"carrier": carrier, "days": len(times)}]


COMMANDS: dict[str, Callable[..., Rows]] = {
    "setup-admin": setup_admin,
    "setup-connect": setup_connect,
    "setup-show": setup_show,
    "setup-trucks": setup_trucks,
}
