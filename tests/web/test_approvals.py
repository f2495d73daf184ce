"""What goes against a rule: the reasons beside its answer, the limit of a day, and a second person's page."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.service.world import NOW
from tests.web.conftest import FORM, OWN, SCRIPT, Floor, Walk
from warehouse_app.service import odoo_cases
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.shipped_rules import ship_rules


@pytest.fixture
def walk(floor: Floor) -> Walk:
    floor.services.store.write(ship_rules)
    return floor.walk()


@pytest.fixture
def sam(floor: Floor, walk: Walk) -> FlaskClient:
    walk.send(walk.short(1000))
    return floor.office("supervisor")


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u2060", "")


def answer(client: FlaskClient, case: int = 1, **sent: str) -> TestResponse:
    return client.post(f"/cases/{case}/answer", data=FORM | sent, headers=OWN)


def agree(client: FlaskClient, entry: int = 1, what: str = "approve") -> TestResponse:
    return client.post(f"/approvals/{entry}/{what}", data=FORM, headers=OWN)


def decision(floor: Floor, case: int = 1) -> str | None:
    row = floor.services.store.read(lambda views: views.case(floor.world.w, case))
    assert row is not None
    return row.decision


def journaled(floor: Floor) -> list[tuple[str, str]]:
    """(override, reason) of what the journal holds of them, in order."""
    with closing(sqlite3.connect(floor.services.settings.data_dir / "floor.sqlite3")) as store:
        rows = store.execute("SELECT raw FROM event WHERE kind = 'override' ORDER BY seq").fetchall()
    bodies = [json.loads(raw)["body"] for (raw,) in rows]
    return [(body["over"], body["reason"]) for body in bodies]


def limit(floor: Floor, code: str, **changed: object) -> None:
    """The shop's own version of a rule."""

    def change(uow: UnitOfWork) -> None:
        body = uow.releasing.rules("override", floor.world.w)[code]
        uow.releasing.ship_rule("override", code, 2, {**body, **changed})

    floor.services.store.write(change)


def test_a_first_answer_inside_the_rules_needs_no_reason(floor: Floor, sam: FlaskClient) -> None:
    assert 'name="reason"' not in sam.get("/cases/1").text
    assert answer(sam, answer="wait").status_code == 303
    assert (decision(floor), journaled(floor)) == ("wait", [])


def test_a_changed_answer_asks_for_a_reason_and_is_kept_and_counted(floor: Floor, sam: FlaskClient) -> None:
    answer(sam, answer="wait")
    assert 'id="w-1-cancel-"' in sam.get("/cases/1").text
    assert 'id="w-1-wait-"' not in sam.get("/cases/1").text, "the same again changes nothing"
    assert 'id="w-1-cancel-"' in sam.get("/board/live").text
    bare = answer(sam, answer="cancel")
    assert (bare.status_code, "needs a reason" in bare.text, decision(floor)) == (400, True, "wait")
    assert answer(sam, answer="cancel", reason="OD-FACTS").status_code == 303
    assert decision(floor) == "cancel"
    assert journaled(floor) == [("OV-DECISION", "OD-FACTS")]
    page = text(sam.get("/approvals").text)
    assert "Decisions changed · 1 of 20 a day" in page
    assert "Change the decision on order S00001: " in page
    assert "New facts done at once" in page


def test_shipping_short_with_nothing_else_to_ship_is_against_the_rule(floor: Floor, walk: Walk) -> None:
    lines = [line["id"] for line in walk.sheet["lines"] if line["tote"] == walk.sheet["lines"][0]["tote"]]
    walk.send(walk.short(3000))
    client = floor.office("supervisor")
    assert 'id="w-1-ship_short-"' not in client.get("/cases/1").text, "another line of the order still ships"
    assert len(lines) == 2
    own = next(line for line in walk.sheet["lines"] if line["id"] == lines[1])
    body = {"line": own["id"], "location": walk.sheet["stops"][own["stop"]]["location"], "missing_m": own["demand_m"]}
    walk.send(walk.event("short", body | {"found_m": 0, "reason": "RC-ELSE"}))
    assert 'id="w-1-ship_short-"' in client.get("/cases/1").text
    assert answer(client, answer="ship_short").status_code == 400
    assert answer(client, answer="ship_short", reason="OS-GIFT").status_code == 303
    assert journaled(floor) == [("OV-SHORT", "OS-GIFT")]


