"""What is checked at the bench before a box is closed: rules of a shop, compiled for one order.

A *check* is a way of scanning, a *limit* a figure a box has to keep, a *question* something a packer looks at. Each
holds for the goods, carriers, sales teams and customers that its rule names; a field left empty names all.

>>> is_named("battery, CELL-9", ["cell-9", "Torches"]), is_named(None, []), is_named("DHL", ["DPD"])
(True, True, False)
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Body = Mapping[str, Any]
Book = Mapping[str, Mapping[str, Body]]

KINDS = ("check", "limit", "question")
HOW = ("look", "measure", "photo")
EACH = ("CK-EACH", "CK-NEW", "CK-ALIKE", "CK-VALUE", "CK-SHORT", "CK-RANDOM")  # each piece is scanned
LOT, KIT, ADDRESS, CARRIER, WEIGHT = "CK-LOT", "CK-KIT", "CK-ADDRESS", "CK-CARRIER", "CK-WEIGHT"
NOSCAN, DATA = "CK-NOSCAN", "CK-DATA"
LABELS = (ADDRESS, CARRIER)  # without them a parcel has no label
SILENT = (WEIGHT, "CK-FIT")  # without `stops` they say nothing
HEAVIEST_G = 99_999
PACKER_MOST_M = 100  # so far off (thousandths of the expected weight) a packer may close a box that was counted again

# What a failed check becomes, where it is not a failed question.
CASES: Mapping[str, str] = {
    WEIGHT: "FUL-WRONG", KIT: "FUL-KIT", ADDRESS: "CUS-ADDRESS", CARRIER: "SHP-LABEL",
    DATA: "FUL-DATA", NOSCAN: "FUL-DATA",
    "RC-P-WRONG": "FUL-WRONG", "RC-P-EXTRA": "FUL-WRONG", "RC-P-DAMAGED": "FUL-QUALITY", "RC-P-WEIGHT": "FUL-WRONG",
}  # fmt: skip
QUESTION_CASE = "FUL-QUALITY"


@dataclass(frozen=True, slots=True)
class CheckGoods:
    """A product of the order. `names` is all a rule may call it by; size in mm, volume in ml, weight in g."""

    id: int
    name: str
    names: tuple[str, ...] = ()
    tracking: str = "none"
    size_mm: tuple[int, ...] | None = None
    volume_ml: int | None = None
    weight_g: int | None = None


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """One read of the store: the order on the bench as its checks see it.

    `value` is in minor units; `packed_before` so many orders the packer has packed; `beside` are names of other goods
    of the wave; `kits` (line -> kit); `passed` and `failed` (check, product or None), the newest of each; `granted`
    what a second person agreed to: (check, product or None, value). `path` is the name of the segment that sends it.
    """

    order: str
    carrier: str | None
    segment: str | None
    customer: str | None
    value: int | None
    packed_before: int
    was_short: bool
    has_address: bool
    goods: tuple[CheckGoods, ...]
    beside: tuple[str, ...] = ()
    kits: Mapping[int, str] = field(default_factory=dict)
    passed: tuple[tuple[str, int | None], ...] = ()
    granted: tuple[tuple[str, int | None, int | None], ...] = ()
    failed: tuple[tuple[str, int | None], ...] = ()
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What a check about a product (None: the order) came to: pass, fail or granted; `value` is what was measured."""

    check: str
    product: int | None
    result: str
    value: int | None = None


def compile_checks(facts: CheckFacts, book: Book, boxes: Sequence[tuple[int, str]]) -> dict[str, Any]:
    """The part of a bench's sheet that says what to check, JSON-ready; `boxes` are (id, name) of those offered."""
    checks, limits = dict(_holding(facts, book.get("check", {}))), dict(_holding(facts, book.get("limit", {})))
    return {
        "each": sorted(_each(facts, checks)),
        "lots": sorted(one.id for one in _of(facts, checks, LOT) if one.tracking != "none"),
        "kits": {str(line): kit for line, kit in facts.kits.items()} if KIT in checks else {},
        "label": _label(facts, checks),
        "weight": _weight(limits),
        "most_g": min((body["grams"] for body in _like(limits, "CK-HEAVY") if body.get("grams")), default=None),
        "boxes_not": [id_ for id_, name in boxes if any(_takes(body, name) for body in _like(limits, "CK-BOX"))],
        "fit": _fit(facts, limits),
        "ask": _asked(facts, checks, dict(_holding(facts, book.get("question", {})))),
        "passed": [{"check": check, "product": product} for check, product in facts.passed],
        "granted": [{"check": check, "product": product, "value": value} for check, product, value in facts.granted],
    }


def is_named(listed: str | None, names: Iterable[str | None]) -> bool:
    """Whether one of the names stands in a list with commas; an empty list names all."""
    wanted = {text.strip().casefold() for text in (listed or "").split(",") if text.strip()}
    return not wanted or not wanted.isdisjoint(name.casefold() for name in names if name)


def is_drawn(order: str, one_in: int) -> bool:
    """Whether this order is one of so many, the same wherever it is asked.

    >>> sum(is_drawn(f"S{n:05d}", 10) for n in range(1000)) in range(60, 141)
    True
    """
    return one_in > 0 and int.from_bytes(hashlib.sha256(order.encode()).digest()[:6]) % one_in == 0


