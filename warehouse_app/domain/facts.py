"""What a device uploads: one event per thing a person did, and the fact inside it.

An event names who, when and where it stood (`person`, `at`, `wave`, `epoch`); its body is the fact. Events
are versioned: an older version is lifted by its upcaster, and upcasters are kept for ever. A newer version
than this server knows is stored and counts for nothing.

>>> event = parse_event({"id": "0" * 32, "v": 1, "kind": "undo", "seq": 3, "at": 0, "wave": 1, "epoch": 1,
...                      "body": {"line": 7, "event": "a" * 32}})
>>> parse_fact(event)
Undo(line=7, event='aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

VERSION = 1
MAX_EVENT_BYTES = 16_384  # a pick of 200 scanned codes is below 8 kB
MAX_INTEGER = 2**53 - 1  # what a device's JavaScript can count to

OVER = (None, "digits", "paper")

_ID = re.compile(r"[0-9a-f]{32}\Z")


class Malformed(ValueError):
    """The event or its fact cannot be read; `key` names the wording."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class Event:
    """The envelope: who did something, when (device clock, ms), on which wave and with which right to it."""

    id: str
    v: int
    kind: str
    seq: int
    at: int
    person: int | None
    session: int | None
    wave: int | None
    epoch: int
    sheet: int | None
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pick:
    """`qty_m` thousandths were taken from `location` and put into `tote`.

    `package`: they came out of that one; 0 says out of none, and None says as the line wants it.
    `over`: how some of it was told: `digits`, where no barcode could be read, or `paper`, at a bench from the printed
    sheet. None: all of it was scanned or counted.
    """

    line: int
    qty_m: int
    location: int
    lot: int | None
    tote: str | None
    package: int | None = None
    over: str | None = None


@dataclass(frozen=True, slots=True)
class Short:
    """`missing_m` of the line's demand could not be found; `found_m` still lie in the bin."""

    line: int
    missing_m: int
    found_m: int
    reason: str
    location: int


@dataclass(frozen=True, slots=True)
class Undo:
    """An earlier pick or short of this line, or a new tote of its order, is taken back."""

    line: int
    event: str


@dataclass(frozen=True, slots=True)
class NewTote:
    """The tote of an order is full: `tote` stands in the slot too, from now on. `line` is the one that was in hand."""

    line: int
    slot: int
    tote: str


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who took a walk over counted a tote: `qty_m` of the line lie in it, `known_m` was on the sheet."""

    line: int
    tote: str
    qty_m: int
    known_m: int
    location: int
    lot: int | None


@dataclass(frozen=True, slots=True)
class PutBack:
    """So much of the line lies in its place again: nobody wants it any more."""

    line: int
    qty_m: int
    location: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A tote was looked into: apart from what was just found otherwise, it holds what is known."""

    tote: str


@dataclass(frozen=True, slots=True)
class Walked:
    """The walk is over; every line of the wave is picked or short."""


Fact = Pick | Short | NewTote | Undo | Found | PutBack | Checked | Walked


def is_event_id(text: object) -> bool:
    """Whether `text` is an id as devices make them: 32 lower-case hex digits."""
    return isinstance(text, str) and bool(_ID.match(text))


def content_hash(raw: Mapping[str, Any]) -> str:
    """What the event says, as sha256 hex: the same id may come again, but only saying the same.

    The sequence, the session and the sheet are left out: a device enrolled anew sends what still waits under
    new numbers.
    """
    said = {name: raw.get(name) for name in ("v", "kind", "at", "person", "wave", "epoch", "body")}
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def own_id(*parts: object) -> str:
    """The id we give to something that came without a usable one: the same thing gets the same id."""
    return hashlib.sha256(canonical(parts).encode()).hexdigest()[:32]


