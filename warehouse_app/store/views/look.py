"""What a scanned thing is: names and contents, read for one screen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, func, select

from warehouse_app.service.ports.look import Found, Goods, Lies, Lot, Seen
from warehouse_app.store import tables as t
from warehouse_app.store.finding import find
from warehouse_app.store.sheet import with_codes
from warehouse_app.store.views import lies

_IDS: Any = bindparam("ids", expanding=True)
_OWN: Any = bindparam("own")
_tr, _wave, _use, _l, _item = t.transfer.c, t.wave.c, t.tote_use.c, t.line.c, t.parcel_item.c
_PRODUCTS = (
    select(
        *(t.product.c[name] for name in ("id", "sku", "name", "unit", "whole", "tracking", "shape", "hue")),
        t.product_picture.c.sha,
    )
    .outerjoin(t.product_picture, t.product_picture.c.product == t.product.c.id)
    .where(t.product.c.id.in_(_IDS))
)
_LOTS = select(*(t.lot.c[name] for name in ("id", "product", "name", "expires"))).where(t.lot.c.id.in_(_IDS))
_ORDER = func.coalesce(t.order.c.name, _tr.name)
_A_PLACE = select(t.location.c.code, t.location.c.locked_by).where(t.location.c.id == _OWN)
_WHO = (
    select(_wave.number, t.person.c.name)
    .select_from(t.line)
    .join(t.transfer, _tr.id == _l.transfer)
    .join(t.wave, _wave.id == _tr.wave)
    .join(t.person, t.person.c.id == _wave.person)
    .where(_l.location == _OWN, _l.state == "open", _wave.state == "claimed")
    .distinct()
    .order_by(_wave.number)
)
_TOTE = (
    select(t.tote.c.code, t.tote.c.state, _use.transfer, _use.slot, _wave.number, _ORDER.label("order"), _tr.name,
           t.person.c.name.label("who"), t.slot.c.code.label("stands"))
    .select_from(t.tote)
    .outerjoin(t.tote_place, t.tote_place.c.tote == t.tote.c.id)
    .outerjoin(t.slot, t.slot.c.id == t.tote_place.c.slot)
    .outerjoin(t.tote_use, (_use.tote == t.tote.c.id) & _use.until.is_(None))
    .outerjoin(t.wave, _wave.id == _use.wave)
    .outerjoin(t.transfer, _tr.id == _use.transfer)
    .outerjoin(t.order, t.order.c.id == _tr.order)
    .outerjoin(t.person, t.person.c.id == _wave.person)
    .where(t.tote.c.id == _OWN)
)  # fmt: skip
_IN_TOTE = (
    select(_l.product, _l.lot, func.sum(_l.picked_m - _l.packed_m).label("qty_m"))
    .where(_l.transfer == _OWN, _l.picked_m > _l.packed_m)
    .group_by(_l.product, _l.lot)
)
_A_WAVE = (
    select(_wave.number, _wave.state, _wave.carrier, t.person.c.name.label("who"))
    .outerjoin(t.person, t.person.c.id == _wave.person)
    .where(_wave.id == _OWN)
)
_LINES_OF: Any = (
    select(func.count(_l.id).label("all"), func.count(_l.id).filter(_l.state != "open").label("done"))
    .join(t.transfer, _tr.id == _l.transfer)
    .where(_tr.wave == _OWN, _l.state != "gone")
)
_TRANSFERS = (
    select(_tr.name, _tr.state, _ORDER.label("order"), _wave.number, t.tote.c.code.label("tote"), _tr.id, _tr.carrier)
    .select_from(t.transfer)
    .outerjoin(t.order, t.order.c.id == _tr.order)
    .outerjoin(t.wave, _wave.id == _tr.wave)
    .outerjoin(t.tote_use, (_use.wave == _tr.wave) & (_use.transfer == _tr.id))
    .outerjoin(t.tote, t.tote.c.id == _use.tote)
    .order_by(_tr.id)
    .limit(20)
)
_PARCEL = (
    select(t.parcel.c.number, t.parcel.c.state, _tr.name, _ORDER.label("order"), t.parcel.c.loaded_at)
    .join(t.transfer, _tr.id == t.parcel.c.transfer)
    .outerjoin(t.order, t.order.c.id == _tr.order)
    .where(t.parcel.c.id == _OWN)
)
_IN_PARCEL = (
    select(_l.product, _l.lot, func.sum(_item.qty_m).label("qty_m"))
    .join(t.line, _l.id == _item.line)
    .where(_item.parcel == _OWN, _item.reversed_by.is_(None))
    .group_by(_l.product, _l.lot)
)


class LookViews:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._seen: Mapping[str, Callable[[int], Seen]] = {
            "location": self._place,
            "tote": self._tote,
            "wave": self._wave,
            "parcel": self._parcel,
            "case": self._case,
            "order": lambda id_: self._order(_tr.order == id_, "order"),
            "transfer": lambda id_: self._order(_tr.id == id_, "name"),
        }

    def find(self, w: int, text: str, lot_of: int | None = None) -> Sequence[Found]:
        return find(self._connection, w, text, lot_of)

    def goods(self, products: Collection[int]) -> dict[int, Goods]:
        found, codes = with_codes(self._connection, _PRODUCTS, products)
        return {
            row.id: Goods(
                row.id, row.sku, row.name, row.unit, bool(row.whole), row.tracking, row.shape, row.hue,
                tuple(codes[row.id]), row.sha,
            )
            for row in found
        }  # fmt: skip

    def lots(self, lots: Collection[int]) -> dict[int, Lot]:
        return {row.id: Lot(*row) for row in self._connection.execute(_LOTS, {"ids": list(lots)})}

    def lies(self, w: int, product: int | None = None, location: int | None = None) -> Sequence[Lies]:
        return lies.lies(self._connection, w, product, location)

    def seen(self, found: Found) -> Seen:
        return self._seen[found.what](found.id)

    def _place(self, id_: int) -> Seen:
        (place,) = self._rows(_A_PLACE, id_)
        facts = [("locked", place.locked_by)] if place.locked_by else []
        return Seen(place.code, (*facts, *(("walker", f"{row.name} {row.number}") for row in self._rows(_WHO, id_))))

    def _tote(self, id_: int) -> Seen:
        (row,) = self._rows(_TOTE, id_)
        facts = [
            ("stands", row.stands),
            ("order", row.order),
            ("wave", row.number),
            ("slot", row.slot),
            ("transfer", row.name),
        ]
        return Seen(row.code, _there([*facts, ("who", row.who)], row.state), self._holds(_IN_TOTE, row.transfer))

    def _case(self, id_: int) -> Seen:
        row: Any = self._connection.execute(select(t.case).where(t.case.c.id == id_)).one()
        named = [(name, row.facts.get(name) or None) for name in ("order", "wave", "tote")]
        return Seen(row.number, _there(named, row.status))

    def _wave(self, id_: int) -> Seen:
        (row,) = self._rows(_A_WAVE, id_)
        (lines,) = self._rows(_LINES_OF, id_)
        facts = (("who", row.who), ("lines", f"{lines.done}/{lines.all}"), ("carrier", row.carrier))
        return Seen(row.number, _there(facts, row.state))

    def _order(self, which: ColumnElement[bool], title: str) -> Seen:
        rows = self._connection.execute(_TRANSFERS.where(which)).all()
        facts: list[tuple[str, str]] = []
        for row in rows:
            also = (("order", row.order if title == "name" else None), ("wave", row.number), ("tote", row.tote))
            facts += [("transfer", row.name), *_there((*also, ("carrier", row.carrier)), row.state)]
        holds = self._holds(_IN_TOTE, rows[0].id) if len(rows) == 1 else ()
        return Seen(getattr(rows[0], title) if rows else "", tuple(facts), holds)

    def _parcel(self, id_: int) -> Seen:
        (row,) = self._rows(_PARCEL, id_)
        state = "loaded" if row.loaded_at else row.state
        facts = _there((("order", row.order), ("transfer", row.name)), state)
        return Seen(row.number, facts, self._holds(_IN_PARCEL, id_))

    def _holds(self, asked: Select[Any], id_: int | None) -> tuple[tuple[int, int | None, int], ...]:
        return (
            tuple((row.product, row.lot, int(row.qty_m)) for row in self._rows(asked, id_)) if id_ is not None else ()
        )

    def _rows(self, asked: Select[Any], id_: int) -> Sequence[Row[Any]]:
        return self._connection.execute(asked, {"own": id_}).all()


def _there(facts: Collection[tuple[str, Any]], state: str) -> tuple[tuple[str, str], ...]:
    """Those that are known; a state is a word of the catalogue."""
    return (("state", state), *((name, str(value)) for name, value in facts if value is not None))
