"""An order held by hand: the reason says whose case it becomes, how long they have, and who may let it go.

The body of a reason: `type` and `severity` of the case, `owner` (a team), `minutes` to answer, and `only` where
nobody but these roles may let the order go.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from warehouse_app.domain.calendars import Hours
from warehouse_app.domain.cases import PACK_BUFFER, Finding
from warehouse_app.domain.teams import SUPERVISOR, roles_of


def hold_key(body: Mapping[str, Any], order: int) -> str:
    """The finding key of a held order."""
    return f"{body['type']}|hold|{order}"


def hold_finding(
    code: str, body: Mapping[str, Any], order: int, w: int, transfer: int | None, cutoff_at: int | None,
    facts: Mapping[str, Any], now: int, hours: Hours, buffer: int = PACK_BUFFER,
) -> Finding:  # fmt: skip
    """The case of a held order. Its clock counts its team's working minutes, the truck's if that is earlier."""
    due_at = hours.after(now, int(body["minutes"]))
    if cutoff_at is not None and now < cutoff_at - buffer < due_at:
        due_at = cutoff_at - buffer
    return Finding(
        hold_key(body, order), body["type"], w, cutoff_at, body["owner"], body["severity"], due_at, transfer=transfer,
        facts={**facts, "reason": code},
    )  # fmt: skip


def may_let_go(body: Mapping[str, Any], roles: Collection[str]) -> bool:
    """Whether somebody with these roles may let the order go: the team, a supervisor, or only who is named."""
    allowed = body.get("only") or [SUPERVISOR, *roles_of(body["owner"])]
    return not set(allowed).isdisjoint(roles)