def test_over_the_limit_it_waits_for_a_second_person_and_is_then_done_in_both_names(
    floor: Floor, sam: FlaskClient
) -> None:
    limit(floor, "OV-DECISION", per_day=1)
    answer(sam, answer="wait")
    answer(sam, answer="cancel", reason="OD-FACTS")
    assert "Limit of the day reached: Somebody OFFICE" in text(sam.get("/board/live").text)
    over = answer(sam, answer="ship_short", reason="OD-MISTAKE")
    assert (over.status_code, over.location, decision(floor)) == (303, "/approvals?done=waits", "cancel")
    told = text(sam.get(over.location).text)
    assert "A second person has to agree." in told
    assert "You asked for it" in told
    assert '<a href="/approvals">1 wait for approval</a>' in sam.get("/board/live").text
    again = answer(sam, answer="ship_short", reason="OD-MISTAKE")
    assert (again.status_code, "waits for a second person already" in again.text) == (409, True)
    own = agree(sam, 2)
    assert (own.status_code, "somebody else has to agree" in own.text, decision(floor)) == (403, True, "cancel")
    sue = floor.office("supervisor")
    assert "Their limit of the day is reached" in text(sue.get("/approvals").text)
    assert agree(sue, 2).location == "/approvals?done=approved"
    assert decision(floor) == "ship_short"
    late = agree(sue, 2)
    assert (late.status_code, "Somebody was faster" in late.text) == (409, True)
    assert journaled(floor)[-2:] == [("OV-DECISION", "OD-MISTAKE"), ("OV-DECISION", "approved")]
    assert "It was a mistake agreed to by Somebody OFFICE" in text(sam.get("/approvals").text)


def test_the_limit_is_one_persons_and_one_days(floor: Floor, sam: FlaskClient) -> None:
    limit(floor, "OV-DECISION", per_day=1)
    answer(sam, answer="wait")
    answer(sam, answer="cancel", reason="OD-FACTS")
    sue = floor.office("supervisor")
    assert answer(sue, answer="wait", reason="OD-FACTS").location == "/board", "a limit of her own"
    floor.clock.forward(24 * 60)
    tomorrow = floor.office("supervisor")
    assert tomorrow.get("/approvals").status_code == 200
    assert "of 1 a day" not in text(tomorrow.get("/approvals").text)


def test_what_is_refused_is_not_done(floor: Floor, sam: FlaskClient) -> None:
    limit(floor, "OV-DECISION", second=True)
    answer(sam, answer="wait")
    answer(sam, answer="cancel", reason="OD-FACTS")
    assert agree(floor.office("supervisor"), 1, "refuse").location == "/approvals?done=refused"
    assert decision(floor) == "wait"
    assert "refused by Somebody" in text(sam.get("/approvals").text)
    assert answer(sam, answer="cancel", reason="OD-FACTS").status_code == 303, "it may be asked for anew"


def test_what_cannot_be_done_any_more_says_why_and_still_waits(floor: Floor, sam: FlaskClient) -> None:
    limit(floor, "OV-DECISION", second=True)
    answer(sam, answer="wait")
    answer(sam, answer="cancel", reason="OD-FACTS")
    floor.services.store.write(lambda uow: uow.cases.resolve(1, "gone"))
    sue = floor.office("supervisor")
    late = agree(sue)
    assert (late.status_code, "is over." in late.text, "Approvals" in late.text) == (409, True, True)
    assert agree(sue, 1, "refuse").status_code == 303


def test_a_script_hears_that_it_waits(floor: Floor, sam: FlaskClient) -> None:
    limit(floor, "OV-DECISION", second=True)
    answer(sam, answer="wait")
    sent = {"answer": "cancel", "reason": "OD-FACTS"}
    told = sam.post("/cases/1/answer", json=sent, headers=SCRIPT | OWN)
    assert (told.status_code, told.get_json()["waits"]["text"]) == (202, "A second person has to agree.")


