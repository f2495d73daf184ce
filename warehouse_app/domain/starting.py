"""The steps from an empty store to the first wave, and how each stands: facts in, states out, nothing remembered.

Because every state is read off what is there, set-up goes on where it was left, whoever did the rest and how.

>>> [one.name for one in standing(Found()) if one.state == "todo"]
['connect']
>>> {one.state for one in standing(Found(), frozenset({"connect"}))} == {"todo", "waits"}
True
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

State = Literal["done", "todo", "waits", "skipped"]
Odoo = Literal["none", "waiting", "there", "away", "denied"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `needs`: what has to be done before; `page`: where it is done, where that is not the assistant."""

    name: str
    needs: tuple[str, ...] = ()
    page: str = ""
    can_skip: bool = True


STEPS = (
    Step("connect", can_skip=False),
    Step("admin", ("connect",), can_skip=False),
    Step("warehouses", ("connect",), can_skip=False),
    Step("bins", ("admin",), "/layout"),
    Step("rules", ("admin",)),
    Step("trucks", ("admin",), "/cutoffs"),
    Step("devices", ("admin",), "/devices"),
    Step("printers", ("admin",), "/printers"),
    Step("people", ("admin",), "/people"),
    Step("reasons", ("admin",), "/reasons"),
    Step("readiness", ("admin",), "/readiness"),
    Step("wave", ("admin",), "/release"),
)
NAMES = tuple(step.name for step in STEPS)
FLOOR_ROLES = ("picker", "packer", "supervisor")  # without one of each no order leaves


@dataclass(frozen=True, slots=True)
class Found:
    """What is there. `no_truck`: carriers of open orders without a departure; `alone`: teams without a person.

    `roles`: how many people have each; `ruled`: somebody said how this shop picks; `looked`: somebody has looked at
    what there is to mend.
    """

    odoo: Odoo = "none"
    warehouses: int = 0
    op_types: int = 0
    bins: int = 0
    totes: int = 0
    trucks: int = 0
    no_truck: int = 0
    devices: int = 0
    printers: int = 0
    alone: int = 0
    waves: int = 0
    ruled: bool = False
    looked: bool = False
    roles: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a step stands, and what it is waiting for."""

    name: str
    state: State
    page: str
    can_skip: bool
    waits_for: str = ""


def standing(found: Found, skipped: frozenset[str] = frozenset()) -> list[Standing]:
    """How each step stands, in their order. A step that is done is done, whoever skipped it."""
    done = {name for name in NAMES if is_done(name, found)}
    return [_of(step, done, skipped) for step in STEPS]


def _of(step: Step, done: set[str], skipped: frozenset[str]) -> Standing:
    lacks = next((need for need in step.needs if need not in done), "")
    if step.name in done and not lacks:
        state: State = "done"
    elif lacks:
        state = "waits"
    else:
        state = "skipped" if step.can_skip and step.name in skipped else "todo"
    return Standing(step.name, state, step.page, step.can_skip, lacks)


def is_done(name: str, found: Found) -> bool:
    """Whether the facts say so."""
    return _DONE[name](found)


_DONE: Mapping[str, Callable[[Found], bool]] = {
    "connect": lambda found: found.odoo in ("there", "away") and found.warehouses > 0,
    "admin": lambda found: found.roles.get("admin", 0) > 0,
    "warehouses": lambda found: found.warehouses > 0 and found.op_types > 0,
    "bins": lambda found: found.bins > 0 and found.totes > 0,
    "rules": lambda found: found.ruled,
    "trucks": lambda found: found.trucks > 0 and found.no_truck == 0,
    "devices": lambda found: found.devices > 0,
    "printers": lambda found: found.printers > 0,
    "people": lambda found: all(found.roles.get(role, 0) > 0 for role in FLOOR_ROLES),
    "reasons": lambda found: found.alone == 0,
    "readiness": lambda found: found.looked,
    "wave": lambda found: found.waves > 0,
}


def following(rows: list[Standing]) -> str:
    """The step to go on with; empty where none is left."""
    return next((row.name for row in rows if row.state == "todo"), "")
