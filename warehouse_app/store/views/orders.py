"""Everything about one order, in a few SELECTs; and orders by whatever stands on what somebody has in hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, or_, select

from warehouse_app.service.ports.orders import DocumentRow, OrderFacts, OrderRow, ParcelRow, ReturnRow, ShortRow
from warehouse_app.store import tables as t
from warehouse_app.store.finding import spellings
from warehouse_app.store.repositories.catalogue import STEPS
from warehouse_app.store.views import moments

MOST = 20
LEAST = 3  # characters, before something alike is looked for

_o, _tr, _l, _c, _use, _p, _r = (
    t.order.c, t.transfer.c, t.line.c, t.case.c, t.tote_use.c, t.parcel.c, t.return_.c
)  # fmt: skip
_TEXTS: Any = bindparam("texts", expanding=True)
_OWN: Any = bindparam("own")
_IDS: Any = bindparam("ids", expanding=True)
_NAMED = select(_o.id, _o.name).where(_o.w == bindparam("w")).order_by(_o.id.desc()).limit(MOST)
_BY_TOTE = (
    select(_tr.order)
    .join(t.tote_use, _use.transfer == _tr.id)
    .join(t.tote, t.tote.c.id == _use.tote)
    .where(t.tote.c.w == bindparam("w"), t.tote.c.code.in_(_TEXTS))
)
_BY_PARCEL = select(_tr.order).join(t.parcel, _p.transfer == _tr.id)
_SOUGHT: tuple[Select[Any], ...] = (
    _NAMED.where(func.upper(_o.name).in_(_TEXTS)),
    _NAMED.where(_o.id.in_(select(_tr.order).where(func.upper(_tr.name).in_(_TEXTS)))),
    _NAMED.where(_o.id.in_(_BY_TOTE.where(_use.until.is_(None)))),
    _NAMED.where(_o.id.in_(_BY_TOTE)),
    _NAMED.where(_o.id.in_(_BY_PARCEL.where(or_(_p.number.in_(_TEXTS), _p.sscc.in_(_TEXTS))))),
    _NAMED.where(_o.id.in_(select(_r.order).where(_r.number.in_(_TEXTS)))),
)
_ORDER = select(_o.id, _o.odoo_id, _o.name, _o.cleared, _o.hold).where(_o.id == _OWN, _o.w == bindparam("w"))
_DOCUMENTS = (
    select(
        _tr.id, _tr.odoo_id, _tr.name, _tr.state, t.op_type.c.step, t.warehouse_.c.steps, _tr.carrier, _tr.ended_at,
        _tr.wave, t.wave.c.number.label("wave_number"), t.wave.c.state.label("wave_state"),
        t.person.c.name.label("walker"), t.wave.c.cutoff_at, t.packing.c.opened_at, t.packing.c.device,
        t.packing.c.packed_at, func.coalesce(func.sum(_l.demand_m), 0).label("demand_m"),
        func.coalesce(func.sum(_l.picked_m), 0).label("picked_m"),
        func.coalesce(func.sum(_l.packed_m), 0).label("packed_m"),
    )
    .select_from(t.transfer)
    .join(t.warehouse_, t.warehouse_.c.id == _tr.w)
    .outerjoin(t.op_type, t.op_type.c.id == _tr.op_type)
    .outerjoin(t.wave, t.wave.c.id == _tr.wave)
    .outerjoin(t.person, t.person.c.id == t.wave.c.person)
    .outerjoin(t.packing, t.packing.c.transfer == _tr.id)
    .outerjoin(t.line, (_l.transfer == _tr.id) & (_l.state != "gone"))
    .where(_tr.order == _OWN)
    .group_by(
        _tr.id, t.op_type.c.step, t.warehouse_.c.steps, t.wave.c.number, t.wave.c.state, t.person.c.name,
        t.wave.c.cutoff_at, t.packing.c.opened_at, t.packing.c.device, t.packing.c.packed_at,
    )
    .order_by(_tr.id)
)  # fmt: skip
_TOTES = (
    select(_use.transfer, t.tote.c.code)
    .join(t.tote, t.tote.c.id == _use.tote)
    .where(_use.transfer.in_(_IDS), _use.until.is_(None))
    .order_by(_use.id)
)
_SHORTS = (
    select(_c.transfer, t.product.c.sku, _l.short_m, _c.decision)
    .join(t.line, _l.id == _c.line)
    .join(t.product, t.product.c.id == _l.product)
    .where(_c.transfer.in_(_IDS), _c.type == "FUL-SHORT", _c.status != "resolved", _l.short_m > 0)
    .order_by(_c.id)
)
_PARCELS = (
    select(_p.number, _p.sscc, _p.state, t.box.c.name, _p.weight_g, _p.content_m, _p.closed_at, _p.loaded_at,
           _p.tracking)
    .outerjoin(t.box, t.box.c.id == _p.box)
    .where(_p.transfer.in_(_IDS), _p.state != "void")
    .order_by(_p.id)
)  # fmt: skip
_receiver = t.person.alias("receiver")
_RETURNS = (
    select(_r.number, _r.state, _r.odoo_name, _r.authorised_at, t.person.c.name, _r.received_at,
           _receiver.c.name.label("by"), _r.closed_at)
    .outerjoin(t.person, t.person.c.id == _r.person)
    .outerjoin(_receiver, _receiver.c.id == _r.receiver)
    .where(_r.order == _OWN)
    .order_by(_r.id)
)  # fmt: skip
_HELD = t.case.c.finding_key.in_(bindparam("keys", expanding=True))
_CASES = select(_c.id).where(or_(_c.transfer.in_(_IDS), _c.line.in_(select(_l.id).where(_l.transfer.in_(_IDS))), _HELD))
_PUT_BACK = select(_c.facts).where(
    _c.line.in_(select(_l.id).where(_l.transfer.in_(_IDS))),
    _c.finding_key.startswith("ORD-CHANGED|put_back|"),
    _c.status != "resolved",
)


class OrderViews:
    """Over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, w: int, text: str) -> Sequence[tuple[int, str]]:
        asked = {"w": w, "texts": spellings(text.strip().upper())}
        for sought in _SOUGHT:
            if rows := self._connection.execute(sought, asked).all():
                return [(row[0], row[1]) for row in rows]
        if len(text.strip()) < LEAST:
            return []
        alike = self._connection.execute(_NAMED.where(_like(text.strip().upper())), {"w": w})
        return [(row[0], row[1]) for row in alike]

    def order(self, w: int, order: int) -> OrderFacts | None:
        row = self._connection.execute(_ORDER, {"w": w, "own": order}).first()
        if row is None:
            return None
        own, of = {"own": order}, OrderRow(row.id, row.odoo_id, row.name, bool(row.cleared), row.hold)
        documents = self._documents(own)
        ids = {"ids": [one.id for one in documents]}
        held = {"keys": [of.hold["key"]] if of.hold else []}
        run = self._connection.execute
        return OrderFacts(
            of,
            documents,
            tuple(ShortRow(*one) for one in run(_SHORTS, ids)),
            tuple(ParcelRow(*one) for one in run(_PARCELS, ids)),
            tuple(ReturnRow(*one) for one in run(_RETURNS, own)),
            tuple(run(_CASES.order_by(_c.id), ids | held).scalars()),
            moments.of_order(self._connection, order, documents),
            sum(int(facts.get("qty_m", 0)) for facts in run(_PUT_BACK, ids).scalars()),
        )

    def _documents(self, own: dict[str, int]) -> tuple[DocumentRow, ...]:
        rows = self._connection.execute(_DOCUMENTS, own).all()
        totes: dict[int, list[str]] = defaultdict(list)
        for transfer, code in self._connection.execute(_TOTES, {"ids": [row.id for row in rows]}):
            totes[transfer].append(code)
        return tuple(_document(row, tuple(totes[row.id])) for row in rows)


def _like(part: str) -> ColumnElement[bool]:
    of_transfer = select(_tr.order).where(func.upper(_tr.name).contains(part, autoescape=True))
    return or_(func.upper(_o.name).contains(part, autoescape=True), _o.id.in_(of_transfer))


def _document(row: Any, totes: tuple[str, ...]) -> DocumentRow:
    shown = {name: row._mapping[name] for name in DocumentRow.__slots__ if name in row._mapping}
    at_bench = row.opened_at if row.device is not None and row.packed_at is None else None
    leaves = row.step is None or row.steps == 1 or row.step == STEPS[row.steps - 1]
    return DocumentRow(**shown, leaves=leaves, bench_at=at_bench, totes=totes)
