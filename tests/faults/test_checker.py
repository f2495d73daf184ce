"""The checker itself: books that do not agree are found out, each kind by its name."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.faults.books import History, Verdict, check_events, check_once
from tests.faults.goods_books import Back, Box, check_paper, check_same, check_there, told_boxes, told_returns
from tests.faults.told_books import ToDo, check_applied, check_todos, told_counts

PLACES = {7: "71/8/-/-", 9: "72/8/-/-"}
RETURN: dict[str, Any] = {"return": 5}


def history(folder: Path, *rows: dict[str, Any]) -> History:
    (folder / "bench.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return History.read(folder)


def done(number: int, kind: str, verdict: str = "accepted", /, **body: Any) -> list[dict[str, Any]]:
    id_ = f"{number:032x}"
    return [{"did": {"id": id_, "kind": kind, "body": body}}, {"answered": {"id": id_, "verdict": verdict}}]


@pytest.fixture
def packed(tmp_path: Path) -> History:
    """A box with three of one thing, of which one came out, and one of another, of which one more was refused."""
    return history(
        tmp_path,
        *done(1, "boxed", line=7, parcel="a", qty_m=2000),
        *done(2, "boxed", line=7, parcel="a", qty_m=1000),
        *done(3, "unboxed", line=7, event=f"{2:032x}"),
        *done(4, "boxed", line=9, parcel="a", qty_m=1000),
        *done(5, "boxed", "conflict", line=9, parcel="a", qty_m=1000),
        *done(6, "box_closed", parcel="a", box=None, weight_g=400),
        {"labelled": {"parcel": "a", "number": "P-00001-1"}},
    )


def said(verdict: Verdict) -> tuple[int, int, int]:
    return len(verdict.lost), len(verdict.doubled), len(verdict.unknown)


RIGHT = Box("P-00001-1", 400, Counter({PLACES[7]: 2000, PLACES[9]: 1000}))


def test_a_box_holds_what_its_bench_was_told_counts(packed: History) -> None:
    assert told_boxes(packed, PLACES) == {"a": RIGHT}


@pytest.mark.parametrize(
    ("found", "wrong"),
    [
        ([("a", RIGHT)], (0, 0, 0)),
        ([], (1, 0, 0)),
        ([("a", RIGHT), ("a", RIGHT)], (0, 1, 0)),
        ([("a", RIGHT), ("b", RIGHT)], (0, 1, 0)),
        ([("a", Box("P-00001-1", 401, RIGHT.goods))], (0, 0, 1)),
        ([("a", Box("P-00002-0", 400, RIGHT.goods))], (0, 0, 1)),
        ([("a", Box("P-00001-1", 400, Counter({PLACES[7]: 3000, PLACES[9]: 1000})))], (0, 0, 1)),
    ],
    ids=["as told", "gone", "twice", "nobody's", "other weight", "other number", "other goods"],
)  # fmt: skip
def test_a_box_that_odoo_has_otherwise_is_found(
    packed: History, found: list[tuple[str, Box]], wrong: tuple[int, int, int]
) -> None:
    verdict = Verdict()
    check_same("box", told_boxes(packed, PLACES), found, verdict)
    assert said(verdict) == wrong


@pytest.mark.parametrize(
    ("numbers", "wrong"),
    [
        ([("a", "P-00001-1")], (0, 0, 0)),
        ([("a", "P-00001-1"), ("b", "P-00001-1")], (0, 1, 0)),
        ([("a", "P-00002-0")], (1, 0, 0)),
        ([], (1, 0, 0)),
    ],
    ids=["as stuck on", "on two", "another", "forgotten"],
)
def test_a_number_on_paper_that_the_store_has_otherwise_is_found(
    packed: History, numbers: list[tuple[str, str]], wrong: tuple[int, int, int]
) -> None:
    verdict = Verdict()
    check_paper(packed, numbers, verdict)
    assert said(verdict) == wrong


def test_a_return_is_what_was_announced_and_what_came(tmp_path: Path) -> None:
    told = history(
        tmp_path,
        *done(1, "return_authorised", shipped=3, lines=[{"line": 31, "qty_m": 2000, "reason": "CR-DEFECT"}]),
        *done(2, "return_received", lines=[{"line": 51, "qty_m": 1000}], **RETURN),
        *done(3, "return_authorised", "conflict", shipped=3, lines=[{"line": 31, "qty_m": 9000, "reason": "x"}]),
    )
    back = told_returns(told, {31: 71}, [(f"{1:032x}", 5, 51, 31)])
    assert back == {f"{1:032x}": Back(Counter({71: 2000}), Counter({71: 1000}))}


@pytest.mark.parametrize(
    ("found", "wrong"),
    [
        ([("C-1 count_a", -2000)], (0, 0, 0)),
        ([], (1, 0, 0)),
        ([("C-1 count_a", -2000), ("C-1 count_a", -2000)], (0, 1, 0)),
        ([("C-1 count_a", -1000)], (0, 0, 1)),
        ([("C-1 count_a", -2000), ("C-2 count_b", 1000)], (0, 1, 0)),
    ],
    ids=["as told", "gone", "twice", "another number", "nobody's"],
)
def test_a_count_that_odoo_has_otherwise_is_found(found: list[tuple[str, int]], wrong: tuple[int, int, int]) -> None:
    verdict = Verdict()
    check_same("count", told_counts([("C-1 count_a", -2000), ("C-2 count_b", 0)]), found, verdict)
    assert said(verdict) == wrong


def test_a_count_that_somebody_was_told_is_applied_and_is_not_is_found(tmp_path: Path) -> None:
    verdict = Verdict()
    told = history(tmp_path, {"applied": 4}, {"applied": 5}, {"applied": 6})
    check_applied(told.applied, {4: "done", 5: "queued"}, verdict)
    assert said(verdict) == (2, 0, 0)


@pytest.mark.parametrize(
    ("found", "wrong"),
    [
        ([("case_a", ToDo(7, False)), ("case_b", ToDo(8, True)), ("case_b0", ToDo(6, True))], (0, 0, 0)),
        ([("case_b", ToDo(8, True))], (1, 0, 0)),
        ([("case_a", ToDo(7, True)), ("case_b", ToDo(8, True))], (0, 0, 1)),
        ([("case_a", ToDo(9, False)), ("case_b", ToDo(8, True))], (0, 0, 1)),
        ([("case_a", ToDo(7, False)), ("case_b", ToDo(8, True)), ("mail.activity 9", ToDo(9, False))], (0, 1, 0)),
        (
            [("case_a", ToDo(7, False)), ("case_b", ToDo(8, True)), ("x", ToDo(1, True)), ("y", ToDo(2, True))],
            (0, 1, 0),
        ),
    ],
    ids=["as kept, and once before", "gone", "done while it is open", "another", "without a name", "nobody's"],
)
def test_a_to_do_that_odoo_has_otherwise_is_found(found: list[tuple[str, ToDo]], wrong: tuple[int, int, int]) -> None:
    """Of two exceptions, of which one is over that had been open before."""
    verdict = Verdict()
    check_todos([("case_a", 0, "there", 7), ("case_b", 1, "over", 8)], found, verdict)
    assert said(verdict) == wrong


def test_a_to_do_of_which_nobody_knows_is_found() -> None:
    verdict = Verdict()
    check_todos([("case_a", 0, "sent", None)], [], verdict)
    assert said(verdict) == (0, 0, 1)


def test_what_is_there_twice_or_not_at_all_is_found() -> None:
    verdict = Verdict()
    check_once("backorder of", [4, 4, 5], verdict)
    check_there("note", [1, 2, 3], [1, 2, 2, 8], verdict)
    assert said(verdict) == (1, 2, 0)


def test_an_event_that_was_acknowledged_and_is_gone_kept_twice_or_judged_anew_is_found(tmp_path: Path) -> None:
    told = history(tmp_path, *done(1, "walked"), *done(2, "walked"), *done(3, "walked"))
    verdict = Verdict()
    check_events(told, [(f"{2:032x}", "accepted")] * 2 + [(f"{3:032x}", "conflict")], verdict)
    assert said(verdict) == (1, 1, 2)
