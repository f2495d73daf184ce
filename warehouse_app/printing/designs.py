"""Label designs: what goes where on a label, read from a file of `labels/` and checked before anybody needs it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Literal

from warehouse_app.assets import LABELS

_NAME = re.compile(r"[a-z][a-z_]{0,30}")
_FIELD = re.compile(r"\{(\w+)\}")


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
    """A Code 128 with its quiet zones, centred within `width`."""

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


Element = Text | Barcode | Bar
_KINDS: Mapping[str, type[Element]] = {"text": Text, "barcode": Barcode, "line": Bar}


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
        return frozenset(name for element in written for name in _FIELD.findall(element.content))


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
        LabelProblem: it is not a design, and why.
    """
    try:
        said = tomllib.loads(text)
        paper = float(said.pop("width")), float(said.pop("height"))
        return Design(name, *paper, tuple(_elements(said)))
    except (AttributeError, KeyError, TypeError, ValueError) as wrong:
        raise LabelProblem(f"labels/{name}.toml: {wrong}") from wrong


def fill(content: str, values: Mapping[str, str]) -> str:
    """The content with its fields filled in; empty where every field of it is."""
    named = _FIELD.findall(content)
    if named and not any(values[name].strip() for name in named):
        return ""
    return _FIELD.sub(lambda found: values[found[1]], content)


def _elements(said: Mapping[str, Any]) -> Iterator[Element]:
    for kind, rows in said.items():
        if kind not in _KINDS:
            raise ValueError(f"{kind!r} is no element; there are {', '.join(_KINDS)}")
        yield from (_element(_KINDS[kind], row) for row in rows)


def _element(kind: type[Element], row: Mapping[str, Any]) -> Element:
    known = {field.name: str(field.type) for field in fields(kind)}
    for name, value in row.items():
        wanted = known.get(name, "")
        if not _fits(wanted, value):
            raise ValueError(f"{name} = {value!r} does not fit into a {kind.__name__.lower()}")
    return kind(**row)


def _fits(wanted: str, value: object) -> bool:
    if wanted.startswith("Literal"):
        return f"'{value}'" in wanted or f'"{value}"' in wanted
    if isinstance(value, bool):
        return wanted == "bool"
    if wanted == "float":
        return isinstance(value, int | float) and value >= 0
    return wanted == type(value).__name__
