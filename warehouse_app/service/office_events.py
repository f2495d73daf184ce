"""What somebody does at a desk, kept in the journal like what is done on the floor."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from warehouse_app.domain.facts import VERSION, Event, content_hash
from warehouse_app.service.ports.journal import Entry
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork


def journal(kind: str, body: Mapping[str, Any], by: Person, uow: UnitOfWork) -> str:
    """An event of the office's, sealed with the others; its id. The body holds ids, codes and figures only."""
    id_ = secrets.token_hex(16)
    raw = {"id": id_, "v": VERSION, "kind": kind, "at": uow.now, "person": by.id, "body": dict(body)}
    event = Event(id_, VERSION, kind, 0, uow.now, by.id, None, None, 0, None, body)
    office = uow.devices.office(by.w).id
    uow.journal.append(Entry(id_, content_hash(raw), raw, "accepted", None, office, None, event, by.id))
    return id_
