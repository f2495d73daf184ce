"""Measures of returns: what came back in some days, counted by one dimension; as a page and as a file."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.return_measures import DIMENSIONS, Back, ReturnMeasure, measured_returns, return_measure
from warehouse_app.service.looking import Looker, amount_text
from warehouse_app.service.measures import DAYS, cell, first_day
from warehouse_app.service.money_words import money_text
from warehouse_app.service.ports.refund_figures import CameBack
from warehouse_app.service.ports.views import Views

_SENT_BY = ("product", "supplier", "carrier")


def returns_measured(views: Views, w: int, dimension: str, days: int, look: Looker) -> dict[str, Any]:
    """The rows of a dimension over the last so many days of the warehouse, and all together.

    Raises:
        Refused: `request.malformed`.
    """
    if dimension not in DIMENSIONS or days not in DAYS:
        raise Refused("request.malformed", 400)
    since, until = first_day(days, look), look.now + 1
    rows = list(views.returns.refunds.came_back(w, since, until))
    backs = list(_backs(rows))
    sent = views.returns.refunds.sent_pieces(w, since, until)
    by: Counter[str] = Counter()
    for of, qty_m in sent.items():
        by[dict(zip(_SENT_BY, of, strict=True)).get(dimension, "")] += qty_m
    known = dict(by)
    if dimension == "reason":
        known = dict.fromkeys({back.of["reason"] for back in backs}, sum(sent.values()))
    currencies = sorted({row.currency for row in rows if row.currency})
    return {
        "dimension": dimension,
        "days": days,
        "rows": measured_returns(backs, dimension, known),
        "all": return_measure("", backs, sum(sent.values())),
        "currency": currencies[0] if len(currencies) == 1 else "",
    }


def returns_page(views: Views, w: int, dimension: str, days: int, look: Looker) -> dict[str, Any]:
    """The same in words."""
    found = returns_measured(views, w, dimension, days, look)
    money = found["currency"]
    return found | {
        "rows": [_shown(row, dimension, money, look) for row in found["rows"]],
        "all": _shown(found["all"], "all", money, look),
        "dimensions": [(one, look.say(f"return_measures.by_{one}")) for one in DIMENSIONS],
        "spans": [(one, look.say(f"measures.days_{one}")) for one in DAYS],
    }


def returns_csv(found: Mapping[str, Any]) -> str:
    """The rows as a file: plain figures, codes as they are. No cell begins as a formula would."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    names = [name for name in ReturnMeasure.__slots__ if name != "name"]
    writer.writerow([found["dimension"], *names, "currency"])
    for row in found["rows"]:
        values = asdict(row)
        plain = ["" if values[name] is None else str(values[name]) for name in names]
        writer.writerow([cell(row.name), *plain, found["currency"]])
    return out.getvalue()


def _backs(rows: list[CameBack]) -> Iterator[Back]:
    for row in rows:
        parts = [part for part in row.body.get("parts", ()) if part.get("line") == row.line]
        value = sum(int(part["gross"]) for part in parts) if parts else None
        of = {"product": row.product, "supplier": row.supplier, "reason": row.reason, "carrier": row.carrier}
        yield Back(row.return_, of, row.qty_m, row.kept_m, value, row.authorised_at, row.received_at, row.judged_at,
                   row.made_at, row.paid_at)  # fmt: skip


def _shown(row: ReturnMeasure, dimension: str, currency: str, look: Looker) -> dict[str, Any]:
    shown = {name: "" if value is None else value for name, value in asdict(row).items()}
    shown |= {name: amount_text(getattr(row, name)) for name in ("pieces_m", "sent_m")}
    shown["mostly"] = look.say(f"return_reason.{row.mostly}") if row.mostly else ""
    shown |= {name: money_text(getattr(row, name), currency, 2) for name in ("value", "recovered")}
    return shown | {"name": _named(row.name, dimension, look)}


def _named(name: str, dimension: str, look: Looker) -> str:
    if dimension == "all":
        return look.say("measures.all")
    if not name:
        return look.say("measures.nothing")
    return look.say(f"return_reason.{name}") if dimension == "reason" else name
