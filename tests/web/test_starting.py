"""Set-up: from an empty store to the first wave; closed to whoever has neither the code nor an admin's role."""

from __future__ import annotations

import shutil
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import FORM, OWN, PIN, SECRET, Clock, Floor, _empty_store, _words, app_of
from warehouse_app import config
from warehouse_app.bootstrap import Services
from warehouse_app.config import Settings
from warehouse_app.demo import open_odoo
from warehouse_app.demo.warehouse import Warehouse
from warehouse_app.domain.starting import STEPS
from warehouse_app.hashing import Argon2
from warehouse_app.live import Live
from warehouse_app.service.ports.odoo import OdooDenied, OdooUnknown, OdooUnreachable
from warehouse_app.store import open_store

ODOO = {"url": "https://odoo.example.com", "database": "prod", "user": "floor", "key": "hunter2-hunter2"}
BADGE = "BOSS1"


@dataclass
class Fresh:
    """An installation nobody has set up. `trouble` is what its Odoo answers, where it does not let us in."""

    folder: Path
    services: Services
    client: FlaskClient
    odoo: Warehouse
    trouble: Exception | None = None

    def post(self, path: str, **said: str) -> tuple[int, str]:
        answer = self.client.post(path, data=FORM | said, headers=OWN)
        return answer.status_code, answer.text

    def page(self) -> str:
        return self.client.get("/setup").text

    def let_in(self) -> None:
        assert self.post("/setup/code", code=self.services.first_key.code())[0] == 303

    def connect(self) -> None:
        assert self.post("/setup/connect", **ODOO)[0] in (200, 303)
        until = time.monotonic() + 20
        while self.services.store.read(lambda views: views.delivery(1)).state != "there":
            assert time.monotonic() < until
            time.sleep(0.01)

    def states(self) -> dict[str, str]:
        page = self.page()
        rows = [part.split('"', 3) for part in page.split('data-step="')[1:]]
        return {row[0]: row[2] for row in rows}


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Fresh]:
    clock, live = Clock(), Live()
    settings = Settings(data_dir=tmp_path)
    shutil.copy(_empty_store(), tmp_path / "floor.sqlite3")
    store = open_store(settings.store, clock, live.changed)
    services = Services(settings, clock, SECRET, store, Argon2(SECRET, 64), live, _words(), store.close)
    odoo = open_odoo(1, clock())
    made = Fresh(tmp_path, services, app_of(services).test_client(), odoo)

    def reach(_settings: Settings) -> Warehouse:
        if made.trouble is not None:
            raise made.trouble
        return odoo

    services.reach, services.link = reach, lambda given: replace(given, odoo=odoo)
    yield made
    services.close()


def test_nobody_gets_in_without_the_code_and_the_code_is_good_once(fresh: Fresh) -> None:
    assert fresh.client.get("/setup").location == "/sign-in?next=/setup"
    assert fresh.client.get("/sign-in?next=/setup").location == "/setup/code"
    assert fresh.post("/setup/connect", **ODOO)[0] == 401
    assert fresh.post("/setup/code", code="GO-AAAA-AAAA")[0] == 400
    code = fresh.services.first_key.code()
    assert stat.S_IMODE((fresh.folder / "setup.code").stat().st_mode) == 0o600
    assert fresh.post("/setup/code", code=code.lower().replace("-", " "))[0] == 303
    assert 'data-step="connect"' in fresh.page()
    other = fresh.client.application.test_client()
    assert other.post("/setup/code", data=FORM | {"code": code}, headers=OWN).status_code == 400


def test_guessing_the_code_ends_soon(fresh: Fresh) -> None:
    answers = [fresh.post("/setup/code", code=f"GO-AAAA-AA{n:02d}")[0] for n in range(60)]
    assert answers[-1] == 429
    assert fresh.post("/setup/code", code=fresh.services.first_key.code())[0] == 429


def test_a_forged_pass_opens_nothing(fresh: Fresh) -> None:
    for forged in ("99999999999999.aa", "x", f"{fresh.services.clock()}.", ""):
        fresh.client.set_cookie("floor_setup", forged)
        assert fresh.client.get("/setup").status_code == 302