def look_alike(one: str, other: str) -> bool:
    """Whether two names differ by a word at most.

    >>> look_alike("Mug, red, 300 ml", "Mug, blue, 300 ml"), look_alike("Mug", "Bowl, red"), look_alike("Mug", "Mug")
    (True, False, False)
    """
    ours, theirs = set(one.casefold().split()), set(other.casefold().split())
    return ours != theirs and len(ours - theirs) <= 1 and len(theirs - ours) <= 1 and bool(ours & theirs)


def case_of(check: str) -> str:
    """The type of the exception that a failed check is."""
    return CASES.get(check, QUESTION_CASE)


def _holding(facts: CheckFacts, rules: Mapping[str, Body]) -> Iterator[tuple[str, Body]]:
    """Rules that are switched on and mean this order, by code."""
    for code, body in rules.items():
        means = (
            is_named(body.get("carriers"), [facts.carrier])
            and is_named(body.get("segments"), [facts.segment, facts.path])
            and is_named(body.get("customers"), [facts.customer])
        )
        if body.get("on") and means:
            yield code, body


def _of(facts: CheckFacts, rules: Mapping[str, Body], code: str) -> list[CheckGoods]:
    """The goods a rule means; none where it does not hold."""
    body = rules.get(code)
    return [] if body is None else [one for one in facts.goods if is_named(body.get("products"), one.names)]


def _each(facts: CheckFacts, rules: Mapping[str, Body]) -> set[int]:
    return {
        one.id
        for code in EACH
        if code in rules
        for one in _of(facts, rules, code)
        if _is_risk(code, one, facts, rules[code].get("amount") or 0)
    }


def _is_risk(code: str, one: CheckGoods, facts: CheckFacts, amount: int) -> bool:
    if code == "CK-ALIKE":
        names = [*facts.beside, *(other.name for other in facts.goods)]
        return any(look_alike(one.name, other) for other in names)
    return {
        "CK-EACH": True,
        "CK-NEW": facts.packed_before < amount,
        "CK-VALUE": (facts.value or 0) > amount * 100,
        "CK-SHORT": facts.was_short,
        "CK-RANDOM": is_drawn(facts.order, amount),
    }[code]


def _label(facts: CheckFacts, checks: Mapping[str, Body]) -> str | None:
    """Why the parcel can have no label as things are; a shop that fetches and carries itself names its carriers."""
    if CARRIER in checks and not facts.carrier:
        return CARRIER
    return ADDRESS if ADDRESS in checks and facts.carrier and not facts.has_address else None


def _weight(limits: Mapping[str, Body]) -> dict[str, Any] | None:
    body = limits.get(WEIGHT)
    if body is None:
        return None
    figures = {name: body.get(name) or 0 for name in ("percent", "grams")}
    return {**figures, "stops": bool(body.get("stops")), "packer_m": PACKER_MOST_M}


def _fit(facts: CheckFacts, limits: Mapping[str, Body]) -> dict[str, Any] | None:
    """How full a box may be, and how large goods are; of what nobody measured nothing is said."""
    body = limits.get("CK-FIT")
    if body is None:
        return None
    known = {
        str(one.id): {"size_mm": list(one.size_mm) if one.size_mm else None, "volume_ml": volume_of(one)}
        for one in facts.goods
        if one.size_mm or one.volume_ml
    }
    return {"percent": body.get("percent") or 100, "stops": bool(body.get("stops")), "goods": known}


def volume_of(one: CheckGoods) -> int | None:
    """Its volume in ml: as somebody noted it, else of its sides."""
    if one.volume_ml or not one.size_mm:
        return one.volume_ml
    length, width, height = one.size_mm
    return max(length * width * height // 1000, 1)


def _questions(facts: CheckFacts, rules: Mapping[str, Body]) -> Iterator[dict[str, Any]]:
    """A question about goods is asked for each product it means, any other once."""
    for code, body in rules.items():
        about = _of(facts, rules, code) if (body.get("products") or "").strip() else [None]
        for one in about:
            yield {
                "check": code,
                "product": one.id if one else None,
                "how": body.get("how") or "look",
                "says": body.get("says"),
                "least": body.get("least"),
                "most": body.get("most"),
            }


def _asked(facts: CheckFacts, checks: Mapping[str, Body], rules: Mapping[str, Body]) -> list[dict[str, Any]]:
    """What failed is asked again, though its rule or its goods are gone: nothing else lets the order go."""
    today = [*_unweighed(facts, checks), *_questions(facts, rules)]
    named = [(one["check"], one["product"]) for one in today]
    blank: dict[str, Any] = {"how": "look", "says": None, "least": None, "most": None, "again": True}
    failed = [key for key in facts.failed if key not in named and key[0] not in LABELS]
    return [*({"check": check, "product": product} | blank for check, product in failed), *today]


def _unweighed(facts: CheckFacts, checks: Mapping[str, Body]) -> Iterator[dict[str, Any]]:
    """One piece of goods whose weight nobody knows is put on the scale."""
    for one in _of(facts, checks, DATA):
        if one.weight_g is None:
            yield {"check": DATA, "product": one.id, "how": "measure", "says": None, "least": 1, "most": HEAVIEST_G}


def _like(limits: Mapping[str, Body], code: str) -> list[Body]:
    """A limit and its further ones: CK-BOX, CK-BOX-2 ..."""
    return [body for name, body in limits.items() if name == code or name.startswith(f"{code}-")]


def _takes(body: Body, box: str) -> bool:
    return bool((body.get("boxes") or "").strip()) and is_named(body["boxes"], [box])
