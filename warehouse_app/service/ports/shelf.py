"""What is named on the shelves, for facts that name it by a code; and goods that were moved. Ids are ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from warehouse_app.domain.beside import Named
from warehouse_app.service.ports.look import Lies


@dataclass(frozen=True, slots=True)
class OnShelf:
    """Goods as a fact names them. `factor_m`: what one scan of the code stands for, where only that was known."""

    id: int
    name: str
    sku: str
    tracking: str
    factor_m: int


@dataclass(frozen=True, slots=True)
class NewMove:
    w: int
    event: str
    person: int | None
    product: int
    lot: int | None
    qty_m: int
    origin: int
    target: int
    token: str


@dataclass(frozen=True, slots=True)
class MoveToTell:
    """Goods that were moved. `site` and `odoo` (product, lot, source, target) are Odoo's ids."""

    id: int
    w: int
    product: int
    source: int
    token: str
    qty_m: int
    site: int
    odoo: tuple[int, int | None, int, int]
    name: str
    sku: str
    codes: tuple[str, str]
    worker: str | None


@dataclass(frozen=True, slots=True)
class CameFrom:
    """From where so much of the goods of a document was picked, of which lot, and the tote it lies in."""

    product: int
    location: int
    lot: int | None
    tote: str | None
    qty_m: int


class Shelf(Protocol):
    def came_from(self, transfer: int) -> Sequence[CameFrom]:
        """What the documents before this one picked, in the order it was picked; what lies together is one."""
        ...

    def place(self, w: int, named: Named) -> tuple[int, str] | None:
        """A place of this warehouse and its code; the id wins over the text."""
        ...

    def goods(self, w: int, named: Named) -> OnShelf | None: ...
    def lot(self, product: int, lot: int | None, name: str | None) -> int | None:
        """A lot of this product, by its id or its name."""
        ...

    def lies(self, w: int, location: int) -> Sequence[Lies]:
        """What is known to lie in a place."""
        ...

    def add_move(self, new: NewMove) -> int: ...
    def move(self, move: int) -> MoveToTell: ...
    def moved(self, move: int, odoo_id: int, odoo_name: str) -> None:
        """It is done in Odoo."""
        ...
