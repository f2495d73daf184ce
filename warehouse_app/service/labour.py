"""When each truck's orders are picked, at the pace of the floor and with the pickers who are there, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from math import ceil
from typing import Any

from warehouse_app.domain.labour import Forecast, Pace, Work, forecast, minutes, pace_of
from warehouse_app.domain.releasing import Cart
from warehouse_app.service.looking import Looker, clock_text
from warehouse_app.service.plan_pool import carts_of
from warehouse_app.service.ports.labour import Ahead
from warehouse_app.service.ports.layouts import LayoutReads
from warehouse_app.service.ports.views import Views

_DAYS_MS = 14 * 86_400_000
_WAVES = 60  # of late

Truck = tuple[str | None, int | None]


def labour(views: Views, w: int, cart: Cart, look: Looker) -> dict[str, Any]:
    """A row for each truck there is work for; how many pick, and how many waves the pace was taken from."""
    pace, pickers = pace_now(views, w, look.now), _pickers(views, w, look.now)
    works = _works(views, w, cart, pace, look.now)
    rows = [_row(one, look) for one in forecast(works, pickers, look.now) if one.minutes]
    said = look.say("labour.pickers" if pickers != 1 else "labour.picker", n=pickers)
    known = look.say("labour.pace", n=pace.waves) if pace.waves else look.say("labour.no_pace")
    return {"rows": rows, "said": f"{said} · {known}"}


def pace_now(views: Views, w: int, now: int) -> Pace:
    """Of the newest waves of two weeks."""
    return pace_of(views.labour.walked(w, now - _DAYS_MS, _WAVES))


def _pickers(views: Views, w: int, now: int) -> int:
    """Who walks, and who is signed in to pick."""
    walking = {row.person for row in views.waves(w, ("claimed",)) if row.person}
    return len(walking | {name for name, roles in views.board.present(w, now) if "picker" in roles})


def _works(views: Views, w: int, cart: Cart, pace: Pace, now: int) -> list[Work]:
    found: dict[Truck, float] = defaultdict(float)
    for one in views.labour.on_waves(w):
        found[one.carrier, one.cutoff_at] += minutes(one.of, one.metres, pace) * one.lines / max(one.of, 1)
    trucks, metres = views.timetable(w).departures(now), _metres(w, views.layouts)
    for one in views.labour.in_pool(w):
        found[one.carrier, trucks.get(one.carrier)] += _pool_minutes(one, metres.get(one.carrier or ""), cart, pace)
    return [Work(carrier, at, spent) for (carrier, at), spent in found.items()]


def _pool_minutes(one: Ahead, metres: float | None, cart: Cart, pace: Pace) -> float:
    """As carts that are filled well."""
    carts = max(ceil(one.orders / cart.totes), ceil(one.lines / cart.lines))
    lines = ceil(one.lines / carts)
    return carts * minutes(lines, None if metres is None else metres / carts, pace)


def _metres(w: int, layouts: LayoutReads) -> Mapping[str, float]:
    """Of the carts that are planned, by carrier."""
    found: dict[str, float] = defaultdict(float)
    last = layouts.plan(w)
    for cart in carts_of(w, layouts):
        if last is not None and cart.ids[0] in last.kinds:
            found[last.kinds[cart.ids[0]][0]] += cart.metres
    return found


def _row(one: Forecast, look: Looker) -> dict[str, Any]:
    at = clock_text(one.cutoff_at, look.zone) if one.cutoff_at is not None else ""
    work = look.say("labour.work", n=round(one.minutes))
    done = look.say("labour.done", time=clock_text(one.done_at, look.zone)) if one.done_at is not None else ""
    return {
        "name": one.carrier or look.say("board.no_carrier"),
        "at": at,
        "words": " · ".join(part for part in (work, done) if part),
        "late": _late(one, look),
    }


def _late(one: Forecast, look: Looker) -> str:
    if one.lost:
        return look.say("labour.lost")
    if not one.more or one.by_at is None:
        return ""
    key = "labour.more_one" if one.more == 1 else "labour.more"
    return look.say(key, n=one.more, time=clock_text(one.by_at, look.zone))
