"""What a picker says of a short beside its reason: which lot, what is in the way, a few words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from warehouse_app.domain.facts import Event, Malformed, word

KIND = "short_more"
SAYS = ("NT-BLOCKED", "NT-HIGH", "NT-UNSAFE")  # what is in the way, by a key
_BAD, _LONGEST = "fact.malformed", 200
_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class ShortMore:
    """`event` is that of the short. `lot` and `note` are as they were scanned and typed, `says` one of SAYS."""

    event: str
    lot: str | None
    note: str | None
    says: str | None


def parse_more(event: Event) -> ShortMore:
    """The fact inside such an event. Raises Malformed: `event.unknown_kind` or `fact.malformed`."""
    if event.kind != KIND:
        raise Malformed("event.unknown_kind")
    told, says = event.body.get("event"), event.body.get("says")
    if not isinstance(told, str) or not _ID.fullmatch(told) or says not in (None, *SAYS):
        raise Malformed(_BAD)
    lot, note = (
        word(event.body[name], _LONGEST) if event.body.get(name) is not None else None for name in ("lot_name", "note")
    )
    return ShortMore(told, lot, note, says)
