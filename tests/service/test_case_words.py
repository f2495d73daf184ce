"""What Odoo reads of an exception is a sentence of ours, filled or not used, in the warehouse's own day."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from warehouse_app.bootstrap import words
from warehouse_app.service.ports.mirrored import CaseToTell
from warehouse_app.service.ports.odoo import Document
from warehouse_app.service.told_words import feedback_of, story_of, todo_of, token_of

ON = Document("transfer", 7)
LATE = 1_790_028_000_000  # 2026-09-21 22:00 UTC, which is the next day in Berlin
CASE = CaseToTell(
    id=1, w=1, number="C-00001-7", type="CUS-ADDRESS", key="CUS-ADDRESS|x|1", severity="high", status="open",
    owner="service", opened_at=LATE - 3_600_000, due_at=LATE, resolved_at=None, event=None, facts={}, why=None,
    cause=None, person=None, user=None, by=None, zone="Europe/Berlin",
)  # fmt: skip


WORDS = words()


def say(key: str, **args: Any) -> str:
    return WORDS.say("en", key, **args)


def test_the_day_is_that_of_the_warehouse() -> None:
    assert todo_of(CASE, ON, "t", say, LATE).day == "2026-09-22"
    assert todo_of(replace(CASE, due_at=None), ON, "t", say, LATE - 86_400_000).day == "2026-09-21"


@pytest.mark.parametrize(
    ("type_", "facts", "summary"),
    [
        ("CUS-ADDRESS", {"held": "S1"}, "Order S1 is held"),
        ("CUS-ADDRESS", {}, "Address incomplete or not deliverable"),
        ("FIN-REFUND", {"order": "S1"}, "Refund late or waits for approval"),
        ("FUL-SHORT", {"product": "Mug", "missing_m": 2000}, None),
    ],
)
def test_a_sentence_that_the_facts_do_not_fill_is_not_used(type_: str, facts: Any, summary: str | None) -> None:
    found = todo_of(replace(CASE, type=type_, facts=facts), ON, "t", say, LATE)
    assert "{" not in found.summary + found.note
    assert summary is None or found.summary == f"C-00001-7 · {summary}"


def test_the_note_says_whose_it_is_and_the_to_do_is_theirs_where_odoo_knows_them() -> None:
    found = todo_of(
        replace(CASE, person="Sam", user=9, facts={"order": "S1", "note": "rings twice"}), ON, "t", say, LATE
    )
    assert (found.owner, "Sam" in found.note, "S1" in found.note, "rings twice" in found.note) == (9, True, True, True)


def test_how_it_ended_is_a_key_of_ours_or_what_somebody_wrote_and_never_too_long() -> None:
    over = replace(CASE, status="resolved", resolved_at=LATE, by="Sam")
    assert "in Odoo" in feedback_of(replace(over, why="odoo"), say)
    assert "called <b>" in story_of(replace(over, why="called <b>"), say)
    assert "Sam" in feedback_of(replace(over, why="x"), say)
    assert len(story_of(replace(over, why="x" * 50_000), say)) < 3000


def test_a_token_is_the_same_for_the_same_and_another_each_time_it_returns() -> None:
    by_event = replace(CASE, event="e" * 32)
    assert token_of(by_event, ON, 0) == token_of(replace(by_event, id=99, opened_at=1), ON, 0)
    assert len({token_of(CASE, ON, 0), token_of(CASE, ON, 1), token_of(CASE, Document("transfer", 8), 0)}) == 3
