"""A small world whose figures were worked out by hand."""

from __future__ import annotations

import pytest

from warehouse_app.domain.measures import MINUTE, CaseFact, Work, in_time, measure, measures, ninth

NOW = 1_000 * MINUTE


def case(opened: int, answered: int | None = None, resolved: int | None = None, **more: object) -> CaseFact:
    """Minutes; to be answered within 5 and over within 60."""
    times = [None if at is None else at * MINUTE for at in (answered, resolved)]
    of = {name: str(more.pop(name)) for name in ("category", "product", "cause") if name in more}
    known = {"answer_by": (opened + 5) * MINUTE, "due_at": (opened + 60) * MINUTE, **more}
    return CaseFact(of, opened * MINUTE, answered_at=times[0], resolved_at=times[1], **known)  # type: ignore[arg-type]


WORLD = [
    case(0, 2, 30, category="fulfilment", product="A", cause="picked", touches=2, delayed=7),
    case(10, 14, 100, category="fulfilment", product="A", cause="picked", touches=3, escalated=True, delayed=7),
    case(20, 30, 50, category="fulfilment", product="B", cause="unknown", touches=1, reopened=True, delayed=8),
    case(40, category="fulfilment", product="A", escalated=True),
    case(990, category="fulfilment", product="B"),
    case(5, 6, 7, category="payment", cause="fraud", touches=1),
]


def test_the_rows_are_as_worked_out_by_hand() -> None:
    fulfilment, payment = measures(WORLD, "category", {}, Work(lines=200, orders=50), NOW)
    assert (fulfilment.name, fulfilment.cases, payment.name, payment.cases) == ("fulfilment", 5, "payment", 1)
    assert (fulfilment.per_100_lines, fulfilment.per_100_orders) == (2.5, 10.0)
    # answers after 2, 4 and 10 minutes; over after 30, 90 and 30
    assert (fulfilment.answer_median, fulfilment.answer_p90) == (4, 10)
    assert (fulfilment.resolve_median, fulfilment.resolve_p90) == (30, 90)
    # two of the three answers, and one is late that nobody answered; the one of minute 990 is late to be answered, too
    assert fulfilment.answered_in_time == 40.0
    # over: minutes 30 and 30 of 60, 90 is late, the one of minute 40 is late; the one of minute 990 has time
    assert fulfilment.resolved_in_time == 50.0
    assert (fulfilment.escalated, fulfilment.reopened, fulfilment.touches) == (2, 1, 6)
    assert fulfilment.delayed == 2, "one order twice"
    assert (fulfilment.cause, fulfilment.unknown_cause) == ("picked", 33.3)
    assert (payment.answered_in_time, payment.resolved_in_time, payment.cause) == (100.0, 100.0, "fraud")
    assert fulfilment.few


def test_a_product_is_set_beside_its_own_lines() -> None:
    rows = measures(WORLD, "product", {"A": Work(100, 40)}, Work(200, 50), NOW)
    assert [(row.name, row.cases, row.per_100_lines) for row in rows] == [("A", 3, 3.0), ("B", 2, 1.0), ("", 1, 0.5)]


def test_nothing_is_said_where_there_is_nothing_to_say_it_of() -> None:
    row = measure("x", [], Work(), NOW)
    assert (row.cases, row.per_100_lines, row.answer_median, row.answer_p90, row.answered_in_time) == (0,) + (None,) * 4
    assert (row.cause, row.unknown_cause, row.few) == ("", None, True)
    assert measures([], "category", {}, Work(), NOW) == []


@pytest.mark.parametrize(("n", "place"), [(1, 1), (2, 2), (9, 9), (10, 9), (11, 10), (100, 90), (101, 91)])
def test_nine_in_ten_do_not_exceed_it(n: int, place: int) -> None:
    times = [float(one) for one in range(n, 0, -1)]
    assert ninth(times) == place
    assert sum(one <= place for one in times) >= 0.9 * n


def test_what_is_neither_over_nor_late_counts_in_no_share() -> None:
    assert in_time([(None, 30)], 20) is None
    assert in_time([(None, 10)], 20) == 0.0
    assert in_time([(10, 10)], 20) == 100.0
