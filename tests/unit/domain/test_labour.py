"""Labour: minutes from what was measured, when each truck is made, and how many pickers are missing until when."""

from __future__ import annotations

from random import Random

import pytest

from warehouse_app.domain.labour import MINUTE, Pace, Walked, Work, expected, forecast, minutes, pace_of

NOW = 1_790_000_000_000


def test_pace_is_the_median_of_what_waves_really_took_and_what_was_no_walk_counts_not() -> None:
    real = [Walked(10, 100, expected(10, 100) * factor) for factor in (1.1, 1.2, 1.3, 1.2, 9.0)]
    pace = pace_of([*real, Walked(10, 100, 0.1), Walked(10, 100, 900), Walked(0, None, 20)])
    assert (round(pace.factor, 6), pace.waves) == (1.2, 5)


def test_few_waves_say_nothing_and_a_pace_is_never_absurd() -> None:
    assert pace_of([Walked(10, 100, 30)] * 4) == Pace()
    assert pace_of([Walked(2, 1, 200)] * 9).factor == 4.0


def test_a_longer_walk_takes_longer_and_an_unknown_one_ten_metres_a_line() -> None:
    assert minutes(10, 400, Pace()) > minutes(10, 100, Pace()) == minutes(10, None, Pace())
    assert minutes(0, None, Pace()) == 0


def at(minute: float) -> int:
    return NOW + round(minute * MINUTE)


def test_trucks_are_served_one_after_the_other_by_all_pickers() -> None:
    later, first = Work("DPD", at(300), 60), Work("DHL", at(100), 80)
    found = forecast([later, first], 2, NOW, tail_ms=15 * MINUTE)
    assert [(one.carrier, one.done_at, one.more) for one in found] == [("DHL", at(55), 0), ("DPD", at(85), 0)]


def test_what_is_missing_is_told_with_the_time_until_which_it_helps() -> None:
    (one,) = forecast([Work("DHL", at(75), 180)], 2, NOW, tail_ms=15 * MINUTE)
    assert (one.more, one.by_at) == (2, at(30)), "3 pickers for 60 minutes would have to be there at once"
    assert one.done_at == at(105)


def test_whoever_joins_in_time_makes_it_and_later_does_not() -> None:
    random = Random(3)
    for _ in range(300):
        total, pickers, left = random.uniform(1, 600), random.randint(0, 6), random.uniform(1, 200)
        (one,) = forecast([Work("DHL", at(left), total)], pickers, NOW, tail_ms=0)
        if one.more:
            assert one.by_at is not None
            until = (one.by_at - NOW) / MINUTE
            assert 0 <= until <= left
            assert pickers * until + (pickers + one.more) * (left - until) == pytest.approx(total, rel=0.01, abs=0.2)
        elif one.lost:
            assert total > (pickers + 10) * left
        else:
            assert total <= pickers * left


def test_with_nobody_there_it_is_told_how_many_are_needed_and_a_truck_that_is_gone_is_lost() -> None:
    (one,) = forecast([Work("DHL", at(75), 90)], 0, NOW)
    assert (one.done_at, one.more) == (None, 2)
    (late,) = forecast([Work("DHL", at(10), 90)], 3, NOW)
    assert (late.lost, late.more) == (True, 0)
    (never,) = forecast([Work(None, None, 90)], 3, NOW)
    assert (never.lost, never.more, never.cutoff_at) == (False, 0, None)
