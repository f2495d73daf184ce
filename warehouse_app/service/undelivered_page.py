"""What the page of undelivered entries shows: each in plain words, with what is safe and what may be done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from warehouse_app.domain import undelivered as rules
from warehouse_app.service.looking import Looker, age_text, clock_text
from warehouse_app.service.ports.undelivered import UndeliveredRow
from warehouse_app.service.ports.views import CaseRow, Views
from warehouse_app.service.undelivered import NOTE_MAX

SHOWN = 100  # more than anybody goes through; what is oldest comes first


def undelivered_page(views: Views, w: int, look: Looker) -> dict[str, Any]:
    """One picture of warehouse `w`."""
    rows, cases = views.undelivered(w), views.open_cases(w)
    return {
        "entries": [_entry(row, cases, look) for row in rows[:SHOWN]],
        "more": max(len(rows) - SHOWN, 0),
        "count": len(rows),
        "accept": _reasons(views.rules("accept", w), look),
        "write_off": _reasons(views.rules("write_off", w), look),
        "note_max": NOTE_MAX,
        "waiting": views.delivery(w).waiting,
    }


def _entry(row: UndeliveredRow, cases: Sequence[CaseRow], look: Looker) -> dict[str, Any]:
    what = rules.kind_of(row.kind, row.subject)
    word, quoted = rules.said(row.error)
    names = {name: getattr(row.named, name) for name in ("number", "name", "product", "place", "to")}
    case = _case(row, what, cases)
    foreign = word == "foreign"
    return {
        "id": row.id,
        "what": look.say(f"undelivered.what.{what}", **names),
        "order": row.named.order,
        "since": clock_text(row.since, look.zone),
        "age": age_text(look.now - row.since, look.say),
        "attempts": row.attempts,
        "said": look.say(f"undelivered.said.{word}") if word else quoted,
        "is_quoted": not word,
        "safe": look.say(f"undelivered.safe.{'count_sent' if row.sent else what}"),
        "next": look.say(f"undelivered.next.{'foreign' if foreign else what}"),
        "case": {"id": case.id, "number": case.number, "owner": look.say(f"owner.{case.owner}")} if case else None,
        "how": "accept" if rules.may_accept(what) else "write_off",
    }


def _case(row: UndeliveredRow, what: str, cases: Sequence[CaseRow]) -> CaseRow | None:
    """The exception that stands for it; where there are several, the one that was opened last."""
    about = row.named.transfer if what == "box" and row.named.transfer is not None else row.about
    wave = row.about if row.subject.startswith("wave:") else None
    found = [case for case in cases if rules.is_about(what, about, wave, case.key, case.wave)]
    return max(found, key=lambda case: case.id, default=None)


def _reasons(codes: Collection[str], look: Looker) -> list[tuple[str, str]]:
    return [(code, look.say(f"reason.{code}")) for code in codes]
