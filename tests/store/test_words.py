"""Whatever is uploaded: what goes into the sealed journal is figures, ids and codes; words are split off."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from warehouse_app.domain import beside, packing, returning, tasks
from warehouse_app.domain import facts as facts_
from warehouse_app.domain.judging_returns import CHOSEN, FACTS
from warehouse_app.domain.retention import DAY_MS, YEAR_MS, Keep
from warehouse_app.store.words import FIELDS, GONE, is_code, is_reason, split, without_words

VECTORS = sorted((Path(__file__).parents[1] / "vectors").rglob("*.json"))
# What no device makes (ids of the vectors, wrong types), and two codes without a figure: they go beside for safety.
KNOWN = re.compile(r"e\d|1000|3000||SF-L|NEW-LOT")
PERSONAL = ("Anna Meyer", "Hof 3", "meyer@example.com", "Meyer", "10115 Berlin", "ring twice, please", "Łukasz", "\n1")


def facts(of: Any) -> Iterator[dict[str, Any]]:
    """Every fact in a file of vectors, however deep."""
    if isinstance(of, dict) and isinstance(of.get("kind"), str) and isinstance(of.get("body"), dict):
        yield {"kind": of["kind"], "body": of["body"]}
    for one in of.values() if isinstance(of, dict) else of if isinstance(of, list) else ():
        yield from facts(one)


ALL = [fact for file in VECTORS for fact in facts(json.loads(file.read_text("utf-8")))]


def places(of: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where a value stands in a fact."""
    yield path
    inside: Any = of.items() if isinstance(of, dict) else enumerate(of) if isinstance(of, list) else ()
    for name, value in inside:
        yield from places(value, (*path, name))


def spoilt(fact: dict[str, Any], path: tuple[str | int, ...], text: str, is_name: bool) -> dict[str, Any]:
    """The fact with a text in place of a value, or as a new field beside it."""
    made = copy.deepcopy(fact)
    at: Any = made
    for step in path[:-1]:
        at = at[step]
    if is_name and isinstance(at, dict):
        at[text] = 1
    else:
        at[path[-1]] = text
    return made


def _inside(value: Any) -> list[Any]:
    """Texts and names within what was split off."""
    inside = [value] if not isinstance(value, dict | list) else []
    for one in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        inside += [one[0], *_inside(one[1])]
    return inside


def test_what_devices_make_is_for_the_journal_as_it_is() -> None:
    words = [value for fact in ALL for value in split(fact)[1].values()]
    assert len(ALL) > 500
    assert [value for value in words if not KNOWN.fullmatch(str(value))] == []


@pytest.mark.parametrize("text", PERSONAL)
def test_words_in_any_place_of_any_fact_are_split_off_and_lost_nowhere(text: str) -> None:
    random = Random(text)
    for fact in random.sample(ALL, 200):
        path = random.choice([path for path in places(fact) if path])
        kept, words = split(spoilt(fact, path, text, is_name=random.random() < 0.3))
        written = json.dumps(kept, ensure_ascii=False)
        assert text not in written, (fact, path)
        assert any(text in str(one) for place in words.items() for one in (*place, *_inside(place[1]))), (fact, path)


def test_an_event_that_cannot_be_read_is_words_all_of_it() -> None:
    assert split({"unreadable": ["Anna"]}) == ({}, {"unreadable": ["Anna"]})
    assert split({"cut": '{"id":', "length": 9}) == ({}, {"cut": '{"id":', "length": 9})


def test_what_is_nested_without_end_is_words() -> None:
    deep: Any = "Anna"
    for _ in range(50):
        deep = [deep]
    kept, words = split({"kind": "count", "body": {"rows": deep, "body": {"body": {"body": {"body": {"body": {}}}}}}})
    assert "Anna" not in json.dumps(kept)
    assert "Anna" in json.dumps(words)
    assert len(json.dumps(kept)) < 200


def test_every_code_on_hostile_labels_is_text_or_code_and_never_an_error() -> None:
    for text in ("]C10104006381333931\x1d10LOT-7", "https://id.gs1.org/01/04006381333931", "typed:3931", "Ä-1"):
        assert is_code(text), text
    for text in ("", " 1", "1 2", "a@1", "Meyer", "1" * 201, "\ud8001", "\x001"):
        assert not is_code(text), repr(text)
    assert split({"kind": "meyer"}) == ({"kind": GONE}, {"kind": "meyer"})


def test_every_field_of_an_event_is_known_by_name() -> None:
    page = (Path(__file__).parents[2] / "docs" / "events.md").read_text("utf-8")
    table = page.partition("| kind | body |")[2].partition("\n\n")[0]
    named = set(re.findall(r"`([a-z_]+)`", table))
    kinds = facts_.KINDS | packing.KINDS | returning.KINDS | beside.KINDS | tasks.FACTS | FACTS
    others = {"by_digits", "digits", "by_paper", "paper", "agreed", "override", "profile", "pass", "fail", "noscan"}
    others |= {*CHOSEN, "no_papers", "unexpected", "too_many"}  # values of `disposition` and `what`
    assert named - kinds - others - set(FIELDS) == set()


def test_facts_of_a_case_keep_goods_and_figures() -> None:
    facts = {"product": "Soap", "qty_m": 1, "by": "Ana", "said": {"x": 1}, "words": "No", "why": "pick.over"}
    kept = {"product": "Soap", "qty_m": 1, "by": "", "said": {}, "words": "", "why": "pick.over"}
    assert without_words(facts) == kept
    assert without_words({"why": "I looked"})["why"] == ""
    assert without_words({"why": "move.goods_unknown", "product": "X 1", "location": "A-1"}) == {
        "why": "move.goods_unknown", "product": "", "location": "A-1"}  # fmt: skip
    assert [is_reason(why) for why in ("pick.over", "RC-EMPTY", "HO-CUST", "She rang", "")] == [True] * 3 + [False] * 2


def test_days_count_back_from_now() -> None:
    cuts = Keep(1, 2, 3, 4).cuts(10_000 * DAY_MS)
    assert (cuts.customer, cuts.photo, cuts.person) == (9999 * DAY_MS, 9998 * DAY_MS, 9997 * DAY_MS)
    assert cuts.now - cuts.journal == 4 * YEAR_MS
