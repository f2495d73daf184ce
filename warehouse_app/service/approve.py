"""A second person agrees to an override, which is then done as if the first had done it now, or refuses it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from warehouse_app.domain import overrides as rules
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.refunds import may_second
from warehouse_app.service.authorise_return import agreed, disagreed
from warehouse_app.service.change_carrier import ChangeCarrier, change_carrier
from warehouse_app.service.decide import Decide, decide
from warehouse_app.service.exchange_goods import agree_to_exchange
from warehouse_app.service.gate_release import let_price_go
from warehouse_app.service.give_goods import GIVE, give_goods
from warehouse_app.service.hold_order import let_go, may_release
from warehouse_app.service.office_events import journal
from warehouse_app.service.overrides import KIND
from warehouse_app.service.pack_check_facts import grant
from warehouse_app.service.ports.overrides import OverrideNow
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.refunds import agree_to_refund, limits_of, refund_refused


def approve(override: int, by: Person, uow: UnitOfWork) -> None:
    """It is done, and both names stand beside it.

    Raises:
        Refused: `override.unknown`, `override.settled`, `override.same`, `override.not_yours`, `override.gone` (who
            asked has left), and whatever the doing of it refuses by now.
    """
    asked = _asked(override, by, uow)
    maker = uow.people.get(asked.person)
    if maker is None or not maker.active:
        raise Refused("override.gone")
    _settle(asked, rules.APPROVED, by, uow)
    _DOING[asked.code](asked, maker, by, uow)


def refuse(override: int, by: Person, uow: UnitOfWork) -> None:
    """It is not done, and whoever asked sees by whom.

    Raises:
        Refused: as `approve`, but `override.gone`.
    """
    asked = _asked(override, by, uow)
    _settle(asked, rules.REFUSED, by, uow)
    maker = uow.people.get(asked.person)
    if asked.code in _REFUSING and maker is not None:
        _REFUSING[asked.code](asked.facts, maker, uow)
    if asked.code in (rules.REFUND, rules.EXCHANGE):
        refund_refused(asked, uow)


def _asked(override: int, by: Person, uow: UnitOfWork) -> OverrideNow:
    asked = uow.overrides.get(override)
    if asked is None or asked.w != by.w:
        raise Refused("override.unknown", 404)
    if asked.state != rules.WAITING:
        raise Refused("override.settled")
    if asked.person == by.id:
        raise Refused("override.same", 403)
    body = uow.releasing.rules(KIND, by.w).get(asked.code)
    if body is None or not rules.may_agree(rules.rule_of(asked.code, body), by.roles, by.id, asked.person):
        raise Refused("override.not_yours", 403)
    return asked


def _settle(asked: OverrideNow, state: str, by: Person, uow: UnitOfWork) -> None:
    uow.overrides.settle(asked.id, state, by.id)
    journal(KIND, {"entry": asked.id, "over": asked.code, "reason": state}, by, uow)
    uow.changed("board", "override", asked.id)


def _release(asked: OverrideNow, maker: Person, by: Person, uow: UnitOfWork) -> None:
    """The second one, too, has to be of those whom its hold names."""
    if not may_release(asked.facts["id"], by, uow):
        raise Refused("override.not_yours", 403)
    let_go(asked.facts["id"], asked.reason, maker, uow, granted=True)


def _price(asked: OverrideNow, maker: Person, by: Person, uow: UnitOfWork) -> None:
    if not may_release(asked.facts["id"], by, uow):
        raise Refused("override.not_yours", 403)
    let_price_go(asked.facts["id"], asked.reason, maker, uow)


def _carrier(asked: OverrideNow, maker: Person, _by: Person, uow: UnitOfWork) -> None:
    change_carrier(ChangeCarrier(asked.facts["id"], asked.facts["carrier"], asked.reason, maker, granted=True), uow)


def _answer(asked: OverrideNow, maker: Person, _by: Person, uow: UnitOfWork) -> None:
    case = int(asked.subject.rpartition(":")[2])
    decide(Decide(case, asked.facts["answer"], maker, asked.facts.get("place", ""), asked.reason, granted=True), uow)


def _stock(asked: OverrideNow, maker: Person, by: Person, uow: UnitOfWork) -> None:
    """The second one's limit has to reach as far as what the difference is worth."""
    limits = limits_of(rules.STOCK, by.w, uow)
    if limits and not may_second(by.roles, limits, int(asked.facts.get("worth") or 0)):
        raise Refused("override.not_yours", 403)
    _answer(asked, maker, by, uow)


def _give(asked: OverrideNow, maker: Person, _by: Person, uow: UnitOfWork) -> None:
    case, line = int(asked.subject.rpartition(":")[2]), str(asked.facts["line"])
    give_goods(Decide(case, GIVE, maker, line, asked.reason, granted=True), uow)


def _pack_with(asked: OverrideNow, _maker: Person, _by: Person, uow: UnitOfWork) -> None:
    grant(asked.subject, asked.facts.get("value"), "", uow)


def _return(asked: OverrideNow, maker: Person, _by: Person, uow: UnitOfWork) -> None:
    agreed(asked.facts, maker, uow)


_DOING: Mapping[str, Callable[[OverrideNow, Person, Person, UnitOfWork], None]] = {
    rules.RELEASE: _release,
    rules.PRICE: _price,
    rules.CARRIER: _carrier,
    rules.ALLOC: _give,
    rules.SHORT: _answer,
    rules.DECISION: _answer,
    rules.STOCK: _stock,
    rules.WEIGHT: _pack_with,
    rules.NOSCAN: _pack_with,
    rules.REFUND: agree_to_refund,
    rules.EXCHANGE: agree_to_exchange,
    rules.RETURN: _return,
    rules.RETURN_ASKED: _return,
}
_REFUSING: Mapping[str, Callable[[Mapping[str, Any], Person, UnitOfWork], None]] = {
    rules.RETURN: disagreed,
    rules.RETURN_ASKED: disagreed,
}
