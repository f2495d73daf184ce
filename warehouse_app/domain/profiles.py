"""How a shop works today: three profiles of the same settings, of which one is in force.

A profile lies over the rules while it is in force and changes none of them, so that going back leaves nothing behind.
What it leaves empty holds as set up. A cart never takes more orders than it has places for.

>>> in_force({"code": "peak", "until": 1000}, 999), in_force({"code": "peak", "until": 1000}, 1000), in_force({}, 5)
('peak', 'normal', 'normal')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from warehouse_app.domain.answers import FOUND
from warehouse_app.domain.cases import MINUTE, PACK_BUFFER
from warehouse_app.domain.releasing import Cart

Body = Mapping[str, Any]
Rows = Mapping[str, Body]

NORMAL = "normal"
PROFILES = ("careful", NORMAL, "peak")
DECIDES = ("nothing", "sure", "set", "more")  # which rows of the policy of shorts decide by themselves
HARMLESS = (FOUND, "wait")  # nothing leaves short and nothing is cancelled
EVERY, RANDOM = "CK-EACH", "CK-RANDOM"
SHARES = (10, 300)  # percent of the usual wave
BUFFERS = (1, 240)  # minutes


def in_force(said: Body, now: int) -> str:
    """The profile that holds at `now` (ms UTC), by what was said last: {code, until}."""
    code, until = said.get("code"), said.get("until")
    is_over = until is not None and until <= now
    return NORMAL if code not in PROFILES or is_over else str(code)


def laid_over(kind: str, rows: Rows, body: Body) -> Rows:
    """The rules of a kind as they hold under a profile; its own are left as they are."""
    if kind == "policy":
        return _policy(rows, str(body.get("decides") or "set"))
    return _checks(rows, body) if kind == "check" else rows


def cart_under(cart: Cart, body: Body) -> Cart:
    """What goes on one cart: so much of the usual, and one order at least.

    >>> cart_under(Cart(12, 30), {"share": 50}), cart_under(Cart(12, 30), {"share": 150}).totes
    (Cart(totes=6, lines=15, tote_each=True, grams=None, ml=None), 12)
    """
    share = body.get("share")
    if not share:
        return cart
    totes, lines = max(1, cart.totes * share // 100), max(1, cart.lines * share // 100)
    return replace(cart, totes=min(totes, cart.totes), lines=lines)


def buffer_under(body: Body) -> int:
    """How long before its truck a box has to be on its way from the tote, in ms.

    >>> buffer_under({"buffer": 35}) // MINUTE, buffer_under({}) // MINUTE
    (35, 20)
    """
    return int(body["buffer"]) * MINUTE if body.get("buffer") else PACK_BUFFER


def _policy(rows: Rows, decides: str) -> Rows:
    """
    >>> rows = {"PL-1": {"on": True, "does": "cancel"}, "PL-2": {"on": False, "does": "wait"}}
    >>> {how: [code for code, body in _policy(rows, how).items() if body["on"]] for how in DECIDES}
    {'nothing': [], 'sure': [], 'set': ['PL-1'], 'more': ['PL-1', 'PL-2']}
    """
    if decides == "nothing":
        return {}
    if decides == "sure":
        return {code: body for code, body in rows.items() if body.get("does") in (*HARMLESS, "ask")}
    if decides == "more":
        return {code: {**body, "on": body.get("on") or body.get("does") in HARMLESS} for code, body in rows.items()}
    return rows


def _checks(rows: Rows, body: Body) -> Rows:
    everybody = dict.fromkeys(("products", "carriers", "segments", "customers"))
    new: dict[str, Body] = {}
    if body.get("every"):
        new[EVERY] = {**rows.get(EVERY, {}), **everybody, "on": True}
    if body.get("one_in"):
        new[RANDOM] = {**rows.get(RANDOM, {}), "on": True, "amount": body["one_in"]}
    return {**rows, **new}
