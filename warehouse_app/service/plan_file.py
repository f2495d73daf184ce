"""Plans as files: a hall, a cart and orders as JSON come in, carts with their walks go out. Nothing else is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

from warehouse_app.domain.planning.problem import Limits, Line, Order, Plan, Task
from warehouse_app.domain.routing.layout import Depot, Layout, Stop

_MOST = 10_000  # aisles, or cells of an aisle
_CELLS = 2_000_000


class WrongPlan(ValueError):
    """Something in the file is not as it must be; the text names the field and says what is expected."""


def task_of(body: Any) -> Task:
    """What is asked for.

    Raises:
        WrongPlan: names the field.
    """
    top = _object(body, "the file")
    layout = _layout(_object(_field(top, "layout", ""), "layout"))
    limits = _limits(_object(_field(top, "cart", ""), "cart"))
    orders = [_order(one, f"orders[{place}]", layout) for place, one in enumerate(_list(top, "orders", ""))]
    seen: set[str | int] = set()
    for place, order in enumerate(orders):
        if order.id in seen:
            raise WrongPlan(f"orders[{place}].id: {order.id!r} stands there twice")
        seen.add(order.id)
    seconds = _number(top, "seconds", "", least=0, default=2.0)
    return Task(layout, limits, orders, seconds, _whole(top, "seed", "", default=1))


def answer_of(plan: Plan, seconds: float) -> dict[str, Any]:
    """What is written out. `seconds` is the time it took."""
    carts = [
        {
            "orders": list(cart.orders),
            "stops": [{"aisle": stop.aisle, "cell": stop.cell} for stop in cart.stops],
            "metres": round(cart.metres, 6),
        }
        for cart in plan.carts
    ]
    unplanned = [{"id": order, "why": why} for order, why in plan.unplanned.items()]
    return {
        "carts": carts,
        "metres": round(plan.metres, 6),
        "seconds": round(seconds, 3),
        "unplanned": unplanned,
    }


def _layout(body: Mapping[str, Any]) -> Layout:
    at = "layout."
    aisles, cells = (_whole(body, name, at, least=1, most=_MOST) for name in ("aisles", "cells"))
    blocks = _whole(body, "blocks", at, least=1, most=2, default=1)
    if cells % blocks:
        raise WrongPlan(f"layout.cells: must be even with two blocks, not {cells}")
    if aisles * cells > _CELLS:
        raise WrongPlan(f"layout.cells: more than {_CELLS} cells in all aisles")
    depot = _object(_field(body, "depot", at), "layout.depot")
    end = _field(depot, "end", "layout.depot.")
    if end not in ("front", "back"):
        raise WrongPlan(f'layout.depot.end: must be "front" or "back", not {end!r}')
    aisle = _whole(depot, "aisle", "layout.depot.", least=0, most=aisles - 1)
    where = Depot(aisle, end, _number(depot, "distance", "layout.depot.", least=0, default=0))
    pitches = [_number(body, name, at, least=0) for name in ("aisle_pitch", "cell_pitch", "end_gap")]
    return Layout(aisles, cells, blocks, pitches[0], pitches[1], pitches[2], where)


def _limits(body: Mapping[str, Any]) -> Limits:
    totes = None if body.get("totes") is None else _whole(body, "totes", "cart.", least=0)
    load = [
        None if body.get(name) is None else _number(body, name, "cart.", least=0)
        for name in ("units", "weight", "volume")
    ]
    return Limits(totes, load[0], load[1], load[2])


def _order(body: Any, at: str, layout: Layout) -> Order:
    one = _object(body, at)
    lines = [_line(line, f"{at}.lines[{place}]", layout) for place, line in enumerate(_list(one, "lines", f"{at}."))]
    cutoff = None if one.get("cutoff") is None else _number(one, "cutoff", f"{at}.")
    _name(one.get("carrier"), f"{at}.carrier", none=True)
    return Order(
        id=_name(_field(one, "id", f"{at}."), f"{at}.id"),
        lines=tuple(lines),
        priority=_number(one, "priority", f"{at}.", default=0),
        cutoff=cutoff,
        zone=_name(one.get("zone"), f"{at}.zone", none=True),
    )


def _line(body: Any, at: str, layout: Layout) -> Line:
    one = _object(body, at)
    at += "."
    aisle = _whole(one, "aisle", at, least=0, most=layout.aisles - 1)
    cell = _whole(one, "cell", at, least=0, most=layout.cells - 1)
    weight, volume = (_number(one, name, at, least=0, default=0) for name in ("weight", "volume"))
    return Line(Stop(aisle, cell), _number(one, "units", at, least=0, default=1), weight, volume)


def _object(value: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise WrongPlan(f"{name}: must be an object, not {_told(value)}")
    return value


def _list(body: Mapping[str, Any], name: str, at: str) -> Sequence[Any]:
    value = _field(body, name, at)
    if not isinstance(value, list):
        raise WrongPlan(f"{at}{name}: must be a list, not {_told(value)}")
    return value


def _field(body: Mapping[str, Any], name: str, at: str) -> Any:
    if name not in body:
        raise WrongPlan(f"{at}{name}: is missing")
    return body[name]


def _name(value: Any, name: str, none: bool = False) -> Any:
    if none and value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise WrongPlan(f"{name}: must be a text or a whole number, not {_told(value)}")
    return value


def _number(
    body: Mapping[str, Any], name: str, at: str, least: float | None = None, default: float | None = None
) -> Any:
    value = body.get(name)
    if value is None and default is not None:
        return default
    value = _field(body, name, at)
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise WrongPlan(f"{at}{name}: must be a number, not {_told(value)}")
    if least is not None and value < least:
        raise WrongPlan(f"{at}{name}: must be at least {least}, not {value}")
    return value


def _whole(
    body: Mapping[str, Any],
    name: str,
    at: str,
    least: int | None = None,
    most: int | None = None,
    default: int | None = None,
) -> int:
    value = _number(body, name, at, least, default)
    if value != int(value):
        raise WrongPlan(f"{at}{name}: must be a whole number, not {value}")
    if most is not None and value > most:
        raise WrongPlan(f"{at}{name}: must be at most {most}, not {value}")
    return int(value)


def _told(value: Any) -> str:
    told = repr(value)
    return told if len(told) <= 40 else f"{told[:40]}..."
