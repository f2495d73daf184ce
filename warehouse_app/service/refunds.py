"""Somebody decides about a refund: released as proposed within their limit, else a second person has to agree.

What is off the proposal goes against a rule (`OV-REFUND`) and needs a reason. Odoo hears of it once it is released.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from warehouse_app.domain import overrides as rules
from warehouse_app.domain import refunds_alone as alone
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.refunds import LIMITS, Part, limit_of, may_second, with_amount
from warehouse_app.service.close_wave import token
from warehouse_app.service.holding import Holding
from warehouse_app.service.money_words import money_text, money_typed
from warehouse_app.service.office_events import journal, journal_of
from warehouse_app.service.overrides import KIND, Wish, may_go
from warehouse_app.service.ports.overrides import OverrideNow
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.refunds import RefundNow
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.views import Views

AS_PROPOSED = "OR-PROPOSED"  # the reason of who releases what was proposed
NO_REFUND = ("NR-EXCHANGED", "NR-KEPT", "NR-PAID", "NR-NOTOURS")
DECIDED = ("proposed", "stuck")
ALONE, CASE_TYPE = "refund_auto", "case_type"  # kinds of rules
MANY = 200  # released at one press
HELD, SWAP = "held", "exchange"  # of a refund's body: a rule waits for an exception; goods wait for a second person


@dataclass(frozen=True, slots=True)
class ReleaseRefund:
    """`amount` as it was typed; empty: as proposed. `based` is the amount the person looked at."""

    refund: int
    by: Person
    based: int
    amount: str = ""
    reason: str = ""


def release_refund(command: ReleaseRefund, uow: UnitOfWork) -> bool:
    """True: it is released; False: a second person has to agree first.

    Raises:
        Refused: `refund.unknown`, `refund.decided`, `refund.newer` (it was reckoned anew meanwhile), `refund.amount`,
            `refund.nothing`, `refund.stopped` {case}, and what `may_go` refuses.
    """
    known = open_refund(command.refund, command.by, uow)
    check_stopped(known, uow)
    if known.proposed != command.based:
        raise Refused("refund.newer")
    amount = known.proposed if not command.amount.strip() else _typed(command.amount, known)
    parts = parts_of(known)
    is_off = amount != known.proposed
    if is_off:
        parts = with_amount(parts, amount)
    if not amount:
        raise Refused("refund.nothing", 400)
    reason = command.reason if is_off else command.reason or AS_PROPOSED
    body = plain_body(known) | {"parts": [asdict(part) for part in parts]}
    wish = Wish(rules.REFUND, f"refund:{known.id}", command.by, reason, _beyond(known, amount, command.by, uow, is_off),
                _facts(known, amount))  # fmt: skip
    may = may_go(wish, uow)
    uow.returns.refunds.decide(known.id, known.state if may else "waiting", amount, body, reason)
    uow.changed("board", "refund", known.return_)
    if may:
        _release(known, amount, reason, command.by, None, uow)
    return may


def release_all(wishes: Sequence[tuple[int, int]], by: Person, uow: UnitOfWork) -> int:
    """Of these (refund, amount that was looked at) each that needs nobody else; how many."""
    released = 0
    for refund, based in wishes[:MANY]:
        known = uow.returns.refunds.get(refund)
        is_due = known is not None and known.w == by.w and known.state in DECIDED and known.proposed == based > 0
        if (
            known is not None
            and is_due
            and not stopped(known, uow)
            and not _beyond(known, based, by, uow, is_off=False)
        ):
            released += release_refund(ReleaseRefund(refund, by, based), uow)
    return released


def release_by_rule(refund: int, uow: UnitOfWork) -> bool:
    """Whether a rule of the shop releases what was proposed, without anybody."""
    known = uow.returns.refunds.get(refund)
    if known is None or known.state != "proposed":
        return False
    rule = uow.releasing.rules(ALONE, known.w).get(alone.RELEASE, {})
    fits, waits = alone.fits(rule, case_of(known.body, known.amount)), stopped(known, uow) is not None
    body = plain_body(known) | ({HELD: True} if fits and waits else {})
    if waits or not fits:
        if body != dict(known.body):
            uow.returns.refunds.decide(known.id, known.state, known.amount, body, None)
        return False
    uow.returns.refunds.decide(known.id, known.state, known.amount, body, alone.BY_RULE)
    _release(known, known.amount, alone.BY_RULE, None, None, uow)
    return True


def release_held(holding: Holding, w: int) -> int:
    """What a rule would have released, had no exception stopped it, is looked at once more when that is over."""
    held = holding.store.read(lambda views: _over(views, w))
    for refund in held:
        holding.write(lambda uow, refund=refund: release_by_rule(refund, uow))  # type: ignore[misc]
    return len(held)


def _over(views: Views, w: int) -> list[int]:
    held = views.returns.refunds.held(w)
    stops = views.returns.refunds.stopped_by(w, stopping(views.rules(CASE_TYPE, w))) if held else {}
    return [refund for refund, number in held if number not in stops]


def plain_body(known: RefundNow) -> dict[str, Any]:
    """Its body without what it waits for."""
    return {name: value for name, value in known.body.items() if name not in (HELD, SWAP)}


def case_of(body: Mapping[str, Any], amount: int) -> alone.Case:
    """A refund as the rules look at it that do something by themselves."""
    pieces = body.get("basis", {}).get("pieces", ())
    return alone.Case(amount, int(body.get("owed", 0)), pieces, str(body.get("asks") or ""))


def stopped(known: RefundNow, uow: UnitOfWork) -> tuple[int, str] | None:
    """The exception (id, number) that has to be over before money goes back: an empty box, another serial number."""
    return uow.returns.refunds.stopped_by(known.w, stopping(uow.releasing.rules(CASE_TYPE, known.w))).get(known.number)


def stopping(types: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The types of exceptions that stop a refund, as the shop's rules say."""
    return [code for code, body in types.items() if body.get("blocks") == "refund"]


