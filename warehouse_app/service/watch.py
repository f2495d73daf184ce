"""Detectors: what becomes wrong merely because time goes by."""

from __future__ import annotations

from warehouse_app.domain.cases import MINUTE, Finding
from warehouse_app.service.open_case import open_case
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.telling import Delivery

TOO_LATE_MS = 10 * MINUTE
KEPT_MS = 7 * 24 * 60 * MINUTE


def watch_delivery(uow: UnitOfWork, w: int, delivery: Delivery) -> None:
    """Odoo has not heard of the floor for minutes: a case, which goes when it has."""
    key = f"ORD-SYNC|odoo|{w}"
    if delivery.oldest_at is None or uow.now - delivery.oldest_at < TOO_LATE_MS:
        uow.cases.close(key, "delivered")
        return
    if uow.cases.is_open(key):
        return
    facts = {"waiting": delivery.waiting, "why": delivery.state or "away", "words": delivery.words, "wave": ""}
    open_case(Finding(key, "ORD-SYNC", w, facts=facts), uow)
    uow.changed("board", "case", w)


def tidy(uow: UnitOfWork) -> None:
    """Forgets what nobody asks for any more."""
    uow.outbox.forget(uow.now - KEPT_MS)
    uow.escalation.forget(uow.now - KEPT_MS)
    uow.telling.forget()
