"""Tidying up, once an hour. What becomes wrong merely because time goes by is found by the detectors (`detect.py`)."""

from __future__ import annotations

from warehouse_app.domain.cases import MINUTE
from warehouse_app.service.ports.store import UnitOfWork

KEPT_MS = 7 * 24 * 60 * MINUTE


def tidy(uow: UnitOfWork) -> None:
    """Forgets what nobody asks for any more."""
    uow.outbox.forget(uow.now - KEPT_MS)
    uow.escalation.forget(uow.now - KEPT_MS)
    uow.telling.forget()
