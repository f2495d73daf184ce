"""The order of the walk, read from the codes on the signs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse_app.domain.route import Place, natural, parse, walk_ranks


def walk(*codes: str, serpentine: bool = False) -> list[str]:
    """The codes in walking order."""
    ranks = walk_ranks(codes, serpentine=serpentine)
    return sorted(codes, key=ranks.__getitem__)


def test_bay_2_comes_before_bay_10() -> None:
    assert walk("A-10-1", "A-2-1", "A-1-1") == ["A-1-1", "A-2-1", "A-10-1"]


def test_an_aisle_is_walked_to_its_end_before_the_next() -> None:
    assert walk("B-01-1", "A-20-1", "AA-01-1", "A-01-1") == ["A-01-1", "A-20-1", "AA-01-1", "B-01-1"]


def test_at_a_bay_the_lower_levels_come_first() -> None:
    assert walk("A-01-10", "A-01-2", "A-02-1") == ["A-01-2", "A-01-10", "A-02-1"]


def test_a_serpentine_comes_back_down_the_second_aisle_but_still_picks_low_before_high() -> None:
    codes = ["A-01-1", "A-02-1", "B-01-1", "B-01-2", "B-02-1", "C-01-1", "C-02-1"]
    assert walk(*codes, serpentine=True) == [
        "A-01-1", "A-02-1", "B-02-1", "B-01-1", "B-01-2", "C-01-1", "C-02-1",
    ]  # fmt: skip


def test_codes_that_follow_no_pattern_come_last_in_natural_order() -> None:
    assert walk("Shelf 10", "A-01-1", "Shelf 9", "a-01-1") == ["A-01-1", "a-01-1", "Shelf 9", "Shelf 10"]


def test_a_code_twice_has_one_rank_and_ranks_have_no_gaps() -> None:
    assert walk_ranks(["A-02-1", "A-01-1", "A-02-1"]) == {"A-01-1": 1, "A-02-1": 2}


def test_a_shop_may_have_a_pattern_of_its_own() -> None:
    assert parse("R7F12", r"^R(?P<aisle>\d+)F(?P<bay>\d+)$") == Place(aisle="7", bay="12", level="")


@pytest.mark.parametrize("code", ["", "A", "A-1", "a-01-1", "A-x-1", "A-01-1-9", "WH/Stock/A-01-1"])
def test_a_code_outside_the_pattern_is_no_place(code: str) -> None:
    assert parse(code) is None


@pytest.mark.parametrize(("low", "high"), [("A2", "A10"), ("a2", "A10"), ("9", "x"), ("", "0"), ("B1", "b01x")])
def test_natural_order_is_the_order_people_count_in(low: str, high: str) -> None:
    assert natural(low) < natural(high)


@given(st.lists(st.text(max_size=8)))
def test_any_texts_at_all_can_be_ranked_the_same_way_from_any_order(codes: list[str]) -> None:
    ranks = walk_ranks(codes)
    assert sorted(ranks.values()) == list(range(1, len(set(codes)) + 1))
    assert walk_ranks(reversed(codes)) == ranks
    assert walk_ranks(codes, serpentine=True).keys() == ranks.keys()
