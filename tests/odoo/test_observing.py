"""What an observing app answers where Odoo has nothing to read back: nothing is sent, and each is noted once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faultproxy import FaultProxy
from warehouse_app.odoo.observing import Observing
from warehouse_app.odoo.rehearsal import Rehearsal, made_id
from warehouse_app.odoo.session import Account, Session
from warehouse_app.service.ports.odoo import Disposal, ReturnPart
from warehouse_app.service.ports.store import Store
from warehouse_app.store import open_store

FOUR = [f"stock.picking.{name}" for name in ("load", "action_confirm", "write", "button_validate")]


@pytest.fixture
def store(sqlite_copy: str) -> Iterator[Store]:
    opened = open_store(sqlite_copy, lambda: 1)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("what", "calls"),
    [
        ("scrap", ["stock.scrap.load", "stock.scrap.action_validate"]),
        ("move", FOUR),
        ("give_back", FOUR),
    ],
)
def test_what_becomes_of_goods_that_came_back_is_noted_once_and_not_sent(
    store: Store, what: str, calls: list[str]
) -> None:
    with FaultProxy(result=[]) as server:
        odoo = Observing(Rehearsal(Session(Account(server.url, "floor", "picker", lambda: "key", deadline=5))), store)
        disposal = Disposal("__floor__.judged_1", 1, -7, ReturnPart(3, 5, None, 2000), what, 9, "R-1")  # type: ignore[arg-type]
        for _ in range(2):
            assert odoo.dispose(disposal).odoo_id == made_id("__floor__.judged_1")
        assert server.calls == []
    (row,) = store.read(lambda views: views.notebook.unsent(10))
    assert (row.call, row.facts) == ("dispose", {"pieces_m": 2000})
    assert [call.partition("(")[0] for call in row.calls] == calls


def test_to_dos_that_would_be_there_stay_open_and_are_done_once(store: Store) -> None:
    with FaultProxy(result={"records": []}) as server:
        odoo = Observing(Rehearsal(Session(Account(server.url, "floor", "picker", lambda: "key", deadline=5))), store)
        assert [(one.odoo_id, one.is_done) for one in odoo.todos([-3])] == [(-3, False)]
        assert [odoo.finish_todo(-3, "done") for _ in range(2)] == [True, False]
        assert server.calls == []
