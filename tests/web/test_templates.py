"""What customers are told, in the office: written, seen with a real order, switched on."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.store.shop import under
from tests.web.conftest import FORM, OWN, Floor
from warehouse_app.domain.customer_words import code_of
from warehouse_app.service.shipped_rules import ship_rules
from warehouse_app.store import tables as t

PARTIAL = {"key": "partial", "lang": "en"}
ASKED = "/templates?key=partial&lang=en"


@pytest.fixture
def service(floor: Floor) -> FlaskClient:
    """Somebody of the service, where the templates are as shipped."""
    floor.services.store.write(ship_rules)
    return floor.office("service")


def send(client: FlaskClient, what: str, **sent: str) -> TestResponse:
    return client.post(f"/templates/{what}", data=FORM | PARTIAL | sent, headers=OWN)


def seen(page: TestResponse) -> str:
    """The mark of the text that was shown with a real order."""
    found = re.search(r'name="seen" value="(\w+)"', page.text)
    return found[1] if found else ""


def is_on(floor: Floor) -> bool:
    rules = floor.services.store.read(lambda views: views.rules("template", floor.world.w))
    return rules[code_of("partial", "en")]["on"] is True


def test_a_template_is_shown_as_the_customer_of_a_real_order_would_read_it(service: FlaskClient) -> None:
    page = service.get(ASKED).text
    preview = page.partition("data-preview")[2]
    assert "Part of your order S00002 is missing" in preview
    assert "Hand soap" in preview
    assert "S00001" in service.get(f"{ASKED}&order=s00001").text.partition("data-preview")[2]


def test_it_is_switched_on_by_who_saw_it_and_off_again(floor: Floor, service: FlaskClient) -> None:
    back = send(service, "switch", seen=seen(service.get(ASKED)), order="S00001")
    assert (back.status_code, back.location) == (303, f"{ASKED}&order=S00001")
    assert is_on(floor)
    assert "Switch off" in service.get(ASKED).text
    assert send(service, "switch", off="1").status_code == 303
    assert not is_on(floor)


def test_what_nobody_saw_with_a_real_order_cannot_be_switched_on(floor: Floor, service: FlaskClient) -> None:
    unknown = service.get(f"{ASKED}&order=S99999")
    assert seen(unknown) == ""
    assert "No real order" in unknown.text
    for mark in ("", "0" * 16):
        refused = send(service, "switch", seen=mark)
        assert refused.status_code == 409
        assert "changed, or shown with no real order" in refused.text
    assert not is_on(floor)


def test_a_text_that_changed_meanwhile_is_not_the_one_that_was_seen(floor: Floor, service: FlaskClient) -> None:
    mark = seen(service.get(ASKED))
    assert send(service, "save", subject="Order {order}", text="It waits: {goods}").status_code == 303
    assert send(service, "switch", seen=mark).status_code == 409
    assert send(service, "switch", seen=seen(service.get(ASKED))).status_code == 303
    assert is_on(floor)
    assert send(service, "save", subject="Order {order}", text="It waits long: {goods}").status_code == 303
    assert not is_on(floor)


def test_a_wrong_field_is_refused_by_name_and_nothing_typed_is_lost(floor: Floor, service: FlaskClient) -> None:
    refused = send(service, "save", subject="Order {order}", text="Dear {customer}, <script>alert(1)</script>")
    assert refused.status_code == 400
    assert "customer" in refused.text
    assert "order, shop, goods" in refused.text
    assert "Dear {customer}, &lt;script&gt;alert(1)&lt;/script&gt;" in refused.text
    assert "Dear" not in service.get(ASKED).text


def test_hostile_words_are_text_on_the_page(service: FlaskClient) -> None:
    words = "<script>alert(1)</script> ^XZ \U0001f600 \u05d0 {order}"
    assert send(service, "save", subject=words, text=words).status_code == 303
    page = service.get(ASKED).text
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt; ^XZ") == 4


def test_an_unknown_text_is_not_found(service: FlaskClient) -> None:
    assert service.get("/templates?key=nothing&lang=en").status_code == 404
    assert service.get("/templates?key=delay&lang=xx").status_code == 404
    assert send(service, "save", key="nothing", subject="a", text="b").status_code == 404


def test_who_may_write_to_customers(floor: Floor, service: FlaskClient) -> None:
    for role in ("supervisor", "admin"):
        page = floor.office(role).get("/templates")
        assert page.status_code == 200
        assert 'aria-current="page">Customers' in page.text
    for role in ("picker", "packer", "returns", "stock", "finance"):
        client = floor.office(role)
        assert client.get("/templates").status_code == 403
        assert send(client, "switch", off="1").status_code == 403


def test_who_changed_a_text_and_when_is_kept(floor: Floor, service: FlaskClient) -> None:
    send(service, "save", subject="Order {order}", text="It waits: {goods}")
    r = t.rule.c
    asked = select(r.version, r.at, r.person, r.why).where(r.code == "partial.email.en").order_by(r.version)
    rows = floor.services.store.read(lambda views: [*under(views).execute(asked)])
    assert [row.version for row in rows] == [1, 2]
    assert rows[1].at == floor.clock.now
    assert rows[1].person is not None
    assert rows[1].why == "off"
