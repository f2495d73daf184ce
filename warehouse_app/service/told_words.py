"""What Odoo reads of an exception: a line, what there is to know, how it ended. Goods and orders, never a customer."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from warehouse_app.service.close_wave import token
from warehouse_app.service.looking import Say, amount_text
from warehouse_app.service.ports.mirrored import CaseToTell
from warehouse_app.service.ports.odoo import Document, ToDo

SUMMARY_MAX, WORDS_MAX = 150, 2000
_OPEN = re.compile(r"\{[a-z_]+\}")  # a place in a sentence that nothing was put into


def todo_of(case: CaseToTell, on: Document, name: str, say: Say, now: int) -> ToDo:
    """The exception as a to-do, due on the day it has to be over (today, where it has no clock)."""
    day = _at(case.due_at or now, case.zone).date().isoformat()
    return ToDo(name, on, _cut(f"{case.number} · {_what(case, say)}", SUMMARY_MAX), _note(case, say), day, case.user)


def token_of(case: CaseToTell, on: Document, turn: int) -> str:
    """The same once more when a restored store hears of it again: what raised it, on what, for which time."""
    return token("case", case.key, on.odoo_id, case.event or case.opened_at, turn)


def feedback_of(case: CaseToTell, say: Say) -> str:
    """How it ended."""
    cause = say("odoo.case_cause", cause=_named("cause", case.cause, say)) if case.cause else ""
    by = say("odoo.case_by", by=case.by) if case.by else ""
    return "\n".join(part for part in (_cut(_named("over", case.why or "", say), WORDS_MAX), cause, by) if part)


def story_of(case: CaseToTell, say: Say) -> str:
    """The one note: what it was, when, and how it ended."""
    times = {"opened": _time(case.opened_at, case.zone), "over": _time(case.resolved_at or case.opened_at, case.zone)}
    lines = [say("odoo.case_note", number=case.number), _cut(_what(case, say), WORDS_MAX)]
    return "\n".join([*lines, say("odoo.case_times", **times), feedback_of(case, say)])


def _note(case: CaseToTell, say: Say) -> str:
    facts = case.facts
    severity, team = say(f"severity.{case.severity}"), say(f"owner.{case.owner}")
    lines = [_cut(_what(case, say), WORDS_MAX), say("odoo.case_owner", severity=severity, owner=team)]
    lines += [say("odoo.case_person", name=case.person)] if case.person else []
    lines += [say("odoo.case_order", order=facts["order"])] if facts.get("order") else []
    lines += [say("case.tote", tote=facts["tote"])] if facts.get("tote") else []
    lines += [_cut(str(facts[name]), WORDS_MAX) for name in ("note", "words") if facts.get(name)]
    return "\n".join([*lines, say("odoo.case_answer")])


def _what(case: CaseToTell, say: Say) -> str:
    """In a sentence of its own; where its facts do not fill that, or there is none, what its type is called."""
    key = f"case.{case.type}.{'goods' if case.facts.get('product') else 'wave'}"
    words = say(key, **_in_words(case.facts))
    return say(f"case_type.{case.type}") if words == key or _OPEN.search(words) else words


def _in_words(facts: Any) -> dict[str, Any]:
    return dict(facts) | {name[:-2]: amount_text(value) for name, value in facts.items() if name.endswith("_m")}


def _named(what: str, code: str, say: Say) -> str:
    """In words where it is a key of ours, else as it is: somebody may have written it."""
    words = say(f"{what}.{code}")
    return code if words == f"{what}.{code}" else words


def _at(ms: int, zone: str) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC).astimezone(ZoneInfo(zone))


def _time(ms: int, zone: str) -> str:
    return _at(ms, zone).strftime("%Y-%m-%d %H:%M")


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"
