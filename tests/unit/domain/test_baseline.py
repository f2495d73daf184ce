"""What is counted of Odoo's last weeks, and what is outside them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from warehouse_app.domain.baseline import DONE, Past, Span, Sum, counted

HOUR = 3_600_000
SPAN = Span(100 * HOUR, 200 * HOUR)
SENT = Past(1, "done", 110 * HOUR, 120 * HOUR, 130 * HOUR, 5000)


def of(part: str, *rows: Past) -> dict[str, Sum]:
    return counted(part, rows, SPAN, {})


def test_a_delivery_in_time_is_only_what_the_rest_is_set_beside() -> None:
    assert of("deliveries", SENT) == {DONE: Sum(1, 0, 5000)}
    assert of("deliveries", replace(SENT, ended_at=99 * HOUR), replace(SENT, ended_at=200 * HOUR)) == {}


@pytest.mark.parametrize(
    ("ended", "due", "state", "minutes"),
    [(140, 130, "done", 600), (None, 150, "assigned", 3000), (None, 210, "assigned", None), (140, None, "done", None),
     (140, 90, "done", 3000), (None, 90, "assigned", None)],
)  # fmt: skip
def test_late_is_after_its_promise_done_or_still_open(
    ended: int | None, due: int | None, state: str, minutes: int | None
) -> None:
    row = replace(
        SENT, state=state, ended_at=None if ended is None else ended * HOUR, due_at=None if due is None else due * HOUR
    )
    assert of("deliveries", row).get("late") == (None if minutes is None else Sum(1, minutes, 5000))


def test_a_backorder_waits_until_it_is_done_or_until_the_end() -> None:
    rest = replace(SENT, is_backorder=True, due_at=None)
    assert of("deliveries", rest)["backorder"] == Sum(1, 600, 5000)
    assert of("deliveries", replace(rest, state="confirmed", ended_at=None))["backorder"] == Sum(1, 5400, 5000)
    assert "backorder" not in of("deliveries", replace(rest, begun_at=50 * HOUR))


def test_only_what_was_picked_is_cancelled_after_the_pick_and_it_is_nothing_else() -> None:
    gone = replace(SENT, state="cancel", was_picked=True, is_backorder=True, due_at=0)
    assert of("deliveries", gone) == {"cancelled": Sum(1, 0, 5000)}
    assert of("deliveries", replace(gone, was_picked=False)) == {}


def test_what_was_taken_off_a_delivery_is_its_money() -> None:
    assert of("deliveries", replace(SENT, is_cut=True, cut=700))["changed"] == Sum(1, 0, 700)


def test_a_return_is_owed_as_long_as_it_is_invoiced() -> None:
    assert of("returns", SENT) == {"return": Sum(1, 600, 5000)}
    assert of("returns", replace(SENT, owed=900))["owed"] == Sum(1, 4800, 900)


def test_the_other_parts_count_what_lies_in_the_weeks() -> None:
    loss = Past(1, "done", 0, 150 * HOUR, worth=-300)
    assert of("corrections", loss, replace(loss, ended_at=0)) == {"correction": Sum(1, 0, 300)}
    assert of("negative", Past(1, begun_at=190 * HOUR, worth=-100)) == {"negative": Sum(1, 600, 100)}
    paid = Past(1, begun_at=190 * HOUR, worth=800)
    assert of("payments", paid, replace(paid, held=True)) == {"held": Sum(1, 600, 800)}
    assert of("remarks", Past(1, begun_at=150 * HOUR), Past(2, begun_at=0)) == {"remark": Sum(1)}


def test_pages_add_up() -> None:
    first = of("deliveries", SENT)
    assert counted("deliveries", [SENT], SPAN, first) == {DONE: Sum(2, 0, 10_000)}
    assert first == {DONE: Sum(1, 0, 5000)}, "what was counted before is not changed"
