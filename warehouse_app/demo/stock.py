"""The quants of the double, and how Odoo chooses among them.

First expired first out: earliest removal date, then earliest arrival, then lowest id; goods without a date come
last. First in first out: earliest arrival, then lowest id. Goods of an expired lot are not reserved at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import count

from warehouse_app.demo.records import Lot, Product, Quant

_NO_DATE = "9999-12-31"


class Stock:
    """All quants, by product."""

    def __init__(self, lots: dict[int, Lot]) -> None:
        self._lots = lots
        self._of: dict[int, list[Quant]] = defaultdict(list)
        self._ids = count(901)

    def __iter__(self) -> Iterator[Quant]:
        return (quant for quants in self._of.values() for quant in quants)

    def put(
        self, product: int, location: int, lot: int | None, quantity_m: int, arrived: int, package: int | None = None
    ) -> Quant:
        """Adds goods to the quant of this product, place, lot and box; its arrival is the earliest of its goods.

        A negative quantity takes goods away, if need be more than there are: so does Odoo.
        """
        quant = self.at(product, location, lot, package)
        if quant is None:
            quant = Quant(next(self._ids), product, location, lot, 0, arrived, package=package)
            self._of[product].append(quant)
        quant.quantity_m += quantity_m
        quant.arrived = min(quant.arrived, arrived)
        return quant

    def at(self, product: int, location: int, lot: int | None, package: int | None = None) -> Quant | None:
        place, rows = (location, lot, package), self._of.get(product, ())
        return next((quant for quant in rows if (quant.location, quant.lot, quant.package) == place), None)

    def reserve(self, product: Product, need_m: int, within: Collection[int], day: str) -> list[tuple[Quant, int]]:
        """Reserves up to `need_m` in the order of the removal strategy; says how much of which quant."""
        taken = []
        for quant in self._gather(product, within, day):
            part_m = min(need_m, quant.free_m)
            if part_m <= 0:
                continue
            quant.reserved_m += part_m
            need_m -= part_m
            taken.append((quant, part_m))
        return taken

    def _gather(self, product: Product, within: Collection[int], day: str) -> list[Quant]:
        rows = [
            quant
            for quant in self._of.get(product.card.odoo_id, ())
            if quant.location in within and not (product.card.expires and self._expired(quant, day))
        ]
        rows.sort(key=lambda quant: self._rank(quant, product.removal))
        return rows

    def _expired(self, quant: Quant, day: str) -> bool:
        return quant.lot is not None and self._lots[quant.lot].expired(day)

    def _rank(self, quant: Quant, removal: str) -> tuple[bool, str, int, int]:
        """Goods without a lot after those with one, as Odoo has it for either strategy."""
        expires = self._lots[quant.lot].card.expires if removal == "fefo" and quant.lot is not None else None
        return quant.lot is None, expires or _NO_DATE, quant.arrived, quant.id
