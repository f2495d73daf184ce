"""The part of a sheet about lots, single numbers and packages: what lies at each stop, and what of it may be taken.

Of what others have reserved nothing may; what lines of this wave have reserved may go to each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Any, Protocol

PER_LINE = 5  # lots named for each line of some goods at a stop
NUMBERS = 50  # single numbers named at most
_NO_DATE = "9999-12-31"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SheetStock:
    """So much of some goods lies in one place, as Odoo had it. Ids are ours."""

    location: int
    product: int
    lot: int | None
    lot_name: str | None
    expires: str | None
    package: int | None
    package_name: str | None
    quantity_m: int
    reserved_m: int


class GoodsLine(Protocol):
    """What of a line counts here."""

    @property
    def location(self) -> int: ...
    @property
    def product(self) -> int: ...
    @property
    def lot(self) -> int | None: ...
    @property
    def package(self) -> int | None: ...
    @property
    def open_m(self) -> int: ...


Place = tuple[int, int, int | None, int | None]


def today(now: int, zone: tzinfo) -> dict[str, Any]:
    """The warehouse's day, and when it ends (ms UTC): no lot that is over then may leave."""
    wall = (_EPOCH + timedelta(milliseconds=now)).astimezone(zone)
    night = datetime.combine(wall.date() + timedelta(days=1), time(), zone)
    return {"date": wall.date().isoformat(), "ends_at": (night.astimezone(UTC) - _EPOCH) // timedelta(milliseconds=1)}


def shown(
    stock: Iterable[SheetStock], lines: Sequence[GoodsLine], tracking: Mapping[int, str], day: str
) -> list[SheetStock]:
    """What is worth naming: of goods with lots or packages, the lines' own first, then the earliest good ones."""
    wanted = Counter((line.location, line.product) for line in lines)
    own = {_place(line) for line in lines}
    found: dict[tuple[int, int], list[SheetStock]] = defaultdict(list)
    for row in stock:
        is_told_apart = tracking.get(row.product, "none") != "none" or row.package is not None
        if is_told_apart and (row.location, row.product) in wanted:
            found[row.location, row.product].append(row)
    kept: list[SheetStock] = []
    for goods, rows in found.items():
        rows.sort(
            key=lambda row: (_place(row) not in own, is_over(row, day), row.expires or _NO_DATE, row.lot_name or "")
        )
        kept += rows[: max(wanted[goods] * PER_LINE, NUMBERS if tracking.get(goods[1]) == "serial" else 0)]
    return sorted(kept, key=lambda row: (row.expires or _NO_DATE, row.lot_name or "", row.package_name or ""))


def is_over(row: SheetStock, day: str) -> bool:
    """Whether the goods must not leave any more."""
    return row.expires is not None and row.expires < day


def lies(
    rows: Iterable[SheetStock], lines: Iterable[GoodsLine], location: int, day: str
) -> dict[str, list[dict[str, Any]]]:
    """What lies at a stop, by product, and how much of it may be taken."""
    ours: Counter[Place] = Counter()
    for line in lines:
        ours[_place(line)] += line.open_m
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row.location == location and not is_over(row, day):
            free_m = row.quantity_m - row.reserved_m + ours[_place(row)]
            entry = {"lot": row.lot, "qty_m": max(0, min(free_m, row.quantity_m))}
            found[str(row.product)].append(entry | ({"package": row.package} if row.package is not None else {}))
    return found


def packages(stock: Iterable[SheetStock], stops: Sequence[int], known: set[int]) -> dict[str, dict[str, Any]]:
    """The packages that stand at a stop with goods of the wave in them. `mixed`: with others too."""
    found: dict[int, list[SheetStock]] = defaultdict(list)
    for row in stock:
        if row.package is not None and row.location in stops:
            found[row.package].append(row)
    return {
        str(package): {
            "name": rows[0].package_name,
            "stop": stops.index(rows[0].location),
            "rows": [_content(row) for row in rows if row.product in known],
            "mixed": any(row.product not in known for row in rows),
        }
        for package, rows in found.items()
        if any(row.product in known for row in rows)
    }


def _content(row: SheetStock) -> dict[str, Any]:
    return {"product": row.product, "lot": row.lot, "qty_m": row.quantity_m}


def _place(row: SheetStock | GoodsLine) -> Place:
    return row.location, row.product, row.lot, row.package
