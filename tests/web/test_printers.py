"""Printers: the office sets them up, the bench prints and says what came out, an agent fetches what is its own."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from typing import Any

import pytest

from tests.printing.zebra import Zebra
from tests.web.conftest import FORM, OWN, Floor
from tests.web.test_packing import BOX, Bench, bench, totes, walk
from warehouse_app.printing.raw import RawPrinter
from warehouse_app.service.address_on_labels import judge_labels
from warehouse_app.service.holding import take
from warehouse_app.service.ports.floor import CaseNow
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.worker.printing import Print

__all__ = ["walk"]
PRINT = f"/api/v1/pack/parcels/{BOX}/print"


@pytest.fixture
def zebra() -> Iterator[Zebra]:
    printer = Zebra()
    yield printer
    printer.off()


def office(floor: Floor) -> Any:
    supervisor = floor.office("supervisor")
    return lambda path, **form: supervisor.post(path, data=FORM | form, headers=OWN)


def set_up(floor: Floor, ben: Bench, zebra: Zebra, **more: str) -> None:
    post = office(floor)
    added = post("/printers/add", name="Zebra 1", address=zebra.address, station="Bench 1", dpi="203", **more)
    assert added.status_code == 303, added.text
    assert post("/printers/stand", device=str(ben.handheld.id), station="Bench 1").status_code == 303


def close_box(ben: Bench, tote: str) -> None:
    ben.open(tote)
    line = ben.sheet["lines"][0]
    boxed = {"line": line["id"], "qty_m": 1000, "parcel": BOX, "code": "x1"}
    closed = {"parcel": BOX, "box": None, "weight_g": 1200}
    assert ben.send(("boxed", boxed), ("box_closed", closed)) == [("accepted", None)] * 2


def turn(floor: Floor, zebra: Zebra) -> None:
    """The printing loop looks once, and its printers are done."""
    loop = Print(floor.services, lambda printer: RawPrinter("127.0.0.1", zebra.port, waits=zebra.waits))
    holding = take(floor.services.store, "print", "test")
    assert holding is not None
    loop.step(holding)
    loop.finish()


def state(ben: Bench) -> dict[str, Any]:
    found: dict[str, Any] = ben.handheld.get(PRINT).get_json()["print"]
    return found


def say(ben: Bench, **said: Any) -> tuple[int, str | None]:
    answer = ben.handheld.post(PRINT, {"job": state(ben)["job"], **said})
    return answer.status_code, (answer.get_json().get("error") or {}).get("key")


def test_a_closed_box_prints_its_label_and_is_done_when_that_is_scanned(floor: Floor, walk: Any, zebra: Zebra) -> None:
    ben = bench(floor)
    set_up(floor, ben, zebra)
    close_box(ben, totes(walk)[0])
    assert (state(ben)["state"], state(ben)["printer"]) == ("queued", "Zebra 1")
    turn(floor, zebra)
    assert (state(ben)["state"], state(ben)["scanned"], len(zebra.printed)) == ("confirmed", False, 1)
    assert zebra.printed[0].startswith(b"^XA")
    assert say(ben, say="scanned", code="P-99999-X") == (409, "print.other_label")
    assert say(ben, say="scanned", code=state(ben)["number"]) == (200, None)
    assert state(ben)["scanned"]


def test_new_labels_come_out_where_the_old_ones_did_and_the_old_paper_is_not_taken_for_them(
    floor: Floor, walk: Any, zebra: Zebra
) -> None:
    ben = bench(floor)
    set_up(floor, ben, zebra)
    close_box(ben, totes(walk)[0])
    turn(floor, zebra)
    transfer = ben.sheet["transfer"]
    to = {"name": "<b>Ida</b> ^XZ", "street": "Hafenstraße 9", "zip": "20095", "city": "Hamburg", "country": "DE"}

    def moves(uow: UnitOfWork) -> CaseNow | None:
        before = uow.following.ship_to(transfer)
        uow.following.address(transfer, to, whole=True)
        judge_labels(transfer, before, to, uow)
        return uow.cases.find(f"ORD-CHANGED|address|{transfer}")

    case = floor.services.store.write(moves)
    assert case is not None
    page = floor.office("supervisor").get(f"/cases/{case.id}").text
    assert 'value="relabel"' in page
    assert "Print new labels, or open the box at the bench" in page
    assert "Hafen" not in page
    drawn = floor.office("supervisor").get(f"/labels/case/{case.id}.pdf")
    assert drawn.data.startswith(b"%PDF")
    assert floor.office("supervisor").get("/labels/case/999.pdf").status_code == 404
    assert floor.office("stock").get(f"/labels/case/{case.id}.pdf").status_code == 403
    assert office(floor)(f"/cases/{case.id}/answer", answer="relabel").status_code == 303
    assert say(ben, say="scanned", code=state(ben)["number"]) == (409, "print.old_label")
    turn(floor, zebra)
    assert len(zebra.printed) == 2
    floor.services.store.write(lambda uow: judge_labels(transfer, to, to, uow))
    assert "Over:" in floor.office("supervisor").get(f"/cases/{case.id}").text
    assert office(floor)(f"/cases/{case.id}/answer", answer="relabel").status_code == 409


def test_the_bench_hears_why_its_label_waits_and_asks_for_nothing_twice(floor: Floor, walk: Any, zebra: Zebra) -> None:
    ben = bench(floor)
    set_up(floor, ben, zebra)
    zebra.head_open = True
    close_box(ben, totes(walk)[0])
    turn(floor, zebra)
    assert (state(ben)["state"], state(ben)["reason"]) == ("queued", "head_open")
    assert "Printer is open" in floor.office("supervisor").get("/printers").text
    assert say(ben, say="deputy") == (409, "print.no_deputy")
    assert say(ben, say="more", reason="torn") == (409, "print.not_out")
    zebra.mend()
    turn(floor, zebra)
    first = state(ben)["job"]
    assert say(ben, say="more", reason="torn") == (200, None)
    again = ben.handheld.post(PRINT, {"job": first, "say": "more", "reason": "torn"})
    assert again.get_json()["error"]["key"] == "print.not_out"
    turn(floor, zebra)
    assert (state(ben)["copy"], len(zebra.printed)) == (True, 2)
    assert zebra.printed[0] != zebra.printed[1]


@pytest.mark.parametrize("said", [{}, {"say": "burn"}, {"job": "1"}, {"job": True}, {"job": 10**30}])
def test_what_a_bench_cannot_mean_is_refused(floor: Floor, walk: Any, zebra: Zebra, said: dict[str, Any]) -> None:
    ben = bench(floor)
    set_up(floor, ben, zebra)
    close_box(ben, totes(walk)[0])
    answer = ben.handheld.post(PRINT, {"job": state(ben)["job"]} | said)
    assert answer.status_code in (400, 404)
    assert ben.handheld.get("/api/v1/pack/parcels/nonsense/print").status_code == 404
    assert state(ben)["state"] == "queued"


def test_a_bench_without_a_printer_prints_with_its_browser_as_before(floor: Floor, walk: Any) -> None:
    ben = bench(floor)
    close_box(ben, totes(walk)[0])
    assert ben.handheld.get(PRINT).get_json() == {"print": None}
    assert ben.handheld.get(f"/api/v1/pack/parcels/{BOX}/label").data.startswith(b"%PDF")


def test_an_agent_fetches_the_labels_of_its_own_station_only(floor: Floor, walk: Any, zebra: Zebra) -> None:
    ben, agent, ledger = bench(floor), floor.handheld("Agent"), "a" * 32
    set_up(floor, ben, zebra, agent="1")
    close_box(ben, totes(walk)[0])
    asked = {"station": "Bench 1", "ledger": ledger}
    assert agent.post("/api/v1/print-agent/next", asked).get_json()["error"]["key"] == "agent.no_printer"
    office(floor)("/printers/stand", device=str(agent.id), station="Bench 1")
    elsewhere = agent.post("/api/v1/print-agent/next", asked | {"station": "Bench 2"})
    assert elsewhere.get_json()["error"]["key"] == "agent.elsewhere"
    job = agent.post("/api/v1/print-agent/next", asked).get_json()["job"]
    assert b64decode(job["body"]).startswith(b"^XA")
    assert agent.post(f"/api/v1/print-agent/jobs/{job['id']}/depart", asked).get_json() == {"go": True}
    other = asked | {"ledger": "b" * 32}
    assert agent.post(f"/api/v1/print-agent/jobs/{job['id']}/depart", other).get_json() == {"go": False}
    done = agent.post(f"/api/v1/print-agent/jobs/{job['id']}/settle", asked | {"state": "confirmed", "trouble": None})
    assert done.get_json() == {"state": "confirmed"}
    assert agent.post("/api/v1/print-agent/next", {"station": 1, "ledger": ""}).status_code == 400


def test_the_office_sets_printers_up_and_is_told_what_is_wrong(floor: Floor, zebra: Zebra) -> None:
    post, page = office(floor), floor.office("supervisor")
    assert "No printer yet" in page.get("/printers").text
    assert post("/printers/add", name="Z", address="telnet://x").status_code == 400
    assert post("/printers/add", name="", address="browser").status_code == 400
    assert post("/printers/add", name="USB", address="queue:ZEBRA").status_code == 400  # the server has no queue
    assert post("/printers/add", name="A", address=zebra.address, station="Bench 1").status_code == 303
    assert post("/printers/add", name="a", address="browser").status_code == 409
    assert post("/printers/add", name="B", address="browser", station="Bench 1").status_code == 409
    assert post("/printers/add", name="C", address="ipp://localhost/ipp/print").status_code == 303
    printers = floor.services.store.read(lambda views: views.printing.printers(floor.world.w))
    first, second = (one.id for one in printers)
    assert post(f"/printers/{first}/deputy", deputy=str(first)).status_code == 400
    assert post(f"/printers/{first}/deputy", deputy=str(second)).status_code == 303
    assert post(f"/printers/{first}/test").status_code == 303
    assert post(f"/printers/{first}/remove").status_code == 409  # its test label is not done
    turn(floor, zebra)
    assert len(zebra.printed) == 1
    assert post(f"/printers/{first}/remove").status_code == 303
    assert post(f"/printers/{first}/test").status_code == 404


def test_of_a_test_label_the_office_says_what_came_out(floor: Floor, zebra: Zebra) -> None:
    post = office(floor)
    post("/printers/add", name="A", address=zebra.address)
    (printer,) = floor.services.store.read(lambda views: views.printing.printers(floor.world.w))
    zebra.resets_after = 10
    post(f"/printers/{printer.id}/test")
    turn(floor, zebra)
    ((job, _),) = floor.services.store.read(lambda views: views.printing.open_jobs(floor.world.w))
    assert "Did it come out?" in floor.office("supervisor").get("/printers").text
    zebra.mend()
    assert post(f"/printers/jobs/{job.id}", said="nothing").status_code == 303
    turn(floor, zebra)
    assert len(zebra.printed) == 1
    assert floor.services.store.read(lambda views: views.printing.open_jobs(floor.world.w)) == []
