"""Exceptions as tasks of a project of a real Odoo 19: once on a bad line, closed from both sides, hostile text too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.contract.conftest import REAL
from tests.contract.real import RealRig
from tests.contract.rig import again, opened, stocked, token
from tests.contract.test_cases import HOSTILE
from tests.faultproxy import FaultProxy, lose_each_once
from warehouse_app.odoo.budget import Budget
from warehouse_app.odoo.session import Account, Session
from warehouse_app.odoo.tasks import PROJECT, TaskGateway
from warehouse_app.service.ports.odoo import Document, OdooRefused, ToDo

pytestmark = REAL
LOGIN, NAME = "tasker", "Floor exceptions"
GROUPS = ("base.group_user", "stock.group_stock_user", "project.group_project_user")


class Board:
    """A project, the port that writes to it as a user of Project, and an administrator's eyes and hands."""

    def __init__(self, real: RealRig) -> None:
        self.admin = real.server.client()
        if not self.admin.find("res.users", [("login", "=", LOGIN)]):
            groups = [(6, 0, [self.admin.ref(name) for name in GROUPS])]
            row = {"name": "Tasker", "login": LOGIN, "password": LOGIN, "group_ids": groups}
            self.admin.make("res.users", [row], no_reset_password=True)
            self.admin.make("project.project", [{"name": NAME}])
        self.proxy = FaultProxy(real.url, lose_each_once())
        self.odoo, self.losing = (self._connect(url, real) for url in (real.url, self.proxy.url))

    def _connect(self, url: str, real: RealRig, name: str = NAME) -> TaskGateway:
        account = Account(url, real.server.database, LOGIN, lambda: LOGIN)
        return TaskGateway(Session(account, Budget(per_second=1000)), PROJECT, name)

    def nowhere(self, real: RealRig) -> TaskGateway:
        return self._connect(real.url, real, "No such project")

    def task(self, summary: str) -> list[dict[str, Any]]:
        fields = ["name", "description", "state", "user_ids", "date_deadline", "project_id", "active"]
        domain = [("name", "=", summary), ("active", "in", [True, False])]
        found: list[dict[str, Any]] = self.admin.call("project.task", "search_read", domain, fields)
        return found


@pytest.fixture
def board(real: RealRig) -> Iterator[Board]:
    made = Board(real)
    with made.proxy:
        yield made


@pytest.fixture
def on(real: RealRig) -> Document:
    mug, _ = stocked(real)
    return Document("transfer", opened(real, real.order({mug: 1})).odoo_id)


def todo(on: Document, summary: str = "") -> ToDo:
    name = token("case")
    return ToDo(name, on, summary or f"Put back {name[-8:]}", "2 mugs", "2031-05-06")


def test_a_task_exists_once_takes_its_newest_words_and_is_done_once(board: Board, on: Document, real: RealRig) -> None:
    first = todo(on)
    made = again(lambda: board.losing.keep_todo(first))
    owner = real.user(f"owner-{first.token[-12:]}", "owner-secret")
    assert board.odoo.keep_todo(replace(first, day="2031-05-07", owner=owner)) == made
    (seen,) = board.task(first.summary)
    assert (seen["state"], seen["user_ids"], seen["project_id"][1]) == ("01_in_progress", [owner], NAME)
    assert (seen["date_deadline"][:10], "2 mugs" in seen["description"]) == ("2031-05-07", True)
    assert board.odoo.find_todo(on, first.token) == made
    assert [one.is_done for one in board.odoo.todos([made])] == [False]
    again(lambda: board.losing.finish_todo(made, "Counted wrong"))
    assert not board.odoo.finish_todo(made, "Counted wrong")
    assert [one.is_done for one in board.odoo.todos([made])] == [True]
    assert [row["state"] for row in board.task(first.summary)] == ["1_done"]


def test_a_task_that_people_close_is_done_and_one_they_delete_is_made_once_more(board: Board, on: Document) -> None:
    asked, other = todo(on), todo(on)
    made, gone = board.odoo.keep_todo(asked), board.odoo.keep_todo(other)
    (row,), (lost,) = board.task(asked.summary), board.task(other.summary)
    board.admin.call("project.task", "write", [row["id"]], {"state": "1_canceled"})
    board.admin.call("project.task", "unlink", [lost["id"]])
    assert [(one.odoo_id, one.is_done) for one in board.odoo.todos([made, gone])] == [(made, True)]
    assert board.odoo.find_todo(on, other.token) is None
    assert board.odoo.keep_todo(other) != gone
    assert len(board.task(other.summary)) == 1


def test_a_to_do_from_before_stays_one_and_no_other_project_is_written(
    board: Board, on: Document, real: RealRig
) -> None:
    before = todo(on)
    made = real.odoo.keep_todo(before)
    assert board.odoo.keep_todo(replace(before, note="3 mugs")) == made
    assert [one.is_done for one in board.odoo.todos([made])] == [False]
    assert board.task(before.summary) == []
    with pytest.raises(OdooRefused, match="No such project"):
        board.nowhere(real).keep_todo(todo(on))


def test_what_people_wrote_is_text_in_a_task(board: Board, on: Document) -> None:
    asked = todo(on, f"{HOSTILE} {token('x')[-8:]}")
    board.odoo.keep_todo(replace(asked, note=HOSTILE))
    (seen,) = board.task(asked.summary)
    assert "<script>" not in seen["description"]
    assert "&lt;script&gt;" in seen["description"]
