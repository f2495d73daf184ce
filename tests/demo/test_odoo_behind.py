"""An Odoo behind a store: it must show which one it is, and it is read as soon as it is there."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.contract.double import NOW
from warehouse_app.bootstrap import words
from warehouse_app.bootstrap.first_pull import FirstPull
from warehouse_app.bootstrap.odoo import Proven
from warehouse_app.demo import open_odoo
from warehouse_app.demo.warehouse import Warehouse
from warehouse_app.odoo.gateway import Gateway
from warehouse_app.odoo.quiet import QuietBudget
from warehouse_app.service.ports.odoo import Odoo, OdooDenied, OdooRefused, OdooUnreachable
from warehouse_app.service.ports.store import Store


class Behind:
    """The double, answering where a gateway would; `away` and `version` can be set. Counts what it is asked."""

    def __init__(self, odoo: Warehouse) -> None:
        self.odoo, self.away, self.version = odoo, False, "19.0"
        self.asked: list[str] = []
        self.session = SimpleNamespace(server_version=self._version)

    def _version(self) -> dict[str, str]:
        self._ask("version")
        return {"server_version": self.version}

    def _ask(self, name: str) -> None:
        if self.away:
            raise OdooUnreachable("nobody there")
        self.asked.append(name)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            self._ask(name)
            return getattr(self.odoo, name)(*args, **named)

        return call


def proven(behind: Behind, store: Store) -> Odoo:
    return cast(Odoo, Proven(cast(Gateway, behind), store, words()))


def test_an_odoo_shows_its_version_and_identity_once(store: Store) -> None:
    behind = Behind(open_odoo(1, NOW))
    odoo = proven(behind, store)
    odoo.clock()
    odoo.warehouses()
    assert behind.asked == ["version", "identity", "clock", "warehouses"]


def test_after_a_silence_it_shows_them_again(store: Store) -> None:
    behind = Behind(open_odoo(1, NOW))
    odoo = proven(behind, store)
    odoo.clock()
    behind.away = True
    with pytest.raises(OdooUnreachable):
        odoo.clock()
    behind.away = False
    odoo.clock()
    assert behind.asked == ["version", "identity", "clock"] * 2


def test_another_database_is_asked_nothing(store: Store) -> None:
    proven(Behind(open_odoo(1, NOW)), store).clock()
    other = Behind(open_odoo(2, NOW))
    odoo = proven(other, store)
    for call in (lambda: odoo.authenticate("sam", "sam-demo"), lambda: odoo.validate([]), odoo.clock):
        with pytest.raises(OdooDenied, match="another Odoo database"):
            call()
    assert set(other.asked) == {"version", "identity"}


def test_another_version_is_asked_nothing(store: Store) -> None:
    behind = Behind(open_odoo(1, NOW))
    behind.version = "18.0"
    with pytest.raises(OdooDenied, match=r"Odoo 18\.0"):
        proven(behind, store).clock()
    assert behind.asked == ["version"]


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)


def link_state(store: Store) -> str:
    return store.read(lambda views: views.delivery(1).state)


def test_the_first_pull_waits_for_an_odoo_that_is_away(store: Store) -> None:
    behind = Behind(open_odoo(1, NOW))
    behind.away = True
    first = FirstPull(proven(behind, store), store, pause=0.01)
    first.start()
    until(lambda: link_state(store) == "away")
    assert store.read(lambda views: views.count("product")) == 0
    behind.away = False
    until(lambda: link_state(store) == "there")
    assert store.read(lambda views: views.count("product")) == 300
    first.stop()


def test_the_first_pull_of_a_wrong_odoo_says_so_and_goes_on_asking_until_it_is_stopped(store: Store) -> None:
    proven(Behind(open_odoo(1, NOW)), store).clock()
    first = FirstPull(proven(Behind(open_odoo(2, NOW)), store), store, pause=0.01)
    first.start()
    until(lambda: link_state(store) == "denied")
    first.stop()
    assert store.read(lambda views: views.delivery(1).words) == "This store belongs to another Odoo database."


def test_rights_that_lack_are_told_as_being_denied(store: Store) -> None:
    class Closed(Behind):
        def _ask(self, name: str) -> None:
            raise OdooRefused("You are not allowed to access 'Transfer'")

    first = FirstPull(proven(Closed(open_odoo(1, NOW)), store), store, pause=0.01)
    first.start()
    until(lambda: link_state(store) == "denied")
    first.stop()


def test_in_the_quiet_time_no_call_gets_a_turn() -> None:
    at = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
    budget = QuietBudget(4, 20, "22:00-23:30", lambda: at)
    with pytest.raises(OdooUnreachable, match="until 23:30") as refused, budget.turn(False, 1):
        pass
    assert refused.value.retry_after_s == 3600
    at = at.replace(hour=23, minute=30)
    with budget.turn(False, 1):
        assert budget.use().running == 1
