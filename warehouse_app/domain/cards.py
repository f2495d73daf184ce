"""The cards people scan: commands in the style of Odoo's two sheets, before 17.3 and after, and quantities.

A sheet of a wave knows all of them; `PRINTED` are those that do something on it, in the order of the paper.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

# Ours: what it does, the old code, the new one.
PRINTED: Mapping[str, tuple[str, str]] = {
    "short": ("O-BTN.SHORT", "OBTSHOR"),
    "undo": ("O-BTN.UNDO", "OBTUNDO"),
    "tote-full": ("O-BTN.TOTE-FULL", "OBTTOTE"),
    "skip": ("O-BTN.SKIP", "OBTSKIP"),
    "no-code": ("O-BTN.NO-CODE", "OBTNOCO"),
    "previous": ("O-CMD.PREV", "OCDPREV"),
    "drop": ("O-CMD.DISCARD", "OCDDISC"),
    "menu": ("O-CMD.MAIN-MENU", "OCDMENU"),
    "help": ("O-BTN.HELP", "OBTHELP"),
    "look": ("O-BTN.LOOK", "OBTLOOK"),
    "count": ("O-BTN.COUNT", "OBTCOUN"),
    "move": ("O-BTN.MOVE", "OBTMOVE"),
    "tasks": ("O-BTN.TASKS", "OBTTASK"),
    "finish": ("O-BTN.VALIDATE", "OBTVALI"),
}
# "I found it in another bin" is a short with that reason: where the goods are now is a supervisor's to say.
OTHER_BIN = ("O-BTN.OTHER-BIN", "OBTOTHE")
OTHER_BIN_REASON = "RC-ELSE"

# Opens the practice wave where no wave is in hand; printed with its cards, see `practice`.
PRACTICE = "OBTPRAC"

_ALSO = {
    "skip": ("O-CMD.NEXT", "OCDNEXT"),
    "drop": ("O-BTN.CANCEL", "OBTCANC", "OCDCANC"),
    "menu": ("OCDMAIN",),
    "finish": ("O-BTN.FINISH", "OBTFINI"),
}
# Odoo's cards that have nothing to do on a walk. Boxes are made at the bench; a tote is scanned, never "put in pack".
_NOT_HERE = (
    "O-BTN.PACK", "OBTPACK", "O-BTN.PRINT-OP", "OBTPROP", "O-BTN.PRINT-SLIP", "OBTPRSL", "O-BTN.SCRAP", "OBTSCRA",
    "O-BTN.RETURN", "OBTRETU", "O-BTN.RECORD-COMPONENTS", "OBTRECO", "O-BTN.REPRINT", "OBTREPR",
    "O-CMD.PAGER-FIRST", "OCDPAGERFIRST", "O-CMD.PAGER-LAST", "OCDPAGERLAST",
    "O-CMD.EDIT", "OCDEDIT", "O-CMD.SAVE", "OCDSAVE", "O-BTN.PRACTICE", PRACTICE,
)  # fmt: skip

COMMANDS: Mapping[str, str] = {
    **{code: do for do, codes in PRINTED.items() for code in (*codes, *_ALSO.get(do, ()))},
    **dict.fromkeys(_NOT_HERE, "not_here"),
}
QUANTITIES = (2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 24, 25, 30, 36, 48, 50, 60, 100)


def quantity_codes(pieces: int) -> tuple[str, str]:
    """The old code and the new one of a quantity card.

    >>> quantity_codes(12)
    ('O-QTY.12', 'OBTQ12')
    """
    return f"O-QTY.{pieces}", f"OBTQ{pieces}"


def table(reasons: Mapping[str, object], without: Collection[str] = ()) -> dict[str, dict[str, Any]]:
    """What each card means on a wave's sheet; `reasons` are those the shop has, by code.

    `without`: commands that the rules of the shop do not allow. Their cards are known, and do nothing.
    """
    does = {code: "not_here" if do in without else do for code, do in COMMANDS.items()}
    found: dict[str, dict[str, Any]] = {code: {"what": "command", "do": do} for code, do in does.items()}
    for pieces in QUANTITIES:
        found |= {code: {"what": "quantity", "qty_m": pieces * 1_000} for code in quantity_codes(pieces)}
    found |= {code.upper(): {"what": "reason", "reason": code} for code in reasons}
    other_bin: dict[str, Any] = {"what": "command", "do": "not_here"}
    if OTHER_BIN_REASON in reasons:
        other_bin = {"what": "reason", "reason": OTHER_BIN_REASON}
    return found | dict.fromkeys(OTHER_BIN, other_bin)
