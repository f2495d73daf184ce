"""Ways of picking, as far as a sheet says them: which lines are counted as one, and what is asked for a line.

A wave keeps the way it was released in: without totes on the cart it is a batch, whatever the rules say by now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warehouse_app.domain.sheet import PickingRules, SheetLine


def is_discrete(lines: Sequence[SheetLine], rules: PickingRules) -> bool:
    """One order on the walk, in a tote, and the rules want it so: its tote is asked once."""
    one = {line.transfer for line in lines}
    return rules.mode == "discrete" and len(one) == 1 and all(line.tote is not None for line in lines)


def ways_of(
    lines: Sequence[SheetLine], rules: PickingRules, tracking: Mapping[int, str]
) -> dict[int, dict[str, list[str] | int]]:
    """By line: the steps that are asked, and what it is counted together with."""
    discrete, shared = is_discrete(lines, rules), _together(lines, tracking)
    return {
        line.id: {"steps": _steps(line, rules, discrete)} | ({"together": shared[line.id]} if line.id in shared else {})
        for line in lines
    }


def _steps(line: SheetLine, rules: PickingRules, discrete: bool) -> list[str]:
    """In order."""
    tote = rules.ask_tote and line.tote is not None and not discrete
    asked = {"location": rules.location_first, "product": True, "quantity": True, "tote": tote}
    return [step for step, on in asked.items() if on]


def _together(lines: Sequence[SheetLine], tracking: Mapping[int, str]) -> dict[int, int]:
    """The lines of a batch that want the same of the same place, by id: the first of them, whose order goes before."""
    groups: dict[tuple[int, int, int | None, int | None], list[int]] = {}
    for line in lines:
        if line.tote is None and tracking.get(line.product) != "serial":
            groups.setdefault((line.location, line.product, line.lot, line.package), []).append(line.id)
    return {id_: ids[0] for ids in groups.values() if len(ids) > 1 for id_ in ids}
