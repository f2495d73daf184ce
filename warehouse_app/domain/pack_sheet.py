"""What a bench needs to answer each scan of an order by itself. Policy is compiled here, as on a wave's sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.barcodes import key as key_of
from warehouse_app.domain.numbers import amount
from warehouse_app.domain.pictures import address

VERSION = 1
COMMANDS = {
    # Odoo's own: put in pack
    "O-BTN.PACK": "close",
    "OBTPACK": "close",
    # ours, in the same style
    "O-BTN.NEW-BOX": "new_box",
    "O-BTN.PASS": "pass",
    "O-BTN.FAIL": "fail",
    "O-BTN.UNDO": "undo",
    "OBTUNDO": "undo",
    "O-BTN.HELP": "help",
    "OBTHELP": "help",
}


@dataclass(frozen=True, slots=True)
class PackProduct:
    id: int
    sku: str
    name: str
    unit: str
    whole: bool
    shape: str
    hue: int
    weight_g: int | None
    codes: tuple[tuple[str, int], ...]
    picture: str | None = None  # its SHA-256


@dataclass(frozen=True, slots=True)
class PackLot:
    id: int
    name: str
    expires: str | None
    product: int


@dataclass(frozen=True, slots=True)
class SheetBox:
    id: int
    name: str
    code: str | None
    weight_g: int | None
    max_g: int | None
    size_mm: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class PackedItem:
    line: int
    qty_m: int
    event: str


@dataclass(frozen=True, slots=True)
class SheetParcel:
    key: str
    number: str
    state: str
    box: int | None
    weight_g: int | None
    items: tuple[PackedItem, ...]


@dataclass(frozen=True, slots=True)
class SheetPackLine:
    """`due_m` is there to be packed, `packed_m` of it in boxes."""

    id: int
    product: int
    lot: int | None
    due_m: int
    packed_m: int


@dataclass(frozen=True, slots=True)
class PackFacts:
    """One read of the store: the order on the bench and all that may be scanned there.

    `others` are goods on the floor that are not of this order: (product, order, slot), the slot of those of the same
    wave; where there is none an order on another wave wants them. `missing` is what the pick
    did not find: (name, thousandths). `counted` is what a bench counted from paper: (product, lot, thousandths).
    """

    transfer: int
    name: str
    order: str
    carrier: str | None
    cutoff_at: int | None
    epoch: int
    totes: tuple[tuple[str, int], ...]
    wave: str
    picker: str
    customer_ok: bool
    ship_to: Mapping[str, str] | None
    lines: tuple[SheetPackLine, ...]
    products: tuple[PackProduct, ...]
    lots: tuple[PackLot, ...]
    others: tuple[tuple[PackProduct, str, int | None], ...]
    missing: tuple[tuple[str, int], ...]
    boxes: tuple[SheetBox, ...]
    parcels: tuple[SheetParcel, ...]
    counted: tuple[tuple[int, int | None, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PackingRules:
    """What is asked at the bench. Quantities in thousandths."""

    ask_box: bool = True
    ask_weight: bool = True
    keypad_from_m: int = 4_000


def compile_pack_sheet(facts: PackFacts, rules: PackingRules, generation: str) -> dict[str, Any]:
    """The sheet as JSON-ready data, version 1."""
    return {
        "v": VERSION,
        "transfer": facts.transfer,
        "name": facts.name,
        "order": facts.order,
        "carrier": facts.carrier,
        "cutoff_at": facts.cutoff_at,
        "epoch": facts.epoch,
        "generation": generation,
        "totes": [{"code": code, "slot": slot} for code, slot in facts.totes],
        "wave": facts.wave,
        "picker": facts.picker,
        "ship_to": _ship_to(facts.ship_to),
        "notes": _notes(facts),
        "lines": [_line(line) for line in facts.lines],
        "products": {str(product.id): _product(product) for product in facts.products},
        "lots": {str(lot.id): {"name": lot.name, "expires": lot.expires, "product": lot.product} for lot in facts.lots},
        "codes": _codes(facts),
        "known": _known(facts),
        "boxes": [_box(box) for box in facts.boxes],
        "parcels": [_parcel(parcel) for parcel in facts.parcels],
        "counted": _counted(facts),
        "rules": {
            "ask_box": rules.ask_box and bool(facts.boxes),
            "ask_weight": rules.ask_weight,
            "keypad_from_m": rules.keypad_from_m,
        },
    }


def _ship_to(address: Mapping[str, str] | None) -> dict[str, str] | None:
    return {name: address.get(name, "") for name in ("name", "city", "zip", "country")} if address else None


def _notes(facts: PackFacts) -> list[dict[str, Any]]:
    """What the packer is told before anything is scanned."""
    address = [] if facts.customer_ok else [{"key": "pack.note.address", "args": {}}]
    missing = [
        {"key": "pack.note.short", "args": {"count": amount(short_m), "name": name}} for name, short_m in facts.missing
    ]
    return [*address, *missing]


def _line(line: SheetPackLine) -> dict[str, Any]:
    return {
        "id": line.id, "product": line.product, "lot": line.lot, "demand_m": line.due_m, "packed_m": line.packed_m,
    }  # fmt: skip


def _counted(facts: PackFacts) -> list[dict[str, int]]:
    """What goes into the box without another scan: counted from paper at a bench, as long as nothing is packed."""
    if facts.parcels or any(line.packed_m for line in facts.lines):
        return []
    left, found = {(product, lot): qty_m for product, lot, qty_m in facts.counted}, []
    for line in facts.lines:
        lots = [key for key in left if key[0] == line.product and line.lot in (None, key[1])]
        qty_m = min(line.due_m, sum(left[key] for key in lots))
        if qty_m:
            found.append({"line": line.id, "qty_m": qty_m})
        for key in lots:
            took_m = min(left[key], qty_m)
            left[key], qty_m = left[key] - took_m, qty_m - took_m
    return found


def _product(product: PackProduct) -> dict[str, Any]:
    return {
        "name": product.name,
        "sku": product.sku,
        "code": next((text for text, factor_m in product.codes if factor_m == 1_000), None),
        "unit": product.unit,
        "whole": product.whole,
        "picture": address(product.picture),
        "hue": product.hue,
        "shape": product.shape,
        "weight_g": product.weight_g,
    }


def _codes(facts: PackFacts) -> dict[str, dict[str, Any]]:
    """Goods win over boxes, boxes over commands."""
    table: dict[str, dict[str, Any]] = {text: {"what": "command", "do": do} for text, do in COMMANDS.items()}
    table |= {key_of(box.code): {"what": "box", "box": box.id} for box in facts.boxes if box.code}
    for product in facts.products:
        for text, factor_m in product.codes:
            table[key_of(text)] = {"what": "product", "product": product.id, "factor_m": factor_m}
    return table


def _known(facts: PackFacts) -> dict[str, dict[str, Any]]:
    """Goods that other orders on the floor want: a wrong one is told apart, not just refused."""
    return {
        key_of(text): {"name": product.name, "why": "order" if slot is None else "wave", "order": order, "slot": slot}
        for product, order, slot in facts.others
        for text, _ in product.codes
    }


def _box(box: SheetBox) -> dict[str, Any]:
    size = list(box.size_mm) if box.size_mm else None
    return {
        "id": box.id, "name": box.name, "code": box.code, "weight_g": box.weight_g, "max_g": box.max_g, "size_mm": size,
    }  # fmt: skip


def _parcel(parcel: SheetParcel) -> dict[str, Any]:
    items = [{"line": item.line, "qty_m": item.qty_m, "event": item.event} for item in parcel.items]
    return {
        "key": parcel.key, "number": parcel.number, "state": parcel.state, "box": parcel.box,
        "weight_g": parcel.weight_g, "items": items,
    }  # fmt: skip
