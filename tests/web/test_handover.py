"""The shift hand-over: what is left, both badges and PINs, the lockout, and what becomes of the exceptions taken."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.conftest import FORM, OWN, PIN, Floor, Walk
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.shipped_rules import ship_rules


@pytest.fixture
def walk(floor: Floor) -> Walk:
    """A wave in hand, one tote with goods, one short."""
    floor.services.store.write(ship_rules)
    floor.hire("Lea", "supervisor", badge="LEA")
    floor.hire("Tom", "supervisor", badge="TOM")
    walk = floor.walk()
    walk.send(walk.pick(2000), walk.short(1000), waiting=4)
    return walk


@pytest.fixture
def desk(floor: Floor, walk: Walk) -> FlaskClient:
    assert walk.sheet
    return floor.office("supervisor")


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u2060", "")


def sign(desk: FlaskClient, **sent: str) -> TestResponse:
    both = {"leaver_badge": "LEA", "leaver_pin": PIN, "taker_badge": "TOM", "taker_pin": PIN}
    return desk.post("/handover", data=FORM | both | sent, headers=OWN)


def take(floor: Floor, case: int, badge: str) -> None:
    """Somebody takes an exception."""
    with closing(sqlite3.connect(floor.services.settings.data_dir / "floor.sqlite3")) as store, store:
        asked = 'UPDATE "case" SET person = (SELECT id FROM person WHERE badge = ?) WHERE id = ?'
        assert store.execute(asked, (badge, case)).rowcount == 1


def owner(floor: Floor, case: int = 1) -> str | None:
    row = floor.services.store.read(lambda views: views.case(floor.world.w, case))
    assert row is not None
    return row.taken_by


def test_the_page_says_what_is_left_with_its_numbers(desk: FlaskClient) -> None:
    page = text(desk.get("/handover").text)
    for words in (
        "Open exceptions 1 C-00001",
        "Order short, Floor supervisor",
        "Waves in hand 1 W-0001 1 of 3 lines",
        "Totes with goods 1 T-0001 2 pieces of S00001",
        "Handhelds silent or with unsent scans 1 of Ina 2 scans wait",
        "Held orders 0",
        "Waiting for approval 0",
        "Not in Odoo 0",
        "None so far.",
    ):
        assert words in page, (words, page)


def test_both_sign_and_the_picture_is_kept_as_it_was(floor: Floor, walk: Walk, desk: FlaskClient) -> None:
    signed = sign(desk)
    assert (signed.status_code, signed.location) == (303, "/handover?done=signed")
    assert "Both names stand below" in desk.get(signed.location).text
    floor.clock.forward(60)
    walk.send(walk.pick(0 + 1000))
    page = text(desk.get("/handover").text)
    last = page.split("The last ones")[1]
    assert "Lea to Tom" in last
    assert "T-0001 2 pieces of S00001" in last
    assert "Open exceptions 1 C-00001" in last


def test_what_the_one_had_taken_is_the_others_and_the_history_says_so(floor: Floor, desk: FlaskClient) -> None:
    take(floor, 1, "LEA")
    assert owner(floor) == "Lea"
    sign(desk)
    assert owner(floor) == "Tom"
    assert "Taken over with the shift Tom" in text(desk.get("/cases/1").text)
    assert "1 exceptions changed hands" in text(desk.get("/handover").text)


def test_what_a_third_person_has_taken_stays_theirs(floor: Floor, desk: FlaskClient) -> None:
    take(floor, 1, "WALKINA")
    sign(desk)
    assert owner(floor) == "Ina"


@pytest.mark.parametrize(
    ("sent", "status", "words", "whose"),
    [
        ({"taker_pin": "9999"}, 400, "PIN", "Who comes"),
        ({"leaver_badge": "NOBODY"}, 400, "PIN", "Who goes"),
        ({"leaver_badge": ""}, 400, "badge", "Who goes"),
        ({"taker_pin": ""}, 400, "PIN", "Who comes"),
        ({"taker_badge": "LEA"}, 400, "same person", "Who comes"),
        ({"taker_badge": "WALK-INA"}, 403, "Only supervisors", "Who comes"),
        ({"leaver_badge": "x" * 9000, "taker_badge": "\u202e"}, 400, "", "Who goes"),
    ],
)
def test_without_both_signatures_nothing_changes_hands(
    floor: Floor, desk: FlaskClient, sent: dict[str, str], status: int, words: str, whose: str
) -> None:
    take(floor, 1, "LEA")
    refused = sign(desk, **sent)
    assert (refused.status_code, words in refused.text) == (status, True)
    assert f"<b>{whose}</b>" in refused.text
    assert PIN not in re.findall(r'value="([^"]*)"', refused.text)
    assert owner(floor) == "Lea"
    assert "None so far." in text(desk.get("/handover").text)


def test_what_was_typed_is_still_there_but_no_pin(desk: FlaskClient) -> None:
    refused = sign(desk, taker_pin="9999").text
    assert ('value="LEA"' in refused, 'value="TOM"' in refused, "9999" in refused) == (True, True, False)


def test_who_guesses_is_locked_out_as_at_signing_in(floor: Floor, desk: FlaskClient) -> None:
    for _ in range(5):
        assert sign(desk, taker_pin="9999").status_code == 400
    locked = sign(desk)
    assert (locked.status_code, "<b>Who comes</b>" in locked.text) == (429, True)
    enter = floor.client().post("/sign-in", data=FORM | {"badge": "TOM", "pin": PIN}, headers=OWN)
    assert enter.status_code == 429, "it is one and the same lock"
    floor.clock.forward(20)
    assert sign(desk).status_code == 303


def test_somebody_who_left_signs_nothing(floor: Floor, desk: FlaskClient) -> None:
    def leave(uow: UnitOfWork) -> None:
        tom = uow.people.by_badge("TOM")
        assert tom is not None
        uow.people.save(replace(tom, active=False))

    floor.services.store.write(leave)
    assert sign(desk).status_code == 400


@pytest.mark.parametrize(("role", "sees"), [("admin", True), ("picker", False), ("service", False), ("stock", False)])
def test_only_supervisors_sign(floor: Floor, walk: Walk, role: str, sees: bool) -> None:
    assert walk.sheet
    client = floor.office(role)
    assert (client.get("/handover").status_code == 200) is sees
    assert sign(client).status_code == 403