def test_a_pass_ends_after_some_hours_and_with_the_first_admin(fresh: Fresh) -> None:
    fresh.let_in()
    fresh.connect()
    stolen = fresh.client.get_cookie("floor_setup", path="/setup")
    assert stolen is not None
    assert fresh.post("/setup/admin", name="Sam", pin=PIN, badge=BADGE)[0] == 303
    thief = fresh.client.application.test_client()
    thief.set_cookie("floor_setup", stolen.value, path="/setup")
    assert thief.get("/setup").status_code == 302
    assert thief.post("/setup/admin", data=FORM | {"name": "Eve", "pin": PIN}, headers=OWN).status_code == 401
    assert thief.get("/setup/code").location == "/setup"
    assert not (fresh.folder / "setup.code").exists()


def test_every_step_says_what_breaks_without_it(fresh: Fresh) -> None:
    fresh.let_in()
    page = fresh.page()
    for step in STEPS:
        assert fresh.services.words.say("en", f"setup.breaks.{step.name}") in page, step.name
    assert page.count("Without it:") == len(STEPS)
    assert fresh.states() == {step.name: "todo" if step.name == "connect" else "waits" for step in STEPS}


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (OdooDenied("wrong key"), "does not let this user in: wrong key."),
        (OdooUnreachable("[SSL: CERTIFICATE_VERIFY_FAILED]"), "cannot be made safely"),
        (OdooUnreachable("no route to host"), "not reached there: no route to host"),
        (OdooUnknown('database "prod" does not exist'), "but not this database"),
        (OdooUnknown("<html>"), "does not speak like an Odoo"),
    ],
)
def test_what_is_wrong_with_the_connection_is_said_and_nothing_is_kept(
    fresh: Fresh, trouble: Exception, said: str
) -> None:
    fresh.let_in()
    fresh.trouble = trouble
    status, page = fresh.post("/setup/connect", **ODOO)
    assert status == 502
    assert said in page.replace("&#34;", '"')
    assert 'value="https://odoo.example.com"' in page, "nobody types it again"
    assert "hunter2" not in page
    assert fresh.services.odoo is None
    assert not (fresh.folder / "settings.env").exists()
    assert not (fresh.folder / "odoo.key").exists()


def test_an_address_that_is_none_is_named_with_what_is_expected(fresh: Fresh) -> None:
    fresh.let_in()
    status, page = fresh.post("/setup/connect", **(ODOO | {"url": "odoo.example.com/web"}))
    assert status == 400
    assert "WAREHOUSE_ODOO_URL" in page
    assert "https://odoo.example.com" in page


def test_what_is_connected_is_read_at_once_and_kept_for_the_next_start(fresh: Fresh) -> None:
    told = []
    fresh.services.connected.append(lambda: told.append("the loops begin"))
    fresh.let_in()
    fresh.connect()
    assert told == ["the loops begin"]
    assert fresh.states()["connect"] == "done"
    assert fresh.states()["admin"] == "todo"
    kept = config.read({}, data_dir=fresh.folder)
    assert (kept.odoo, kept.odoo_db, kept.odoo_user) == ("https://odoo.example.com", "prod", "floor")
    assert kept.odoo_key_file is not None
    assert kept.odoo_key_file.read_text().strip() == "hunter2-hunter2"
    for name in ("settings.env", "odoo.key"):
        assert stat.S_IMODE((fresh.folder / name).stat().st_mode) == 0o600
    assert "hunter2" not in (fresh.folder / "settings.env").read_text()
    assert fresh.post("/setup/connect", **ODOO)[0] == 409, "another Odoo is another installation"


def test_a_store_that_was_filled_from_another_odoo_takes_no_second(fresh: Fresh) -> None:
    fresh.services.store.write(lambda uow: uow.catalogue.source("another database"))
    fresh.let_in()
    status, page = fresh.post("/setup/connect", **ODOO)
    assert (status, "another Odoo than the one" in page) == (409, True)
    assert not (fresh.folder / "settings.env").exists()


