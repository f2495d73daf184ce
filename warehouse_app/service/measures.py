"""Measures: the cases of some days, counted by one dimension; as a page and as a file for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.measures import DIMENSIONS, PERSON, CaseFact, Measure, Work, measure, measures
from warehouse_app.domain.overrides import day_at
from warehouse_app.domain.taxonomy import Calendars, type_of
from warehouse_app.service.looking import Looker
from warehouse_app.service.ports.measures import CaseRow
from warehouse_app.service.ports.views import Views

DAYS = (1, 7, 28, 91)
_NUMBERED = ("product", "bin", "carrier", "channel")  # dimensions the work beside is counted by, too
_TIMES = ("answer_median", "answer_p90", "resolve_median", "resolve_p90")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def measured(views: Views, w: int, dimension: str, days: int, look: Looker, *, people: bool) -> dict[str, Any]:
    """The rows of a dimension over the last so many days of the warehouse, today among them, and all together.

    Raises:
        Refused: `measures.people` (they are not counted here), `request.malformed`.
    """
    if dimension == PERSON and not people:
        raise Refused("measures.people", 403)
    if dimension not in (*DIMENSIONS, PERSON) or days not in DAYS:
        raise Refused("request.malformed", 400)
    since, until = first_day(days, look), look.now + 1
    facts = list(_facts(views, w, since, until, look))
    work = views.measures.work(w, since, until, dimension) if dimension in _NUMBERED else {}
    all_work = views.measures.work(w, since, until, "").get("", Work())
    rows = measures(facts, dimension, {name: one for name, one in work.items() if name}, all_work, look.now)
    return {
        "dimension": dimension,
        "days": days,
        "rows": rows,
        "all": measure("", facts, all_work, look.now),
        "work": all_work,
        "since": since,
    }


def measures_page(views: Views, w: int, dimension: str, days: int, look: Looker, *, people: bool) -> dict[str, Any]:
    """The same in words."""
    found = measured(views, w, dimension, days, look, people=people)
    return found | {
        "rows": [_shown(row, dimension, look) for row in found["rows"]],
        "all": _shown(found["all"], "all", look),
        "dimensions": [(one, look.say(f"measures.by_{one}")) for one in (*DIMENSIONS, *([PERSON] if people else []))],
        "spans": [(one, look.say(f"measures.days_{one}")) for one in DAYS],
        "work": look.say("measures.work", lines=found["work"].lines, orders=found["work"].orders),
    }


def as_csv(found: Mapping[str, Any]) -> str:
    """The rows as a file: plain figures, codes as they are. No cell begins as a formula would."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    rows: Sequence[Measure] = found["rows"]
    names = [name for name in Measure.__slots__ if name != "name"]
    writer.writerow([found["dimension"], *names])
    for row in rows:
        values = asdict(row)
        writer.writerow([cell(row.name), *(_plain(values[name]) for name in names)])
    return out.getvalue()


def cell(text: str) -> str:
    """A text that a spreadsheet takes for a text, whatever it begins with.

    >>> [cell(one) for one in ("=1+1", " @x", "-5", "SKU-1", "")]
    ["'=1+1", "' @x", "'-5", 'SKU-1', '']
    """
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1f}"
    return "" if value is None else cell(value) if isinstance(value, str) else str(value)


def first_day(days: int, look: Looker) -> int:
    """Midnight of the warehouse so many days ago; today is one of them."""
    today = datetime.fromtimestamp(look.now / 1000, UTC).astimezone(look.zone).date()
    first = today - timedelta(days=days - 1)
    return int(datetime(first.year, first.month, first.day, tzinfo=look.zone).timestamp() * 1000)


def _facts(views: Views, w: int, since: int, until: int, look: Looker) -> Iterator[CaseFact]:
    types = views.rules("case_type", w)
    calendars = Calendars({name: rule["week"] for name, rule in views.rules("hours", w).items()}, views.timetable(w))
    code = next((code for id_, code, _, _ in views.warehouses() if id_ == w), "")
    for row in views.measures.cases(w, since, until):
        of = {
            "category": row.category, "type": row.type, "product": row.product, "bin": row.bin, "carrier": row.carrier,
            "channel": row.channel, "warehouse": code, "day": day_at(row.opened_at, look.zone), "cause": row.cause,
            PERSON: row.person,
        }  # fmt: skip
        answer_by = row.answer_by or _answer_by(row, types, calendars)
        yield CaseFact(
            of, row.opened_at, answer_by, row.answered_at, row.due_at, row.resolved_at, row.rung > 0, row.reopened > 0,
            row.order if _missed(row, look.now) else None, row.touches,
        )  # fmt: skip


def _answer_by(row: CaseRow, types: Mapping[str, Any], calendars: Calendars) -> int:
    """An answered case has no such time any more: it is what its type says today."""
    at = calendars.at(type_of(row.type, types).answer, row.opened_at, row.due_at)
    return at if row.due_at is None else min(at, row.due_at)


def _missed(row: CaseRow, now: int) -> bool:
    return row.cutoff_at is not None and (row.left_at or now) > row.cutoff_at


def _shown(row: Measure, dimension: str, look: Looker) -> dict[str, Any]:
    values = asdict(row)
    shown = {name: "" if value is None else value for name, value in values.items()}
    shown |= {name: _minutes(values[name], look) for name in _TIMES}
    return shown | {"name": _named(row.name, dimension, look), "few": row.few, "cause": _cause(row.cause, look)}


def _named(name: str, dimension: str, look: Looker) -> str:
    if dimension == "all":
        return look.say("measures.all")
    if not name:
        return look.say("measures.nothing")
    if dimension in ("category", "type"):
        return look.say(f"{'category' if dimension == 'category' else 'case_type'}.{name}")
    return _cause(name, look) if dimension == "cause" else name


def _cause(code: str, look: Looker) -> str:
    words = look.say(f"cause.{code}") if code else ""
    return code if words == f"cause.{code}" else words


def _minutes(minutes: float | None, look: Looker) -> str:
    if minutes is None:
        return ""
    whole = round(minutes)
    return look.say("time.minutes", n=whole) if whole < 120 else look.say("measures.hours", n=f"{minutes / 60:.1f}")
