"""Data that is not fit to run: one exception for each kind of gap, its owner's by its type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warehouse_app.domain.cases import Finding
from warehouse_app.domain.detectors import Judged, Patience
from warehouse_app.domain.readiness import KINDS


@dataclass(frozen=True, slots=True)
class Lacking:
    """So much of a kind is wrong, first seen at `since` (ms UTC).

    `accepted`: a person ended its exception after the newest of it was found.
    """

    kind: str
    found: int
    per_day_m: int
    names: tuple[str, ...]
    since: int
    accepted: bool = False


def lacking(found: Sequence[Lacking], w: int, patience: Patience) -> Judged:
    """What a person has accepted is no finding until there is more of it."""
    return [
        Finding(
            KINDS[one.kind].key, KINDS[one.kind].type, w,
            facts={"gap": one.kind, "n": one.found, "per_day_m": one.per_day_m, "names": list(one.names)},
        )
        for one in found
        if not one.accepted and patience.is_over(one.since)
    ]  # fmt: skip
