"""Labels that the bench's browser prints: the ledger has them, asks what came out, and prints none twice."""

from __future__ import annotations

from typing import Any

import pypdfium2

from tests.printing.zebra import Zebra
from tests.web.conftest import Floor
from tests.web.test_packing import BOX, Bench, bench, totes, walk
from tests.web.test_printers import close_box, office, say, state, turn, zebra

__all__ = ["walk", "zebra"]


def by_browser(floor: Floor, walk: Any) -> Bench:
    """A bench whose browser prints, with a box closed."""
    ben = bench(floor)
    post = office(floor)
    assert post("/printers/add", name="Browser", address="browser", station="Bench 1").status_code == 303
    assert post("/printers/stand", device=str(ben.handheld.id), station="Bench 1").status_code == 303
    close_box(ben, totes(walk)[0])
    return ben


def words_on(ben: Bench) -> str:
    pdf = ben.handheld.get(f"/api/v1/pack/parcels/{BOX}/label").data
    return str(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range())


def test_a_label_the_browser_prints_is_asked_after_and_only_a_person_says_that_nothing_came_out(
    floor: Floor, walk: Any, zebra: Zebra
) -> None:
    ben = by_browser(floor, walk)
    first = state(ben)
    assert (first["kind"], first["state"]) == ("browser", "queued")
    turn(floor, zebra)
    assert (zebra.printed, state(ben)["state"]) == ([], "queued"), "the server sends nothing there"
    assert say(ben, say="handed") == (200, None)
    assert (state(ben)["state"], state(ben)["reason"]) == ("unknown", "no_status")
    assert say(ben, say="handed") == (200, None)
    assert state(ben)["job"] == first["job"], "handed over twice it is one job, and the question stands"
    assert say(ben, say="more", reason="torn") == (409, "print.not_out")
    assert say(ben, say="nothing") == (200, None)
    assert (state(ben)["state"], state(ben)["job"] == first["job"]) == ("queued", False)
    say(ben, say="handed")
    assert say(ben, say="scanned", code=state(ben)["number"]) == (200, None)
    assert (state(ben)["state"], state(ben)["scanned"]) == ("confirmed", True)


def test_a_copy_that_the_browser_prints_needs_a_reason_and_says_that_it_is_one(floor: Floor, walk: Any) -> None:
    ben = by_browser(floor, walk)
    assert "COPY" not in words_on(ben)
    say(ben, say="handed")
    say(ben, say="scanned", code=state(ben)["number"])
    assert say(ben, say="more", reason="") == (400, "print.reason")
    assert say(ben, say="more", reason="torn") == (200, None)
    assert (state(ben)["state"], state(ben)["copy"]) == ("queued", True)
    assert "COPY" in words_on(ben)
