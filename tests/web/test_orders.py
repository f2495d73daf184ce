"""The order page and its search: one sentence first, then the whole story; who sees them, and what they find."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

import pytest
from flask.testing import FlaskClient

from tests.service.world import NOW
from tests.web.conftest import FORM, OWN, Floor
from warehouse_app.service.ports.odoo import OdooOffice
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.shipped_rules import ship_rules
from warehouse_app.web import create_app


@pytest.fixture
def sue(floor: Floor) -> FlaskClient:
    floor.services.store.write(ship_rules)
    return floor.office("service", "supervisor")


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u2060", "")


def sentence(client: FlaskClient, path: str) -> str:
    found = re.search(r"data-sentence>(.*?)</p>", client.get(path).text)
    assert found is not None
    return found[1].replace("\u2060", "")


def test_before_anybody_begins_the_sentence_names_the_wave(floor: Floor, sue: FlaskClient) -> None:
    assert sentence(sue, "/orders/1") == "Nobody has begun, in wave W-0001, truck DHL 17:43 can still be reached"


def test_in_the_tote_the_sentence_says_how_far_and_what_is_missing(floor: Floor, sue: FlaskClient) -> None:
    walk = floor.walk()
    walk.send(walk.pick(2000), walk.short(1000))
    said = sentence(sue, "/orders/1")
    assert re.fullmatch(
        r"In tote T-\d+, 2 of 4 picked, asks what to do about 1 . SKU-1, truck DHL \d\d:\d\d can still be reached", said
    )
    assert sue.post("/cases/1/answer", data=FORM | {"answer": "wait"}, headers=OWN).status_code == 303
    assert "waits for 1 \u00d7 SKU-1" in sentence(sue, "/orders/1")


def test_a_held_order_says_why_who_and_until_when(floor: Floor, sue: FlaskClient) -> None:
    held = sue.post("/release/hold", data=FORM | {"order": "S00001", "reason": "HD-PAYMENT"}, headers=OWN)
    assert held.status_code == 303
    assert re.match(r"Held: Payment query, Finance, until .*\d\d:\d\d$", sentence(sue, "/orders/1"))


def test_the_story_tells_all_that_happened_newest_first_with_who_did_it(floor: Floor, sue: FlaskClient) -> None:
    walk = floor.walk()
    floor.clock.forward(1)
    walk.send(walk.pick(2000))
    floor.clock.forward(1)
    walk.send(walk.short(1000))
    page = text(sue.get("/orders/1").text)
    story = page.split("What happened")[1]
    order = [
        story.index(words)
        for words in ("reported 1 \u00d7 SKU-1 missing", "picked 2 \u00d7 SKU-1 at A-01-1", "took wave")
    ]
    assert order == sorted(order)
    assert "Ina" in story
    assert "C-00001" in page.split("What happened")[0]
    assert "WH/OUT/00001" in page


@pytest.mark.parametrize("asked", ["S00001", "s00001", "WH/OUT/00001", " wh/out/00001 "])
def test_an_order_is_found_by_its_name_or_its_transfer(sue: FlaskClient, asked: str) -> None:
    answer = sue.get("/orders", query_string={"q": asked})
    assert (answer.status_code, answer.location) == (302, "/orders/1")


def test_an_order_is_found_by_its_tote(floor: Floor, sue: FlaskClient) -> None:
    tote = floor.walk().sheet["lines"][0]["tote"]
    assert sue.get("/orders", query_string={"q": tote}).location == "/orders/1"


def test_several_are_listed_and_nothing_is_said_so_without_markup(sue: FlaskClient) -> None:
    assert "2 orders fit S000" in text(sue.get("/orders?q=S000").text)
    hostile = "<script>alert(1)</script>"
    page = sue.get("/orders", query_string={"q": hostile})
    assert (page.status_code, hostile in page.text) == (200, False)
    for odd in ("", "%", "__", "x" * 5000, "\u202e", "0", "]C1"):
        assert sue.get("/orders", query_string={"q": odd}).status_code == 200


def test_an_order_that_is_not_here_is_not_found(sue: FlaskClient) -> None:
    assert sue.get("/orders/999").status_code == 404
    assert sue.get("/orders/999/live").status_code == 404


def test_the_live_part_is_the_page_without_its_frame(sue: FlaskClient) -> None:
    live = sue.get("/orders/1/live").text
    assert ("data-sentence" in live, "<html" in live, "data-head" in live) == (True, False, True)


@pytest.mark.parametrize(
    ("role", "may"),
    [("supervisor", True), ("service", True), ("stock", True), ("finance", True), ("returns", True), ("admin", True),
     ("picker", False), ("packer", False), ("buying", False)],
)  # fmt: skip
def test_who_sees_orders(floor: Floor, role: str, may: bool) -> None:
    client = floor.office(role)
    for path in ("/orders?q=S00001", "/orders/1", "/orders/1/live"):
        assert (client.get(path).status_code in (200, 302)) is may
    if may:
        assert 'name="q"' in client.get("/orders").text


def test_a_supervisor_sends_an_order_with_another_carrier_and_the_story_says_so(floor: Floor, sue: FlaskClient) -> None:
    assert 'id="other-carrier"' not in sue.get("/orders/1").text, "without a second credential nobody can tell Odoo"
    strong = replace(floor.services, office=cast("OdooOffice", object()))
    office = replace(floor, app=create_app(strong), services=strong)
    boss, service = office.office("supervisor"), office.office("service")
    other_carriers(floor, "DPD")
    assert '<option value="DPD">DPD</option>' in boss.get("/orders/1").text, "no rule says what it costs"
    parcels_cost(floor, DHL=490, DPD=625)
    assert '<option value="DPD">DPD: 1.35 more</option>' in boss.get("/orders/1").text
    assert 'id="other-carrier"' not in service.get("/orders/1").text
    sent = FORM | {"carrier": "DPD", "reason": "OX-DOWN"}
    assert service.post("/orders/1/carrier", data=sent, headers=OWN).status_code == 403
    bare = boss.post("/orders/1/carrier", data=sent | {"reason": ""}, headers=OWN)
    assert (bare.status_code, "needs a reason" in bare.text) == (400, True)
    assert boss.post("/orders/1/carrier", data=sent, headers=OWN).status_code == 303
    assert "order S00001 goes with DPD in place of DHL: Carrier does not answer" in text(boss.get("/orders/1").text)
    assert "Other carrier · 1 of 20 a day" in text(boss.get("/approvals").text)


def parcels_cost(floor: Floor, **minor: int) -> None:
    """The rules of carriers say so."""

    def save(uow: UnitOfWork) -> None:
        for rank, (carrier, costs) in enumerate(minor.items(), 1):
            body = {"on": True, "rank": rank, "carrier": carrier, "costs": costs}
            uow.rulebook.save(floor.world.w, "carrier", f"WAY-{rank}", body, floor.world.ana.id, "trial")

    floor.services.store.write(save)


def other_carriers(floor: Floor, name: str) -> None:
    """Some other order goes with it."""

    def change(uow: UnitOfWork) -> None:
        last = uow.telling.transfers([2])[2]
        uow.following.header(last.id, name, last.priority, last.deadline, seen=NOW)

    floor.services.store.write(change)
