"""The type of the labels: which signs it has, and how a line of them is put for the eye."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

import arabic_reshaper
from bidi import get_display
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from warehouse_app.assets import LABELS

_BOX = "\u25a1"  # stands for what the type has no picture of
_ARABIC = re.compile("[\u0600-\u06ff]")
_LEFTWARDS = re.compile("[\u0590-\u06ff\ufb1d-\ufefc]")
_JOINED = arabic_reshaper.ArabicReshaper({"support_ligatures": True, "ARABIC LIGATURE ALLAH": False})


def file(bold: bool) -> Path:
    """Where the type lies."""
    return LABELS / "fonts" / f"DejaVuSansCondensed{'-Bold' if bold else ''}.ttf"


@cache
def font(bold: bool) -> str:
    """The name under which the drawing of PDFs knows our type."""
    name = file(bold).stem
    pdfmetrics.registerFont(TTFont(name, file(bold)))
    return name


def legible(text: str) -> str:
    """The text as it can be shown: accents joined, Arabic letters in their forms, no controls, a box for each character
    that the type lacks.

    Characters that turn the direction of reading or hide are dropped: what is printed is what it seems to be.
    """
    text = unicodedata.normalize("NFC", text)
    if _ARABIC.search(text):
        text = str(_JOINED.reshape(text))
    shapes = pdfmetrics.getFont(font(False)).face.charToGlyph
    return "".join(_shown(character, shapes) for character in text)


def to_the_eye(line: str) -> str:
    """The signs of a line from left to right: Hebrew and Arabic are kept in memory the other way round."""
    return str(get_display(line)) if _LEFTWARDS.search(line) else line


def is_leftwards(line: str) -> bool:
    """Whether it is read from the right: its first letter says so."""
    strong = (unicodedata.bidirectional(character) for character in line)
    return next((kind != "L" for kind in strong if kind in ("L", "R", "AL")), False)


def width_of(text: str, bold: bool, size: float) -> float:
    """In points, as `size` is."""
    return float(pdfmetrics.stringWidth(text, font(bold), size))


def _shown(character: str, shapes: dict[int, int]) -> str:
    if character == "\n" or (ord(character) in shapes and character.isprintable()):
        return character
    kind = unicodedata.category(character)
    if kind in ("Cf", "Mn", "Me"):
        return ""
    return " " if kind[0] in "CZ" else _BOX
