"""Where boxes go: read and followed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, select, union, union_all, update

from warehouse_app.service.ports.addresses import Going
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.mirror import chunks

_tr = t.transfer.c
_p, _next = t.parcel.c, t.next_transfer.c
# Looked up by the hour they were closed, and by nothing else: of a year's boxes all are of this warehouse.
_STANDS = (
    _p.closed_at > bindparam("since"), _p.w + 0 == bindparam("w"), _p.state == "closed", _p.loaded_at.is_(None),
    func.coalesce(_p.manifest, 0) == 0,
)  # fmt: skip
_HERE = union(
    select(_tr.odoo_id).where(_tr.w == bindparam("w"), _tr.state == "open"),
    select(_tr.odoo_id).join(t.parcel, _p.transfer == _tr.id).where(*_STANDS),
    select(_next.odoo_id).join(t.parcel, _p.transfer == _next.transfer).where(*_STANDS),
)
_IDS: Any = bindparam("ids", expanding=True)
_after = select(_next.odoo_id).where(_next.transfer == _tr.id).limit(1).scalar_subquery()
# What has ended goes where the document after it goes; what is open says so itself.
_BY = case((_tr.state == "open", _tr.odoo_id), else_=func.coalesce(_after, _tr.odoo_id))
_ASKED = union_all(
    select(_tr.id).where(_tr.source.in_(select(t.source.c.id)), _tr.odoo_id.in_(_IDS)),
    select(_next.transfer).where(_next.odoo_id.in_(_IDS)),
)
_GOING = (
    select(_tr.id, _BY.label("by"), _tr.ship_to, _tr.order, t.order.c.agreed, (_tr.state == "open").label("is_open"))
    .outerjoin(t.order, t.order.c.id == _tr.order)
    .where(_tr.id.in_(_ASKED))
)
_DOUBTED = (
    select(_BY)
    .join(t.case, t.case.c.transfer == _tr.id)
    .where(_tr.w == bindparam("w"), t.case.c.status != "resolved", t.case.c.finding_key.like("ORD-CHANGED|address|%"))
)


class Addresses:
    """Part of `Following`."""

    _connection: Connection

    def here(self, w: int, since: int) -> set[int]:
        return set(self._connection.execute(_HERE, {"w": w, "since": since}).scalars())

    def going(self, odoo_ids: Collection[int]) -> list[Going]:
        wanted = set(odoo_ids)
        rows = [row for ids in chunks(wanted) for row in self._connection.execute(_GOING, {"ids": ids})]
        found = {row.id: Going(*row) for row in rows if row.by in wanted}
        return [found[id_] for id_ in sorted(found)]

    def doubted(self, w: int) -> set[int]:
        return set(self._connection.execute(_DOUBTED, {"w": w}).scalars())

    def ship_to(self, transfer: int) -> Mapping[str, str] | None:
        found: Mapping[str, str] | None = self._connection.execute(
            select(_tr.ship_to).where(_tr.id == transfer)
        ).scalar_one_or_none()
        return found

    def address(self, transfer: int, ship_to: Mapping[str, str], whole: bool) -> None:
        values = {"ship_to": dict(ship_to), "customer_ok": int(whole)}
        self._connection.execute(update(t.transfer).where(_tr.id == transfer).values(values))

    def agree(self, order: int, agreed: bool) -> None:
        self._connection.execute(update(t.order).where(t.order.c.id == order).values(agreed=int(agreed)))