def test_a_held_order_is_let_go_with_a_reason_that_counts(floor: Floor, walk: Walk) -> None:
    sam = floor.office("supervisor", "service")
    for order, reason in (("S00001", "LG-MENDED"), ("S00002", "LG-KNOWN")):
        assert walk.sheet["wave"]
        hold(floor, order)
        number = int(order[-1])
        let = sam.post(f"/release/orders/{number}/let-go", data=FORM | {"reason": reason}, headers=OWN)
        assert (let.status_code, let.location) == (303, "/release")
    assert journaled(floor) == [("OV-RELEASE", "LG-KNOWN")]
    limit(floor, "OV-RELEASE", second=True)
    hold(floor, "S00001")
    waits = sam.post("/release/orders/1/let-go", data=FORM | {"reason": "LG-FALSE"}, headers=OWN)
    assert waits.location == "/approvals?done=waits"
    entry = 2
    stranger = agree(floor.office("stock"), entry)
    assert (stranger.status_code, "may not agree" in stranger.text) == (403, True)
    assert agree(floor.office("supervisor"), entry).location == "/approvals?done=approved"
    assert sam.post("/release/orders/1/let-go", data=FORM | {"reason": "LG-FALSE"}, headers=OWN).status_code == 409


def hold(floor: Floor, order: str) -> None:
    def write(uow: UnitOfWork) -> None:
        found = uow.releasing.order_named(floor.world.w, order)
        assert found is not None
        uow.releasing.hold(found.id, {"reason": "HD-CUSTOMER", "by": None, "at": uow.now, "key": f"x|hold|{found.id}"})

    floor.services.store.write(write)


def differs(floor: Floor, counted_m: int, cost: int) -> None:
    """So many were counted where the book has seventy; `cost` of one in hundredths."""

    def differ(uow: UnitOfWork) -> None:
        count = uow.counts.add(floor.world.w, 1, 1, None, counted_m, NOW, "0" * 32)
        odoo_cases.counted(uow, uow.counts.get(count), 70_000, cost)

    floor.services.store.write(differ)


@pytest.mark.parametrize(("counted_m", "waits"), [(67_000, False), (66_000, True)])
def test_a_count_far_off_the_book_is_applied_by_two(floor: Floor, walk: Walk, counted_m: int, waits: bool) -> None:
    assert walk.sheet
    differs(floor, counted_m, cost=100)
    sam = floor.office("supervisor")
    assert ('name="reason"' in sam.get("/cases/1").text) is waits
    sent = answer(sam, answer="apply", reason="OC-LOST" if waits else "")
    assert sent.location == ("/approvals?done=waits" if waits else "/board")
    assert decision(floor) == (None if waits else "apply")
    if waits:
        assert "66 counted, 70 by the book" in text(sam.get("/approvals").text)
        assert agree(floor.office("stock")).status_code == 303
        assert decision(floor) == "apply"


@pytest.mark.parametrize(
    ("cost", "refused", "agrees"),
    [(2500, [], None), (2501, [], "supervisor"), (10_001, ["supervisor"], "stock"),
     (50_001, ["supervisor", "stock"], "finance"), (2_000_000, ["stock"], "finance")],
)  # fmt: skip
def test_two_dear_pieces_off_the_book_are_agreed_to_by_whose_limit_reaches_as_far(
    floor: Floor, walk: Walk, cost: int, refused: list[str], agrees: str | None
) -> None:
    assert walk.sheet
    differs(floor, 68_000, cost)
    sam = floor.office("supervisor")
    assert ('name="reason"' in sam.get("/cases/1").text) is (agrees is not None)
    answer(sam, answer="apply", reason="OC-LOST" if agrees else "")
    assert decision(floor) == (None if agrees else "apply")
    if agrees is None:
        return
    assert f"worth {2 * cost / 100:.2f}" in text(floor.office(agrees).get("/approvals").text)
    assert [agree(floor.office(role)).status_code for role in refused] == [403] * len(refused)
    assert decision(floor) is None
    assert agree(floor.office(agrees)).status_code == 303
    assert decision(floor) == "apply"


@pytest.mark.parametrize("role", ["picker", "packer", "returns", "buying"])
def test_others_see_no_approvals_and_agree_to_none(floor: Floor, sam: FlaskClient, role: str) -> None:
    limit(floor, "OV-DECISION", second=True)
    answer(sam, answer="wait")
    answer(sam, answer="cancel", reason="OD-FACTS")
    client = floor.office(role)
    assert client.get("/approvals").status_code == 403
    assert [agree(client, 1, what).status_code for what in ("approve", "refuse")] == [403, 403]
    admin = floor.office("admin")
    assert (admin.get("/approvals").status_code, agree(admin).status_code) == (200, 403)
    assert agree(sam, 999).status_code == 404
