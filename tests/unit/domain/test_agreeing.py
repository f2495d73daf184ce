"""Taking Odoo's quantities for true: which lines change, and when it cannot be followed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from warehouse_app.domain.agreeing import Change, agree, agreed
from warehouse_app.domain.ownership import OurLine, Ours, TheirPlace, Theirs
from warehouse_app.domain.picking import Line

KEY, OTHER = "1/10/-/-", "1/11/-/-"


def ours(*lines: OurLine) -> Ours:
    picked: dict[str, int] = {}
    for line in lines:
        for key, qty_m in line.picks:
            picked[key] = picked.get(key, 0) + qty_m
    return Ours(True, lines, picked=picked)


def ours_line(id_: int, picked_m: int, key: str = KEY, picks: tuple[tuple[str, int], ...] | None = None) -> OurLine:
    own = ((key, picked_m),) if picked_m else ()
    return OurLine(id_, key, 1, 5000, picked_m, touched=True, picks=own if picks is None else picks)


def theirs(*places: tuple[str, int, int]) -> Theirs:
    return Theirs("open", tuple(TheirPlace(key, 1, quantity_m, picked_m) for key, quantity_m, picked_m in places))


def test_nothing_differs_nothing_changes() -> None:
    assert agree(ours(ours_line(7, 3000)), theirs((KEY, 3000, 3000))) == ()


def test_fewer_are_taken_from_the_newest_line_first() -> None:
    both = ours(ours_line(7, 3000), ours_line(8, 2000))
    assert agree(both, theirs((KEY, 2500, 2500))) == (Change(8, -2000, 0), Change(7, -500, 0))


def test_more_go_to_the_line_of_the_place_and_what_is_kept_stays_open() -> None:
    assert agree(ours(ours_line(7, 1000)), theirs((KEY, 5000, 4000))) == (Change(7, 3000, 1000),)


def test_goods_that_moved_from_one_line_to_another_leave_the_first_before_they_reach_the_second() -> None:
    there = theirs((KEY, 5000, 5000))
    assert agree(ours(ours_line(7, 0), ours_line(8, 3000, OTHER)), there) == (Change(8, -3000, 0), Change(7, 5000, 0))


@pytest.mark.parametrize(
    "there",
    [theirs((OTHER, 1000, 1000), (KEY, 3000, 3000)), theirs((OTHER, 5000, 5000))],
    ids=["a place more", "another place"],
)
def test_a_place_that_no_line_knows_is_not_followed(there: Theirs) -> None:
    assert agree(ours(ours_line(7, 3000)), there) is None


def test_of_goods_of_two_lots_nobody_could_say_which() -> None:
    mixed = ours_line(7, 3000, picks=((KEY, 1000), (OTHER, 2000)))
    assert agree(ours(mixed), theirs((KEY, 500, 500), (OTHER, 2000, 2000))) is None


def test_a_line_is_as_settled_as_it_was() -> None:
    line = Line(7, 1, 3, 5000, 3000, 2000, 1, told_m=2000)
    fewer = agreed(line, Change(7, -1000, 0))
    assert (fewer.demand_m, fewer.picked_m, fewer.short_m, fewer.state) == (4000, 2000, 2000, "short")
    found = agreed(line, Change(7, 2000, 0))
    assert (found.demand_m, found.picked_m, found.short_m, found.state) == (5000, 5000, 0, "picked")
    more = agreed(replace(line, short_m=0, told_m=0, demand_m=3000), Change(7, 1000, 0))
    assert (more.demand_m, more.picked_m, more.state) == (4000, 4000, "picked")


def test_what_odoo_keeps_for_it_is_open_but_never_more_than_was_wanted() -> None:
    line = Line(7, 1, 3, 5000, 5000, 0, 1)
    again = agreed(line, Change(7, -5000, 9000))
    assert (again.demand_m, again.picked_m, again.state) == (5000, 0, "open")
