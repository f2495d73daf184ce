"""Labels of boxes: which of how many, and which belongs to which."""

from __future__ import annotations

from typing import Any

from tests.printing.zebra import Zebra
from tests.web.conftest import Floor
from tests.web.test_packing import BOX, Bench, bench, totes, walk
from tests.web.test_printers import say, set_up, state, turn, zebra

__all__ = ["walk", "zebra"]
SECOND = "cd" * 16


def box(ben: Bench, parcel: str, *more: tuple[str, dict[str, Any]]) -> None:
    """The next line of the order into a box of its own, closed."""
    line = ben.sheet["lines"][0 if parcel == BOX else 1]
    filled = {"line": line["id"], "parcel": parcel, "qty_m": line["demand_m"], "code": "x1"}
    closed = {"parcel": parcel, "box": None, "weight_g": 940}
    said = ben.send(("boxed", filled), ("box_closed", closed), *more)
    assert {verdict for verdict, _ in said} == {"accepted"}


def drawn(floor: Floor) -> list[tuple[int | None, int | None, str]]:
    found = floor.services.store.read(lambda views: [views.printing.label(n) for n in range(1, 9)])
    return [(one.n, one.of, one.fields["n_of_m"]) for one in found if one and one.fields]


def test_a_label_says_of_how_many_only_when_that_is_known_and_no_label_is_wrong(
    floor: Floor, walk: Any, zebra: Zebra
) -> None:
    ben = bench(floor)
    set_up(floor, ben, zebra)
    ben.open(totes(walk)[0])
    box(ben, BOX)
    turn(floor, zebra)
    assert drawn(floor) == [(1, None, "1")]
    box(ben, SECOND, ("packed", {}))
    turn(floor, zebra)
    assert drawn(floor) == [(1, None, "1"), (2, 2, "2/2")]
    assert say(ben, say="more", reason="torn") == (200, None)
    turn(floor, zebra)
    assert drawn(floor)[2:] == [(1, 2, "1/2")], "a copy of the first box's label knows it by now"


def test_the_labels_of_two_boxes_that_were_swapped_are_refused_by_name(floor: Floor, walk: Any, zebra: Zebra) -> None:
    ben = bench(floor)
    set_up(floor, ben, zebra)
    ben.open(totes(walk)[0])
    box(ben, BOX)
    box(ben, SECOND, ("packed", {}))
    turn(floor, zebra)
    other = ben.handheld.get(f"/api/v1/pack/parcels/{SECOND}/print").get_json()["print"]["number"]
    assert say(ben, say="scanned", code=other) == (409, "print.other_label")
    assert state(ben)["scanned"] is False
