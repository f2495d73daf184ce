"""What a field of a rule may hold: each check gives the key of what is wrong with a value, None where it is right."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from warehouse_app.domain import profiles, reasons, return_rules, segments
from warehouse_app.domain.calendars import week_of
from warehouse_app.domain.taxonomy import is_clock, rungs_of
from warehouse_app.domain.wave_templates import TOTES_MAX

Body = Mapping[str, Any]
Book = Mapping[str, Mapping[str, Body]]

PLAIN, LAST, OWNER, RULE = "plain", "ops", "owner", "rule"
TEXT_MAX, MINUTES_MAX, RUNGS_MAX, NUMBER_MAX = 200, 9999, 8, 99_999
LEVEL_MAX = 99
_NAME = re.compile(r"[a-z][a-z_]{0,39}")


def _clock(value: Any, _book: Book, _people: Collection[int]) -> str | None:
    return None if isinstance(value, str) and is_clock(value) else "rule.clock"


def _week(value: Any, _book: Book, _people: Collection[int]) -> str | None:
    return None if isinstance(value, str) and len(value) <= TEXT_MAX and week_of(value) else "rule.week"


def _customer(value: Any, _book: Book, _people: Collection[int]) -> str | None:
    is_one = value is None or (isinstance(value, str) and _NAME.fullmatch(value) is not None)
    return None if is_one else "rule.customer"


def _rungs(value: Any, book: Book, _people: Collection[int]) -> str | None:
    """From its owner upwards; a ladder that does not begin there would leave whoever owns it in the dark."""
    if not isinstance(value, list) or len(value) > RUNGS_MAX or not all(isinstance(one, str) for one in value):
        return "rule.rung"
    try:
        rungs = rungs_of(value)
    except ValueError:
        return "rule.rung"
    if not rungs or rungs[0].who != OWNER or rungs[0].share or rungs[0].minutes:
        return "rule.ladder_owner"
    if any(rung.who not in {OWNER, "deputy", RULE, *book["team"]} for rung in rungs):
        return "rule.rung_team"
    heights = [(rung.minutes or 0, rung.share) for rung in rungs]
    is_one_kind = len({one.minutes is None for one in rungs[1:]}) < 2
    return None if is_one_kind and heights == sorted(set(heights)) else "rule.rung_order"


def _members(value: Any, _book: Book, people: Collection[int]) -> str | None:
    """None is everybody with the team's role."""
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        return "rule.members"
    if any(type(row.get("person")) is not int or row["person"] not in people for row in value):
        return "rule.person"
    texts = [row.get("hours") or "" for row in value]
    if not all(isinstance(text, str) and len(text) <= TEXT_MAX for text in texts):
        return "rule.member_hours"
    spans = [part for text in texts if text for part in text.split(",")]
    return None if all(week_of(part) for part in spans) else "rule.member_hours"


def _on(value: Any, _book: Book, _people: Collection[int]) -> str | None:
    return None if isinstance(value, bool) else "rule.on"


def _flag(value: Any, _book: Book, _people: Collection[int]) -> str | None:
    """None: a rule that was the shop's own before it could say so."""
    return None if value is None or isinstance(value, bool) else "rule.on"


def _minutes(value: Any, _book: Book, _people: Collection[int]) -> str | None:
    return None if type(value) is int and 5 <= value <= MINUTES_MAX else "rule.minutes"


def _amount(most: int, least: int = 0) -> Callable[[Any, Book, Collection[int]], str | None]:
    """A whole number from `least` on; none is none."""

    def check(value: Any, _book: Book, _people: Collection[int]) -> str | None:
        return None if value is None or (type(value) is int and least <= value <= most) else "rule.amount"

    return check


def _segment(value: Any, _book: Book, _people: Collection[int]) -> str | None:
    return None if value is None or (isinstance(value, str) and len(value) <= TEXT_MAX) else "rule.choice"


def _number(value: Any, _book: Book, _people: Collection[int]) -> str | None:
    return None if value is None or (type(value) is int and 0 <= value <= NUMBER_MAX) else "rule.number"


def _words(value: Any, _book: Book, _people: Collection[int]) -> str | None:
    """French sets a firm space, which Python takes for nothing to print."""
    is_one = value is None or (isinstance(value, str) and len(value) <= TEXT_MAX and _plain(value).isprintable())
    return None if is_one else "rule.words"


CHECKS: Mapping[str, Callable[[Any, Book, Collection[int]], str | None]] = {
    "answer": _clock, "resolve": _clock, "week": _week, "customer": _customer, "rungs": _rungs, "members": _members,
    "on": _on, "minutes": _minutes, "segment": _segment, "left_from": _amount(100), "left_to": _amount(100),
    **dict.fromkeys(("ahead", "metres", "waits", "within"), _amount(MINUTES_MAX)), "wait": _amount(MINUTES_MAX, 1),
    **dict.fromkeys(("pieces", "value"), _amount(reasons.MOST)),
    **dict.fromkeys(("stops", "straight", "freight", "ask_worn", "paid"), _on),
    **dict.fromkeys(("ask", "every", "zones", "urgent", "must"), _flag), "one_in": _amount(NUMBER_MAX, 1),
    "share": _amount(profiles.SHARES[1], profiles.SHARES[0]),
    "buffer": _amount(profiles.BUFFERS[1], profiles.BUFFERS[0]), "level": _amount(LEVEL_MAX, 1),
    "totes": _amount(TOTES_MAX), "lines": _amount(1000), "boost": _amount(segments.BOOST_MAX),
    **dict.fromkeys(("less_a", "less_b", "less_c", "less_d", "discount"), _amount(100)),
    **dict.fromkeys(("amount", "percent", "grams", "least", "most", "figure", "low", "high"), _number),
    **dict.fromkeys(("days", "worth", "keep", "value_from", "value_to", "fee", "upto"), _number),
    **dict.fromkeys(("units", "kilos", "litres", "weight_from", "weight_to", "longest", "costs"), _number),
    **dict.fromkeys(("products", "carriers", "segments", "customers", "boxes", "says", *return_rules.WORDS), _words),
    **dict.fromkeys(("name", "types", "channels", "classes", "methods", "countries"), _words),
    **dict.fromkeys(("free", "places", "carrier"), _words),
}  # fmt: skip


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")
