"""Reading what devices send: any JSON at all comes in, only whole events come out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse_app.domain.facts import (
    Malformed,
    Pick,
    Short,
    content_hash,
    own_id,
    parse_event,
    parse_fact,
)

PICK = {"line": 44, "qty_m": 2000, "location": 7, "lot": None, "tote": "T-0007", "codes": ["4006381333931"]}


def event(**changes: Any) -> dict[str, Any]:
    return {
        "id": "a" * 32, "v": 1, "kind": "pick", "seq": 1, "at": 1_790_000_000_000, "person": 3, "session": 5,
        "wave": 12, "epoch": 1, "sheet": 1, "body": PICK,
    } | changes  # fmt: skip


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


def test_a_pick_is_read_as_sent() -> None:
    assert parse_fact(parse_event(event())) == Pick(line=44, qty_m=2000, location=7, lot=None, tote="T-0007")


def test_a_short_is_read_as_sent() -> None:
    body = {"line": 44, "missing_m": 1000, "found_m": 0, "reason": "RC-EMPTY", "location": 7}
    assert parse_fact(parse_event(event(kind="short", body=body))) == Short(44, 1000, 0, "RC-EMPTY", 7)


@pytest.mark.parametrize("field", ["id", "v", "kind", "seq", "at", "epoch", "body"])
def test_an_event_without_a_needed_field_is_malformed(field: str) -> None:
    raw = event()
    del raw[field]
    with pytest.raises(Malformed, match=r"event\.malformed"):
        parse_event(raw)


@pytest.mark.parametrize(
    "body",
    [
        PICK | {"qty_m": 0},
        PICK | {"qty_m": -1000},
        PICK | {"qty_m": 1.5},
        PICK | {"qty_m": True},
        PICK | {"qty_m": "1000"},
        PICK | {"qty_m": 2**60},
        PICK | {"line": None},
        PICK | {"tote": "T\x00"},
        PICK | {"tote": "T" * 65},
        PICK | {"over": "guess"},
        PICK | {"over": ["digits"]},
        PICK | {"over": False},
        {},
    ],
)
def test_a_pick_of_something_that_is_no_quantity_line_or_tote_is_malformed(body: dict[str, Any]) -> None:
    with pytest.raises(Malformed, match=r"fact\.malformed"):
        parse_fact(parse_event(event(body=body)))


def test_an_event_of_a_newer_version_is_told_from_a_broken_one() -> None:
    with pytest.raises(Malformed, match=r"event\.too_new"):
        parse_event(event(v=2, kind="something new"))


def test_an_unknown_kind_is_named_as_such() -> None:
    with pytest.raises(Malformed, match=r"event\.unknown_kind"):
        parse_fact(parse_event(event(kind="teleport")))


@given(st.dictionaries(st.text(max_size=12), json_values, max_size=12))
def test_no_json_object_makes_the_reader_stumble(raw: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        parse_fact(parse_event(raw))


@given(json_values)
def test_no_body_makes_the_reader_stumble(body: Any) -> None:
    for kind in ("pick", "short", "undo"):
        with pytest.raises(Malformed):
            parse_fact(parse_event(event(kind=kind, body=body)))


def test_the_content_hash_ignores_the_sequence_and_nothing_a_person_did() -> None:
    said = content_hash(event())
    assert content_hash(event(seq=9, session=None, sheet=4)) == said
    for other in (event(body=PICK | {"qty_m": 1000}), event(person=4), event(epoch=2), event(at=1), event(wave=13)):
        assert content_hash(other) != said


@given(json_values)
def test_whatever_came_without_an_id_gets_the_same_id_again(raw: Any) -> None:
    assert own_id(1, raw) == own_id(1, raw)
    assert len(own_id(1, raw)) == 32
