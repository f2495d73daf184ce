"""What the demo's customers ordered in the last day: mostly one line, seldom more than three, some much more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

from warehouse_app.demo.records import Wanted

HOW_MANY = 400

T = TypeVar("T")

_LINES = ((1, 70), (2, 16), (3, 9), (4, 3), (5, 1), (6, 1))  # lines per order, out of 100
_PIECES = ((1, 74), (2, 16), (3, 5), (4, 3), (6, 1), (12, 1))  # pieces per line, out of 100
_CARRIERS = (("DHL", 55), ("DPD", 30), ("Post", 14), (None, 1))
_URGENT = 0.06
_TOMORROW = 0.15  # promised for the next day's truck
_DAY = 86_400_000


def orders(
    random: Random, products: Sequence[int], partners: Sequence[int], departures: Mapping[str, int]
) -> list[Wanted]:
    """400 orders in the order they came in. `departures` are the next trucks by carrier, ms UTC."""
    liked = _popularity(random, len(products))
    return [
        _order(random, random.choices(products, liked, k=6), random.choice(partners), departures)
        for _ in range(HOW_MANY)
    ]


def demand(wanted: Sequence[Wanted]) -> Counter[int]:
    """How much of each product all orders want, thousandths."""
    total: Counter[int] = Counter()
    for order in wanted:
        for product, quantity_m in order.rows:
            total[product] += quantity_m
    return total


def _popularity(random: Random, how_many: int) -> list[float]:
    """A few products sell a lot, most sell now and then; which ones is drawn."""
    weights = [1 / (rank + 12) for rank in range(how_many)]
    random.shuffle(weights)
    return weights


def _order(random: Random, drawn: Sequence[int], partner: int, departures: Mapping[str, int]) -> Wanted:
    different = list(dict.fromkeys(drawn))[: _pick(random, _LINES)]
    carrier = _pick(random, _CARRIERS)
    departure = departures.get(carrier) if carrier else None
    late = random.random() < _TOMORROW
    return Wanted(
        partner=partner,
        rows=tuple((product, _pick(random, _PIECES) * 1000) for product in different),
        carrier=carrier,
        priority=int(random.random() < _URGENT),
        deadline=departure + _DAY if late and departure else departure,
    )


def _pick(random: Random, shares: Sequence[tuple[T, int]]) -> T:
    values = [value for value, _ in shares]
    return random.choices(values, [share for _, share in shares])[0]