def canonical(value: object) -> str:
    """The one JSON text of a value: keys sorted, no blanks."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=str)


def parse_event(raw: Mapping[str, Any]) -> Event:
    """The envelope of one uploaded event, lifted to the current version.

    Raises:
        Malformed: `event.malformed` (a field is missing or of the wrong type) or `event.too_new`.
    """
    version = whole(raw, "v", least=1)
    if version > VERSION:
        raise Malformed("event.too_new")
    kind, body = raw.get("kind"), raw.get("body")
    if not isinstance(kind, str) or not isinstance(body, dict) or not is_event_id(raw.get("id")):
        raise Malformed("event.malformed")
    return Event(
        id=raw["id"],
        v=version,
        kind=kind,
        seq=whole(raw, "seq", least=1),
        at=whole(raw, "at"),
        person=optional(raw, "person"),
        session=optional(raw, "session"),
        wave=optional(raw, "wave"),
        epoch=whole(raw, "epoch"),
        sheet=optional(raw, "sheet"),
        body=body,
    )


def parse_fact(event: Event) -> Fact:
    """The fact inside an event.

    Raises:
        Malformed: `event.unknown_kind` or `fact.malformed`.
    """
    reader = _READERS.get(event.kind)
    if reader is None:
        raise Malformed("event.unknown_kind")
    return reader(event.body)


def _pick(body: Mapping[str, Any]) -> Pick:
    return Pick(
        line=whole(body, "line", key="fact.malformed"),
        qty_m=whole(body, "qty_m", least=1, key="fact.malformed"),
        location=whole(body, "location", key="fact.malformed"),
        lot=optional(body, "lot", key="fact.malformed"),
        tote=word(body.get("tote"), 64) if body.get("tote") is not None else None,
        package=optional(body, "package", key="fact.malformed"),
        over=_over(body.get("over")),
    )


def _over(value: object) -> str | None:
    if value not in OVER:
        raise Malformed("fact.malformed")
    return value if isinstance(value, str) else None


def _short(body: Mapping[str, Any]) -> Short:
    return Short(
        line=whole(body, "line", key="fact.malformed"),
        missing_m=whole(body, "missing_m", least=1, key="fact.malformed"),
        found_m=whole(body, "found_m", key="fact.malformed"),
        reason=word(body.get("reason"), 32),
        location=whole(body, "location", key="fact.malformed"),
    )


def _undo(body: Mapping[str, Any]) -> Undo:
    if not is_event_id(body.get("event")):
        raise Malformed("fact.malformed")
    return Undo(line=whole(body, "line", key="fact.malformed"), event=body["event"])


def _tote(body: Mapping[str, Any]) -> NewTote:
    return NewTote(
        line=whole(body, "line", key="fact.malformed"),
        slot=whole(body, "slot", least=1, key="fact.malformed"),
        tote=word(body.get("tote"), 64),
    )


def _found(body: Mapping[str, Any]) -> Found:
    return Found(
        line=whole(body, "line", key="fact.malformed"),
        tote=word(body.get("tote"), 64),
        qty_m=whole(body, "qty_m", key="fact.malformed"),
        known_m=whole(body, "known_m", key="fact.malformed"),
        location=whole(body, "location", key="fact.malformed"),
        lot=optional(body, "lot", key="fact.malformed"),
    )


def _put_back(body: Mapping[str, Any]) -> PutBack:
    return PutBack(
        line=whole(body, "line", key="fact.malformed"),
        qty_m=whole(body, "qty_m", least=1, key="fact.malformed"),
        location=whole(body, "location", key="fact.malformed"),
    )


_READERS: dict[str, Callable[[Mapping[str, Any]], Fact]] = {
    "pick": _pick,
    "short": _short,
    "tote": _tote,
    "undo": _undo,
    "found": _found,
    "put_back": _put_back,
    "checked": lambda body: Checked(word(body.get("tote"), 64)),
    "walked": lambda _body: Walked(),
}
KINDS = frozenset(_READERS)


def whole(raw: Mapping[str, Any], name: str, least: int = 0, key: str = "event.malformed") -> int:
    """A whole number of at least `least`. Raises Malformed with `key`."""
    value = raw.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= MAX_INTEGER:
        raise Malformed(key)
    return value


def optional(raw: Mapping[str, Any], name: str, key: str = "event.malformed") -> int | None:
    """A whole number, or None where there is none. Raises Malformed with `key`."""
    return None if raw.get(name) is None else whole(raw, name, key=key)


def word(value: object, longest: int) -> str:
    """A short text that can be read. Raises Malformed `fact.malformed`."""
    if not isinstance(value, str) or not 0 < len(value) <= longest or not value.isprintable():
        raise Malformed("fact.malformed")
    return value
