"""The detectors there are: what each reads, how often, and where its limit lies when nobody changed it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from warehouse_app.domain.detectors import Judged, Patience
from warehouse_app.domain.detectors.data import Lacking, lacking
from warehouse_app.domain.detectors.floor import slot, standing_totes, still_waves, waiting_orders
from warehouse_app.domain.detectors.refunds import slow, unrefunded
from warehouse_app.domain.detectors.silence import Inflow, Waiting, no_orders, untold
from warehouse_app.domain.detectors.trucks import not_confirmed, trucks_at_risk
from warehouse_app.domain.readiness import KINDS
from warehouse_app.domain.trucks import with_departures
from warehouse_app.service.ports.views import Views

Notes = Mapping[str, int]
LOOKED_BACK_MS = 7 * 24 * 3_600_000  # trucks that left before are no longer asked about


@dataclass(frozen=True, slots=True)
class Read:
    """What was read, and what is to be noted (cursors) so that the next reading can compare."""

    facts: Any
    notes: Notes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Detector:
    """`beginning` is that of the keys it finds: those cases are its own to close. `every_ms` 0 is each turn.

    `minutes` is the limit as shipped; `readings`: so many in a row must miss a finding before its case goes.
    """

    code: str
    beginning: str
    every_ms: int
    minutes: int
    read: Callable[[Views, int, Patience], Read]
    judge: Callable[[Any, int, Patience], Judged]
    gone: str = "gone"
    readings: int = 2


def _untold(views: Views, w: int, _patience: Patience) -> Read:
    seen = views.delivery(w)
    return Read(Waiting(seen.waiting, seen.oldest_at, seen.state, seen.words))


def _inflow(views: Views, w: int, patience: Patience) -> Read:
    """The newest order is noted with the time it was first seen."""
    seen, newest = views.delivery(w), views.detecting.newest("order", w)
    known, at = (views.detecting.cursor(f"orders:{w}{part}") for part in ("", ":at"))
    if newest == (known or 0):
        return Read(Inflow(at, seen.pulled_at, seen.state))
    notes = {f"orders:{w}": newest, f"orders:{w}:at": patience.now}
    return Read(Inflow(patience.now, seen.pulled_at, seen.state), notes)


def _free(views: Views, w: int, patience: Patience) -> Read:
    trucks = views.timetable(w)
    found = [
        replace(one, cutoff_at=trucks.next_departure(one.carrier, patience.now))
        for one in views.detecting.free_orders(w)
    ]
    name = f"free:{w}:{slot(patience.now, patience.minutes)}"
    noted = views.detecting.cursor(f"{name}:at")
    if noted is not None and slot(noted, patience.minutes) == slot(patience.now, patience.minutes):
        age = patience.now - noted
        if 0 <= age < patience.minutes * 60_000:
            return Read(found)
    return Read(found, {name: views.detecting.newest("transfer", w), f"{name}:at": patience.now})


def _trucks(views: Views, w: int, patience: Patience) -> Read:
    trucks = views.timetable(w)
    return Read(with_departures(views.shipments.on_trucks(w), lambda one: trucks.next_departure(one, patience.now)))


def _data(type_: str) -> Callable[[Views, int, Patience], Read]:
    """The gaps of the kinds that are exceptions of this type, as they were seen last."""

    def read(views: Views, w: int, _patience: Patience) -> Read:
        found = [one for one in views.readiness.by_kind(w) if KINDS[one.kind].type == type_]
        beginning = f"{type_}|data|"
        return Read([
            Lacking(
                one.kind, one.found, one.per_day_m, one.names, one.oldest_at,
                KINDS[one.kind].key in views.detecting.ended_keys(w, beginning, one.newest_at),
            )
            for one in found
        ])  # fmt: skip

    return read


def _of_data(code: str, type_: str) -> Detector:
    return Detector(code, f"{type_}|data|", 60_000, 5, _data(type_), lacking, readings=1)


DETECTORS = (
    Detector("DT-UNTOLD", "ORD-SYNC|odoo|", 0, 10, _untold, untold, gone="delivered", readings=1),
    Detector("DT-ORDERS", "ORD-SYNC|orders|", 60_000, 240, _inflow, no_orders),
    Detector(
        "DT-TOTE", "FUL-TOTE|stands|", 120_000, 60,
        lambda views, w, _patience: Read(views.detecting.standing_totes(w)), standing_totes,
    ),
    Detector(
        "DT-WAVE", "ORD-STUCK|still|", 60_000, 30,
        lambda views, w, _patience: Read(views.detecting.taken_waves(w)), still_waves,
    ),
    Detector("DT-TRUCK", "SHP-CUTOFF|truck|", 60_000, 45, _trucks, trucks_at_risk),
    Detector(
        "DT-CONFIRM", "SHP-CONFIRM|manifest|", 60_000, 30,
        lambda views, w, patience: Read(views.shipments.unconfirmed(w, patience.now - LOOKED_BACK_MS)), not_confirmed,
    ),
    Detector(
        "DT-REFUND", "FIN-REFUND|ages|", 300_000, 4320,
        lambda views, w, _patience: Read(views.returns.refunds.unpaid(w)), unrefunded, readings=1,
    ),
    Detector(
        "DT-RETURN", "RET-SLOW|", 300_000, 960,
        lambda views, w, _patience: Read(views.returns.judged.slow(w)), slow, readings=1,
    ),
    Detector("DT-FREE", "ORD-STUCK|free|", 60_000, 240, _free, waiting_orders),
    _of_data("DT-GOODS", "FUL-DATA"),
    _of_data("DT-PLACE", "INV-PLACE"),
    _of_data("DT-STOCK", "INV-NEGATIVE"),
    _of_data("DT-SHIP", "SHP-DATA"),
    _of_data("DT-ADDRESS", "CUS-ADDRESS"),
    _of_data("DT-PHONE", "CUS-DATA"),
)  # fmt: skip


def shipped_detectors() -> Iterator[tuple[str, str, int, Mapping[str, Any]]]:
    """Whether each is on, and its limit, as rules of the kind `detector`."""
    for rank, detector in enumerate(DETECTORS, start=1):
        yield "detector", detector.code, 1, {"on": True, "minutes": detector.minutes, "rank": rank}
