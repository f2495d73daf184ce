"""A rule as the fields of a form, and back; and as a row of the file that rules are carried in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from warehouse_app.domain.rule_checks import TEXT_MAX, Body, Book
from warehouse_app.domain.rulebook import FIELDS, FLAGS, NUMBERS, Problem

SCHEMA = 1
Change = tuple[str, str, Body]  # kind, code, body
_NUMBER_MAX = 6
ONCE = {"return_slip": "paper"}  # what a kind was called, in files and acts of before


def to_form(kind: str, body: Body) -> dict[str, str]:
    """Texts by the names of the fields; whoever is a member is `member<id>`, their hours `hours<id>`."""
    texts = {name: _text(name, body.get(name)) for name in FIELDS[kind] if name != "members"}
    for row in body.get("members") or ():
        texts |= {f"member{row['person']}": "1", f"hours{row['person']}": row.get("hours") or ""}
    return texts


def from_form(kind: str, before: Body, texts: Mapping[str, str], people: Collection[int]) -> Body:
    """The body that the fields make of what was there; nothing is judged yet."""
    made = {name: _value(name, texts.get(name, "")) for name in FIELDS[kind] if name != "members"}
    if "members" in FIELDS[kind]:
        named = [person for person in sorted(people) if texts.get(f"member{person}")]
        rows = [{"person": person, "hours": texts.get(f"hours{person}", "").strip()[:TEXT_MAX]} for person in named]
        made["members"] = rows or None
    return _kept(before) | made


def to_file(book: Book) -> dict[str, Any]:
    """What is carried from one warehouse to another: no people, they are others there."""
    rules = {
        kind: {
            code: {name: body.get(name) for name in FIELDS[kind] if name != "members"} for code, body in rows.items()
        }
        for kind, rows in book.items()
    }
    return {"schema": SCHEMA, "rules": rules}


def from_file(loaded: Any, book: Book) -> tuple[list[Change], list[Problem]]:
    """What a file would change, and what of it cannot be read. Rules it does not name stay as they are."""
    if not isinstance(loaded, dict) or loaded.get("schema") != SCHEMA or not isinstance(loaded.get("rules"), dict):
        return [], [Problem("rules.schema", "", "")]
    changes: list[Change] = []
    wrong: list[Problem] = []
    for named, rows in loaded["rules"].items():
        kind = ONCE.get(named, named)
        known = book.get(kind)
        if known is None or not isinstance(rows, dict):
            wrong.append(Problem("rule.unknown", str(kind)[:TEXT_MAX], ""))
            continue
        for code, body in rows.items():
            if code not in known:
                wrong.append(Problem("rule.unknown", kind, str(code)[:TEXT_MAX]))
            elif not isinstance(body, dict) or not set(body) <= set(FIELDS[kind]):
                wrong.append(Problem("rule.fields", kind, code))
            elif differs(kind, known[code], body | _kept_of(known[code], body)):
                changes.append((kind, code, _kept(known[code]) | body))
    return changes, wrong


def differs(kind: str, before: Body, after: Body) -> list[str]:
    """The names of the fields that are others; none and empty are the same."""
    return [name for name in FIELDS[kind] if (before.get(name) or None) != (after.get(name) or None)]


def with_changes(book: Book, changes: Collection[Change]) -> Book:
    """The book as it would be."""
    new = {kind: dict(rows) for kind, rows in book.items()}
    for kind, code, body in changes:
        new[kind][code] = body
    return new


def field_text(name: str, value: Any) -> str:
    """For a list of differences."""
    if name == "members":
        return ", ".join(f"{row['person']} {row.get('hours') or ''}".strip() for row in value or ())
    return _text(name, value)


def _kept(before: Body) -> dict[str, Any]:
    """It is the shop's own from now on."""
    return {name: value for name, value in before.items() if name != "shipped"}


def _kept_of(before: Body, body: Body) -> dict[str, Any]:
    return {name: value for name, value in before.items() if name not in body}


def _text(name: str, value: Any) -> str:
    if name == "rungs":
        return " ".join(value or ())
    if name in FLAGS:
        return "1" if value else ""
    return "" if value is None else str(value)


def _value(name: str, text: str) -> Any:
    text = text.strip()[: TEXT_MAX + 1]
    if name == "rungs":
        return text.split()
    if name in FLAGS:
        return bool(text)
    if name in NUMBERS:
        if not text and name != "minutes":
            return None
        return int(text) if text.isascii() and text.isdigit() and len(text) < _NUMBER_MAX else text
    return text or None
