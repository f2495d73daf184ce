"""Goods may come back, or not: at the bench and in the office by the same rules, and never more than went out.

What a rule lets through is made at once. What needs approval waits for a second person, with a case that has an owner
and a clock. What a rule refuses is not made, unless somebody who may go against it says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from warehouse_app.domain import overrides
from warehouse_app.domain.cases import Finding
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.numbers import with_check
from warehouse_app.domain.return_rules import REFUSED
from warehouse_app.domain.returning import ComingBack
from warehouse_app.service.close_wave import token
from warehouse_app.service.open_case import open_case
from warehouse_app.service.overrides import Wish as Against
from warehouse_app.service.overrides import may_go
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.returns import Delivered, NewReturn
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.return_answers import RULE, Answered, answered
from warehouse_app.service.return_told import tell_authorised, tell_refused
from warehouse_app.service.tell_customer import goods_text

APPROVAL, REFUND = "RET-APPROVAL", "FIN-REFUND"
ASKED = "OA-RULE"  # why approval is asked for: a rule wants it


@dataclass(frozen=True, slots=True)
class WantBack:
    """Somebody wants to send this back of the delivery `shipped`. `event` is the name of the wish, the same each time.

    `tells`: the customer asked, and hears what became of it. `here`: the goods are on the desk already.
    """

    shipped: int
    lines: tuple[ComingBack, ...]
    event: str
    person: int | None
    tells: bool = False
    here: bool = False


@dataclass(frozen=True, slots=True)
class Authorised:
    """`number` of the return that was made; None: it waits for a second person."""

    number: str | None
    answered: Answered


def why_not(delivered: Delivered, lines: Sequence[ComingBack]) -> tuple[str, str] | None:
    """What cannot be, whatever the rules say: (key, name of the goods)."""
    known = {line.id: line for line in delivered.lines}
    if any(back.line not in known for back in lines):
        return "return.unknown_line", ""
    over = next((known[back.line] for back in lines if back.qty_m > known[back.line].left_m), None)
    return ("return.over", over.name) if over is not None else None


def authorise(want: WantBack, by: Person, reason: str, uow: UnitOfWork) -> Authorised:
    """In the office. `reason` is why somebody goes against a rule that refuses; without one it is not made.

    Raises:
        Refused: `returns.nothing`, `returns.unknown`, `returns.over` {product}, `returns.reason`,
            `returns.rule_refused`, and what `may_go` refuses.
    """
    if known := uow.returns.of_event(want.event):
        delivered = _delivered(want, by, uow)
        return Authorised(known, answered(delivered, want.lines, uow.releasing.rules, uow.now))
    delivered = _delivered(want, by, uow)
    found = answered(delivered, want.lines, uow.releasing.rules, uow.now)
    if found.is_free:
        return Authorised(make_return(want, delivered, found, uow), found)
    if found.answer.answer != REFUSED:
        ask_approval(want, delivered, found, by, uow)
        return Authorised(None, found)
    if not reason:
        raise Refused("returns.rule_refused", 409)
    if may_go(_against(overrides.RETURN, want, delivered, by, reason), uow):
        return Authorised(make_return(want, delivered, found, uow), found)
    _open(want, delivered, found, uow)
    return Authorised(None, found)


def turn_down(want: WantBack, by: Person, uow: UnitOfWork) -> Answered:
    """The customer hears that a rule refuses it, and why; nothing else is made of it.

    Raises:
        Refused: as `authorise`; `returns.not_refused`: no rule does.
    """
    delivered = _delivered(want, by, uow)
    found = answered(delivered, want.lines, uow.releasing.rules, uow.now)
    if found.answer.answer != REFUSED:
        raise Refused("returns.not_refused", 409)
    tell_refused(delivered, want.lines, subject_of(want), _row(found, delivered, uow), uow)
    return found


def ask_approval(want: WantBack, delivered: Delivered, found: Answered, by: Person, uow: UnitOfWork) -> None:
    """Keeps the wish until a second person agrees; once. Raises Refused: what `may_go` refuses."""
    if uow.overrides.waits(subject_of(want)):
        return
    may_go(_against(overrides.RETURN_ASKED, want, delivered, by, ASKED), uow)
    _open(want, delivered, found, uow)


def make_return(want: WantBack, delivered: Delivered, found: Answered, uow: UnitOfWork) -> str:
    """The return: its number. Odoo waits for the goods, unless they need not be sent."""
    known = {line.id: line for line in delivered.lines}
    number = with_check(f"R-{uow.number('return', delivered.w):05d}")
    name, keeps = token("return", want.event), found.follows.keeps and not want.here
    lines = [(known[back.line], back.qty_m, back.reason) for back in want.lines]
    made = uow.returns.add(NewReturn(delivered.w, number, delivered, name, want.event, want.person, lines, keeps))
    if keeps:
        goods = goods_text([(qty_m, line.name) for line, qty_m, _ in lines])
        facts = {"order": delivered.order_name, "number": number, "words": f"{number}: {goods}"}
        open_case(Finding(f"{REFUND}|keeps|{made}", REFUND, delivered.w, facts=facts), uow)
    else:
        uow.outbox.add(delivered.w, "create", f"return:{made}", {"what": "return"}, name)
    if want.tells:
        tell_authorised(delivered, want.lines, number, keeps, uow)
    uow.changed("board", "return", made)
    return number


def agreed(facts: Mapping[str, Any], maker: Person, uow: UnitOfWork) -> None:
    """A second person agreed to what waited.

    Raises:
        Refused: `returns.unknown`, `returns.over`: somebody took goods back meanwhile.
    """
    want = _kept(facts, maker)
    delivered = _delivered(want, maker, uow)
    make_return(want, delivered, answered(delivered, want.lines, uow.releasing.rules, uow.now), uow)
    uow.cases.close(_key(want), "authorised")


def disagreed(facts: Mapping[str, Any], maker: Person, uow: UnitOfWork) -> None:
    """A second person refused it: the customer who asked hears so."""
    want = _kept(facts, maker)
    delivered = uow.returns.delivered(want.shipped)
    if delivered is not None and want.tells:
        found = answered(delivered, want.lines, uow.releasing.rules, uow.now)
        tell_refused(delivered, want.lines, subject_of(want), _row(found, delivered, uow), uow)
    uow.cases.close(_key(want), "refused")


def subject_of(want: WantBack) -> str:
    """What waits by the goods it is about, so that the same wish does not wait twice."""
    rows = ",".join(f"{one.line}x{one.qty_m}" for one in sorted(want.lines, key=lambda row: row.line))
    return f"return:{want.shipped}:{sha256(rows.encode()).hexdigest()[:12]}"


def _delivered(want: WantBack, by: Person, uow: UnitOfWork) -> Delivered:
    """Raises Refused."""
    if not want.lines:
        raise Refused("returns.nothing", 400)
    delivered = uow.returns.delivered(want.shipped)
    if delivered is None or delivered.w != by.w:
        raise Refused("returns.unknown", 404)
    reasons = uow.releasing.rules("return", by.w)
    if any(back.reason not in reasons for back in want.lines):
        raise Refused("returns.reason", 400)
    if uow.returns.of_event(want.event) is None and (wrong := why_not(delivered, want.lines)):
        raise Refused("returns.over" if wrong[0] == "return.over" else "returns.unknown", 409, {"product": wrong[1]})
    return delivered


def _against(code: str, want: WantBack, delivered: Delivered, by: Person, reason: str) -> Against:
    known = {line.id: line.name for line in delivered.lines}
    goods = goods_text([(back.qty_m, known[back.line]) for back in want.lines])
    facts: dict[str, Any] = {"order": delivered.order_name, "product": goods, "shipped": want.shipped}
    facts |= {"event": want.event, "tells": want.tells, "here": want.here}
    facts["lines"] = [[back.line, back.qty_m, back.reason] for back in want.lines]
    return Against(code, subject_of(want), by, reason, facts=facts)


def _kept(facts: Mapping[str, Any], maker: Person) -> WantBack:
    lines = tuple(ComingBack(*row) for row in facts["lines"])
    return WantBack(facts["shipped"], lines, facts["event"], maker.id, bool(facts["tells"]), bool(facts["here"]))


def _open(want: WantBack, delivered: Delivered, found: Answered, uow: UnitOfWork) -> None:
    known = {line.id: line.name for line in delivered.lines}
    goods = goods_text([(back.qty_m, known[back.line]) for back in want.lines])
    facts = {"sale": delivered.order_name, "product": goods, "rule": found.answer.strictest.row or ""}
    open_case(Finding(_key(want), APPROVAL, delivered.w, event=want.event, facts=facts), uow)
    uow.changed("board", "case", 0)


def _key(want: WantBack) -> str:
    return f"{APPROVAL}|{subject_of(want).replace(':', '|')}"


def _row(found: Answered, delivered: Delivered, uow: UnitOfWork) -> Mapping[str, Any]:
    """The rule that decided, as it says it to the customer."""
    return uow.releasing.rules(RULE, delivered.w).get(found.answer.strictest.row or "", {})
