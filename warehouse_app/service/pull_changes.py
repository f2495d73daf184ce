"""Pull: what changed in Odoo since the last time is followed, in a few calls however much it is."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from warehouse_app.service.carrier_choice import hold_carriers
from warehouse_app.service.follow import follow
from warehouse_app.service.gate import hold_back_new
from warehouse_app.service.holding import Holding
from warehouse_app.service.ports.odoo import Odoo, OdooTransfer, TransferNow
from warehouse_app.service.ports.store import UnitOfWork

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
        read = {now.odoo_id: now for part in _parts(sorted(ids), READ_AT_ONCE) for now in self._read(part)}
        new = self._new(w, site, [now for now in read.values() if now.odoo_id not in known])
        self.blind -= ids
        hidden = _hidden(ids & known - read.keys(), known)
        self._follow(sorted(ids & known - hidden | {row.odoo_id for row in new}), read)
        self.holding.write(lambda uow: _after(uow, w, started))
        return len(ids)

    def _read(self, ids: Sequence[int]) -> Sequence[TransferNow]:
        return self.odoo.read_transfers(ids)

    def _new(self, w: int, site: int, unknown: Sequence[TransferNow]) -> Sequence[OdooTransfer]:
        """Keeps transfers that are ready to be worked and not here yet; later documents of a chain are left alone."""
        first = self.holding.write(lambda uow: uow.following.op_types(w))
        ready = {now.odoo_id for now in unknown if now.state == "assigned" and (not first or now.op_type in first)}
        if not ready:
            return []
        rows = [row for row in self.odoo.open_transfers(site) if row.odoo_id in ready]
        kept = [row for row in rows if self.holding.write(lambda uow, row=row: _keep(uow, w, row))]  # type: ignore[misc]
        self.blind |= {row.odoo_id for row in rows} - {row.odoo_id for row in kept}
        return kept

    def _follow(self, ids: Sequence[int], read: dict[int, TransferNow]) -> None:
        for part in _parts(ids, AT_ONCE):
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


def _keep(uow: UnitOfWork, w: int, row: OdooTransfer) -> bool:
    """False when it points at goods, a bin or a lot that we were not shown yet."""
    try:
        with uow.attempt():
            uow.catalogue.keep_transfers(w, [row])
    except LookupError:
        return False
    hold_back_new(w, uow)
    hold_carriers(w, uow)
    uow.changed("board", "transfer", row.odoo_id)
    return True


def _follow(uow: UnitOfWork, ids: Collection[int], read: dict[int, TransferNow]) -> set[int]:
    """Ids of those that could not be followed whole."""
    uow.gate.stale({id_: read[id_].changed_at for id_ in ids if id_ in read})
    floors = uow.telling.by_odoo_id(ids)
    uow.adopting.note({one.id: read[one.odoo_id].batch for one in floors.values() if one.odoo_id in read})
    followed = {floor.odoo_id: follow(uow, floor, read.get(floor.odoo_id)) for floor in floors.values()}
    for w in {floor.w for floor in floors.values() if followed[floor.odoo_id].headed}:
        hold_carriers(w, uow)
    return {id_ for id_, one in followed.items() if not one.whole}


def _parts(ids: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
