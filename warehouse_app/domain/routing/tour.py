"""From the pieces of a walk to the order of its stops: a walk that uses each piece once (Hierholzer)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from warehouse_app.domain.routing.layout import Stop

Node = tuple[int, int]  # aisle, mark along it
Edges = list[tuple[Node, Node]]


def stops_of(edges: Edges, begin: Node, stops: Mapping[Node, Stop]) -> tuple[Stop, ...]:
    """The stops in the order in which a walk along all edges first comes past them."""
    seen = dict.fromkeys(node for node in _walk(edges, begin) if node in stops)
    return tuple(stops[node] for node in seen)


def _walk(edges: Edges, begin: Node) -> list[Node]:
    ways: dict[Node, list[int]] = defaultdict(list)
    for number, (one, other) in enumerate(edges):
        ways[one].append(number)
        ways[other].append(number)
    used = [False] * len(edges)
    stack, walked = [begin], []
    while stack:
        here = stack[-1]
        while ways[here] and used[ways[here][-1]]:
            ways[here].pop()
        if not ways[here]:
            walked.append(stack.pop())
            continue
        number = ways[here].pop()
        used[number] = True
        one, other = edges[number]
        stack.append(other if here == one else one)
    return walked[::-1]
