"""Waves on paper: printed in the office, taken in at a bench."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import uuid4

import pypdfium2
import pytest
import zxingcpp

from tests.store.shop import transfer
from tests.web.conftest import Floor, Handheld
from warehouse_app.service.people import set_roles
from warehouse_app.service.release_waves import release_waves

BOX = "cd" * 16


def scanned(pdf: bytes) -> list[str]:
    """All barcodes of the pages, from above."""
    pages = pypdfium2.PdfDocument(pdf)
    return [code.text for page in pages for code in zxingcpp.read_barcodes(page.render(scale=300 / 72).to_pil())]


@dataclass
class Paper:
    """A bench at which somebody enters paper: makes events as the bench would."""

    handheld: Handheld
    person: int
    session: int
    sheet: dict[str, Any] = field(default_factory=dict)
    _seqs: Iterator[int] = field(default_factory=lambda: count(1))

    def open(self, code: str, **more: Any) -> tuple[int, dict[str, Any]]:
        answer = self.handheld.post("/api/v1/pack/open", {"code": code, **more})
        self.sheet = answer.get_json().get("paper", self.sheet)
        return answer.status_code, answer.get_json()

    def pick(self, line: dict[str, Any], qty_m: int | None = None) -> dict[str, Any]:
        body = self._where(line) | {"qty_m": qty_m or line["demand_m"], "product": line["product"], "lot": line["lot"]}
        return self.event("pick", body | {"tote": line["tote"], "codes": [], "over": "paper"})

    def short(self, line: dict[str, Any], missing_m: int) -> dict[str, Any]:
        return self.event("short", self._where(line) | {"missing_m": missing_m, "found_m": 0, "reason": "RC-EMPTY"})

    def event(self, kind: str, body: dict[str, Any], **changes: Any) -> dict[str, Any]:
        told = {"wave": self.sheet["wave"], "epoch": self.sheet["epoch"], "sheet": self.sheet["sheet"]}
        who = {"person": self.person, "session": self.session}
        made = {"id": uuid4().hex, "v": 1, "kind": kind, "seq": next(self._seqs), "at": 0, "body": body}
        return made | who | told | changes

    def send(self, *events: dict[str, Any]) -> list[tuple[str, str | None]]:
        answers = self.handheld.post("/api/v1/events", {"events": list(events)}).get_json()["answers"]
        return [(one["verdict"], one.get("key")) for one in answers]

    def enter(self) -> list[tuple[str, str | None]]:
        """All lines as printed, and the end of the walk."""
        return self.send(*(self.pick(line) for line in self.sheet["lines"]), self.event("walked", {}))

    def _where(self, line: dict[str, Any]) -> dict[str, Any]:
        return {"line": line["id"], "location": self.sheet["stops"][line["stop"]]["location"]}


def bench(floor: Floor, name: str = "Ben") -> Paper:
    handheld = floor.handheld(f"Bench of {name}")
    floor.hire(name, "packer", badge=f"PACK-{name}")
    signed_in = handheld.sign_in(f"PACK-{name}").get_json()
    return Paper(handheld, signed_in["person"]["id"], signed_in["session"])


@pytest.fixture
def codes(floor: Floor) -> list[str]:
    """What a scanner reads off the printed wave: its head, then its lines."""
    pdf = floor.office("supervisor").get(f"/waves/{floor.world.wave}/paper.pdf")
    assert (pdf.status_code, pdf.content_type) == (200, "application/pdf")
    return sorted(scanned(pdf.data), key=lambda code: code.startswith("PL"))


def test_a_wave_is_printed_alone_or_with_all_that_are_open(floor: Floor, codes: list[str]) -> None:
    assert codes[0] == "PW-0001"
    assert len(codes) == 4
    sam = floor.office("supervisor")
    assert sorted(scanned(sam.get("/waves/paper.pdf?lang=de").data)) == sorted(codes)
    live = sam.get("/release/live").text
    assert 'href="/waves/paper.pdf"' in live
    assert f'href="/waves/{floor.world.wave}/paper.pdf"' in live


def test_what_has_nothing_to_print_says_so(floor: Floor) -> None:
    sam = floor.office("supervisor")
    assert sam.get("/waves/999/paper.pdf").status_code == 404
    ben = bench(floor)
    ben.open("PW-0001")
    ben.send(*(ben.pick(line) for line in ben.sheet["lines"]))
    answer = sam.get(f"/waves/{floor.world.wave}/paper.pdf")
    assert answer.status_code == 409
    assert "No line of W-0001 is open" in answer.text
    assert "No wave has open lines" in sam.get("/waves/paper.pdf").text


def test_a_bench_opens_the_wave_by_its_head_or_by_any_line_and_knows_every_line(floor: Floor, codes: list[str]) -> None:
    for code in codes:
        status, said = bench(floor, code).open(code, take=True)
        assert (status, "paper" in said) == (200, True)
        assert sorted(said["paper"]["paper"]["lines"]) == sorted(codes[1:])
        assert said["paper"]["paper"]["code"] == codes[0]


def test_its_scans_count_as_pick_and_as_pack(floor: Floor, codes: list[str]) -> None:
    ben = bench(floor)
    ben.open(codes[0])
    assert set(ben.enter()) == {("accepted", None)}
    _, said = ben.open(codes[0])
    sheet = said["sheet"]
    assert sheet["counted"] == [{"line": line["id"], "qty_m": line["demand_m"]} for line in sheet["lines"]]
    flags = floor.services.store.read(lambda views: views.packing.pack_facts(sheet["transfer"])).counted
    assert sum(qty_m for *_, qty_m in flags) == sum(line["demand_m"] for line in sheet["lines"])


def test_what_a_handheld_picked_is_scanned_at_the_bench_as_ever(floor: Floor) -> None:
    walk = floor.walk()
    walk.send(walk.pick(1000))
    ben = bench(floor)
    ben.open("PW-0001", take=True)
    line, *rest = ben.sheet["lines"]
    assert line["picked_m"] == 1000
    events = [ben.pick(line, line["demand_m"] - 1000), *map(ben.pick, rest), ben.event("walked", {})]
    assert set(ben.send(*events)) == {("accepted", None)}
    sheet = ben.open("PW-0001")[1]["sheet"]
    assert {one["line"]: one["qty_m"] for one in sheet["counted"]}[line["id"]] == line["demand_m"] - 1000


def test_nothing_is_taken_as_packed_once_something_is_in_a_box(floor: Floor) -> None:
    ben = bench(floor)
    ben.open("PW-0001")
    ben.enter()
    sheet = ben.open("PW-0001")[1]["sheet"]
    first = sheet["lines"][0]
    body = {"transfer": sheet["transfer"], "line": first["id"], "parcel": BOX, "qty_m": 1000, "code": "paper"}
    ben.send(ben.event("boxed", body, wave=None, epoch=sheet["epoch"], sheet=None))
    assert ben.open("PW-0001")[1]["sheet"]["counted"] == []


def test_a_wave_in_other_hands_is_asked_about_and_what_was_scanned_there_stays(floor: Floor) -> None:
    walk = floor.walk()
    early, late = walk.pick(1000), walk.pick(1000)
    walk.send(early)
    ben = bench(floor)
    status, said = ben.open("PW-0001")
    assert (status, said["error"]["key"]) == (409, "paper.elsewhere")
    assert "Ina" in said["error"]["text"]
    assert ben.open("PW-0001", take=True)[0] == 200
    assert ben.sheet["epoch"] == walk.sheet["epoch"] + 1
    first = ben.sheet["lines"][0]
    assert first["picked_m"] == 1000
    assert ben.send(ben.pick(first, first["demand_m"] - 1000)) == [("accepted", None)]
    assert [(one["verdict"], one.get("key")) for one in walk.send(late)] == [("conflict", "epoch.old")]


def test_a_wave_that_was_given_to_somebody_is_asked_about_too(floor: Floor) -> None:
    ina = floor.hire("Ina", "picker", badge="INA")
    floor.services.store.write(lambda uow: uow.releasing.give(floor.world.wave, ina))
    ben = bench(floor)
    assert ben.open("PW-0001")[1]["error"]["key"] == "paper.given"
    assert ben.open("PW-0001", take=True)[0] == 200


def test_an_entry_done_twice_counts_once(floor: Floor) -> None:
    ben, bea = bench(floor), bench(floor, "Bea")
    ben.open("PW-0001")
    events = [ben.pick(line) for line in ben.sheet["lines"]]
    assert {verdict for verdict, _ in ben.send(*events)} == {"accepted"}
    assert {verdict for verdict, _ in ben.send(*events)} == {"duplicate"}
    assert ben.open("PW-0001")[1]["paper"]["epoch"] == ben.sheet["epoch"]
    assert {key for _, key in ben.send(*(ben.pick(line) for line in ben.sheet["lines"]))} == {"pick.over"}
    bea.open("PW-0001", take=True)
    assert {line["picked_m"] == line["demand_m"] for line in bea.sheet["lines"]} == {True}
    assert {key for _, key in bea.send(*(bea.pick(line) for line in bea.sheet["lines"]))} == {"pick.over"}
    assert {key for _, key in ben.send(ben.event("walked", {}))} == {"epoch.old"}
    assert bea.send(bea.event("walked", {})) == [("accepted", None)]
    picked = floor.services.store.read(lambda views: views.sheet_facts(floor.world.wave))
    assert picked is not None
    assert all(line.picked_m == line.demand_m for line in picked.lines)


def test_a_short_from_paper_is_a_case_with_an_owner(floor: Floor) -> None:
    ben = bench(floor)
    ben.open("PW-0001")
    first, *rest = ben.sheet["lines"]
    events = [ben.pick(first, 1000), ben.short(first, first["demand_m"] - 1000), *map(ben.pick, rest)]
    assert {verdict for verdict, _ in ben.send(*events)} == {"accepted"}
    (case,) = floor.services.store.read(lambda views: views.open_cases(floor.world.w))
    assert case.type == "FUL-SHORT"
    assert case.owner


def test_a_line_that_is_not_as_printed_opens_nothing_and_says_what_to_scan(floor: Floor, codes: list[str]) -> None:
    changed = codes[1][:-1] + ("B" if codes[1][-1] != "B" else "C")
    status, said = bench(floor).open(changed)
    assert (status, said["error"]["key"]) == (409, "paper.changed")
    assert "head of the sheet" in said["error"]["next"]


def test_what_only_looks_like_paper_is_answered_as_ever(floor: Floor) -> None:
    ben = bench(floor)
    for code in ("PL999999BCD", "PW-9999", "PLBCD", "PL1234"):
        assert ben.open(code)[1]["error"]["key"] == "pack.unknown"


def test_paper_is_put_down_for_others_and_only_its_bench_reads_it_afresh(floor: Floor) -> None:
    ben, bea = bench(floor), bench(floor, "Bea")
    ben.open("PW-0001")
    wave = f"/api/v1/pack/waves/{ben.sheet['wave']}"
    assert ben.handheld.get(wave).get_json()["paper"]["paper"]["code"] == "PW-0001"
    assert bea.handheld.get(wave).get_json()["error"]["key"] == "wave.not_here"
    assert bea.handheld.post(f"{wave}/give-back").status_code == 403
    assert ben.handheld.post(f"{wave}/give-back").get_json() == {"number": "W-0001"}
    assert bea.open("PW-0001")[0] == 200


def test_a_packer_who_holds_another_wave_finishes_it_first(floor: Floor) -> None:
    ben = bench(floor)
    ben.open("PW-0001")
    rows = [transfer(3, (30, 1, 1000))]
    floor.services.store.write(lambda uow: uow.catalogue.keep_transfers(floor.world.w, rows))
    floor.services.store.write(lambda uow: release_waves(floor.world.w, 12, 30, {}, uow))
    status, said = ben.open("PW-0002")
    assert (status, said["error"]["key"]) == (409, "wave.one_at_a_time")
    ben.handheld.post(f"/api/v1/pack/waves/{floor.world.wave}/give-back")
    assert ben.open("PW-0002")[0] == 200


def test_her_own_wave_is_taken_from_her_handheld_after_a_question(floor: Floor) -> None:
    ina = floor.walk()
    floor.services.store.write(lambda uow: set_roles("WALK-Ina", ["picker", "packer"], uow))
    second = floor.handheld("Bench 2")
    assert second.sign_in("WALK-Ina").status_code == 200
    paper = Paper(second, ina.person, 0)
    assert paper.open("PW-0001")[1]["error"]["key"] == "paper.elsewhere"
    assert paper.open("PW-0001", take=True)[0] == 200


def test_the_office_sees_who_opened_it_from_paper(floor: Floor) -> None:
    bench(floor).open("PW-0001")
    live = floor.office("supervisor").get("/release/live").text
    assert "opened W-0001 at a bench, from paper" in live
