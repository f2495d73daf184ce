"""The terms of a case that is opened once more: its clocks run anew."""

from __future__ import annotations

from warehouse_app.domain.cases import Finding, Terms
from warehouse_app.service.open_case import terms_of
from warehouse_app.service.ports.floor import CaseNow
from warehouse_app.service.ports.store import UnitOfWork


def again(case: CaseNow, uow: UnitOfWork) -> Terms:
    """The terms of a case as if it were opened now, for the team that owns it."""
    cutoff_at = case.facts.get("cutoff_at")
    finding = Finding(
        case.key, case.type, case.w, cutoff_at if isinstance(cutoff_at, int) else None, owner=case.owner,
        severity=case.severity, facts=case.facts,
    )  # fmt: skip
    return terms_of(finding, uow)
