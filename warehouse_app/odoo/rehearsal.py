"""A session that reads from Odoo and sends nothing that writes: it notes each such call and answers as Odoo would.

What a call would have made is told apart by an id below zero, the same one each time for the same external id.
"""

from __future__ import annotations

import threading
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from warehouse_app.odoo.session import Session, Undeclared
from warehouse_app.service.ports.observing import Call
from warehouse_app.service.ports.odoo.writes import READING, allowed

_LONG = 200  # letters of a value; a picture is not kept twice


class Rehearsal(Session):
    """Made of a session of the same account. Nothing that writes leaves it, whoever asks."""

    def __init__(self, session: Session) -> None:
        super().__init__(session.account, session.budget)
        self._noted = threading.local()

    def call(self, model: str, method: str, *args: Any, write: bool = False, **named: Any) -> Any:
        """Reading is asked of Odoo; of what is only thought to be there a bare record is shown.

        Raises:
            Undeclared: it is not among what this app does in Odoo.
        """
        if not write:
            made = _made(args) if method in READING else None
            return super().call(model, method, *args, **named) if made is None else _bare(method, made, args)
        if not allowed(model, method, args, named):
            raise Undeclared(f"{model}.{method}")
        self._notes.append(_call(model, method, args, named))
        if method == "load":
            return {"ids": [made_id(row[args[0].index("id")]) for row in args[1] if row[0]], "messages": []}
        return True

    @contextmanager
    def noting(self) -> Iterator[list[Call]]:
        """What this thread would have sent within."""
        self._noted.calls = []
        yield self._notes

    @property
    def _notes(self) -> list[Call]:
        if not hasattr(self._noted, "calls"):
            self._noted.calls = []
        calls: list[Call] = self._noted.calls
        return calls


def made_id(token: str) -> int:
    """The id of what would have been made under this external id.

    >>> made_id("__floor__.a") == made_id("__floor__.a") < 0
    True
    """
    return -1 - zlib.crc32(token.encode())


def _made(args: Sequence[Any]) -> int | None:
    """The id asked for, when it is of something that was never made."""
    match args:
        case ([(("id", "=", int(id_)))], *_) if id_ < 0:
            return id_
    return None


def _bare(method: str, made: int, args: Sequence[Any]) -> Any:
    row = dict.fromkeys(args[1], False) | {"id": made, "state": "draft", "name": ""}
    return {"records": [row]} if method == "web_search_read" else [row]


def _call(model: str, method: str, args: Sequence[Any], named: Mapping[str, Any]) -> Call:
    if method == "load":
        rows = [{name: _short(cell) for name, cell in zip(args[0], row, strict=False)} for row in args[1]]
        return Call(model, method, (), {"rows": rows})
    ids, values = (args[0], args[1:]) if args and _is_ids(args[0]) else ([], args)
    said = {name: _short(value) for one in values if isinstance(one, Mapping) for name, value in one.items()}
    many = [one for one in values if isinstance(one, list)]
    said |= {"rows": many[0]} if many else {}
    return Call(model, method, tuple(ids), said | {name: _short(value) for name, value in named.items()})


def _is_ids(given: Any) -> bool:
    return isinstance(given, list) and all(isinstance(one, int) for one in given)


def _short(value: Any) -> Any:
    return f"{value[:_LONG]}..." if isinstance(value, str) and len(value) > _LONG else value
