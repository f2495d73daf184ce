"""Goods that came back are judged: how good they are, and what becomes of them. Odoo hears of each judgement once.

Never more is judged than came. What is as good as new goes straight to an order that is short of it, before any shelf.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from warehouse_app.domain.barcodes import key
from warehouse_app.domain.beside import Named
from warehouse_app.domain.facts import Event
from warehouse_app.domain.judging_returns import (
    JUDGED,
    LANE,
    PLACED,
    RESTOCK,
    ReturnJudged,
    goes_straight,
    left_to_judge,
    parse_judged,
)
from warehouse_app.domain.numbers import amount
from warehouse_app.service.close_wave import token
from warehouse_app.service.found_goods import KIND as FOUND
from warehouse_app.service.found_goods import read_found
from warehouse_app.service.judging import Judged
from warehouse_app.service.ports.judged import JudgeLine, NewJudged, Wish
from warehouse_app.service.ports.people import Device
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.return_told import tell_judged
from warehouse_app.service.returns import RETURNS, raise_about

KIND = JUDGED
GOES_STRAIGHT = "return_straight"


@dataclass(frozen=True, slots=True)
class Goal:
    """Where the goods go: Odoo's id of the place and its name, and the order that gets them."""

    disposition: str
    place: int | None = None
    name: str | None = None
    wish: Wish | None = None


def read_judged(device: Device, event: Event, uow: UnitOfWork) -> Callable[[], Judged]:
    """The judge of such an event. Raises Malformed. What does not fit has its case by then."""
    fact = parse_judged(event)

    def judge() -> Judged:
        trouble = _judge(device, event, fact, uow)
        verdict = "accepted" if trouble is None else "conflict" if trouble in _CONFLICTS else "invalid"
        return Judged(verdict, trouble, then=_nothing_more)  # type: ignore[arg-type]

    return judge


def _nothing_more() -> None:
    """All is done when it is judged."""


RETURNS_DESK: Mapping[str, Callable[[Device, Event, UnitOfWork], Callable[[], Judged]]]
RETURNS_DESK = {**RETURNS, KIND: read_judged, FOUND: read_found}
_CONFLICTS = ("return.judged_over", "return.wrong_lot")


def _judge(device: Device, event: Event, fact: ReturnJudged, uow: UnitOfWork) -> str | None:
    """None when it counts, else the key why not."""
    back, line = uow.returns.get(fact.return_), uow.returns.judged.line(fact.return_, fact.line)
    if back is None or back.w != device.w or line is None:
        return "return.unknown" if back is None or back.w != device.w else "return.unknown_line"
    trouble = _why_not(fact, line)
    if trouble is not None:
        raise_about(uow, back, event.id, why=trouble, lot=fact.lot or "", expected=line.lot_name or "")
        return trouble
    goal = _goal(device.w, fact, line, uow)
    if goal is None:
        return "return.no_bin"
    person = event.person if event.person is not None and uow.people.get(event.person) else None
    name = token("judged", event.id)
    made = uow.returns.judged.add(
        NewJudged(device.w, event.id, person, back.id, line, fact, goal.disposition, goal.place, goal.name,
                  goal.wish, name)
    )  # fmt: skip
    uow.outbox.add(device.w, "create", f"judged:{made}", {"what": "judged"}, name)
    tell_judged(back.id, uow)
    uow.changed("board", "return", back.id)
    return None


def _why_not(fact: ReturnJudged, line: JudgeLine) -> str | None:
    if fact.qty_m > left_to_judge(line.received_m, [line.judged_m]):
        return "return.judged_over"
    is_other = fact.lot is not None and line.lot_name is not None and key(fact.lot) != key(line.lot_name)
    return "return.wrong_lot" if is_other else None


def _goal(w: int, fact: ReturnJudged, line: JudgeLine, uow: UnitOfWork) -> Goal | None:
    """None: it goes to a shelf, and no bin of ours was scanned."""
    places = uow.releasing.rules("disposition", w)
    if fact.disposition == RESTOCK:
        return _straight(w, fact, line, uow) or _bin(w, fact, uow)
    bound = places.get(fact.disposition, {}) if fact.disposition in PLACED else {}
    return Goal(fact.disposition, bound.get("place"), bound.get("name"))


def _bin(w: int, fact: ReturnJudged, uow: UnitOfWork) -> Goal | None:
    found = uow.shelf.place(w, Named(None, fact.place)) if fact.place else None
    return Goal(RESTOCK, uow.returns.judged.odoo_place(found[0]), found[1]) if found else None


def _straight(w: int, fact: ReturnJudged, line: JudgeLine, uow: UnitOfWork) -> Goal | None:
    """The most urgent order that waits for so many of these goods and has not been promised them."""
    lane = uow.releasing.rules("disposition", w).get(LANE, {})
    if not lane.get("place") or not goes_straight(fact.grade, uow.releasing.rules("grade", w)):
        return None
    for wish in uow.returns.judged.wishes(w, line.product):
        if wish.missing_m >= fact.qty_m and (wish.lot is None or wish.lot == line.lot):
            if wish.case is not None:
                uow.cases.note(wish.case, GOES_STRAIGHT, None, {"bin": lane["name"], "qty": amount(fact.qty_m)})
                uow.changed("board", "case", wish.case)
            return Goal(LANE, lane["place"], lane["name"], wish)
    return None
