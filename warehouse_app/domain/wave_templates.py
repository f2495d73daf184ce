"""How the waves of a segment are made: on which cart, what stays apart on it, and how long it waits for more.

>>> mug, heavy = (FreeTransfer(n, f"S{n}", "DHL", None, 0, 1, 0, units=n, wave="WV-1") for n in (2, 9))
>>> templates = templates_of({"WV-1": {"units": 10, "urgent": True}}, Cart(12, 30))
>>> templates.cart_of(mug).takes([mug], heavy), templates.group(mug)
(False, 'mixed WV-1 0')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from warehouse_app.domain.carts import Cart, FreeTransfer

USUAL = "WV-USUAL"  # the template of whatever no segment sends another way
TOTES_MAX = 200


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

    def may_hold(self, totes: int, lines: int) -> bool:
        """Whether any cart takes so many totes with so many lines; what weight and zones say is not asked."""
        carts = [one.cart for one in (self.usual, *self.own.values())]
        return any(totes <= cart.totes and lines <= cart.lines for cart in carts)


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
