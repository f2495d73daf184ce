"""What a scanner delivered, made into the text it stands for; the twin of `static/js/scan/barcodes.js`.

Both run `tests/vectors/barcodes/`. The device judges scans; the server makes the keys of the sheet's table.

>>> normalise("]E04006381333931\\r\\n")
Scan(text='4006381333931', gs1=())
>>> normalise("4006381333930")
Unreadable(problem='check_digit')
>>> key("036000291452"), key("a-04-2")
('0036000291452', 'A-04-2')
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from warehouse_app.domain.gs1 import Reading, has_right_check_digit, parse

Problem = Literal["empty", "too_long", "control", "check_digit"]

MAX_LENGTH = 200

_EDGES = " \t\n\v\f\r\u00a0\ufeff"
_AIM_ID = re.compile(r"\][A-Za-z][0-9]")
_GS1_ID = re.compile(r"\](?:C1|d2|Q3|J1|e[0-2])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_GTIN = re.compile(r"[0-9]{8}|[0-9]{12,14}")
_UPPER = str.maketrans(string.ascii_lowercase, string.ascii_uppercase)


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan that can be looked up: its text, without white space and AIM id around it, and what it says as GS1."""

    text: str
    gs1: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A scan that stands for nothing, and why."""

    problem: Problem


def normalise(raw: str, known: Callable[[str], bool] = lambda _text: False) -> Scan | Unreadable:
    """The text of a scan, or what is wrong with it.

    `known` says whether exactly this text is in use: a shop's own code counts whatever its check digit, and even if it
    looks like GS1.
    """
    bare = raw.strip(_EDGES)
    text = bare[3:].strip(_EDGES) if _AIM_ID.match(bare) else bare
    if not text or len(text) > MAX_LENGTH:
        return Unreadable("too_long" if text else "empty")
    clean = not _CONTROL.search(text)
    if clean and known(text):
        return Scan(text)
    label = parse(text, bool(_GS1_ID.match(bare)))
    if label:
        return Scan(label.text, label.readings) if label.readings else Unreadable("check_digit")
    if not clean:
        return Unreadable("control")
    misread = _GTIN.fullmatch(text) and not has_right_check_digit(text)
    return Unreadable("check_digit") if misread else Scan(text)


def key(text: str) -> str:
    """The key a normalised text is looked up by, in tables and on devices.

    ASCII letters in upper case; a UPC-A and the GTIN-14 of a single piece become their EAN-13 or EAN-8.
    """
    if re.fullmatch(r"0{4,6}[0-9]{8}", text) and has_right_check_digit(text):
        return text[-8:]
    if re.fullmatch(r"[0-9]{12}", text):
        return f"0{text}"
    if re.fullmatch(r"0[0-9]{13}", text):
        return text[1:]
    return text.translate(_UPPER)
