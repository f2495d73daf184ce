"""A wave on paper: the barcodes of its printed sheet, and what a bench needs to take the sheet in.

A line's barcode stands for what was printed: where, what, of which lot, how much. Where that changed meanwhile the line
has another barcode, so nobody's paper is taken for what it does not say.

>>> wave_code("W-0007"), wave_named(" pw-0007 "), wave_named("W-0007")
('PW-0007', 'W-0007', None)
>>> line_named("PL4711BCD"), line_named("PL4711")
(4711, None)
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Any

from warehouse_app.domain.facts import canonical
from warehouse_app.domain.sheet import SheetFacts, SheetLine

# Letters that lie in the same place on the keyboards scanners are set to, and spell no word.
_LETTERS = "BCDFGHJKLNPRSTVX"
_SIGNS = 3
_WAVE = re.compile(r"P(W\S+)")
_LINE = re.compile(rf"PL([0-9]{{1,15}})[{_LETTERS}]{{{_SIGNS}}}")


def wave_code(number: str) -> str:
    """The barcode at the head of the sheet. A wave's own number claims it for a handheld; this one does not."""
    return f"P{number}"


def wave_named(code: str) -> str | None:
    """The number of the wave whose head was scanned, or None."""
    found = _WAVE.fullmatch(code.strip().upper())
    return found[1] if found else None


def line_code(number: str, line: SheetLine) -> str:
    """The barcode of a line on the sheet of the wave of this number."""
    said = [number, line.id, line.location_code, line.product, line.lot_name, line.package_name, line.demand_m]
    digest = hashlib.sha256(canonical(said).encode()).digest()
    return f"PL{line.id}" + "".join(_LETTERS[digest[at] % len(_LETTERS)] for at in range(_SIGNS))


def line_named(code: str) -> int | None:
    """Our id of the line whose barcode was scanned, or None. It may be another than was printed by now."""
    found = _LINE.fullmatch(code.strip().upper())
    return int(found[1]) if found else None


def open_lines(facts: SheetFacts) -> Sequence[SheetLine]:
    """What is printed: all that is still to be taken, in the order of the walk."""
    return [line for line in facts.lines if line.open_m]


def paper_part(facts: SheetFacts) -> dict[str, Any]:
    """What a wave's sheet has besides at a bench: what each barcode on paper is now, and for whom each line is."""
    number = facts.wave.number
    return {
        "code": wave_code(number),
        "lines": {line_code(number, line): line.id for line in facts.lines},
        "orders": {str(line.id): line.order for line in facts.lines},
    }
