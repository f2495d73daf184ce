"""What is printed on the sheet of cards: only what a handheld of this shop understands and does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from warehouse_app.domain import cards
from warehouse_app.domain.sheet import PickingRules

Say = Callable[..., str]


def card_sheet(reasons: Mapping[str, Mapping[str, Any]], rules: PickingRules, say: Say) -> list[dict[str, str]]:
    """Commands, then reasons, then quantities where one may be typed: the short codes, each with its word."""
    does = {do: new for do, (_, new) in cards.PRINTED.items() if do not in rules.without}
    found = [(new, say(f"cards.{do}")) for do, new in does.items()]
    if cards.OTHER_BIN_REASON in reasons:
        found.append((cards.OTHER_BIN[1], say("cards.other_bin")))
    found += [(code, say(body["key"])) for code, body in reasons.items()]
    if rules.keypad_max_m > 0:
        most = rules.keypad_max_m // 1_000
        found += [(cards.quantity_codes(n)[1], str(n)) for n in cards.QUANTITIES if n <= most]
    return [{"number": code, "word": word} for code, word in found]
