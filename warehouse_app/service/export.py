"""A closed month of the journal as a file: a line for what it is, a line for each event, and a sealed last line.

The file proves itself under the installation's secret, alone; and it says which seal it follows, so that it can be
laid beside the store or beside the months before and after it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from warehouse_app.domain.chain import GENESIS, Seal, signed
from warehouse_app.domain.errors import Refused
from warehouse_app.service.audit import Broken, Read, follow, rows_after
from warehouse_app.service.ports.chain import Cut
from warehouse_app.service.ports.views import Views

V = 1


def month_ends(month: str) -> tuple[int, int]:
    """The first ms of a month such as `2026-10` and of the next, UTC.

    >>> month_ends("1970-01")
    (0, 2678400000)
    """
    try:
        begin = datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC)
    except ValueError:
        raise Refused("audit.month", 400, {"month": month}) from None
    over = begin.replace(year=begin.year + begin.month // 12, month=begin.month % 12 + 1)
    return int(begin.timestamp()) * 1000, int(over.timestamp()) * 1000


def lines(read: Read, month: str, now: int, seal: Seal) -> Iterator[str]:
    """The file, line by line.

    Raises:
        Refused: the month is not over, has nothing in it, is not sealed to its end, or was cut.
        Broken: the chain does not hold within it.
    """
    begin, over = month_ends(month)
    if over > now:
        raise Refused("audit.open", 409, {"month": month})
    first, last, before = read(lambda views: _stretch(views, begin, over, month))
    yield _line({"what": "journal", "v": V, "month": month, "first": first, "last": last, "before": before})
    head = before
    for row in rows_after(read, first - 1):
        if row["seq"] > last:
            break
        head = next(follow(head, [row], seal)).mac
        yield _line(row)
    yield _line(_end(first, last, before, head, seal))


def check(file: Iterable[str], seal: Seal) -> dict[str, Any]:
    """Its last line: first, last, before, head.

    Raises:
        Broken: it is not as it was written; names the first event that is not (0: its first or last line).
    """
    rows = (_parsed(line) for line in file)
    opening = next(rows, {})
    if opening.get("what") != "journal" or opening.get("v") != V:
        raise Broken(0, "not an export of the journal")
    at, head = opening["first"] - 1, opening["before"]
    for row in rows:
        if row.get("what") == "end":
            if row != _end(opening["first"], at, opening["before"], head, seal) or next(rows, None) is not None:
                raise Broken(at + 1, "missing, or the last line was changed")
            return row
        if row.get("seq") != at + 1:
            raise Broken(at + 1, "missing")
        at, head = row["seq"], next(follow(head, [row], seal)).mac
    raise Broken(at + 1, "missing: the file ends too early")


def joins(views: Views, end: dict[str, Any]) -> bool:
    """Whether the store's chain goes through both ends of the file."""
    ends = seal_at(views, end["first"] - 1), seal_at(views, end["last"])
    return ends == (end["before"], end["head"])


def seal_at(views: Views, seq: int) -> str | None:
    """The seal of the event with this number."""
    found = views.journal(seq - 1, 1) if seq else []
    return GENESIS if not seq else found[0]["mac"] if found and found[0]["seq"] == seq else None


def _stretch(views: Views, begin: int, over: int, month: str) -> tuple[int, int, str]:
    first, after = views.first_since(begin), views.first_since(over)
    cuts: list[Cut] = views.cuts()
    newest = views.chain_head().seq
    start = cuts[-1].last + 1 if cuts else 1
    last = after - 1 if after is not None else newest
    if first is None or first > last:
        raise Refused("audit.nothing", 409, {"month": month})
    if last < start:
        raise Refused("audit.was_cut", 409, {"month": month})
    if last > newest or (after is None and views.unsealed().count):
        raise Refused("audit.unsealed", 409, {"month": month})
    return max(first, start), last, seal_at(views, max(first, start) - 1) or ""


def _end(first: int, last: int, before: str, head: str, seal: Seal) -> dict[str, Any]:
    facts = {"what": "end", "first": first, "last": last, "before": before, "head": head}
    return facts | {"seal": signed(seal, "export", facts)}


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, separators=(",", ":")) + "\n"


def _parsed(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError:
        return {}
    return row if isinstance(row, dict) else {}
