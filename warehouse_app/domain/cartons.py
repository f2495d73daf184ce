"""Which carton: the smallest that takes all the goods of an order, by size, volume and weight.

What is not known of the goods is not guessed: without the size or volume of something there is no proposal. Goods are
not laid out in the carton: each piece must fit into it in some direction, and all of them by volume, with air between.

>>> small, large = Carton(1, (100, 100, 50), 50, 2_000), Carton(2, (300, 200, 150), 150, 15_000)
>>> mug = Piece((90, 80, 40), None, 340, 1_000)
>>> propose([large, small], [mug]), propose([large, small], [mug, mug, mug])
(1, 2)
>>> propose([small, large], [Piece(None, None, 340, 1_000)]) is None
True
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FULL = 85  # per cent of a carton that goods fill at most: what lies beside each other leaves air
_ML = 1_000  # mm3


@dataclass(frozen=True, slots=True)
class Carton:
    """A kind of box: outside in mm, empty and at most in g (None: not known, no limit)."""

    id: int
    size_mm: tuple[int, ...] | None
    weight_g: int | None
    max_g: int | None

    @property
    def volume_mm3(self) -> int:
        """0 where its size is not known: such a carton is never proposed."""
        return _volume(self.size_mm) if self.size_mm else 0


@dataclass(frozen=True, slots=True)
class Piece:
    """Goods of a kind: one of them in mm, ml and g (None: not known), and how many thousandths of them."""

    size_mm: tuple[int, ...] | None
    volume_ml: int | None
    weight_g: int | None
    count_m: int


def propose(cartons: Iterable[Carton], goods: Sequence[Piece]) -> int | None:
    """The smallest carton that takes them all; None when none does, or when nobody can know."""
    able = (one for one in cartons if goods and fits(one, goods))
    best = min(able, key=lambda one: (one.volume_mm3, one.weight_g or 0, one.id), default=None)
    return best.id if best else None


def fits(carton: Carton, goods: Sequence[Piece]) -> bool:
    """Whether all of the goods go in for certain."""
    volumes = [_of(piece) for piece in goods]
    if not carton.volume_mm3 or any(volume is None for volume in volumes):
        return False
    if not all(_goes_in(piece, carton) for piece in goods):
        return False
    filled = sum(volume for volume in volumes if volume is not None)
    return filled * 100 <= carton.volume_mm3 * FULL and _is_light(carton, goods)


def _of(piece: Piece) -> int | None:
    """All of its pieces in mm3, rounded up."""
    if piece.size_mm is None and piece.volume_ml is None:
        return None
    one = _volume(piece.size_mm) if piece.size_mm else (piece.volume_ml or 0) * _ML
    return -(-one * piece.count_m // 1000)


def _goes_in(piece: Piece, carton: Carton) -> bool:
    if piece.size_mm is None or carton.size_mm is None:
        return piece.size_mm is None  # its volume is all that is known of it
    pairs = zip(sorted(piece.size_mm), sorted(carton.size_mm), strict=True)
    return all(inner <= outer for inner, outer in pairs)


def _is_light(carton: Carton, goods: Sequence[Piece]) -> bool:
    if carton.max_g is None:
        return True
    weight_m = sum((piece.weight_g or 0) * piece.count_m for piece in goods)
    return weight_m + (carton.weight_g or 0) * 1000 <= carton.max_g * 1000


def _volume(size_mm: Sequence[int]) -> int:
    length, width, height = size_mm
    return length * width * height
