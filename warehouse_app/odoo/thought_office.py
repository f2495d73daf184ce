"""The calls with more rights while the app only observes: they read, and what they would have written is listed.

What was credited in thought counts as credited, so that never more is proposed than there is left.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import wraps
from typing import Any

from warehouse_app.odoo import refunding
from warehouse_app.odoo.noting import Noting
from warehouse_app.odoo.office import Office
from warehouse_app.odoo.rehearsal import Rehearsal, made_id
from warehouse_app.service.ports.observing import Call, Unsent
from warehouse_app.service.ports.odoo import (
    CreditNow,
    CreditPart,
    CreditState,
    ExchangeItem,
    ExchangeMade,
    OrderMoney,
    SoldLine,
)
from warehouse_app.service.ports.store import Store


class ThoughtOffice(Noting):
    """Usable from any thread. Every call that is not here runs as it is; what it would have sent is noted."""

    def __init__(self, session: Rehearsal, store: Store) -> None:
        super().__init__(session, store)
        self._office = Office(session)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method: Callable[..., Any] = getattr(self._office, name)
        return wraps(method)(
            lambda *args, **named: self._rehearse(name, lambda: method(*args, **named), [*args, *named.values()])
        )

    def order_money(self, order: int) -> OrderMoney:
        """With what is credited in thought."""
        told = self._office.order_money(order)
        for facts in self._noted("create_credit").values():
            if facts["order"] == order:
                told = _credited(told, facts)
        return told

    def create_credit(
        self, token: str, order: int, parts: Sequence[CreditPart], reference: str, post: bool
    ) -> CreditNow:
        known = self._noted("create_credit").get(f"create_credit:{token}")
        if known is not None:
            return _now(known)
        told = self.order_money(order)
        total, sold = refunding.check_credit(told, parts), {line.line: line for line in told.lines}
        with self.session.noting() as calls:
            made = refunding.drafted(self.session, token, order, parts, reference)
        if post:
            calls.append(Call("account.move", "action_post", (made,)))
        facts: dict[str, Any] = {"order": order, "made": made, "amount": total, "state": "posted" if post else "draft"}
        facts["parts"] = [[part.line, part.qty_m, sold[part.line].amount(part.qty_m) - part.less] for part in parts]
        facts |= {"number": reference, "money": f"{total / 10**told.digits:.{told.digits}f} {told.currency}"}
        self._note(Unsent(f"create_credit:{token}", "create_credit", tuple(calls), facts))
        return _now(facts)

    def credits(self, ids: Sequence[int]) -> Sequence[CreditNow]:
        thought = [_now(facts) for facts in self._noted("create_credit").values() if facts["made"] in ids]
        there = [id_ for id_ in ids if id_ > 0]
        return [*(self._office.credits(there) if there else ()), *thought]

    def create_exchange(self, token: str, order: int, items: Sequence[ExchangeItem], text: str) -> ExchangeMade:
        """The transfer that Odoo would make for it is not invented: it has a name, and nobody picks it."""
        with self.session.noting() as calls:
            self._office.create_exchange(token, order, items, text)
        facts = {"order": order, "pieces_m": sum(item.qty_m for item in items), "n": len(calls)}
        self._note(Unsent(f"create_exchange:{token}", "create_exchange", tuple(calls), facts))
        return ExchangeMade(((made_id(token), "+"),))


def _now(facts: Mapping[str, Any]) -> CreditNow:
    state: CreditState = "posted" if facts["state"] == "posted" else "draft"
    return CreditNow(facts["made"], "", state, facts["amount"])


def _credited(told: OrderMoney, facts: Mapping[str, Any]) -> OrderMoney:
    parts = {line: (qty_m, amount) for line, qty_m, amount in facts["parts"]}
    lines = tuple(_with(line, *parts.get(line.line, (0, 0))) for line in told.lines)
    return replace(told, credited=told.credited + facts["amount"], lines=lines)


def _with(line: SoldLine, qty_m: int, amount: int) -> SoldLine:
    return replace(line, credited_m=line.credited_m + qty_m, credited=line.credited + amount)
