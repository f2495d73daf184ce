"""What was judged of goods that came back, as the store has it. Ids are ours where nothing else is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from warehouse_app.domain.judging_returns import ReturnJudged
from warehouse_app.service.ports.odoo import Lacking, ReturnPart


@dataclass(frozen=True, slots=True)
class JudgeLine:
    """A line of a return: so much of it came, and so much of that was judged."""

    id: int
    product: int
    lot: int | None
    lot_name: str | None
    received_m: int
    judged_m: int


@dataclass(frozen=True, slots=True)
class Wish:
    """An order that lacks so many of some goods, less what was promised to it; of this lot (ours) if it names one.

    `transfer` and `move` are Odoo's ids; `case` is the short's, where the app knows of it.
    """

    order: str
    transfer: int
    move: int
    missing_m: int
    lot: int | None = None
    case: int | None = None


@dataclass(frozen=True, slots=True)
class NewJudged:
    """A judgement as it counts. `place` is Odoo's; `wish` gets the goods straight."""

    w: int
    event: str
    person: int | None
    return_: int
    line: JudgeLine
    fact: ReturnJudged
    disposition: str
    place: int | None
    place_name: str | None
    wish: Wish | None
    token: str


@dataclass(frozen=True, slots=True)
class JudgedToTell:
    """A judgement for Odoo. `site`, `receipt`, `place` and what is in `part` and `wish` are Odoo's ids.

    `wish` (transfer, move): the one the goods are reserved for; `promised_m` all that went to it by this place so far.
    """

    id: int
    w: int
    return_: int
    number: str
    order: str
    site: int
    receipt: int | None
    part: ReturnPart
    disposition: str
    place: int | None
    place_name: str | None
    token: str
    worker: str
    name: str
    grade: str
    wish: tuple[int, int] | None
    promised_m: int


class JudgedGoods(Protocol):
    """Writing what was judged."""

    def line(self, return_: int, line: int) -> JudgeLine | None: ...
    def odoo_place(self, location: int) -> int:
        """Odoo's id of a place of ours."""
        ...

    def wishes(self, w: int, product: int) -> list[Wish]:
        """Orders that wait for these goods, the most urgent and the longest promised first; then what Odoo said."""
        ...

    def keep_lacking(self, w: int, products: Sequence[int], rows: Sequence[Lacking]) -> None:
        """What Odoo says of these goods (Odoo's ids), the most urgent first, in place of what it said before."""
        ...

    def add(self, new: NewJudged) -> int:
        """Keeps it; a return of which all that came is judged is `judged`."""
        ...

    def becomes(self, return_: int) -> frozenset[str]:
        """What becomes of what was judged of a return."""
        ...

    def get(self, judged: int) -> JudgedToTell: ...
    def done(self, judged: int, odoo_id: int | None, name: str | None) -> None:
        """Odoo has it: the document it is in, where there is one."""
        ...


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A judgement as people see it. `order` is the one that gets the goods straight."""

    id: int
    line: int
    qty_m: int
    grade: str
    disposition: str
    place: str | None
    document: str | None
    is_told: bool
    worker: str | None
    order: str | None
    event: str


@dataclass(frozen=True, slots=True)
class SlowReturn:
    """A return that waits since `since` (ms UTC): for its goods to be judged, or for what is sent instead."""

    return_: int
    number: str
    order: str
    since: int
    waits_for: Literal["judge", "exchange"]


class JudgedViews(Protocol):
    """Reading what was judged."""

    def slow(self, w: int) -> list[SlowReturn]:
        """Returns that came and of which something is not judged; exchanges whose first transfer is not done."""
        ...

    def of_return(self, return_: int) -> list[JudgedRow]:
        """In the order it was judged."""
        ...

    def of_event(self, w: int, event: str) -> tuple[str, JudgedRow] | None:
        """The number of the return and the judgement that came of an event."""
        ...

    def goods(self, judged: int) -> str:
        """The name of what was judged."""
        ...

    def products(self, w: int, number: str) -> list[int]:
        """The goods of a return, in Odoo's ids."""
        ...

    def names(self, products: list[int]) -> dict[int, tuple[str, ...]]:
        """All a rule may call each product by: tags, categories, SKU, name."""
        ...

    def bins(self, w: int, products: list[int]) -> dict[int, str]:
        """A bin where each product lies or was fetched, by its code; the one known to hold the most of it."""
        ...
