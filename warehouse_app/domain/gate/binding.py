"""The fact map: what each fact that a rule may use is bound to in this Odoo, and what is read of it there.

A fact is bound to a `field` (its value; for a yes or no also "it is one of these"), to a `tag` that a field of tags
has, to a `constant`, or to nothing: then the rules that need it are off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

Kind = Literal["text", "flag", "moment", "number"]
Value = bool | int | str | tuple[str, ...] | None

# What may be bound, and what it is.
FACTS: Mapping[str, Kind] = {
    "channel": "text",
    "reference": "text",
    "fraud": "number",
    "held": "flag",
    "promised": "moment",
    "latest": "moment",
    "customer_class": "text",
    "order_type": "text",
    "hazmat": "flag",
    "customs_code": "text",
}
HOW = ("none", "field", "tag", "constant")
LONGEST = 100
_TYPES: Mapping[Kind, frozenset[str]] = {
    "text": frozenset({"char", "selection", "many2one", "integer", "many2many"}),
    "flag": frozenset({"boolean", "char", "selection", "many2one", "integer", "float", "many2many"}),
    "number": frozenset({"boolean", "char", "selection", "many2one", "integer", "float", "many2many"}),
    "moment": frozenset({"date", "datetime"}),
}
FLAGGED = 100  # a mark without a figure weighs as much


def is_bound(body: Mapping[str, Any] | None) -> bool:
    return bool(body) and (body or {}).get("how", "none") != "none"


def may_hold(fact: str, type_: str) -> bool:
    """Whether a field of this type can say such a fact.

    >>> may_hold("promised", "date"), may_hold("promised", "char"), may_hold("hazmat", "many2many")
    (True, False, True)
    """
    return type_ in _TYPES[FACTS[fact]]


def asked(bindings: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The fields to read (`model:name`), each once."""
    keys = [body["field"] for fact, body in bindings.items() if fact in FACTS and _reads(body)]
    return list(dict.fromkeys(keys))


def unbound(bindings: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(fact for fact in FACTS if not is_bound(bindings.get(fact)))


def read(fact: str, body: Mapping[str, Any] | None, values: Mapping[str, Value]) -> bool | int | str | None:
    """What a fact comes to on an order. None: bound to nothing, nothing is there, or its field was not read.

    >>> read("fraud", {"how": "field", "field": "sale.order:x_review", "value": "fraud, check"},
    ...      {"sale.order:x_review": "check"})
    100
    >>> read("hazmat", {"how": "tag", "field": "p:tags", "value": "Hazmat"}, {"p:tags": ("hazmat", "glass")})
    True
    >>> read("channel", {"how": "constant", "value": "Shop"}, {})
    'Shop'
    """
    if body is None or not is_bound(body):
        return None
    kind = FACTS[fact]
    if body["how"] == "constant":
        return _constant(kind, str(body.get("value") or ""))
    if body["field"] not in values:
        return None
    found = values[body["field"]]
    if body["how"] == "tag":
        is_there = not _listed(body).isdisjoint(_names(found))
        return is_there if kind == "flag" else (FLAGGED if is_there else 0)
    return _plain(kind, found, _listed(body))


def wrong(fact: str, body: Mapping[str, Any], types: Mapping[str, str]) -> str | None:
    """Why it cannot be bound so, as a key of the words; None where it can. `types`: of the fields there are, by key."""
    how, value = body.get("how"), str(body.get("value") or "")
    if how not in HOW or len(value) > LONGEST or not value.isprintable():
        return "fact.how"
    if how in ("none", "constant"):
        return "fact.value" if how == "constant" and (not value or _constant(FACTS[fact], value) is None) else None
    type_ = types.get(str(body.get("field")))
    if type_ is None:
        return "fact.field"
    if not may_hold(fact, type_):
        return "fact.type"
    if how == "tag" and (type_ != "many2many" or FACTS[fact] in ("moment", "text") or not value):
        return "fact.tag"
    return None


def _reads(body: Mapping[str, Any]) -> bool:
    return body.get("how") in ("field", "tag") and bool(body.get("field"))


def _listed(body: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(text.strip().casefold() for text in str(body.get("value") or "").split(",") if text.strip())


def _names(value: Value) -> Sequence[str]:
    return [name.casefold() for name in value] if isinstance(value, tuple) else [str(value).casefold()]


def _plain(kind: Kind, value: Value, listed: frozenset[str]) -> bool | int | str | None:
    if kind == "moment":
        return value if isinstance(value, int) and not isinstance(value, bool) else None
    if kind == "text":
        text = ", ".join(value) if isinstance(value, tuple) else "" if value in (None, False) else str(value)
        return text or None
    if listed:
        is_there = not listed.isdisjoint(_names(value))
        return is_there if kind == "flag" else (FLAGGED if is_there else 0)
    if kind == "flag":
        return bool(value)
    return value if type(value) is int else (FLAGGED if value else 0)


def _constant(kind: Kind, value: str) -> bool | int | str | None:
    if kind == "moment":
        return None
    if kind == "text":
        return value
    number = int(value) if value.isascii() and value.isdigit() else None
    return number if kind == "number" else None if number is None else bool(number)
