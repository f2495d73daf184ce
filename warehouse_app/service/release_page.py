"""What the release page shows: the pool by truck, waves nobody has taken, held orders, and who did what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from warehouse_app.domain.holds import may_let_go
from warehouse_app.domain.labour import Pace, may_wait_until, minutes
from warehouse_app.domain.layout.drawing import drawn
from warehouse_app.domain.releasing import Cart, Proposal, planned
from warehouse_app.service.gate_page import gate_held, gate_line
from warehouse_app.service.gate_words import rule_names
from warehouse_app.service.hall_picture import picture_of
from warehouse_app.service.labour import pace_now
from warehouse_app.service.looking import Looker, age_text, clock_text
from warehouse_app.service.plan_pool import carts_of
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.releasing import Act, HeldRow, Rules
from warehouse_app.service.ports.views import Views, WaveRow
from warehouse_app.service.profile_page import until_text
from warehouse_app.service.skills import KIND as SKILL
from warehouse_app.service.skills import needs_of

KINDS = (
    "released", "released_to", "given", "opened", "taken_back", "merged", "no_totes", "held", "held_off", "let_go",
    "on_paper", "gate_held", "gate_let_go", "gate_again", "profile", "profile_over",
)  # fmt: skip
SHOWN = 4  # waves of a truck that are shown to be released one by one
NAMED = 3  # orders of a wave that are named
ACTS = 12
JUST_MS = 15_000  # what somebody did so lately is said to them
_HOURS_FROM = 180  # minutes


@dataclass(frozen=True, slots=True)
class Floor:
    """What waves are measured by: a cart, and how long walks take."""

    cart: Cart
    pace: Pace


def release_page(views: Views, w: int, cart: Cart, person: Person, look: Looker) -> dict[str, Any]:
    """One picture of warehouse `w` for whoever looks."""
    trucks = views.timetable(w).departures(look.now)
    held, released, walking = views.held_orders(w), views.waves(w, ("released",)), views.waves(w, ("claimed",))
    holds, hall = views.rules("hold", w), views.layouts.hall(w)
    proposals = planned(views.pool(w), trucks, cart, carts_of(w, views.layouts))
    needs = needs_of([row.id for row in released], views.rules(SKILL, w), views.board.loads)
    return {
        "now_text": clock_text(look.now, look.zone),
        "head": views.head(),
        "free_totes": views.free_totes(w),
        "trucks": _trucks(proposals, held, Floor(cart, pace_now(views, w, look)), look),
        "map": picture_of(drawn(hall, ())) if hall else None,
        "released": [_released(row, released, needs[row.id], look) for row in released],
        "walking": [_walking(row, look) for row in walking],
        "has_open": bool(released or walking),
        "held": [*gate_held(views, w, person, look), *(_held(row, holds, person.roles, look) for row in held)],
        "gate": " ".join(gate_line(views, w, look)),
        "reasons": [(code, look.say(f"reason.{code}")) for code in holds],
        "let_go": [(code, look.say(f"reason.{code}")) for code in views.rules("let_go", w)],
        "pickers": _pickers(views, w, look),
        "acts": [act_row(act, look) for act in views.acts(w, KINDS, ACTS)],
        "may_release": "supervisor" in person.roles,
    }


def just_done(acts: Sequence[Act], person: Person, look: Looker) -> str:
    """What this person did a moment ago, as one sentence; empty when it was nothing."""
    if not acts or acts[0].person != person.name or look.now - acts[0].at > JUST_MS:
        return ""
    together = [act for act in acts if act.at == acts[0].at]
    many_ = [act for act in together if act.kind.startswith("released")]
    if len(many_) < 2:
        return " · ".join(_sentence(act, look) for act in reversed(together))
    ends = {"first": many_[-1].facts["number"], "last": many_[0].facts["number"]}
    rest = [_sentence(act, look) for act in together if act not in many_]
    return " · ".join([look.say("release.just_many", n=len(many_), **ends), *rest])


def left_text(at: int | None, look: Looker) -> tuple[str, str]:
    """How long until then, as a large figure and its unit."""
    if at is None:
        return look.say("trucks.none"), look.say("release.no_truck")
    left = (at - look.now) // 60_000
    if left < _HOURS_FROM:
        return str(abs(left)), look.say("board.min_left" if left >= 0 else "board.min_over")
    return str(left // 60), look.say("release.hours_left")


def act_row(act: Act, look: Looker) -> dict[str, str]:
    """One line of history."""
    return {"at": clock_text(act.at, look.zone), "who": act.person or look.say("release.app"),
            "what": _sentence(act, look)}  # fmt: skip


def _sentence(act: Act, look: Looker) -> str:
    return act_words(act.kind, act.facts, look)


def act_words(kind: str, said: Mapping[str, Any], look: Looker) -> str:
    """What the office did, in words."""
    facts = dict(said)
    if facts.get("reason"):
        facts["reason"] = look.say(f"reason.{facts['reason']}")
    if "carrier" in facts:
        facts["carrier"] = facts["carrier"] or look.say("board.no_carrier")
    if "rules" in facts:
        facts["rules"] = rule_names(facts["rules"], look)
    if "orders" in facts:
        facts["orders"] = many(look, "order", facts["orders"])
    if "profile" in facts:
        facts |= {"profile": look.say(f"profile.{facts['profile']}"), "until": until_text(facts.get("until"), look)}
    return look.say(f"act.{kind}", **facts)


def many(look: Looker, one: str, n: int) -> str:
    """`1 order`, `8 orders`."""
    return look.say(f"unit.{one}" if n == 1 else f"unit.{one}s", n=n)


def _trucks(proposals: Sequence[Proposal], held: Sequence[HeldRow], floor: Floor, look: Looker) -> list[dict[str, Any]]:
    waiting = Counter(row.carrier for row in held)
    return [
        _truck(carrier, list(waves), waiting[carrier], floor, look)
        for carrier, waves in groupby(proposals, key=lambda one: one.carrier)
    ]


def _truck(carrier: str | None, waves: Sequence[Proposal], held: int, floor: Floor, look: Looker) -> dict[str, Any]:
    at = waves[0].cutoff_at
    figure, unit = left_text(at, look)
    orders = sum(len(one.transfers) for one in waves)
    return {
        "carrier": carrier,
        "name": carrier or look.say("board.no_carrier"),
        "cutoff_at": at,
        "cutoff_text": clock_text(at, look.zone) if at is not None else "",
        "figure": figure,
        "unit": unit,
        "haste": _haste(at, look.now),
        "size": " · ".join(
            (many(look, "order", orders), many(look, "line", sum(one.lines for one in waves)), *_metres(waves, look))
        ),
        "held": look.say("release.truck_held", n=held) if held else "",
        "waves": len(waves),
        "proposals": [_proposal(one, floor, look) for one in waves[:SHOWN]],
        "more": max(len(waves) - SHOWN, 0),
    }


def _metres(waves: Sequence[Proposal], look: Looker) -> list[str]:
    """How far all of them are together, where that is known of each."""
    known = [one.metres for one in waves if one.metres is not None]
    return [look.say("release.metres", n=round(sum(known)))] if known and len(known) == len(waves) else []


def _haste(at: int | None, now: int) -> str:
    if at is None or at - now >= 60 * 60_000:
        return "later"
    return "critical" if at - now < 30 * 60_000 else "high"


def _proposal(one: Proposal, floor: Floor, look: Looker) -> dict[str, Any]:
    names = [transfer.order for transfer in one.transfers]
    takes = minutes(one.lines, one.metres, floor.pace)
    until = may_wait_until(floor.cart.filled(one.transfers), one.cutoff_at, takes, look.now) if not one.urgent else None
    return {
        "id": one.ids[0],
        "transfers": ",".join(map(str, one.ids)),
        "orders": many(look, "order", len(one.transfers)),
        "lines": many(look, "line", one.lines),
        "urgent": one.urgent,
        "names": " ".join(names[:NAMED]) + (" …" if names[NAMED:] else ""),
        "metres": "".join(_metres([one], look)),
        "minutes": look.say("time.minutes", n=round(takes)),
        "waits": look.say("release.may_wait", time=clock_text(until, look.zone)) if until is not None else "",
        "way": one.way,
        "each": [(order.id, order.order, many(look, "line", order.lines)) for order in one.transfers],
    }


def _walking(row: WaveRow, look: Looker) -> dict[str, Any]:
    at = clock_text(row.cutoff_at, look.zone) if row.cutoff_at is not None else ""
    return {
        "number": row.number,
        "who": row.person or "",
        "done": row.done,
        "lines": row.lines,
        "truck": f"{row.carrier or look.say('board.no_carrier')} {at}".strip(),
    }


def _released(row: WaveRow, others: Sequence[WaveRow], needs: Collection[str], look: Looker) -> dict[str, Any]:
    time = clock_text(row.cutoff_at, look.zone) if row.cutoff_at is not None else ""
    truck = f"{row.carrier or look.say('board.no_carrier')} {time}".strip()
    asks = [look.say(f"people.skill_{skill}") for skill in sorted(needs)]
    return {
        "id": row.id,
        "number": row.number,
        "to": row.assigned,
        "to_name": row.assigned_name,
        "mates": [
            (one.id, one.number)
            for one in others
            if one.id != row.id and (one.carrier, one.cutoff_at) == (row.carrier, row.cutoff_at)
        ],
        "sub": " · ".join(part for part in (truck, many(look, "line", row.lines), " ".join(row.zones), *asks) if part),
    }


def _held(row: HeldRow, holds: Rules, roles: Collection[str], look: Looker) -> dict[str, Any]:
    body = holds.get(row.hold["reason"], {"owner": "floor"})
    left = None if row.due_at is None else (row.due_at - look.now) // 60_000
    return {
        "id": row.id,
        "order": row.name,
        "reason": look.say(f"reason.{row.hold['reason']}"),
        "by": row.by or look.say("release.app"),
        "since": age_text(look.now - row.hold["at"], look.say),
        "owner": look.say(f"owner.{body['owner']}"),
        "late": left is not None and left < 0,
        "left": _clock(left, look),
        "size": " · ".join((row.carrier or look.say("board.no_carrier"), many(look, "line", row.lines))),
        "may": may_let_go(body, roles),
        "reasons": [],  # those of every hold
    }


def _clock(left: int | None, look: Looker) -> str:
    if left is None:
        return ""
    return look.say("release.answer_over" if left < 0 else "release.answer_in", n=abs(left))


def _pickers(views: Views, w: int, look: Looker) -> list[tuple[int, str]]:
    walking = {row.person: row.number for row in views.waves(w, ("claimed",))}

    def words(name: str) -> str:
        number = walking.get(name)
        return look.say("release.walking", name=name, number=number) if number else name

    return [(one.id, words(one.name)) for one in views.people(w) if one.active and "picker" in one.roles]
