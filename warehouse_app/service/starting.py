"""What set-up finds: facts for `domain.starting`, and the little somebody says on its page.

Everything but the connection and the rules of the shop is kept where the floor keeps it; a step that was passed over is
remembered as a rule of this warehouse, with who did it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.rota import Teams, Worker
from warehouse_app.domain.starting import STEPS, Found, Odoo, following, is_done, standing
from warehouse_app.domain.taxonomy import Calendars
from warehouse_app.service.looking import Looker
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.views import Views
from warehouse_app.service.profile_page import profile_line

KIND, CODE = "setup", "passed"
_COUNTED = (
    "warehouses", "op_types", "bins", "totes", "trucks", "no_truck", "devices", "printers", "alone", "waves",
)  # fmt: skip
Say = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Linked:
    """What is known without the store: whether an Odoo is set, and whether somebody said how this shop picks."""

    odoo: bool = False
    ruled: bool = False


def found(views: Views, linked: Linked) -> Found:
    """The facts of the one warehouse there is so far."""
    known = views.warehouses()
    state = cast(Odoo, views.delivery(known[0][0] if known else 0).state or "waiting") if linked.odoo else "none"
    if not known:
        return Found(odoo=state)
    w = known[0][0]
    people = [one for one in views.people(w) if one.active]
    weeks = views.timetable(w).trucks
    return Found(
        odoo=state,
        warehouses=len(known), op_types=views.count("op_type"), bins=views.count("location"),
        totes=views.count("tote"), trucks=len(weeks),
        no_truck=len([name for name in views.open_carriers(w) if name not in weeks]),
        devices=len([one for one in views.devices(w) if not one.revoked]),
        printers=len(views.printing.printers(w)), alone=len(_alone(views, w, people)), waves=views.count("wave"),
        ruled=linked.ruled, looked="readiness" in passed(views, w),
        roles=Counter(role for one in people for role in one.roles),
    )  # fmt: skip


def passed(views: Views, w: int) -> frozenset[str]:
    """The steps somebody passed over."""
    return frozenset(views.rules(KIND, w).get(CODE, {}).get("steps", ()))


def setup_page(views: Views, linked: Linked, look: Looker) -> dict[str, Any]:
    """{steps, here, odoo, zones, profile}: each step with its sentences; `here` is the one to go on with."""
    facts, known, say = found(views, linked), views.warehouses(), look.say
    rows = standing(facts, passed(views, known[0][0]) if known else frozenset())
    return {
        "steps": [
            {"name": row.name, "n": n, "state": row.state, "page": row.page, "can_skip": row.can_skip,
             "title": say(f"setup.step.{row.name}"), "breaks": say(f"setup.breaks.{row.name}"),
             "now": _now(row.name, facts, say), "waits": say(f"setup.step.{row.waits_for}") if row.waits_for else ""}
            for n, row in enumerate(rows, 1)
        ],
        "here": following(rows),
        "odoo": facts.odoo,
        "odoo_words": views.delivery(known[0][0] if known else 0).words,
        "profile": profile_line(views, known[0][0], look)["text"] if known else "",
        "left": sum(row.state in ("todo", "waits") for row in rows),
        "warehouses": [{"code": code, "name": name, "zone": zone} for _, code, name, zone in known],
    }  # fmt: skip


def pass_over(name: str, by: Person, uow: UnitOfWork) -> None:
    """Somebody leaves a step for later; once more, and it is to be done again.

    Raises:
        Refused: `setup.step`, where there is no such step or it cannot be passed over.
    """
    if name not in {step.name for step in STEPS if step.can_skip}:
        raise Refused("setup.step", 404)
    before = set(uow.releasing.rules(KIND, by.w).get(CODE, {}).get("steps", ()))
    uow.rulebook.save(by.w, KIND, CODE, {"steps": sorted(before ^ {name})}, by.id, "")


def _alone(views: Views, w: int, people: list[Person]) -> list[str]:
    rules: Mapping[str, Mapping[str, Any]] = views.rules("team", w)
    workers = [Worker(one.id, one.name, one.roles) for one in people]
    teams = Teams(rules, workers, Calendars({}, views.timetable(w)))
    return [team for team in rules if not teams.members(team)]


def sentence(name: str, facts: Found) -> tuple[str, dict[str, int]]:
    """Key and figures of the one sentence that says what there is for a step."""
    if name == "connect":
        return f"setup.now.connect_{facts.odoo}", {}
    if name in ("admin", "rules", "readiness"):
        return f"setup.now.{name}_{'done' if is_done(name, facts) else 'todo'}", {}
    counts = {"picker": 0, "packer": 0, "supervisor": 0} | dict(facts.roles)
    return f"setup.now.{name}", counts | {field: int(getattr(facts, field)) for field in _COUNTED}


def _now(name: str, facts: Found, say: Say) -> str:
    key, figures = sentence(name, facts)
    return say(key, **figures)
