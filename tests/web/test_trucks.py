"""The page of the trucks, a truck that leaves from the bench or from there, and its manifest as paper and file."""

from __future__ import annotations

import pytest

from tests.web.conftest import FORM, OWN, Floor, Walk
from tests.web.test_packing import BOX, Bench, bench, totes, walk

__all__ = ["walk"]


def boxed(floor: Floor, walk: Walk) -> Bench:
    """One parcel, closed, its order packed and the parcel on the truck."""
    ben = bench(floor)
    ben.open(totes(walk)[0])
    box = ben.sheet["boxes"][0]["id"]
    facts = [
        ("boxed", {"line": line["id"], "parcel": BOX, "qty_m": line["demand_m"], "code": "x1"})
        for line in ben.sheet["lines"]
    ]
    facts += [("box_closed", {"parcel": BOX, "box": box, "weight_g": 900}), ("packed", {}), ("loaded", {"parcel": BOX})]
    assert {verdict for verdict, _ in ben.send(*facts)} == {"accepted"}
    return ben


def carrier(ben: Bench) -> str:
    (row,) = ben.get("truck")["parcels"]
    return str(row["carrier"] or "")


def test_a_bench_sends_the_truck_off_and_has_its_manifest(floor: Floor, walk: Walk) -> None:
    ben = boxed(floor, walk)
    name = carrier(ben)
    refused = ben.handheld.post("/api/v1/pack/truck/leave", {"carrier": name, "driver": " "})
    assert (refused.status_code, refused.get_json()["error"]["key"]) == (400, "truck.driver")
    left = ben.handheld.post("/api/v1/pack/truck/leave", {"carrier": name, "driver": "Jo Beck"}).get_json()
    assert (left["parcels"], left["behind"]) == (1, 0)
    paper = ben.handheld.get(f"/api/v1/pack/manifests/{left['number']}")
    assert (paper.status_code, paper.data[:4]) == (200, b"%PDF")
    assert ben.get("truck")["parcels"] == []
    again = ben.handheld.post("/api/v1/pack/truck/leave", {"carrier": name, "driver": "Jo Beck"})
    assert again.get_json()["error"]["key"] == "truck.empty"


def test_the_office_sees_trucks_and_manifests_and_takes_them_as_paper_and_file(floor: Floor, walk: Walk) -> None:
    ben = boxed(floor, walk)
    name, office = carrier(ben), floor.office("supervisor")
    page = office.get("/trucks").get_data(as_text=True)
    assert "1 of 1" in page
    assert (
        office.post("/trucks/leave", data=FORM | {"carrier": name, "driver": "Jo <b>"}, headers=OWN).status_code == 303
    )
    page = office.get("/trucks").get_data(as_text=True)
    assert "Jo &lt;b&gt;" in page
    number = page.split("/trucks/M-")[1].split(".pdf")[0]
    rows = office.get(f"/trucks/M-{number}.csv").get_data(as_text=True).split("\r\n")
    assert len(rows) == 3
    assert office.get(f"/trucks/M-{number}.pdf").data[:4] == b"%PDF"
    assert office.get("/trucks/M-00099-X.csv").status_code == 404


@pytest.mark.parametrize(
    ("path", "data"),
    [("late", {"carrier": "UPS", "time": "14:00"}), ("next", {"carrier": "UPS", "cutoff_at": "1"}),
     ("next", {"carrier": "UPS", "cutoff_at": "soon"}), ("leave", {"carrier": "UPS", "driver": "Jo"}),
     ("other", {"carrier": "DHL", "cutoff_at": "1", "other": "UPS"}), ("tell", {"carrier": "UPS", "cutoff_at": "1"})],
)  # fmt: skip
def test_what_cannot_be_done_is_said_and_changes_nothing(floor: Floor, path: str, data: dict[str, str]) -> None:
    office = floor.office("supervisor")
    answer = office.post(f"/trucks/{path}", data=FORM | data, headers=OWN)
    assert answer.status_code in (400, 409)
    assert "UPS" in answer.get_data(as_text=True)


def test_papers_of_a_box_come_in_one_document_and_a_carrier_nobody_knows_is_refused(floor: Floor, walk: Walk) -> None:
    ben = bench(floor)
    ben.open(totes(walk)[0])
    unknown = ben.handheld.post(f"/api/v1/pack/transfers/{ben.sheet['transfer']}/carrier", {"carrier": "Ox cart"})
    assert unknown.get_json()["error"]["key"] == "pack.carrier_unknown"
    box = ben.sheet["boxes"][0]["id"]
    facts = [
        ("boxed", {"line": line["id"], "parcel": BOX, "qty_m": line["demand_m"], "code": "x1"})
        for line in ben.sheet["lines"]
    ]
    ben.send(*facts)
    path = f"/api/v1/pack/parcels/{BOX}/papers"
    assert ben.handheld.get(path).get_json()["error"]["key"] == "pack.not_closed"
    ben.send(("box_closed", {"parcel": BOX, "box": box, "weight_g": 900}))
    assert ben.handheld.get(path).status_code == 204
    body = {"on": True, "rank": 1, "words_en": "All the best."}
    floor.services.store.write(lambda uow: uow.releasing.ship_rule("paper", "PP-GIFT", 9, body))
    paper = ben.handheld.get(path)
    assert (paper.status_code, paper.data[:4]) == (200, b"%PDF")
