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
    return journal_of(kind, body, by.w, by.id, uow)


def journal_of(kind: str, body: Mapping[str, Any], w: int, person: int | None, uow: UnitOfWork) -> str:
    """The same of the warehouse `w`; without a person a rule did it."""
    id_ = secrets.token_hex(16)
    raw = {"id": id_, "v": VERSION, "kind": kind, "at": uow.now, "person": person, "body": dict(body)}
    event = Event(id_, VERSION, kind, 0, uow.now, person, None, None, 0, None, body)
    office = uow.devices.office(w).id
    uow.journal.append(Entry(id_, content_hash(raw), raw, "accepted", None, office, None, event, person))
    return id_
