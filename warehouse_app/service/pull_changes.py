"""Pull: what changed in Odoo since the last time is followed, in a few calls however much it is."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from warehouse_app.service.carrier_choice import hold_carriers
from warehouse_app.service.follow import asked_of, follow
from warehouse_app.service.gate import hold_back_new
from warehouse_app.service.holding import Holding
from warehouse_app.service.ports.odoo import Odoo, OdooTransfer, TransferNow
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.pull import parts

OVERLAP_MS = 60_000  # a change becomes visible up to so long after the time it carries (T15)
AT_ONCE = 50  # transfers followed in one unit of work: no scan waits for more
READ_AT_ONCE = 500
FEW = 10  # transfers that may be deleted in Odoo in one go

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Puller:
    """Follows one Odoo. `blind`: ids that point at goods or bins not known yet; they are looked at again."""

    holding: Holding
    odoo: Odoo
    blind: set[int] = field(default_factory=set)

    def pull(self, w: int, with_ids: bool) -> int:
        """Follows what changed in warehouse `w`; with `with_ids` also what is gone. How many transfers were looked at.

        Raises:
            OdooUnreachable, OdooUnknown, OdooRefused: nothing is lost, the next pull starts where this one did.
            LeaseLost: somebody else pulls now.
        """
        site, since, known = self.holding.write(lambda uow: _before(uow, w))
        started = self.odoo.clock()
        ids = set(self.odoo.changed_transfers(site, since - OVERLAP_MS)) if since else set(known)
        if with_ids:
            there = set(self.odoo.open_transfer_ids(site))
            ids |= (known - there) | (there - known)
        ids |= self.blind
        new, blind = self._new(w, site, sorted(ids - known))
        here = sorted(ids & known | new)
        read = {now.odoo_id: now for part in parts(here, READ_AT_ONCE) for now in self.odoo.read_transfers(part)}
        self.blind = self.blind - ids | blind
        hidden = _hidden(ids & known - read.keys(), known)
        self._follow([id_ for id_ in here if id_ not in hidden and (id_ in known or id_ in read)], read)
        self.holding.write(lambda uow: _after(uow, w, started))
        return len(ids)

    def _new(self, w: int, site: int, unknown: Sequence[int]) -> tuple[set[int], set[int]]:
        """Keeps those that are ready to be worked and not here yet, and names those that point at what is not known;
        later documents of a chain are left alone."""
        if not unknown:
            return set(), set()
        first = self.holding.write(lambda uow: uow.following.op_types(w))
        ready = [row for row in self.odoo.open_transfers(site, unknown) if not first or row.op_type in first]
        kept = set[int]()
        for part in parts(ready, AT_ONCE):
            kept |= self.holding.write(lambda uow, part=part: _keep(uow, w, part))  # type: ignore[misc]
        return kept, {row.odoo_id for row in ready} - kept

    def _follow(self, ids: Sequence[int], read: dict[int, TransferNow]) -> None:
        for part in parts(ids, AT_ONCE):
            self.blind |= self.holding.write(lambda uow, part=part: _follow(uow, part, read))  # type: ignore[misc]


def _hidden(gone: set[int], known: set[int]) -> set[int]:
    """So many do not vanish at once: somebody took a right away, say. They are not called cancelled."""
    if len(gone) <= max(FEW, len(known) // 4):
        return set()
    log.error("Odoo hides %d of %d open transfers at once; they are left as they are. Look at the user's rights there.",
              len(gone), len(known))  # fmt: skip
    return gone


def _before(uow: UnitOfWork, w: int) -> tuple[int, int, set[int]]:
    return uow.following.site(w), uow.following.cursor(f"pull:{w}"), uow.following.open_ids(w)


def _after(uow: UnitOfWork, w: int, started: int) -> None:
    """How far we are by Odoo's clock, and when it was by ours."""
    uow.following.note_cursor(f"pull:{w}", started)
    uow.following.note_cursor(f"pulled:{w}", uow.now)


def _keep(uow: UnitOfWork, w: int, rows: Sequence[OdooTransfer]) -> set[int]:
    """Ids of those that point at no goods, bin or lot that we were not shown yet."""
    kept = _kept(uow, w, rows)
    hold_back_new(w, kept.values(), uow)
    hold_carriers(w, uow)
    for id_ in kept:
        uow.changed("board", "transfer", id_)
    return set(kept)


def _kept(uow: UnitOfWork, w: int, rows: Sequence[OdooTransfer]) -> dict[int, int]:
    """Our ids by Odoo's. All together; where one cannot be kept, each alone."""
    try:
        with uow.attempt():
            return uow.catalogue.keep_transfers(w, rows)
    except LookupError:
        return {id_: own for row in rows for id_, own in _kept(uow, w, [row]).items()} if len(rows) > 1 else {}


def _follow(uow: UnitOfWork, ids: Collection[int], read: dict[int, TransferNow]) -> set[int]:
    """Ids of those that could not be followed whole."""
    uow.gate.stale({id_: read[id_].changed_at for id_ in ids if id_ in read})
    floors = uow.telling.by_odoo_id(ids)
    uow.cases.look_ahead([key for floor in floors.values() for key in asked_of(floor)])
    uow.adopting.note({one.id: read[one.odoo_id].batch for one in floors.values() if one.odoo_id in read})
    followed = {floor.odoo_id: follow(uow, floor, read.get(floor.odoo_id)) for floor in floors.values()}
    for w in {floor.w for floor in floors.values() if followed[floor.odoo_id].headed}:
        hold_carriers(w, uow)
    return {id_ for id_, one in followed.items() if not one.whole}
