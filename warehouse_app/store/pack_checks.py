"""An order on the bench as its checks see it, and what they came to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select

from warehouse_app.domain.checks import LABELS, CheckFacts, CheckGoods, Result
from warehouse_app.store import tables as t
from warehouse_app.store.packs import ORIGIN
from warehouse_app.store.repositories.mirror import chunks

_tr, _l, _p, _c = t.transfer.c, t.line.c, t.product.c, t.pack_check.c
_HEAD = (
    select(
        func.coalesce(t.order.c.name, _tr.name).label("order"), _tr.carrier, t.order.c.segment, t.order.c.value,
        _tr.ship_to, _tr.customer_ok, t.packing.c.person, t.order.c.path,
    )
    .outerjoin(t.order, t.order.c.id == _tr.order)
    .outerjoin(t.packing, t.packing.c.transfer == _tr.id)
    .where(_tr.id == bindparam("transfer"))
)  # fmt: skip
_PACKED = select(func.count()).select_from(t.packing).where(
    t.packing.c.person == bindparam("person"), t.packing.c.packed_at.is_not(None)
)  # fmt: skip
_SHORT = (
    select(func.coalesce(func.sum(_l.short_m), 0))
    .join(ORIGIN, ORIGIN.c.origin == _l.transfer)
    .where(ORIGIN.c.transfer == bindparam("transfer"))
)
_GOODS = (
    select(_p.id, _p.name, _p.sku, _p.tags, _p.tracking, _p.size_mm, _p.volume_ml, _p.weight_g)
    .where(_p.id.in_(select(_l.product).where(_l.transfer == bindparam("transfer"), _l.state != "gone")))
    .order_by(_p.id)
)
_wave = select(_tr.wave).join(ORIGIN, ORIGIN.c.origin == _tr.id).where(ORIGIN.c.transfer == bindparam("transfer"))
_BESIDE = (
    select(_p.name)
    .distinct()
    .join(t.line, _l.product == _p.id)
    .join(t.transfer, _tr.id == _l.transfer)
    .where(_tr.wave.in_(_wave), _l.state != "gone")
    .order_by(_p.name)
)
_KITS = select(_l.id, _l.kit).where(_l.transfer == bindparam("transfer"), _l.kit.is_not(None), _l.state != "gone")
_RESULTS = select(_c.code, _c.product, _c.result, _c.value).where(_c.transfer == bindparam("transfer")).order_by(_c.id)
_HELD = select(_c.transfer, _c.code, _c.product, _c.result).where(
    _c.transfer.in_(bindparam("ids", expanding=True))
).order_by(_c.id)  # fmt: skip


_origins = select(ORIGIN.c.origin).where(ORIGIN.c.transfer == bindparam("transfer"))
_TOO_MANY = (
    select(t.case.c.facts)
    .join(t.line, _l.id == t.case.c.line)
    .where(_l.transfer.in_(_origins), t.case.c.status != "resolved")
    .where(t.case.c.finding_key.like("ORD-CHANGED|put_back|%"))
    .order_by(t.case.c.id)
)


class PackCheckReads:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def facts(self, transfer: int) -> CheckFacts:
        asked, execute = {"transfer": transfer}, self._connection.execute
        head = execute(_HEAD, asked).one()
        newest = {(row.code, row.product): row for row in execute(_RESULTS, asked)}
        before = execute(_PACKED, {"person": head.person}).scalar_one() if head.person is not None else 0
        return CheckFacts(
            head.order,
            head.carrier,
            head.segment,
            (head.ship_to or {}).get("name"),
            head.value,
            before,
            bool(execute(_SHORT, asked).scalar_one()),
            bool(head.customer_ok),
            tuple(_goods(row) for row in execute(_GOODS, asked)),
            tuple(execute(_BESIDE, asked).scalars()),
            {row.id: row.kit for row in execute(_KITS, asked)},
            tuple(key for key, row in newest.items() if row.result == "pass"),
            tuple((row.code, row.product, row.value) for row in newest.values() if row.result == "granted"),
            tuple(key for key, row in newest.items() if row.result == "fail"),
            (head.path or {}).get("name") or None,
        )

    def held(self, transfers: Collection[int]) -> set[int]:
        newest = {
            (row.transfer, row.code, row.product): row.result
            for chunk in chunks(transfers)
            for row in self._connection.execute(_HELD, {"ids": chunk})
        }
        return {transfer for (transfer, *_), result in newest.items() if result == "fail"}

    def has_no_label(self, token: str) -> bool:
        of = select(t.parcel.c.transfer).where(t.parcel.c.token == token).scalar_subquery()
        asked = select(_c.code, _c.result).where(_c.transfer == of, _c.code.in_(LABELS)).order_by(_c.id)
        newest = {row.code: row.result for row in self._connection.execute(asked)}
        return "fail" in newest.values()

    def too_many(self, transfer: int) -> list[tuple[str, int]]:
        rows = self._connection.execute(_TOO_MANY, {"transfer": transfer}).scalars()
        return [(str(facts.get("product", "")), int(facts.get("qty_m", 0))) for facts in rows]

    def owners(self, texts: Sequence[str]) -> set[int]:
        code = t.code.c
        asked = select(code.ref).where(code.kind == "product", code.text.in_(texts))
        return set(self._connection.execute(asked).scalars())

    def line(self, transfer: int, product: int) -> int | None:
        asked = select(_l.id).where(_l.transfer == transfer, _l.product == product, _l.state != "gone")
        return self._connection.execute(asked.order_by(_l.id)).scalar()

    def product(self, line: int) -> int | None:
        return self._connection.execute(select(_l.product).where(_l.id == line)).scalar()


class PackChecks(PackCheckReads):
    def keep(self, transfer: int, event: str, result: Result) -> None:
        values = {"transfer": transfer, "event": event, "code": result.check, "product": result.product}
        self._connection.execute(insert(t.pack_check), values | {"result": result.result, "value": result.value})


def _goods(row: Any) -> CheckGoods:
    size = tuple(row.size_mm) if row.size_mm else None
    names = (*(row.tags or ()), row.sku, row.name)
    return CheckGoods(row.id, row.name, names, row.tracking, size, row.volume_ml, row.weight_g)
