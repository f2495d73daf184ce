"""What of an event is ids, codes and figures, and what is words. Words lie beside the sealed journal.

A seal covers the whole event for ten years, so nothing may be in it that has to go earlier: no name, no address,
nothing typed. Which field may hold what is said here, field by field; everything else of an upload is taken out and
kept apart, by its path, until its time is over.

>>> split({"v": 1, "kind": "count", "body": {"place": "Anna Meyer, Hof 3", "rows": [], "empty": True}})
({'v': 1, 'kind': 'count', 'body': {'place': '~', 'rows': [], 'empty': True}}, {'body.place': 'Anna Meyer, Hof 3'})
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from warehouse_app.domain import beside, facts, packing, returning, tasks
from warehouse_app.domain.judging_returns import FACTS, QUESTIONS

GONE = "~"  # stands in the journal where words were
_DEEPEST = 6

_OURS = {"agreed", "override", "profile"}  # made by the server, never uploaded
_KIND = re.compile(
    "(" + "|".join(facts.KINDS | packing.KINDS | returning.KINDS | beside.KINDS | tasks.FACTS | FACTS | _OURS) + r")\Z"
)
_KEY = re.compile(r"([A-Z]{2,5}-[A-Z0-9-]{1,26}|[a-z_]{1,32})\Z")  # what rules are called
_GRADE = re.compile(r"[A-D]\Z")
_HEX = re.compile(r"[0-9a-f]{32}\Z")
_CODE = re.compile(r"(?=[^0-9]*[0-9])[!-?A-~\x1d\u00c0-\u024f]{1,200}\Z")  # unbroken, a figure in it, and no @
_WORDS = re.compile(r"(?!)")  # somebody typed it, whatever it looks like
_REASON = re.compile(r"([a-z_]+(\.[a-z_]+)*|[A-Z]{2,5}-[A-Z0-9-]+)\Z")

_FIGURES = (
    "v", "seq", "at", "person", "session", "wave", "epoch", "sheet", "line", "qty_m", "location", "product", "lot",
    "package", "missing_m", "found_m", "slot", "known_m", "transfer", "box", "weight_g", "shipped", "return",
    "counted_m", "counted_at", "value", "expected", "empty", "from", "to", "entry", "from_m", "to_m", "task",
)  # fmt: skip
_HOLDERS = ("body", "lines", "rows")

# What a text in a field must look like to stay; a field that is not here is words, whatever it holds.
FIELDS: Mapping[str, re.Pattern[str] | None] = (
    dict.fromkeys((*_FIGURES, *_HOLDERS))
    | dict.fromkeys(("checks", *QUESTIONS))
    | {
        "grade": _GRADE,
        "disposition": _KEY,
        "what": _KEY,
        "lot": _CODE,
        "kind": _KIND,
        "reason": _KEY,
        "over": _KEY,
        "check": _KEY,
        "result": _KEY,
        "asks": _KEY,
        "says": _KEY,
        "note": _WORDS,
    }
    | dict.fromkeys(("id", "event", "parcel"), _HEX)
    | dict.fromkeys(("tote", "codes", "code", "place", "lot_name", "from_code", "to_code", "into"), _CODE)
)

NAMES = ("by", "worker")  # facts of a case that name somebody of the floor
TYPED = ("said", "words")  # ... and that repeat what somebody or Odoo said
_SCANNED = ("product", "location")  # of the cases below: codes that nobody knew
_UNKNOWN = ("count.", "move.")


def split(raw: Mapping[str, Any]) -> tuple[Mapping[str, Any], dict[str, Any]]:
    """The event as the journal takes it, and the words that were in it by their path. Without any: as it came."""
    words: dict[str, Any] = {}
    if all(name in FIELDS and _is_plain(value, FIELDS[name], _DEEPEST - 1) for name, value in raw.items()):
        return raw, words  # nearly always: a scan waits for it
    return _fields(raw, "", words, _DEEPEST), words


def is_code(text: str) -> bool:
    """Whether it looks like a barcode rather than like words.

    >>> [is_code(text) for text in ("4006381333931", "T-0001", "A-02-1", "Meyer", "Hof 3", "a1@b.example")]
    [True, True, True, False, False, False]
    """
    return bool(_CODE.match(text))


def without_words(said: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a case, or of a step of it, once its words have to go: goods, places and figures stay."""
    kept = {name: _blank(value) if name in NAMES + TYPED else value for name, value in said.items()}
    why = str(kept.get("why") or "")
    if why and not is_reason(why):
        kept["why"] = ""
    if why.startswith(_UNKNOWN):
        kept |= {name: "" for name in _SCANNED if name in kept and not is_code(str(kept[name]))}
    return kept


def without_typed_key(key: str) -> str:
    """The finding key of a case that is over, without a code that nobody knew.

    >>> without_typed_key("INV-SCAN|ab12|Anna Meyer"), without_typed_key("FUL-SHORT|line|7")
    ('INV-SCAN|ab12|~', 'FUL-SHORT|line|7')
    """
    kind, _, about = key.partition("|")
    event, _, code = about.partition("|")
    return f"{kind}|{event}|{GONE}" if kind == "INV-SCAN" and code and not is_code(code) else key


def is_reason(why: str) -> bool:
    """Whether it is a key of ours, and not what somebody typed."""
    return bool(_REASON.match(why))


def _blank(value: Any) -> Any:
    return {} if isinstance(value, dict) else ""


def _is_plain(value: Any, shape: re.Pattern[str] | None, deep: int) -> bool:
    """Whether there is no word in it, in the sense of `_value`."""
    if value is None or isinstance(value, int | float):
        return True
    if isinstance(value, str):
        return shape is not None and shape.match(value) is not None
    if deep <= 0:
        return False
    if isinstance(value, Mapping):
        return all(name in FIELDS and _is_plain(one, FIELDS[name], deep - 1) for name, one in value.items())
    return isinstance(value, list) and all(_is_plain(one, shape, deep - 1) for one in value)


def _fields(raw: Mapping[str, Any], path: str, words: dict[str, Any], deep: int) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, value in raw.items():
        if name in FIELDS:
            kept[name] = _value(value, f"{path}{name}", FIELDS[name], words, deep - 1)
        else:
            words[f"{path}{name}"] = value
    return kept


def _value(value: Any, path: str, shape: re.Pattern[str] | None, words: dict[str, Any], deep: int) -> Any:
    if isinstance(value, str):
        fits = shape is not None and bool(shape.match(value))
    else:
        fits = deep > 0 or not isinstance(value, Mapping | list)
    if not fits:
        words[path] = value
        return GONE
    if isinstance(value, Mapping):
        return _fields(value, f"{path}.", words, deep)
    if isinstance(value, list):
        return [_value(one, f"{path}.{place}", shape, words, deep - 1) for place, one in enumerate(value)]
    return value
