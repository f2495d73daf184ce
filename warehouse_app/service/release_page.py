"""What the release page shows: the pool by truck, waves nobody has taken, held orders, and who did what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from warehouse_app.domain.carts import Cart
from warehouse_app.domain.holds import may_let_go
from warehouse_app.domain.labour import Pace, minutes
from warehouse_app.domain.layout.drawing import drawn
from warehouse_app.domain.releasing import Proposal, planned, waits_until
from warehouse_app.domain.wave_templates import Templates, templates_of
from warehouse_app.service.gate_page import gate_held, gate_line
from warehouse_app.service.gate_words import rule_names
from warehouse_app.service.hall_picture import picture_of
from warehouse_app.service.labour import pace_now
from warehouse_app.service.looking import Looker, age_text, clock_text, many
from warehouse_app.service.plan_pool import KIND, carts_of
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.releasing import Act, HeldRow, Rules
from warehouse_app.service.ports.views import Views
from warehouse_app.service.profile_page import until_text
from warehouse_app.service.release_side import in_batches, pickers, released_row, walking_row
from warehouse_app.service.skills import KIND as SKILL
from warehouse_app.service.skills import needs_of
from warehouse_app.service.walked_lately import DAY_MS, walked_lately

KINDS = (
    "released", "released_to", "given", "opened", "taken_back", "merged", "no_totes", "held", "held_off", "let_go",
    "on_paper", "gate_held", "gate_let_go", "gate_again", "profile", "profile_over", "adopted", "batch_changed",
)  # fmt: skip
SHOWN = 4  # waves of a truck that are shown to be released one by one
NAMED = 3  # orders of a wave that are named
ACTS = 12
JUST_MS = 15_000  # what somebody did so lately is said to them
PIECE_MS = 2000
_HOURS_FROM = 180  # minutes


@dataclass(frozen=True, slots=True)
class Floor:
    """What waves are made and measured by: carts, and how long walks take."""

    made: Templates
    pace: Pace

    def waits(self, one: Proposal, now: int) -> int | None:
        """Until when the rule keeps it back."""
        return waits_until(one, self.made.of(one.transfers[0]), self.pace, now)


def release_page(views: Views, w: int, cart: Cart, person: Person, look: Looker) -> dict[str, Any]:
    """One picture of warehouse `w` for whoever looks."""
    trucks = views.timetable(w).departures(look.now)
    held, released, walking = views.held_orders(w), views.waves(w, ("released",)), views.waves(w, ("claimed",))
    holds, hall = views.rules("hold", w), views.layouts.hall(w)
    needs = needs_of([row.id for row in released], views.rules(SKILL, w), views.board.loads)
    floor = Floor(templates_of(views.rules(KIND, w), cart), pace_now(views, w, look.now))
    proposals = planned(views.pool(w), trucks, floor.made, carts_of(w, views.layouts))
    return {
        "now_text": clock_text(look.now, look.zone),
        "head": views.head(),
        "free_totes": views.free_totes(w),
        "trucks": _trucks(proposals, held, floor, look),
        "map": picture_of(drawn(hall, ())) if hall else None,
        "released": [released_row(row, released, floor.made, needs[row.id], look) for row in released],
        "in_batches": in_batches(views.in_batches(w), look),
        "walking": [walking_row(row, look) for row in walking],
        "walked": walked_lately(views.labour.compared(w, look.now - DAY_MS), look),
        "has_open": bool(released or walking),
        "held": [*gate_held(views, w, person, look), *(_held(row, holds, person.roles, look) for row in held)],
        "gate": " ".join(gate_line(views, w, look)),
        "reasons": [(code, look.say(f"reason.{code}")) for code in holds],
        "let_go": [(code, look.say(f"reason.{code}")) for code in views.rules("let_go", w)],
        "pickers": pickers(views, w, look),
        "acts": [act_row(act, look) for act in views.acts(w, KINDS, ACTS)],
        "may_release": "supervisor" in person.roles,
    }


def just_done(acts: Sequence[Act], person: Person, look: Looker) -> str:
    """What this person did a moment ago, as one sentence; empty when it was nothing."""
    if not acts or acts[0].person != person.name or look.now - acts[0].at > JUST_MS:
        return ""
    together = list(_at_one_press(acts))
    many_ = [act for act in together if act.kind.startswith("released")]
    if len(many_) < 2:
        return " · ".join(_sentence(act, look) for act in reversed(together))
    ends = {"first": many_[-1].facts["number"], "last": many_[0].facts["number"]}
    rest = [_sentence(act, look) for act in together if act not in many_]
    return " · ".join([look.say("release.just_many", n=len(many_), **ends), *rest])


def _at_one_press(acts: Sequence[Act]) -> Iterator[Act]:
    """Of one moment; many waves are released piece by piece, each a moment after the one before."""
    before = acts[0]
    for act in acts:
        is_next = act.kind == before.kind and act.person == before.person and before.at - act.at < PIECE_MS
        if act.at != before.at and not is_next:
            return
        yield act
        before = act


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
    until = {one.ids[0]: floor.waits(one, look.now) for one in waves}
    going = [one for one in waves if until[one.ids[0]] is None]
    waiting = [one for one in waves if until[one.ids[0]] is not None]
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
        "waves": len(going),
        "waiting": len(waiting),
        "proposals": [_proposal(one, until[one.ids[0]], floor, look) for one in (*going[:SHOWN], *waiting[:SHOWN])],
        "more": max(len(going) - SHOWN, 0) + max(len(waiting) - SHOWN, 0),
    }


def _metres(waves: Sequence[Proposal], look: Looker) -> list[str]:
    """How far all of them are together, where that is known of each."""
    known = [one.metres for one in waves if one.metres is not None]
    return [look.say("release.metres", n=round(sum(known)))] if known and len(known) == len(waves) else []


def _haste(at: int | None, now: int) -> str:
    if at is None or at - now >= 60 * 60_000:
        return "later"
    return "critical" if at - now < 30 * 60_000 else "high"


def _proposal(one: Proposal, until: int | None, floor: Floor, look: Looker) -> dict[str, Any]:
    names = [transfer.order for transfer in one.transfers]
    takes, first = minutes(one.lines, one.metres, floor.pace), one.transfers[0]
    return {
        "id": one.ids[0],
        "transfers": ",".join(map(str, one.ids)),
        "orders": many(look, "order", len(one.transfers)),
        "lines": many(look, "line", one.lines),
        "urgent": one.urgent,
        "names": " ".join(names[:NAMED]) + (" …" if names[NAMED:] else ""),
        "metres": "".join(_metres([one], look)),
        "minutes": look.say("time.minutes", n=round(takes)),
        "cart": look.say(f"wave_rule.{first.wave}") if first.wave in floor.made.own else "",
        "waits": _why_it_waits(one, until, floor, look),
        "way": one.way,
        "each": [(order.id, order.order, many(look, "line", order.lines)) for order in one.transfers],
    }


def _why_it_waits(one: Proposal, until: int | None, floor: Floor, look: Looker) -> str:
    if until is None:
        return ""
    share = floor.made.cart_of(one.transfers[0]).filled(one.transfers)
    return look.say("release.waits", time=clock_text(until, look.zone), percent=max(1, round(share * 100)))


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
