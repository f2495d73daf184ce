"""Which profile of the settings holds now: switched by a supervisor with a reason, back by the clock or by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from warehouse_app.domain import profiles
from warehouse_app.domain.cutoffs import Timetable, minute_of
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.profiles import NORMAL, PROFILES
from warehouse_app.domain.releasing import Cart
from warehouse_app.service.change_rules import WHY_MAX
from warehouse_app.service.office_events import journal
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.releasing import Rules
from warehouse_app.service.ports.store import UnitOfWork

KIND, STATE, CODE = "profile", "in_force", "profile"
OF = Callable[[str, int], Rules]


@dataclass(frozen=True, slots=True)
class Switch:
    """What somebody wants: a profile, until a time of day (`14:30`, the next one; empty: until switched), and why."""

    code: str
    until: str
    why: str


def profile_now(rules: OF, w: int, now: int) -> tuple[str, Mapping[str, Any]]:
    """The profile in force at `now` (ms UTC) and its body."""
    code = profiles.in_force(rules(STATE, w).get(CODE, {}), now)
    return code, rules(KIND, w).get(code, {})


def held_rules(rules: OF, now: int) -> OF:
    """The same rules as the profile in force has them; for whoever acts by them, not for whoever changes them."""

    def held(kind: str, w: int) -> Rules:
        return profiles.laid_over(kind, rules(kind, w), profile_now(rules, w, now)[1])

    return held


def cart_now(cart: Cart, rules: OF, w: int, now: int) -> Cart:
    """What goes on one cart under the profile in force."""
    return profiles.cart_under(cart, profile_now(rules, w, now)[1])


def pack_buffer(rules: OF, w: int, now: int) -> int:
    """How long before its truck a box has to be on its way from the tote under the profile in force, in ms."""
    return profiles.buffer_under(profile_now(rules, w, now)[1])


def switch(to: Switch, by: Person, uow: UnitOfWork) -> None:
    """From now on another profile holds.

    Raises:
        Refused: `profile.unknown`, `profile.until`, `rule.why` {most}, `rule.same`.
    """
    if to.code not in PROFILES:
        raise Refused("profile.unknown", 404)
    why = " ".join(to.why.split())
    if not why or len(why) > WHY_MAX or not why.isprintable():
        raise Refused("rule.why", 400, {"most": WHY_MAX})
    until = _until(to.until, uow.releasing.timetable(by.w), uow.now) if to.code != NORMAL else None
    before = uow.releasing.rules(STATE, by.w).get(CODE, {})
    if (profiles.in_force(before, uow.now), before.get("until")) == (to.code, until) or (
        to.code == profiles.in_force(before, uow.now) == NORMAL
    ):
        raise Refused("rule.same", 400)
    _hold(to.code, until, by.w, by.id, why, uow)
    uow.releasing.note(by.w, "profile", by.id, {"profile": to.code, "until": until})
    journal(KIND, {"what": to.code, "to": until}, by, uow)


def end_profile(w: int, uow: UnitOfWork) -> bool:
    """The time of a profile is over: that normal holds again is noted, and the pages hear of it."""
    said = uow.releasing.rules(STATE, w).get(CODE, {})
    if said.get("until") is None or said["until"] > uow.now:
        return False
    _hold(NORMAL, None, w, said["by"], "", uow)
    uow.releasing.note(w, "profile_over", None, {"profile": said["code"]})
    return True


def _hold(code: str, until: int | None, w: int, by: int, why: str, uow: UnitOfWork) -> None:
    uow.rulebook.save(w, STATE, CODE, {"code": code, "until": until, "by": by}, by, why)
    uow.changed("board", "profile", w)


def _until(text: str, timetable: Timetable, now: int) -> int | None:
    """The next time that the warehouse's clocks show this.

    Raises:
        Refused: `profile.until`.
    """
    if not text.strip():
        return None
    minute = minute_of(text[:20])
    if minute is None:
        raise Refused("profile.until", 400, {"until": text[:20]})
    today = timetable.day_at(now)
    until = timetable.departure(today, minute)
    return until if until > now else timetable.departure(today + timedelta(days=1), minute)
