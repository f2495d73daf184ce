"""The zero line on its page, as a file, beside the measures, and who may see it and have it read."""

from __future__ import annotations

import csv
import io
import re

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import FORM, OWN, Floor, LoginsOnly
from warehouse_app.domain.baseline import DONE, Sum
from warehouse_app.service.ports.baseline import Baseline

SUMS = {DONE: Sum(400), "backorder": Sum(12, 600, 45_000), "late": Sum(30, 90_000, 120_050), "return": Sum(8, 60, 100)}


def fill(floor: Floor, done: bool = True) -> FlaskClient:
    now = floor.clock.now
    made = Baseline(
        now - 60 * 86_400_000, now, now, now if done else None, "" if done else "returns", 0, 23, SUMS,
        {"payments": "You do not have enough rights"},
    )  # fmt: skip
    floor.services.store.write(lambda uow: uow.baseline.put(floor.world.w, made))
    return floor.office("supervisor")


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_it_is_begun_by_hand_and_read_by_the_worker(floor: Floor) -> None:
    client = floor.office("supervisor")
    assert "not read yet" in text(client.get("/baseline").text)
    assert client.post("/baseline", data=FORM, headers=OWN).status_code == 409, "there is no Odoo"
    floor.services.odoo = LoginsOnly()
    assert client.post("/baseline", data=FORM, headers=OWN).status_code == 303
    page = text(client.get("/baseline").text)
    assert "part 1 of 6" in page
    assert "Read it" not in page


def test_it_shows_counts_hours_and_money_and_what_could_not_be_read(floor: Floor) -> None:
    page = text(fill(floor).get("/baseline").text)
    assert "400 deliveries were done." in page
    assert "Backorders 12 3.0 10 450.00" in page
    assert "Late deliveries 30 7.5 1500 1200.50" in page
    assert "Odoo does not let this be read: payments of orders You do not have enough rights" in page
    assert "Held payments cannot be read" in page


def test_one_that_is_read_is_replaced_only_when_that_is_meant(floor: Floor) -> None:
    client = fill(floor)
    floor.services.odoo = LoginsOnly()
    refused = client.post("/baseline", data=FORM, headers=OWN)
    assert (refused.status_code, "was read already" in text(refused.text)) == (409, True)
    assert client.post("/baseline", data=FORM | {"again": "1"}, headers=OWN).status_code == 303
    assert "part 1 of 6" in text(client.get("/baseline").text)


def test_the_file_has_the_same_in_plain_figures(floor: Floor) -> None:
    rows = list(csv.DictReader(io.StringIO(fill(floor).get("/baseline/baseline.csv").text)))
    assert rows[0] == {"what": DONE, "count": "400", "hours": "", "money": ""}
    assert rows[1] == {"what": "backorder", "count": "12", "hours": "10.0", "money": "450.00"}
    assert {row["what"]: row["count"] for row in rows}["held"] == "cannot be read"
    assert list(csv.reader(io.StringIO(fill(floor, done=False).get("/baseline/baseline.csv").text)))[1:] == []


def test_measures_stand_beside_the_zero_line(floor: Floor) -> None:
    assert "per 100 deliveries: 3.0 backorders, 7.5 late, 2.0 returns." in text(fill(floor).get("/measures").text)
    assert "per 100 deliveries" not in text(fill(floor, done=False).get("/measures").text)


@pytest.mark.parametrize(
    ("role", "sees", "begins"),
    [("supervisor", True, True), ("admin", True, True), ("service", True, False), ("stock", True, False),
     ("finance", True, False), ("picker", False, False), ("packer", False, False), ("returns", False, False),
     ("buying", False, False)],
)  # fmt: skip
def test_who_sees_it_and_who_has_it_read(floor: Floor, role: str, sees: bool, begins: bool) -> None:
    fill(floor)
    client = floor.office(role)
    for path in ("/baseline", "/baseline/baseline.csv"):
        assert (client.get(path).status_code == 200) is sees
    assert (client.post("/baseline", data=FORM, headers=OWN).status_code == 409) is begins
