"""What a GS1 label names: goods, lot, dates, count, weight; the twin of `static/js/scan/gs1.js`.

Both run `tests/vectors/barcodes/`. A text whose separators were lost on the way may have several readings, that of
the standard first.

>>> parse("(01)04006381333931(17)270200(10)L2411").readings
({'gtin': '04006381333931', 'expires': '2027-02-28', 'lot': 'L2411'},)
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Reading = Mapping[str, str | int | bool]
"""{gtin, holds, sscc, lot, serial, made, best, expires, count, weight_m}, those that are there. Dates are ISO, the
weight is in thousandths of a kilogram; `holds` when the GTIN is of what lies in a carton or on a pallet (AI 02)."""

Element = tuple[str, str]

_GS = "\x1d"
_SEPARATOR = re.compile(r"\{(?:GS|FNC1)\}|<(?:GS|FNC1)>|\[GS\]|Alt029|\^\]|[#|~\x1d\u241d]", re.IGNORECASE | re.ASCII)
_GTIN = re.compile(r"[0-9]{8}|[0-9]{12,14}")
_STARTS = re.compile(r"\x1d*(?:01|02|00[0-9]{4})[0-9]{14}")
_LINK = re.compile(r"https?://[^/]+(/[^?#]*)(?:\?([^#]*))?", re.IGNORECASE | re.ASCII)
_BRACKETS = re.compile(r"\(([0-9]{2,4})\)([^(]+)")
_PERCENT = re.compile(r"%([0-7][0-9A-Fa-f])")
_AI = re.compile(r"0[0-3]|1[0-35-7]|2[0-2]|3[07]|9[0-9]|(?:2[3-5]|4[0-2]|71)[0-9]|(?:3[1-69]|43|7[02]|8[0-2])[0-9]{2}")
_DATE_NEXT = re.compile(r"1[1-35-7][0-9]{6}")
_ANY_NEXT = re.compile(r"1[1-35-7][0-9]{6}|310[0-5][0-9]{6}|10|21|30|37")
_DIGITS = re.compile(r"[0-9]+")
_VALUE = re.compile(r'[!"%-?A-Z_a-z]+')  # the signs GS1 allows
_MESSAGE = re.compile(r'[\x1d!"%-?A-Z_a-z]+')
_DATES = {"11": "made", "12": None, "13": None, "15": "best", "16": None, "17": "expires"}
_FIXED = {"00": 18, "01": 14, "02": 14, "03": 14, "20": 2, "41": 13} | {f"3{digit}": 6 for digit in range(1, 7)}
_LONGEST = {"10": 20, "21": 20, "22": 20, "30": 8, "37": 8}
_MOST_STEPS = 500
_FIRST_YEAR = 1977  # GS1's window of a hundred years, as it lies in 2026; there is no clock here


@dataclass(frozen=True, slots=True)
class Label:
    """A text that is GS1. Without a reading its check digit is wrong."""

    text: str
    readings: tuple[Reading, ...]


def parse(text: str, marked: bool = False) -> Label | None:
    """Read a text, without AIM id and white space around it, as GS1; `marked` when the symbology says that it is."""
    written = _link_elements(text) or _bracket_elements(text)
    if written:
        return _judged(text, written, [_meaning(written)])
    message = _SEPARATOR.sub(_GS, text)
    sure = marked or _GS in text
    if not _MESSAGE.fullmatch(message) or (_GTIN.fullmatch(text) if sure else not _STARTS.match(message)):
        return None
    label = _judged(message.replace(_GS, "|"), _elements(message), _readings(message))
    if sure or (label and any("gtin" in reading or "sscc" in reading for reading in label.readings)):
        return label
    return None


def has_right_check_digit(digits: str) -> bool:
    weighed = (int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return sum(weighed) % 10 == 0


def _judged(text: str, elements: Sequence[Element] | None, readings: Sequence[Reading | None]) -> Label | None:
    useful = tuple(reading for reading in readings if reading and reading.keys() & {"gtin", "sscc", "lot"})
    misread = any(
        ai in ("00", "01", "02") and _is_written(ai, value) and not has_right_check_digit(value)
        for ai, value in elements or ()
    )
    return Label(text, useful) if useful or misread else None


def _readings(message: str) -> Sequence[Reading | None]:
    """What separators say holds. Where there are none they may have been lost, and what follows is looked for."""
    strict = _meaning(_elements(message))
    if _GS in message:
        return [strict]
    found = [] if strict is None else [strict]
    for elements in _splits(message, _ANY_NEXT if strict is None else _DATE_NEXT):
        reading = _meaning(elements)
        if reading is not None and reading not in found:
            found.append(reading)
    return found


def _elements(message: str) -> list[Element] | None:
    found: list[Element] = []
    at = _after_separators(message, 0)
    while at < len(message):
        match = _AI.match(message, at)
        if not match:
            return None
        ai = match.group()
        end = match.end() + _fixed(ai) if _fixed(ai) else _next_separator(message, match.end())
        found.append((ai, message[match.end() : end]))
        at = _after_separators(message, end)
    return found


def _splits(message: str, following: re.Pattern[str]) -> list[list[Element]]:
    """All ways to cut a message without separators, longest values first; none when there are too many to try."""
    found: list[list[Element]] = []
    steps = 0

    def cut(at: int, before: list[Element]) -> None:
        nonlocal steps
        match = _AI.match(message, at)
        if not match or match.group() in dict(before):
            return
        for end in _ends(message, match, following):
            steps += 1
            if steps > _MOST_STEPS:
                return
            element = (match.group(), message[match.end() : end])
            if _fields(*element) is None:
                continue
            if end == len(message):
                found.append([*before, element])
            else:
                cut(end, [*before, element])

    cut(0, [])
    return [] if steps > _MOST_STEPS else found


def _ends(message: str, match: re.Match[str], following: re.Pattern[str]) -> Iterator[int]:
    ai, start = match.group(), match.end()
    if _fixed(ai):
        yield min(start + _fixed(ai), len(message))
        return
    for end in range(min(start + _longest(ai), len(message)), start, -1):
        if end == len(message) or following.match(message, end):
            yield end


def _bracket_elements(text: str) -> list[Element] | None:
    found = list(_BRACKETS.finditer(text)) if text.startswith("(") else []
    if sum(len(match.group()) for match in found) != len(text) or not all(_is_ai(match[1]) for match in found):
        return None
    return [(match[1], match[2].replace(" ", "") if _fixed(match[1]) else match[2].strip(" ")) for match in found]


def _link_elements(text: str) -> list[Element] | None:
    match = _LINK.match(text)
    parts = match[1].rstrip("/").split("/") if match else []
    keys = (at for at, part in enumerate(parts[:-1]) if part in ("00", "01") and _DIGITS.fullmatch(parts[at + 1]))
    start = next(keys, None)
    if match is None or start is None or (len(parts) - start) % 2:
        return None
    pairs = list(zip(parts[start::2], parts[start + 1 :: 2], strict=True))
    asked = [one.split("=") for one in re.split("[&;]", match[2] or "")]
    pairs += [(one[0], one[1]) for one in asked if len(one) == 2 and _is_ai(one[0])]
    return [(ai, value.rjust(14, "0") if ai == "01" else _unescaped(value)) for ai, value in pairs]


def _meaning(elements: Sequence[Element] | None) -> Reading | None:
    reading: dict[str, str | int | bool] = {}
    for ai, value in elements or ():
        fields = _fields(ai, value)
        if fields is None or any(reading.get(name, said) != said for name, said in fields.items()):
            return None
        reading |= fields
    return reading if elements else None


def _fields(ai: str, value: str) -> Reading | None:
    """What one element says; None when it cannot be right."""
    if not _is_written(ai, value):
        return None
    if ai in _DATES:
        return _dated(_DATES[ai], _date(value))
    if ai in ("10", "21"):
        return {"lot" if ai == "10" else "serial": value}
    if ai in ("30", "37"):
        return {"count": int(value)} if int(value) > 0 else None
    if re.fullmatch(r"310[0-5]", ai):
        return _weight(int(value), int(ai[3]))
    if ai not in ("00", "01", "02"):
        return {}
    if not has_right_check_digit(value):
        return None
    return {"sscc": value} if ai == "00" else {"gtin": value} if ai == "01" else {"gtin": value, "holds": True}


def _dated(name: str | None, date: str | None) -> Reading | None:
    if date is None:
        return None
    return {name: date} if name else {}


def _weight(value: int, decimals: int) -> Reading:
    """Finer than a gram is not a weight we can count in, so it is as if it were not there."""
    weight_m, rest = divmod(value * 1000, 10**decimals)
    return {"weight_m": weight_m} if weight_m > 0 and rest == 0 else {}


def _date(digits: str) -> str | None:
    """YYMMDD; day 00 is the last of the month."""
    yy, month, day = (int(digits[at : at + 2]) for at in (0, 2, 4))
    year = 2000 + yy if yy < _FIRST_YEAR % 100 else 1900 + yy
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    return f"{year}-{month:02}-{day or last:02}" if day <= last else None


def _is_written(ai: str, value: str) -> bool:
    if _fixed(ai):
        return len(value) == _fixed(ai) and bool(_DIGITS.fullmatch(value))
    signs = _DIGITS if ai in ("30", "37") else _VALUE
    return len(value) <= _longest(ai) and bool(signs.fullmatch(value))


def _is_ai(text: str) -> bool:
    return bool(_AI.fullmatch(text))


def _fixed(ai: str) -> int:
    return 6 if ai in _DATES else _FIXED.get(ai[:2], 0)


def _longest(ai: str) -> int:
    return _LONGEST.get(ai, 90)


def _after_separators(message: str, at: int) -> int:
    while message[at : at + 1] == _GS:
        at += 1
    return at


def _next_separator(message: str, start: int) -> int:
    at = message.find(_GS, start)
    return len(message) if at < 0 else at


def _unescaped(value: str) -> str:
    return _PERCENT.sub(lambda match: chr(int(match[1], 16)), value)
