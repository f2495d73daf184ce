"""How long what is known of people is kept.

>>> Keep(person_days=30).cuts(40 * DAY_MS).person // DAY_MS
10
"""

from __future__ import annotations

from dataclasses import dataclass

DAY_MS = 24 * 3_600_000
YEAR_MS = 365 * DAY_MS + DAY_MS // 4


@dataclass(frozen=True, slots=True)
class Cuts:
    """What ended before these moments (ms UTC) is to go."""

    now: int
    customer: int
    photo: int
    person: int
    journal: int


@dataclass(frozen=True, slots=True)
class Keep:
    """Customers' data count from the end of their transfer, photos from when they were taken, what tells how somebody
    works from the day itself, and the journal from when an event came."""

    customer_days: int = 90
    photo_days: int = 180
    person_days: int = 30
    journal_years: int = 10

    def cuts(self, now: int) -> Cuts:
        """What is over by now."""
        customer, photo, person = (now - n * DAY_MS for n in (self.customer_days, self.photo_days, self.person_days))
        return Cuts(now, customer, photo, person, now - self.journal_years * YEAR_MS)
