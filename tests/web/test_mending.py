"""The form that mends an exception in Odoo: who sees it, what it writes, what it says when it could not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import FORM, OWN, Floor, app_of
from warehouse_app.domain.cases import Finding
from warehouse_app.service.open_case import open_case
from warehouse_app.service.ports.odoo import Measures, Odoo, OdooOffice, OdooRefused, OdooUnknown, OdooUnreachable
from warehouse_app.service.ports.store import UnitOfWork

ADDRESS = {"street": "Lindenweg 4", "street2": "", "zip": "20095", "city": "Hamburg", "country": "DE", "phone": ""}


class Hand:
    """An Odoo and its office that keep what was written, or answer with `trouble`."""

    def __init__(self, trouble: Exception | None = None) -> None:
        self.trouble, self.written = trouble, list[tuple[Any, ...]]()

    def identity(self) -> str:
        return "here"

    def mend_address(self, transfer: int, fields: Mapping[str, str]) -> None:
        self._write("address", dict(fields))

    def mend_carrier(self, transfer: int, carrier: str) -> None:
        self._write("carrier", carrier)

    def mend_product(self, product: int, weight_g: int | None, barcode: str | None, volume_ml: int | None) -> None:
        self._write("product", weight_g, barcode, volume_ml)

    def measures(self, products: Sequence[int]) -> list[Measures]:
        """As an Odoo that keeps steps of 10 litres."""
        ml = next((what[3] or 0 for what in self.written if what[0] == "product"), 0)
        return [Measures(one, volume_ml=round(ml / 10_000) * 10_000) for one in products]

    def _write(self, *what: Any) -> None:
        self.written.append(what)
        if self.trouble is not None:
            raise self.trouble


def raised(floor: Floor, type_: str = "CUS-ADDRESS", key: str = "test") -> int:
    """An exception about the first transfer and its first line."""

    def come(uow: UnitOfWork) -> int:
        facts = {"wave": "", "order": "S1"}
        return open_case(Finding(f"{type_}|{key}|1", type_, floor.world.w, transfer=1, line=1, facts=facts), uow)

    return floor.services.store.write(come)


def office(floor: Floor, hand: Hand | None, *roles: str) -> FlaskClient:
    services = replace(floor.services, odoo=cast("Odoo | None", hand), office=cast("OdooOffice | None", hand))
    return replace(floor, app=app_of(services), services=services).office(*roles)


def send(client: FlaskClient, case: int, **typed: str) -> Any:
    return client.post(f"/cases/{case}/mend", data=FORM | typed, headers=OWN)


def steps(floor: Floor, case: int) -> list[tuple[str, str | None, Any]]:
    rows = floor.services.store.read(lambda views: views.case_steps([case]))
    return [(row.kind, row.person, row.facts.get("fields")) for row in rows if row.kind != "opened"]


def test_service_mends_an_address_and_the_history_says_who_but_not_what(floor: Floor) -> None:
    hand, case = Hand(), raised(floor)
    client = office(floor, hand, "service")
    assert 'id="mend-street"' in client.get(f"/cases/{case}").text
    answer = send(client, case, **ADDRESS)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/cases/{case}")
    assert hand.written == [("address", {name: text for name, text in ADDRESS.items() if name != "phone"})]
    ((kind, who, fields),) = steps(floor, case)
    assert (kind, fields) == ("mended", ["street", "street2", "zip", "city", "country"])
    assert who
    page = client.get(f"/cases/{case}").text
    assert "Lindenweg 4" not in page.partition('class="history"')[2]
    assert "Mended in Odoo: Street and number, Second line, Postcode" in page


@pytest.mark.parametrize(
    ("type_", "role", "typed", "written"),
    [
        ("FUL-DATA", "stock", {"weight_g": "1450", "barcode": ""}, [("product", 1450, None, None)]),
        ("FUL-DATA", "supervisor", {"weight_g": "", "barcode": "4006381"}, [("product", None, "4006381", None)]),
        ("SHP-LABEL", "supervisor", {"carrier": "DPD"}, [("carrier", "DPD")]),
        ("CUS-DATA", "service", {"phone": "+49 40", "email": "", "carrier": ""}, [("address", {"phone": "+49 40"})]),
        ("CUS-MOVED", "service", {}, [("address", {})]),
        ("CUS-DATA", "service", {"phone": "1", "street": "not in this form"}, [("address", {"phone": "1"})]),
    ],
)  # fmt: skip
def test_each_type_has_its_fields_and_an_empty_one_stays_as_it_is(
    floor: Floor, type_: str, role: str, typed: dict[str, str], written: list[Any]
) -> None:
    hand, case = Hand(), raised(floor, type_)
    assert send(office(floor, hand, role), case, **typed).status_code == 303
    assert hand.written == written


@pytest.mark.parametrize(
    ("type_", "role"),
    [("CUS-ADDRESS", "stock"), ("FUL-DATA", "service"), ("CUS-ADDRESS", "admin"), ("FUL-SHORT", "supervisor")],
)
def test_nobody_else_and_nothing_else_is_mended(floor: Floor, type_: str, role: str) -> None:
    hand, case = Hand(), raised(floor, type_)
    client = office(floor, hand, role)
    assert "mend-title" not in client.get(f"/cases/{case}").text
    assert client.get(f"/cases/{case}/mend").status_code == 403
    assert send(client, case, **ADDRESS).status_code == 403
    assert hand.written == []


@pytest.mark.parametrize("bad", [{"country": "Germany"}, {"zip": "1" * 200}, {"street": "a\x07b"}])
def test_what_cannot_be_is_said_and_what_was_typed_is_still_there(floor: Floor, bad: dict[str, str]) -> None:
    hand, case = Hand(), raised(floor)
    answer = send(office(floor, hand, "service"), case, **ADDRESS | {"city": "<b>Altona</b>"} | bad)
    assert (answer.status_code, hand.written, steps(floor, case)) == (400, [], [])
    assert "&lt;b&gt;Altona&lt;/b&gt;" in answer.text
    assert "cannot be like that" in answer.text


@pytest.mark.parametrize(
    ("trouble", "status", "words", "journal"),
    [
        (OdooRefused("<script>no</script>"), 409, "Odoo did not take it: &lt;script&gt;", []),
        (OdooUnreachable("gone"), 503, "Odoo is not there.", []),
        (OdooUnknown("lost"), 503, "sending it again does no harm", ["mend_unknown"]),
    ],
)
def test_trouble_with_odoo_is_told_in_three_sentences(
    floor: Floor, trouble: Exception, status: int, words: str, journal: list[str]
) -> None:
    case = raised(floor)
    answer = send(office(floor, Hand(trouble), "service"), case, **ADDRESS)
    assert (answer.status_code, [kind for kind, _, _ in steps(floor, case)]) == (status, journal)
    assert words in answer.text
    assert 'value="Lindenweg 4"' in answer.text


def test_without_a_second_credential_there_is_a_way_to_the_record_and_no_form(floor: Floor) -> None:
    case = raised(floor)
    services = replace(
        floor.services,
        settings=floor.services.settings.model_copy(
            update={"odoo_url": "https://odoo.example.com", "odoo_db": "x", "odoo_user": "x", "odoo_key": "x"}
        ),
    )
    page = replace(floor, app=app_of(services), services=services).office("service").get(f"/cases/{case}").text
    assert re.search(r'href="https://odoo\.example\.com/web#id=\d+&amp;model=stock\.picking', page)
    assert 'id="mend-go"' not in page
    assert send(office(floor, None, "service"), case, **ADDRESS).status_code == 409


def test_what_is_over_cannot_be_mended(floor: Floor) -> None:
    hand, case = Hand(), raised(floor)
    floor.services.store.write(lambda uow: uow.cases.resolve(case, "gone"))
    answer = send(office(floor, hand, "service"), case, **ADDRESS)
    assert (answer.status_code, hand.written) == (409, [])


@pytest.mark.parametrize(("typed", "ml", "status"), [
    ("12,5", 12_500, 303), ("30", 30_000, 303), ("0.75", 750, 409), ("0", None, 400), ("1e9", None, 400),
    ("<b>", None, 400),
])  # fmt: skip
def test_a_volume_is_written_and_it_is_said_where_odoo_keeps_nothing_of_it(
    floor: Floor, typed: str, ml: int | None, status: int
) -> None:
    hand, case = Hand(), raised(floor, "FUL-DATA")
    client = office(floor, hand, "stock")
    assert 'id="mend-volume_l"' in client.get(f"/cases/{case}").text
    answer = send(client, case, volume_l=typed)
    assert answer.status_code == status
    assert hand.written == ([("product", None, None, ml)] if ml else [])
    assert ("has rounded the volume to nothing" in answer.text) == (status == 409)
