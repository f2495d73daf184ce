"""What was forecast for waves, and what they really took: truck by truck, of nobody alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from warehouse_app.service.looking import Looker, clock_text
from warehouse_app.service.ports.labour import Compared

DAY_MS = 86_400_000
_SHOWN = 6  # trucks


def walked_lately(found: Sequence[Compared], look: Looker) -> list[dict[str, Any]]:
    """What was forecast for each truck's waves, and what they took; the truck that was walked for last first."""
    trucks: dict[tuple[str | None, int | None], list[Compared]] = defaultdict(list)
    for one in found:
        trucks[one.carrier, one.cutoff_at].append(one)
    return [
        {
            "truck": f"{carrier or look.say('board.no_carrier')} {clock_text(at, look.zone) if at else ''}".strip(),
            "waves": look.say("release.waves_one" if len(waves) == 1 else "release.waves", n=len(waves)),
            "words": look.say(
                "release.compared",
                forecast=round(sum(one.forecast for one in waves)),
                real=round(sum(one.minutes for one in waves)),
            ),
        }
        for (carrier, at), waves in list(trucks.items())[:_SHOWN]
    ]
