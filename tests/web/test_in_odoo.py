"""What the app writes in Odoo, on a page; and a store that works or observes, never one after the other."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import FORM, OWN, Floor, app_of
from warehouse_app.bootstrap import CannotStart, Services, proven, words
from warehouse_app.config import Settings, read
from warehouse_app.service.in_odoo_page import SAID
from warehouse_app.service.ports.observing import Call, Unsent
from warehouse_app.service.ports.odoo import OdooFloor
from warehouse_app.service.ports.odoo.writes import WRITES

REAL = {"odoo_url": "http://odoo.invalid", "odoo_db": "floor", "odoo_user": "picker", "odoo_key": "k"}


def text(page: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))).replace("\u2060", "")


def observing(floor: Floor) -> FlaskClient:
    """The same floor, started to observe."""
    services: Services = replace(floor.services, settings=settings(floor.services.settings, "observe"))
    return replace(floor, app=app_of(services), services=services).office("supervisor")


def settings(like: Settings, mode: str) -> Settings:
    return read({}, data_dir=like.data_dir, odoo_mode=mode, **REAL)


def test_the_page_names_every_way_the_app_writes(floor: Floor) -> None:
    page = text(floor.office("supervisor").get("/in-odoo").text)
    assert all(f"{one.model}.{one.method}" in page for one in WRITES)
    assert "What the floor does is told to Odoo" in page
    assert "Would have been written" not in page


def test_while_observing_every_page_says_so_and_the_list_is_sentences_and_calls(floor: Floor) -> None:
    sam = observing(floor)
    assert "Nothing so far" in sam.get("/in-odoo").text
    call = Call("stock.picking", "button_validate", (17,))
    name = floor.services.store.read(lambda views: views.transfer_name(1))
    told = Unsent("validate:17", "validate", (call,), {"pieces_m": 2500}, name[1])
    floor.services.store.write(lambda uow: uow.notebook.note(told) and uow.notebook.note(told))
    odd = Unsent("x:1", "x", (Call("sale.order", "write", (1,), {"note": "=1+1"}),), {"n": 1})
    floor.services.store.write(lambda uow: uow.notebook.note(odd))
    page = text(sam.get("/in-odoo").text)
    assert "Would have been written (2)" in page
    assert f"Validate the transfer with 2.5 · {name[0]}" in page
    assert "stock.picking.button_validate([17])" in page
    assert "Odoo would have been told: x" in page
    assert "Observing: nothing is written in Odoo" in text(sam.get("/board").text)
    file = sam.get("/in-odoo/not-written.csv")
    assert file.headers["Content-Disposition"] == 'attachment; filename="not-written.csv"'
    assert [row.split(",")[1] for row in file.text.splitlines()] == [
        "What",
        "Odoo would have been told: x",
        "Validate the transfer with 2.5",
    ]


def test_a_pilot_says_what_it_is_about(floor: Floor) -> None:
    like = floor.services.settings
    pilot = read({}, data_dir=like.data_dir, odoo_mode="pilot", pilot_carriers="DHL, UPS", **REAL)
    services = replace(floor.services, settings=pilot)
    page = replace(floor, app=app_of(services), services=services).office("supervisor").get("/in-odoo").text
    assert "Pilot: only what fits all of this comes to the floor. DHL, UPS" in text(page)


@pytest.mark.parametrize(("role", "may"), [("supervisor", 200), ("admin", 200), ("service", 403), ("picker", 403)])
def test_who_sees_it(floor: Floor, role: str, may: int) -> None:
    client = floor.office(role)
    assert {client.get(path).status_code for path in ("/in-odoo", "/in-odoo/not-written.csv")} == {may}
    assert client.post("/in-odoo", data=FORM, headers=OWN).status_code == 405


def test_every_call_that_writes_has_a_sentence_in_english() -> None:
    english = words()
    assert {name for name in vars(OdooFloor) if not name.startswith("_")} <= SAID
    keys = [key for call in SAID for key in (f"unsent.{call}", f"unsent.kind_{call}")]
    assert [key for key in keys if english.say("en", key) == key] == []


def test_a_store_that_works_is_not_observed_with_and_the_other_way_round(floor: Floor, tmp_path: Path) -> None:
    services = floor.services
    with pytest.raises(CannotStart, match=r"this store works.*Nothing was started"):
        proven(settings(services.settings, "observe"), services.store, services.words)
    proven(settings(services.settings, "live"), services.store, services.words)
    services.store.write(lambda uow: uow.notebook.begin())
    with pytest.raises(CannotStart, match=r"only observed.*WAREHOUSE_DATA_DIR"):
        proven(settings(services.settings, "live"), services.store, services.words)
    proven(settings(services.settings, "observe"), services.store, services.words)
