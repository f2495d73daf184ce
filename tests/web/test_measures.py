"""Measures as a page and as a file: a small world worked out by hand, who sees them, and files that do no harm."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import FORM, OWN, Floor, floor_at
from warehouse_app.service.shipped_rules import ship_rules


def fill(floor: Floor) -> FlaskClient:
    """Two shorts of one order: answered after 3 and after 8 minutes; the first is over after 13."""
    floor.services.store.write(ship_rules)
    walk = floor.walk()
    walk.send(walk.short(1000))
    first, *others = walk.sheet["lines"]
    second = next(line for line in others if line["tote"] == first["tote"])
    place = walk.sheet["stops"][second["stop"]]["location"]
    body = {"line": second["id"], "location": place, "missing_m": 1000, "found_m": 0, "reason": "RC-ELSE"}
    walk.send(walk.event("short", body))
    desk = floor.office("supervisor")
    for minutes, case in ((3, 1), (5, 2)):
        floor.clock.forward(minutes)
        floor.services.store.write(lambda uow: uow.cases.note(case, "tried", 1, {}))  # noqa: B023
    floor.clock.forward(5)
    floor.services.store.write(lambda uow: uow.cases.resolve(1, "found", 1))
    return desk


@pytest.fixture
def desk(floor: Floor) -> FlaskClient:
    return fill(floor)


def rows(client: FlaskClient, by: str, days: int = 7) -> list[dict[str, str]]:
    answer = client.get(f"/measures/measures.csv?by={by}&days={days}")
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="measures-{by}-{days}.csv"'
    return list(csv.DictReader(io.StringIO(answer.text)))


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u2060", "")


def change(floor: Floor, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(floor.services.settings.data_dir / "floor.sqlite3")) as store, store:
        store.execute(statement, values)


def test_the_file_holds_what_was_worked_out_by_hand(desk: FlaskClient) -> None:
    (row,) = rows(desk, "category")
    expected = {
        "category": "fulfilment", "cases": "2", "per_100_lines": "66.7", "per_100_orders": "100.0",
        "answer_median": "5.5", "answer_p90": "8.0", "resolve_median": "13.0", "resolve_p90": "13.0",
        "answered_in_time": "50.0", "resolved_in_time": "100.0", "escalated": "0", "reopened": "0", "delayed": "0",
        "touches": "3", "cause": "", "unknown_cause": "100.0",
    }  # fmt: skip
    assert row == expected


@pytest.mark.parametrize(
    ("by", "names"),
    [("type", ["FUL-SHORT"]), ("product", ["SKU-1", "SKU-2"]), ("bin", ["A-01-1", "A-02-1"]), ("carrier", ["DHL"]),
     ("channel", [""]), ("warehouse", ["WH"]), ("day", ["2026-09-21"]), ("cause", [""])],
)  # fmt: skip
def test_by_each_dimension(desk: FlaskClient, by: str, names: list[str]) -> None:
    found = rows(desk, by)
    assert [row[by] for row in found] == names
    assert sum(int(row["cases"]) for row in found) == 2


def test_a_product_is_set_beside_its_own_lines(desk: FlaskClient) -> None:
    shares = {row["product"]: (row["per_100_lines"], row["per_100_orders"]) for row in rows(desk, "product")}
    assert shares == {"SKU-1": ("50.0", "50.0"), "SKU-2": ("100.0", "100.0")}


def test_the_page_says_it_in_words_and_greys_what_says_little(desk: FlaskClient) -> None:
    page = desk.get("/measures").text
    for words in ("All together", "Fulfilment", "3 lines of 2 orders were released", "6 min", "13 min", "50.0 %"):
        assert words in text(page), words
    assert 'class="few"' in page
    assert "Who answered first" not in page


def test_an_order_that_misses_its_truck_is_late_once(floor: Floor, desk: FlaskClient) -> None:
    floor.clock.forward(90)
    assert [row["delayed"] for row in rows(floor.office("supervisor"), "category")] == ["1"]
    assert desk is not None


def test_only_the_days_asked_for_count(floor: Floor, desk: FlaskClient) -> None:
    assert rows(desk, "category", 1)
    floor.clock.forward(3 * 24 * 60)
    later = floor.office("supervisor")
    assert rows(later, "category", 1) == []
    assert "No exception was opened" in later.get("/measures?days=1").text
    assert rows(later, "category", 7)


@pytest.mark.parametrize("evil", ['=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(A1)", "\t=1", " =1", 'a",=1\n=2'])
def test_no_cell_begins_as_a_formula(floor: Floor, desk: FlaskClient, evil: str) -> None:
    change(floor, "UPDATE product SET sku = ? WHERE id = 1", evil)
    change(floor, 'UPDATE "case" SET cause = ?, status = ? WHERE id = 1', evil, "resolved")
    for row in [*rows(desk, "product"), *rows(desk, "cause")]:
        for value in (row.get("product", ""), row.get("cause", "")):
            assert not value.strip(" ").startswith(("=", "+", "-", "@", "\t", "\r")), value
    assert evil in [row["product"].removeprefix("'") for row in rows(desk, "product")]
    assert "<script" not in desk.get("/measures?by=product").text.split("<main")[1]


@pytest.mark.parametrize("asked", ["by=nothing", "days=3", "days=x", "by=" + "x" * 500, "days=-1", "days=1e3"])
def test_what_is_not_offered_is_refused(desk: FlaskClient, asked: str) -> None:
    assert desk.get(f"/measures?{asked}").status_code == 400
    assert desk.get(f"/measures/measures.csv?{asked}").status_code == 400


def test_nothing_is_counted_by_person_unless_the_shop_says_so(desk: FlaskClient) -> None:
    refused = desk.get("/measures?by=person")
    assert (refused.status_code, "switched off here" in refused.text) == (403, True)
    assert desk.get("/measures/measures.csv?by=person").status_code == 403


@pytest.fixture
def open_floor(tmp_path: Path) -> Iterator[Floor]:
    made = floor_at(tmp_path, measure_people=True)
    yield made
    made.services.close()


def test_by_person_it_is_who_answered_first(open_floor: Floor) -> None:
    desk = fill(open_floor)
    assert [(row["person"], row["cases"]) for row in rows(desk, "person")] == [("Ana", "2")]
    assert "Who answered first" in desk.get("/measures").text


@pytest.mark.parametrize(
    ("role", "may"),
    [("supervisor", True), ("service", True), ("stock", True), ("finance", True), ("admin", True), ("picker", False),
     ("packer", False), ("returns", False), ("buying", False)],
)  # fmt: skip
def test_who_sees_measures(floor: Floor, role: str, may: bool) -> None:
    client = floor.office(role)
    for path in ("/measures", "/measures/measures.csv"):
        assert (client.get(path).status_code == 200) is may
    assert client.post("/measures", data=FORM, headers=OWN).status_code == 405
