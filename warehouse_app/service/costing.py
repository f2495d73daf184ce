"""The cost of each answer in words, read once for all shorts of a screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from warehouse_app.domain.answers import FOUND
from warehouse_app.domain.costs import Costs, cost_of
from warehouse_app.service.looking import Looker, Say
from warehouse_app.service.ports.views import BinRow, CaseRow, Views

CostText = Callable[[CaseRow, str, str], str]  # case, answer, place


def costing(
    views: Views, w: int, cases: Sequence[CaseRow], bins: Mapping[int, Sequence[BinRow]], look: Looker
) -> CostText:
    """What an answer to one of these cases costs, in words; nothing where it is no short. `bins` are by case."""
    ahead = views.board.aisles_ahead({case.wave for case in cases if case.wave is not None})
    trucks, known_bins = views.timetable(w), {(case, one.code): one for case, own in bins.items() for one in own}

    def text(case: CaseRow, answer: str, place: str = "") -> str:
        if case.type != "FUL-SHORT":
            return ""
        cutoff_at, carrier = case.facts.get("cutoff_at"), case.facts.get("carrier")
        cutoff_at = cutoff_at if isinstance(cutoff_at, int) else None
        after = None if cutoff_at is None else trucks.next_departure(str(carrier or ""), max(cutoff_at, look.now))
        known = Costs(look.now, case.due_at, cutoff_at, after)
        bin_ = known_bins.get((case.id, place))
        extra_mm = bin_.extra_mm if bin_ is not None else None
        cost = cost_of(answer, known, bin_.aisle if bin_ else "", ahead.get(case.wave or 0, ()), extra_mm)
        late = "_late" if answer == FOUND and cost.orders else ""
        if cost.minutes is None:
            return look.say(f"cost.{answer}_unknown")
        if answer == FOUND and extra_mm is not None:
            return look.say(f"cost.walk{late}", metres=round(extra_mm / 1000))
        return look.say(f"cost.{answer}{late}", span=span_text(cost.minutes, look.say))

    return text


def span_text(minutes: int, say: Say) -> str:
    """How long, as a person says it."""
    if minutes < 120:
        return say("cost.minutes", n=minutes)
    return say("cost.hours", n=round(minutes / 60))
