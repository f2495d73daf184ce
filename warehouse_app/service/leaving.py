"""Leaving Odoo: what is still under way here, and the mark after which this store tells Odoo nothing more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from warehouse_app.domain.errors import Refused
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.ports.views import Views

_OPEN = ("planned", "released", "claimed", "walked")


def left_to_do(views: Views) -> Mapping[str, int]:
    """What has to end first, over all warehouses: waves, what waits for Odoo or for a person, scans on devices."""
    found = {"waves": 0, "waiting": 0, "persons": 0, "scans": 0}
    for w, *_ in views.warehouses():
        delivery = views.delivery(w)
        found["waves"] += len(views.waves(w, _OPEN))
        found["waiting"] += delivery.waiting
        found["persons"] += delivery.persons
        found["scans"] += sum(device.waiting or 0 for device in views.devices(w) if not device.revoked)
    return found


def leave(store: Store, _hasher: object) -> list[dict[str, Any]]:
    """From now on this store tells Odoo nothing; it can be read and exported.

    Raises:
        Refused: `leave.not_drained`.
    """
    left = store.read(left_to_do)
    if any(left.values()):
        raise Refused("leave.not_drained", 409, dict(left))
    store.write(_mark)
    return [{"what": "store", "n": "left"}]


def leave_look(store: Store, _hasher: object) -> list[dict[str, Any]]:
    """What is still under way, as rows."""
    return [{"what": what, "n": n} for what, n in store.read(left_to_do).items()]


def _mark(uow: UnitOfWork) -> None:
    uow.notebook.leave()


COMMANDS = {"leave": leave, "leave-look": leave_look}
