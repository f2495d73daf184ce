"""The page of what did not get into Odoo: who sees it, what it says, its buttons, and the figures that name it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import FORM, OWN, Floor, app_of
from warehouse_app.service import odoo_cases
from warehouse_app.service.ports.odoo import LineNow, MoveNow, Odoo, TransferNow
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.shipped_rules import ship_rules

HOSTILE = "<script>alert(1)</script> Traceback (most recent call last):\n  File x\nValueError: <b>no</b> such lot"


class OneTransfer:
    """An Odoo in which somebody picked three pieces of the first transfer."""

    def read_transfers(self, ids: Sequence[int]) -> list[TransferNow]:
        line = LineNow(1, 1, 1, 1, None, None, 3000, True, None)
        moves = (MoveNow(1, 1, 3000, 3000, True, "assigned"), MoveNow(2, 2, 1000, 0, False, "assigned"))
        return [TransferNow(id_, "x", "assigned", 1, "DHL", 0, None, None, 0, moves, (line,), None, ()) for id_ in ids]


@pytest.fixture
def sam(floor: Floor) -> FlaskClient:
    floor.services.store.write(ship_rules)
    return floor.office("supervisor")


def stuck(floor: Floor, kind: Any, subject: str, what: str = "", error: str = "not today") -> int:
    """An entry that was given up, as the deliverer leaves it."""

    def give_up(uow: UnitOfWork) -> int:
        w = floor.world.w
        if kind == "reconcile":
            uow.floor.want(int(subject.rpartition(":")[2]))
            uow.outbox.hurry(subject)
        else:
            uow.outbox.add(w, kind, subject, {"what": what})
        while jobs := uow.outbox.lease(uow.outbox.due(w, 50, 50), 1):
            mine = [job for job in jobs if (job.subject, job.kind) == (subject, kind)]
            uow.outbox.finish([job for job in jobs if job not in mine])
            uow.outbox.give_up(mine, error)
        (entry,) = [one.id for one in uow.outbox.stuck(w) if one.subject == subject and one.kind == kind]
        if subject.startswith("transfer:"):
            odoo_cases.raise_about(uow, odoo_cases.REFUSED, int(subject.rpartition(":")[2]), words=error)
        return entry

    return floor.services.store.write(give_up)


def with_odoo(floor: Floor, odoo: object) -> FlaskClient:
    """The same floor, and this Odoo behind it."""
    services = replace(floor.services, odoo=cast(Odoo, odoo))
    made = replace(floor, app=app_of(services), services=services)
    return made.office("supervisor")


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u2060", "")


def test_an_empty_page_says_that_everything_reached_odoo(sam: FlaskClient) -> None:
    page = sam.get("/undelivered")
    assert (page.status_code, "Everything reached Odoo" in page.text) == (200, True)
    assert "/undelivered" not in text(sam.get("/board").text)


def test_each_entry_says_what_happened_what_is_safe_what_to_do_and_whose_it_is(floor: Floor, sam: FlaskClient) -> None:
    stuck(floor, "reconcile", "transfer:1", error="foreign")
    stuck(floor, "create", f"wave:{floor.world.wave}", "batch", "The batch\n  is locked")
    floor.clock.forward(7)
    page = text(sam.get("/undelivered").text)
    for words in (
        "Picked quantities of WH/OUT/00001",
        "Order S00001",
        "7 min ago",
        "tries: 1",
        "Somebody wrote other quantities in Odoo",
        "Every scan is kept.",
        "Look into the tote.",
        "C-00001",
        "Floor supervisor",
        "Take Odoo\u2019s quantities",
        "Wave W-0001 as a batch",
        "The batch is locked",
        "None is open any more",
        "Write off",
    ):
        assert words in page, words


def test_what_odoo_said_is_plain_words_and_never_markup(floor: Floor, sam: FlaskClient) -> None:
    stuck(floor, "create", "transfer:1", "note:walked", HOSTILE)
    page = sam.get("/undelivered").text
    assert "&lt;b&gt;no&lt;/b&gt; such lot" in page
    assert "Traceback" not in page
    assert "<script>alert" not in page


def test_try_again_queues_it_once_and_tells_the_second_politely(floor: Floor, sam: FlaskClient) -> None:
    entry = stuck(floor, "create", "transfer:1", "note:walked")
    first = sam.post(f"/undelivered/{entry}/again", data=FORM, headers=OWN)
    assert (first.status_code, first.location) == (303, "/undelivered?done=again")
    assert "It is being told to Odoo once more." in sam.get(first.location).text
    second = sam.post(f"/undelivered/{entry}/again", data=FORM, headers=OWN)
    assert (second.status_code, "Somebody was faster" in second.text) == (409, True)
    assert "Tried again" in sam.get("/cases/1").text
    assert sam.post("/undelivered/999/again", data=FORM, headers=OWN).status_code == 404


def test_writing_off_asks_for_a_reason_and_keeps_what_was_typed(floor: Floor, sam: FlaskClient) -> None:
    entry = stuck(floor, "create", "transfer:1", "note:walked")
    path = f"/undelivered/{entry}/write-off"
    for sent in ({}, {"reason": "AC-COUNTED"}, {"reason": "WO-OTHER"}, {"reason": "WO-OTHER", "note": "x" * 10_000}):
        refused = sam.post(path, data=FORM | sent, headers=OWN)
        assert (refused.status_code, "Nothing was changed." in refused.text) == (400, True)
    kept = sam.post(path, data=FORM | {"note": "a <b>bold</b> word"}, headers=OWN).text
    assert 'value="a &lt;b&gt;bold&lt;/b&gt; word"' in kept
    assert f'id="settle-{entry}" open' in kept
    done = sam.post(path, data=FORM | {"reason": "WO-OTHER", "note": "nobody  reads it"}, headers=OWN)
    assert (done.status_code, done.location) == (303, "/undelivered?done=written_off")
    case = text(sam.get("/cases/1").text)
    assert "Written off, Odoo is not told: Other, say what · nobody reads it" in case
    assert "It is over: written off" in case
    other = floor.office("admin").post(path, data=FORM | {"reason": "WO-WRONG"}, headers=OWN)
    assert (other.status_code, "has settled that already" in other.text) == (409, True)


def test_odoos_quantities_are_taken_and_the_case_says_by_whom_and_what_changed(floor: Floor, sam: FlaskClient) -> None:
    walk = floor.walk()
    walk.send(walk.pick(1000))
    entry = stuck(floor, "reconcile", "transfer:1", error="foreign")
    path, sent = f"/undelivered/{entry}/accept", FORM | {"reason": "AC-COUNTED"}
    away = sam.post(path, data=sent, headers=OWN)
    assert (away.status_code, "Odoo does not answer" in away.text) == (503, True)
    sue = with_odoo(floor, OneTransfer())
    assert sue.post(path, data=sent, headers=OWN).status_code == 303
    assert walk.picked_m() == 3000
    case = text(sue.get("/cases/1").text)
    assert "Counted: Odoo is right · Hand soap 1 at A-01-1: 1 before, 3 now Somebody OFFICE-" in case
    late = sam.post(path, data=sent, headers=OWN)
    assert (late.status_code, "has settled that already." in late.text) == (409, True)
    assert walk.picked_m() == 3000
    assert sam.get("/devices").status_code == 403
    assert "office" not in text(floor.office("admin").get("/devices").text).split("Handheld", 1)[-1].split()


def test_each_kind_has_its_own_way_out(floor: Floor, sam: FlaskClient) -> None:
    quantities = stuck(floor, "reconcile", "transfer:1")
    note = stuck(floor, "create", "transfer:2", "note:walked")
    wrong = sam.post(f"/undelivered/{quantities}/write-off", data=FORM | {"reason": "WO-WRONG"}, headers=OWN)
    assert (wrong.status_code, "Quantities cannot be written off" in wrong.text) == (409, True)
    other = sam.post(f"/undelivered/{note}/accept", data=FORM | {"reason": "AC-COUNTED"}, headers=OWN)
    assert (other.status_code, "nothing of this that could be taken" in other.text) == (409, True)


@pytest.mark.parametrize("role", ["picker", "packer", "stock", "service"])
def test_others_neither_see_it_nor_press_anything(floor: Floor, sam: FlaskClient, role: str) -> None:
    entry, client = stuck(floor, "create", "transfer:1", "note:walked"), floor.office(role)
    assert client.get("/undelivered").status_code == 403
    for button in ("again", "accept", "write-off"):
        assert client.post(f"/undelivered/{entry}/{button}", data=FORM, headers=OWN).status_code == 403
    assert "Not in Odoo" not in client.get("/sign-in").text
    assert "note" in text(sam.get("/undelivered").text).lower()


def test_the_board_and_the_figures_name_what_waits_for_a_person(floor: Floor, sam: FlaskClient) -> None:
    stuck(floor, "create", "transfer:1", "note:walked")
    assert '<a href="/undelivered">1 did not get into Odoo</a>' in sam.get("/board").text
    assert '<a href="/undelivered"' not in floor.office("stock").get("/board/live").text
    ada = floor.office("admin")
    lanes = ada.get("/healthz/detail").get_json()["warehouses"][0]["lanes"]
    assert [(lane["kind"], lane["persons"]) for lane in lanes if lane["persons"]] == [("create", 1)]
    assert 'floor_outbox_persons{warehouse="WH",kind="create"} 1' in ada.get("/metrics").text
