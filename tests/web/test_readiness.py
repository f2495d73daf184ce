"""The readiness report on its pages and in its files: what is shown, what is imported, and who may see it."""

from __future__ import annotations

import csv
import io
import re

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import FORM, OWN, Floor, LoginsOnly
from warehouse_app.config import Settings
from warehouse_app.demo import open_odoo
from warehouse_app.domain.cases import Finding
from warehouse_app.domain.readiness import KINDS, Count, Gap, Report
from warehouse_app.service.open_case import open_case
from warehouse_app.service.shipped_rules import ship_rules

GAPS = (
    Gap("no_barcode", "31", "MUG-RED", 12_400, "", "MUG-RED"),
    Gap("no_barcode", "32", "=1+1", 40, "", ""),
    Gap("bin_no_barcode", "7", "A-04-2", 900, "", "A-04-2"),
    Gap("negative", "31.7.0.0.0", "A-04-2 · MUG-RED", 0, "-3"),
    Gap("wrong_zip", "88", "S00012", 2000, "DE"),
)
EXTERNAL = {"bin_no_barcode|7": "stock.bin_7"}


def fill(floor: Floor, gaps: tuple[Gap, ...] = GAPS, unread: str = "no_size") -> FlaskClient:
    found = {code: sum(gap.kind == code for gap in gaps) for code in KINDS}
    counts = [Count(code, None if code == unread else 100, n) for code, n in found.items()]
    floor.services.store.write(ship_rules)
    floor.services.store.write(lambda uow: uow.readiness.keep(floor.world.w, 90, Report(counts, gaps), EXTERNAL))
    return floor.office("stock")


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def file(client: FlaskClient, path: str) -> list[list[str]]:
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    return list(csv.reader(io.StringIO(answer.text)))


def test_before_the_first_look_it_says_so(floor: Floor) -> None:
    page = text(floor.office("stock").get("/readiness").text)
    assert "Nobody has looked at Odoo\u2019s data yet." in page
    assert "Odoo is being looked at." in page


def test_the_worst_kind_comes_first_with_its_share_its_lines_and_its_owner(floor: Floor) -> None:
    page = text(fill(floor).get("/readiness").text)
    assert "5 gaps in Odoo\u2019s data. 13 of 18 checks are clean." in page
    assert "Goods without barcode 2 of 100 (2 %) 12 Product data" in page
    assert page.index("Goods without barcode") < page.index("Addresses whose postcode") < page.index("Negative stock")
    assert "Odoo does not let this be read Cartons without size" in page
    assert "Cartons without size cannot be read" in page


def test_a_kind_shows_its_rows_and_how_it_is_mended(floor: Floor) -> None:
    client = fill(floor)
    page = client.get("/readiness/no_barcode").text
    assert "2 found. Product data mends this." in text(page)
    assert "MUG-RED MUG-RED 12" in text(page)
    assert "/readiness/import-no_barcode.csv" in page
    assert "/readiness/labels-no_barcode.pdf" in page
    counted = client.get("/readiness/negative").text
    assert "Count the bin." in text(counted)
    assert ".csv" not in counted
    assert "no External ID" not in client.get("/readiness/bin_no_barcode").text


def test_the_import_file_has_odoos_id_and_one_thing_to_fill_in(floor: Floor) -> None:
    client = fill(floor)
    assert file(client, "/readiness/import-no_barcode.csv") == [
        [".id", "barcode", "(for reading)"], ["31", "MUG-RED", "MUG-RED"], ["32", "", "'=1+1"],
    ]  # fmt: skip
    assert file(client, "/readiness/import-bin_no_barcode.csv")[1] == ["stock.bin_7", "A-04-2", "A-04-2"]
    assert file(client, "/readiness/import-bin_no_barcode.csv")[0][0] == "id"
    assert file(client, "/readiness/import-wrong_zip.csv") == [[".id", "zip", "(for reading)"], ["88", "", "S00012"]]


def test_the_whole_report_is_a_file_in_which_no_cell_is_a_formula(floor: Floor) -> None:
    rows = file(fill(floor), "/readiness/readiness.csv")
    assert rows[0][:5] == ["kind", "owner", "odoo_model", "odoo_id", "name"]
    assert len(rows) == 1 + len(GAPS)
    assert ["no_barcode", "data", "product.product", "32", "'=1+1"] in [row[:5] for row in rows]
    assert ["negative", "stock", "", "", "A-04-2 · MUG-RED", "'-3"] in [row[:6] for row in rows]


