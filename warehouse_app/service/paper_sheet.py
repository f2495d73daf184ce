"""What is printed of a wave, so that it can be walked without a server: its head, and a row for each open line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.numbers import amount
from warehouse_app.domain.paper import line_code, open_lines, wave_code
from warehouse_app.domain.sheet import SheetFacts, SheetLine, SheetProduct
from warehouse_app.service.looking import clock_text
from warehouse_app.service.ports.views import Views

Say = Callable[..., str]
Fields = Mapping[str, str]

_CODE_END = 4


@dataclass(frozen=True, slots=True)
class PaperWave:
    """One wave for the printer: the fields of its head, but for the page, and of each row."""

    head: Fields
    rows: Sequence[Fields]


def paper_wave(views: Views, wave: int, w: int, say: Say) -> PaperWave:
    """One wave.

    Raises:
        Refused: `wave.unknown`, `paper.nothing` (no line of it is open).
    """
    facts = views.sheet_facts(wave)
    if facts is None or facts.wave.w != w:
        raise Refused("wave.unknown", 404)
    if not _is_open(facts):
        raise Refused("paper.nothing", 409, {"number": facts.wave.number})
    return _on_paper(facts, say)


def paper_waves(views: Views, w: int, say: Say) -> list[PaperWave]:
    """All that have open lines, the first truck first; those in somebody's hands too.

    Raises:
        Refused: `paper.none`.
    """
    known = sorted(views.waves(w, ("released", "claimed")), key=lambda row: (row.cutoff_at or 2**53, row.id))
    facts = [found for row in known if (found := views.sheet_facts(row.id)) is not None]
    printed = [_on_paper(one, say) for one in facts if _is_open(one)]
    if not printed:
        raise Refused("paper.none", 409)
    return printed


def _is_open(facts: SheetFacts) -> bool:
    return facts.wave.state in ("released", "claimed") and bool(open_lines(facts))


def _on_paper(facts: SheetFacts, say: Say) -> PaperWave:
    lines = open_lines(facts)
    products = {product.id: product for product in facts.products}
    sums: Counter[tuple[object, ...]] = Counter()
    for line in lines:
        sums[_goods(line)] += line.open_m
    rows = [
        _row(line, products[line.product], f"{n}/{len(lines)}", sums[_goods(line)], facts.wave.number, say)
        for n, line in enumerate(lines, 1)
    ]
    return PaperWave(_head(facts, lines, say), rows)


def _goods(line: SheetLine) -> tuple[object, ...]:
    """Lines without a tote that want the same of the same place are taken in one go."""
    return (line.location, line.product, line.lot, line.package) if line.tote is None else (line.id,)


def _head(facts: SheetFacts, lines: Sequence[SheetLine], say: Say) -> dict[str, str]:
    cutoff = clock_text(facts.cutoff_at, facts.zone) if facts.cutoff_at is not None else ""
    printed = datetime.fromtimestamp(facts.now / 1000, UTC).astimezone(facts.zone).strftime("%Y-%m-%d %H:%M")
    reasons = " · ".join(f"{n} {say(body['key'])}" for n, (_, body) in enumerate(facts.reasons, 1))
    return {
        "number": wave_code(facts.wave.number),
        "wave": facts.wave.number,
        "truck": f"{facts.carrier or say('board.no_carrier')} {cutoff}".strip(),
        "size": say("paper.size", lines=len(lines), orders=len({line.transfer for line in lines})),
        "printed": say("paper.printed", at=printed),
        "picked_by": say("paper.picked_by"),
        "when": say("paper.when"),
        "how": f"{say('paper.how')} {reasons}",
    }


def _row(line: SheetLine, product: SheetProduct, n: str, sum_m: int, number: str, say: Say) -> dict[str, str]:
    code = next((text for text, factor_m in product.codes if factor_m == 1_000), "")
    more = say("paper.together", n=amount(sum_m)) if sum_m != line.open_m else ""
    lot = line.lot_name and say("paper.number" if product.tracking == "serial" else "paper.lot", lot=line.lot_name)
    box = line.package_name and say("paper.package", name=line.package_name)
    return {
        "number": line_code(number, line),
        "n": " · ".join(part for part in (n, more) if part),
        "place": line.location_code,
        "name": product.name,
        "sku": " · ".join(part for part in (product.sku, f"…{code[-_CODE_END:]}" if code else "") if part),
        "lot": " · ".join(part for part in (lot, box) if part),
        "quantity": amount(line.open_m),
        "unit": _unit(line, product, say),
        "tote": line.tote or line.order,
        "order": line.order if line.tote else "",
        "found": say("paper.found"),
        "reason": say("paper.reason"),
    }


def _unit(line: SheetLine, product: SheetProduct, say: Say) -> str:
    if product.unit != "pieces":
        return product.unit
    return say("unit.piece" if line.open_m == 1_000 else "unit.pieces")
