"""Whoever watches the server gets figures, whoever may not gets none, and no secret gets into the log."""

from __future__ import annotations

import json
import logging
import re
from typing import cast

import pytest

from tests.web.conftest import FORM, OWN, PIN, SECRET, Floor, LoginsOnly
from warehouse_app.service.holding import take
from warehouse_app.service.ports.odoo import Odoo
from warehouse_app.service.retention import run
from warehouse_app.web.line_log import JsonLine, OneLine
from warehouse_app.web.local_key import HEADER, sign

TOKEN = "a-token-for-prometheus"
SHOWN = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def watched(floor: Floor) -> Floor:
    """A floor with a token for the watching program."""
    floor.services.settings = floor.services.settings.model_copy(update={"metrics_token": TOKEN})
    return floor


def test_the_figures_are_for_the_admin_the_command_line_and_the_one_with_the_token(watched: Floor) -> None:
    for path in ("/healthz/detail", "/metrics"):
        signed = {HEADER: sign(SECRET, watched.clock.now, path, b"")}
        assert watched.client().get(path, headers=SHOWN).status_code == 200
        assert watched.client().get(path, headers=signed).status_code == 200
        assert watched.office("admin").get(path).status_code == 200
        for wrong in ("Bearer ", "Bearer a-token-for-prometheus2", TOKEN[:-1], "Bearer None"):
            assert watched.client().get(path, headers={"Authorization": wrong}).status_code in (401, 403)
        assert watched.office("supervisor").get(path).status_code == 403


def test_without_a_token_in_the_settings_none_is_right(floor: Floor) -> None:
    for shown in ("", "Bearer ", "Bearer None", f"Bearer {TOKEN}"):
        assert floor.client().get("/metrics", headers={"Authorization": shown}).status_code in (401, 403)


def test_the_detail_says_how_it_stands_with_everything(watched: Floor) -> None:
    walk = watched.walk()
    first, late = (walk.event("walked", {}) for _ in range(2))
    del first
    walk.handheld.post("/api/v1/events", {"events": [late], "waiting": 3})
    assert take(watched.services.store, "seal", "me") is not None
    watched.services.beats["seal"] = watched.clock.now
    watched.clock.forward(3)
    said = watched.client().get("/healthz/detail", headers=SHOWN).get_json()
    assert said["store"] == "sqlite"
    assert said["disk_free"] > 0
    assert said["sealed"] == {"head": 0, "unsealed": 1, "oldest_s": 180}
    assert {loop["name"]: loop["beat_s"] for loop in said["loops"]}["seal"] == 180
    assert said["retention"] == {"ran_s": None, "gone": {}}
    (site,) = said["warehouses"]
    (device,) = [row for row in site["devices"] if row["id"] == walk.handheld.id]
    assert (device["waiting"], device["gaps"]) == (2, [[1, 1]])


def test_the_metrics_are_such_that_prometheus_reads_them(watched: Floor) -> None:
    answer = watched.client().get("/metrics", headers=SHOWN)
    assert answer.content_type.startswith("text/plain; version=0.0.4")
    line = re.compile(r'(# (HELP|TYPE) \w+ .+|\w+(\{(\w+="[^"\n]*",?)+\})? [0-9.e+-]+)')
    rows = answer.text.splitlines()
    assert [row for row in rows if not line.fullmatch(row)] == []
    names = [row.split()[2] for row in rows if row.startswith("# TYPE")]
    assert len(names) == len(set(names)) > 8
    assert 'floor_outbox_waiting{warehouse="WH",kind="reconcile"}' in answer.text


def test_what_was_deleted_is_told_as_counts(watched: Floor) -> None:
    store = watched.services.store
    store.write(lambda uow: uow.people.note_failures("address:10.0.0.7", 1, 0))
    watched.clock.forward(31 * 24 * 60)
    assert run(store, watched.services.keep)["wrong tries"] == 1
    watched.clock.forward(2)
    said = watched.client().get("/healthz/detail", headers=SHOWN).get_json()["retention"]
    assert (said["ran_s"], said["gone"]["wrong tries"]) == (120, 1)
    metrics = watched.client().get("/metrics", headers=SHOWN).text
    assert "floor_retention_run_seconds 120" in metrics
    assert 'floor_retention_gone{rule="wrong tries"} 1' in metrics
    assert "10.0.0.7" not in metrics


def test_an_odoo_that_is_away_does_not_turn_readiness_red_and_the_handheld_hears_of_it(floor: Floor) -> None:
    handheld, floor.services.odoo = floor.handheld(), cast("Odoo", LoginsOnly())
    assert handheld.get("/api/v1/me").get_json()["odoo"] is None
    floor.services.store.write(lambda uow: uow.following.note_link("away", "no route"))
    floor.clock.forward(5)
    floor.services.store.write(lambda uow: uow.following.note_link("away", "timed out"))
    assert floor.client().get("/readyz").status_code == 200
    said = handheld.get("/api/v1/me").get_json()["odoo"]
    assert re.fullmatch(r"Odoo unreachable since \d\d:\d\d, 0 waiting. Go on picking: nothing is lost\.", said)
    since = floor.services.store.read(lambda views: views.delivery(views.warehouses()[0][0]).since)
    assert since == floor.clock.now - 5 * 60_000


class Kept(logging.Handler):
    """Every record as it would be written, both ways."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines += [OneLine().format(record), JsonLine().format(record)]


def test_a_whole_little_job_leaves_no_secret_in_the_log_at_debug(watched: Floor) -> None:
    kept, root = Kept(), logging.getLogger()
    before = root.level
    root.addHandler(kept)
    root.setLevel(logging.DEBUG)
    try:
        walk = watched.walk()
        walk.handheld.sign_in("B-NOBODY", "9753")
        line = walk.sheet["lines"][0]
        body = {"transfer": 4711, "line": line["id"]}
        sent = [walk.event("walked", body), walk.event("unheard of", {"codes": ["a scanned secret"]})]
        walk.handheld.post("/api/v1/events", {"events": sent})
        code = watched.office("admin").post("/devices/enrolments", data=FORM | {"name": "New"}, headers=OWN).text
        cookies = [cookie.value for cookie in (walk.handheld.client._cookies or {}).values()]
        watched.client().get("/metrics", headers=SHOWN)
        watched.client().get("/sign-in?login=sam&password=secret-word")
    finally:
        root.removeHandler(kept)
        root.setLevel(before)
    enrolment = re.search(r'data-enrolment="([^"]+)"', code)
    assert enrolment
    log = "\n".join(kept.lines)
    secrets = [walk.handheld.token, PIN, "9753", TOKEN, SECRET.decode(), SECRET.hex(), enrolment[1], "secret-word"]
    assert [secret for secret in [*secrets, *cookies, "a scanned secret"] if secret in log] == []
    assert cookies
    found = [json.loads(line) for line in kept.lines if line.startswith("{")]
    event = next(row for row in found if row.get("event") == sent[0]["id"])
    assert (event["wave"], event["transfer"], event["said"]) == (walk.sheet["wave"], 4711, "event")


def test_both_forms_tell_the_same_facts() -> None:
    record = logging.LogRecord("x", logging.INFO, "f", 1, 'said "%s"', ("so",), None)
    vars(record).update(event="ab", wave=7)
    told = json.loads(JsonLine().format(record))
    assert (told["said"], told["event"], told["wave"]) == ('said "so"', "ab", 7)
    assert OneLine().format(record).endswith('said="said \\"so\\"" event=ab wave=7')
