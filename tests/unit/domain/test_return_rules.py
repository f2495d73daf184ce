"""What may come back: the first row that fits decides, and what is not known neither passes nor holds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse_app.domain.return_rules import (
    ANSWERS,
    APPROVAL,
    AUTOMATIC,
    REFUSED,
    LineAnswer,
    Wish,
    WishLine,
    answer_of,
    consequences,
    words_of,
)

REASONS: dict[str, dict[str, Any]] = {
    "CR-LIKE": {"fault": "customer", "postage": "customer", "photo": "none"},
    "CR-WRONG": {"fault": "shop", "postage": "shop", "photo": "ask"},
    "CR-DEFECT": {"fault": "supplier", "postage": "shop", "photo": "ask", "keep": 10, "becomes": "vendor"},
}
_some = st.sampled_from
lines = st.builds(
    WishLine, reason=_some([*REASONS]), qty_m=st.integers(1, 9000), price=st.none() | st.integers(0, 99_999),
    names=st.lists(_some(["Mugs", "Hygiene", "SKU-1"]), max_size=2).map(tuple),
)  # fmt: skip
wishes = st.builds(
    Wish, days=st.integers(0, 90), lines=st.lists(lines, min_size=1, max_size=4).map(tuple),
    segment=st.none() | _some(["Web", "Shop"]), customer=st.none() | _some(["Ida Quast", "Bo"]),
)  # fmt: skip
bodies = st.fixed_dictionaries(
    {"on": st.booleans(), "answers": _some(ANSWERS)},
    optional={
        "because": st.none() | _some([*REASONS]), "fault": st.none() | _some(["customer", "shop"]),
        "products": st.none() | _some(["Hygiene", "mugs, sku-1"]), "segments": st.none() | _some(["Web"]),
        "customers": st.none() | _some(["ida quast"]), "days": st.none() | st.integers(0, 60),
        "worth": st.none() | st.integers(0, 500),
    },
)  # fmt: skip
books = st.lists(bodies, max_size=5).map(lambda rows: {f"RR-{n}": body for n, body in enumerate(rows)})


def strict(answer: str) -> int:
    return ANSWERS.index(answer)


@given(wishes, books)
def test_the_whole_wish_gets_the_strictest_answer_of_its_lines(wish: Wish, rows: dict[str, Any]) -> None:
    found = answer_of(wish, rows, REASONS)
    assert len(found.lines) == len(wish.lines)
    assert strict(found.answer) == max(strict(line.answer) for line in found.lines)


@given(wishes, books)
def test_a_row_that_is_off_changes_nothing(wish: Wish, rows: dict[str, Any]) -> None:
    on = {code: body for code, body in rows.items() if body["on"]}
    assert answer_of(wish, rows, REASONS) == answer_of(wish, on, REASONS)


@given(wishes, books)
def test_each_line_is_decided_by_the_first_row_that_decides_it_alone(wish: Wish, rows: dict[str, Any]) -> None:
    found = answer_of(wish, rows, REASONS)
    for at, line in enumerate(found.lines):
        alone = [code for code, body in rows.items() if answer_of(wish, {code: body}, REASONS).lines[at].row == code]
        assert line == (LineAnswer(rows[alone[0]]["answers"], alone[0]) if alone else LineAnswer(AUTOMATIC))


@given(wishes, books)
def test_what_is_not_known_decides_nothing_and_is_named(wish: Wish, rows: dict[str, Any]) -> None:
    unknown = replace(wish, customer=None, lines=tuple(replace(line, price=None) for line in wish.lines))
    found = answer_of(unknown, rows, REASONS)
    asking = {code for code, body in rows.items() if body.get("customers") or body.get("worth") is not None}
    assert {line.row for line in found.lines}.isdisjoint(asking)
    assert set(found.unjudged) <= asking


@given(wishes, st.integers(0, 60), st.integers(1, 40))
def test_who_is_later_is_never_better_off(wish: Wish, days: int, later: int) -> None:
    rows = {"RR-1": {"on": True, "days": days, "answers": REFUSED}}
    before, after = (answer_of(replace(wish, days=wish.days + more), rows, REASONS) for more in (0, later))
    assert strict(before.answer) <= strict(after.answer)


@given(wishes, books)
def test_a_reason_that_asks_for_approval_is_never_let_through_by_itself(wish: Wish, rows: dict[str, Any]) -> None:
    asking = {code: body | {"ask": True} for code, body in REASONS.items()}
    plain, asked = answer_of(wish, rows, REASONS), answer_of(wish, rows, asking)
    for one, other in zip(plain.lines, asked.lines, strict=True):
        assert other.answer == (APPROVAL if one.answer == AUTOMATIC else one.answer)


@given(wishes)
def test_without_rules_everything_may_come_back(wish: Wish) -> None:
    assert answer_of(wish, {}, REASONS).answer == AUTOMATIC


@pytest.mark.parametrize(("days", "answer"), [(29, AUTOMATIC), (30, AUTOMATIC), (31, REFUSED)])
def test_the_last_day_of_the_window_is_in_time(days: int, answer: str) -> None:
    rows = {"RR-1": {"on": True, "days": 30, "answers": REFUSED}}
    assert answer_of(Wish(days, (WishLine("CR-LIKE", 1000),)), rows, REASONS).answer == answer


@pytest.mark.parametrize(("price", "answer"), [(25_000, AUTOMATIC), (25_001, APPROVAL)])
def test_the_worth_of_all_lines_together_counts(price: int, answer: str) -> None:
    rows = {"RR-1": {"on": True, "worth": 500, "answers": APPROVAL}}
    two = (WishLine("CR-LIKE", 1000, price), WishLine("CR-LIKE", 1000, 25_000))
    assert answer_of(Wish(1, two), rows, REASONS).answer == answer


@given(wishes)
def test_the_shop_pays_the_postage_as_soon_as_one_reason_is_its_own(wish: Wish) -> None:
    found = consequences(wish, REASONS)
    assert (found.postage == "shop") == any(line.reason != "CR-LIKE" for line in wish.lines)
    assert found.photo == (found.postage == "shop")
    assert len(found.becomes) == len(wish.lines)


@pytest.mark.parametrize(
    ("price", "reasons", "keeps"),
    [(1000, ["CR-DEFECT"], True), (1001, ["CR-DEFECT"], False), (None, ["CR-DEFECT"], False),
     (1, ["CR-DEFECT", "CR-LIKE"], False)],
)  # fmt: skip
def test_goods_are_kept_only_where_every_reason_says_so_and_they_are_worth_little(
    price: int | None, reasons: list[str], keeps: bool
) -> None:
    wish = Wish(1, tuple(WishLine(reason, 1000, price) for reason in reasons))
    assert consequences(wish, REASONS).keeps is keeps


def test_the_words_of_a_row_are_named_by_their_languages() -> None:
    assert words_of({"words_en": "late", "words_de": "spät", "words_es": None}) == {"why.en": "late", "why.de": "spät"}
