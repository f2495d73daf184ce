"""What each way through one block of an aisle costs, given the stops in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from warehouse_app.domain.routing.machine import WAYS

NONE, SINGLE, DOUBLE, FRONT, BACK, GAP, UP, UP_ON, UP_GAP, DOWN, DOWN_ON, DOWN_GAP = range(len(WAYS))

Costs = list[tuple[int, float]]


def costs(offsets: Sequence[float], length: float) -> Costs:
    """Pairs of a way (its place in WAYS) and metres. `offsets` rise, from the front cross aisle."""
    if not offsets:
        return [(NONE, 0.0), (SINGLE, length), (DOUBLE, 2 * length)]
    first, last = offsets[0], offsets[-1]
    found = [(SINGLE, length), (DOUBLE, 2 * length), (FRONT, 2 * last), (BACK, 2 * (length - first))]
    if len(offsets) > 1:
        found.append((GAP, 2 * (length - max(after - before for before, after in pairwise(offsets)))))
    return found


def costs_from(here: int, offsets: Sequence[float], length: float) -> Costs:
    """The same where the walk begins at the offset number `here`."""
    start = offsets[here]
    after, before = offsets[here:], offsets[: here + 1]
    found = [(UP_ON, start + 2 * (length - start)), (UP, start + 2 * (offsets[-1] - start))]
    found += [(DOWN_ON, 2 * start + length - start), (DOWN, 2 * (start - offsets[0]) + length - start)]
    if len(after) > 1:
        found.append((UP_GAP, start + 2 * (length - start - _widest(after))))
    if len(before) > 1:
        found.append((DOWN_GAP, length - start + 2 * (start - _widest(before))))
    return found


def counts(way: int, offsets: Sequence[float], start: int | None) -> list[int]:
    """How often each piece of the aisle is walked, from the front: one more than there are offsets."""
    pieces = len(offsets) + 1
    here = 0 if start is None else start + 1
    if way in (NONE, SINGLE, DOUBLE):
        return [(NONE, SINGLE, DOUBLE).index(way)] * pieces
    if way in (UP, UP_ON, UP_GAP):
        return [1] * here + _doubled(offsets[here - 1 :], {UP: -1, UP_ON: None, UP_GAP: 0}[way])
    if way in (DOWN, DOWN_ON, DOWN_GAP):
        mirrored = _doubled([-one for one in reversed(offsets[:here])], {DOWN: -1, DOWN_ON: None, DOWN_GAP: 0}[way])
        return mirrored[::-1] + [1] * (pieces - here)
    if way == GAP:
        return [2, *_doubled(offsets, 0)]
    return [2] * (pieces - 1) + [0] if way == FRONT else [0] + [2] * (pieces - 1)


def _widest(offsets: Sequence[float]) -> float:
    return max(after - before for before, after in pairwise(offsets))


def _doubled(offsets: Sequence[float], leave: int | None) -> list[int]:
    """Pieces after each offset walked twice; none left out, the last (-1), or the widest between two (0)."""
    pieces = [2] * len(offsets)
    if leave == -1:
        pieces[-1] = 0
    if leave == 0:
        gaps = [after - before for before, after in pairwise(offsets)]
        pieces[gaps.index(max(gaps))] = 0
    return pieces
