"""A supervisor decides on foot: what is open on her own handheld, the answers with what each costs, and the answer.

What she saw when she answered comes with it. Somebody else's answer in between is told, not overwritten; her own that
arrived without her hearing of it counts once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.answers import APPLY, FOUND, RELABEL
from warehouse_app.domain.case_life import ends_by
from warehouse_app.domain.errors import Refused
from warehouse_app.service.alerts import alert, worst_first
from warehouse_app.service.asking import with_reasons
from warehouse_app.service.case_desk import causes
from warehouse_app.service.case_end import Done, close_by_hand
from warehouse_app.service.case_life import take
from warehouse_app.service.costing import CostText, costing
from warehouse_app.service.decide import Decide, decide, try_again
from warehouse_app.service.looking import Looker, clock_text
from warehouse_app.service.overrides import KIND
from warehouse_app.service.ports.board import Blast
from warehouse_app.service.ports.floor import Said
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.views import CaseRow, Views

SHOWN = 50
WORDS = (
    "as_of", "back", "bin", "bin_why", "calm", "calm_why", "gone", "key_next", "key_more", "lost",
    "lost_why", "more", "more_why", "never", "no_clock", "place", "sending", "sure", "unsure",
    "unsure_why", "waits", "went", "why", "why_why",
)  # fmt: skip
_STEPS = ("take", "again", "end")


@dataclass(frozen=True, slots=True)
class There:
    """`answer` is one of those the handheld was given, `seen` the id of the newest answer it knew of (0: none)."""

    case: int
    answer: str
    by: Person
    place: str = ""
    reason: str = ""
    seen: int = 0


def decisions(views: Views, by: Person, look: Looker) -> dict[str, Any]:
    """{now_text, cases, more, words}: what is open, worst first. `words` are the screen's, `{name}` to be filled."""
    rows = [case for case in worst_first(views.open_cases(by.w)) if _waits(case, look)]
    shown = rows[:SHOWN]
    shorts = [case.id for case in shown if case.type == "FUL-SHORT"]
    bins, blasts = views.other_bins(shorts), views.board.blasts(shorts)
    cost = costing(views, by.w, shown, bins, look)
    bodies, seen = views.rules(KIND, by.w), _seen(views, shown)

    def row(case: CaseRow) -> dict[str, Any]:
        told = with_reasons(bodies, alert(case, bins.get(case.id, ()), look), case, look)
        answers = [_priced(one, case, cost) for one in (*told["keys"], *told["more"])]
        plain = ("id", "number", "left", "severity", "what", "detail", "age_text", "owner")
        return {name: told[name] for name in plain} | {
            "grade": look.say(f"severity.{case.severity}"),
            "reach": reach_text(blasts.get(case.id), look),
            "answers": [*answers, *_steps(views, case, by, told["again"], look)],
            "takes_place": case.type == "FUL-SHORT",
            "place_reasons": told["bin_reasons"],
            "seen": seen.get(case.id, 0),
        }

    return {
        "now_text": clock_text(look.now, look.zone),
        "cases": [row(case) for case in shown],
        "more": len(rows) - len(shown),
        "words": {name: look.say(f"decide.{name}") for name in WORDS},
    }


def decide_there(command: There, uow: UnitOfWork) -> bool:
    """The answer is carried out, once however often it is sent. False: a second person has to agree first.

    Raises:
        Refused: `decide.meanwhile` (somebody else, or a rule, answered after what was seen), and what `decide`,
            `take`, `try_again` and `close_by_hand` refuse.
    """
    case = uow.cases.get(command.case)
    if case is None or case.w != command.by.w:
        raise Refused("case.unknown", 404)
    said = uow.cases.said(case.id)
    if said is not None and said.id != command.seen:
        if _is_same(said, command, uow):
            return True
        raise Refused("decide.meanwhile", facts={"number": case.number})
    if command.answer not in _STEPS:
        return decide(Decide(case.id, command.answer, command.by, command.place, command.reason), uow)
    if command.answer == "take":
        take(case.id, command.by, uow)
    elif command.answer == "again":
        try_again(case.id, command.by, uow)
    else:
        # A note is asked for at a desk; on foot the cause says it.
        close_by_hand(Done(case.id, command.reason, command.reason, command.by), uow)
    return True


def reach_text(blast: Blast | None, look: Looker) -> str:
    """How far it reaches: orders and trucks; a carrier without a time only where none of its trucks has one."""
    if blast is None:
        return ""
    orders = look.say("reach.order" if blast.orders == 1 else "reach.orders", n=blast.orders)
    timed = {carrier for carrier, at in blast.trucks if at is not None}
    named = [
        "\u00a0".join(part for part in (carrier, clock_text(at, look.zone) if at is not None else "") if part)
        for carrier, at in blast.trucks
        if at is not None or carrier not in timed
    ]
    return " · ".join([orders, *(name for name in named[:3] if name)])


def _is_same(said: Said, command: There, uow: UnitOfWork) -> bool:
    """Whether it is her own answer, which arrived though she did not hear so."""
    if (said.person, said.decision) != (command.by.id, command.answer):
        return False
    place = uow.sending.place(command.by.w, command.place) if command.answer == FOUND else None
    return command.answer != FOUND or (place is not None and place[1] == said.place)


def _priced(one: dict[str, Any], case: CaseRow, cost: CostText) -> dict[str, Any]:
    what = {name: one[name] for name in ("answer", "place", "words", "reasons")}
    said = one["why"] if one["answer"] in (APPLY, RELABEL) else ""
    return what | {"cost": cost(case, one["answer"], one["place"]) or said}


def _steps(views: Views, case: CaseRow, by: Person, again: bool, look: Looker) -> list[dict[str, Any]]:
    """What may be done with it besides an answer, the likeliest first. A short is never closed by hand."""
    found: list[tuple[str, list[tuple[str, str]]]] = [("again", [])] if again else []
    found += [("take", [])] if case.person != by.id else []
    if case.type != "INV-DIFF" and ends_by(case.type, case.key) is None:
        named = [one for _, some in causes(views, by.w, look, case.severity) for one in some]
        found += [("end", named)]
    return [
        {"answer": name, "place": "", "words": look.say(f"decide.{name}"), "reasons": reasons,
         "cost": look.say(f"decide.{name}_why")}
        for name, reasons in found
    ]  # fmt: skip


def _seen(views: Views, cases: Sequence[CaseRow]) -> dict[int, int]:
    """The newest answer to each: what was open again had one."""
    steps = views.case_steps([case.id for case in cases])
    return {step.case: step.id for step in steps if step.kind in ("decided", "along", "by_rule")}


def _waits(case: CaseRow, look: Looker) -> bool:
    """Neither decided nor put off."""
    return case.status != "decided" and (case.snoozed_until is None or case.snoozed_until <= look.now)
