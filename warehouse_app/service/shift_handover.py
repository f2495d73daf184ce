"""The shift is handed over: both see what is left, both sign with badge and PIN, and the picture is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.errors import Refused
from warehouse_app.service.board_side import is_silent
from warehouse_app.service.looking import Looker
from warehouse_app.service.ports.hasher import Hasher
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.ports.views import Views
from warehouse_app.service.sign_in import Badge, prove

ROLE = "supervisor"
MOST = 200  # of each list that is kept


@dataclass(frozen=True, slots=True)
class Signature:
    badge: str
    pin: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """Who goes and who comes, signed from `address`."""

    w: int
    leaver: Signature
    taker: Signature
    address: str


def left_now(views: Views, w: int, look: Looker) -> dict[str, Any]:
    """What one leaves: numbers, codes, figures and times (ms UTC). People are in it by number."""
    devices = [row for row in views.devices(w) if not row.revoked and (row.waiting or is_silent(row, look))]
    parts: dict[str, list[dict[str, Any]]] = {
        "cases": [
            {"id": row.id, "number": row.number, "type": row.type, "owner": row.owner, "person": row.person,
             "severity": row.severity, "due_at": row.due_at}
            for row in sorted(views.open_cases(w), key=lambda row: (row.owner, row.due_at or 2**53, row.id))
        ],
        "waves": [
            {"number": row.number, "done": row.done, "lines": row.lines, "state": row.state}
            for row in views.waves(w, ("claimed", "walked"))
        ],
        "totes": [
            {"code": row.code, "order": row.order, "goods_m": row.goods_m} for row in views.handovers.totes_left(w)
        ],
        "devices": [{"name": row.name, "waiting": row.waiting or 0, "seen_at": row.seen_at} for row in devices],
        "held": [
            {"order": row.name, "reason": row.hold["reason"], "due_at": row.due_at} for row in views.held_orders(w)
        ],
    }  # fmt: skip
    counts = {name: len(rows) for name, rows in parts.items()}
    counts |= {"approvals": len(views.overrides.waiting(w)), "undelivered": views.delivery(w).persons}
    return {"counts": counts} | {name: rows[:MOST] for name, rows in parts.items()}


def hand_over_shift(command: HandOver, left: Mapping[str, Any], store: Store, hasher: Hasher) -> int:
    """How many exceptions changed hands.

    Raises:
        Refused: of badge and PIN as `prove`, with `who` (leaver, taker) in its facts; `handover.same`,
            `handover.role` (who).
    """
    leaver = _signed("leaver", command.leaver, command, store, hasher)
    taker = _signed("taker", command.taker, command, store, hasher)
    if leaver.id == taker.id:
        raise Refused("handover.same", 400, {"who": "taker"})
    return store.write(lambda uow: _keep(command.w, leaver, taker, left, uow))


def _signed(who: str, signature: Signature, command: HandOver, store: Store, hasher: Hasher) -> Person:
    badge = Badge(signature.badge, signature.pin or None, None, command.address, "")
    try:
        person = prove(badge, store, hasher)
    except Refused as refused:
        raise Refused(
            refused.key, 400 if refused.status == 401 else refused.status, {**refused.facts, "who": who}
        ) from None
    if ROLE not in person.roles or person.w != command.w:
        raise Refused("handover.role", 403, {"who": who})
    return person


def _keep(w: int, leaver: Person, taker: Person, left: Mapping[str, Any], uow: UnitOfWork) -> int:
    given = uow.handovers.give_cases(w, leaver.id, taker.id)
    for case in given:
        uow.cases.note(case, "shift", taker.id, {"from": leaver.id})
    uow.handovers.add(w, leaver.id, taker.id, len(given), left)
    uow.changed("board", "handover", w)
    return len(given)
