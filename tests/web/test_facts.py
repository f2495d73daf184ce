"""The fact map as a page, rules of the gate tried on past orders before they are on, and what the other pages say."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import cast

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.contract.double import NOW
from tests.web.conftest import FORM, OWN, Floor, floor_at
from warehouse_app.demo import open_odoo
from warehouse_app.demo.sold import FLAG
from warehouse_app.demo.warehouse import Warehouse
from warehouse_app.service.gate import look_at_orders
from warehouse_app.service.holding import take
from warehouse_app.service.ports.odoo import FieldNow, Odoo, OdooUnreachable
from warehouse_app.service.pull import pull
from warehouse_app.service.shipped_rules import ship_rules

FRAUD = {"how": "field", "field": FLAG, "value": "fraud"}


class TheWorlds(Warehouse):
    """The demo's Odoo, as the one the small world of the web tests came from. `away`: it does not answer."""

    away = False

    def identity(self) -> str:
        return "http://odoo.test|uuid"

    def fields(self) -> list[FieldNow]:
        if self.away:
            raise OdooUnreachable("no route to Odoo")
        return list(super().fields())


class Shop:
    """Pages of a supervisor over it, with the gate looked at by hand."""

    def __init__(self, floor: Floor, odoo: TheWorlds) -> None:
        self.floor, self.odoo, self.w = floor, odoo, floor.world.w
        self.store = floor.services.store
        pull(odoo, self.store)
        self.store.write(ship_rules)
        self.desk: FlaskClient = floor.office("supervisor")
        self.orders = {row.order_id: row.order for row in odoo.books.pickings.values() if row.state != "done"}

    def flagged(self) -> str:
        return next(name for id_, name in self.orders.items() if self.odoo.books.sales[id_].extra.get(FLAG))

    def post(self, path: str, **form: str) -> TestResponse:
        return self.desk.post(path, data=FORM | form, headers=OWN)

    def look(self, minutes: float = 0) -> None:
        self.floor.clock.forward(minutes)
        holding = take(self.store, "pull", "test")
        assert holding is not None
        look_at_orders(holding, self.odoo, self.w)

    def rule(self, code: str, mode: str, **texts: str) -> TestResponse:
        path = f"/reasons/gate/{code}"
        page = self.desk.get(path).text
        kept = dict(re.findall(r'<input id="\w+" name="(\w+)" value="([^"]*)"', page))
        kept["based"] = re.findall(r'name="based" value="(\d+)"', page)[0]
        return self.post(path, **kept | {"mode": mode, "why": "tried", "save": "1"} | texts)

    def pool(self) -> set[str]:
        return {one.order for one in self.store.read(lambda views: views.pool(self.w))}


@pytest.fixture
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    odoo = TheWorlds(open_odoo(1, NOW).books)
    floor = floor_at(tmp_path_factory.mktemp("facts"), odoo=cast(Odoo, odoo))
    yield Shop(floor, odoo)
    floor.services.close()


def test_every_fact_is_there_with_what_it_is_bound_to_and_the_rules_that_use_it(shop: Shop) -> None:
    page = shop.desk.get("/facts").text
    for words in ("Channel", "Fraud flag or score", "Latest ship date", "Class of customer", "Dangerous goods"):
        assert f">{words}</h2>" in page
    assert 'value="sale.order:client_order_ref"' in page
    assert "Review · sale.order:x_review" in page
    assert not re.findall(r">(?:fact|facts|fact_how|gate)[._][\w.-]+<", page)


def test_a_binding_is_tried_on_an_order_before_it_is_saved(shop: Shop) -> None:
    name = shop.flagged()
    tried = shop.post("/facts/fraud", order=name, **{"try": "1"}, **FRAUD)
    assert f"On order {name} it reads: 100" in tried.text
    assert shop.store.read(lambda views: views.rules("fact", shop.w)).get("fraud") is None
    saved = shop.post("/facts/fraud", save="1", **FRAUD)
    assert (saved.status_code, saved.headers["Location"].split("?")[0]) == (303, "/facts")
    kept = shop.store.read(lambda views: views.rules("fact", shop.w))["fraud"]
    assert kept == FRAUD
    assert "was bound" not in shop.desk.get("/reasons").text
    assert "Fraud flag or score" in shop.desk.get("/reasons").text


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"how": "field", "field": "sale.order:x_nothing"}, "no such field"),
        ({"how": "field", "field": "sale.order:commitment_date"}, "cannot say such a fact"),
        ({"how": "tag", "field": "sale.order:client_order_ref", "value": "x"}, "needs a field of tags"),
        ({"how": "constant", "value": "perhaps"}, "does not fit"),
        ({"how": "magic"}, "cannot be read"),
    ],
)
def test_what_cannot_be_bound_is_refused_with_words_and_what_was_typed_stays(
    shop: Shop, form: dict[str, str], words: str
) -> None:
    answer = shop.post("/facts/fraud", save="1", **form)
    assert answer.status_code == 400
    assert words in answer.text
    assert all(value in answer.text for name, value in form.items() if name != "how")
    assert shop.post("/facts/nothing", save="1", **form).status_code == 400


