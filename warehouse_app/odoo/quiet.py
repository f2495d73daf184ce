"""A time of day in which Odoo is left alone: its backup runs, say, or its machine is busy with something else."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

from warehouse_app.odoo.budget import Budget
from warehouse_app.service.ports.odoo import OdooUnreachable

_DAY = 24 * 60


def wall_clock() -> datetime:
    """The time of day on this machine."""
    return datetime.now(UTC).astimezone()


def minutes_left(quiet: str, now: datetime) -> int:
    """Minutes until the quiet time `HH:MM-HH:MM` is over, rounded up; 0 outside it. It may go past midnight.

    >>> [minutes_left("22:00-01:30", datetime(2026, 1, 1, hour)) for hour in (21, 22, 0, 1, 2)]
    [0, 210, 90, 30, 0]
    """
    first, last = (int(text[:2]) * 60 + int(text[3:]) for text in quiet.split("-"))
    at = now.hour * 60 + now.minute
    return (last - at) % _DAY if (at - first) % _DAY < (last - first) % _DAY else 0


class QuietBudget(Budget):
    """A budget that gives no turn at all in the quiet time; what waits is told afterwards."""

    def __init__(self, at_once: int, per_second: float, quiet: str, wall: Callable[[], datetime] = wall_clock) -> None:
        super().__init__(at_once, per_second)
        self._quiet, self._wall = quiet, wall

    def turn(self, write: bool, seconds: float) -> AbstractContextManager[None]:
        """As of any budget.

        Raises:
            OdooUnreachable: it is the quiet time; the call was not sent.
        """
        if left := minutes_left(self._quiet, self._wall()):
            raise OdooUnreachable(f"left alone until {self._quiet[6:]}, as WAREHOUSE_ODOO_QUIET says", left * 60.0)
        return super().turn(write, seconds)
