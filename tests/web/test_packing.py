"""What a packing bench asks the server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any
from uuid import uuid4

import pytest

from tests.web.conftest import Floor, Handheld, Walk
from warehouse_app.demo.photo import photo
from warehouse_app.domain.pictures import picture_of
from warehouse_app.service.packing_slip import slip_paper
from warehouse_app.service.ports.odoo import OdooBox

BOX = "ab" * 16


@dataclass
class Bench:
    """A packer who is signed in at a bench of her own."""

    handheld: Handheld
    person: int
    session: int
    sheet: dict[str, Any] = field(default_factory=dict)
    _seqs: Iterator[int] = field(default_factory=lambda: count(1))

    def open(self, code: str, **more: Any) -> tuple[int, dict[str, Any]]:
        answer = self.handheld.post("/api/v1/pack/open", {"code": code, **more})
        self.sheet = answer.get_json().get("sheet", self.sheet)
        return answer.status_code, answer.get_json()

    def send(self, *facts: tuple[str, dict[str, Any]]) -> list[tuple[str, str | None]]:
        events = [
            {"id": uuid4().hex, "v": 1, "kind": kind, "seq": at, "at": 0, "person": self.person, "wave": None,
             "session": self.session, "epoch": self.sheet["epoch"], "sheet": None,
             "body": {"transfer": self.sheet["transfer"], **body}}
            for (kind, body), at in zip(facts, self._seqs, strict=False)
        ]  # fmt: skip
        answers = self.handheld.post("/api/v1/events", {"events": events}).get_json()["answers"]
        return [(one["verdict"], one.get("key")) for one in answers]

    def get(self, path: str) -> Any:
        return self.handheld.get(f"/api/v1/pack/{path}").get_json()


@pytest.fixture
def walk(floor: Floor) -> Walk:
    return half_picked(floor)


def half_picked(floor: Floor) -> Walk:
    """The wave with its first order picked and the second one open."""
    picked = floor.walk()
    lines = picked.sheet["lines"]
    tote = lines[0]["tote"]
    for line in (line for line in lines if line["tote"] == tote):
        where = {"line": line["id"], "location": picked.sheet["stops"][line["stop"]]["location"]}
        body = {"qty_m": line["demand_m"], "product": line["product"], "lot": None, "tote": tote, "codes": []}
        picked.send(picked.event("pick", where | body))
    floor.services.store.write(
        lambda uow: uow.catalogue.keep_boxes([OdooBox(4, "Carton M", "BOX-M", (300, 200, 100), 160, 9000)])
    )
    return picked


def bench(floor: Floor, name: str = "Ben") -> Bench:
    handheld = floor.handheld(f"Bench of {name}")
    floor.hire(name, "packer", badge=f"PACK-{name}")
    signed_in = handheld.sign_in(f"PACK-{name}").get_json()
    return Bench(handheld, signed_in["person"]["id"], signed_in["session"])


def totes(walk: Walk) -> list[str]:
    return [tote["code"] for tote in walk.sheet["totes"]]


def test_the_bench_sees_what_is_ready_and_opens_it_by_its_tote(floor: Floor, walk: Walk) -> None:
    ben = bench(floor)
    (row,) = ben.get("queue")["queue"]
    assert (row["order"], row["totes"], row["state"], row["pieces_m"]) == ("S00001", totes(walk)[:1], "ready", 4000)
    status, _ = ben.open(totes(walk)[0])
    assert status == 200
    assert [line["demand_m"] for line in ben.sheet["lines"]] == [3000, 1000]
    assert ben.sheet["codes"]["BOX-M"]["what"] == "box"
    assert ben.sheet["codes"]["4006381333931"]["product"] == ben.sheet["lines"][0]["product"]
    assert ben.get("queue")["queue"][0]["state"] == "open"


def test_the_bench_sees_the_picture_of_what_it_packs(floor: Floor, walk: Walk) -> None:
    picture = picture_of(photo(160))
    assert picture is not None
    floor.services.store.write(lambda uow: uow.pictures.keep({1: ("today", picture)}))
    ben = bench(floor)
    ben.open(totes(walk)[0])
    assert {goods["picture"] for goods in ben.sheet["products"].values()} == {None, f"/p/{picture.sha}"}
    assert ben.handheld.client.get(f"/p/{picture.sha}").status_code == 200


@pytest.mark.parametrize(
    ("code", "status", "key"),
    [("NOBODY-KNOWS", 404, "pack.unknown"), ("", 404, "pack.unknown"), ("\x1b", 400, "pack.unreadable")],
)
def test_what_opens_nothing_is_said_in_words(floor: Floor, walk: Walk, code: str, status: int, key: str) -> None:
    found, body = bench(floor).open(code)
    assert (found, body["error"]["key"]) == (status, key)
    assert body["error"]["next"]


def test_an_order_that_is_not_picked_yet_says_how_much_is_open(floor: Floor, walk: Walk) -> None:
    status, body = bench(floor).open(totes(walk)[1])
    assert (status, body["error"]["key"]) == (409, "pack.not_picked")
    assert "still open: 1" in body["error"]["text"]


def test_an_order_open_elsewhere_names_who_has_it_and_can_be_taken_over(floor: Floor, walk: Walk) -> None:
    bench(floor).open(totes(walk)[0])
    bea = bench(floor, "Bea")
    status, body = bea.open(totes(walk)[0])
    assert (status, body["error"]["key"]) == (409, "pack.elsewhere")
    assert "Ben" in body["error"]["text"]
    assert bea.open(totes(walk)[0], take=True)[0] == 200
    assert bea.sheet["epoch"] == 2


def test_a_packed_box_has_a_number_and_a_label(floor: Floor, walk: Walk) -> None:
    ben = bench(floor)
    ben.open(totes(walk)[0])
    first, second = ben.sheet["lines"]
    label = f"/api/v1/pack/parcels/{BOX}/label"
    assert ben.handheld.get(label).status_code == 404
    filled = [
        ("boxed", {"line": line["id"], "parcel": BOX, "qty_m": line["demand_m"], "code": "x1"})
        for line in (first, second)
    ]
    assert ben.send(*filled) == [("accepted", None), ("accepted", None)]
    assert ben.handheld.get(label).get_json()["error"]["key"] == "pack.not_closed"
    closed = ("box_closed", {"parcel": BOX, "box": ben.sheet["boxes"][0]["id"], "weight_g": 940})
    assert ben.send(closed, ("packed", {})) == [("accepted", None), ("accepted", None)]
    answer = ben.handheld.get(label)
    assert (answer.status_code, answer.content_type, answer.data[:5]) == (200, "application/pdf", b"%PDF-")
    (parcel,) = ben.get("truck")["parcels"]
    assert (parcel["key"], parcel["order"], parcel["loaded"]) == (BOX, "S00001", False)
    assert ben.send(("loaded", {"parcel": BOX})) == [("accepted", None)]
    assert ben.get("truck")["parcels"][0]["loaded"] is True


def test_a_sheet_is_given_again_to_the_bench_that_has_the_order_only(floor: Floor, walk: Walk) -> None:
    ben = bench(floor)
    ben.open(totes(walk)[0])
    ben.send(("boxed", {"line": ben.sheet["lines"][0]["id"], "parcel": BOX, "qty_m": 1000, "code": "x1"}))
    afresh = ben.get(f"transfers/{ben.sheet['transfer']}")["sheet"]
    assert afresh["lines"][0]["packed_m"] == 1000
    assert [(parcel["key"], len(parcel["items"])) for parcel in afresh["parcels"]] == [(BOX, 1)]
    other = bench(floor, "Bea").handheld.get(f"/api/v1/pack/transfers/{ben.sheet['transfer']}")
    assert (other.status_code, other.get_json()["error"]["key"]) == (403, "pack.not_here")


def test_a_label_of_no_parcel_is_refused_whatever_it_is_called(floor: Floor, walk: Walk) -> None:
    ben = bench(floor)
    for key in ("x", "AB" * 16, "0" * 32):
        assert ben.handheld.get(f"/api/v1/pack/parcels/{key}/label").status_code == 404


def test_a_parcel_gets_its_sscc_with_its_label_keeps_it_and_is_found_by_it(floor: Floor, walk: Walk) -> None:
    floor.services.settings = floor.services.settings.model_copy(update={"gs1_prefix": "4012345"})
    ben = bench(floor)
    ben.open(totes(walk)[0])
    pack_all(ben)
    first, again = (ben.handheld.get(f"/api/v1/pack/parcels/{BOX}/label").data for _ in range(2))
    assert first == again
    office = floor.office("supervisor")
    assert "040123450000000016" in office.get("/orders?q=040123450000000016", follow_redirects=True).get_data(True)
    assert office.get("/labels/parcel_sscc.zpl").status_code == 200


def test_what_was_packed_is_on_the_slip(floor: Floor, walk: Walk) -> None:
    ben = bench(floor)
    ben.open(totes(walk)[0])
    pack_all(ben)
    w, say = floor.world.w, partial(floor.services.words.say, "en")
    slip = floor.services.store.read(lambda views: views.labels.slip(w, "s00001"))
    assert slip is not None
    head, rows = slip_paper(slip, say)
    assert head["order"] == "S00001"
    assert len(rows) == len(ben.sheet["lines"])
    assert all(row["quantity"] for row in rows)
    office = floor.office("supervisor")
    assert office.get("/labels/slip.pdf").data.startswith(b"%PDF")


def pack_all(ben: Bench) -> None:
    """Everything of the order into one box, closed."""
    filled = [
        ("boxed", {"line": line["id"], "parcel": BOX, "qty_m": line["demand_m"], "code": "x1"})
        for line in ben.sheet["lines"]
    ]
    closed = ("box_closed", {"parcel": BOX, "box": ben.sheet["boxes"][0]["id"], "weight_g": 940})
    assert {verdict for verdict, _ in ben.send(*filled, closed, ("packed", {}))} == {"accepted"}


def test_a_carton_that_is_used_up_is_proposed_nowhere_until_it_is_there_again(floor: Floor, walk: Walk) -> None:
    ben = bench(floor)
    ben.open(totes(walk)[0])
    (box,) = ben.sheet["boxes"]
    assert box["out"] is False
    out, back = (f"/api/v1/pack/cartons/{box['id']}/{state}" for state in ("out", "back"))
    assert [ben.handheld.post(out, {}).status_code for _ in range(2)] == [200, 200]
    sheet = ben.get(f"transfers/{ben.sheet['transfer']}")["sheet"]
    assert (sheet["boxes"][0]["out"], sheet["proposed"]) == (True, None)
    cases = floor.services.store.read(lambda views: views.open_cases(floor.world.w))
    assert [case.facts["carton"] for case in cases if case.type == "FUL-CARTON"] == ["Carton M"]
    assert ben.handheld.post(back, {}).status_code == 200
    assert ben.get(f"transfers/{ben.sheet['transfer']}")["sheet"]["boxes"][0]["out"] is False
    assert not [case for case in floor.services.store.read(lambda v: v.open_cases(floor.world.w))
                if case.type == "FUL-CARTON"]  # fmt: skip
    assert ben.handheld.post("/api/v1/pack/cartons/99/out", {}).status_code == 404
    assert ben.handheld.post(f"/api/v1/pack/cartons/{box['id']}/lost", {}).status_code == 404
