"""Giving records External IDs, so that Odoo's import screen takes the file that mends them."""

from __future__ import annotations

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.readiness import KINDS
from warehouse_app.service.ports.odoo import Odoo, OdooRefused, OdooUnknown, OdooUnreachable
from warehouse_app.service.ports.store import Store


def name_gaps(kind: str, w: int, odoo: Odoo | None, store: Store) -> int:
    """Has Odoo name the records of a kind's gaps that have no External ID; how many have one now.

    Raises:
        Refused: `readiness.unknown`, `readiness.no_file`, `odoo.none`, `readiness.not_named` {words}.
    """
    if kind not in KINDS:
        raise Refused("readiness.unknown", 404)
    model = KINDS[kind].model
    if not model:
        raise Refused("readiness.no_file", 404)
    if odoo is None:
        raise Refused("odoo.none", 409)
    bare = [int(row.gap.ref) for row in store.read(lambda views: views.readiness.gaps(w, kind)) if not row.external]
    if not bare:
        return 0
    try:
        odoo.name_records(model, bare)
        names = odoo.external_names(model, bare)
    except (OdooRefused, OdooUnknown, OdooUnreachable) as problem:
        raise Refused("readiness.not_named", 502, {"words": str(problem)[:200]}) from problem
    found = {str(id_): name for id_, name in names.items() if name}
    store.write(lambda uow: uow.readiness.name(w, kind, found))
    return len(found)
