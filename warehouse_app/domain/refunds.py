"""What a customer gets back for goods that came back: an amount, and why it is this amount.

Money is in minor units of the order's currency, tax included. The shop's *terms* say what a grade takes off and what a
return costs; they hold only where the customer bears it. Never more is proposed than was invoiced and is not credited
yet, whatever anybody says.

>>> mug = Piece(1, 7, 2000, 2000, 2000, "Mug", "CR-LIKE", "customer", "C")
>>> made = propose([mug], Freight(), 2000, {"less_c": 30})
>>> made.amount, [(part.qty_m, part.less) for part in made.parts], [key for key, _ in made.why]
(1400, [(2000, 600)], ['goods', 'less_c'])
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

CUSTOMER = "customer"
NOT_OURS = "give_back"
MINOR = 100  # terms and limits are in whole money
TERMS, LIMITS = "RF-TERMS", "limits"
UNJUDGED = "unjudged"

Terms = Mapping[str, Any]
Why = tuple[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Piece:
    """So much of a line of a return, as it was judged. `sold` is the order's line in Odoo, `amount` what it cost.

    `left_m` may still be credited of that line. `grade` is empty where nobody has judged it; `fault` says who bears it.
    Of a part of a kit `qty_m` is how much of the kit it counts for, and `pieces_m` how many of it came. `sent` is what
    the customer pays for that is sent instead.
    """

    line: int
    sold: int
    qty_m: int
    amount: int
    left_m: int
    name: str
    reason: str
    fault: str
    grade: str = ""
    becomes: str = ""
    pieces_m: int | None = None
    sent: int = 0

    @property
    def came_m(self) -> int:
        """As it was counted at the desk."""
        return self.qty_m if self.pieces_m is None else self.pieces_m


@dataclass(frozen=True, slots=True)
class Discount:
    """`off` was taken off goods that cost `of` together, on a line of its own: each piece bears its share.

    >>> Discount(1000, 10_000).share(4500), Discount().share(4500)
    (450, 0)
    """

    off: int = 0
    of: int = 0

    def share(self, amount: int) -> int:
        """Halves are rounded down, as a customer would."""
        return min((2 * amount * self.off + self.of - 1) // (2 * self.of), amount) if self.of > 0 else 0


@dataclass(frozen=True, slots=True)
class Freight:
    """What sending it cost the customer: (line of the order, thousandths, amount). `all_back`: nothing stays."""

    lines: tuple[tuple[int, int, int], ...] = ()
    all_back: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A line of the credit: `gross` less `less`. `line` is the return's line, None for what sending cost."""

    sold: int
    qty_m: int
    gross: int
    less: int = 0
    line: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """`why` are parts of a sentence. `asks`: why no person alone may release it, whatever the amount."""

    parts: tuple[Part, ...]
    why: tuple[Why, ...]
    asks: str = ""

    @property
    def amount(self) -> int:
        return sum(part.gross - part.less for part in self.parts)

    @property
    def gross(self) -> int:
        return sum(part.gross for part in self.parts)


def propose(
    pieces: Sequence[Piece], freight: Freight, left: int, terms: Terms, discount: Discount | None = None
) -> Proposal:
    """`left` is what of the order may still be credited."""
    whole = [piece for piece in pieces if piece.becomes != NOT_OURS]
    goods = list(_taken(whole, terms, discount or Discount()))
    parts, why = [one.part for one in goods if one.part.qty_m], [*_told(goods), *_not_ours(pieces)]
    if parts and _freight_back(whole, freight, terms):
        parts += [Part(line, qty_m, amount) for line, qty_m, amount in freight.lines if amount > 0]
        why += [("freight", {"money": sum(amount for _, _, amount in freight.lines if amount > 0)})]
    fee = int(terms.get("fee") or 0) * MINOR
    if fee and parts and all(piece.fault == CUSTOMER for piece in whole):
        taken = _off(parts, fee)
        why += [("fee", {"money": taken})] if taken else []
    over = sum(part.gross - part.less for part in parts) - left
    if over > 0:
        _off(parts, over)
        why.append(("capped", {"money": left}))
    asks = UNJUDGED if any(not piece.grade for piece in whole) else _by_approval(whole, terms)
    return Proposal(tuple(parts), tuple(why), asks if parts else "")


def with_amount(parts: Sequence[Part], amount: int) -> tuple[Part, ...]:
    """The same goods for another amount: what is missing to their price is taken off, the first lines first.

    Raises:
        ValueError: it is less than nothing, or more than the goods cost.
    """
    gross = sum(part.gross for part in parts)
    if not 0 <= amount <= gross:
        raise ValueError(amount)
    plain = [replace(part, less=0) for part in parts]
    _off(plain, gross - amount)
    return tuple(plain)


