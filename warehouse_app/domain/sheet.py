"""The wave sheet: everything a device needs to answer each scan of a wave by itself.

Policy is compiled here, in Python; the device only interprets it. The shape is described in `docs/sheet.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, tzinfo
from typing import Any, Literal

from warehouse_app.domain import cards, last_digits
from warehouse_app.domain.barcodes import key as key_of
from warehouse_app.domain.modes import is_discrete, ways_of
from warehouse_app.domain.picking import Wave
from warehouse_app.domain.pictures import address
from warehouse_app.domain.reasons import ON_SCREEN
from warehouse_app.domain.sheet_goods import SheetStock, lies, packages, shown, today
from warehouse_app.domain.tote_rows import rows_of


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line with everything its sheet needs. Ids are ours."""

    id: int
    location: int
    location_code: str
    location_barcode: str
    rank: int
    product: int
    lot: int | None
    lot_name: str | None
    lot_expires: str | None
    demand_m: int
    picked_m: int
    short_m: int
    tote: str | None
    slot: int | None
    transfer: int
    order: str
    package: int | None = None
    package_name: str | None = None
    denied: str | None = None  # the number of the case in which somebody looks after its bin

    @property
    def open_m(self) -> int:
        """What is still to be taken."""
        return max(self.demand_m - self.picked_m - self.short_m, 0)


@dataclass(frozen=True, slots=True)
class SheetTote:
    """A tote on the cart; an order may have several, all in its slot."""

    code: str
    slot: int
    transfer: int
    order: str


@dataclass(frozen=True, slots=True)
class SheetProduct:
    id: int
    sku: str
    name: str
    unit: str
    whole: bool
    shape: str
    hue: int
    codes: tuple[tuple[str, int], ...]
    tracking: str = "none"
    picture: str | None = None  # its SHA-256


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """One read of the store: the wave and all that may be scanned on it."""

    wave: Wave
    sheet_no: int
    carrier: str | None
    cutoff_at: int | None
    lines: tuple[SheetLine, ...]
    products: tuple[SheetProduct, ...]
    neighbours: tuple[tuple[SheetProduct, str], ...]  # products lying in the bins passed, not on the wave
    reasons: tuple[tuple[str, Mapping[str, Any]], ...]
    stock: tuple[SheetStock, ...] = ()
    taken: tuple[int, ...] = ()  # single numbers that are in a tote of the wave
    now: int = 0
    zone: tzinfo = UTC
    options: Mapping[str, bool | str] = field(default_factory=dict)  # Odoo's scan settings, see scan_options
    totes: tuple[SheetTote, ...] = ()
    check: tuple[
        tuple[SheetTote, tuple[tuple[int, int], ...]], ...
    ] = ()  # what should lie in each tote: line, quantity
    back: tuple[tuple[int, int], ...] = ()  # goods nobody wants any more: line, quantity
    free: tuple[str, ...] = ()  # codes of totes that serve nobody, in order


@dataclass(frozen=True, slots=True)
class PickingRules:
    """What is asked on the walk. Quantities in thousandths.

    `mode`: `cluster`, each order in its tote on the cart; `discrete`, one order a walk, its tote scanned once at the
    start; `batch`, the same goods of all orders counted together, and sorted at the bench.
    """

    location_first: bool = True
    ask_tote: bool = True
    keypad_from_m: int = 4_000
    keypad_max_m: int = 9_999_000
    mode: Literal["cluster", "batch", "discrete"] = "cluster"
    lot_scan: bool = False  # goods with lots: is the lot to be scanned, or the product enough where one is wanted
    last_digits: bool = False  # no readable barcode: may the figures under it be typed

    @property
    def without(self) -> tuple[str, ...]:
        """Commands that these rules do not allow."""
        return () if self.last_digits else ("no-code",)


VERSION = 2


def compile_sheet(facts: SheetFacts, rules: PickingRules, generation: str) -> dict[str, Any]:
    """The sheet as JSON-ready data, version 2."""
    stops = _stops(facts)
    day = today(facts.now, facts.zone)
    tracking = {product.id: product.tracking for product in facts.products}
    near = shown(facts.stock, facts.lines, tracking, day["date"])
    lots, boxes = _lots(facts, near), _packages(facts, stops)
    ways = ways_of(facts.lines, rules, tracking)
    return {
        "v": VERSION,
        "wave": facts.wave.id,
        "number": facts.wave.number,
        "epoch": facts.wave.epoch,
        "sheet": facts.sheet_no,
        "warehouse": facts.wave.w,
        "generation": generation,
        "truck": {"carrier": facts.carrier, "cutoff_at": facts.cutoff_at} if facts.carrier else None,
        "today": day,
        "rules": {
            "keypad_from_m": rules.keypad_from_m,
            "keypad_max_m": rules.keypad_max_m,
            "lot_scan": rules.lot_scan,
            "tote_first": rules.ask_tote and is_discrete(facts.lines, rules),
            "last_digits": last_digits.rule(rules.last_digits),
        },
        "stops": [{**_stop(line), "lies": lies(near, facts.lines, line.location, day["date"])} for line in stops],
        "totes": [asdict(tote) for tote in facts.totes],
        "free": rows_of(facts.free),
        "back": [{"line": line, "qty_m": qty_m} for line, qty_m in facts.back],
        "check": [_check(tote, rows) for tote, rows in facts.check],
        "products": _products(facts, rules),
        "lots": lots,
        "packages": boxes,
        "taken": list(facts.taken),
        "lines": [_line(line, stops) | ways[line.id] for line in facts.lines],
        "codes": _box_codes(boxes) | _codes(facts, rules),
        "known": _known(facts),
        "reasons": [_reason(code, body, at < ON_SCREEN) for at, (code, body) in enumerate(facts.reasons)],
    }


