"""What is planned: orders with what is to be taken where, a cart and a hall; and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf

from warehouse_app.domain.routing.layout import Layout, Stop

Load = tuple[float, float, float]  # units, weight, volume


@dataclass(frozen=True, slots=True)
class Line:
    """What is taken at one stop; weight and volume are those of the whole line."""

    stop: Stop
    units: float
    weight: float
    volume: float

    @property
    def load(self) -> Load:
        return self.units, self.weight, self.volume


@dataclass(frozen=True, slots=True)
class Order:
    """`cutoff` is in minutes from now. Of orders with the same cut-off the one with the higher priority goes first."""

    id: str | int
    lines: tuple[Line, ...]
    priority: float = 0
    cutoff: float | None = None
    zone: str | int | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What a cart takes at most; None = as much as there is. An order stands in one tote."""

    totes: int | None = None
    units: float | None = None
    weight: float | None = None
    volume: float | None = None

    @property
    def load(self) -> Load:
        found = [inf if one is None else one for one in (self.units, self.weight, self.volume)]
        return found[0], found[1], found[2]


@dataclass(frozen=True, slots=True)
class Part:
    """An order or, where no cart takes all of it, what goes on one cart."""

    order: Order
    stops: tuple[Stop, ...]  # each once, by aisle and cell
    load: Load


@dataclass(frozen=True, slots=True)
class Cart:
    """One walk: the orders on it, its stops in order, its length."""

    orders: tuple[str | int, ...]
    stops: tuple[Stop, ...]
    metres: float


@dataclass(frozen=True, slots=True)
class Plan:
    """`unplanned` tells why, by order. `cut_short`: the time was over before the search, another run may differ."""

    carts: tuple[Cart, ...]
    unplanned: Mapping[str | int, str] = field(default_factory=dict)
    cut_short: bool = False

    @property
    def metres(self) -> float:
        return sum(cart.metres for cart in self.carts)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to plan, in so many `seconds` by the clock; `left` are those not spent before, None = all.

    `one_way` are aisles nobody turns round in: carts are chosen as if whoever enters one leaves it at its other end.
    The metres of the plan know nothing of them.
    """

    layout: Layout
    limits: Limits
    orders: Sequence[Order]
    seconds: float = 2.0
    seed: int = 1
    left: float | None = None
    one_way: frozenset[int] = frozenset()

    def within(self, seconds: float) -> Task:
        """The same where only so many of the seconds are left. The search it promises stays that of all of them."""
        return replace(self, left=seconds)
