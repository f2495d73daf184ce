"""Ways in: what somebody must have and be, to be let through a route."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """One way in: with an enrolled device, signed in with one of `roles`, or from the command line of this machine.

    With `device` the person must be signed in on that device, without it in a browser of the office. `watch` is a
    program that shows the token set for it (WAREHOUSE_METRICS_TOKEN; without one nobody does). `first`: a browser that
    has shown the set-up code, while nobody here is admin.
    """

    device: bool = False
    roles: frozenset[str] = frozenset()
    local: bool = False
    watch: bool = False
    first: bool = False


def office(*roles: str) -> Way:
    return Way(roles=frozenset(roles))


def handheld(*roles: str) -> Way:
    return Way(device=True, roles=frozenset(roles))


Ways = tuple[Way, ...]
