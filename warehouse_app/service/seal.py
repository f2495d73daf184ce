"""The sealer: every event gets its seal within a second, in order, each onto the one before."""

from __future__ import annotations

from warehouse_app.domain.chain import Seal, mac
from warehouse_app.service.holding import Holding

AT_ONCE = 100  # events sealed in one unit of work: scans wait for it no longer than for a batch of their own


def seal_next(holding: Holding, seal: Seal) -> int:
    """Seals what follows the head; how many events. The hashing is done before the unit of work begins."""
    head, rows = holding.store.read(lambda views: (at := views.chain_head(), views.journal(at.seq, AT_ONCE)))
    macs: list[tuple[int, str]] = []
    before = head.mac
    for row in rows:
        before = mac(seal, before, row)
        macs.append((row["seq"], before))
    if not macs:
        return 0
    return len(macs) if holding.write(lambda uow: uow.chain.seal(head, macs)) else 0