def without(parts: Sequence[Part], line: int) -> tuple[Part, ...]:
    """Without the goods of a line of the return: something else is sent for them."""
    return tuple(part for part in parts if part.line != line)


def limit_of(roles: Collection[str], limits: Mapping[str, Any]) -> int:
    """Up to which amount somebody with these roles may release a refund alone.

    >>> limit_of(["returns", "service"], {"returns": 50, "service": 250}), limit_of(["picker"], {"returns": 50})
    (25000, 0)
    """
    return max((int(limits[role]) * MINOR for role in roles if role in limits), default=0)


def may_second(roles: Collection[str], limits: Mapping[str, Any], amount: int) -> bool:
    """Whether somebody may be the second for it: their own limit reaches as far, or it is the highest there is."""
    highest = max((int(limit) for limit in limits.values()), default=0) * MINOR
    own = limit_of(roles, limits)
    return own > 0 and (own >= amount or own >= highest)


def is_off(credited: int, amount: int, parts: int) -> bool:
    """Whether a credit note is for another amount than was agreed to: more than a rounded cent a line.

    >>> is_off(1000, 1001, 1), is_off(1000, 1002, 1), is_off(1000, 900, 3)
    (False, True, True)
    """
    return abs(credited - amount) > max(parts, 1)


def paid_back(amount: int, owed: int) -> int:
    """What of a credit is money that goes back; the rest is set off against what the customer still owes."""
    return max(amount - owed, 0)


@dataclass(frozen=True, slots=True)
class _Taken:
    """What of a piece is credited, and what is taken off: its share of a discount, for its grade, for what is sent."""

    piece: Piece
    part: Part
    off: int
    percent: int
    worn: int
    sent: int


def _taken(pieces: Sequence[Piece], terms: Terms, discount: Discount) -> Iterator[_Taken]:
    """Of an order's line never more than is left, over all that came back of it."""
    used: dict[int, int] = {}
    for piece in pieces:
        qty_m = max(min(piece.qty_m, piece.left_m - used.get(piece.sold, 0)), 0)
        used[piece.sold] = used.get(piece.sold, 0) + qty_m
        gross = piece.amount * qty_m // piece.qty_m if qty_m else 0
        off = discount.share(gross)
        percent = _percent(piece, terms)
        worn = (gross - off) * percent // 100
        sent = min(piece.sent, gross - off - worn)
        part = Part(piece.sold, qty_m, gross, off + worn + sent, piece.line, piece.name)
        yield _Taken(piece, part, off, percent, worn, sent)


def _told(taken: Sequence[_Taken]) -> Iterator[Why]:
    for one in taken:
        piece, qty_m = one.piece, one.part.qty_m
        credited_m = qty_m if piece.pieces_m is None else piece.pieces_m if qty_m else 0
        if credited_m < piece.came_m:
            yield "not_invoiced", {"n_m": piece.came_m - credited_m, "goods": piece.name}
        if qty_m:
            key = "goods" if piece.pieces_m is None else "of_kit"
            yield key, {"n_m": credited_m, "goods": piece.name, "reason": piece.reason, "money": one.part.gross}
        if one.off:
            yield "discount", {"money": one.off}
        if qty_m and one.percent:
            yield f"less_{piece.grade.lower()}", {"percent": one.percent, "money": one.worn}
        if one.sent:
            yield "sent", {"money": one.sent}


def _not_ours(pieces: Sequence[Piece]) -> Iterator[Why]:
    for piece in pieces:
        if piece.becomes == NOT_OURS:
            yield "not_ours", {"n_m": piece.came_m, "goods": piece.name}


def _percent(piece: Piece, terms: Terms) -> int:
    """What a grade takes off where the customer bears it; who sent back what broke on the way gets all."""
    if piece.fault != CUSTOMER or not piece.grade:
        return 0
    return min(max(int(terms.get(f"less_{piece.grade.lower()}") or 0), 0), 100)


def _freight_back(pieces: Sequence[Piece], freight: Freight, terms: Terms) -> bool:
    not_customer = any(piece.fault != CUSTOMER for piece in pieces)
    return bool(terms.get("freight", True)) and bool(freight.lines) and (not_customer or freight.all_back)


def _by_approval(pieces: Sequence[Piece], terms: Terms) -> str:
    """Worn and broken goods: two people look at the amount where the customer bears it."""
    asked = {piece.grade for piece in pieces if piece.fault == CUSTOMER} & {"C", "D"}
    return "grade" if asked and terms.get("ask_worn", True) else ""


def _off(parts: list[Part], amount: int) -> int:
    """Takes so much off, the first lines first; what was taken."""
    left = amount
    for at, part in enumerate(parts):
        take = min(left, part.gross - part.less)
        parts[at] = replace(part, less=part.less + take)
        left -= take
    return amount - left
