"""Goods at the desk that fit nothing, as the store has them. Ids are ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from warehouse_app.domain.found_goods import ReturnFound


@dataclass(frozen=True, slots=True)
class NewFound:
    w: int
    number: str
    event: str
    person: int | None
    fact: ReturnFound
    product: int | None


@dataclass(frozen=True, slots=True)
class FoundRow:
    """`back` is the return whose box it came in, `matched` the one it turned out to belong to: numbers of returns."""

    id: int
    number: str
    what: str
    goods: str | None
    code: str | None
    qty_m: int
    found_at: int
    worker: str | None
    back: str | None
    matched: str | None


class FoundGoods(Protocol):
    """Writing them."""

    def add(self, new: NewFound) -> int: ...
    def return_named(self, w: int, number: str) -> int | None: ...
    def match(self, w: int, found: int, return_: int) -> str | None:
        """It belongs to this return; its number. None where there is no such row, or it was matched before."""
        ...


class FoundViews(Protocol):
    """Reading them."""

    def listed(self, w: int, most: int) -> list[FoundRow]:
        """Those that belong to nothing yet first, then the newest."""
        ...

    def of_event(self, w: int, event: str) -> FoundRow | None: ...
