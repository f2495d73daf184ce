"""Numbers of a device that never arrived although later ones did: loss becomes visible even if the device dies."""

from __future__ import annotations

from collections.abc import Iterable

Ranges = list[tuple[int, int]]


def arrive(high: int, gaps: Iterable[tuple[int, int]], seqs: Iterable[int]) -> tuple[int, Ranges]:
    """The highest number and the open ranges after `seqs` arrived.

    >>> arrive(3, [], [4, 8])
    (8, [(5, 7)])
    >>> arrive(8, [(5, 7)], [6])
    (8, [(5, 5), (7, 7)])
    """
    missing = list(gaps)
    for seq in sorted(seqs):
        if seq > high:
            missing += [(high + 1, seq - 1)] if seq > high + 1 else []
            high = seq
        else:
            missing = [part for first, last in missing for part in _without(first, last, seq)]
    return high, sorted(missing)


def _without(first: int, last: int, seq: int) -> Ranges:
    if not first <= seq <= last:
        return [(first, last)]
    return [part for part in ((first, seq - 1), (seq + 1, last)) if part[0] <= part[1]]
