"""What waits for a person because Odoo did not take it, with what it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from warehouse_app.service.ports.undelivered import Named, UndeliveredRow
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.mirror import chunks
from warehouse_app.store.repositories.outbox import lane

_o, _tr = t.outbox.c, t.transfer.c
_IDS: Any = bindparam("ids", expanding=True)
_ROWS = select(_o.id, _o.kind, _o.subject, _o.next_at, _o.attempts, _o.error).order_by(_o.next_at, _o.id)
_ORDER = func.coalesce(t.order.c.name, "").label("order")
_origin, _target = t.location.alias("origin"), t.location.alias("target")
_TRANSFERS = (
    select(_tr.id, _tr.name.label("name"), _ORDER, _tr.id.label("transfer"))
    .outerjoin(t.order, t.order.c.id == _tr.order)
    .where(_tr.id.in_(_IDS))
)
# By what a subject is of: the columns are named as in `Named`.
_NAMES: Mapping[str, Any] = {
    "transfer": _TRANSFERS,
    "shipment": _TRANSFERS,
    "carrier": _TRANSFERS,
    "invoice": _TRANSFERS,
    "redirect": _TRANSFERS,
    "wave": select(t.wave.c.id, t.wave.c.number.label("number")).where(t.wave.c.id.in_(_IDS)),
    "parcel": (
        select(t.parcel.c.id, t.parcel.c.number.label("number"), _tr.name.label("name"), _ORDER,
               _tr.id.label("transfer"))
        .join(t.transfer, _tr.id == t.parcel.c.transfer)
        .outerjoin(t.order, t.order.c.id == _tr.order)
        .where(t.parcel.c.id.in_(_IDS))
    ),
    "return": (
        select(t.return_.c.id, t.return_.c.number.label("number"), _ORDER)
        .outerjoin(t.order, t.order.c.id == t.return_.c.order)
        .where(t.return_.c.id.in_(_IDS))
    ),
    "measured": (
        select(t.case.c.id, t.product.c.name.label("product"), t.case.c.number.label("number"), t.case.c.transfer)
        .join(t.line, t.line.c.id == t.case.c.line)
        .join(t.product, t.product.c.id == t.line.c.product)
        .where(t.case.c.id.in_(_IDS))
    ),
    "judged": (
        select(t.judged.c.id, t.return_.c.number.label("number"), _ORDER, t.product.c.name.label("product"))
        .join(t.return_, t.return_.c.id == t.judged.c["return"])
        .join(t.product, t.product.c.id == t.judged.c.product)
        .outerjoin(t.order, t.order.c.id == t.return_.c.order)
        .where(t.judged.c.id.in_(_IDS))
    ),
    "message": (
        select(t.customer_message.c.id, t.order.c.name.label("name"), _ORDER)
        .join(t.order, t.order.c.id == t.customer_message.c.order)
        .where(t.customer_message.c.id.in_(_IDS))
    ),
    "count": (
        select(t.count.c.id, t.product.c.name.label("product"), t.location.c.code.label("place"))
        .join(t.product, t.product.c.id == t.count.c.product)
        .join(t.location, t.location.c.id == t.count.c.location)
        .where(t.count.c.id.in_(_IDS))
    ),
    "move": (
        select(t.goods_move.c.id, t.product.c.name.label("product"), _origin.c.code.label("place"),
               _target.c.code.label("to"))
        .join(t.product, t.product.c.id == t.goods_move.c.product)
        .join(_origin, _origin.c.id == t.goods_move.c.origin)
        .join(_target, _target.c.id == t.goods_move.c.target)
        .where(t.goods_move.c.id.in_(_IDS))
    ),
}  # fmt: skip
_SENT = select(t.count.c.id).where(t.count.c.id.in_(_IDS), t.count.c.sent_at.is_not(None), t.count.c.done_at.is_(None))


class UndeliveredViews:
    """Part of `Views`."""

    _connection: Connection

    def undelivered(self, w: int) -> list[UndeliveredRow]:
        asked = _ROWS.where(_o.lane == lane(w), _o.state == "person")
        rows = [(row, *_split(row.subject)) for row in self._connection.execute(asked)]
        named = self._named((of, id_) for _, of, id_ in rows)
        sent = set(self._each(_SENT, [id_ for _, of, id_ in rows if of == "count"]))
        return [
            UndeliveredRow(*row, named=named.get((of, id_), Named()), sent=of == "count" and (id_,) in sent)
            for row, of, id_ in rows
        ]

    def _named(self, about: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Named]:
        ids: dict[str, set[int]] = defaultdict(set)
        for of, id_ in about:
            ids[of].add(id_)
        found = {}
        for of, asked in _NAMES.items():
            for row in self._each(asked, ids[of]):
                found[of, row.id] = Named(**{name: value for name, value in row._mapping.items() if name != "id"})
        return found

    def _each(self, asked: Any, ids: Iterable[int]) -> list[Any]:
        return [row for chunk in chunks(set(ids)) for row in self._connection.execute(asked, {"ids": chunk})]


def _split(subject: str) -> tuple[str, int]:
    of, _, id_ = subject.rpartition(":")
    return of, int(id_)
