"""What is known here of what an exception may be mended at."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, func, select

from warehouse_app.service.ports.mirrored import MendFacts
from warehouse_app.store import tables as t

_c, _tr = t.case.c, t.transfer.c
_FACTS = (
    select(
        _c.id, _c.number, _c.type, _c.status, _tr.odoo_id, _tr.name, _tr.ship_to, _tr.carrier,
        t.product.c.odoo_id, t.product.c.name, t.product.c.weight_g, _c.facts,
    )
    .select_from(t.case)
    .outerjoin(t.line, t.line.c.id == _c.line)
    .outerjoin(t.transfer, _tr.id == func.coalesce(_c.transfer, t.line.c.transfer))
    .outerjoin(t.product, t.product.c.id == t.line.c.product)
)  # fmt: skip


class MendViews:
    """Part of `Views`."""

    _connection: Connection

    def mend_facts(self, w: int, case: int) -> MendFacts | None:
        row = self._connection.execute(_FACTS.where(_c.w == w, _c.id == case)).first()
        if row is None:
            return None
        facts = row.facts or {}
        measured = facts.get("value") if facts.get("missing") == "weight_g" else None
        return replace(MendFacts(*row[:-1]), measured_g=measured, carriers=tuple(self.carriers(w)))

    def carriers(self, w: int) -> list[str]:
        used = select(_tr.carrier).where(_tr.w == w, _tr.carrier.is_not(None)).distinct().order_by(_tr.carrier)
        return [name for name in self._connection.execute(used).scalars() if name is not None]
