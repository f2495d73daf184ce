"""What must be known of half a walk to finish it: for each cross aisle whether it was reached, by an odd or an even
number of ways, and which of them hang together. It is little, whatever the number of stops: an exact answer is cheap.

A walk is built aisle by aisle, as a set of ways in which each crossing has an even number and all hang together.
After Ratliff and Rosenthal (one block) and Roodbergen and De Koster (two), told for any number of blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import NamedTuple

State = tuple[tuple[int, int], ...]  # (which part, 0 = not reached; 1 = odd) for each cross aisle

DONE: State = ()


class Way(NamedTuple):
    """How a picker goes through one block of an aisle, seen from its ends: ways at the front, at the back, joined."""

    front: int
    back: int
    joined: bool


NONE, SINGLE, DOUBLE = Way(0, 0, False), Way(1, 1, True), Way(2, 2, True)
FRONT, BACK, GAP = Way(2, 0, False), Way(0, 2, False), Way(2, 2, False)
UP, UP_ON, UP_GAP = Way(1, 0, False), Way(1, 2, True), Way(1, 2, False)  # a walk that begins here leaves to the front
DOWN, DOWN_ON, DOWN_GAP = Way(0, 1, False), Way(2, 1, True), Way(2, 1, False)
WAYS = (NONE, SINGLE, DOUBLE, FRONT, BACK, GAP, UP, UP_ON, UP_GAP, DOWN, DOWN_ON, DOWN_GAP)


@dataclass(frozen=True)
class Machine:
    """The states by number, and what each step makes of each.

    through[block][way] and touch[cross aisle] are by state, -1 = not possible; along[state] are pairs of a state and
    how many ways along cross aisles lead there.
    """

    states: tuple[State, ...]
    through: tuple[tuple[tuple[int, ...], ...], ...]
    touch: tuple[tuple[int, ...], ...]
    along: tuple[tuple[tuple[int, int], ...], ...]
    empty: int
    done: int


@cache
def machine(blocks: int, begins_inside: bool = False) -> Machine:
    """For so many blocks, and for walks that begin at the depot or in an aisle."""
    states = _reachable(blocks, begins_inside)
    number = {state: place for place, state in enumerate(states)}

    def numbers(found: list[State | None]) -> tuple[int, ...]:
        return tuple(-1 if state is None else number.get(state, -1) for state in found)

    return Machine(
        states=tuple(states),
        through=tuple(
            tuple(numbers([_through(state, block, way) for state in states]) for way in WAYS) for block in range(blocks)
        ),
        touch=tuple(numbers([_touch(state, node, begins_inside) for state in states]) for node in range(blocks + 1)),
        along=tuple(tuple((number[after], cost) for after, cost in _along(state)) for state in states),
        empty=number[_empty(blocks)],
        done=number[DONE],
    )


def _empty(blocks: int) -> State:
    return ((0, 0),) * (blocks + 1)


def _reachable(blocks: int, begins_inside: bool) -> list[State]:
    found = [_empty(blocks), DONE]
    seen = set(found)
    for state in found:  # grows while it is walked
        for after in _after(state, blocks, begins_inside):
            if after is not None and after not in seen:
                seen.add(after)
                found.append(after)
    return found


def _after(state: State, blocks: int, begins_inside: bool) -> Iterator[State | None]:
    ways = WAYS if begins_inside else WAYS[:6]
    yield from (_through(state, block, way) for block in range(blocks) for way in ways)
    yield from (_touch(state, node, begins_inside) for node in range(blocks + 1))
    yield from (after for after, _ in _along(state))


def _through(state: State, block: int, way: Way) -> State | None:
    if way == NONE:
        return state
    if state == DONE:
        return None
    nodes = list(state)
    for node, count in ((block, way.front), (block + 1, way.back)):
        if count:
            nodes[node] = _reached(nodes, node, count)
    if way.joined:
        keep, lose = nodes[block][0], nodes[block + 1][0]
        nodes = [(keep if part == lose else part, odd) for part, odd in nodes]
    return _named(nodes)


def _touch(state: State, node: int, odd: bool) -> State | None:
    """The depot is there: it must be reached, and a walk that began elsewhere ends at it."""
    if state == DONE:
        return None
    nodes = list(state)
    nodes[node] = _reached(nodes, node, int(odd))
    return _named(nodes)


def _reached(nodes: list[tuple[int, int]], node: int, count: int) -> tuple[int, int]:
    part, odd = nodes[node]
    return part or 1 + max(part for part, _ in nodes), (odd + count) % 2


def _along(state: State) -> Iterator[tuple[State, int]]:
    """To the next aisle. Whatever hangs together goes on somewhere, or it is all there is and the walk is done."""
    if state == DONE or not any(part for part, _ in state):
        yield state, 0
        return
    parts = {part for part, _ in state if part}
    if len(parts) == 1 and not any(odd for _, odd in state):
        yield DONE, 0
    for counts in product(*(_counts(part, odd) for part, odd in state)):
        if {part for (part, _), count in zip(state, counts, strict=True) if count and part} == parts:
            yield _named([(part if n else 0, n % 2) for (part, _), n in zip(state, counts, strict=True)]), sum(counts)


def _counts(part: int, odd: int) -> tuple[int, ...]:
    if not part:
        return (0,)
    return (1,) if odd else (0, 2)


def _named(nodes: list[tuple[int, int]]) -> State:
    """Parts are numbered in the order of the cross aisles, so that what is alike is equal."""
    names: dict[int, int] = {0: 0}
    return tuple((names.setdefault(part, len(names)), odd) for part, odd in nodes)
