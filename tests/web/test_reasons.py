"""Reasons and owners: seen, looked at before they change, changed with a reason, carried as a file."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.conftest import FORM, OWN, Floor
from warehouse_app.service.ports.views import CaseRow
from warehouse_app.service.shipped_rules import ship_rules

SHORT = "/reasons/case_type/FUL-SHORT"


@pytest.fixture
def supervisor(floor: Floor) -> FlaskClient:
    floor.services.store.write(ship_rules)
    return floor.office("supervisor")


def post(client: FlaskClient, path: str, **form: Any) -> TestResponse:
    return client.post(path, data=FORM | form, headers=OWN)


def form_of(client: FlaskClient, path: str) -> dict[str, str]:
    """What the form of a page would send as it stands."""
    page = client.get(path).text
    found = dict(re.findall(r'<input id="\w+" name="(\w+)" value="([^"]*)"', page))
    for name, options in re.findall(r'<select id="\w+" name="(\w+)">(.*?)</select>', page, re.DOTALL):
        found[name] = next(iter(re.findall(r'value="([^"]*)" selected', options)), "")
    found["based"] = re.findall(r'name="based" value="(\d+)"', page)[0]
    return {name: value for name, value in found.items() if name != "why"}


def short(floor: Floor) -> CaseRow:
    (case,) = [
        one for one in floor.services.store.read(lambda v: v.open_cases(floor.world.w)) if one.type == "FUL-SHORT"
    ]
    return case


def test_all_rules_are_on_one_page_with_what_closes_a_case_and_what_if_nobody_answers(supervisor: FlaskClient) -> None:
    page = supervisor.get("/reasons").text
    for words in ("Order short", "Purchasing", ">within 5 min of floor hours<", "before the truck", "Wave taken",
                  "all of it is in the tote", "the rule of the reason decides", "L-FLOOR", "Bin is empty"):  # fmt: skip
        assert words in page
    assert not re.findall(r">(?:rule|rules|rule_say|closes|otherwise|cause|blocks|calendar|clock)[._][\w.-]+<", page)


def test_each_kind_of_rule_says_what_follows_from_it(supervisor: FlaskClient) -> None:
    said = supervisor.get(SHORT).text
    assert (
        "Order short: owner is Floor supervisor. Answered within 5 min of floor hours, over before the truck." in said
    )
    assert "after 2:30 min Floor supervisor hears it; after 5 min Operations manager hears it; after 7:30 min" in said
    for path in ("team/stock", "hours/floor", "ladder/L-IT", "cause/picked", "reason/RC-EMPTY", "detector/DT-WAVE"):
        page = supervisor.get(f"/reasons/{path}")
        assert page.status_code == 200
        lead = re.findall(r'<p class="lead">(.*?)</p>', page.text)[0]
        assert "rule_say" not in lead
        assert "{" not in lead


def test_a_change_is_looked_at_first_and_names_the_open_cases_it_would_touch(
    floor: Floor, supervisor: FlaskClient
) -> None:
    walk = floor.walk()
    walk.send(walk.short(3000))
    before = short(floor)
    shown = post(supervisor, SHORT, **form_of(supervisor, SHORT) | {"owner": "stock", "answer": "F20"}, look="1").text
    assert "owner is Stock control" in shown
    assert "Owner: Floor supervisor → Stock control" in shown
    assert "other clocks: 1" in shown
    assert before.number in shown
    assert short(floor) == before, "looking changes nothing"


def test_new_rules_hold_for_new_cases_and_for_open_ones_only_when_asked(floor: Floor, supervisor: FlaskClient) -> None:
    walk = floor.walk()
    walk.send(walk.short(3000))
    wish = form_of(supervisor, SHORT) | {"owner": "stock", "answer": "F20"}
    assert post(supervisor, SHORT, **wish, save="1", why="Stock looks first").status_code == 303
    assert short(floor).owner == "floor"
    again = form_of(supervisor, SHORT) | {"owner": "service", "answer": "F30"}
    assert again["based"] == "2"
    assert post(supervisor, SHORT, **again, save="1", why="Service does", also_open="1").status_code == 303
    assert short(floor).owner == "floor", "it did not come of the rule that was changed"
    page = supervisor.get(SHORT).text
    assert "Stock looks first" in page
    assert "Owner: Stock control → Customer service" in page


def test_the_open_ones_follow_with_a_line_of_history(floor: Floor, supervisor: FlaskClient) -> None:
    walk = floor.walk()
    walk.send(walk.short(3000))
    before = short(floor)
    wish = form_of(supervisor, SHORT) | {"owner": "stock", "answer": "F20"}
    assert post(supervisor, SHORT, **wish, save="1", why="Stock looks first", also_open="1").status_code == 303
    after = short(floor)
    assert after.owner == "stock"
    assert (after.answer_by or 0) > (before.answer_by or 0)
    assert "Follows a changed rule" in supervisor.get(f"/cases/{after.id}").text


def test_without_a_reason_a_change_or_the_newest_version_nothing_is_saved_and_what_was_typed_stays(
    supervisor: FlaskClient,
) -> None:
    wish = form_of(supervisor, SHORT) | {"answer": "F20"}
    for why in ("", "  ", "x" * 301):
        refused = post(supervisor, SHORT, **wish, save="1", why=why)
        assert (refused.status_code, "Say why" in refused.text) == (400, True)
        assert 'value="F20"' in refused.text
    assert "how it is already" in post(supervisor, SHORT, **form_of(supervisor, SHORT), save="1", why="x").text
    wrong = post(supervisor, SHORT, **wish | {"answer": "<i>soon</i>"}, save="1", why="x")
    assert wrong.status_code == 400
    assert "&lt;i&gt;soon&lt;/i&gt; is no clock" in wrong.text
    assert "<i>soon" not in wrong.text
    assert post(supervisor, SHORT, **wish, save="1", why="first").status_code == 303
    late = post(supervisor, SHORT, **wish | {"answer": "F40"}, save="1", why="second")
    assert (late.status_code, "Somebody else changed" in late.text) == (409, True)
    assert 'value="F40"' in late.text


def test_hostile_words_are_shown_as_words(supervisor: FlaskClient) -> None:
    why = "<script>alert(1)</script> ^XZ \N{PARTY POPPER}"
    wish = form_of(supervisor, SHORT) | {"answer": "F20"}
    assert post(supervisor, SHORT, **wish, save="1", why=why).status_code == 303
    page = supervisor.get(SHORT).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; ^XZ \N{PARTY POPPER}" in page
    turned = post(supervisor, SHORT, **wish | {"based": "2", "answer": "F30"}, save="1", why="a\u202eb\x00")
    assert turned.status_code == 400
    long = post(supervisor, SHORT, **wish | {"based": "2", "answer": "F" * 10_000}, save="1", why="x")
    assert (long.status_code, len(long.text) < 30_000) == (400, True)


def test_an_older_version_is_shown_and_holds_again(supervisor: FlaskClient) -> None:
    wish = form_of(supervisor, SHORT) | {"answer": "F20"}
    post(supervisor, SHORT, **wish, save="1", why="slower")
    page = supervisor.get(f"{SHORT}?version=1").text
    assert "This is version 1" in page
    assert "Answered: within 20 min of floor hours → within 5 min of floor hours" in page
    back = form_of(supervisor, f"{SHORT}?version=1")
    assert post(supervisor, SHORT, **back, save="1", why="too slow").status_code == 303
    assert form_of(supervisor, SHORT)["answer"] == "F5"


def test_members_of_a_team_are_ticked_with_their_hours(floor: Floor, supervisor: FlaskClient) -> None:
    ina, path = floor.hire("Ina <b>", "stock", badge="INA"), "/reasons/team/stock"
    wish = form_of(supervisor, path) | {f"member{ina}": "1", f"hours{ina}": "Mon-Fri 06:00-14:00"}
    assert post(supervisor, path, **wish, save="1", why="early shift").status_code == 303
    page = supervisor.get(path).text
    assert "Members: Ina &lt;b&gt; Mon-Fri 06:00-14:00" in page
    assert "Ina <b>" not in page
    wrong = post(supervisor, path, **form_of(supervisor, path) | wish | {"based": "2", f"hours{ina}": "late"}, look="1")
    assert "The hours of a member cannot be read" in wrong.text


def test_what_we_ship_later_leaves_what_a_shop_changed(floor: Floor, supervisor: FlaskClient) -> None:
    path = "/reasons/detector/DT-WAVE"
    assert post(supervisor, path, based="1", minutes="45", save="1", why="long aisles").status_code == 303
    body = {"on": True, "minutes": 20}
    floor.services.store.write(lambda uow: uow.releasing.ship_rule("detector", "DT-WAVE", 9, body))
    found = floor.services.store.read(lambda views: views.rules("detector", floor.world.w))["DT-WAVE"]
    assert (found["on"], found["minutes"]) == (False, 45)


def test_rules_are_exported_looked_at_and_imported_whole_or_not_at_all(floor: Floor, supervisor: FlaskClient) -> None:
    answer = supervisor.get("/reasons/export.json")
    assert "attachment" in answer.headers["Content-Disposition"]
    file = json.loads(answer.text)
    assert file["schema"] == 1
    file["rules"]["case_type"]["FUL-SHORT"]["owner"] = "stock"
    file["rules"]["hours"]["office"]["week"] = "Mon-Thu 09:00-17:00"
    looked = _send(supervisor, json.dumps(file))
    assert "Owner: Floor supervisor → Stock control" in looked
    assert "Save 2 changes" in looked
    assert form_of(supervisor, SHORT)["owner"] == "floor"
    bad = json.loads(json.dumps(file))
    bad["rules"]["team"]["stock"]["deputy"] = "<nobody>"
    assert "There is no team &lt;nobody&gt; to stand in" in _send(supervisor, json.dumps(bad))
    assert post(supervisor, "/reasons/import", text=json.dumps(bad), save="1", why="x").status_code == 400
    assert form_of(supervisor, SHORT)["owner"] == "floor"
    assert "no file of rules" in _send(supervisor, "[" * 100_000)
    assert post(supervisor, "/reasons/import", text=json.dumps(file), save="1", why="from home").status_code == 303
    assert form_of(supervisor, SHORT)["owner"] == "stock"
    assert "Nothing would change" in _send(supervisor, json.dumps(file))


def test_a_rule_that_there_is_not_is_not_found(supervisor: FlaskClient) -> None:
    for path in ("/reasons/team/moon", "/reasons/moon/stock", "/reasons/let_go/LG-FALSE"):
        assert supervisor.get(path).status_code == 404
        assert post(supervisor, path, save="1", why="x").status_code == 404


def test_only_supervisor_and_admin_see_and_change_them(floor: Floor) -> None:
    for role, status in (("picker", 403), ("service", 403), ("supervisor", 200), ("admin", 200)):
        assert floor.office(role).get("/reasons").status_code == status


def _send(client: FlaskClient, text: str) -> str:
    data = FORM | {"file": (io.BytesIO(text.encode()), "reasons.json")}
    return client.post("/reasons/import", data=data, headers=OWN, content_type="multipart/form-data").text
