"""Refunds on their page: what is to be decided and why, released or agreed to, sent instead; and on the order."""

from __future__ import annotations

import re
from dataclasses import asdict
from hashlib import sha256
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.photos import SECRET, photo
from tests.service.world import NOW
from tests.web.conftest import FORM, OWN, Floor
from warehouse_app.domain.refunds import Discount, Freight, Piece
from warehouse_app.service.ports.odoo import Shipped, ShippedLine
from warehouse_app.service.ports.refunds import NewRefund
from warehouse_app.service.ports.returns import NewReturn
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.shipped_rules import ship_rules


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u2060", "").replace("\u00a0", " ")


def came_back(floor: Floor, uow: UnitOfWork) -> None:
    """Two pieces of a product, received, and 45 to be refunded for them."""
    ship_rules(uow)
    line = ShippedLine(5, 1, None, 4000, 0)
    sent = Shipped(900, "WH/OUT/9", "S00001", 1, NOW - 86_400_000, (), (line,))
    (own,) = uow.returns.keep_shipped(floor.world.w, [sent], NOW).values()
    delivered = uow.returns.delivered(own)
    assert delivered is not None
    new = NewReturn(floor.world.w, "R-00001-2", delivered, "__floor__.return_1", "e1", None,
                    [(delivered.lines[0], 2000, "CR-LIKE")])  # fmt: skip
    made = uow.returns.add(new)
    uow.returns.made(made, 901, "WH/IN/9")
    back = uow.returns.get(made)
    assert back is not None
    uow.returns.receive(made, {back.lines[0].id: 2000}, None)
    part = {"sold": 70, "qty_m": 2000, "gross": 4500, "less": 0, "line": back.lines[0].id, "name": "Mug"}
    why = ["goods", {"n_m": 2000, "goods": "Mug", "reason": "CR-LIKE", "money": 4500}]
    piece = Piece(back.lines[0].id, 70, 2000, 4500, 2000, "Mug", "CR-LIKE", "customer", "B")
    basis = {"pieces": [asdict(piece)], "freight": asdict(Freight()), "discount": asdict(Discount()), "left": 9000}
    body = {"parts": [part], "why": [why], "asks": "", "owed": 0, "left": 9000, "basis": basis}
    uow.returns.refunds.keep(NewRefund(floor.world.w, made, "proposed", "EUR", 2, 4500, 0, body))


@pytest.fixture
def rita(floor: Floor) -> FlaskClient:
    floor.services.store.write(lambda uow: came_back(floor, uow))
    return floor.office("returns")


def press(client: FlaskClient, what: str = "release", **sent: object) -> TestResponse:
    return client.post(f"/refunds/1/{what}", data=FORM | {"based": 4500} | sent, headers=OWN)


def test_a_refund_says_how_much_and_why_and_is_released_within_a_limit(rita: FlaskClient) -> None:
    page = text(rita.get("/refunds").text)
    assert "R-00001-2 · 45.00 EUR" in page
    assert "2 x Mug (Not as expected): 45.00 EUR" in page
    assert "Release 45.00 EUR" in page
    answer = press(rita)
    assert (answer.status_code, answer.location) == (303, "/refunds?done=released")
    assert "released, not in Odoo yet" in text(rita.get("/refunds?done=released").text)
    again = press(rita)
    assert (again.status_code, "Somebody was faster" in again.text) == (409, True)


def test_another_amount_waits_for_a_second_person_and_is_then_told_odoo(floor: Floor, rita: FlaskClient) -> None:
    assert "4.50" not in text(rita.get("/approvals").text)
    assert press(rita, amount="40", reason="").status_code == 400
    assert press(rita, amount="50", reason="OR-LAW").status_code == 400
    assert press(rita, amount="40", reason="OR-LAW").location == "/refunds?done=waits"
    finance = floor.office("finance")
    page = text(finance.get("/approvals").text)
    assert "Refund 40.00 EUR for R-00001-2, order S00001 (45.00 EUR proposed)" in page
    assert finance.post("/approvals/1/approve", data=FORM, headers=OWN).status_code == 303
    assert "40.00 EUR · released" in text(finance.get("/refunds").text)


