"""Labels: the page of designs, labels in bulk, and who may see them."""

from __future__ import annotations

import pytest

from tests.web.conftest import FORM, OWN, Floor
from warehouse_app.service.label_examples import LABELS, PAPERS

PATHS = [f"/labels/{name}.pdf" for name in (*LABELS, *PAPERS)]


@pytest.mark.parametrize("path", PATHS)
def test_every_design_is_shown_with_an_example(floor: Floor, path: str) -> None:
    seen = floor.office("supervisor").get(path)
    assert (seen.status_code, seen.content_type) == (200, "application/pdf")
    assert seen.data.startswith(b"%PDF")


def test_the_page_names_every_design_and_offers_zpl_where_a_label_printer_has_room(floor: Floor) -> None:
    page = floor.office("admin").get("/labels").get_data(as_text=True)
    assert all(f'href="{path}"' in page for path in PATHS)
    assert 'href="/labels/parcel.zpl"' in page
    assert 'href="/labels/return_a4.zpl"' not in page


def test_a_label_is_handed_over_as_zpl(floor: Floor) -> None:
    seen = floor.office("supervisor").get("/labels/location.zpl")
    assert seen.content_type == "application/vnd.zebra-zpl"
    assert seen.data.startswith(b"^XA")
    assert seen.data.count(b"^XZ") == 1


def test_labels_are_made_in_bulk_of_all_or_of_those_that_are_named(floor: Floor) -> None:
    office = floor.office("supervisor")
    every = office.post("/labels/run", data=FORM | {"kind": "location", "form": "zpl", "which": ""}, headers=OWN)
    assert every.data.count(b"^XA") > 1
    one = office.post("/labels/run", data=FORM | {"kind": "tote", "form": "pdf", "which": "T-0001\r\n"}, headers=OWN)
    assert one.data.startswith(b"%PDF")


def test_a_name_that_nothing_has_is_said_and_nothing_is_printed(floor: Floor) -> None:
    office = floor.office("supervisor")
    refused = office.post("/labels/run", data=FORM | {"kind": "tote", "which": "NO-SUCH-1"}, headers=OWN)
    assert refused.status_code == 404
    assert "NO-SUCH-1" in refused.get_data(as_text=True)
    assert office.post("/labels/run", data=FORM | {"kind": "ship"}, headers=OWN).status_code == 400
    assert office.get("/labels/nosuch.pdf").status_code == 404
    assert office.get("/labels/paper_head.pdf").status_code == 404


@pytest.mark.parametrize("role", ["picker", "packer", "stock", "finance"])
def test_nobody_else_prints_them(floor: Floor, role: str) -> None:
    office = floor.office(role)
    for path in ("/labels", "/labels/badge.pdf", "/labels/badge.zpl"):
        assert office.get(path).status_code == 403
    assert office.post("/labels/run", data=FORM | {"kind": "badge"}, headers=OWN).status_code == 403
