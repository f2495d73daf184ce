"""Writes come from our own pages only, and every answer tells the browser whom to trust."""

from __future__ import annotations

import re

import pytest

from tests.web.conftest import FORM, OWN, PIN, SCRIPT, Floor

STRANGE = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost:81"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]


@pytest.mark.parametrize("headers", STRANGE, ids=str)
def test_a_write_from_another_site_is_refused(floor: Floor, headers: dict[str, str]) -> None:
    handheld = floor.handheld()
    by_script = handheld.client.post("/api/v1/events", json={"events": []}, headers=handheld.headers | headers)
    assert by_script.status_code == 403
    assert by_script.get_json()["error"]["key"] == "request.foreign"
    by_form = floor.office("admin").post("/devices/enrolments", data=FORM | {"name": "New"}, headers=headers)
    assert by_form.status_code == 403


def test_a_write_without_our_header_is_refused(floor: Floor) -> None:
    handheld = floor.handheld()
    bare = {"Authorization": handheld.headers["Authorization"]}
    assert handheld.client.post("/api/v1/events", json={"events": []}, headers=bare).status_code == 403
    assert handheld.client.delete("/api/v1/session", headers=bare | OWN).status_code == 403


def test_a_form_needs_our_field_and_a_browser_that_says_where_it_comes_from(floor: Floor) -> None:
    admin = floor.office("admin")
    assert admin.post("/devices/enrolments", data={"name": "New"}, headers=OWN).status_code == 403
    assert admin.post("/devices/enrolments", data=FORM | {"name": "New"}).status_code == 403
    for own in (OWN, {"Sec-Fetch-Site": "same-origin"}):
        assert admin.post("/devices/enrolments", data=FORM | {"name": "New"}, headers=own).status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/pick/", "/pick/sw.js", "/sign-in", "/board", "/api/v1/me", "/nowhere", "/livez"]
)
def test_every_answer_carries_the_headers(floor: Floor, path: str) -> None:
    headers = floor.client().get(path).headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Permissions-Policy"].startswith("camera=(self)")
    assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize("path", ["/sign-in", "/board", "/devices"])
def test_pages_obey_their_own_policy(floor: Floor, path: str) -> None:
    page = floor.office("admin").get(path).text
    assert "<style" not in page
    assert " style=" not in page
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"\son[a-z]+=", page)


def test_pages_with_data_are_kept_nowhere(floor: Floor) -> None:
    assert floor.office("admin").get("/board").headers["Cache-Control"] == "no-store"
    assert floor.handheld().get("/api/v1/me").headers["Cache-Control"] == "no-store"


def test_what_is_not_there_is_said_in_words(floor: Floor) -> None:
    page, data = floor.client().get("/nowhere"), floor.client().get("/api/v1/nowhere")
    assert (page.status_code, data.status_code) == (404, 404)
    assert "There is no such page" in page.text
    assert data.get_json()["error"]["key"] == "page.missing"
    assert floor.client().get("/api/v1/events").get_json()["error"]["key"] == "page.method"


def test_a_fault_is_told_by_a_number_that_the_log_knows(floor: Floor, caplog: pytest.LogCaptureFixture) -> None:
    def faulty() -> str:
        raise RuntimeError("the secret is 4711")

    floor.app.view_functions["session.me"] = faulty
    answer = floor.handheld().get("/api/v1/me")
    assert answer.status_code == 500
    number = next(record.fault for record in caplog.records if hasattr(record, "fault"))
    assert number in answer.get_json()["error"]["text"]
    assert "4711" not in answer.text


# A PIN is four figures, and these have many: one in some hundred runs they would hold it.
TIMES = ("created", "msecs", "relativeCreated", "thread", "process")


def test_the_log_names_device_and_person_and_no_secret(floor: Floor, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    person = floor.hire("Ina", "picker", badge="B-77")
    handheld = floor.handheld()
    cookie = handheld.sign_in("B-77").headers["Set-Cookie"].partition(";")[0].partition("=")[2]
    handheld.get("/api/v1/waves?secret=hidden")
    seen = [vars(record) for record in caplog.records if record.getMessage() == "request"]
    assert (seen[-1]["path"], seen[-1]["device"], seen[-1]["person"]) == ("/api/v1/waves", handheld.id, person)
    said = str([{**vars(record), **dict.fromkeys(TIMES)} for record in caplog.records])
    assert not [secret for secret in (PIN, handheld.token, cookie, "hidden") if secret in said]


def test_the_header_is_no_way_around_signing_in(floor: Floor) -> None:
    assert floor.client().get("/board", headers=SCRIPT).location == "/sign-in?next=/board"
