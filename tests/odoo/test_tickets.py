"""Exceptions as helpdesk tickets. Helpdesk is Enterprise: a stand-in answers the calls as its models would."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import pytest

from warehouse_app.bootstrap import gateway
from warehouse_app.config import Settings
from warehouse_app.odoo.gateway import Gateway
from warehouse_app.odoo.session import Session
from warehouse_app.odoo.tasks import HELPDESK, PROJECT, Kind, TaskGateway
from warehouse_app.service.ports.odoo import Document, OdooRefused, ToDo
from warehouse_app.service.ports.odoo.writes import READING, allowed

ON = Document("transfer", 7)
FOLDED, OPEN = 9, 1


class Helpdesk:
    """One team with an open stage and a folded one; what is written has to be declared, as the session asks for it."""

    def __init__(self) -> None:
        self.uid = 2
        self.tickets: dict[int, dict[str, Any]] = {}
        self.names: dict[str, int] = {}

    @contextmanager
    def telling(self) -> Iterator[None]:
        yield

    def call(self, model: str, method: str, *args: Any, **named: Any) -> Any:
        wrote = named.pop("write", False)
        assert allowed(model, method, args, named) if wrote else method in READING, (model, method)
        if (model, method) == ("ir.model.data", "check_object_reference"):
            if f"{args[0]}.{args[1]}" not in self.names:
                raise OdooRefused("No record found for unique ID")
            return "helpdesk.ticket", self.names[f"{args[0]}.{args[1]}"]
        if model == "mail.activity":
            return []
        return getattr(self, method)(model, *args)

    def load(self, _model: str, fields: list[str], rows: list[list[str]]) -> dict[str, Any]:
        row = dict(zip(fields, rows[0], strict=True))
        if row["team_id"] != "Floor":
            return {"ids": False, "messages": [{"message": f"No matching record found for name '{row['team_id']}'"}]}
        id_ = self.names.setdefault(row["id"], len(self.names) + 1)
        self.tickets[id_] = self.tickets.get(id_, {"stage": OPEN}) | row
        return {"ids": [id_], "messages": []}

    def web_search_read(self, _model: str, domain: list[Any], _spec: Any) -> dict[str, Any]:
        ids = domain[0][2]
        return {"records": [self._row(id_) for id_ in ids if id_ in self.tickets]}

    def search_read(self, _model: str, domain: list[Any], _fields: list[str]) -> list[dict[str, Any]]:
        return [{"id": domain[0][2], "team_id": 4}]

    def search(self, model: str, domain: list[Any]) -> list[int]:
        assert (model, domain) == ("helpdesk.stage", [("team_ids", "in", [4]), ("fold", "=", True)])
        return [FOLDED]

    def write(self, _model: str, ids: list[int], values: dict[str, int]) -> bool:
        self.tickets[ids[0]]["stage"] = values["stage_id"]
        return True

    def _row(self, id_: int) -> dict[str, Any]:
        is_over = self.tickets[id_]["stage"] == FOLDED
        return {"id": id_, "stage_id": {"fold": is_over}, "active": True, "write_uid": {"display_name": "Ivy"}}


def test_a_ticket_exists_once_and_is_closed_once_in_the_folded_stage_of_its_team() -> None:
    desk = Helpdesk()
    odoo = TaskGateway(cast(Session, desk), HELPDESK, "Floor")
    todo = ToDo("__floor__.case_1", ON, "C-1 \u00b7 <b>late</b>", "^XZ <script>", "2031-05-06")
    made = odoo.keep_todo(todo)
    assert odoo.keep_todo(todo) == made == odoo.find_todo(ON, todo.token)
    (row,) = desk.tickets.values()
    assert (row["name"], "<script>" in row["description"]) == ("C-1 \u00b7 <b>late</b>", False)
    assert [one.is_done for one in odoo.todos([made])] == [False]
    assert [odoo.finish_todo(made, "over") for _ in range(2)] == [True, False]
    assert [(one.odoo_id, one.is_done, one.by) for one in odoo.todos([made, made + 1])] == [(made, True, "Ivy")]


def test_a_team_that_is_not_there_is_said_in_odoos_words() -> None:
    odoo = TaskGateway(cast(Session, Helpdesk()), HELPDESK, "Nobody")
    with pytest.raises(OdooRefused, match="Nobody"):
        odoo.keep_todo(ToDo("__floor__.case_1", ON, "C-1", "", "2031-05-06"))


@pytest.mark.parametrize(("said", "kind", "name"), [
    ("project:Floor exceptions", PROJECT, "Floor exceptions"), ("helpdesk:  Floor: day", HELPDESK, "Floor: day"),
])  # fmt: skip
def test_the_setting_names_a_project_or_a_team(said: str, kind: Kind, name: str) -> None:
    known: dict[str, Any] = {"odoo_url": "http://odoo.test", "odoo_db": "db", "odoo_user": "picker", "odoo_key": "key"}
    odoo = gateway(Settings(odoo_cases_in=said, **known))
    assert isinstance(odoo, TaskGateway)
    assert (odoo.kind, odoo.name) == (kind, name)
    assert type(gateway(Settings(**known))) is Gateway
    with pytest.raises(ValueError, match="odoo_cases_in"):
        Settings(odoo_cases_in="trello:Floor", **known)
