"""Who works here, for whoever looks after them: each with what they may do, until when, and what they still need."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from warehouse_app.domain.people import FLOOR, ROLES, SKILLS, may_look_after
from warehouse_app.service.looking import Looker, moment_text
from warehouse_app.service.ports.board import OnShift
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.views import Views
from warehouse_app.service.practice import practised_days

DAY_MS = 86_400_000


def people_page(views: Views, by: Person, look: Looker) -> dict[str, Any]:
    """{people, roles, skills, printers, on_shift}: `roles` are those `by` may give."""
    practised = practised_days(views)
    here = [one for one in views.people(by.w) if one.is_here(look.now)]
    give = ROLES if "admin" in by.roles else tuple(role for role in ROLES if role in FLOOR)
    return {
        "people": [_row(one, by, practised.get(one.id, ""), look) for one in here],
        "roles": [(role, look.say(f"role.{role}")) for role in give],
        "skills": [(skill, look.say(f"people.skill_{skill}")) for skill in SKILLS],
        "printers": [(one.id, one.name) for one in views.printing.printers(by.w) if one.kind != "browser"],
        "today": _day(look.now, look),
        "on_shift": [_on_shift(one, look) for one in views.board.on_shift(by.w, look.now)],
    }


def _on_shift(one: OnShift, look: Looker) -> dict[str, str]:
    """Who, since when, on which device, and what they are at."""
    doing = [look.say("people.walks", wave=one.wave, done=one.done, lines=one.lines)] if one.wave else []
    doing += [look.say("people.next_place", place=one.place)] if one.place else []
    doing += [look.say("people.packs", order=one.packs)] if one.packs else []
    return {
        "name": one.name,
        "roles": ", ".join(look.say(f"role.{role}") for role in one.roles),
        "where": one.device or look.say("people.at_desk"),
        "since": moment_text(one.since, look),
        "doing": " · ".join(doing),
        "skills": ", ".join(look.say(f"people.skill_{skill}") for skill in sorted(one.skills)),
    }


def _row(one: Person, by: Person, practised: str, look: Looker) -> dict[str, Any]:
    pin = "set" if one.pin_hash else "chosen" if one.pin_until and look.now < one.pin_until else "none"
    return {
        "id": one.id, "name": one.name, "badge": one.badge or "", "lang": one.lang or "",
        "roles": sorted(one.roles), "role_text": ", ".join(look.say(f"role.{role}") for role in sorted(one.roles)),
        "skills": sorted(one.skills),
        "skill_text": ", ".join(look.say(f"people.skill_{skill}") for skill in sorted(one.skills)),
        "last_day": _day(one.ends_at - DAY_MS // 2, look) if one.ends_at is not None else "",
        "ends_soon": one.ends_at is not None and one.ends_at - look.now < 7 * DAY_MS,
        "pin": pin, "pin_text": look.say(f"people.pin_{pin}"), "practised": practised,
        "learns": one.learns_since is not None, "is_picker": "picker" in one.roles,
        "is_yours": may_look_after(by.roles, one.roles),
    }  # fmt: skip


def _day(at: int, look: Looker) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(look.zone).date().isoformat()
