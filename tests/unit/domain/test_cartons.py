"""The carton that is proposed: it always takes the goods, and none that does is smaller."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from warehouse_app.domain.cartons import Carton, Piece, fits, propose

SIZES = st.tuples(*[st.integers(1, 600)] * 3)
CARTONS = st.lists(
    st.builds(Carton, st.integers(1, 50), st.none() | SIZES, st.none() | st.integers(0, 900),
              st.none() | st.integers(500, 30_000)),
    max_size=8, unique_by=lambda one: one.id,
)  # fmt: skip
GOODS = st.lists(
    st.builds(Piece, st.none() | SIZES, st.none() | st.integers(1, 20_000), st.none() | st.integers(1, 9_000),
              st.integers(1, 20_000)),
    max_size=5,
)  # fmt: skip


def volume(size_mm: tuple[int, ...]) -> int:
    return size_mm[0] * size_mm[1] * size_mm[2]


@given(CARTONS, GOODS)
def test_what_is_proposed_takes_each_piece_its_volume_and_weight(cartons: list[Carton], goods: list[Piece]) -> None:
    chosen = next((one for one in cartons if one.id == propose(cartons, goods)), None)
    if chosen is None:
        return
    assert chosen.size_mm is not None
    for piece in goods:
        if piece.size_mm:
            turns = permutations(piece.size_mm)
            assert any(all(a <= b for a, b in zip(turn, chosen.size_mm, strict=True)) for turn in turns)
        assert piece.size_mm or piece.volume_ml
    filled = sum(
        (volume(piece.size_mm) if piece.size_mm else (piece.volume_ml or 0) * 1000) * piece.count_m for piece in goods
    )
    assert filled <= volume(chosen.size_mm) * 1000
    weight_m = sum((piece.weight_g or 0) * piece.count_m for piece in goods) + (chosen.weight_g or 0) * 1000
    assert chosen.max_g is None or weight_m <= chosen.max_g * 1000


@given(CARTONS, GOODS)
def test_no_smaller_carton_would_do_and_the_order_of_the_list_does_not_matter(
    cartons: list[Carton], goods: list[Piece]
) -> None:
    found = propose(cartons, goods)
    assert propose(cartons[::-1], goods) == found
    able = [one for one in cartons if goods and fits(one, goods)]
    assert (found is None) == (not able)
    if found is not None:
        size = next(one.volume_mm3 for one in cartons if one.id == found)
        assert all(one.volume_mm3 >= size for one in able)


@given(CARTONS, GOODS)
def test_without_the_proposed_one_the_next_is_no_smaller_and_more_goods_never_need_less(
    cartons: list[Carton], goods: list[Piece]
) -> None:
    sizes = {one.id: one.volume_mm3 for one in cartons}
    first = propose(cartons, goods)
    if first is None:
        return
    second = propose([one for one in cartons if one.id != first], goods)
    assert second is None or sizes[second] >= sizes[first]
    more = propose(cartons, [replace(piece, count_m=piece.count_m + 1_000) for piece in goods])
    assert more is None or sizes[more] >= sizes[first]


@given(CARTONS, GOODS)
def test_of_goods_nobody_measured_nothing_is_proposed(cartons: list[Carton], goods: list[Piece]) -> None:
    assert propose(cartons, [*goods, Piece(None, None, 100, 1_000)]) is None
    assert propose(cartons, []) is None
