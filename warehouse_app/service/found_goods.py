"""Goods that fit nothing get a number of their own and a case; later somebody says what they belong to.

Nothing of them is told to Odoo: there nobody awaits them. What they turn out to be is returned as any other goods.
"""

from __future__ import annotations

from collections.abc import Callable

from warehouse_app.domain.beside import Named
from warehouse_app.domain.cases import Finding
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.facts import Event
from warehouse_app.domain.found_goods import ReturnFound, case_type, parse_found
from warehouse_app.domain.judging_returns import FOUND
from warehouse_app.domain.numbers import with_check
from warehouse_app.service.judging import Judged
from warehouse_app.service.open_case import open_case
from warehouse_app.service.ports.found_goods import NewFound
from warehouse_app.service.ports.people import Device
from warehouse_app.service.ports.returns import ReturnToTell
from warehouse_app.service.ports.store import UnitOfWork

KIND = FOUND


def read_found(device: Device, event: Event, uow: UnitOfWork) -> Callable[[], Judged]:
    """The judge of such an event. Raises Malformed."""
    fact = parse_found(event)

    def judge() -> Judged:
        back = uow.returns.get(fact.return_) if fact.return_ is not None else None
        if fact.return_ is not None and (back is None or back.w != device.w):
            return Judged("invalid", "return.unknown", then=_nothing_more)
        _keep(device.w, event, fact, back, uow)
        return Judged("accepted", then=_nothing_more)

    return judge


def _nothing_more() -> None:
    """All is done when it is kept."""


def _keep(w: int, event: Event, fact: ReturnFound, back: ReturnToTell | None, uow: UnitOfWork) -> None:
    goods = uow.shelf.goods(w, Named(None, fact.code)) if fact.code else None
    person = event.person if event.person is not None and uow.people.get(event.person) else None
    number = with_check(f"U-{uow.number('found', w):05d}")
    made = uow.returns.found.add(NewFound(w, number, event.id, person, fact, goods.id if goods else None))
    type_ = case_type(fact.what, fact.return_ is not None)
    named = goods.name if goods else fact.code or ""
    facts = {"why": f"return.{fact.what}", "number": number, "sale": back.order if back else "", "product": named}
    facts |= {"back": back.number} if back else {}
    open_case(Finding(f"{type_}|found|{made}", type_, w, event=event.id, facts=facts), uow)
    uow.changed("board", "return", 0)


def match_found(w: int, found: int, number: str, uow: UnitOfWork) -> str:
    """It belongs to the return of this number; its case ends. The goods' own number.

    Raises:
        Refused: `returns.not_here` (no such return), `returns.found_over` (it was matched, or is not there).
    """
    back = uow.returns.found.return_named(w, number.strip().upper())
    if back is None:
        raise Refused("returns.not_here", 404)
    own = uow.returns.found.match(w, found, back)
    if own is None:
        raise Refused("returns.found_over", 409)
    for type_ in ("RET-UNKNOWN", "RET-DEVIATION"):
        uow.cases.close(f"{type_}|found|{found}", "matched")
    uow.changed("board", "case", 0)
    return own
