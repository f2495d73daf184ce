"""Barcodes of a label, laid on the dots of a printer of 203 dpi: a bar of whole dots stays sharp."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import segno
from barcode import EAN13, Code128, Gs1_128

from warehouse_app.domain.gs1 import has_right_check_digit, parse
from warehouse_app.printing.barcodes import TEXT_MAX, PlainCode128
from warehouse_app.printing.designs import Barcode, LabelProblem, Qr

DOTS = 8  # a millimetre
_QUIET, _QUIET_EAN = 10, 11  # modules of white on either side
_FEWEST = 2  # dots a module; a thinner bar is not read from a worn label
_QR_QUIET, _QR_FEWEST, _QR_MAX = 4, 3, 300
_FNC1 = "\xf1"  # as the library writes it
_ELEMENT = re.compile(r"\(([0-9]{2,4})\)([^()]+)")
_FIXED = re.compile(r"0[0-4]|1[1-9]|20|3[1-6]..|41.")  # identifiers whose values need no separator behind them
_TO_C, _TO_B, _START_C = 99, 100, 105
_STARTS = {104: ">:", 105: ">;"}
_INVOKED = {30: ">0", 62: "><", 94: ">=", 102: ">8"}  # signs that the printer's Code 128 would take for its own


@dataclass(frozen=True, slots=True)
class Symbol:
    """Bars in their place: all figures in dots. `told` is a Code 128 as the printer's own command is told it."""

    modules: str
    x: int
    y: int
    module: int
    height: int
    told: str

    def bars(self) -> Iterator[tuple[int, int]]:
        """Of each black bar its left edge and its width."""
        for start, length in _runs([dark == "1" for dark in self.modules]):
            yield self.x + start * self.module, length * self.module


@dataclass(frozen=True, slots=True)
class Matrix:
    """A QR code in its place, in dots, a row of booleans for each of its lines."""

    rows: Sequence[Sequence[bool]]
    x: int
    y: int
    module: int

    def bars(self) -> Iterator[tuple[int, int, int, int]]:
        """Of each black bar, one module high, its left and upper edge, its width and its height."""
        for line, row in enumerate(self.rows):
            for start, length in _runs(row):
                at = self.x + start * self.module, self.y + line * self.module
                yield *at, length * self.module, self.module


def _runs(row: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Of each run of dark where it begins and how long it is."""
    at = 0
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            yield at, length
        at += length


def symbol(code: Barcode, text: str) -> Symbol:
    """The bars of this text in the place the design gives them.

    Raises:
        LabelProblem: it cannot be one: characters, length, check digit.
    """
    if not (0 < len(text) <= TEXT_MAX and text.isascii() and text.isprintable()):
        raise LabelProblem(f"{text!r} cannot be a barcode: not printable ASCII of 1 to {TEXT_MAX} characters")
    ean = code.kind == "goods" and _is_ean(text)
    modules, told = (str(EAN13(text[:12]).build()[0]), "") if ean else _code128(code.kind, text)
    quiet = _QUIET_EAN if ean else _QUIET
    room = round(code.width * DOTS)
    module = room // (len(modules) + 2 * quiet)
    if module < _FEWEST:
        raise LabelProblem(f"{text!r} is too long for a barcode of {code.width:g} mm")
    x = round(code.x * DOTS) + (room - len(modules) * module) // 2
    return Symbol(modules, x, round(code.y * DOTS), module, round(code.height * DOTS), told)


def matrix(code: Qr, text: str) -> Matrix:
    """The QR code of this text in the place the design gives it.

    Raises:
        LabelProblem: it is empty or too long.
    """
    if not 0 < len(text) <= _QR_MAX:
        raise LabelProblem(f"{text[:40]!r} cannot be a QR code: not 1 to {_QR_MAX} characters")
    rows = [[bool(dot) for dot in row] for row in segno.make(text, error="m", micro=False).matrix]
    wide, tall = round(code.width * DOTS), round(code.height * DOTS)
    module = min(wide, tall) // (len(rows) + 2 * _QR_QUIET)
    if module < _QR_FEWEST:
        raise LabelProblem(f"{text[:40]!r} is too long for a QR code of {code.width:g} mm")
    size = len(rows) * module
    left, top = round(code.x * DOTS) + (wide - size) // 2, round(code.y * DOTS) + (tall - size) // 2
    return Matrix(rows, left, top, module)


def gs1_text(written: str) -> str:
    r"""What the bars of `(00)340123450000000017` say, FNC1 as `|` between values of open length.

    >>> gs1_text("(01)04006381333931(10)A1(21)7")
    '010400638133393110A1|217'

    Raises:
        LabelProblem: it is not GS1, or a check digit is wrong.
    """
    found = _ELEMENT.findall(written)
    label = parse(written)
    if "".join(f"({ai}){value}" for ai, value in found) != written or label is None or not label.readings:
        raise LabelProblem(f"{written!r} cannot be a GS1 barcode: an identifier, a length or a check digit is wrong")
    said = "".join(ai + value + ("" if _FIXED.fullmatch(ai) else "|") for ai, value in found)
    return said.removesuffix("|")


def _is_ean(text: str) -> bool:
    return len(text) == 13 and text.isdigit() and has_right_check_digit(text)


@lru_cache(2_000)
def _code128(kind: str, text: str) -> tuple[str, str]:
    drawn, told = (_bars(kind, text) for _ in range(2))  # the library's object remembers where it ended
    return str(drawn.build()[0]), _invoked(told.encoded)


def _bars(kind: str, text: str) -> Code128:
    return Gs1_128(gs1_text(text).replace("|", _FNC1)) if kind == "gs1" else PlainCode128(text)


def _invoked(values: Sequence[int]) -> str:
    """The symbol, character for character, as a printer is told it: so that it draws the very bars we measured."""
    start, *rest = values
    told, pairs = [_STARTS[start]], start == _START_C
    for value in rest:
        if pairs and value <= 99:
            told.append(f"{value:02d}")
        elif value == (_TO_B if pairs else _TO_C):
            told.append(">6" if pairs else ">5")
            pairs = not pairs
        else:
            told.append(_INVOKED.get(value) or chr(value + 32))
    return "".join(told)
