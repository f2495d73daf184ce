"""A case between its opening and its end: who may act on it, what is to be done next, what may not be done."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Protocol

from warehouse_app.domain.answers import is_relabelled
from warehouse_app.domain.cases import MINUTE
from warehouse_app.domain.teams import teams_of

RETURNS_MS = 7 * 24 * 60 * MINUTE  # a finding that returns within this is the same case again
FLAPS_MS = 60 * MINUTE
FLAPS = 3  # so often within FLAPS_MS may it go and return before it stays open
UNKNOWN = "unknown"  # the root cause nobody found
MAY_BE_UNKNOWN = ("normal", "low")
NOTE_MAX = 1000


class Owned(Protocol):
    """A case as far as it matters here."""

    @property
    def owner(self) -> str: ...
    @property
    def person(self) -> int | None: ...


class Standing(Owned, Protocol):
    """A case with what is asked of it; `key` is its finding key."""

    @property
    def type(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def status(self) -> str: ...


def may_act(case: Owned, person: int, roles: Collection[str]) -> bool:
    """Its team, whoever has taken it, or a supervisor."""
    return "supervisor" in roles or case.person == person or case.owner in teams_of(roles)


def ends_by(type_: str, key: str) -> str | None:
    """What ends it instead of a person's word: `answer` (its order goes on) or `let_go` (the order is released)."""
    if type_ == "FUL-SHORT":
        return "answer"
    return "let_go" if "|hold|" in key else None


def may_merge(type_: str, key: str) -> bool:
    """Whether nothing but this very case carries its matter: an answer, a hold, goods to put back, a count, a lock."""
    carries = type_ in ("INV-DIFF", "INV-BIN", "INV-GOODS") or "|put_back|" in key
    return ends_by(type_, key) is None and not carries


def next_action(case: Standing, person: int, snoozed: bool, again: bool) -> str:
    """The one thing to do next: `wait carried_out with let_go answer apply relabel take again end`."""
    if snoozed:
        return "wait"
    if case.status == "decided":
        return "carried_out"
    if case.person not in (None, person):
        return "with"
    if (how := ends_by(case.type, case.key)) is not None:
        return how
    if case.type == "INV-DIFF":
        return "apply"
    if is_relabelled(case.key):
        return "relabel"
    if case.person is None:
        return "take"
    return "again" if again else "end"


def cause_problem(cause: str, severity: str, causes: Mapping[str, Mapping[str, Any]]) -> str | None:
    """Why this cannot be the root cause, as an error key, or None.

    >>> [cause_problem(cause, "high", {"picked": {}, "unknown": {}}) for cause in ("", "stars", "unknown", "picked")]
    ['case.no_cause', 'case.no_cause', 'case.cause_unknown', None]
    """
    if cause not in causes:
        return "case.no_cause"
    return "case.cause_unknown" if cause == UNKNOWN and severity not in MAY_BE_UNKNOWN else None


def is_text(note: str) -> bool:
    """Whether a person can read it: lines of words, without signs nobody sees."""
    return 0 < len(note) <= NOTE_MAX and all(line.isprintable() for line in note.splitlines())
