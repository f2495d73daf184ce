"""Whose a refund is at each step, and until when: nobody has to ask who has to do the next thing about it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.overrides import EXCHANGE, REFUND
from warehouse_app.domain.refunds import LIMITS, MINOR
from warehouse_app.service.looking import Looker
from warehouse_app.service.overrides import KIND
from warehouse_app.service.ports.refunds import RefundRow
from warehouse_app.service.ports.rows import CaseRow
from warehouse_app.service.ports.views import Views
from warehouse_app.service.refund_told import DIFFERS, LATE
from warehouse_app.service.refunds import SWAP

DETECTOR, MINUTE, THREE_DAYS = "DT-REFUND", 60_000, 3 * 24 * 60
_TEAMS = {"supervisor": "floor"}  # a role that its team is not called by


@dataclass(frozen=True, slots=True)
class Owners:
    """By the rules of the shop: `limits` in whole money by role, `agree` who may be the second, `patience` in ms.

    `swaps` are both of them for goods that are sent instead.

    `cases` are the open exceptions about money, by their key.
    """

    limits: Mapping[str, int]
    agree: Collection[str]
    swaps: tuple[Mapping[str, int], Collection[str]]
    patience: int
    cases: Mapping[str, CaseRow]

    def due_at(self, row: RefundRow) -> int | None:
        """When it has to be paid, ms UTC."""
        return None if row.received_at is None else row.received_at + self.patience

    def named(self, row: RefundRow, look: Looker) -> str:
        """Who has to do the next thing: whoever took its exception, else a team; empty where it is over."""
        keys = (f"{DIFFERS}|refund|{row.id}", f"{LATE}|ages|{row.return_}")
        taken = next((self.cases[key].taken_by for key in keys if key in self.cases and self.cases[key].taken_by), None)
        if row.state in _OVER:
            return ""
        return taken or look.say("release.app" if row.state == "released" else f"owner.{self._team(row)}")

    def _team(self, row: RefundRow) -> str:
        if row.state in ("draft", "posted"):
            return "finance"
        if wish := row.body.get(SWAP):
            limits, agree = self.swaps
            return _team_of(int(wish["value"]), {role: limits[role] for role in limits if role in agree})
        is_two = row.state == "waiting" or bool(row.body.get("asks"))
        may = {role: self.limits[role] for role in self.limits if not is_two or role in self.agree}
        return _team_of(row.amount, may)


_OVER = ("paid", "refused", "none")


def owners_of(views: Views, w: int) -> Owners:
    """As they are now."""
    rules = views.rules(KIND, w)
    swaps = _limits(rules.get(EXCHANGE, {}))
    minutes = int(views.rules("detector", w).get(DETECTOR, {}).get("minutes") or THREE_DAYS)
    return Owners(*_limits(rules.get(REFUND, {})), swaps, minutes * MINUTE, _money_cases(views.open_cases(w)))


def _limits(body: Mapping[str, Any]) -> tuple[Mapping[str, int], Collection[str]]:
    limits = {role: int(limit) for role, limit in dict(body.get(LIMITS, {})).items()}
    return limits, tuple(body.get("agree", limits))


def _money_cases(cases: Iterable[CaseRow]) -> Mapping[str, CaseRow]:
    return {case.key: case for case in cases if case.type in (LATE, DIFFERS)}


def _team_of(amount: int, limits: Mapping[str, int]) -> str:
    role = _least(amount, limits)
    return _TEAMS.get(role, role)


def _least(amount: int, limits: Mapping[str, int]) -> str:
    """The role that may just do it; above all limits the one with the highest.

    >>> [_least(amount, {"returns": 50, "service": 250, "finance": 1000}) for amount in (5000, 5001, 999_999)]
    ['returns', 'service', 'finance']
    """
    by_limit: Sequence[str] = sorted(limits, key=lambda role: (limits[role], role))
    return next((role for role in by_limit if limits[role] * MINOR >= amount), by_limit[-1] if by_limit else "finance")
