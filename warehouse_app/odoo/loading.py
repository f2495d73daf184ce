"""Making records once: Odoo's `load` makes or finds a record by a name of ours, which its database keeps unique."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from warehouse_app.odoo.session import Session
from warehouse_app.service.ports.odoo import OdooRefused, OdooUnreachable

_LOST_A_RACE = ("could not serialize", "concurrent update", "deadlock detected", "could not obtain lock")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A record to be made: its token (`module.name`), its values, and its links to records by their ids."""

    token: str
    values: Mapping[str, Any]
    links: Mapping[str, int | None] = field(default_factory=dict)


def load(session: Session, model: str, records: Sequence[Loaded]) -> list[int]:
    """Makes the records, or gives those of the same token the new values; their ids. All of them or none.

    All records must have the same fields. Odoo reports its refusals of a `load` in the answer, not as errors.
    """
    values, links = list(records[0].values), list(records[0].links)
    fields = ["id", *values, *[f"{link}/.id" for link in links]]
    rows = [
        [
            record.token,
            *[_text(record.values[name]) for name in values],
            *[_text(record.links[link]) for link in links],
        ]
        for record in records
    ]
    return load_rows(session, model, fields, rows)


def load_rows(session: Session, model: str, fields: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """The same for rows as an imported file would have them; what belongs to a record has a token of its own."""
    answer = session.call(model, "load", list(fields), [list(row) for row in rows], write=True)
    if not answer["ids"]:
        raise _refusal(answer["messages"])
    return [int(id_) for id_ in answer["ids"]]


def _text(value: Any) -> str:
    """A value as an imported file would have it."""
    if value is None or value is False:
        return "" if value is None else "0"
    return "1" if value is True else str(value)


def _refusal(messages: Sequence[Mapping[str, Any]]) -> Exception:
    words = "; ".join(str(message.get("message", "")) for message in messages)
    if any(sign in words.lower() for sign in _LOST_A_RACE):
        return OdooUnreachable(words)
    return OdooRefused(words)
