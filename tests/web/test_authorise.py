"""Letting goods come back in the office: found, answered by the rules, made, asked for, or refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.conftest import FORM, OWN, Floor, Handheld, floor_at
from tests.web.test_returns import SENT, SentOnly, send
from warehouse_app.domain.return_rules import DAY_MS
from warehouse_app.service.shipped_rules import ship_rules

PAGE = "/returns/new"


@pytest.fixture
def odoo() -> SentOnly:
    return SentOnly()


@pytest.fixture
def floor(tmp_path: Path, odoo: Any) -> Iterator[Floor]:
    made = floor_at(tmp_path, odoo=odoo)
    made.services.store.write(ship_rules)
    odoo.rows = [replace(SENT, done_at=made.clock.now - DAY_MS)]
    yield made
    made.services.close()


@pytest.fixture
def service(floor: Floor) -> FlaskClient:
    return floor.office("service")


def fields(page: str) -> dict[str, str]:
    """What the form of a page would send, without what somebody types."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.partition('class="card"')[2]))


def wish(page: str, qty: str = "1", why: str = "CR-LIKE") -> dict[str, str]:
    line = re.findall(r'name="qty-(\d+)"', page)[0]
    return fields(page) | {f"qty-{line}": qty, f"why-{line}": why}


def post(client: FlaskClient, form: dict[str, str], **more: str) -> TestResponse:
    return client.post(PAGE, data=FORM | form | more, headers=OWN)


def late(floor: Floor, odoo: Any) -> None:
    odoo.rows = [replace(SENT, done_at=floor.clock.now - 31 * DAY_MS)]


def test_an_order_is_found_the_rules_are_asked_and_the_return_is_made_once(floor: Floor, service: FlaskClient) -> None:
    found = service.get(f"{PAGE}?code=S00091").text
    assert found.count('name="qty-') == 1  # the other line came back before
    form = wish(found)
    looked = post(service, form, do="look")
    assert (looked.status_code, "may come back" in looked.text) == (200, True)
    assert floor.services.store.read(lambda views: views.count("return")) == 0
    made = [post(service, form, do="make") for _ in range(2)]
    assert [answer.status_code for answer in made] == [303, 303]
    said = service.get(made[0].location).text
    assert re.search(r"Return R-\W?00001", said)
    assert floor.services.store.read(lambda views: views.count("return")) == 1
    again = service.get(f"{PAGE}?code=R-00001-").status_code
    assert again == 404


def test_what_a_rule_refuses_says_why_in_words_for_the_customer_and_is_not_made(
    floor: Floor, odoo: Any, service: FlaskClient
) -> None:
    late(floor, odoo)
    form = wish(service.get(f"{PAGE}?code=S00091").text)
    looked = post(service, form, do="look").text
    assert "may not come back" in looked
    assert "The goods left us more than 30 days ago." in looked
    refused = post(service, form, do="make")
    assert (refused.status_code, "A rule refuses it" in refused.text) == (409, True)
    assert re.search(r'name="qty-\d+" value="1"', refused.text)
    assert post(service, form, do="refuse").status_code == 303
    assert floor.services.store.read(lambda views: views.count("return")) == 0
    assert post(service, form, do="make", reason="OR-LAW").status_code == 303
    assert floor.services.store.read(lambda views: views.count("return")) == 1


def test_what_needs_approval_is_agreed_to_by_somebody_else_under_approvals(
    floor: Floor, odoo: Any, service: FlaskClient
) -> None:
    odoo.rows = [replace(SENT, done_at=floor.clock.now - 800 * DAY_MS)]
    form = wish(service.get(f"{PAGE}?code=S00091").text, why="CR-DEFECT")
    assert "needs approval" in post(service, form, do="look").text
    asked = post(service, form, do="make")
    assert "A second person has to agree" in service.get(asked.location).text
    boss = floor.office("supervisor")
    page = boss.get("/approvals").text
    assert "let 1 \u00d7" in page
    (entry,) = re.findall(r"/approvals/(\d+)/approve", page)
    assert boss.post(f"/approvals/{entry}/approve", data=FORM, headers=OWN).status_code == 303
    assert re.search(r"Return R-\W?00001", service.get(asked.location).text)


