"""The engine of the detectors: opens what is found, closes what is gone, and leaves alone what cannot be judged."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from warehouse_app.domain.cases import MINUTE, Finding
from warehouse_app.domain.detectors import Judged, Patience
from warehouse_app.domain.taxonomy import Calendars
from warehouse_app.service.detectors import DETECTORS, Detector, Notes
from warehouse_app.service.holding import Holding
from warehouse_app.service.open_case import open_case
from warehouse_app.service.ports.store import Store, StoreClosed, StoreFull, UnitOfWork
from warehouse_app.service.ports.views import Views

AT_ONCE = 50  # cases opened by one reading; the next one opens more
RESTS_MS = 30 * MINUTE  # what a person ended is not found again for so long

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Seen:
    """`missing` are keys of open cases that were not found; `new` is what has no open case."""

    new: Sequence[Finding] = ()
    missing: Sequence[str] = ()
    found: frozenset[str] = frozenset()
    notes: Notes | None = None


class Detecting:
    """All detectors of all warehouses, each at its own period; `clock` is ms UTC.

    A finding that is missed once is not gone: two readings must agree, so that nothing flaps.
    """

    def __init__(self, store: Store, clock: Callable[[], int], detectors: Sequence[Detector] = DETECTORS) -> None:
        self._store, self._clock, self._detectors = store, clock, detectors
        self._next: dict[tuple[str, int], int] = {}
        self._missed: Counter[str] = Counter()

    def step(self, holding: Holding) -> None:
        """Whatever is due now. One that fails is said in the log and hinders no other."""
        for w, *_ in self._store.read(lambda views: views.warehouses()):
            for detector in self._detectors:
                if self._is_due(detector, w):
                    self._one(detector, w, holding)

    def _is_due(self, detector: Detector, w: int) -> bool:
        now, at = self._clock(), self._next.get((detector.code, w), 0)
        if at - detector.every_ms <= now < at:
            return False
        self._next[detector.code, w] = now + detector.every_ms
        return True

    def _one(self, detector: Detector, w: int, holding: Holding) -> None:
        now = self._clock()
        try:
            seen = self._store.read(lambda views: _look(detector, views, w, now))
        except (StoreClosed, StoreFull):
            raise
        except Exception:
            log.exception("%s cannot be read", detector.code)
            return
        if seen is None:
            return
        gone = self._gone(detector, seen)
        if seen.new or gone or seen.notes:
            holding.write(lambda uow: _keep(detector, seen, gone, w, uow))

    def _gone(self, detector: Detector, seen: _Seen) -> list[str]:
        for key in seen.found:
            self._missed.pop(key, None)
        self._missed.update(seen.missing)
        gone = [key for key in seen.missing if self._missed[key] >= detector.readings]
        for key in gone:
            del self._missed[key]
        return gone


def _look(detector: Detector, views: Views, w: int, now: int) -> _Seen | None:
    """None: it is switched off."""
    rule = views.rules("detector", w).get(detector.code, {})
    if not rule.get("on", True):
        return None
    weeks = {code: body["week"] for code, body in views.rules("hours", w).items()}
    hours = Calendars(weeks, views.timetable(w)).hours("floor")
    patience = Patience(now, int(rule.get("minutes", detector.minutes)), hours)
    read = detector.read(views, w, patience)
    return _compare(detector, views, w, detector.judge(read.facts, w, patience), now, read.notes)


def _compare(detector: Detector, views: Views, w: int, judged: Judged, now: int, notes: Notes) -> _Seen:
    """A detector that cannot judge has found nothing and misses nothing."""
    if judged is None:
        return _Seen(notes=notes)
    open_ = views.detecting.open_keys(w, detector.beginning)
    rests = views.detecting.ended_keys(w, detector.beginning, now - RESTS_MS)
    found = frozenset(one.key for one in judged)
    new = [one for one in judged if one.key not in open_ | rests][:AT_ONCE]
    return _Seen(new, sorted(open_ - found), found, notes)


def _keep(detector: Detector, seen: _Seen, gone: Sequence[str], w: int, uow: UnitOfWork) -> None:
    for name, value in (seen.notes or {}).items():
        uow.following.note_cursor(name, value)
    for key in gone:
        uow.cases.close(key, detector.gone)
    for finding in seen.new:
        if not uow.cases.is_open(finding.key):
            open_case(finding, uow)
    if gone or seen.new:
        uow.changed("board", "case", w)
