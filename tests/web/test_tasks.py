"""Tasks over the web: what a handheld is offered, what a bench asks for, the two pages, and who may do what."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.web.conftest import FORM, OWN, Floor, Walk
from warehouse_app.domain.cases import Finding
from warehouse_app.domain.tasks import NewTask
from warehouse_app.service.open_case import open_case
from warehouse_app.service.shipped_rules import ship_rules
from warehouse_app.service.tasks import ask_task

HOSTILE = '<script>alert(1)</script> "quoted" {case}'


@pytest.fixture
def walk(floor: Floor) -> Walk:
    floor.services.store.write(ship_rules)
    return floor.walk()


def ask(walk: Walk, kind: str = "find", **more: Any) -> int:
    new = NewTask(walk.floor.world.w, kind, f"{kind}|1", product=walk.sheet["lines"][0]["product"], **more)
    return walk.floor.services.store.write(lambda uow: ask_task(new, uow))


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u2060", "")


def test_a_handheld_is_offered_tasks_with_all_it_needs_to_judge_their_scans(walk: Walk) -> None:
    task = ask(walk, qty_m=2000)
    answer = walk.handheld.get("/api/v1/tasks").get_json()
    assert [(one["id"], one["kind"], one["qty_m"], one["mine"]) for one in answer["tasks"]] == [
        (task, "find", 2000, False)
    ]
    assert answer["table"]["codes"]["4006381333931"]["what"] == "product"
    assert answer["table"]["codes"]["A-01-1"]["what"] == "location"
    assert walk.handheld.get("/api/v1/waves").get_json()["tasks"] == 1
    event = walk.event("task_taken", {"task": task}, wave=None)
    assert [one["verdict"] for one in walk.send(event, event)] == ["accepted", "duplicate"]
    assert walk.handheld.get("/api/v1/tasks").get_json()["tasks"][0]["mine"] is True


@pytest.mark.parametrize("body", [{}, {"task": "1"}, {"task": 1, "reason": "no"}, {"task": 1, "qty_m": -1}])
def test_a_fact_of_a_task_that_cannot_be_read_counts_for_nothing(walk: Walk, body: dict[str, Any]) -> None:
    kinds = ("task_done", "task_refused", "placed")
    events = [walk.event(kind, body, wave=None) for kind in kinds]
    assert {one["verdict"] for one in walk.send(*events)} == {"invalid"}
    assert walk.send(walk.event("task_taken", {"task": 999}, wave=None))[0]["key"] == "task.unknown"


def test_a_bench_asks_hears_who_comes_and_takes_it_back(floor: Floor, walk: Walk) -> None:
    floor.hire("Pia", "packer", badge="PACK-1")
    bench = floor.handheld("Bench 4")
    bench.sign_in("PACK-1")
    line = walk.sheet["lines"][0]
    asked = bench.post("/api/v1/pack/fetches", {"line": line["id"], "qty_m": 1000})
    assert asked.status_code == 200, asked.text
    task = asked.get_json()["task"]
    (shown,) = walk.handheld.get("/api/v1/tasks").get_json()["tasks"]
    assert (shown["kind"], shown["bench"], shown["qty_m"]) == ("fetch", "Bench 4", 1000)
    walk.send(walk.event("task_taken", {"task": task}, wave=None))
    transfer = floor.services.store.write(lambda uow: uow.floor.line(line["id"])).transfer  # type: ignore[union-attr]
    (row,) = bench.get(f"/api/v1/pack/transfers/{transfer}/fetches").get_json()["fetches"]
    assert (row["state"], row["who"]) == ("taken", "Ina")
    assert bench.post(f"/api/v1/pack/fetches/{task}/cancel").status_code == 200
    assert bench.post(f"/api/v1/pack/fetches/{task}/cancel").get_json()["error"]["key"] == "task.is_over"
    for wrong in (
        {},
        {"line": True, "qty_m": 1},
        {"line": line["id"], "qty_m": 2**60},
        {"line": line["id"], "qty_m": "1"},
    ):
        assert bench.post("/api/v1/pack/fetches", wrong).status_code == 400
    assert walk.handheld.post("/api/v1/pack/fetches", {"line": line["id"], "qty_m": 1000}).status_code == 403


def test_a_picker_asks_for_a_refill_of_a_bin_twice_and_it_is_one_task(floor: Floor, walk: Walk) -> None:
    own = walk.handheld.post("/api/v1/tasks", {"kind": "", "code": "4006381333931", "to": "X-99"})
    assert own.get_json()["error"]["key"] == "task.no_place"
    for _ in range(2):
        asked = walk.handheld.post("/api/v1/tasks", {"kind": "", "code": "4006381333931", "to": "A-01-1"})
        assert asked.status_code == 200, asked.text
    (shown,) = walk.handheld.get("/api/v1/tasks").get_json()["tasks"]
    assert (shown["kind"], shown["to"]["code"], shown["number"]) == ("refill", "A-01-1", asked.get_json()["number"])


def test_what_changes_of_a_task_is_a_change_of_the_board(walk: Walk) -> None:
    head = walk.handheld.get("/api/v1/changes").get_json()["head"]
    task = ask(walk)
    rows = walk.handheld.get(f"/api/v1/changes?since={head}").get_json()["changes"]
    assert [(row["room"], row["kind"], row["ref"]) for row in rows] == [("board", "task", str(task))]


def test_the_page_shows_what_is_refused_first_and_a_supervisor_offers_it_again_or_ends_it(
    floor: Floor, walk: Walk
) -> None:
    first, second = ask(walk, qty_m=3000), ask(walk, "count")
    walk.send(walk.event("task_refused", {"task": second, "reason": "TK-REACH"}, wave=None))
    sam = floor.office("supervisor")
    page = words(sam.get("/tasks").text)
    assert page.index("Cannot reach it") < page.index("Find 3 ")
    assert sam.post(f"/tasks/{second}/again", data=FORM, headers=OWN).status_code == 303
    assert sam.post(f"/tasks/{first}/cancel", data=FORM, headers=OWN).status_code == 303
    answer = sam.post(f"/tasks/{first}/cancel", data=FORM, headers=OWN)
    assert (answer.status_code, "has ended already" in answer.text) == (409, True)
    assert floor.office("service").post(f"/tasks/{second}/again", data=FORM, headers=OWN).status_code == 403
    assert "Not needed any more" in words(floor.office("service").get("/tasks").text)


def test_one_scan_on_the_page_asks_for_a_task_also_for_an_exception(floor: Floor, walk: Walk) -> None:
    tote = walk.sheet["totes"][0]["code"]
    finding = Finding("FUL-TOTE|stands|1", "FUL-TOTE", floor.world.w, facts={"tote": tote, "order": "S00042"})
    case = floor.services.store.write(lambda uow: open_case(finding, uow))
    sam = floor.office("supervisor")
    (link,) = re.findall(r'href="(/tasks\?case=[^"]+)"', sam.get(f"/cases/{case}").text)
    page = sam.get(link.replace("&amp;", "&")).text
    assert f'value="{tote}"' in page
    answer = sam.post("/tasks", data=FORM | {"kind": "", "code": tote.lower(), "case": str(case)}, headers=OWN)
    assert answer.status_code == 303
    assert "is offered to every handheld" in sam.get(answer.location).text
    (shown,) = walk.handheld.get("/api/v1/tasks").get_json()["tasks"]
    assert (shown["kind"], shown["tote"]) == ("find", tote)
    refused = sam.post("/tasks", data=FORM | {"kind": "refill", "code": HOSTILE, "qty": "1"}, headers=OWN)
    assert (refused.status_code, "<script>alert" in refused.text, HOSTILE[:9] in refused.text) == (404, False, False)
    assert "No goods are known" in refused.text
    assert floor.office("service").post("/tasks", data=FORM | {"code": tote}, headers=OWN).status_code == 403
    assert 'name="code"' not in floor.office("service").get("/tasks").text


def test_a_bench_misses_a_tote_and_a_supervisor_asks_on_foot(floor: Floor, walk: Walk) -> None:
    floor.hire("Pia", "packer", badge="PACK-1")
    bench = floor.handheld("Bench 4")
    bench.sign_in("PACK-1")
    tote = walk.sheet["totes"][0]["code"]
    assert bench.post("/api/v1/pack/finds", {"code": tote}).get_json()["number"].startswith("K-")
    assert bench.post("/api/v1/pack/finds", {"code": "T-none"}).status_code == 404
    (row,) = bench.get("/api/v1/pack/finds").get_json()["finds"]
    assert (row["tote"], row["state"], row["at"]) == (tote, "open", None)
    floor.hire("Sam", "supervisor", badge="SUP-1")
    hers = floor.handheld("Handheld of Sam")
    hers.sign_in("SUP-1")
    assert hers.post("/api/v1/tasks", {"kind": "count", "code": "A-01-1"}).status_code == 200
    assert walk.handheld.post("/api/v1/tasks", {"kind": "count", "code": "A-01-1"}).status_code == 200, "a picker too"
    assert hers.post("/api/v1/tasks", {"kind": 1, "code": "A-01-1"}).status_code == 400
    assert [one["kind"] for one in hers.get("/api/v1/tasks").get_json()["tasks"]] == ["find", "count"]


def test_shelves_are_added_by_their_slots_and_say_which_tote_stands_where(floor: Floor, walk: Walk) -> None:
    sam, tote = floor.office("supervisor"), walk.sheet["totes"][0]["code"]
    form = FORM | {"kind": "problem", "shelf": HOSTILE[:40], "first": "P-01", "last": "P-03"}
    assert sam.post("/shelves", data=form, headers=OWN).status_code == 303
    assert walk.send(walk.event("placed", {"tote": tote, "into": "P-02"}, wave=None))[0]["verdict"] == "accepted"
    page = sam.get("/shelves").text
    assert "<script>alert" not in page
    assert words(page).count(" free ") == 2
    assert tote in words(page)
    assert sam.get("/shelves.pdf").data.startswith(b"%PDF")
    assert floor.office("picker").get("/shelves").status_code == 403
    for wrong in ({"shelf": " "}, {"kind": "x"}, {"first": "?"}, {"first": tote, "last": ""}):
        answer = sam.post("/shelves", data=form | wrong, headers=OWN)
        assert answer.status_code in (400, 409)
        assert "Nothing was" in answer.text


def test_a_cart_with_its_totes_is_registered_at_once_and_taken_by_its_card(floor: Floor, walk: Walk) -> None:
    sam = floor.office("supervisor")
    form = FORM | {"kind": "cart", "shelf": "Cart 7", "first": "C7-01", "last": "C7-03", "tote": "T-0003"}
    assert sam.post("/shelves", data=form, headers=OWN).status_code == 303
    assert words(sam.get("/shelves").text).count("T-0003") == 1
    sheet = walk.handheld.post("/api/v1/waves/claim", {"code": "Cart 7"}).get_json()
    assert {tote["code"] for tote in sheet["totes"]} == {"T-0003", "T-0004"}
    refused = sam.post("/shelves", data=form | {"first": "C8-01", "last": "C8-02", "tote": "T-0999"}, headers=OWN)
    assert refused.status_code == 400
    assert sam.get("/shelves").text.count("C8-0") == 0, "nothing of it was added"


def test_a_printed_ticket_opens_its_exception_and_says_on_a_handheld_what_it_is(floor: Floor, walk: Walk) -> None:
    tote = walk.sheet["totes"][0]["code"]
    finding = Finding("FUL-TOTE|stands|1", "FUL-TOTE", floor.world.w, facts={"tote": tote, "order": "S00042"})
    case = floor.services.store.write(lambda uow: open_case(finding, uow))
    sam = floor.office("supervisor")
    assert sam.get(f"/cases/{case}/ticket.pdf").data.startswith(b"%PDF")
    assert sam.get("/cases/999/ticket.pdf").status_code == 404
    number = floor.services.store.read(lambda views: views.case(floor.world.w, case)).number  # type: ignore[union-attr]
    assert sam.get("/orders", query_string={"q": number.lower()}).location == f"/cases/{case}"
    found = walk.handheld.client.get("/api/v1/look", query_string={"code": number}, headers=walk.handheld.headers)
    assert found.get_json()["facts"] == [["state", "open"], ["order", "S00042"], ["tote", tote]]
    floor.services.store.write(lambda uow: uow.slots.add(floor.world.w, "problem", "Shelf", ["P-07"]))
    walk.send(walk.event("placed", {"tote": tote, "into": "P-07"}, wave=None))
    assert f"{tote} · P-07" in words(sam.get(f"/cases/{case}").text)
