"""Orders held by hand, with a reason, and let go again, with another. A held order is a case with owner and clock.

What is on a wave nobody has taken comes off it. Once somebody walks the wave it is too late: that one has to be told.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from warehouse_app.domain.calendars import hours_of
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.holds import hold_finding, may_let_go
from warehouse_app.domain.overrides import RELEASE
from warehouse_app.service.gate_release import MENDED, PRICE_RULE, let_gate_go, may_let_gate_go, reasons_of
from warehouse_app.service.open_case import calendars, open_case
from warehouse_app.service.overrides import KIND, Wish, may_go
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.releasing import OnWave, OrderNow
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.released_waves import withdraw


def hold_order(name: str, reason: str, person: Person, uow: UnitOfWork) -> str:
    """Holds the order that is called so; its name.

    Raises:
        Refused: `hold.no_reason`, `hold.unknown`, `hold.already`, `hold.walked` (by whom), `hold.picked`, `hold.over`.
    """
    body = uow.releasing.rules("hold", person.w).get(reason)
    if body is None:
        raise Refused("hold.no_reason", 400)
    order = uow.releasing.order_named(person.w, name) if name.strip() else None
    if order is None:
        raise Refused("hold.unknown", facts={"order": name.strip()[:40] or "-"})
    if order.hold is not None:
        raise Refused("hold.already", facts={"order": order.name})
    open_ = [one for one in order.transfers if one.state == "open"]
    if not open_:
        raise Refused("hold.over", facts={"order": order.name})
    off = _off_waves(order, open_, uow)
    _open_case(order, reason, body, person, uow)
    facts = {"order": order.name, "reason": reason, "number": ", ".join(off)}
    uow.releasing.note(person.w, "held_off" if off else "held", person.id, facts, order=order.id)
    uow.changed("board", "order", order.id)
    return order.name


def let_go(order_id: int, reason: str, person: Person, uow: UnitOfWork, *, granted: bool = False) -> str | None:
    """The order may be picked again and its case is closed; its name. None: a second person has to agree first.

    `granted`: a second person has.

    Raises:
        Refused: `hold.no_reason`, `hold.not_held`, `hold.not_yours` (whose it is), and what `may_go` refuses.
    """
    order = uow.releasing.order(order_id)
    if order is None:
        raise Refused("hold.not_held")
    known, overrides = uow.releasing.rules("let_go", person.w), uow.releasing.rules(KIND, person.w)
    if reason not in (known if order.hold is not None else reasons_of([PRICE_RULE, ""], known, overrides)):
        raise Refused("hold.no_reason", 400)
    if order.hold is None:
        return let_gate_go(order_id, reason, person, uow, granted=granted)
    if not may_release(order_id, person, uow):
        raise Refused("hold.not_yours", facts={"order": order.name})
    if reason != MENDED and not granted:
        wish = Wish(RELEASE, f"order:{order.id}", person, reason, facts={"id": order.id, "order": order.name})
        if not may_go(wish, uow):
            return None
    uow.releasing.hold(order.id, None)
    case = uow.cases.find(order.hold["key"])
    if case is not None:
        uow.cases.resolve(case.id, reason, person.id)
    facts = {"order": order.name, "reason": reason}
    uow.releasing.note(person.w, "let_go", person.id, facts, order=order.id)
    uow.changed("board", "order", order.id)
    return order.name


def may_release(order_id: int, person: Person, uow: UnitOfWork) -> bool:
    """Whether this person is of those whom the reason of its hold names."""
    order = uow.releasing.order(order_id)
    if order is not None and order.hold is None:
        return may_let_gate_go(order_id, person, uow)
    reason = order.hold["reason"] if order is not None and order.hold is not None else ""
    return may_let_go(uow.releasing.rules("hold", person.w).get(reason, {"owner": "floor"}), person.roles)


def _off_waves(order: OrderNow, transfers: Collection[OnWave], uow: UnitOfWork) -> list[str]:
    """Numbers of the waves it was taken off. Their rows are locked first: a claim in the same moment waits or wins."""
    waves = {one.wave for one in transfers if one.wave is not None}
    found = [wave for wave in map(uow.floor.wave, sorted(waves)) if wave is not None]
    for wave in found:
        if wave.state == "released":
            continue
        holder = uow.people.get(wave.person) if wave.person else None
        facts = {"order": order.name, "number": wave.number, "by": holder.name if holder else "-"}
        raise Refused("hold.walked" if wave.state == "claimed" else "hold.picked", facts=facts)
    for wave in found:
        own = [one.id for one in transfers if one.wave == wave.id]
        if not uow.releasing.take_off(wave.id, own):
            withdraw(wave, uow)
        uow.changed("board", "wave", wave.id)
    return [wave.number for wave in found]


def _open_case(order: OrderNow, reason: str, body: Mapping[str, Any], person: Person, uow: UnitOfWork) -> None:
    known = calendars(uow, person.w)
    days = known.days
    truck = days.next_departure(order.carrier, uow.now)
    first = next(one.id for one in order.transfers if one.state == "open")
    facts = {"held": order.name, "by": person.name}
    finding = hold_finding(
        reason,
        body,
        order.id,
        person.w,
        first,
        truck,
        facts,
        uow.now,
        hours_of(body["owner"], known.weeks, days),
        known.buffer,
    )
    open_case(finding, uow, person.id)
    uow.changed("board", "case", finding.key)
    uow.releasing.hold(order.id, {"reason": reason, "by": person.id, "at": uow.now, "key": finding.key})
