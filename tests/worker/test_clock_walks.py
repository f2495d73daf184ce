"""No history of climbing, answering, coming back and falling asleep leaves an open case without an owner or a clock."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.shop import query
from tests.worker.ladder import Ladder
from tests.worker.yard import Clock
from warehouse_app.domain.cases import MINUTE
from warehouse_app.service.escalate import answered, climb_late, decide_case, hand_back, owner_left
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.shipped_types import shipped_types

TYPES = [code for kind, code, *_ in shipped_types() if kind == "case_type"]
ACTS = ["climb", "take", "decide", "again", "back", "left", "close", "reopen", "restart"]
STEPS = st.one_of(
    st.tuples(st.sampled_from(ACTS), st.just(0)),
    st.tuples(st.sampled_from(["wait", "sleep"]), st.integers(1, 6000)),
)  # fmt: skip


def test_a_clock_never_stops(sqlite_store: Store, clock: Clock, tmp_path: Path) -> None:
    ladder = Ladder(sqlite_store, clock, tmp_path)
    seen: set[str] = set()

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(TYPES), st.lists(STEPS, min_size=1, max_size=12))
    def walk(type_: str, steps: list[tuple[str, int]]) -> None:
        about = len(seen) + 1
        seen.add(f"{type_}{about}{clock.now}")
        case = ladder.raised(type_, about)
        for what, minutes in [*steps, ("climb", 0), ("wait", 30 * 24 * 60), ("climb", 0)]:
            rungs = ladder.row(case)["rung"]
            if what == "wait":
                clock.now += minutes * MINUTE
            elif what == "restart":
                ladder.start()
            else:
                case = ladder.store.write(partial(_do, ladder, case, what, minutes))
            _check(ladder)
        row = ladder.row(case)
        assert row["status"] == "resolved" or row["rung"] > rungs, "after a month somebody more has heard of it"

    walk()


def _do(ladder: Ladder, case: int, what: str, minutes: int, uow: UnitOfWork) -> int:
    now = uow.cases.get(case)
    assert now is not None
    if now.status == "resolved" and what not in ("reopen", "climb"):
        return case
    if what in ("again", "reopen"):
        return ladder.raise_in(uow, now.type, now.key)
    todo: dict[str, Callable[[], object]] = {
        "climb": lambda: climb_late(ladder.w, uow, 500),
        "take": lambda: _take(ladder, case, uow),
        "decide": lambda: decide_case(now, "decided", "wait", ladder.sam.id, {}, uow),
        "back": lambda: hand_back(case, uow),
        "left": lambda: owner_left(ladder.sam.id, uow),
        "close": lambda: uow.cases.resolve(case, "gone"),
        "sleep": lambda: _set(uow, case, snoozed_until=uow.now + minutes * MINUTE),
    }
    todo[what]()
    return case


def _take(ladder: Ladder, case: int, uow: UnitOfWork) -> None:
    _set(uow, case, person=ladder.sam.id)
    answered(case, uow)


def _set(uow: UnitOfWork, case: int, **values: Any) -> None:
    """What the life of a case does to it."""
    uow.escalation._set(case, **values)  # type: ignore[attr-defined]


def _check(ladder: Ladder) -> None:
    stopped = "SELECT count(*) FROM \"case\" WHERE status <> 'resolved' AND (next_at IS NULL OR owner = '')"
    assert query(ladder.store, stopped) == [(0,)]  # type: ignore[arg-type]
    ticking = "SELECT count(*) FROM \"case\" WHERE status = 'resolved' AND next_at IS NOT NULL"
    assert query(ladder.store, ticking) == [(0,)]  # type: ignore[arg-type]