def check_stopped(known: RefundNow, uow: UnitOfWork) -> None:
    """Raises Refused: `refund.stopped` {case}."""
    if by := stopped(known, uow):
        raise Refused("refund.stopped", 409, {"case": by[1]})


def agree_to_refund(asked: OverrideNow, maker: Person, by: Person, uow: UnitOfWork) -> None:
    """The second person agrees: theirs must reach as far, too.

    Raises:
        Refused: `override.not_yours`, `refund.decided`, `refund.stopped`.
    """
    known = waiting(asked, uow)
    if known is None:
        raise Refused("refund.decided")
    if not may_second(by.roles, limits_of(rules.REFUND, by.w, uow), known.amount):
        raise Refused("override.not_yours", 403)
    check_stopped(known, uow)
    _release(known, known.amount, asked.reason, maker, by, uow)


def refund_refused(asked: OverrideNow, uow: UnitOfWork) -> None:
    """The second person does not agree: it is to be decided anew."""
    if known := waiting(asked, uow):
        uow.returns.refunds.decide(known.id, "proposed", known.proposed, plain_body(known), None)
        uow.changed("board", "refund", known.return_)


def waiting(asked: OverrideNow, uow: UnitOfWork) -> RefundNow | None:
    """The refund that waits for this second person; None: it does not any more."""
    known = uow.returns.refunds.get(int(asked.subject.rpartition(":")[2]))
    return known if known is not None and known.state == "waiting" else None


def refuse_refund(refund: int, reason: str, by: Person, uow: UnitOfWork) -> None:
    """There is none, for one of the reasons of NO_REFUND.

    Raises:
        Refused: as `release_refund`, `override.reason`.
    """
    known = open_refund(refund, by, uow)
    if reason not in NO_REFUND:
        raise Refused("override.reason", 400)
    uow.returns.refunds.refuse(known.id, reason, by.id)
    journal("refund", {"entry": known.id, "reason": reason, "amount": 0}, by, uow)
    uow.changed("board", "refund", known.return_)


def parts_of(known: RefundNow) -> tuple[Part, ...]:
    """The lines of its credit."""
    return tuple(Part(**part) for part in known.body.get("parts", ()))


def open_refund(refund: int, by: Person, uow: UnitOfWork) -> RefundNow:
    """One that is still to be decided about. Raises Refused: `refund.unknown`, `refund.decided`."""
    known = uow.returns.refunds.get(refund)
    if known is None or known.w != by.w:
        raise Refused("refund.unknown", 404)
    if known.state not in DECIDED:
        raise Refused("refund.decided")
    return known


def _typed(text: str, known: RefundNow) -> int:
    amount = money_typed(text, known.digits)
    most = min(sum(part.gross for part in parts_of(known)), int(known.body.get("left", 0)))
    if amount is None or amount > most:
        raise Refused("refund.amount", 400, {"most": money_text(most, known.currency, known.digits)})
    return amount


def _beyond(known: RefundNow, amount: int, by: Person, uow: UnitOfWork, is_off: bool) -> int:
    """0 where this person may release it alone, else how much it is."""
    inside = (
        not is_off and not known.body.get("asks") and amount <= limit_of(by.roles, limits_of(rules.REFUND, by.w, uow))
    )
    return 0 if inside else max(amount, 1)


def limits_of(code: str, w: int, uow: UnitOfWork) -> dict[str, Any]:
    """Up to how much, in whole money, who may do this alone: by role."""
    body = uow.releasing.rules(KIND, w).get(code, {})
    return dict(body.get(LIMITS, {}))


def _facts(known: RefundNow, amount: int) -> dict[str, Any]:
    said = {"order": known.order_name, "number": known.number, "id": known.id}
    return said | {"money": money_text(amount, known.currency, known.digits),
                   "proposed": money_text(known.proposed, known.currency, known.digits)}  # fmt: skip


def _release(
    known: RefundNow, amount: int, reason: str, maker: Person | None, second: Person | None, uow: UnitOfWork
) -> None:
    """Without a maker by a rule."""
    who = maker.id if maker else None
    body = {"entry": known.id, "reason": reason, "amount": amount, "second": second.id if second else None}
    journal_of("refund", body, known.w, who, uow)
    # One that was dropped in Odoo is followed by another; one that was never made is the same when it is told again.
    name = token("refund", known.receipt, known.odoo_id)
    uow.returns.refunds.release(known.id, name, who, second.id if second else None)
    uow.outbox.add(known.w, "create", f"refund:{known.id}", {"what": f"credit {uow.now}", "name": name})
    uow.changed("board", "refund", known.return_)
