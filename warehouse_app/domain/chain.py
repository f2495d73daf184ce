"""The journal's chain: each event's seal is keyed over the seal before it and over the whole row.

Pure: `Seal` stands for the keyed hash, whose key lies outside the store.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

Seal = Callable[[str], str]  # text -> hex, under the installation's secret
Row = Mapping[str, Any]

GENESIS = "0" * 64  # what the first event is sealed onto
KEPT = ("seq", "id", "v", "kind", "device", "device_seq", "content_sha", "received_at", "verdict", "key")


def canonical(row: Row) -> str:
    """The row as it is sealed: names in order, nothing for what is empty, so that a column added later is no change.

    >>> canonical({"seq": 1, "line": None, "mac": "x", "id": "ab"})
    '{"id":"ab","seq":1}'
    """
    said = {name: value for name, value in row.items() if value is not None and name != "mac"}
    return json.dumps(said, sort_keys=True, separators=(",", ":"))


def mac(seal: Seal, before: str, row: Row) -> str:
    """The seal of a row that follows the one sealed `before`."""
    return seal(f"event\n{before}\n{canonical(row)}")


def stub(seal: Seal, row: Row) -> dict[str, Any]:
    """What stays of an event whose month was cut: enough to know it when it comes again, under a seal of its own."""
    kept = {name: row[name] for name in KEPT} | {"mac": row["mac"]}
    return {"cut": seal(f"stub\n{json.dumps(kept, sort_keys=True, separators=(',', ':'))}")}


def is_stub(seal: Seal, row: Row) -> bool:
    """Whether the row is exactly what `stub` left of an event."""
    return bool(row["raw"] == stub(seal, row))


def signed(seal: Seal, what: str, facts: Mapping[str, Any]) -> str:
    """The seal of a statement about the chain: a cut, or the end of an export."""
    return seal(f"{what}\n{canonical(facts)}")
