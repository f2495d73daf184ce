"""Slots of shelves and carts, where totes stand; and what a handheld says when a tote is put into one."""

from __future__ import annotations

from dataclasses import dataclass

from warehouse_app.domain.facts import Event, Malformed, word

KINDS = ("cart", "problem", "consolidation", "returns")
_LONGEST = 64


@dataclass(frozen=True, slots=True)
class Placed:
    """This tote stands in that slot, by their codes."""

    tote: str
    slot: str


def parse_placed(event: Event) -> Placed:
    """The fact inside such an event. Raises Malformed: `event.unknown_kind` or `fact.malformed`."""
    if event.kind != "placed":
        raise Malformed("event.unknown_kind")
    return Placed(word(event.body.get("tote"), _LONGEST), word(event.body.get("into"), _LONGEST))
