"""What goes against a rule: who may, for which reasons, how often, and who has to agree."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.overrides import BEYOND, LIMIT, SECOND, day_at, is_inside, may_agree, rule_of, why_waits
from warehouse_app.service.shipped_overrides import shipped_overrides

BODY = {"roles": ["supervisor"], "reasons": ["OS-GIFT"], "per_day": 2}
RULE = rule_of("OV-SHORT", BODY)


@pytest.mark.parametrize(("used", "why"), [(0, None), (1, None), (2, LIMIT), (99, LIMIT)])
def test_up_to_the_limit_of_a_day_it_is_done_and_then_it_waits(used: int, why: str | None) -> None:
    assert why_waits(RULE, {"supervisor"}, "OS-GIFT", used) == why


def test_a_rule_may_always_ask_for_a_second_person() -> None:
    assert why_waits(rule_of("X", BODY | {"second": True}), {"supervisor"}, "OS-GIFT", 0) == SECOND
    assert why_waits(rule_of("X", BODY | {"beyond_m": 3000}), {"supervisor"}, "OS-GIFT", 0) == BEYOND


@pytest.mark.parametrize(
    ("roles", "reason", "key"),
    [({"picker"}, "OS-GIFT", "override.role"), ({"supervisor"}, "", "override.reason"),
     ({"supervisor"}, "OD-FACTS", "override.reason"), (set(), "OS-GIFT", "override.role")],
)  # fmt: skip
def test_without_the_role_or_a_reason_it_is_refused(roles: set[str], reason: str, key: str) -> None:
    with pytest.raises(Refused) as refused:
        why_waits(RULE, roles, reason, 0)
    assert refused.value.key == key


@pytest.mark.parametrize(("measure_m", "inside"), [(0, True), (3000, True), (3001, False), (None, False)])
def test_a_small_correction_is_no_override(measure_m: int | None, inside: bool) -> None:
    assert is_inside(rule_of("OV-STOCK", BODY | {"beyond_m": 3000}), measure_m) is inside
    assert not is_inside(RULE, measure_m)


@pytest.mark.parametrize(("worth", "inside"), [(0, True), (5000, True), (5001, False)])
def test_a_small_correction_of_dear_goods_is_one(worth: int, inside: bool) -> None:
    assert is_inside(rule_of("OV-STOCK", BODY | {"beyond_m": 3000, "value": 50}), 1000, worth) is inside


def test_nobody_agrees_to_their_own_and_only_who_may_do_it() -> None:
    assert may_agree(RULE, {"supervisor"}, 2, 1)
    assert not may_agree(RULE, {"supervisor"}, 1, 1)
    assert not may_agree(RULE, {"picker", "admin"}, 2, 1)


def test_days_are_those_of_the_warehouse_over_both_clock_changes() -> None:
    berlin, utc = ZoneInfo("Europe/Berlin"), ZoneInfo("UTC")
    for month, day in ((3, 29), (10, 25)):
        text = f"2026-{month:02d}-{day}"
        at = int(datetime(2026, month, day, tzinfo=berlin).timestamp() * 1000)
        assert day_at(at, berlin) == text, "the first moment of the day there is the evening before in UTC"
        assert day_at(at - 1, berlin) < text
        assert day_at(at, utc) < text


def test_what_is_shipped_has_roles_and_reasons_and_reads_as_a_rule() -> None:
    for kind, code, version, body in shipped_overrides():
        rule = rule_of(code, body)
        assert (kind, version > 0, bool(rule.roles), bool(rule.reasons)) == ("override", True, True, True)
