"""Goods coming back: authorised and received are two facts, so that either may be done elsewhere or later.

Never more comes back than went out: what Odoo said was shipped and returned, less our own returns it has not heard of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from warehouse_app.domain.cases import Finding
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.facts import Event
from warehouse_app.domain.picking import Verdict
from warehouse_app.domain.return_rules import REFUSED
from warehouse_app.domain.returning import KINDS, ReturnAuthorised, ReturnFact, ReturnReceived, parse_return
from warehouse_app.service.authorise_return import WantBack, ask_approval, make_return, why_not
from warehouse_app.service.judging import Judged
from warehouse_app.service.open_case import open_case
from warehouse_app.service.ports.people import Device
from warehouse_app.service.ports.returns import Delivered, ReturnToTell
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.return_answers import answered
from warehouse_app.service.return_told import tell_received

DEVIATION = "RET-DEVIATION"

Answer = tuple[Verdict, str | None]


def read_return(device: Device, event: Event, uow: UnitOfWork) -> Callable[[], Judged]:
    """The judge of a desk's event. Raises Malformed. What does not fit has its case by then."""
    fact = parse_return(event)

    def judge() -> Judged:
        return Judged(*record_return(device, event, fact, uow), then=_nothing_more)

    return judge


def _nothing_more() -> None:
    """All is done when it is judged."""


RETURNS: Mapping[str, Callable[[Device, Event, UnitOfWork], Callable[[], Judged]]] = dict.fromkeys(KINDS, read_return)


def record_return(device: Device, event: Event, fact: ReturnFact, uow: UnitOfWork) -> Answer:
    """What becomes of a fact of the returns desk: its verdict and why."""
    if isinstance(fact, ReturnAuthorised):
        return _authorise(device, event, fact, uow)
    return _receive(device, event, fact, uow)


def _authorise(device: Device, event: Event, fact: ReturnAuthorised, uow: UnitOfWork) -> Answer:
    delivered = uow.returns.delivered(fact.shipped)
    if delivered is None or delivered.w != device.w:
        return "invalid", "return.unknown"
    if wrong := why_not(delivered, fact.lines):
        key, product = wrong
        if key == "return.over":
            _not_made(event, delivered, key, product, uow)
        return ("conflict" if key == "return.over" else "invalid"), key
    return _by_rule(event, fact, delivered, uow)


def _by_rule(event: Event, fact: ReturnAuthorised, delivered: Delivered, uow: UnitOfWork) -> Answer:
    """The same rules as in the office. What waits for a second person is made when they agree, by this fact's name."""
    person = uow.people.get(event.person) if event.person is not None else None
    want = WantBack(delivered.id, fact.lines, event.id, person.id if person else None, here=True)
    found = answered(delivered, fact.lines, uow.releasing.rules, uow.now)
    if found.is_free:
        make_return(want, delivered, found, uow)
        return "accepted", None
    known = {line.id: line.name for line in delivered.lines}
    if found.answer.answer == REFUSED or person is None:
        _not_made(event, delivered, "return.rule", known[fact.lines[0].line], uow)
        return "conflict", "return.rule"
    try:
        ask_approval(want, delivered, found, person, uow)
    except Refused:
        _not_made(event, delivered, "return.rule", known[fact.lines[0].line], uow)
        return "conflict", "return.rule"
    return "accepted", "return.waits"


def _not_made(event: Event, delivered: Delivered, why: str, product: str, uow: UnitOfWork) -> None:
    facts = {"product": product, "sale": delivered.order_name, "number": ""}
    _raise(uow, delivered.w, f"shipped|{delivered.id}", event.id, why=why, **facts)


def _receive(device: Device, event: Event, fact: ReturnReceived, uow: UnitOfWork) -> Answer:
    back = uow.returns.get(fact.return_)
    if back is None or back.w != device.w:
        return "invalid", "return.unknown"
    expected = {line.id: line.expected_m for line in back.lines}
    if any(line not in expected for line, _ in fact.lines):
        return "invalid", "return.unknown_line"
    if not any(qty_m for _, qty_m in fact.lines):
        return "invalid", "return.nothing"
    key = _why_not(back, fact, expected)
    if key:
        raise_about(uow, back, event.id, why=key)
        return "conflict", key
    person = event.person if event.person is not None and uow.people.get(event.person) else None
    uow.returns.receive(back.id, dict(fact.lines), person)
    here = dict(fact.lines)
    if any(here.get(line, 0) < qty_m for line, qty_m in expected.items()):
        raise_about(uow, back, event.id, why="return.missing")
    tell_received(back, here, uow)
    uow.outbox.add(back.w, "close", f"return:{back.id}", {"what": "receive"})
    uow.changed("board", "return", back.id)
    return "accepted", None


def _why_not(back: ReturnToTell, fact: ReturnReceived, expected: Mapping[int, int]) -> str | None:
    if back.state != "authorised":
        return "return.already"
    return "return.over" if any(qty_m > expected[line] for line, qty_m in fact.lines) else None


def raise_about(uow: UnitOfWork, back: ReturnToTell, event: str | None, **facts: Any) -> None:
    """Opens a case about a return; once more, it gets a line of history."""
    product = back.lines[0].name if back.lines else ""
    _raise(uow, back.w, f"return|{back.id}", event, sale=back.order, number=back.number, product=product, **facts)


def _raise(uow: UnitOfWork, w: int, about: str, event: str | None, **facts: Any) -> None:
    open_case(Finding(f"{DEVIATION}|{about}", DEVIATION, w, event=event, facts=facts), uow)
    uow.changed("board", "case", 0)


def told(back: ReturnToTell, say: Callable[..., str], received: bool) -> str:
    """What stands in Odoo's history: who, and which goods for which reason."""
    key, who = ("odoo.return_received", back.receiver) if received else ("odoo.return_authorised", back.worker)
    rows = [(line, line.received_m if received else line.expected_m) for line in back.lines]
    goods = [f"{qty_m / 1000:g} x {line.name} ({say(f'return_reason.{line.reason}')})" for line, qty_m in rows if qty_m]
    return "\n".join([say(key, number=back.number, worker=who), *goods])
