"""The layout: names become places, places a walk that is never longer than by name."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from warehouse_app.domain.layout import Hall, in_order
from warehouse_app.domain.layout.drawing import corner_of, drawn, way_of
from warehouse_app.domain.layout.hall import Door, TooLarge, hall_of, surveyed
from warehouse_app.domain.layout.names import Named, WrongPattern, proposed, read
from warehouse_app.domain.layout.walking import as_given
from warehouse_app.domain.layout.ways import NOWHERE
from warehouse_app.domain.route import natural
from warehouse_app.domain.routing.layout import Stop


def names(*parts: list[str] | range, sep: str = "-") -> list[str]:
    found = [""]
    for part in parts:
        found = [f"{one}{sep if one else ''}{more}" for one in found for more in part]
    return found


@pytest.mark.parametrize(
    ("known", "pattern", "name", "parts"),
    [
        (names(["A", "B"], ["01", "12"], ["1", "2"]), "{aisle:A}-{bay:9}-{level:9}", "B-12-2",
         ("B", "12", "2", "", "")),
        (names(["A", "B"], ["1", "12"], sep=""), "{aisle:A}{bay:9}", "B12", ("B", "12", "", "", "")),
        (names(["K", "L"], range(1, 40), ["01", "12"], ["1", "2"]), "{zone:A}-{aisle:9}-{bay:9}-{level:9}", "L-7-01-2",
         ("7", "01", "2", "L", "")),
        (["R010203", "R020203", "R020104", "S010101"], "{zone:A}{aisle:99}{bay:99}{level:99}", "S020304",
         ("02", "03", "04", "S", "")),
        (names(["W1/A"], ["01", "12"], ["1", "2"]), "W1/{aisle:A}-{bay:9}-{level:9}", "W1/A-12-2",
         ("A", "12", "2", "", "")),
        (["1", "2", "3"], "{bay:9}", "17", ("", "17", "", "", "")),
    ],
)  # fmt: skip
def test_a_pattern_is_proposed_from_the_names_there_are(
    known: list[str], pattern: str, name: str, parts: tuple[str, ...]
) -> None:
    assert proposed(known)[0] == pattern
    assert read(name, [pattern]) == Named(*parts)


def test_rare_kinds_of_names_are_not_proposed_and_common_ones_each_get_a_pattern() -> None:
    known = [*names(["A", "B"], ["01", "12"], ["1", "2"]), *names(["P1", "P2"], range(1, 5), sep="."), "Dock", "Stock"]
    assert proposed(known) == ["{aisle:A}-{bay:9}-{level:9}", "P{aisle:9}.{bay:9}"]
    assert proposed(["Stock"]) == []


@pytest.mark.parametrize("pattern", ["{aisle}-{level}", "{bay}-{bay}", "{room}-{bay}", "{bay", "}{bay}"])
def test_a_pattern_nobody_could_read_by_is_refused(pattern: str) -> None:
    with pytest.raises(WrongPattern):
        read("A-01-1", [pattern])


def hall(**changes: object) -> Hall:
    plan = Hall(patterns=("{aisle:A}-{bay:9}-{level:9}",), aisle_mm=4_000, **changes)  # type: ignore[arg-type]
    codes = names(list("ABCD"), [f"{bay:02d}" for bay in range(1, 21)], ["1", "2"])
    return surveyed(plan, [(code, None) for code in codes])


def test_places_follow_from_names_and_what_fits_no_pattern_has_none() -> None:
    made = hall()
    assert (made.aisles, made.cells, made.first) == (("A", "B", "C", "D"), 20, 1)
    assert [(spot.aisle, spot.cell) for code in ("A-01-1", "D-20-2") if (spot := made.spot(code))] == [(0, 0), (3, 19)]
    assert [made.spot(code) for code in ("Dock", "E-01-1", "A-21-1", "A-00-1")] == [None] * 4
    by_barcode = made.spot("Shelf 7", "C-03-1")
    assert by_barcode is not None
    assert (by_barcode.aisle, by_barcode.cell) == (2, 2)
    assert hall_of(made.as_body()) == made


def test_bays_on_both_sides_share_a_cell_and_letters_and_steps_of_ten_count_as_they_follow() -> None:
    both = hall(sides="both")
    assert both.cells == 10
    assert [spot.cell for bay in ("01", "02", "03", "20") if (spot := both.spot(f"A-{bay}-1"))] == [0, 0, 1, 9]
    tens = surveyed(Hall(patterns=("{aisle:A}{bay:9}",)), [(f"A{bay}", None) for bay in (10, 20, 40)])
    assert ([spot.cell for one in ("A10", "A40") if (spot := tens.spot(one))], tens.spot("A15")) == ([0, 3], None)
    letters = surveyed(Hall(patterns=("{aisle:9}{bay:A}",), blocks=2), [(f"1{bay}", None) for bay in "ABX"])
    assert ([spot.cell for one in ("1A", "1X") if (spot := letters.spot(one))], letters.cells) == ([0, 2], 4)


def test_what_is_no_hall_is_said_to_be_too_large() -> None:
    with pytest.raises(TooLarge):
        surveyed(Hall(patterns=("{aisle:A}{bay:9}",)), [("A1", None), ("A900", None), ("A77", None)])


@pytest.mark.parametrize("one_way", [{}, {"B": "up", "C": "down"}])
@pytest.mark.parametrize("blocks", [1, 2])
def test_a_walk_is_never_longer_than_by_name_from_the_depot_or_from_where_the_picker_stands(
    blocks: int, one_way: dict[str, str]
) -> None:
    made = hall(blocks=blocks, one_way=one_way, doors=(Door(0, "front", 2_000), Door(3, "back", 500)))
    random = Random(7)
    codes = names(list("ABCD"), [f"{bay:02d}" for bay in range(1, 21)], ["1"])
    for _ in range(40):
        chosen = random.sample(codes, random.randint(1, 14))
        stops = [Stop(spot.aisle, spot.cell) for code in sorted(chosen, key=natural) if (spot := made.spot(code))]
        start = Stop(random.randrange(4), random.randrange(20)) if random.random() < 0.5 else None
        walk = in_order(made, stops, start)
        assert sorted(walk.stops) == sorted(stops)
        assert walk.metres <= as_given(made, stops, start) + 1e-6
        assert (
            abs(as_given(made, walk.stops, start) - walk.metres) < 1e-6
            or as_given(made, walk.stops, start) < walk.metres
        )


def test_a_one_way_aisle_is_never_walked_against_its_direction() -> None:
    made = hall(one_way={"A": "up"})
    up = as_given(made, [Stop(0, 2), Stop(0, 10)])
    down = as_given(made, [Stop(0, 10), Stop(0, 2)])
    assert up < down < NOWHERE
    assert in_order(made, [Stop(0, 10), Stop(0, 2)]).stops == (Stop(0, 2), Stop(0, 10))


@pytest.mark.parametrize("blocks", [1, 2])
@pytest.mark.parametrize("one_way", [{}, {"B": "up", "C": "down"}])
def test_the_way_that_is_drawn_is_as_long_as_the_walk_that_is_told(blocks: int, one_way: dict[str, str]) -> None:
    made = hall(blocks=blocks, one_way=one_way, doors=(Door(1, "front", 2_000), Door(2, "back", 1_000)))
    random = Random(5)
    for _ in range(20):
        walk = in_order(made, {Stop(random.randrange(4), random.randrange(20)) for _ in range(8)})
        corners = way_of(made, walk)
        drawn_dm = sum(abs(ax - bx) + abs(ay - by) for (ax, ay), (bx, by) in pairwise(corners))
        assert drawn_dm / 10 == pytest.approx(walk.metres, abs=1e-6)
        assert all(ax == bx or ay == by for (ax, ay), (bx, by) in pairwise(corners)), (
            "along aisles and cross aisles only"
        )
        assert corners[0] == corners[-1]


def test_a_drawing_has_every_aisle_cell_cross_aisle_and_depot() -> None:
    made = hall(blocks=2, one_way={"B": "up"}, doors=(Door(0, "front", 90_000), Door(3, "back", 1_000)))
    picture = drawn(made, [Stop(0, 0), Stop(3, 19), Stop(0, 0)])
    assert [(lane.name, lane.way) for lane in picture.lanes] == [("A", ""), ("B", "up"), ("C", ""), ("D", "")]
    assert (len(picture.cells), len(picture.crosses), len(picture.doors)) == (4, 3, 2)
    assert all(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in (*picture.doors, *picture.cells))
    assert corner_of(made, Stop(0, 0))[1] > corner_of(made, Stop(0, 19))[1], "the front is at the bottom"
