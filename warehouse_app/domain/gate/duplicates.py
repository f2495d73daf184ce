"""The same order twice: the same goods for the same customer soon after one another, or one reference of a channel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from warehouse_app.domain.gate.facts import Marks

MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Twin:
    """An order that another may be the double of; `id` is Odoo's."""

    id: int
    name: str
    ordered_at: int | None
    reference: str | None
    marks: Marks
    channel: str | None = None


def digest(*texts: object) -> str:
    """A mark by which equal texts are known and nothing is read.

    >>> digest("Ida@Example.com "), digest("ida@example.com")
    ('2183cce8ca8f05aa', '2183cce8ca8f05aa')
    """
    plain = "\n".join(" ".join(str(text).casefold().split()) for text in texts)
    return sha256(plain.encode()).hexdigest()[:16]


def first_alike(one: Twin, others: Iterable[Twin], minutes: int) -> Twin | None:
    """The earliest order with the same goods, address and customer (or e-mail, or phone), at most so many minutes
    before: the first one goes, the later ones wait."""
    found = [other for other in others if _before(other, one) and _near(one, other, minutes) and _same(one, other)]
    return min(found, key=_age, default=None)


def first_called_so(one: Twin, others: Iterable[Twin]) -> Twin | None:
    """The earliest order of the same channel with the same reference."""
    if not one.reference:
        return None
    found = [
        other
        for other in others
        if other.reference == one.reference and _before(other, one) and (other.channel or "") == (one.channel or "")
    ]
    return min(found, key=_age, default=None)


def _age(one: Twin) -> tuple[int, int]:
    return one.ordered_at or 0, one.id


def _before(other: Twin, one: Twin) -> bool:
    return other.id != one.id and _age(other) < _age(one)


def _near(one: Twin, other: Twin, minutes: int) -> bool:
    if one.ordered_at is None or other.ordered_at is None:
        return False
    return one.ordered_at - other.ordered_at <= minutes * MINUTE


def _same(one: Twin, other: Twin) -> bool:
    ours, theirs = one.marks, other.marks
    is_theirs = ours.customer is not None and ours.customer == theirs.customer
    who = is_theirs or not set(ours.contacts).isdisjoint(theirs.contacts)
    return bool(ours.items) and who and (ours.items, ours.to) == (theirs.items, theirs.to)


def window(orders: Sequence[Twin], minutes: int) -> tuple[int, int] | None:
    """From when to when (ms UTC) the orders were made that any of these may be the double of."""
    times = [one.ordered_at for one in orders if one.ordered_at is not None]
    return (min(times) - minutes * MINUTE, max(times)) if times else None
