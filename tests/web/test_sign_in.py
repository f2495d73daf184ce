"""Coming in: badge and PIN on a handheld and in the office, Odoo logins, and what a guesser meets."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.web.conftest import FORM, OWN, PIN, Floor, LoginsOnly, floor_at
from warehouse_app.domain.people import IDLE_MS, SHIFT_MS
from warehouse_app.service.people import set_pin
from warehouse_app.service.ports.odoo import OdooUnreachable

OFFICE = "floor_office"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Floor]:
    """A floor with an Odoo that knows Sam."""
    made = floor_at(tmp_path, odoo=LoginsOnly())
    yield made
    made.services.close()


class Away(LoginsOnly):
    """An Odoo that does not answer, until it does."""

    away = True

    def authenticate(self, login: str, password: str) -> int | None:
        if self.away:
            raise OdooUnreachable("nobody there")
        return super().authenticate(login, password)


def key_of(answer) -> str:  # type: ignore[no-untyped-def]
    return str(answer.get_json()["error"]["key"])


def test_the_pin_is_asked_once_a_shift_and_the_badge_is_enough_afterwards(floor: Floor) -> None:
    floor.hire("Ina", "picker", badge="B-77")
    handheld = floor.handheld()
    assert key_of(handheld.sign_in("B-77", pin=None)) == "pin.needed"
    first = handheld.sign_in("b-77")
    assert first.status_code == 200
    assert first.get_json()["pin_until"] == floor.clock.now + SHIFT_MS
    handheld.ask("DELETE", "/api/v1/session")
    assert handheld.get("/api/v1/me").get_json()["person"] is None
    floor.clock.forward(9 * 60)
    assert handheld.sign_in("B-77", pin=None).get_json()["person"]["name"] == "Ina"
    floor.clock.forward(61)
    assert key_of(handheld.sign_in("B-77", pin=None)) == "pin.needed"


def test_the_badge_alone_is_not_enough_on_another_device(floor: Floor) -> None:
    floor.hire("Ina", "picker", badge="B-77")
    floor.handheld("one").sign_in("B-77")
    assert key_of(floor.handheld("two").sign_in("B-77", pin=None)) == "pin.needed"


def test_an_unknown_badge_and_a_wrong_pin_are_told_in_the_same_words(floor: Floor) -> None:
    floor.hire("Ina", "picker", badge="B-77")
    asked = [floor.handheld(name).sign_in(badge, pin=None) for name, badge in (("1", "B-77"), ("2", "B-NONE"))]
    tried = [floor.handheld(name).sign_in(badge, "9753") for name, badge in (("3", "B-77"), ("4", "B-NONE"))]
    for known, unknown in (asked, tried):
        assert known.status_code == unknown.status_code == 401
        assert known.get_json() == unknown.get_json()


@pytest.mark.parametrize("badge", ["B-77", "B-NONE"])
def test_five_wrong_tries_lock_known_and_unknown_badges_alike(floor: Floor, badge: str) -> None:
    floor.hire("Ina", "picker", badge="B-77")
    said = [key_of(floor.handheld(f"try {n}").sign_in(badge, "9753")) for n in range(6)]
    assert said == ["pin.wrong"] * 5 + ["pin.locked"]
    locked = floor.handheld("try 7").sign_in(badge)
    assert locked.status_code == 429
    assert locked.get_json()["error"]["until"] == floor.clock.now + 60_000


def test_the_lock_doubles_and_a_right_pin_ends_it(floor: Floor) -> None:
    floor.hire("Ina", "picker", badge="B-77")
    for n in range(5):
        floor.handheld(f"try {n}").sign_in("B-77", "9753")
    floor.clock.forward(1.01)
    assert key_of(floor.handheld("late").sign_in("B-77", "9753")) == "pin.wrong"
    assert floor.handheld("later").sign_in("B-77").get_json()["error"]["until"] == floor.clock.now + 120_000
    floor.clock.forward(2.01)
    assert floor.handheld("right").sign_in("B-77").status_code == 200
    assert key_of(floor.handheld("again").sign_in("B-77", "9753")) == "pin.wrong"


def test_a_device_that_guesses_at_many_badges_is_locked_for_all_of_them(floor: Floor) -> None:
    floor.hire("Ina", "picker", badge="B-77")
    handheld = floor.handheld()
    for n in range(5):
        handheld.sign_in(f"B-GUESS-{n}", "9753")
    assert key_of(handheld.sign_in("B-77")) == "pin.locked"
    assert floor.handheld("another").sign_in("B-77").status_code == 200


def test_guesses_made_all_at_once_get_no_more_tries(floor: Floor) -> None:
    floor.hire("Ina", "picker", badge="B-77")
    handhelds = [floor.handheld(f"bot {n}") for n in range(16)]
    with ThreadPoolExecutor(16) as crowd:
        said = list(crowd.map(lambda handheld: key_of(handheld.sign_in("B-77", "9753")), handhelds))
    assert said.count("pin.wrong") == 5
    assert said.count("pin.locked") == 11


def test_text_that_cannot_be_a_badge_is_refused_without_a_try(floor: Floor) -> None:
    handheld = floor.handheld()
    for badge in ("", "B\u0007", "B" * 65, "\ud800", 7, None, ["B-77"]):
        answer = handheld.post("/api/v1/session", {"badge": badge, "pin": PIN})
        assert (answer.status_code, key_of(answer)) == (401 if badge in ("", None) else 400, "badge.unknown"), badge


def test_an_idle_session_is_over_and_one_in_use_lasts_the_shift(floor: Floor) -> None:
    floor.hire("Ina", "picker", badge="B-77")
    handheld = floor.handheld()
    handheld.sign_in("B-77")
    for _ in range(2):
        floor.clock.now += IDLE_MS - 60_000
        assert handheld.get("/api/v1/waves").status_code == 200
    floor.clock.now += SHIFT_MS - 2 * (IDLE_MS - 60_000)
    assert key_of(handheld.get("/api/v1/waves")) == "session.needed"
    handheld.sign_in("B-77")
    floor.clock.now += IDLE_MS
    assert key_of(handheld.get("/api/v1/waves")) == "session.needed"


def test_a_new_pin_signs_the_person_out(floor: Floor) -> None:
    floor.hire("Ina", "picker", badge="B-77")
    handheld = floor.handheld()
    handheld.sign_in("B-77")
    floor.services.store.write(lambda uow: set_pin("B-77", floor.services.hasher.make("9753"), uow))
    assert key_of(handheld.get("/api/v1/waves")) == "session.needed"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(floor: Floor) -> None:
    floor.hire("Ina", "picker", badge="B-77")
    cookie = floor.handheld().sign_in("B-77").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Path=/api/" in cookie
    assert "Secure" not in cookie


def test_with_tls_the_cookie_is_secure_and_the_browser_stays_on_https(tmp_path: Path) -> None:
    floor = floor_at(tmp_path, base_url="https://floor.example.com")
    floor.hire("Ina", "picker", badge="B-77")
    answer = floor.handheld().sign_in("B-77")
    floor.services.close()
    assert "Secure" in answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_in_the_office_the_badge_comes_first_and_the_pin_when_it_is_asked(office: Floor) -> None:
    office.hire("Sue", "supervisor", badge="B-88")
    browser = office.client()
    page = browser.post("/sign-in", data=FORM | {"badge": "B-88", "next": "/devices"}, headers=OWN)
    assert page.status_code == 401
    assert "autofocus" in page.text
    assert 'value="B-88"' in page.text
    done = browser.post("/sign-in", data=FORM | {"badge": "B-88", "pin": PIN, "next": "/devices"}, headers=OWN)
    assert (done.status_code, done.location) == (303, "/devices")
    assert browser.get("/board").status_code == 200


def test_office_people_sign_in_with_their_odoo_login(office: Floor) -> None:
    office.hire("Sam", "supervisor", odoo_user=7)
    browser = office.client()
    done = browser.post("/sign-in", data=FORM | {"login": "sam", "password": "secret"}, headers=OWN)
    assert done.status_code == 303
    assert "Sam" in browser.get("/devices").text


def test_somebody_whom_only_odoo_knows_is_told_what_the_admin_does(office: Floor) -> None:
    page = office.client().post("/sign-in", data=FORM | {"login": "sam", "password": "secret"}, headers=OWN)
    assert page.status_code == 403
    assert "warehouse-app user add NAME --role ROLE --odoo-user 7" in page.text


def test_a_wrong_password_is_charged_and_nothing_of_it_is_shown(office: Floor) -> None:
    office.hire("Sam", "supervisor", odoo_user=7)
    form = FORM | {"login": "sam", "password": "hunter2"}
    pages = [office.client().post("/sign-in", data=form, headers=OWN) for _ in range(6)]
    assert [page.status_code for page in pages] == [401] * 5 + [429]
    assert not any("hunter2" in page.text for page in pages)


def test_without_an_odoo_the_login_says_so(floor: Floor) -> None:
    page = floor.client().post("/sign-in", data=FORM | {"login": "sam", "password": "secret"}, headers=OWN)
    assert page.status_code == 503
    assert "No Odoo is connected" in page.text


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/\\evil.example", "", "/a\nb"])
def test_nobody_is_sent_to_another_site_after_signing_in(floor: Floor, wanted: str) -> None:
    floor.hire("Sue", "supervisor", badge="B-88")
    done = floor.client().post("/sign-in", data=FORM | {"badge": "B-88", "pin": PIN, "next": wanted}, headers=OWN)
    assert done.location == "/board"


def test_signing_out_ends_the_session_and_not_only_the_cookie(floor: Floor) -> None:
    browser = floor.office("supervisor")
    held = browser.get_cookie(OFFICE)
    assert held is not None
    browser.post("/sign-out", data=FORM, headers=OWN)
    browser.set_cookie(OFFICE, held.value)
    assert browser.get("/board").location.startswith("/sign-in")


def test_while_odoo_is_away_an_office_login_is_not_judged_and_not_counted(tmp_path: Path) -> None:
    odoo = Away()
    office = floor_at(tmp_path, odoo=odoo)
    office.hire("Sue", "supervisor", odoo_user=7)
    form = FORM | {"login": "sam", "password": "secret"}
    for _ in range(12):
        answer = office.client().post("/sign-in", data=form, headers=OWN)
        assert (answer.status_code, "Odoo does not answer" in answer.text) == (503, True)
    odoo.away = False
    assert office.client().post("/sign-in", data=form, headers=OWN).status_code == 303
    office.services.close()
