"""Reading whether Odoo's data is fit to run: once a night, at the first start, and when somebody asks."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from warehouse_app.domain.readiness import KINDS, Own, Report, report
from warehouse_app.service.ports.odoo import Odoo, OdooRefused
from warehouse_app.service.ports.readiness import Look
from warehouse_app.service.ports.store import Store, UnitOfWork

DAYS = 90
NIGHT = 3  # o'clock, where the warehouse is

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the port, where it is kept, how it is written (`write` takes a use case), and carriers that ring."""

    odoo: Odoo
    store: Store
    write: Callable[[Callable[[UnitOfWork], Any]], Any]
    phoning: Collection[str] = ()


def read_data(reader: Reader, w: int) -> Report:
    """Looks at a warehouse's data and keeps what is wrong.

    Raises:
        OdooRefused: nothing was read; the last look stays, with the reason beside it.
        OdooUnreachable, OdooUnknown: nothing was kept; it is to be read again.
    """
    site = reader.store.write(lambda uow: uow.following.site(w))
    trucks = reader.store.read(lambda views: views.timetable(w)).trucks
    own = Own(frozenset(carrier for carrier, week in trucks.items() if week), frozenset(reader.phoning))
    try:
        found = report(reader.odoo.master_data(site, DAYS), own)
        external = _external(reader.odoo, found)
    except OdooRefused as no:
        words = str(no)
        reader.write(lambda uow: uow.readiness.failed(w, words))
        raise
    reader.write(lambda uow: _keep(uow, w, found, external))
    return found


def is_due(look: Look, now: int, zone: tzinfo) -> bool:
    """Whether nobody has looked since the last night, or somebody has asked."""
    if look.asked_at is not None or look.read_at is None:
        return True
    here = datetime.fromtimestamp(now / 1000, UTC).astimezone(zone)
    night = here.replace(hour=NIGHT, minute=0, second=0, microsecond=0)
    last = night if here >= night else night - timedelta(days=1)
    return look.read_at < last.timestamp() * 1000


def _external(odoo: Odoo, found: Report) -> dict[str, str]:
    """Odoo's External IDs of what a file can mend, by the key of the gap: a call for each model."""
    ids: dict[str, set[int]] = defaultdict(set)
    for gap in found.gaps:
        if KINDS[gap.kind].model:
            ids[KINDS[gap.kind].model].add(int(gap.ref))
    names = {model: odoo.external_names(model, sorted(some)) for model, some in ids.items()}
    return {gap.key: names[KINDS[gap.kind].model].get(int(gap.ref), "") for gap in found.gaps if KINDS[gap.kind].model}


def _keep(uow: UnitOfWork, w: int, found: Report, external: dict[str, str]) -> None:
    uow.readiness.keep(w, DAYS, found, external)
    log.info("data of warehouse %s: %s gaps", w, len(found.gaps))