def test_there_is_none_for_a_reason(rita: FlaskClient) -> None:
    assert press(rita, "refuse", reason="x").status_code == 400
    assert press(rita, "refuse", reason="NR-KEPT").location == "/refunds?done=refused"
    assert "no refund · The customer keeps it" in text(rita.get("/refunds").text)


def test_goods_are_sent_instead(floor: Floor, rita: FlaskClient) -> None:
    line = re.search(r'name="line" value="(\d+)"', rita.get("/refunds").text)
    assert line is not None
    missed = press(rita, "exchange", line=line[1], code="NO-SUCH")
    assert (missed.status_code, "Nothing here is called NO-SUCH" in missed.text) == (400, True)
    sku = floor.services.store.read(lambda views: views.returns.card(floor.world.w, number="R-00001-2"))
    assert sku is not None
    # No Odoo answers here, so nobody knows what they cost.
    assert press(rita, "exchange", line=line[1], code=sku.lines[0].sku).location == "/refunds?done=waits"
    finance = floor.office("finance")
    assert "is to be sent instead, once a second person agrees" in text(finance.get("/refunds").text)
    assert "(list price not known, the customer pays 45.00 EUR)" in text(finance.get("/approvals").text)
    assert finance.post("/approvals/1/approve", data=FORM, headers=OWN).status_code == 303
    page = text(rita.get("/refunds").text)
    assert "is sent instead; Odoo has not heard of it yet" in page
    assert "no refund · Exchanged" in page


def test_the_order_tells_its_returns_step_by_step_and_lives(floor: Floor, rita: FlaskClient) -> None:
    (order,) = {row[0] for row in [floor.services.store.read(lambda v: v.orders.find(floor.world.w, "S00001"))[0]]}
    live = text(floor.office("service").get(f"/orders/{order}/live").text)
    assert "Returns and refunds R-00001-2" in live
    assert "refund 45.00 EUR to be decided" in live
    assert re.search(r"Announced \S+( \S+)? → Received \S+( \S+)? → Reckoned", live)
    press(rita)
    assert "Return R-00001-2: 45.00 EUR released" in text(floor.office("service").get(f"/orders/{order}/live").text)


def test_a_photo_the_customer_sent_is_with_the_return_for_whoever_decides(floor: Floor, rita: FlaskClient) -> None:
    path, sent = "/returns/R-00001-2/photos", photo()
    service = floor.office("service")
    answer = service.post(path, data=FORM | {"photo": (BytesIO(sent), "IMG_1.jpg")}, headers=OWN)
    assert (answer.status_code, answer.location) == (303, path)
    finance = floor.office("finance")
    assert f'href="{path}"' in finance.get("/refunds").text
    name = sha256(sent).hexdigest()
    assert f'src="{path}/{name}"' in finance.get(path).text
    shown = finance.get(f"{path}/{name}")
    assert (shown.status_code, SECRET in sent, SECRET in shown.data) == (200, True, False)
    assert service.post(path, data=FORM | {"photo": (BytesIO(b"<svg/>"), "x.svg")}, headers=OWN).status_code == 400
    assert 'type="file"' not in finance.get(path).text
    assert finance.post(path, data=FORM, headers=OWN).status_code == 403
    assert floor.office("picker").get(f"{path}/{name}").status_code == 403
    assert service.get(f"{path}/{'0' * 64}").status_code == 404
    assert service.get("/returns/R-99999-9/photos").status_code == 404


def test_who_is_forgotten_is_gone_from_the_photos_of_their_return(floor: Floor, rita: FlaskClient) -> None:
    rita.post("/returns/R-00001-2/photos", data=FORM | {"photo": (BytesIO(photo()), "1.jpg")}, headers=OWN)
    (found,) = floor.services.store.read(lambda views: views.orders.find(floor.world.w, "S00001"))
    assert floor.services.store.write(lambda uow: uow.retention.forget_order(found[0]))["photos"] == 1


