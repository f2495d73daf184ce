"""What a plan must keep to, told without the planner: for the tests and for `tests/bench/planning.py`.

It works on the JSON of the file and of the answer alone, and walks every cart itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]


def broken_rules(task: Json, answer: Json) -> list[str]:
    """Each breach in words; empty when the plan is right."""
    orders = {order["id"]: order for order in task["orders"]}
    unplanned = [one["id"] for one in answer["unplanned"]]
    on_carts = Counter(order for cart in answer["carts"] for order in cart["orders"])
    told = {*on_carts, *unplanned}
    found = [f"order {order} is neither on a cart nor unplanned" for order in orders if order not in told]
    found += [f"order {order} is on a cart and unplanned" for order in unplanned if order in on_carts]
    found += [f"order {order} is unknown" for order in told if order not in orders]
    found += [f"order {one['id']} is unplanned without a reason" for one in answer["unplanned"] if not one["why"]]
    for number, cart in enumerate(answer["carts"]):
        found += [f"cart {number}: {breach}" for breach in _of_cart(task, orders, cart, on_carts)]
    found += _of_stops(orders, answer, on_carts)
    if abs(answer["metres"] - sum(cart["metres"] for cart in answer["carts"])) > 1e-3:
        found.append("the metres are not the sum of those of the carts")
    return found


def _of_cart(task: Json, orders: Json, cart: Json, on_carts: Counter[Any]) -> Iterator[str]:
    limits, ids = task["cart"], cart["orders"]
    if not ids:
        yield "it is empty"
    if len(set(ids)) < len(ids):
        yield "an order has two totes"
    if limits["totes"] is not None and len(ids) > limits["totes"]:
        yield "too many totes"
    if len({orders[one].get("zone") for one in ids}) > 1:
        yield "two zones"
    yield from _of_loads(limits, [orders[one] for one in ids if on_carts[one] == 1])
    stops = [(stop["aisle"], stop["cell"]) for stop in cart["stops"]]
    if len(set(stops)) < len(stops):
        yield "a stop is named twice"
    if {*stops} - {(line["aisle"], line["cell"]) for one in ids for line in orders[one]["lines"]}:
        yield "it stops where nothing is wanted"
    if abs(walked(task["layout"], stops) - cart["metres"]) > 1e-3:
        yield f"it walks {walked(task['layout'], stops)} metres, not {cart['metres']}"


def _of_loads(limits: Json, orders: list[Json]) -> Iterator[str]:
    """Of orders that are on one cart only: what is split is not told by its order."""
    for kind in ("units", "weight", "volume"):
        load = sum(line[kind] for order in orders for line in order["lines"])
        if limits[kind] is not None and load > limits[kind] + 1e-6:
            yield f"too much {kind}"


def _of_stops(orders: Json, answer: Json, on_carts: Counter[Any]) -> Iterator[str]:
    passed: dict[Any, set[Any]] = defaultdict(set)
    for cart in answer["carts"]:
        for one in cart["orders"]:
            passed[one] |= {(stop["aisle"], stop["cell"]) for stop in cart["stops"]}
    for one in on_carts:
        if not {(line["aisle"], line["cell"]) for line in orders[one]["lines"]} <= passed[one]:
            yield f"order {one} has a line no cart of it comes past"


def walked(layout: Json, stops: list[tuple[int, int]]) -> float:
    """From the depot past the stops in this order and back, in metres."""
    if not stops:
        return 0.0
    depot = layout["depot"]
    home = depot["aisle"], 0.0 if depot["end"] == "front" else layout["blocks"] * _block(layout)
    spots = [home, *((aisle, _along(layout, cell)) for aisle, cell in stops), home]
    return 2 * float(depot["distance"]) + sum(_apart(layout, spots[at], spots[at + 1]) for at in range(len(spots) - 1))


def _block(layout: Json) -> float:
    cells = layout["cells"] // layout["blocks"]
    return float((cells - 1) * layout["cell_pitch"] + 2 * layout["end_gap"])


def _along(layout: Json, cell: int) -> float:
    cells = layout["cells"] // layout["blocks"]
    return float(cell // cells * _block(layout) + layout["end_gap"] + cell % cells * layout["cell_pitch"])


def _apart(layout: Json, one: tuple[int, float], other: tuple[int, float]) -> float:
    if one[0] == other[0]:
        return abs(one[1] - other[1])
    crosses = [cross * _block(layout) for cross in range(layout["blocks"] + 1)]
    return abs(one[0] - other[0]) * float(layout["aisle_pitch"]) + min(
        abs(one[1] - c) + abs(other[1] - c) for c in crosses
    )
