"""Which orders may share a cart: those of one zone and one priority whose trucks leave at about the same time.

A band too small for a cart of its own goes with the next one of its zone, so that a single urgent order does not walk
alone; its cart goes as early as the most urgent order on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import inf

from warehouse_app.domain.planning.problem import Limits, Order, Part

APART_MIN = 30  # trucks within so many minutes are served by one walk

Urgency = tuple[float, float]


def urgency(order: Order) -> Urgency:
    """The lower the sooner: by the truck, then by priority."""
    return (inf if order.cutoff is None else order.cutoff // APART_MIN * APART_MIN), -order.priority


def exact_urgency(order: Order) -> Urgency:
    """The same by the minute."""
    return (inf if order.cutoff is None else order.cutoff), -order.priority


def bands_of(parts: Sequence[Part], limits: Limits) -> list[list[int]]:
    """The numbers of the parts that are planned together, the most urgent first."""
    found: dict[tuple[str, Urgency], list[int]] = defaultdict(list)
    for number, part in enumerate(parts):
        found[repr(part.order.zone), urgency(part.order)].append(number)
    bands: list[list[int]] = []
    waiting: list[int] = []
    for zone, when in sorted(found):
        if waiting and repr(parts[waiting[0]].order.zone) != zone:
            bands.append(waiting)
            waiting = []
        waiting = waiting + found[zone, when]
        if fills_a_cart([parts[one] for one in waiting], limits):
            bands.append(waiting)
            waiting = []
    bands += [waiting] if waiting else []
    return sorted(bands, key=lambda band: min(urgency(parts[one].order) for one in band))


def fills_a_cart(parts: Sequence[Part], limits: Limits) -> bool:
    """Whether they are at least one full cart, by what it takes at most of anything."""
    if limits.totes is not None and len(parts) >= limits.totes:
        return True
    return any(sum(part.load[kind] for part in parts) >= most for kind, most in enumerate(limits.load))
