"""Where boxes go is Odoo's to say until they are on the truck: labels follow, and one that says otherwise is a case.

Odoo changes an address without touching the transfer (it is the customer's) and without passing it on to a transfer
(it is the order's). So it is looked at by itself, by what changed since the last look.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from warehouse_app.domain.cases import Finding
from warehouse_app.service.address_on_labels import judge_labels
from warehouse_app.service.holding import Holding
from warehouse_app.service.open_case import open_case
from warehouse_app.service.ports.addresses import Going
from warehouse_app.service.ports.odoo import Addressee, Odoo, OdooRefused, ShipTo
from warehouse_app.service.ports.store import UnitOfWork

HERE_MS = 24 * 3600 * 1000  # a closed box that no truck took is looked after for so long
OVERLAP_MS = 60_000
READ_AT_ONCE, AT_ONCE = 500, 50
_PARTS = ("name", "street", "street2", "zip", "city", "state", "country")
_NEEDED = ("name", "street", "zip", "city", "country")

log = logging.getLogger(__name__)


def look_at_addresses(holding: Holding, odoo: Odoo, w: int) -> int:
    """Looks at what changed in warehouse `w`; how many transfers were read. The first look is at all of them.

    Raises:
        OdooUnreachable, OdooUnknown: the next look starts where this one did.
        LeaseLost: somebody else looks now.
    """
    site, since, here, doubted = holding.write(lambda uow: _before(uow, w))
    started = odoo.clock()
    try:
        changed = set(odoo.changed_addresses(site, since - OVERLAP_MS)) if since else here
        ids = sorted(changed & here | doubted)
        read = [one for part in _parts(ids, READ_AT_ONCE) for one in odoo.addressees(part)]
    except OdooRefused as no:
        log.warning("Odoo does not say where boxes go: %s", no)
        return 0
    for some in (read[at : at + AT_ONCE] for at in range(0, len(read), AT_ONCE)):
        holding.write(lambda uow, some=some: _follow(some, uow))  # type: ignore[misc]
    holding.write(lambda uow: uow.following.note_cursor(f"addresses:{w}", started))
    return len(read)


def _before(uow: UnitOfWork, w: int) -> tuple[int, int, set[int], set[int]]:
    follows = uow.following
    return follows.site(w), follows.cursor(f"addresses:{w}"), follows.here(w, uow.now - HERE_MS), follows.doubted(w)


def _follow(some: Sequence[Addressee], uow: UnitOfWork) -> None:
    now = {one.transfer: one for one in some}
    rows = uow.following.going(now)
    by_order = itertools.groupby(sorted((row for row in rows if row.open), key=_order), _order)
    for order, its in by_order:
        if order:
            _compare(order, [(row, now[row.by].agrees) for row in its], uow)
    for row in rows:
        to = _ship_to(now[row.by])
        if to is None or (row.ship_to is None and not row.open):
            continue  # nobody gets it, or it was forgotten here: what was deleted does not come back
        if to != _whole(row.ship_to):
            uow.following.address(row.id, to, all(to[name] for name in _NEEDED))
        judge_labels(row.id, _whole(row.ship_to), to, uow)


def _order(row: Going) -> int:
    return row.order or 0


def _compare(order: int, its: Sequence[tuple[Going, bool]], uow: UnitOfWork) -> None:
    """An order that goes elsewhere than its transfers is a case, where it did not from the beginning.

    A shop may send every order through a pick-up point of its own: that is no change.
    """
    before, all_agree = its[0][0].agreed, all(agrees for _, agrees in its)
    if before == int(all_agree):
        return
    key = f"CUS-MOVED|order|{order}"
    if all_agree:
        uow.cases.close(key, "gone")
    elif before == 1:
        transfer = next(row.id for row, agrees in its if not agrees)
        about = uow.telling.about(transfer)
        facts = {"order": about.order, "wave": about.number, "tote": about.tote}
        found = Finding(key, "CUS-MOVED", about.w, about.cutoff_at, wave=about.wave, transfer=transfer, facts=facts)
        open_case(found, uow)
        uow.changed("board", "case", transfer)
    uow.following.agree(order, all_agree)


def _ship_to(to: Addressee) -> Mapping[str, str] | None:
    """As a label has it; None where Odoo says nobody."""
    found = asdict(ShipTo(**{name: getattr(to, name) for name in _PARTS}))
    return found if any(found.values()) else None


def _whole(kept: Mapping[str, str] | None) -> Mapping[str, str] | None:
    """What was kept by an older release may lack a part."""
    return None if kept is None else {name: kept.get(name) or "" for name in _PARTS}


def _parts(ids: Sequence[int], size: int) -> list[Sequence[int]]:
    return [ids[start : start + size] for start in range(0, len(ids), size)]
