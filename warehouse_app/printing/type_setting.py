"""Setting words into a place of given width: in lines, smaller, and at the very last visibly cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from warehouse_app.printing.designs import Text
from warehouse_app.printing.type_face import is_leftwards, legible, to_the_eye, width_of

ELLIPSIS = "\u2026"
MM = 72 / 25.4  # points
_LEADING = 1.18  # of the size, from line to line
_ASCENT = 0.93  # of the size, from the top of a line to the feet of its letters
_STEP = 0.5

Measure = Callable[[str], float]
LinesOf = Callable[[str, Measure, float], Iterator[str]]
Line = tuple[str, float, float]
"""The signs from left to right; where they begin and their feet stand, in points from the label's upper left corner."""


def set_text(text: Text, words: str) -> tuple[float, list[Line]]:
    """The size, and each line of what is to be seen of `words` in its place.

    What is read from the right begins at the right. A single line that had to be set smaller stands on the same feet as
    its neighbours.
    """
    width = text.width * MM
    size, lines = fit(legible(words), text.bold, width, text.height * MM, text.size, text.least or text.size)
    is_single = len(lines) == 1 and text.height * MM < 2 * _LEADING * text.size
    top = text.y * MM + (_ASCENT * (text.size - size) if is_single else 0)
    feet = [top + (number * _LEADING + _ASCENT) * size for number in range(len(lines))]
    starts = [text.x * MM + _spare(text.align, line) * (width - width_of(line, text.bold, size)) for line in lines]
    return size, [(to_the_eye(line), x, y) for line, x, y in zip(lines, starts, feet, strict=True)]


def _spare(align: str, line: str) -> float:
    """Which part of what a line leaves free lies before it."""
    if align == "left":
        return float(is_leftwards(line))
    return {"right": 1.0, "center": 0.5}[align]


def fit(text: str, bold: bool, width: float, height: float, size: float, least: float) -> tuple[float, list[str]]:
    """The size and the lines in which `text` fits into `width` by `height` points; there is always room for one line.

    A word that would be too wide even at `least` is broken, and then at the largest size that will do. Where the text
    does not fit even at `least`, its longest paragraphs are cut first: an address keeps its last line.
    """
    lines_of = _lines if all(width_of(word, bold, least) <= width for word in text.split()) else _broken
    while True:
        measure = partial(width_of, bold=bold, size=size)
        lines = max(int(height / (_LEADING * size)), 1)
        text = text if lines > 1 else " ".join(text.split())
        if found := _wrapped(text, measure, width, lines, lines_of):
            return size, found
        if size <= least:
            return size, _cut(text, measure, width, lines)
        size = max(size - _STEP, least)


def _wrapped(text: str, measure: Measure, width: float, lines: int, lines_of: LinesOf) -> list[str] | None:
    """The text in lines, or None where it needs more of them or has a word that is too wide."""
    if measure("".join(text.split())) > width * lines:  # told soon: somebody may send 10,000 letters
        return None
    found = [line for paragraph in text.split("\n") for line in lines_of(paragraph, measure, width)]
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
