"""What a text that somebody scanned stands for. Places win over goods, goods over everything of the app's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, literal, null, or_, select

from warehouse_app.domain.barcodes import key
from warehouse_app.service.ports.look import Found
from warehouse_app.store import tables as t

_TEXTS: Any = bindparam("texts", expanding=True)
_W: Any = bindparam("w")
_tr, _place, _code = t.transfer.c, t.location.c, t.code.c


def _is(*columns: ColumnElement[str]) -> ColumnElement[bool]:
    return or_(*(column.in_(_TEXTS) for column in columns))


def _of(what: str, id_: ColumnElement[int], *, factor_m: Any = None) -> Select[Any]:
    return select(literal(what), id_, literal(1000) if factor_m is None else factor_m)


_SOUGHT: tuple[Select[Any], ...] = (
    _of("location", _place.id).where(_place.w == _W, _is(func.upper(_place.code), func.upper(_place.barcode))),
    _of("product", _code.ref, factor_m=_code.factor_m).where(_code.kind == "product", _is(_code.text)),
    _of("product", t.product.c.id).where(_is(t.product.c.sku)),
    _of("tote", t.tote.c.id).where(t.tote.c.w == _W, _is(t.tote.c.code)),
    _of("wave", t.wave.c.id).where(t.wave.c.w == _W, _is(t.wave.c.number)),
    _of("parcel", t.parcel.c.id).where(t.parcel.c.w == _W, _is(t.parcel.c.number, t.parcel.c.sscc)),
    _of("order", t.order.c.id).where(t.order.c.w == _W, _is(t.order.c.name)),
    _of("transfer", _tr.id).where(_tr.w == _W, _is(_tr.name)),
    _of("case", t.case.c.id).where(t.case.c.w == _W, _is(t.case.c.number)),
    _of("lot", t.lot.c.id, factor_m=null()).where(_is(t.lot.c.name)),
)


def spellings(text: str) -> list[str]:
    """The ways a code may be written down: shops keep their numbers in any of their lengths.

    >>> spellings("036000291452")
    ['0036000291452', '00036000291452', '036000291452']
    """
    wanted = key(text)
    found = {text, text.upper(), wanted}
    if wanted.isdigit() and len(wanted) in (8, 13):
        found |= {wanted.zfill(14)} | ({wanted[1:]} if len(wanted) == 13 and wanted.startswith("0") else set())
    return sorted(found, key=lambda one: (one != wanted, one))


def find(connection: Connection, w: int, text: str, lot_of: int | None = None) -> Sequence[Found]:
    """All of the first kind that bears this text: one, but for lots, whose names are a product's own."""
    texts = spellings(text)
    if lot_of is not None:
        mine = _SOUGHT[-1].where(t.lot.c.product == lot_of)
        return [Found("lot", row[1], 1000) for row in connection.execute(mine, {"texts": texts})]
    for sought in _SOUGHT:
        if rows := connection.execute(sought.limit(20), {"texts": texts, "w": w}).all():
            return [Found(row[0], row[1], row[2] or 1000) for row in rows]
    return ()
