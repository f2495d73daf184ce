"""Orders that fit no cart are taken apart, line by line and in the end unit by unit; what no cart takes is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import floor, inf

from warehouse_app.domain.planning.problem import Limits, Line, Load, Order, Part
from warehouse_app.domain.routing.layout import Stop

_KINDS = ("units", "weight", "volume")
_LEAST = 1e-9
_PIECES = 1000  # of one line; more is a slip of the pen


def parts_of(orders: Iterable[Order], limits: Limits) -> tuple[list[Part], dict[str | int, str]]:
    """What goes on carts, and why an order does not. No two parts of one order fit on the same cart."""
    parts: list[Part] = []
    unplanned: dict[str | int, str] = {}
    for order in orders:
        why = _why_not(order, limits)
        if why:
            unplanned[order.id] = why
        else:
            parts += _first_fit(order, limits.load)
    return parts, unplanned


def fits(load: Load, limit: Load) -> bool:
    """Whether it is no more than the limit, of everything."""
    return all(one <= most * (1 + _LEAST) for one, most in zip(load, limit, strict=True))


def plus(one: Load, other: Load) -> Load:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def _why_not(order: Order, limits: Limits) -> str:
    if not order.lines:
        return "it has no lines"
    if limits.totes == 0:
        return "the cart takes no totes"
    for line in order.lines:
        spot = f"aisle {line.stop.aisle}, cell {line.stop.cell}"
        most = inf if fits(line.load, limits.load) else _at_once(line, limits.load)
        if most < 1:
            return f"one unit at {spot} is more than a cart takes ({_of(line, limits)})"
        if line.units / most > _PIECES:
            return f"the line at {spot} would need more than {_PIECES} carts"
    return ""


def _of(line: Line, limits: Limits) -> str:
    over = zip(_KINDS, line.load, limits.load, strict=True)
    return ", ".join(kind for kind, one, most in over if one / max(line.units, 1) > most)


def _at_once(line: Line, limit: Load) -> float:
    """How many whole units of a line one cart takes."""
    if line.units <= 0:
        return 0
    return min(
        (
            floor(most * line.units / one * (1 + _LEAST))
            for one, most in zip(line.load, limit, strict=True)
            if one > 0 and most < inf
        ),
        default=inf,
    )


def _first_fit(order: Order, limit: Load) -> list[Part]:
    """Each piece goes to the first part that takes it: what was refused by one fits no more with it later."""
    loads: list[Load] = []
    stops: list[set[Stop]] = []
    for line in _pieces(order, limit):
        place = next((at for at, load in enumerate(loads) if fits(plus(load, line.load), limit)), len(loads))
        if place == len(loads):
            loads.append((0, 0, 0))
            stops.append(set())
        loads[place] = plus(loads[place], line.load)
        stops[place].add(line.stop)
    return [Part(order, tuple(sorted(where)), load) for where, load in zip(stops, loads, strict=True)]


def _pieces(order: Order, limit: Load) -> Iterator[Line]:
    for line in sorted(order.lines, key=lambda line: line.stop):
        if fits(line.load, limit):
            yield line
            continue
        left, most = line.units, _at_once(line, limit)
        while left > 0:
            units = min(left, most)
            share = units / line.units
            yield Line(line.stop, units, line.weight * share, line.volume * share)
            left -= units
