"""A truck before it leaves: which orders make it, which may not, which will not any more.

>>> one = OnTruck("S1", "DHL", 1000, "in_hand")
>>> [(row.made, len(row.at_risk), len(row.lost)) for row in sweep([one], 0)]
[(0, 1, 0)]
>>> [(row.made, len(row.at_risk), len(row.lost)) for row in sweep([one], 2000)]
[(0, 0, 1)]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

MINUTE = 60_000
PACKING_MS = 20 * MINUTE  # what nobody has in hand by then cannot be picked and packed in time
_FAR = 2**62

Stage = Literal["packed", "in_hand", "nobody"]


@dataclass(frozen=True, slots=True)
class OnTruck:
    """An order of a truck. `stage`: its boxes are closed; somebody walks or packs it, or it waits for a bench; or

    nobody has it: it is in no wave, or in one that no picker took.
    """

    order: str
    carrier: str
    cutoff_at: int | None
    stage: Stage
    transfer: int = 0


@dataclass(frozen=True, slots=True)
class Truck:
    """One departure of a carrier (ms UTC; None: it has none). Names of orders, in the order given.

    `transfers` are those of the orders that are not made.
    """

    carrier: str
    cutoff_at: int | None
    made: int
    at_risk: tuple[str, ...]
    lost: tuple[str, ...]
    transfers: tuple[int, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """All that is not made."""
        return *self.lost, *self.at_risk


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """A truck that left (ms UTC), and the names of its orders that Odoo does not have as shipped."""

    manifest: int
    number: str
    carrier: str
    left_at: int
    orders: tuple[str, ...]


def sweep(orders: Iterable[OnTruck], now: int) -> list[Truck]:
    """Truck by truck, the first to leave first. A truck that has left lost whatever was not made."""
    listed = sorted(orders, key=_truck)
    return [_swept(list(group), now) for _, group in groupby(listed, key=_truck)]


def needs_a_look(truck: Truck, now: int, minutes: int) -> bool:
    """Whether somebody has to decide about it: it leaves within so many minutes or has left, and not all is made."""
    return truck.cutoff_at is not None and bool(truck.missing) and truck.cutoff_at - minutes * MINUTE <= now


def with_departures(orders: Iterable[OnTruck], next_of: Callable[[str], int | None]) -> list[OnTruck]:
    """Orders in no wave are on their carrier's next truck."""
    return [one if one.cutoff_at is not None else replace(one, cutoff_at=next_of(one.carrier)) for one in orders]


def _swept(orders: list[OnTruck], now: int) -> Truck:
    carrier, cutoff_at = orders[0].carrier, orders[0].cutoff_at
    left = _FAR if cutoff_at is None else cutoff_at - now
    made = [one for one in orders if one.stage == "packed"]
    lost = [one for one in orders if one.stage != "packed" and (left < 0 or _is_late(one, left))]
    risk = [one for one in orders if one not in made and one not in lost]
    at_risk, late = (tuple(dict.fromkeys(one.order for one in group)) for group in (risk, lost))
    transfers = tuple(one.transfer for one in (*risk, *lost))
    return Truck(carrier, cutoff_at, len({one.order for one in made}), at_risk, late, transfers)


def _is_late(order: OnTruck, left_ms: int) -> bool:
    return order.stage == "nobody" and left_ms < PACKING_MS


def _truck(order: OnTruck) -> tuple[int, str]:
    return _FAR if order.cutoff_at is None else order.cutoff_at, order.carrier
