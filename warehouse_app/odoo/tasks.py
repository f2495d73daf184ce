"""Exceptions as tasks of a project, or as tickets of a helpdesk team, in the place of to-dos on their documents.

Both stand behind the same four calls of the port. So that an id says what it is of, those of tasks and tickets are
counted from far above where Odoo's own ids end; a to-do that was made before stays one until its exception is over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from warehouse_app.domain.plain import as_text
from warehouse_app.odoo import cases
from warehouse_app.odoo.gateway import Gateway
from warehouse_app.odoo.loading import Loaded, load
from warehouse_app.odoo.reading import read_flat, read_web
from warehouse_app.odoo.session import Session
from warehouse_app.odoo.writing import as_html
from warehouse_app.service.ports.odoo import Document, OdooRefused, ToDo, ToDoNow

_STEP = 10_000_000_000  # Odoo's ids are whole numbers below 2**31


@dataclass(frozen=True, slots=True)
class Kind:
    """`group` is the field that names the project or team, `owner` that of who has it, `closed` those fields that say
    whether it is over, as they are read; `token` takes the place of `case` in a name of ours."""

    token: str
    model: str
    group: str
    owner: str
    closed: Mapping[str, Any]
    base: int


PROJECT = Kind("task", "project.task", "project_id", "user_ids", {"state": {}}, _STEP)
HELPDESK = Kind("ticket", "helpdesk.ticket", "team_id", "user_id", {"stage_id": {"fields": {"fold": {}}}}, 2 * _STEP)
KINDS: Mapping[str, Kind] = {"project": PROJECT, "helpdesk": HELPDESK}
_CLOSED = ("1_done", "1_canceled")
_ANY = ("active", "in", [True, False])


class TaskGateway(Gateway):
    """The port whose exceptions are tasks or tickets of the project or team `name`."""

    def __init__(self, session: Session, kind: Kind, name: str) -> None:
        super().__init__(session)
        self.kind, self.name = kind, name

    def keep_todo(self, todo: ToDo) -> int:
        if cases.find_todo(self.session, todo.on, todo.token) is not None:
            return super().keep_todo(todo)
        with self.session.telling():
            return self.kind.base + _keep(self.session, self.kind, self.name, todo)

    def find_todo(self, on: Document, token: str) -> int | None:
        found = _find(self.session, self.kind, token)
        return super().find_todo(on, token) if found is None else self.kind.base + found

    def finish_todo(self, todo: int, feedback: str) -> bool:
        if todo < _STEP:
            return super().finish_todo(todo, feedback)
        with self.session.telling():
            return _finish(self.session, _kind_of(todo), todo % _STEP)

    def todos(self, ids: Sequence[int]) -> Sequence[ToDoNow]:
        plain = [id_ for id_ in ids if id_ < _STEP]
        found = list(super().todos(plain)) if plain else []
        for kind in KINDS.values():
            own = [id_ - kind.base for id_ in ids if id_ // _STEP == kind.base // _STEP]
            found += [replace(one, odoo_id=kind.base + one.odoo_id) for one in _now(self.session, kind, own)]
        return found


def _keep(session: Session, kind: Kind, name: str, todo: ToDo) -> int:
    values = {
        kind.group: name,
        "name": " ".join(as_text(todo.summary).split()),
        "description": as_html(todo.note),
    }
    if kind is PROJECT:
        values["date_deadline"] = f"{todo.day} 12:00:00"
    owner = {kind.owner: todo.owner or session.uid}
    (made,) = load(session, kind.model, [Loaded(_named(kind, todo.token), values, owner)])
    return made


def _find(session: Session, kind: Kind, token: str) -> int | None:
    """By its name among Odoo's names, which answers with a refusal where there is none."""
    module, _, name = _named(kind, token).partition(".")
    try:
        found = session.call("ir.model.data", "check_object_reference", module, name)
    except OdooRefused:
        return None
    return int(found[1]) if found[1] else None


def _finish(session: Session, kind: Kind, id_: int) -> bool:
    now = next(iter(_now(session, kind, [id_])), None)
    if now is None or now.is_done:
        return False
    session.call(kind.model, "write", [id_], _ended(session, kind, id_), write=True)
    return True


def _ended(session: Session, kind: Kind, id_: int) -> dict[str, Any]:
    """A ticket is over in the first stage of its team that is folded."""
    if kind is PROJECT:
        return {"state": _CLOSED[0]}
    (row,) = read_flat(session, kind.model, [("id", "=", id_)], ["team_id"])
    stages = session.call(
        "helpdesk.stage", "search", [("team_ids", "in", [row["team_id"]]), ("fold", "=", True)], order="sequence"
    )
    if not stages:
        raise OdooRefused("the helpdesk team has no folded stage, so its tickets cannot be closed")
    return {"stage_id": stages[0]}


def _now(session: Session, kind: Kind, ids: Sequence[int]) -> list[ToDoNow]:
    if not ids:
        return []
    asked = {**kind.closed, "active": {}, "write_uid": {"fields": {"display_name": {}}}}
    rows = read_web(session, kind.model, [("id", "in", list(ids)), _ANY], asked)
    return [
        ToDoNow(row["id"], _is_over(kind, row), by=(row["write_uid"] or {}).get("display_name", ""))
        for row in rows
        if row["active"] or _is_over(kind, row)
    ]


def _is_over(kind: Kind, row: Mapping[str, Any]) -> bool:
    """One that was archived while it was open is gone; closed ones may be archived."""
    return row["state"] in _CLOSED if kind is PROJECT else bool((row["stage_id"] or {}).get("fold"))


def _named(kind: Kind, token: str) -> str:
    """A name of its own: one name stands for one record."""
    return token.replace(".case_", f".{kind.token}_", 1)


def _kind_of(todo: int) -> Kind:
    return next(kind for kind in KINDS.values() if todo // _STEP == kind.base // _STEP)
