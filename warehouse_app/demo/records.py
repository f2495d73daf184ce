"""The rows of the double, shaped like Odoo's own. Quantities in thousandths of the base unit, times in ms UTC."""

from __future__ import annotations

from dataclasses import dataclass, field

from warehouse_app.service.ports.odoo import OdooLot, OdooProduct


@dataclass(slots=True)
class User:
    id: int
    login: str
    password: str
    active: bool = True
    has_address: bool = True


@dataclass(slots=True)
class Location:
    """`usage` is Odoo's: internal (may hold our stock), view, customer."""

    id: int
    name: str
    parent: int | None
    usage: str = "internal"
    barcode: str | None = None


@dataclass(slots=True)
class Product:
    """What is sold. `removal` is the strategy of its category: fifo, or fefo where expiry dates are kept.

    `cost` and list `price` of a base unit in hundredths of the money; `customs`: its code for the customs.
    """

    card: OdooProduct
    cost: int = 0
    price: int = 100
    customs: str = ""

    @property
    def removal(self) -> str:
        return "fefo" if self.card.expires else "fifo"


@dataclass(slots=True)
class Lot:
    card: OdooLot

    def expired(self, day: str) -> bool:
        """Whether goods of this lot may not leave on `day` (ISO date)."""
        return self.card.expires is not None and self.card.expires < day


@dataclass(slots=True)
class Quant:
    """So much of a product in a place, as the book has it.

    `missing_m` is what Odoo cannot know: that much of the book quantity does not lie there.
    """

    id: int
    product: int
    location: int
    lot: int | None
    quantity_m: int
    arrived: int
    reserved_m: int = 0
    missing_m: int = 0
    package: int | None = field(default=None, repr=False)

    @property
    def free_m(self) -> int:
        return self.quantity_m - self.reserved_m

    @property
    def truth_m(self) -> int:
        """What a person finds in the bin."""
        return self.quantity_m - self.missing_m


@dataclass(slots=True)
class OpType:
    """An operation type: where its transfers take from and put to, and what is done with the goods `then`."""

    id: int
    code: str
    source: int
    target: int
    name: str = field(default="OUT", repr=False)
    then: OpType | None = field(default=None, repr=False)


@dataclass(slots=True)
class Site:
    """A warehouse: its steps (1, 2 or 3), the root of its stock, the first thing done for an order.

    `back` is what is done with goods that come back.
    """

    id: int
    code: str
    name: str
    zone: str
    steps: int
    stock: int
    first: OpType
    back: OpType

    @property
    def chain(self) -> list[OpType]:
        """All that is done for an order, in order."""
        steps = [self.first]
        while steps[-1].then is not None:
            steps.append(steps[-1].then)
        return steps


@dataclass(slots=True)
class Partner:
    """Who gets the goods."""

    id: int
    name: str
    street: str | None
    zip: str | None
    city: str | None
    country: str | None
    street2: str | None = None
    phone: str | None = None
    email: str | None = None
    lang: str = field(default="de_DE", repr=False)

    @property
    def complete(self) -> bool:
        return bool(self.name and self.street and self.zip and self.city and self.country)


@dataclass(slots=True)
class MoveLine:
    """What is reserved, or picked, for a move in one place."""

    id: int
    move: int
    product: int
    location: int
    target: int
    lot: int | None
    quantity_m: int
    picked: bool = False
    package: int | None = field(default=None, repr=False)
    result_package: int | None = field(default=None, repr=False)


@dataclass(slots=True)
class Move:
    """What a transfer wants of one product; `done` and `cancel` are final states, the rest follows the lines."""

    id: int
    picking: int
    product: int
    demand_m: int
    ended: str | None = None
    returned_of: int | None = field(default=None, repr=False)
    kit: str | None = field(default=None, repr=False)  # what was sold, where this is a part of it
    lines: list[MoveLine] = field(default_factory=list)

    @property
    def quantity_m(self) -> int:
        return sum(line.quantity_m for line in self.lines)

    @property
    def picked(self) -> bool:
        return any(line.picked for line in self.lines)

    @property
    def state(self) -> str:
        """Odoo's move state: confirmed, partially_available, assigned, done, cancel."""
        if self.ended:
            return self.ended
        if self.quantity_m >= self.demand_m:
            return "assigned"
        return "partially_available" if self.quantity_m else "confirmed"


@dataclass(slots=True)
class Sale:
    """What an order says besides its goods and who gets them.

    `prices` in hundredths and `discounts` in percent, by product; `untaxed` products have no tax on the order.
    `extra`: what the shop's own fields hold, by their key (`sale.order:x_fraud`).
    """

    ordered_at: int | None = None
    paid: int = 0
    terms: bool = False
    reference: str = ""
    warning: str = ""
    fiscal: str | None = None
    untaxed: frozenset[int] = frozenset()
    prices: dict[int, int] = field(default_factory=dict)
    discounts: dict[int, int] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    extra: dict[str, bool | int | str | tuple[str, ...] | None] = field(default_factory=dict)


@dataclass(slots=True)
class Wanted:
    """An order as it is about to be confirmed: (product, quantity) rows and how it is to be sent."""

    partner: int
    rows: tuple[tuple[int, int], ...]
    carrier: str | None = None
    priority: int = 0
    deadline: int | None = None
    all_at_once: bool = False
    segment: str | None = None
    value: int | None = None


@dataclass(slots=True)
class Picking:
    """A transfer document. `all_at_once` is Odoo's `move_type` one: it waits until everything is there."""

    id: int
    name: str
    order: str
    order_id: int
    type: OpType
    wanted: Wanted
    moves: list[Move] = field(default_factory=list)
    site: int = field(default=0, repr=False)
    changed_at: int = field(default=0, repr=False)
    batch: int | None = field(default=None, repr=False)
    backorder_of: int | None = field(default=None, repr=False)
    return_of: int | None = field(default=None, repr=False)
    done_at: int | None = field(default=None, repr=False)
    created_at: int = field(default=0, repr=False)
    then: list[int] = field(default_factory=list, repr=False)
    cancelled: bool = field(default=False, repr=False)
    tracking: str = field(default="", repr=False)

    @property
    def state(self) -> str:
        """Odoo's picking state; `assigned` says that something is reserved, not that all is."""
        states = {move.state for move in self.moves if move.state != "cancel"}
        if not states or self.cancelled:
            return "cancel"
        todo = states - {"done"}
        if not todo:
            return "done"
        if self.wanted.all_at_once:
            return "assigned" if todo == {"assigned"} else "confirmed"
        return "confirmed" if todo == {"confirmed"} else "assigned"
