"""Few carts for large orders, whatever they walk: a cart less saves more than any exchange does."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from warehouse_app.domain.planning.loading import fits, plus
from warehouse_app.domain.planning.problem import Limits, Load, Part

_LOOKS = 1500  # at a part, for filling one cart
_FULL = 1 - 1e-9

Groups = list[list[int]]


def packed(parts: Sequence[Part], limits: Limits) -> Groups:
    """Each cart as full as can be found within some looks, beginning with the largest part that is left; or the largest
    part first, each on the first cart that takes it, where that needs no more carts.

    Source of the first: minimum bin slack (Gupta and Ho 1999).
    """
    shares = [_share(part.load, limits.load) for part in parts]
    left = sorted(range(len(parts)), key=lambda one: (-shares[one], one))
    return min(_first_fit(parts, left, limits), _filled(parts, left, limits, shares), key=len)


def _share(load: Load, most: Load) -> float:
    """Of what a cart takes, of what fills it first."""
    return max((one / limit for one, limit in zip(load, most, strict=True) if limit), default=0.0)


def _first_fit(parts: Sequence[Part], left: Sequence[int], limits: Limits) -> Groups:
    groups: Groups = []
    loads: list[Load] = []
    for number in left:
        load = parts[number].load
        for cart, group in enumerate(groups):
            if len(group) < (limits.totes or inf) and fits(plus(loads[cart], load), limits.load):
                group.append(number)
                loads[cart] = plus(loads[cart], load)
                break
        else:
            groups.append([number])
            loads.append(load)
    return groups


def _filled(parts: Sequence[Part], left: Sequence[int], limits: Limits, shares: Sequence[float]) -> Groups:
    groups: Groups = []
    while left:
        groups.append(_fullest(parts, left, limits, shares))
        left = [one for one in left if one not in groups[-1]]
    return groups


def _fullest(parts: Sequence[Part], left: Sequence[int], limits: Limits, shares: Sequence[float]) -> list[int]:
    """The first part that is left and those that fill its cart best: depth first, the larger before the smaller."""
    best, full, looks = [left[0]], shares[left[0]], 0
    stack = [(best, parts[left[0]].load, 1)]
    while stack and looks < _LOOKS and full < _FULL:
        group, load, place = stack.pop()
        looks += 1
        while place < len(left) and not fits(plus(load, parts[left[place]].load), limits.load):
            place += 1
            looks += 1
        if place < len(left) and len(group) < (limits.totes or inf):
            stack.append((group, load, place + 1))
            stack.append(([*group, left[place]], plus(load, parts[left[place]].load), place + 1))
        elif _share(load, limits.load) > full:
            best, full = group, _share(load, limits.load)
    return best
