"""A person takes Odoo's quantities of an open transfer for true: what changes of what was picked here.

Pure: the transfer as it is here and there in, changes by line out. What was picked is never edited: less is picks
reversed, more is a pick, both under an event of their own, so that done = accepted - reversed still holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from warehouse_app.domain.ownership import OurLine, Ours, Theirs
from warehouse_app.domain.picking import Line


@dataclass(frozen=True, slots=True)
class Change:
    """So much more (less: minus) of a line is picked; `open_m` of it Odoo still keeps for somebody to fetch."""

    line: int
    change_m: int
    open_m: int


def agree(ours: Ours, theirs: Theirs) -> tuple[Change, ...] | None:
    """What makes ours like theirs, less before more. None: it cannot be followed here.

    That is so where Odoo has goods from a place no line knows, or a line holds goods of several lots or packages:
    nobody could say which of them.
    """
    there = {place.key: place.picked_m for place in theirs.places if place.picked_m}
    left = {place.key: place.quantity_m - place.picked_m for place in theirs.places}
    found: list[Change] = []
    for key in sorted({*there, *ours.picked}):
        change_m = there.get(key, 0) - ours.picked.get(key, 0)
        changes = _less(ours, key, -change_m) if change_m < 0 else _more(ours, key, change_m)
        if changes is None:
            return None
        found += [Change(line.id, part_m, left.get(line.key, 0)) for line, part_m in changes]
    return tuple(sorted(found, key=lambda change: change.change_m))


def agreed(line: Line, change: Change) -> Line:
    """The line after it: as settled as it was, but for what Odoo still keeps for it."""
    picked_m = line.picked_m + change.change_m
    short_m = max(line.short_m - max(change.change_m, 0), 0)
    open_m = min(change.open_m, max(line.demand_m - picked_m - short_m, 0))
    demand_m = picked_m + short_m + open_m
    return replace(line, picked_m=picked_m, short_m=short_m, told_m=short_m, demand_m=demand_m)


def _less(ours: Ours, key: str, qty_m: int) -> Sequence[tuple[OurLine, int]] | None:
    found: list[tuple[OurLine, int]] = []
    for line in reversed(ours.lines):
        here_m = sum(picked_m for place, picked_m in line.picks if place == key)
        if here_m and qty_m:
            if len(line.picks) > 1:
                return None
            part_m = min(here_m, qty_m)
            found.append((line, -part_m))
            qty_m -= part_m
    return None if qty_m else found


def _more(ours: Ours, key: str, qty_m: int) -> Sequence[tuple[OurLine, int]] | None:
    if not qty_m:
        return ()
    line = next((line for line in ours.lines if line.key == key), None)
    return None if line is None else ((line, qty_m),)
