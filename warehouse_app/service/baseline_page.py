"""The zero line in words: how often, how long and how much money, of the weeks before the app."""

from __future__ import annotations

import csv
import io
from typing import Any

from warehouse_app.domain.baseline import CATEGORIES, DAYS, DONE, PARTS, Sum
from warehouse_app.service.looking import Looker, moment_text
from warehouse_app.service.measures import cell
from warehouse_app.service.ports.baseline import Baseline
from warehouse_app.service.ports.views import Views

_TIMED = frozenset(("backorder", "late", "negative", "return", "owed", "held"))
_PRICED = frozenset(CATEGORIES) - {"remark"}


def baseline_page(views: Views, w: int, look: Looker) -> dict[str, Any]:
    """What was counted, and what could not be; `state` is none, reading or done."""
    known = views.baseline.get(w)
    if known is None:
        return {"state": "none", "days": DAYS, "rows": [], "unread": []}
    return {
        "state": "reading" if known.done_at is None else "done",
        "days": DAYS,
        "part": PARTS.index(known.part) + 1 if known.part else len(PARTS),
        "parts": len(PARTS),
        "since": moment_text(known.since, look),
        "until": moment_text(known.until, look),
        "calls": known.calls,
        "deliveries": known.sums.get(DONE, Sum()).n,
        "rows": [_row(known, category, look) for category in CATEGORIES if known.done_at is not None],
        "unread": [{"name": look.say(f"baseline.part_{part}"), "why": why} for part, why in known.unread.items()],
    }


def zero_line(views: Views, w: int, look: Looker) -> str:
    """One sentence for the pages that compare with it; "" while it is not read."""
    known = views.baseline.get(w)
    done = known.sums.get(DONE, Sum()).n if known is not None and known.done_at is not None else 0
    if known is None or not done:
        return ""
    rates = {name: _per_100(known.sums.get(name, Sum()).n, done) for name in ("backorder", "late", "return")}
    return look.say("baseline.line", days=DAYS, deliveries=done, **rates)


def baseline_rows(views: Views, w: int) -> list[dict[str, Any]]:
    """The same as rows of plain values, for the command line; none while it is not read."""
    known = views.baseline.get(w)
    if known is None or known.done_at is None:
        return []
    return [{"what": DONE, "count": known.sums.get(DONE, Sum()).n, "hours": "", "money": ""}] + [
        {
            "what": category,
            "count": "cannot be read" if CATEGORIES[category] in known.unread else one.n,
            "hours": f"{one.minutes / 60:.1f}" if category in _TIMED else "",
            "money": f"{one.money / 100:.2f}" if category in _PRICED else "",
        }
        for category in CATEGORIES
        for one in [known.sums.get(category, Sum())]
    ]


def baseline_csv(views: Views, w: int) -> str:
    """The same as a file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["what", "count", "hours", "money"])
    for row in baseline_rows(views, w):
        writer.writerow([cell(str(value)) for value in row.values()])
    return out.getvalue()


def _row(known: Baseline, category: str, look: Looker) -> dict[str, Any]:
    one, done = known.sums.get(category, Sum()), known.sums.get(DONE, Sum()).n
    return {
        "name": look.say(f"baseline.{category}"),
        "what": look.say(f"baseline_what.{category}"),
        "is_read": CATEGORIES[category] not in known.unread,
        "n": one.n,
        "per_100": _per_100(one.n, done) if done else "",
        "hours": f"{one.minutes / 60:.0f}" if category in _TIMED and one.n else "",
        "money": f"{one.money / 100:.2f}" if category in _PRICED and one.n else "",
    }


def _per_100(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}"