def test_an_order_that_is_not_there_and_an_odoo_that_is_away_are_said(shop: Shop) -> None:
    missing = shop.post("/facts/fraud", order="S99999", **{"try": "1"}, **FRAUD)
    assert (missing.status_code, "No order of this name" in missing.text) == (404, True)
    shop.odoo.away = True
    page = shop.desk.get("/facts")
    assert (page.status_code, "Odoo does not answer" in page.text) == (409, True)
    assert shop.post("/facts/past").status_code in (303, 409)


def test_a_rule_is_tried_on_past_orders_and_cannot_be_on_before(shop: Shop) -> None:
    assert "No past order to try it on" in shop.desk.get("/reasons/gate/GT-CARRIER").text
    refused = shop.rule("GT-CARRIER", "on")
    assert (refused.status_code, "was not tried on past orders" in refused.text) == (409, True)
    read = shop.post("/facts/past")
    assert read.headers["Location"] == "/facts?past=1&done=406"
    assert "406 orders were read." in shop.desk.get(read.headers["Location"]).text
    page = shop.desk.get("/reasons/gate/GT-CARRIER").text
    held = re.search(r"Tried on 406 past orders: it would have held (\d+), and could not judge 0\.", page)
    assert held is not None
    without = [row for row in shop.odoo.books.pickings.values() if row.wanted.carrier is None]
    assert int(held[1]) == len(without) > 0
    assert "Among them: " in page
    assert shop.rule("GT-CARRIER", "on").status_code == 303


def test_what_is_on_holds_at_once_and_the_release_page_the_order_and_the_measures_say_so(shop: Shop) -> None:
    shop.look()
    shop.store.write(lambda uow: uow.gate.has_past(shop.w))
    assert shop.rule("GT-CARRIER", "on").status_code == 303
    without = {row.order for row in shop.odoo.books.pickings.values()
               if row.wanted.carrier is None and row.state == "assigned"}  # fmt: skip
    assert without
    assert not without & shop.pool()
    page = shop.desk.get("/release").text
    assert "orders in 7 days went straight through" in page
    assert "No carrier that may go." in page
    assert all(name in page for name in without)
    name = sorted(without)[0]
    found = shop.desk.get(f"/orders?q={name}", follow_redirects=True).text
    for words in ("Release gate", "Held since", "holds it", "The usual way; no segment fits."):
        assert words in found, words
    rows = {row["rule"]: row for row in csv.DictReader(io.StringIO(shop.desk.get("/measures/gate.csv?days=7").text))}
    assert (rows["GT-CARRIER"]["now"], rows["GT-CARRIER"]["held"]) == (str(len(without)), str(len(without)))
    assert "Carrier" in shop.desk.get("/measures").text
    assert shop.desk.get("/measures/gate.csv?days=8").status_code == 400


def test_an_order_the_gate_holds_is_let_go_on_the_release_page(shop: Shop) -> None:
    shop.look()
    shop.rule("GT-CARRIER", "on")
    held = shop.store.read(lambda views: views.gate.held(shop.w))
    answer = shop.post(f"/release/orders/{held[0].order}/let-go", reason="LG-PROMISE")
    assert answer.status_code == 303
    assert held[0].name in shop.pool()
    assert f"let order {held[0].name} go against Carrier" in shop.desk.get("/release").text
    assert "was let go" in shop.desk.get(f"/orders/{held[0].order}").text


def test_a_rule_whose_fact_is_bound_to_nothing_says_so_among_the_rules(shop: Shop) -> None:
    assert "Off: nothing is bound to Fraud flag or score." in shop.desk.get("/reasons").text
    assert "Off: nothing is bound to Fraud flag or score." in shop.desk.get("/reasons/gate/GT-FRAUD").text
    shop.post("/facts/fraud", save="1", **FRAUD)
    assert "bound to Fraud flag" not in shop.desk.get("/reasons").text


def test_a_case_of_the_gate_says_what_was_found(shop: Shop) -> None:
    shop.look()
    shop.rule("GT-CARRIER", "on")
    held = shop.store.read(lambda views: views.gate.held(shop.w))[0]
    page = shop.desk.get("/cases").text
    assert f"Order {held.name} waits: Carrier. No carrier that may go." in page
