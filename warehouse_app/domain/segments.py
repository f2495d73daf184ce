"""Segments: which path an order takes. Ordered rules, the first that fits; what none of them fits goes the usual way.

A rule says for which orders it is (all that it names must hold; what it leaves open means all): `size` (one line or
several), `types` (of orders, as this Odoo tells them), `channels`, `classes` (of customers), `methods` (carriers),
`countries`, `value_from` and `value_to` (whole money). Of an order with several tags one is enough. What it does:
the `lane` in which it is put on carts, the template of its `wave` (`domain/carts`; none: the usual one), `boost` (how
many steps more urgent it is), and its `name`, by which checks and questions at the bench mean it. The warehouse is that
of the rules themselves.

>>> rules = {"SG-1": {"on": True, "countries": "CH, NO", "lane": "alone", "boost": 2, "name": "Export"}}
>>> path_of(About(country="NO", lines=3), rules)
Path(code='SG-1', name='Export', lane='alone', boost=2, because=(('countries', 'NO'),), wave='')
>>> path_of(About(country="DE", lines=1), rules) == USUAL
True
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from warehouse_app.domain.checks import is_named

MIXED, SINGLE, ALONE = "mixed", "single", "alone"
LANES = (MIXED, SINGLE, ALONE)  # with all others, with others of one line only, on a cart of its own
SIZES = ("any", "one", "several")  # lines of an order
BOOST_MAX = 9
_LISTS = {
    "types": "order_type", "channels": "channel", "classes": "customer_class", "methods": "carrier",
    "countries": "country",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class About:
    """What segments look at. None: nobody knows. `value` is in hundredths of the money."""

    lines: int | None = None
    order_type: str | None = None
    channel: str | None = None
    customer_class: str | None = None
    carrier: str | None = None
    country: str | None = None
    value: int | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """Which rule decides (None: no one), and what follows. `because`: what the rule looked at, with what it found."""

    code: str | None = None
    name: str = ""
    lane: str = MIXED
    boost: int = 0
    because: tuple[tuple[str, str], ...] = ()
    wave: str = ""

    def as_data(self) -> dict[str, Any]:
        """For the store and for JSON."""
        return asdict(self) | {"because": [list(pair) for pair in self.because]}


USUAL = Path()


def path_of(about: About, rules: Mapping[str, Mapping[str, Any]]) -> Path:
    """The path of an order by the rules of its warehouse, tried in their order."""
    for code, body in rules.items():
        if not body.get("on"):
            continue
        because = _fits(about, body)
        if because is not None:
            return Path(
                code,
                body.get("name") or "",
                body.get("lane") or MIXED,
                min(body.get("boost") or 0, BOOST_MAX),
                because,
                body.get("wave") or "",
            )
    return USUAL


def _fits(about: About, body: Mapping[str, Any]) -> tuple[tuple[str, str], ...] | None:
    """What it looked at and found; None where one of it is otherwise, or not known."""
    found = []
    for name, holds, value in _looked_at(about, body):
        if not holds:
            return None
        found.append((name, value))
    return tuple(found)


def _looked_at(about: About, body: Mapping[str, Any]) -> Iterator[tuple[str, bool, str]]:
    size = body.get("size") or "any"
    if size != "any":
        yield "size", about.lines is not None and (about.lines == 1) == (size == "one"), str(about.lines)
    for name, of in _LISTS.items():
        if body.get(name):
            value = getattr(about, of)
            yield name, value is not None and is_named(body[name], _each(value)), str(value)
    if body.get("value_from") is not None:
        yield "value_from", about.value is not None and about.value >= body["value_from"] * 100, _money(about.value)
    if body.get("value_to") is not None:
        yield "value_to", about.value is not None and about.value <= body["value_to"] * 100, _money(about.value)


def _each(value: str) -> list[str]:
    return [value, *(text.strip() for text in value.split(","))]


def _money(hundredths: int | None) -> str:
    return "" if hundredths is None else f"{hundredths / 100:.2f}"
