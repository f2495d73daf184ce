"""Nothing is written in Odoo but what is declared, and an app that observes writes nothing at all."""

from __future__ import annotations

from typing import Any

import pytest

from tests.faultproxy import FaultProxy
from warehouse_app.odoo.rehearsal import Rehearsal, made_id
from warehouse_app.odoo.session import Account, Session, Undeclared

NOT_OURS: list[tuple[str, str, list[Any], dict[str, Any]]] = [
    ("stock.picking", "unlink", [[7]], {}),
    ("stock.picking", "write", [[7], {"batch_id": 3, "state": "done"}], {}),
    ("stock.quant", "create", [{"product_id": 1, "quantity": 5}], {}),
    ("res.users", "write", [[2], {"password": "x"}], {}),
    ("stock.move.line", "load", [["id", "state"], [["a", "done"]]], {}),
    ("mail.activity", "action_feedback", [[3]], {"feedback": "", "attachment_ids": [1]}),
]


@pytest.mark.parametrize(("model", "method", "args", "named"), NOT_OURS)
def test_a_write_that_nobody_declared_is_stopped_before_it_is_sent(
    model: str, method: str, args: list[Any], named: dict[str, Any]
) -> None:
    with FaultProxy(result=7) as server:
        for session in (Session(account(server.url)), Rehearsal(Session(account(server.url)))):
            with pytest.raises(Undeclared):
                session.call(model, method, *args, write=True, **named)
        assert server.calls == []


def test_a_write_that_is_called_reading_is_stopped_too() -> None:
    with FaultProxy(result=7) as server:
        with pytest.raises(Undeclared):
            Session(account(server.url)).call("stock.picking", "write", [7], {"batch_id": 3})
        assert server.calls == []


def test_a_rehearsal_sends_what_reads_and_notes_what_writes() -> None:
    with FaultProxy(result=[]) as server:
        session = Rehearsal(Session(account(server.url)))
        session._uid = 7
        with session.noting() as calls:
            made = session.call("stock.picking.batch", "load", ["id", "description"], [["a.b", "W1"]], write=True)
            session.call("stock.picking", "write", [3, 4], {"batch_id": made["ids"][0]}, write=True)
            assert session.call("stock.lot", "search", []) == []
        assert [(one.model, one.method, one.ids) for one in calls] == [
            ("stock.picking.batch", "load", ()),
            ("stock.picking", "write", (3, 4)),
        ]
        assert made["ids"] == [made_id("a.b")]
        assert [call.method for call, _ in server.calls] == ["search"]


def test_what_would_have_been_made_is_shown_bare_and_not_looked_for() -> None:
    with FaultProxy(result=[]) as server:
        session = Rehearsal(Session(account(server.url)))
        rows = session.call("stock.picking.batch", "search_read", [("id", "=", made_id("a.b"))], ["state", "name"])
        assert rows == [{"id": made_id("a.b"), "state": "draft", "name": ""}]
        assert server.calls == []


def account(url: str) -> Account:
    return Account(url, "floor", "picker", lambda: "key", deadline=5)
