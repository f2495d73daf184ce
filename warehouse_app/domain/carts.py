"""Carts: what could be picked now, how much of it goes on one cart, and how the waves of a segment are made.

>>> mug, heavy = (FreeTransfer(n, f"S{n}", "DHL", None, 0, 1, 0, units=n, wave="WV-1") for n in (2, 9))
>>> templates = templates_of({"WV-1": {"units": 10, "urgent": True}}, Cart(12, 30))
>>> templates.cart_of(mug).takes([mug], heavy), templates.group(mug)
(False, 'mixed WV-1 0')
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from warehouse_app.domain.segments import MIXED

USUAL = "WV-USUAL"  # the template of whatever no segment sends another way
TOTES_MAX = 200


@dataclass(frozen=True, slots=True)
class FreeTransfer:
    """A transfer that could be picked now. `first_rank` is where its walk begins; `units`, `grams` and `ml` are of all
    its goods, as far as they are known.

    `priority` is Odoo's with the steps its segment adds, `lane` (`domain/segments`) says what it may share a cart with,
    `wave` is the template its segment names. `zone`: where its goods lie, by the names of the zones. `since`: when it
    came (ms UTC), None where nobody knows.
    """

    id: int
    order: str
    carrier: str | None
    deadline: int | None
    priority: int
    lines: int
    first_rank: int
    lane: str = MIXED
    grams: int = 0
    ml: int = 0
    units: int = 0
    wave: str = ""
    zone: str = ""
    since: int | None = None


@dataclass(frozen=True, slots=True)
class Cart:
    """What goes on one cart at most: so many orders, each in a `tote` of its own or all together, so many lines, and,
    where that is set, so many pieces, grams and millilitres."""

    totes: int
    lines: int
    tote_each: bool = True
    grams: int | None = None
    ml: int | None = None
    units: int | None = None

    @classmethod
    def of(cls, mode: str, totes: int, lines: int, grams: int | None = None, ml: int | None = None) -> Cart:
        """By the way of picking: `discrete` takes one order at a time, `batch` has no totes on the cart."""
        return cls(1 if mode == "discrete" else totes, lines, mode != "batch", grams, ml)

    def totes_for(self, orders: int) -> int:
        """How many totes stand on it with so many orders."""
        return orders if self.tote_each else 0

    def takes(self, load: Sequence[FreeTransfer], more: FreeTransfer) -> bool:
        """Whether one more fits. A single order with too many lines goes alone, else it would never go."""
        return not load or (len(load) < self.totes and self._carries([*load, more]))

    def holds(self, load: Sequence[FreeTransfer]) -> bool:
        """Whether all of them go on one cart."""
        return len(load) == 1 or (len(load) <= self.totes and self._carries(load))

    def filled(self, load: Sequence[FreeTransfer]) -> float:
        """How full it is with these, from 0 to 1, by what fills it first."""
        return max(len(load) / self.totes, *(have / most for have, most in self._loads(load)))

    def is_too_small(self, one: FreeTransfer) -> bool:
        """Whether a single order is more than it takes."""
        return not self._carries([one])

    def limits(self) -> dict[str, int]:
        """What of a transfer is limited, and how much of it goes on the cart."""
        found = {"lines": self.lines, "units": self.units, "grams": self.grams, "ml": self.ml}
        return {name: most for name, most in found.items() if most is not None}

    def _carries(self, load: Sequence[FreeTransfer]) -> bool:
        return all(have <= most for have, most in self._loads(load))

    def _loads(self, load: Sequence[FreeTransfer]) -> list[tuple[int, int]]:
        return [(sum(getattr(one, name) for one in load), most) for name, most in self.limits().items()]


@dataclass(frozen=True, slots=True)
class Template:
    """How waves are made: the cart, whether `zones` and degrees of urgency stay apart, and how long (minutes) an order
    waits at most for others that fill its cart; 0 = it goes at once."""

    cart: Cart
    zones: bool = False
    urgent: bool = False
    wait_min: int = 0


@dataclass(frozen=True, slots=True)
class Templates:
    """The usual template of a warehouse, and those that segments name."""

    usual: Template
    own: Mapping[str, Template] = field(default_factory=dict)

    @classmethod
    def alike(cls, cart: Cart) -> Templates:
        """One cart for all."""
        return cls(Template(cart))

    def of(self, one: FreeTransfer) -> Template:
        return self.own.get(one.wave, self.usual)

    def cart_of(self, one: FreeTransfer) -> Cart:
        return self.of(one).cart

    def group(self, one: FreeTransfer) -> str:
        """What shares a cart with it has the same: lane and template, and zone and priority where these stay apart."""
        of = self.of(one)
        parts = (one.lane, one.wave if one.wave in self.own else "", one.zone if of.zones else "")
        return " ".join(part for part in (*parts, str(one.priority) if of.urgent else "") if part)


def templates_of(rules: Mapping[str, Mapping[str, Any]], cart: Cart) -> Templates:
    """By the rules of the kind `wave`; what they leave open is as on the usual cart, and there as it was set up."""
    usual = _template(rules.get(USUAL, {}), cart)
    own = {code: _template(body, usual.cart) for code, body in rules.items() if code != USUAL}
    return Templates(usual, own)


def _template(body: Mapping[str, Any], cart: Cart) -> Template:
    """A floor that picks one order at a time does so on every cart."""
    grams, ml = ((body.get(name) or 0) * 1000 or None for name in ("kilos", "litres"))
    mine = replace(
        cart,
        totes=(body.get("totes") or cart.totes) if cart.totes > 1 else 1,
        lines=body.get("lines") or cart.lines,
        units=body.get("units") or cart.units,
        grams=grams or cart.grams,
        ml=ml or cart.ml,
    )
    return Template(mine, bool(body.get("zones")), bool(body.get("urgent")), body.get("waits") or 0)
