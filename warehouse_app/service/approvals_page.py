"""Approvals: what waits for a second person, what was done against a rule lately, and how often today."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from warehouse_app.domain.overrides import LIMIT, day_at, may_agree, rule_of
from warehouse_app.domain.refunds import MINOR
from warehouse_app.service.looking import Looker, age_text, amount_text, moment_text
from warehouse_app.service.overrides import KIND
from warehouse_app.service.ports.overrides import OverrideRow
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.releasing import Rules
from warehouse_app.service.ports.views import Views

LATELY = 50


def approvals_page(views: Views, person: Person, look: Looker) -> dict[str, Any]:
    """One picture for whoever looks: what they may agree to has its buttons, of the rest it says why not."""
    rules = views.rules(KIND, person.w)
    waiting = [_row(row, look) | _may(row, person, rules, look) for row in views.overrides.waiting(person.w)]
    return {
        "waiting": sorted(waiting, key=lambda row: not row["may"]),
        "lately": [_row(row, look) for row in views.overrides.lately(person.w, LATELY)],
        "today": used_today(views, person.w, look),
    }


def used_today(views: Views, w: int, look: Looker) -> list[dict[str, Any]]:
    """Who did what how often today, and whether that is all a day allows."""
    rules = views.rules(KIND, w)
    found = []
    for one in views.overrides.used(w, day_at(look.now, look.zone)):
        most = int(rules.get(one.code, {}).get("per_day") or 0)
        words = look.say("approvals.used_of" if most else "approvals.used", n=one.times, most=most)
        what = look.say(f"override_name.{one.code}")
        found.append({"who": one.person, "what": what, "words": words, "is_all": 0 < most <= one.times})
    return found


def on_board(views: Views, w: int, look: Looker) -> dict[str, Any]:
    """How many wait, and who has reached a limit of the day."""
    reached = [f"{one['who']}: {one['what']}" for one in used_today(views, w, look) if one["is_all"]]
    return {"waiting": len(views.overrides.waiting(w)), "reached": reached}


def _row(row: OverrideRow, look: Looker) -> dict[str, Any]:
    by = row.second or look.say("case.who")
    return {
        "id": row.id,
        "what": _what(row.code, row.facts, look),
        "who": row.person or look.say("case.who"),
        "reason": look.say(f"reason.{row.reason}"),
        "at": moment_text(row.at, look),
        "age": age_text(look.now - row.at, look.say),
        "why": look.say("approvals.why_limit" if row.facts.get("why") == LIMIT else "approvals.why_second"),
        "state": look.say(f"approvals.state_{row.state}", by=by),
        "case": row.facts.get("number") or "",
    }


def _what(code: str, facts: Mapping[str, Any], look: Looker) -> str:
    said = dict(facts) | {name[:-2]: amount_text(value) for name, value in facts.items() if name.endswith("_m")}
    if facts.get("listed") == "":
        said["listed"] = look.say("approvals.price_unknown")
    answer = look.say(f"answered.{facts['answer']}", bin=facts.get("place", "")) if facts.get("answer") else ""
    words = look.say(f"override.{code}", **({"order": "", "product": "", "location": ""} | said | {"answer": answer}))
    worth = int(facts.get("worth") or 0)
    return words + look.say("approvals.worth", money=f"{worth / MINOR:.2f}") if worth else words


def _may(row: OverrideRow, person: Person, rules: Rules, look: Looker) -> dict[str, Any]:
    body = rules.get(row.code)
    may = body is not None and may_agree(rule_of(row.code, body), person.roles, person.id, row.maker)
    not_me = look.say("approvals.own" if row.maker == person.id else "approvals.not_yours")
    return {"may": may, "not_me": "" if may else not_me}
