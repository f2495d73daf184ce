"""Who works on the floor: roles, badges and PINs.

A badge says who somebody is and can be copied by anyone with a printer; the PIN proves it. Somebody may have
several roles.

>>> pin_problem("2580") is None
True
>>> pin_problem("1234")
'pin.guessable'
>>> badge_text("  b-104\\r\\n")
'B104'
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta, tzinfo

from warehouse_app.domain.errors import Refused

ROLES = ("picker", "packer", "returns", "supervisor", "stock", "service", "buying", "finance", "admin")

# Whom a supervisor may let in and look after; whoever has another role is an admin's.
FLOOR = frozenset({"picker", "packer", "returns"})
SKILLS = ("ladder", "forklift", "heavy", "hazmat")

SHIFT_MS = 10 * 3600 * 1000  # the PIN is asked once per shift, person and device
IDLE_MS = 4 * 3600 * 1000  # a session nobody used for this long is over
PIN_DIGITS = 4  # at least, where the settings do not say otherwise

_RUN = "01234567890"


def pin_problem(pin: str, least: int = PIN_DIGITS) -> str | None:
    """Why this PIN cannot be used, as an error key, or None: `least` to 8 digits, neither one digit only nor a run.

    >>> [pin_problem(pin) for pin in ("12", "7777", "8765", "abcd")]
    ['pin.malformed', 'pin.guessable', 'pin.guessable', 'pin.malformed']
    """
    if not (pin.isascii() and pin.isdigit() and least <= len(pin) <= 8):
        return "pin.malformed"
    return "pin.guessable" if len(set(pin)) == 1 or pin in _RUN or pin[::-1] in _RUN else None


def hashed_pin(pin: str, make: Callable[[str], str], least: int = PIN_DIGITS) -> str:
    """What is kept of a PIN that has at least so many digits; `make` hashes it.

    Raises:
        Refused: `pin.malformed`, `pin.guessable`, both with {least}.
    """
    problem = pin_problem(pin, least)
    if problem:
        raise Refused(problem, 400, {"least": least})
    return make(pin)


def may_look_after(roles: Iterable[str], of: Iterable[str]) -> bool:
    """Whether somebody with these roles may let in, change or let go somebody with those.

    >>> may_look_after(["supervisor"], ["picker"]), may_look_after(["supervisor"], ["picker", "admin"])
    (True, False)
    >>> may_look_after(["admin"], ["admin"])
    True
    """
    return "admin" in roles or ("supervisor" in roles and set(of) <= FLOOR)


def last_moment(day: str, zone: tzinfo) -> int | None:
    """When this day ends in a warehouse (ms UTC); None where it is no day.

    >>> last_moment("2026-12-24", UTC), last_moment("24.12.", UTC)
    (1798156800000, None)
    """
    try:
        after = date.fromisoformat(day.strip()) + timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    return int(datetime(after.year, after.month, after.day, tzinfo=zone).timestamp() * 1000)


def badge_text(raw: object) -> str | None:
    """The badge as it is kept and compared: upper case, without dashes; None when this cannot be a badge at all.

    Odoo's badges are letters and digits only, while printed ones often have a dash: B-1001 is B1001.

    >>> badge_text("B" * 65), badge_text("B\\x07"), badge_text("--"), badge_text(None)
    (None, None, None, None)
    """
    if not isinstance(raw, str):
        return None
    text = raw.strip().upper().replace("-", "")
    return text if 0 < len(text) <= 64 and text.isprintable() else None


def unknown_roles(roles: Iterable[str]) -> list[str]:
    """Those that are no role of ours."""
    return sorted(set(roles) - set(ROLES))
