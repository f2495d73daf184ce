"""The sheet for somebody's first day: one page for a role, in their language, with codes to scan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from warehouse_app.domain import cards
from warehouse_app.domain.errors import Refused

Say = Callable[..., str]
# What is told of a role, in its order, and the code that stands beside it: a card, or a page (begins with /).
SHEETS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "picker": (
        ("badge", "/pick/"), ("practice", cards.PRACTICE), ("work", ""), ("scan", ""),
        ("red", cards.PRINTED["undo"][1]), ("short", cards.PRINTED["short"][1]), ("help", cards.PRINTED["help"][1]),
    ),
    "packer": (
        ("badge", "/pack/"), ("tote", ""), ("items", ""), ("carton", ""), ("label", ""), ("problem", ""),
        ("truck", ""),
    ),
    "returns": (
        ("badge", "/returns/"), ("find", ""), ("item", ""), ("reason", ""), ("number", ""), ("shelf", ""),
        ("unknown", ""),
    ),
    "supervisor": (
        ("badge", "/sign-in"), ("start", "/board/start"), ("people", "/people"), ("release", "/release"),
        ("board", "/board"), ("foot", ""), ("handover", "/handover"),
    ),
}  # fmt: skip

# What the keys are called that a sentence speaks of.
_KEYS = {
    "work": "home.get", "short": "key.short", "none": "pack.carton.none", "problem": "key.problem",
    "start": "start.title",
}  # fmt: skip


# What the key in a step's picture says (labels/pictures/first_day.toml; each step has its picture by its own name).
_SHOWS = {"practice": "home.practice", "work": "home.get", "problem": "key.problem"}


def first_day(role: str, site: str, base: str, least: int, say: Say) -> tuple[dict[str, str], list[dict[str, str]]]:
    """Head and rows of the page; `least`: so many digits a PIN has.

    Raises:
        Refused: `first_day.role` {roles}, where there is no sheet for this role.
    """
    if role not in SHEETS:
        raise Refused("first_day.role", 404, {"roles": ", ".join(SHEETS)})
    head = {"title": say("first_day.title"), "role": say(f"role.{role}"), "lead": say("first_day.lead"), "site": site}
    return head, [_row(n, role, name, code, base, least, say) for n, (name, code) in enumerate(SHEETS[role], 1)]


def _row(n: int, role: str, name: str, code: str, base: str, least: int, say: Say) -> dict[str, Any]:
    key = f"first_day.{role}.{name}"
    number = f"{base}{code}" if code.startswith("/") else code
    keys = {name: say(of) for name, of in _KEYS.items()}
    shows = say(_SHOWS[name]) if name in _SHOWS else ""
    texts = {"word": say(key), "text": say(f"{key}_how", least=least, **keys)}
    return texts | {"n": str(n), "number": number, "picture": name, "shows": shows}
