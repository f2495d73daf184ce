"""What a supervisor may answer to a short, and what follows of it for the order.

    found       the picker fetches what is missing from another place
    ship_short  what is there ships, the rest follows
    wait        the order waits for goods: neither validated nor packed until somebody decides otherwise
    cancel      what is there ships, the rest is cancelled

Until its transfer is validated an answer may be changed; the newest one wins. Nobody answered in time: `ship_short`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from warehouse_app.domain.overrides import DECISION, SHORT

FOUND = "found"
# What the missing goods of a transfer become in Odoo, by answer.
RESTS: Mapping[str, str] = {"ship_short": "backorder", "wait": "wait", "cancel": "cancel"}
ANSWERS = (FOUND, *RESTS)
BY_RULE = "ship_short"
APPLY = "apply"  # what may be answered to a count that differs from the book
RELABEL = "relabel"  # and to boxes whose labels have an old address


def rest_of(decisions: Iterable[str | None]) -> str:
    """What becomes of the rest, after the answers to the shorts of a transfer, newest first.

    >>> rest_of(["found", None, "wait", "cancel"])
    'wait'
    >>> rest_of([])
    'backorder'
    """
    return next((RESTS[one] for one in decisions if one is not None and one in RESTS), RESTS[BY_RULE])


def by_rule(rest: str) -> str:
    """What is done with a short nobody answered, where others of its order were answered so.

    >>> by_rule("cancel"), by_rule("wait")
    ('cancel', 'ship_short')
    """
    return next((answer for answer, what in RESTS.items() if what == rest != "wait"), BY_RULE)


def against_rule(answer: str, sent: str | None, *, has_more: bool) -> str | None:
    """The override an answer is, if any. `sent` is the answer before it, `has_more`: something else of the order ships.

    >>> against_rule("ship_short", "wait", has_more=False), against_rule("wait", "cancel", has_more=True)
    ('OV-SHORT', 'OV-DECISION')
    >>> against_rule("found", "found", has_more=True)  # in another bin
    'OV-DECISION'
    >>> {against_rule("wait", "wait", has_more=True), against_rule("ship_short", None, has_more=True)}
    {None}
    """
    if answer == "ship_short" and not has_more:
        return SHORT
    return DECISION if sent is not None and (answer != sent or answer == FOUND) else None


def share(missing_m: int, planned_m: int | None, held_m: int) -> int:
    """How much more is to be fetched elsewhere of what is missing.

    `held_m` of what the order plans for is picked or on somebody's way already: Odoo may have reserved the missing
    goods in another place by itself, and nobody fetches them twice.

    >>> share(2000, 5000, 3000), share(2000, 5000, 5000), share(2000, None, 3000)
    (2000, 0, 2000)
    """
    return missing_m if planned_m is None else max(min(missing_m, planned_m - held_m), 0)


def is_relabelled(finding_key: str) -> bool:
    """Whether new labels are the answer to a case.

    >>> is_relabelled("ORD-CHANGED|address|7"), is_relabelled("ORD-CHANGED|carrier|7")
    (True, False)
    """
    return finding_key.startswith("ORD-CHANGED|address|")


def to_try_again(finding_key: str, wave: int | None) -> str | None:
    """The subject in the outbox that waits behind a case, if there is one.

    >>> [to_try_again(key, 3) for key in ("FUL-SCAN|refused|7", "FUL-SCAN|not_closed|7", "INV-COUNT|count|9")]
    ['transfer:7', 'wave:3', 'count:9']
    >>> to_try_again("FUL-SCAN|line|7", 3) is None
    True
    """
    _, what, about = finding_key.split("|", 2)
    if what == "not_closed":
        return f"wave:{wave}" if wave is not None else f"transfer:{about}"
    kinds = {"refused": "transfer", "foreign": "transfer", "count": "count", "move": "move"}
    return f"{kinds[what]}:{about}" if what in kinds else None
