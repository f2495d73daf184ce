"""Pictures of goods: which are due to be looked at, and what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Table, bindparam, delete, func, or_, select

from warehouse_app.service.ports.pictures import Found
from warehouse_app.store import tables as t
from warehouse_app.store.dialect import upsert
from warehouse_app.store.repositories.mirror import ids_of

_p, _l = t.product_picture.c, t.line.c
_DUE = (
    select(t.product.c.odoo_id, func.coalesce(_p.mark, ""))
    .join(t.line, _l.product == t.product.c.id)
    .join(t.transfer, t.transfer.c.id == _l.transfer)
    .outerjoin(t.product_picture, _p.product == t.product.c.id)
    .where(t.transfer.c.w.in_(select(t.warehouse_.c.id)), t.transfer.c.state == "open", _l.state == "open")
    .where(or_(_p.at.is_(None), _p.at <= bindparam("before")))
    .group_by(t.product.c.odoo_id, _p.mark, _p.at)
    .order_by(func.coalesce(_p.at, 0), t.product.c.odoo_id)
    .limit(bindparam("most"))
)
_SHOWN = select(_p.sha).where(_p.sha == t.picture.c.sha)


class Pictures:
    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def due(self, most: int, before: int) -> dict[int, str]:
        rows = self._connection.execute(_DUE, {"most": most, "before": before})
        return {row[0]: row[1] for row in rows}

    def asked(self, products: Sequence[int]) -> None:
        rows = [{"product": own, "mark": "", "at": self._now} for own in self._own(products).values()]
        self._upsert(t.product_picture, rows, "product", ("at",))

    def keep(self, found: Mapping[int, Found]) -> None:
        bodies = {picture.sha: picture for _, picture in found.values() if picture}
        rows = [{"sha": one.sha, "type": one.type, "body": one.body} for one in bodies.values()]
        self._upsert(t.picture, rows, "sha", ("type",))
        links = [
            {"product": own, "sha": picture and picture.sha, "mark": mark, "at": self._now}
            for odoo_id, own in self._own(found).items()
            for mark, picture in (found[odoo_id],)
        ]
        self._upsert(t.product_picture, links, "product", ("sha", "mark", "at"))
        self._connection.execute(delete(t.picture).where(~_SHOWN.exists()))

    def _own(self, odoo_ids: Mapping[int, Found] | Sequence[int]) -> dict[int, int]:
        source = self._connection.execute(select(t.source.c.id)).scalar_one()
        return ids_of(self._connection, t.product, source, odoo_ids)

    def _upsert(self, table: Table, rows: Sequence[Mapping[str, object]], key: str, changing: Sequence[str]) -> None:
        if rows:
            new = upsert(self._connection, table)
            changes = {name: new.excluded[name] for name in changing}
            self._connection.execute(new.on_conflict_do_update(index_elements=[key], set_=changes), rows)
