"""What follows a short by itself: the bin, whoever is on the way there, and what the policy decides."""

from __future__ import annotations

from warehouse_app.domain.answers import FOUND
from warehouse_app.domain.cases import MINUTE
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.facts import Event, Short
from warehouse_app.domain.findings import short_key
from warehouse_app.domain.picking import Line
from warehouse_app.domain.policy import ASK, Situation, row_for
from warehouse_app.domain.reasons import Consequences, of
from warehouse_app.domain.standing import left_of
from warehouse_app.service.correct_count import cut_bin
from warehouse_app.service.decide import Decide, decide
from warehouse_app.service.end_shorts import missing_too
from warehouse_app.service.locked_bins import deny
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.profiles import held_rules, pack_buffer
from warehouse_app.service.raise_cases import raise_short


def tell_short(device: int, event: Event, short: Short, line: Line, uow: UnitOfWork) -> None:
    """A short counts: Odoo hears at once, somebody owns it, and what its reason asks for is done."""
    uow.outbox.hurry(f"transfer:{line.transfer}")
    missing_too(uow, line)
    raise_short(event, short, line, uow)
    follow_short(device, event, short, line, uow)


def follow_short(device: int, event: Event, short: Short, line: Line, uow: UnitOfWork) -> None:
    """The goods of a line are not where they should be, and `short.reason` says what that means."""
    about = uow.telling.about(line.transfer)
    follows = of(uow.releasing.rules("reason", about.w).get(short.reason, {}))
    at = uow.counts.our_clock(device, event.at)
    bin_case = deny(event, short, line, about.w, follows, at, uow)
    if bin_case is not None and follows.bin == "cut":
        cut_bin(about.w, line, short.found_m, at, bin_case, follows, uow)
    case = uow.cases.find(short_key(line.id))
    if case is not None and case.status == "open":
        decide_by_policy(case.id, line, short, follows, uow)


def decide_by_policy(case: int, line: Line, short: Short, follows: Consequences, uow: UnitOfWork) -> str | None:
    """The first row of the policy that fits and can be carried out decides; its code. None: a person does."""
    now = uow.cases.get(case)
    rows = dict(held_rules(uow.releasing.rules, uow.now)("policy", now.w)) if now is not None else {}
    situation = _situation(line, short, follows, uow)
    while (code := row_for(situation, rows)) is not None:
        answer = rows.pop(code)["does"]
        if answer == ASK:
            return None
        if _carried_out(Decide(case, answer, None, situation.bins[0] if answer == FOUND else "", row=code), uow):
            return code
    return None


def _carried_out(command: Decide, uow: UnitOfWork) -> bool:
    try:
        with uow.attempt():
            decide(command, uow)
    except Refused:  # too late for it, say; the next row may still do
        return False
    return True


def _situation(line: Line, short: Short, follows: Consequences, uow: UnitOfWork) -> Situation:
    order = uow.bins.standing(line.transfer)
    places = [one for one in uow.bins.elsewhere(line.id) if one.free_m >= line.short_m]
    left, worth = left_of(order.parts)
    kits = {part.kit for part in order.parts if part.short_m}
    buffer = pack_buffer(uow.releasing.rules, uow.telling.about(line.transfer).w, uow.now)
    to_go = None if order.cutoff_at is None else (order.cutoff_at - buffer - uow.now) // MINUTE
    return Situation(
        order.segment, short.reason, left, to_go, order.whole_only, tuple(one.code for one in places),
        passes=bool(places) and places[0].passes, extra_mm=places[0].extra_mm if places else None,
        worth=worth, kit=bool(kits - {None}), may_send=follows.elsewhere == "auto",
    )  # fmt: skip