@pytest.mark.parametrize(
    ("qty", "why", "words"),
    [("9", "CR-LIKE", "More than is left"), ("x", "CR-LIKE", "no figure"), ("1", "", "needs a reason"),
     ("", "CR-LIKE", "Nothing is chosen")],
)  # fmt: skip
def test_a_wrong_wish_is_refused_by_name_and_nothing_typed_is_lost(
    service: FlaskClient, qty: str, why: str, words: str
) -> None:
    form = wish(service.get(f"{PAGE}?code=S00091").text, qty, why)
    refused = post(service, form, do="make")
    assert refused.status_code in (400, 409)
    assert words in refused.text
    assert f'value="{qty}" inputmode' in refused.text
    assert "cannot be asked yet" in post(service, form, do="look").text


def test_what_is_not_known_or_not_shipped_is_said(odoo: Any, service: FlaskClient) -> None:
    assert "is not known" in service.get(f"{PAGE}?code=S99999").text
    odoo.is_away = True
    away = service.get(f"{PAGE}?code=S00091")
    assert (away.status_code, "Odoo does not answer" in away.text) == (503, True)


def test_hostile_texts_are_text(service: FlaskClient) -> None:
    page = service.get(f"{PAGE}?code=%3Cscript%3Ealert(1)%3C/script%3E").text
    assert "<script>alert" not in page
    assert post(service, {"shipped": "x", "event": "<b>", "qty-1": "1"}, do="make").status_code == 400
    unknown = {"shipped": "99", "event": "0" * 32, "qty-1": "1", "why-1": "CR-LIKE"}
    assert post(service, unknown, do="make").status_code == 404


def test_who_may_let_goods_come_back(floor: Floor) -> None:
    for role in ("service", "supervisor", "returns"):
        assert floor.office(role).get(PAGE).status_code == 200
    for role in ("picker", "packer", "stock", "finance", "admin"):
        client = floor.office(role)
        assert client.get(PAGE).status_code == 403
        assert post(client, {}, do="make").status_code == 403


def test_the_desk_asks_the_same_rules_before_it_makes_a_return(floor: Floor, odoo: Any) -> None:
    late(floor, odoo)
    floor.hire("Rita", "returns", badge="RITA")
    desk: Handheld = floor.handheld("Returns desk")
    desk.sign_in("RITA")
    (delivery,) = desk.get("/api/v1/returns?code=S00091").get_json()["deliveries"]
    line = {"line": delivery["lines"][0]["id"], "qty_m": 1000, "reason": "CR-LIKE"}
    body = {"shipped": delivery["id"], "lines": [line]}
    said = desk.post("/api/v1/returns/answer", body).get_json()
    assert said == {"answer": "refused", "why": "The goods left us more than 30 days ago."}
    assert send(desk, "return_authorised", body)[1] == "conflict"
    assert desk.post("/api/v1/returns/answer", {"shipped": 1}).status_code == 400
    other = body | {"lines": [line | {"reason": "CR-WRONG"}]}
    assert desk.post("/api/v1/returns/answer", other).get_json()["answer"] == "automatic"


def test_a_rule_is_tried_on_past_returns_before_it_is_saved(floor: Floor, service: FlaskClient) -> None:
    form = wish(service.get(f"{PAGE}?code=S00091").text)
    post(service, form, do="make")
    boss = floor.office("supervisor")
    page = boss.get("/reasons/return_rule/RR-06").text
    based = re.findall(r'name="based" value="(\d+)"', page)[0]
    typed = {"on": "1", "answers": "refused", "because": "CR-LIKE", "words_en": "No.", "based": based, "why": "test"}
    tried = boss.post("/reasons/return_rule/RR-06", data=FORM | typed | {"look": "1"}, headers=OWN).text
    assert re.search(r"R-00001-\w</span> may come back → may not come back", tried)
    typed["words_en"] = ""
    wordless = boss.post("/reasons/return_rule/RR-06", data=FORM | typed | {"save": "1"}, headers=OWN)
    assert (wordless.status_code, "has to be told why" in wordless.text) == (400, True)
