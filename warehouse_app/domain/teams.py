"""Which role belongs to which team of those that own exceptions. The one place that says so.

>>> roles_of("ops"), roles_of("a team of the shop's own")
(('admin', 'supervisor'), ('supervisor',))
>>> sorted(teams_of({"stock", "picker"})), sorted(teams_of({"buying"}))
(['stock'], ['buying', 'data'])
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

LAST = "ops"  # every row of teams ends here
SUPERVISOR, ADMIN = "supervisor", "admin"
# Of several roles the first is the one that hears of it, where the team's rule names nobody; all of them may act.
TEAMS: Mapping[str, tuple[str, ...]] = {
    "floor": (SUPERVISOR,), "dispatch": (SUPERVISOR,), "stock": ("stock",), "returns": ("returns",),
    "service": ("service",), "buying": ("buying",), "finance": ("finance",), "data": ("buying",), "it": (ADMIN,),
    LAST: (ADMIN, SUPERVISOR),
}  # fmt: skip
DESKS = tuple(dict.fromkeys(role for roles in TEAMS.values() for role in roles))  # roles with a desk for cases


def roles_of(team: str) -> tuple[str, ...]:
    """Its roles; a team nobody knows is the supervisors'."""
    return TEAMS.get(team, (SUPERVISOR,))


def teams_of(roles: Collection[str]) -> frozenset[str]:
    """The teams somebody with these roles belongs to."""
    return frozenset(team for team, own in TEAMS.items() if not set(own).isdisjoint(roles))
