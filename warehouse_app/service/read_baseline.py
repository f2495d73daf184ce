"""Reading the zero line: once, gently, a page at a time; what was read is kept, so that it goes on where it stopped."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from warehouse_app.domain.baseline import DAYS, PARTS, PER_SECOND, counted
from warehouse_app.domain.errors import Refused
from warehouse_app.service.ports.baseline import Baseline
from warehouse_app.service.ports.odoo import OdooRefused
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.read_data import Reader

PAUSE_S = 1 / PER_SECOND
_DAY = 86_400_000

log = logging.getLogger(__name__)


def begin_baseline(w: int, again: bool, uow: UnitOfWork) -> Baseline:
    """Says that it is to be read; one that is half read goes on.

    Raises:
        Refused: `baseline.there`: it was read, and nobody said that it is to be read again.
    """
    known = uow.baseline.get(w)
    if known is not None and known.done_at is None:
        return known
    if known is not None and not again:
        raise Refused("baseline.there", 409)
    made = Baseline(uow.now - DAYS * _DAY, uow.now, uow.now, part=PARTS[0])
    uow.baseline.put(w, made)
    return made


def read_page(reader: Reader, w: int) -> bool:
    """One page, one call; whether there is more to read.

    Raises:
        OdooUnreachable, OdooUnknown: nothing was counted; the same page comes next.
    """
    now = reader.store.read(lambda views: views.baseline.get(w))
    if now is None or now.done_at is not None:
        return False
    site = reader.store.write(lambda uow: uow.following.site(w))
    try:
        page = reader.odoo.history(now.part, site, now.since, now.last_id)
    except OdooRefused as no:
        after = _next(replace(now, unread={**now.unread, now.part: str(no).strip().splitlines()[0]}))
    else:
        sums = counted(now.part, page.rows, now.span, now.sums)
        after = replace(now, sums=sums, last_id=page.last) if page.last is not None else _next(replace(now, sums=sums))
    after = replace(after, calls=now.calls + 1)
    reader.write(lambda uow: _keep(uow, w, now, after))
    return bool(after.part)


def read_all(reader: Reader, w: int, clock: Callable[[], float], sleep: Callable[[float], object]) -> int:
    """The rest of it, at most two calls a second by `clock` (seconds); how many calls it took."""
    calls = 0
    while True:
        begun = clock()
        more = read_page(reader, w)
        calls += 1
        if not more:
            return calls
        sleep(max(begun + PAUSE_S - clock(), 0.0))


def _next(now: Baseline) -> Baseline:
    place = PARTS.index(now.part) + 1
    return replace(now, part=PARTS[place] if place < len(PARTS) else "", last_id=0)


def _keep(uow: UnitOfWork, w: int, before: Baseline, after: Baseline) -> None:
    """Not where somebody else has read on meanwhile: nothing is counted twice."""
    if uow.baseline.get(w) != before:
        return
    uow.baseline.put(w, after if after.part else replace(after, done_at=uow.now))
    if not after.part:
        log.info("the baseline of warehouse %s is read, in %s calls", w, after.calls)
