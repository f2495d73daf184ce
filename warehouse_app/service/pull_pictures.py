"""Pictures of the goods that will be picked are read from Odoo, gently: some at a time, and only what changed."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from warehouse_app.domain.pictures import picture_of
from warehouse_app.service.holding import Holding
from warehouse_app.service.ports.odoo import Odoo, OdooRefused, OdooUnknown
from warehouse_app.service.ports.pictures import Found
from warehouse_app.service.ports.store import UnitOfWork

MOST = 100  # goods in one go
AGAIN_MS = 3_600_000

log = logging.getLogger(__name__)


def pull_pictures(holding: Holding, odoo: Odoo) -> int:
    """Asks for those that are due; how many. Where Odoo refuses or takes too long, what is here stays for an hour.

    Raises:
        OdooUnreachable: nothing was kept, the same come next.
        LeaseLost: somebody else pulls now.
    """
    due = holding.write(lambda uow: uow.pictures.due(MOST, uow.now - AGAIN_MS))
    if not due:
        return 0
    try:
        changed = odoo.pictures(due)
    except (OdooRefused, OdooUnknown) as no:
        log.warning("Odoo gives no pictures, goods are drawn: %s", no)
        changed = {}
    found = {odoo_id: (one.mark, picture_of(one.body)) for odoo_id, one in changed.items()}
    holding.write(lambda uow: _keep(uow, list(due), found))
    return len(due)


def _keep(uow: UnitOfWork, due: Sequence[int], found: Mapping[int, Found]) -> None:
    uow.pictures.asked(due)
    uow.pictures.keep(found)