def test_a_hosted_odoo_is_asked_gently(fresh: Fresh) -> None:
    fresh.let_in()
    fresh.post("/setup/connect", hosting="online", **ODOO)
    kept = config.read({}, data_dir=fresh.folder)
    assert (kept.odoo_calls_per_s, kept.odoo_at_once) == (1, 1)


def test_set_up_leads_from_nothing_to_a_released_wave(fresh: Fresh) -> None:
    fresh.let_in()
    fresh.connect()
    assert fresh.post("/setup/admin", name="Sam", pin="1234")[0] == 400, "a PIN anybody guesses"
    assert fresh.post("/setup/admin", name="Sam", pin=PIN, lang="de")[0] == 303
    assert "Ihr Ausweis ist B" in fresh.page(), "who is admin reads German from now on"
    assert fresh.post("/setup/totes", first="T-0001", last="T-0060")[0] == 303
    assert fresh.post("/setup/rules", picking_mode="cluster", cart_totes="8", cart_lines="25", last_digits="true",
                      parcel_paper="a6", gs1_prefix="")[0] == 303  # fmt: skip
    assert (fresh.services.cart.totes, fresh.services.rules.last_digits) == (8, True)
    for carrier in fresh.services.store.read(lambda views: views.open_carriers(1)):
        days = {f"day{day}": "23:30" for day in range(7)}
        assert fresh.post("/cutoffs/trucks", carrier=carrier, **days)[0] == 303
    assert fresh.post("/devices/enrolments", name="Handheld 1")[0] == 200
    assert fresh.post("/setup/pass", step="printers")[0] == 303
    states = fresh.states()
    assert {name for name, state in states.items() if state == "done"} >= {
        "connect", "admin", "warehouses", "bins", "rules", "trucks",
    }  # fmt: skip
    assert states["printers"] == "skipped"
    assert fresh.post("/setup/pass", step="admin")[0] == 404, "some steps cannot be left out"
    carrier = fresh.services.store.read(lambda views: views.open_carriers(1))[0]
    assert fresh.client.get("/release").status_code == 200
    assert carrier


def test_a_wrong_figure_of_the_rules_changes_nothing(fresh: Fresh) -> None:
    fresh.let_in()
    fresh.connect()
    fresh.post("/setup/admin", name="Sam", pin=PIN)
    status, page = fresh.post("/setup/rules", picking_mode="cluster", cart_totes="0", cart_lines="25")
    assert status == 400
    assert "WAREHOUSE_CART_TOTES" in page
    assert fresh.services.settings.cart_totes == 12
    assert "cart" not in (fresh.folder / "settings.env").read_text().lower()


def test_a_new_key_holds_at_once(fresh: Fresh) -> None:
    fresh.let_in()
    fresh.connect()
    fresh.post("/setup/admin", name="Sam", pin=PIN)
    assert fresh.post("/setup/key", key="another-key")[0] == 303
    assert (fresh.folder / "odoo.key").read_text() == "another-key\n"
    assert fresh.post("/setup/key", key=" ")[0] == 400


def test_a_shop_that_has_an_admin_shows_set_up_to_admins_alone(floor: Floor) -> None:
    admin = floor.office("admin")
    assert admin.get("/setup").status_code == 200
    assert floor.office("supervisor").get("/setup").status_code == 403
    assert floor.client().get("/setup").status_code == 302
    assert floor.client().post("/setup/code", data=FORM | {"code": "x"}, headers=OWN).status_code == 409


def test_an_installation_may_begin_by_looking_only_or_with_a_pilot(fresh: Fresh) -> None:
    fresh.let_in()
    status, page = fresh.post("/setup/connect", **ODOO, mode="pilot")
    assert (status, "WAREHOUSE_PILOT_TYPES" in page) == (400, True)
    assert not (fresh.folder / "settings.env").exists()
    fresh.post("/setup/connect", **ODOO, mode="observe", pilot="DHL")
    kept = config.kept_in(fresh.folder)
    assert (kept["WAREHOUSE_ODOO_MODE"], "WAREHOUSE_PILOT_CARRIERS" in kept) == ("observe", False)
    assert fresh.services.settings.observes
    assert 'class="observes"' in fresh.page()