def test_labels_are_printed_for_what_a_barcode_is_proposed_for(floor: Floor) -> None:
    client = fill(floor)
    for code in ("no_barcode", "bin_no_barcode"):
        answer = client.get(f"/readiness/labels-{code}.pdf")
        assert (answer.status_code, answer.data[:5]) == (200, b"%PDF-")
    assert client.get("/readiness/labels-negative.pdf").status_code == 404


def test_what_is_no_kind_or_has_no_file_is_refused_in_words(floor: Floor) -> None:
    client = fill(floor)
    for path, said in (
        ("/readiness/nonsense", "There is no such check."),
        ("/readiness/import-negative.csv", "No file mends this."),
        ("/readiness/import-nonsense.csv", "There is no such check."),
        ("/readiness/labels-wrong_zip.pdf", "no barcode to propose"),
    ):
        answer = client.get(path)
        assert answer.status_code == 404
        assert said in text(answer.text)


def test_a_new_look_is_asked_for_and_waits_for_the_worker(floor: Floor) -> None:
    client = fill(floor)
    assert client.post("/readiness", data=FORM, headers=OWN).status_code == 409, "there is no Odoo"
    floor.services.odoo = LoginsOnly()
    assert client.post("/readiness", data=FORM, headers=OWN).status_code == 303
    assert "Odoo is being looked at." in text(client.get("/readiness").text)


def test_an_exception_names_what_is_missing_and_how_much_of_it(floor: Floor) -> None:
    client = fill(floor)
    finding = Finding("FUL-DATA|data|no_barcode", "FUL-DATA", floor.world.w, facts={"gap": "no_barcode", "n": 2})
    floor.services.store.write(lambda uow: open_case(finding, uow))
    assert "Goods without barcode: 2" in text(client.get("/cases?whose=all").text)


@pytest.mark.parametrize(
    ("role", "may", "prints"),
    [("supervisor", True, True), ("stock", True, True), ("admin", True, True), ("service", True, False),
     ("buying", True, False), ("finance", True, False), ("returns", True, False), ("picker", False, False),
     ("packer", False, False)],
)  # fmt: skip
def test_who_sees_the_report(floor: Floor, role: str, may: bool, prints: bool) -> None:
    fill(floor)
    client = floor.office(role)
    for path in ("/readiness", "/readiness/readiness.csv", "/readiness/no_barcode", "/readiness/import-no_barcode.csv"):
        assert (client.get(path).status_code == 200) is may, path
    assert (client.get("/readiness/labels-no_barcode.pdf").status_code == 200) is prints
    assert (client.post("/readiness", data=FORM, headers=OWN).status_code == 409) is may


def test_records_get_an_external_id_on_demand_so_that_the_import_screen_takes_the_file(floor: Floor) -> None:
    client = fill(floor)
    assert file(client, "/readiness/import-no_barcode.csv")[0][0] == ".id"
    floor.services.odoo = odoo = open_odoo(1, floor.clock())
    assert "Give them External IDs" in client.get("/readiness/no_barcode").text
    for _ in range(2):
        assert client.post("/readiness/no_barcode/names", data=FORM, headers=OWN).status_code == 303
    assert odoo.books.named == {("product.product", 31), ("product.product", 32)}
    rows = file(client, "/readiness/import-no_barcode.csv")
    assert (rows[0][0], rows[1][0]) == ("id", "__export__.product.product_31")
    assert "Give them External IDs" not in client.get("/readiness/no_barcode").text
    assert floor.office("service").post("/readiness/no_barcode/names", data=FORM, headers=OWN).status_code == 403


def test_while_observing_nothing_is_named(floor: Floor) -> None:
    client = fill(floor)
    floor.services.odoo = odoo = open_odoo(1, floor.clock())
    folder = floor.services.settings.data_dir
    floor.services.settings = Settings(
        data_dir=folder,
        odoo_mode="observe",
        odoo_url="https://odoo.example.com",
        odoo_db="x",
        odoo_user="x",
        odoo_key="x",
    )
    assert "Give them External IDs" not in client.get("/readiness/no_barcode").text
    assert client.post("/readiness/no_barcode/names", data=FORM, headers=OWN).status_code == 409
    assert odoo.books.named == set()
