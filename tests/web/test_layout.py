"""The page of the layout: proposed, looked at, saved, carried as a file, given up; and who may."""

from __future__ import annotations

import io

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import FORM, OWN, Floor
from tests.web.test_release import post

FIELDS = {
    "patterns": "{aisle:A}-{bay:9}-{level:9}",
    "sides": "one",
    "blocks": "1",
    "aisle_mm": "3,5",
    "cell_mm": "1.2",
    "gap_mm": "1",
    "door0": "A",
    "end0": "front",
    "away0": "4",
}


@pytest.fixture
def supervisor(floor: Floor) -> FlaskClient:
    return floor.office("supervisor")


def test_a_layout_is_proposed_from_the_names_and_the_page_says_that_walks_go_by_name(supervisor: FlaskClient) -> None:
    page = supervisor.get("/layout").text
    assert "There is no layout yet: walks go by the names of the locations." in page
    assert "{aisle:A}-{bay:9}-{level:9}" in page
    assert '<svg class="hall"' in page
    assert 'style="' not in page


def test_a_preview_saves_nothing_and_a_save_puts_every_location_on_the_map(
    floor: Floor, supervisor: FlaskClient
) -> None:
    seen = post(supervisor, "/layout", **FIELDS)
    assert (seen.status_code, "A preview. Nothing is saved yet." in seen.text) == (200, True)
    assert floor.services.store.read(lambda views: views.layouts.hall(floor.world.w)) is None
    assert post(supervisor, "/layout", save=1, **FIELDS).status_code == 303
    hall = floor.services.store.read(lambda views: views.layouts.hall(floor.world.w))
    assert hall is not None
    assert (hall.aisle_mm, hall.cell_mm, hall.doors[0].mm) == (3500, 1200, 4000)
    places = floor.services.store.read(lambda views: views.layouts.places(floor.world.w))
    assert {place.code: (place.aisle, place.cell) for place in places}["A-10-1"] == (0, 9)
    assert "saved the layout" in supervisor.get("/layout").text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"patterns": "{room}"}, "This piece of a pattern has no meaning: {room}"),
        ({"patterns": "Z{bay:9}"}, "No location follows these patterns."),
        ({"aisle_mm": "wide"}, "The field aisle_mm cannot be read."),
        ({"blocks": "7"}, "The field blocks cannot be read."),
        ({"door0": "Q"}, "There is no aisle Q."),
        ({"up": "A"}, "With these one-way aisles a picker does not come back."),
    ],
)
def test_what_cannot_be_read_is_named_and_stays_in_its_field(
    supervisor: FlaskClient, changed: dict[str, str], said: str
) -> None:
    for extra in ({}, {"save": 1}):
        answer = post(supervisor, "/layout", **FIELDS | changed | extra)
        assert (answer.status_code, said in answer.text) == (400, True)
        (typed,) = changed.values()
        assert typed in answer.text


def test_places_go_out_as_a_file_and_come_back_changed(floor: Floor, supervisor: FlaskClient) -> None:
    assert supervisor.get("/layout/locations.csv").status_code == 409
    post(supervisor, "/layout", save=1, **FIELDS)
    file = supervisor.get("/layout/locations.csv")
    assert file.content_type.startswith("text/csv")
    assert "A-10-1,,A,10,1,,1,10" in file.text.splitlines()
    changed = file.text.replace("A-10-1,,A,10,1,,1,10", "A-10-1,,A,10,1,,4,9").replace(",", ";")
    assert upload(supervisor, changed) == (303, "")
    places = floor.services.store.read(lambda views: views.layouts.places(floor.world.w))
    assert {place.code: (place.aisle, place.cell) for place in places}["A-10-1"] == (3, 8)
    assert "A-10-1,,A,10,1,,4,9" in supervisor.get("/layout/locations.csv").text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", "This file cannot be read as places."),
        ("", "This file cannot be read as places."),
        ("location,aisle_no,cell\nNowhere,1,1\n", "Row 2 of the file is not right: Nowhere"),
        ("location,aisle_no,cell\nA-01-1,0,1\n", "Row 2 of the file is not right: A-01-1"),
        ("location,aisle_no,cell\nA-01-1,1,x\n", "Row 2 of the file is not right: A-01-1"),
    ],
)
def test_a_file_that_is_wrong_changes_nothing_and_names_its_row(supervisor: FlaskClient, text: str, said: str) -> None:
    post(supervisor, "/layout", save=1, **FIELDS)
    before = supervisor.get("/layout/locations.csv").text
    status, page = upload(supervisor, text)
    assert (status, said in page) == (400, True)
    assert supervisor.get("/layout/locations.csv").text == before


def test_a_layout_is_given_up_and_names_count_again(floor: Floor, supervisor: FlaskClient) -> None:
    post(supervisor, "/layout", save=1, **FIELDS)
    assert post(supervisor, "/layout/off").status_code == 303
    assert "There is no layout yet" in supervisor.get("/layout").text
    places = floor.services.store.read(lambda views: views.layouts.places(floor.world.w))
    assert all(place.aisle is None for place in places)


def test_who_only_holds_orders_draws_no_map(floor: Floor) -> None:
    service = floor.office("service")
    assert service.get("/layout").status_code == 403
    assert post(service, "/layout", save=1, **FIELDS).status_code == 403
    assert floor.office("admin").get("/layout").status_code == 200


def upload(client: FlaskClient, text: str) -> tuple[int, str]:
    data = FORM | {"file": (io.BytesIO(text.encode()), "locations.csv")}
    answer = client.post("/layout/places", data=data, headers=OWN, content_type="multipart/form-data")
    return answer.status_code, "" if answer.status_code == 303 else answer.text


def test_the_reserve_is_named_by_patterns_and_the_page_says_which_places_it_is(supervisor: FlaskClient) -> None:
    assert post(supervisor, "/layout/reserve", reserve="A-01-*").status_code == 303
    page = supervisor.get("/layout").text
    assert 'value="A-01-*"' in page
    assert "A-01-1" in page.split("1 locations:")[1][:40]
    refused = post(supervisor, "/layout/reserve", reserve="*")
    assert (refused.status_code, "The reserve is as it was" in refused.text) == (400, True)