def _stops(facts: SheetFacts) -> list[SheetLine]:
    """The first line of each location, in walk order."""
    return list({line.location: line for line in reversed(facts.lines)}.values())[::-1]


def _stop(line: SheetLine) -> dict[str, Any]:
    return {"location": line.location, "code": line.location_code, "parts": line.location_code.split("-")}


def _check(tote: SheetTote, rows: tuple[tuple[int, int], ...]) -> dict[str, Any]:
    shown = [{"line": line, "qty_m": qty_m} for line, qty_m in rows]
    return {"tote": tote.code, "slot": tote.slot, "order": tote.order, "rows": shown}


def _products(facts: SheetFacts, rules: PickingRules) -> dict[str, dict[str, Any]]:
    shown = {str(product.id): _product(product) for product in facts.products}
    if rules.last_digits:
        near = [*facts.products, *(product for product, _ in facts.neighbours)]
        taken = last_digits.shared(product.codes for product in near)
        for product in facts.products:
            shown[str(product.id)]["digits"] = last_digits.ends(product.codes, taken)
    return shown


def _product(product: SheetProduct) -> dict[str, Any]:
    return {
        "name": product.name,
        "sku": product.sku,
        "code": next((text for text, factor_m in product.codes if factor_m == 1_000), None),
        "unit": product.unit,
        "whole": product.whole,
        "tracking": product.tracking,
        "picture": address(product.picture),
        "hue": product.hue,
        "shape": product.shape,
    }


def _lots(facts: SheetFacts, near: list[SheetStock]) -> dict[str, dict[str, Any]]:
    """Those of the lines, and what else of their goods lies near."""
    rows = [(line.lot, line.lot_name, line.lot_expires, line.product) for line in facts.lines]
    rows += [(row.lot, row.lot_name, row.expires, row.product) for row in near]
    return {
        str(lot): {"name": name, "expires": expires, "product": product}
        for lot, name, expires, product in rows
        if lot is not None
    }


def _packages(facts: SheetFacts, stops: list[SheetLine]) -> dict[str, dict[str, Any]]:
    """Those that stand at a stop, and those of lines of which nothing is known but the name."""
    places = [stop.location for stop in stops]
    named = {
        str(line.package): {
            "name": line.package_name,
            "stop": places.index(line.location),
            "rows": [{"product": line.product, "lot": line.lot, "qty_m": line.demand_m}],
            "mixed": False,
        }
        for line in facts.lines
        if line.package is not None
    }
    return named | packages(facts.stock, places, {product.id for product in facts.products})


def _box_codes(boxes: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    return {key_of(box["name"]): {"what": "package", "package": int(id_)} for id_, box in boxes.items()}


def _line(line: SheetLine, stops: list[SheetLine]) -> dict[str, Any]:
    return {
        "id": line.id,
        "stop": next(at for at, stop in enumerate(stops) if stop.location == line.location),
        "product": line.product,
        "lot": line.lot,
        "package": line.package,
        "demand_m": line.demand_m,
        "picked_m": line.picked_m,
        "short_m": line.short_m,
        "tote": line.tote,
        "slot": line.slot,
        "max_m": line.demand_m,
    } | ({"denied": line.denied} if line.denied else {})


def _codes(facts: SheetFacts, rules: PickingRules) -> dict[str, dict[str, Any]]:
    """Every text that may be scanned, upper-cased, and what it means. Goods win over commands, places over goods."""
    table: dict[str, dict[str, Any]] = cards.table(dict(facts.reasons), rules.without)
    for product in facts.products:
        for text, factor_m in product.codes:
            table[key_of(text)] = {"what": "product", "product": product.id, "factor_m": factor_m, "lot": None}
    for line in facts.lines:
        place = {"what": "location", "location": line.location}
        table |= {key_of(line.location_barcode): place, line.location_code.upper(): place}
    return table | {tote.code.upper(): {"what": "tote", "tote": tote.code} for tote in facts.totes}


def _known(facts: SheetFacts) -> dict[str, dict[str, str]]:
    """Goods that lie in the bins passed and are not on this wave: a wrong one is named, not just refused."""
    return {
        key_of(text): {"name": product.name, "at": location}
        for product, location in facts.neighbours
        for text, _ in product.codes
    }


def _reason(code: str, body: Mapping[str, Any], on_screen: bool) -> dict[str, Any]:
    """Those that are not on the screen have their card."""
    shown = {"code": code, "key": body["key"], "count": body["count"]} | ({} if on_screen else {"card": True})
    return shown | {name: True for name in ("photo", "note", "lot") if body.get(name) == "ask"}
