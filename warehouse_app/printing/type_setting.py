"""Setting words into a place of given width: in lines, smaller, and at the very last visibly cut."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, partial

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from warehouse_app.assets import LABELS

ELLIPSIS = "\u2026"
LEADING = 1.18  # of the size, from line to line
_BOX = "\u25a1"  # stands for what the type has no picture of
_STEP = 0.5

Measure = Callable[[str], float]


@cache
def font(bold: bool) -> str:
    """The name under which the drawing knows our type."""
    name = "DejaVuSansCondensed" + ("-Bold" if bold else "")
    pdfmetrics.registerFont(TTFont(name, LABELS / "fonts" / f"{name}.ttf"))
    return name


def legible(text: str) -> str:
    """The text as it can be shown: accents joined, no controls, a box for each character that the type lacks.

    Characters that turn the direction of reading or hide are dropped: what is printed is what it seems to be.
    """
    shapes = pdfmetrics.getFont(font(False)).face.charToGlyph
    return "".join(_shown(character, shapes) for character in unicodedata.normalize("NFC", text))


def _shown(character: str, shapes: dict[int, int]) -> str:
    if character == "\n" or (ord(character) in shapes and character.isprintable()):
        return character
    kind = unicodedata.category(character)
    if kind in ("Cf", "Mn", "Me"):
        return ""
    return " " if kind[0] in "CZ" else _BOX


def fit(text: str, bold: bool, width: float, height: float, size: float, least: float) -> tuple[float, list[str]]:
    """The size and the lines in which `text` fits into `width` by `height` points; there is always room for one line.

    Where it does not fit even at `least`, its longest paragraphs are cut first: an address keeps its last line.
    """
    name = font(bold)
    while True:
        measure = partial(_width, name, size)
        lines = max(int(height / (LEADING * size)), 1)
        text = text if lines > 1 else " ".join(text.split())
        if found := _wrapped(text, measure, width, lines):
            return size, found
        if size <= least:
            return size, _cut(text, measure, width, lines)
        size = max(size - _STEP, least)


def _width(name: str, size: float, part: str) -> float:
    return float(pdfmetrics.stringWidth(part, name, size))


def _wrapped(text: str, measure: Measure, width: float, lines: int) -> list[str] | None:
    """The text in lines, or None where it needs more of them or has a word that is too wide."""
    found = [line for paragraph in text.split("\n") for line in _lines(paragraph, measure, width)]
    return found if len(found) <= lines and all(measure(line) <= width for line in found) else None


def _lines(paragraph: str, measure: Measure, width: float) -> Iterator[str]:
    line = ""
    for word in paragraph.split():
        longer = f"{line} {word}".strip()
        if line and measure(longer) > width:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line


def _cut(text: str, measure: Measure, width: float, lines: int) -> list[str]:
    """As many lines as there may be, words broken where they must, an ellipsis wherever something is left out."""
    paragraphs = [list(_broken(paragraph, measure, width)) for paragraph in text.split("\n") if paragraph.strip()]
    while sum(map(len, paragraphs)) > lines:
        longest = max(paragraphs, key=len)
        if len(longest) == 1:
            longest = paragraphs[-3]
            del paragraphs[-2]
        else:
            longest.pop()
        longest[-1] = _with_ellipsis(longest[-1], measure, width)
    return [line for paragraph in paragraphs for line in paragraph]


def _with_ellipsis(line: str, measure: Measure, width: float) -> str:
    line = line.removesuffix(ELLIPSIS)
    while line and measure(line + ELLIPSIS) > width:
        line = line[:-1].rstrip()
    return line + ELLIPSIS


def _broken(paragraph: str, measure: Measure, width: float) -> Iterator[str]:
    for line in _lines(paragraph, measure, width):
        part = ""
        for character in line:
            if part and measure(part + character) > width:
                yield part
                part = ""
            part += character
        yield part