def test_returns_are_measured_and_fit_a_spreadsheet(floor: Floor, rita: FlaskClient) -> None:
    page = text(rita.get("/measures/returns?by=reason&days=7").text)
    assert "Not as expected 1 2" in page
    file = rita.get("/measures/returns/returns.csv?by=reason&days=7")
    head, row = file.text.splitlines()
    assert head.startswith("reason,returns,pieces_m,sent_m,rate,kept,value")
    assert row.startswith("CR-LIKE,1,2000,")
    assert row.endswith("EUR")
    assert rita.get("/measures/returns?by=person").status_code == 400


def test_terms_are_tried_on_past_refunds_before_they_are_saved_with_a_reason(floor: Floor, rita: FlaskClient) -> None:
    supervisor, path = floor.office("supervisor"), "/reasons/refund/RF-TERMS"
    assert "A 0 %, B 0 %, C 30 %, D 60 %" in text(supervisor.get(path).text)
    wish = {"based": "2", "less_a": "0", "less_b": "20", "less_c": "30", "less_d": "60", "fee": "0", "freight": "1",
            "ask_worn": "1"}  # fmt: skip
    looked = text(supervisor.post(path, data=FORM | wish | {"look": "1"}, headers=OWN).text)
    assert "Tried on the last 1 refunds, these would have been others: R-00001-2 45.00 EUR → 36.00 EUR" in looked
    assert "All of them together: 45.00 EUR → 36.00 EUR" in looked
    wrong = supervisor.post(path, data=FORM | wish | {"less_b": "101", "save": "1", "why": "x"}, headers=OWN)
    assert wrong.status_code == 400
    saved = supervisor.post(path, data=FORM | wish | {"save": "1", "why": "opened boxes sell for less"}, headers=OWN)
    assert saved.status_code == 303
    page = text(supervisor.get(path).text)
    assert "Less for B, %: 0 → 20 opened boxes sell for less" in page


def test_a_rule_that_gives_money_back_alone_says_which_would_have_gone_and_needs_a_limit(
    floor: Floor, rita: FlaskClient
) -> None:
    supervisor, path = floor.office("supervisor"), "/reasons/refund_auto/RA-RELEASE"
    assert "never. A person does it." in text(supervisor.get(path).text)
    wish = {"based": "1", "on": "1", "upto": "50", "worst": "B", "fault": "", "save": "1", "why": "they are many"}
    no_limit = supervisor.post(path, data=FORM | wish | {"upto": ""}, headers=OWN)
    assert (no_limit.status_code, "whatever the amount" in no_limit.text) == (400, True)
    del wish["save"]
    looked = text(supervisor.post(path, data=FORM | wish | {"look": "1"}, headers=OWN).text)
    assert "R-00001-2 45.00 EUR → 45.00 EUR, released without a person" in looked


def test_the_page_says_whose_each_is_until_when_and_how_old_all_of_them_are(floor: Floor, rita: FlaskClient) -> None:
    page = text(rita.get("/refunds").text)
    assert "Next: Returns lead · to be paid by" in page
    assert re.search(r"0 to 2 days .* 1 45.00 EUR", page)
    assert "late" not in page
    floor.clock.now += 15 * 86_400_000
    rita = floor.office("returns")
    page = text(rita.get("/refunds/live").text)
    assert "late" in page
    assert re.search(r"14 days and more 0 0 0 0 1 45.00 EUR", page)
    press(rita)
    assert "Next: Floor app" in text(rita.get("/refunds/live").text)


def test_all_within_a_limit_is_released_at_one_press(rita: FlaskClient) -> None:
    answer = rita.post("/refunds/release", data=FORM | {"refund": ["1:4500", "x", "7:1"]}, headers=OWN)
    assert answer.location == "/refunds?done=many&n=1"
    assert "Released: 1." in text(rita.get(answer.location).text)


def test_who_has_nothing_to_do_with_money_does_not_see_it(floor: Floor) -> None:
    assert floor.office("picker").get("/refunds").status_code == 403
    assert floor.office("picker").get("/refunds/live").status_code == 403
    assert floor.office("stock").post("/refunds/release", data=FORM, headers=OWN).status_code == 403
    assert floor.office("stock").post("/refunds/1/release", data=FORM, headers=OWN).status_code == 403
