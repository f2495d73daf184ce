"""Label designs: what goes where on a label, read from a file of `labels/` and checked before anybody needs it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Literal

from warehouse_app.assets import LABELS

_NAME = re.compile(r"[a-z][a-z0-9_]{0,30}")
_FIELD = re.compile(r"\{(\w+)\}")
_HEADER = re.compile(r"\s*\[\[\s*(\w+)\s*\]\]")
_KEY = re.compile(r"\s*(\w+)\s*=")
_TOLD_LINE = re.compile(r"at line (\d+)")
_LARGEST = 300  # mm; the long side of A4 fits


class LabelProblem(ValueError):
    """The label cannot be made: the design or a field is not known, or a barcode has no room."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words, in one line or as many as `height` has room for, set in `size` down to `least` points (0: as `size`)."""

    content: str
    x: float
    y: float
    width: float
    size: float
    least: float = 0
    height: float = 0
    bold: bool = False
    align: Literal["left", "right", "center"] = "left"
    ink: Literal["black", "white"] = "black"


@dataclass(frozen=True, slots=True)
class Barcode:
    """Bars with their quiet zones, centred within `width`.

    `kind`: Code 128; `gs1`, a GS1-128 of identifiers in brackets, left out where its fields are empty; `goods`, an
    EAN-13 where the text is one, else Code 128.
    """

    content: str
    x: float
    y: float
    width: float
    height: float
    kind: Literal["code128", "gs1", "goods"] = "code128"


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code with its quiet zone, centred within `width` by `height`."""

    content: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A black bar."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A small picture by its name (`labels/pictures/`), and the words that stand in it; 30 by 26 mm."""

    content: str
    words: str
    x: float
    y: float
    width: float = 30
    height: float = 26


Element = Text | Barcode | Qr | Bar | Picture
_KINDS: Mapping[str, type[Element]] = {"text": Text, "barcode": Barcode, "qr": Qr, "line": Bar, "picture": Picture}


@dataclass(frozen=True, slots=True)
class Design:
    """A label: its paper in mm and what is on it."""

    name: str
    width: float
    height: float
    elements: tuple[Element, ...]

    @property
    def fields(self) -> frozenset[str]:
        """The fields it is filled with."""
        written = (element for element in self.elements if not isinstance(element, Bar))
        return frozenset(name for element in written for name in _FIELD.findall(_written(element)))


def _written(element: Text | Barcode | Qr | Picture) -> str:
    return f"{element.content} {element.words}" if isinstance(element, Picture) else element.content


def names() -> list[str]:
    """Of every design there is."""
    return sorted(path.stem for path in LABELS.glob("*.toml"))


@cache
def design(name: str) -> Design:
    """The design of this name.

    Raises:
        LabelProblem: there is none, or it is not one.
    """
    path = LABELS / f"{name}.toml"
    if not _NAME.fullmatch(name) or not path.is_file():
        raise LabelProblem(f"there is no label design {name!r}")
    return parse(name, path.read_text(encoding="utf-8"))


def parse(name: str, text: str) -> Design:
    """The design in the text of its file.

    Raises:
        LabelProblem: it is not a design, and why, with the line.
    """
    try:
        said = tomllib.loads(text)
    except ValueError as wrong:
        at = _TOLD_LINE.search(str(wrong))
        line = at[1] if at else len(text.splitlines()) or 1
        raise LabelProblem(f"labels/{name}.toml, line {line}: {wrong}") from wrong
    try:
        paper = _paper(said, _Place(text))
        elements = sorted(_elements(said, paper, _Place(text)), key=lambda one: not isinstance(one, Bar))
        return Design(name, *paper, tuple(elements))  # bars lie below what is written on them
    except _Wrong as wrong:
        raise LabelProblem(f"labels/{name}.toml, line {wrong.line}: {wrong}") from wrong


def check_fields(paper: Design, values: Mapping[str, str]) -> None:
    """They have to be exactly those of the design.

    Raises:
        LabelProblem: one is missing or not of it.
    """
    if wrong := sorted(paper.fields ^ set(values)):
        verb = "has no field" if wrong[0] in values else "needs the field"
        raise LabelProblem(f"the label {paper.name} {verb} {', '.join(wrong)}")


def fill(content: str, values: Mapping[str, str]) -> str:
    """The content with its fields filled in; empty where every field of it is."""
    named = _FIELD.findall(content)
    if named and not any(values[name].strip() for name in named):
        return ""
    return _FIELD.sub(lambda found: values[found[1]], content)


class _Wrong(ValueError):
    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line


class _Place:
    """Where in the file something stands: the reader of TOML does not keep it."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines() or [""]

    def of(self, kind: str = "", n: int = 0, key: str = "") -> int:
        """The line of the `n`-th element of a kind (0: what stands before all), or of a key of it."""
        start, seen = 0, 0
        for number, line in enumerate(self._lines):
            header = _HEADER.match(line)
            if header and n and header[1] == kind:
                seen += 1
                if seen == n:
                    start = number
                    break
        return self._key(start, key) + 1

    def _key(self, start: int, key: str) -> int:
        for number in range(start, len(self._lines)):
            if number > start and _HEADER.match(self._lines[number]):
                break
            found = _KEY.match(self._lines[number])
            if found and found[1] == key:
                return number
        return start


def _paper(said: dict[str, Any], place: _Place) -> tuple[float, float]:
    for side in ("width", "height"):
        value = said.get(side)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= _LARGEST:
            raise _Wrong(place.of(key=side), f"{side} has to be the paper's, in mm up to {_LARGEST}")
    return float(said.pop("width")), float(said.pop("height"))


def _elements(said: Mapping[str, Any], paper: tuple[float, float], place: _Place) -> Iterator[Element]:
    for kind, rows in said.items():
        if kind not in _KINDS:
            raise _Wrong(place.of(kind, 1, kind), f"{kind!r} is no element; there are {', '.join(_KINDS)}")
        if not isinstance(rows, list):
            raise _Wrong(place.of(key=kind), f"an element begins with [[{kind}]]")
        for n, row in enumerate(rows, 1):
            try:
                yield _on_paper(_element(_KINDS[kind], row), paper)
            except _Wrong as wrong:
                raise _Wrong(place.of(kind, n, wrong.args[1]), wrong.args[0]) from wrong


def _element(kind: type[Element], row: Mapping[str, Any]) -> Element:
    known = {field.name: str(field.type) for field in fields(kind)}
    for name, value in row.items():
        if not _fits(known.get(name, ""), value):
            raise _about(name, f"{name} = {value!r} does not fit into a {kind.__name__.lower()}")
    try:
        return kind(**row)
    except TypeError as lacks:
        raise _about("", f"a {kind.__name__.lower()} lacks{str(lacks).partition(':')[2]}") from lacks


def _on_paper(element: Element, paper: tuple[float, float]) -> Element:
    tall = getattr(element, "height", 0)
    for key, reach, side in (("x", element.x + element.width, paper[0]), ("y", element.y + tall, paper[1])):
        if reach > side + 1e-6:
            raise _about(key, f"it reaches to {reach:g} mm, over the edge of the paper at {side:g} mm")
    return element


def _about(key: str, what: str) -> _Wrong:
    wrong = _Wrong(0, what)
    wrong.args = (what, key)
    return wrong


def _fits(wanted: str, value: object) -> bool:
    if wanted.startswith("Literal"):
        return f"'{value}'" in wanted or f'"{value}"' in wanted
    if isinstance(value, bool):
        return wanted == "bool"
    if wanted == "float":
        return isinstance(value, int | float) and value >= 0
    return wanted == type(value).__name__
