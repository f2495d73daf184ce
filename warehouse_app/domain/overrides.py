"""What people may do against a rule: who, for which reasons, how often a day, and when a second person has to agree.

A rule of the kind `override` says it; its body: `roles`, `reasons`, and where it is limited `per_day` (of one person),
`second` (always a second person, of the roles in `agree` where it has them), `beyond_m` (up to so many thousandths it
is no override, above it needs a second), `value` (nor is it above so much whole money) or `alone_m` (up to so many one
person is enough).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.refunds import MINOR

RELEASE, SHORT, STOCK, DECISION = "OV-RELEASE", "OV-SHORT", "OV-STOCK", "OV-DECISION"
WEIGHT, NOSCAN, RETURN, RETURN_ASKED = "OV-WEIGHT", "OV-NOSCAN", "OV-RETURN", "OV-RETURN-ASKED"
REFUND, PRICE, CARRIER, ALLOC = "OV-REFUND", "OV-PRICE", "OV-CARRIER", "OV-ALLOC"
EXCHANGE = "OV-EXCHANGE"
DONE, WAITING, APPROVED, REFUSED = "done", "waiting", "approved", "refused"
LIMIT, SECOND, BEYOND = "limit", "second", "beyond"  # why it waits


@dataclass(frozen=True, slots=True)
class Rule:
    code: str
    roles: frozenset[str]
    reasons: tuple[str, ...]
    per_day: int | None = None
    second: bool = False
    beyond_m: int | None = None
    alone_m: int | None = None
    agree: frozenset[str] = frozenset()  # who may be the second, where not all who may ask
    value: int | None = None


def rule_of(code: str, body: Mapping[str, Any]) -> Rule:
    """The rule with this body."""
    roles, reasons = frozenset(body["roles"]), tuple(body["reasons"])
    agree = frozenset(body.get("agree", ()))
    return Rule(
        code, roles, reasons, body.get("per_day"), bool(body.get("second")), body.get("beyond_m"), body.get("alone_m"),
        agree, body.get("value"),
    )  # fmt: skip


def is_inside(rule: Rule, measure_m: int | None, worth: int = 0) -> bool:
    """Whether it is so small, and of so little worth (hundredths of the money), that it is no override at all."""
    is_cheap = rule.value is None or worth <= rule.value * MINOR
    return rule.beyond_m is not None and measure_m is not None and measure_m <= rule.beyond_m and is_cheap


def why_waits(rule: Rule, roles: Collection[str], reason: str, used: int, measure_m: int | None = None) -> str | None:
    """Why a second person has to agree; None: it may be done. `used`: how often this person did it today.

    What has no measure is beyond any.

    Raises:
        Refused: `override.role`, `override.reason`.
    """
    if rule.roles.isdisjoint(roles):
        raise Refused("override.role", 403)
    if reason not in rule.reasons:
        raise Refused("override.reason", 400)
    if rule.beyond_m is not None or (rule.alone_m is not None and (measure_m is None or measure_m > rule.alone_m)):
        return BEYOND
    if rule.second:
        return SECOND
    return LIMIT if rule.per_day is not None and used >= rule.per_day else None


def may_agree(rule: Rule, roles: Collection[str], person: int, maker: int | None) -> bool:
    """Whether this person may be the second: never the one who asks."""
    return person != maker and not (rule.agree or rule.roles).isdisjoint(roles)


def day_at(at: int, zone: tzinfo) -> str:
    """The day of the warehouse at `at` (ms UTC), by which limits are counted.

    >>> from zoneinfo import ZoneInfo
    >>> day_at(1_790_000_000_000, ZoneInfo("Europe/Berlin"))
    '2026-09-21'
    """
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(zone).date().isoformat()
