"""The rules: what of the data is missing or cannot be right, how much of all it is, and how many lines it hits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain import route
from warehouse_app.domain.readiness.addresses import faults
from warehouse_app.domain.readiness.facts import Goods, MasterData
from warehouse_app.domain.readiness.kinds import KINDS

SHOWN = 3  # names in an exception's headline


@dataclass(frozen=True, slots=True)
class Own:
    """What the app itself knows: carriers with a truck, and carriers that want to ring the customer."""

    on_timetable: frozenset[str] = frozenset()
    phoning: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is wrong. `kind` and `ref` (Odoo's id, or what stands for one) are its key.

    `per_day_m` is how many lines of orders it hits a day, in thousandths; of addresses, those that wait now.
    `proposal` is what may be filled in, where something can be proposed; `detail` is what is there now.
    """

    kind: str
    ref: str
    name: str
    per_day_m: int = 0
    detail: str = ""
    proposal: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}|{self.ref}"


@dataclass(frozen=True, slots=True)
class Count:
    """How much of it: `found` of `of`. `of` None: it could not be read, so nobody can say."""

    kind: str
    of: int | None
    found: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """All kinds in their order, and all gaps, those that hit most first."""

    counts: Sequence[Count]
    gaps: Sequence[Gap]

    @property
    def judged(self) -> frozenset[str]:
        """The kinds that could be judged: of the others nothing is known to be gone."""
        return frozenset(one.kind for one in self.counts if one.of is not None)


def report(data: MasterData, own: Own) -> Report:
    """What is wrong."""
    found = [gap for group, rule in _RULES.items() for gap in _judged(data, group, rule, own)]
    per_kind = Counter(gap.kind for gap in found)
    counts = [
        Count(kind.code, None if group is None else _of(kind.code, group), per_kind[kind.code])
        for kind in KINDS.values()
        for group in [getattr(data, kind.group)]
    ]
    rank = {code: place for place, code in enumerate(KINDS)}
    return Report(counts, sorted(found, key=lambda gap: (rank[gap.kind], -gap.per_day_m, route.natural(gap.name))))


def _judged(data: MasterData, group: str, rule: _Rule, own: Own) -> Iterator[Gap]:
    if getattr(data, group) is not None:
        yield from rule(data, own)


def _of(kind: str, group: Sequence[Any]) -> int:
    return sum(row.tracked for row in group) if kind == "no_lot" else len(group)


def _goods(data: MasterData, _own: Own) -> Iterator[Gap]:
    taken = _codes(data)
    skus = Counter(_plain(row.sku) for row in data.goods or ())
    for row in data.goods or ():
        own = _plain(row.sku)
        proposal = row.sku if own and skus[own] == 1 and not taken[own] and row.sku.isascii() else ""
        if not row.barcode:
            yield _gap("no_barcode", row, data.days, proposal=proposal)
        shared = [code for code in (row.barcode, *row.packs) if code and taken[_plain(code)] > 1]
        if shared:
            yield _gap("same_barcode", row, data.days, shared[0], proposal)
        for kind, has in (
            ("no_weight", row.weight_g), ("no_volume", row.volume_ml), ("no_picture", row.has_picture)
        ):  # fmt: skip
            if not has:
                yield _gap(kind, row, data.days)


def _gap(kind: str, row: Goods, days: int, detail: str = "", proposal: str = "") -> Gap:
    return Gap(kind, str(row.id), row.sku or row.name, _a_day(row.lines, days), detail, proposal)


def _codes(data: MasterData) -> Counter[str]:
    """How many different things each code stands for."""
    things = {(_plain(code), "goods", row.id) for row in data.goods or () for code in (row.barcode, *row.packs) if code}
    things |= {(_plain(row.barcode), "bin", row.id) for row in data.bins or () if row.barcode}
    return Counter(code for code, *_ in things)


def _plain(code: str) -> str:
    """A number with zeros before it is the same number to a scanner.

    >>> _plain("0012345670") == _plain("12345670"), _plain("a-01") == _plain("A-01")
    (True, True)
    """
    text = code.strip().upper()
    return text.lstrip("0") if text.isdecimal() else text


def _bins(data: MasterData, _own: Own) -> Iterator[Gap]:
    names, taken = Counter(_plain(row.code) for row in data.bins or ()), _codes(data)
    for row in data.bins or ():
        hit, plain = _a_day(row.lines, data.days), _plain(row.code)
        if not row.barcode:
            free = names[plain] == 1 and not taken[plain] and row.code.isascii()
            yield Gap("bin_no_barcode", str(row.id), row.code, hit, proposal=row.code if free else "")
        if route.parse(row.code) is None:
            yield Gap("bin_unreadable", str(row.id), row.code, hit, row.code)


def _carriers(data: MasterData, own: Own) -> Iterator[Gap]:
    for row in data.carriers or ():
        if row.name not in own.on_timetable:
            yield Gap("no_cutoff", str(row.id), row.name, _a_day(row.lines, data.days))


def _boxes(data: MasterData, _own: Own) -> Iterator[Gap]:
    for row in data.boxes or ():
        if not row.has_size:
            yield Gap("no_size", str(row.id), row.name)


def _addresses(data: MasterData, own: Own) -> Iterator[Gap]:
    for row in data.addresses or ():
        wrong = faults(row.country, row.street, row.zip, row.city)
        if row.carrier in own.phoning and not row.phone.strip():
            wrong.append("no_phone")
        for kind in wrong:
            yield Gap(kind, str(row.id), row.order, row.lines * 1000, row.country)


def _stock(data: MasterData, _own: Own) -> Iterator[Gap]:
    for row in data.stock or ():
        name = " · ".join(part for part in (row.bin, row.sku, row.lot) if part)
        hit = _a_day(row.lines, data.days)
        if row.quantity_m < 0:
            yield Gap("negative", row.key, name, hit, _amount(row.quantity_m))
        if row.held_m != row.wanted_m:
            yield Gap("drifted", row.key, name, hit, f"{_amount(row.held_m)} / {_amount(row.wanted_m)}")
        if row.tracked and row.quantity_m > 0 and not row.lot:
            yield Gap("no_lot", row.key, name, hit, _amount(row.quantity_m))


def _lots(data: MasterData, _own: Own) -> Iterator[Gap]:
    for row in data.lots or ():
        if not row.has_date:
            yield Gap("no_date", str(row.id), row.name, _a_day(row.lines, data.days), row.sku)


def _a_day(lines: int, days: int) -> int:
    return round(lines * 1000 / days)


def _amount(quantity_m: int) -> str:
    return f"{quantity_m / 1000:.3f}".rstrip("0").rstrip(".")


_Rule = Callable[[MasterData, Own], Iterator[Gap]]
_RULES: Mapping[str, _Rule] = {
    "goods": _goods, "lots": _lots, "bins": _bins, "stock": _stock, "carriers": _carriers, "boxes": _boxes,
    "addresses": _addresses,
}  # fmt: skip
