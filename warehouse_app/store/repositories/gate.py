"""The release gate's rows, and the word of it that orders carry (`order.cleared`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, and_, bindparam, case, exists, func, or_, select, update

from warehouse_app.domain.gate.duplicates import Twin
from warehouse_app.domain.gate.facts import Facts, Marks
from warehouse_app.domain.gate.judge import BLIND, Verdict
from warehouse_app.domain.segments import Path
from warehouse_app.service.ports.gate import Due, Gated
from warehouse_app.store import tables as t
from warehouse_app.store.dialect import keeping
from warehouse_app.store.repositories.mirror import chunks

_g, _o, _tr, _wave = t.gate.c, t.order.c, t.transfer.c, t.wave.c
ROW = (
    _g.odoo_id, _g.name, _g.order, _g.state, _g.facts, _g.marks, _g.ordered_at, _g.reference, _g.verdicts, _g.let_go,
    _g.read_at, _g.first_at, _g.held_at,
)  # fmt: skip
_SOUGHT: BindParameter[str] = bindparam("sought", expanding=True)
_NAMES = 500  # looked for in one statement
_LATER_MS = 5000  # a change becomes visible a little after the time it carries
_OPEN = exists().where(_tr.order == _o.id, _tr.state == "open")
_FIRSTS = t.transfer.alias("first_one")
_first = _FIRSTS.c
_FIRST = (
    select(_first.id)
    .outerjoin(t.op_type, t.op_type.c.id == _first.op_type)
    .where(_first.order == _o.id, _first.state == "open", func.coalesce(t.op_type.c.step, "pick") == "pick")
)
_UNTAKEN = _wave.state.in_(("released", "cancelled"))
_KEPT = (
    "w", "odoo_id", "order", "name", "state", "ordered_at", "reference", "goods", "read_at", "first_at", "held_at",
    "facts", "marks", "verdicts", "let_go",
)  # fmt: skip
_CLEAR = update(t.order).where(_o.id == bindparam("of"), _o.cleared != bindparam("is")).values(cleared=bindparam("is"))
_JUDGED = exists().where(_g.order == _o.id, _g.first_at.is_not(None))
_STOOD = t.transfer.alias("stood")
_ALL_CANCELLED = and_(
    exists().where(_STOOD.c.order == _g.order),
    ~exists().where(_STOOD.c.order == _g.order, _STOOD.c.state != "cancelled"),
)


def to_go() -> Any:
    """Of an order: something of it is still to be picked, in the pool or on a wave nobody has taken."""
    untaken = _FIRST.outerjoin(t.wave, _wave.id == _first.wave).where(or_(_first.wave.is_(None), _UNTAKEN))
    return untaken.exists()


def _in_work(w: int) -> Any:
    """Orders something is open of, found by that: the orders of years are not looked through."""
    return select(_tr.order).where(_tr.w == w, _tr.state == "open", _tr.order.is_not(None))


class Gate:
    """At time `now`."""

    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def due(self, w: int, held_before: int, free_before: int, most: int) -> Sequence[Due]:
        before = case((_g.state == "held", held_before), else_=free_before)
        asked = (
            select(_o.id, _o.odoo_id, _o.name, func.sum(_tr.short_m))
            .join(t.transfer, and_(_tr.order == _o.id, _tr.state == "open"))
            .outerjoin(t.gate, _g.order == _o.id)
            .where(_o.id.in_(_in_work(w)), _o.odoo_id > 0, to_go(), or_(_g.read_at.is_(None), _g.read_at < before))
            .group_by(_o.id, _g.id)
            .order_by(func.coalesce(_g.read_at, -1), _o.id)
            .limit(most)
        )
        return [Due(*row[:3], bool(row[3])) for row in self._connection.execute(asked)]

    def hold_back_new(self, w: int, transfers: Collection[int] | None = None) -> None:
        new = _in_work(w) if transfers is None else _in_work(w).where(_tr.id.in_(transfers))
        unjudged = and_(_o.id.in_(new), _o.odoo_id > 0, _o.cleared == 1, to_go(), ~_JUDGED)
        self._connection.execute(update(t.order).where(unjudged).values(cleared=0))

    def free_unjudged(self, w: int) -> int:
        unjudged = and_(_o.w == w, _o.cleared == 0, ~_JUDGED)
        return self._connection.execute(update(t.order).where(unjudged).values(cleared=1)).rowcount

    def now(self, w: int, odoo_ids: Collection[int]) -> Mapping[int, Gated]:
        asked = select(*ROW).where(_g.w == w, _g.odoo_id.in_(bindparam("ids", expanding=True))).with_for_update()
        rows = [row for chunk in chunks(odoo_ids) for row in self._connection.execute(asked, {"ids": chunk})]
        return {row.odoo_id: gated(row) for row in rows}

    def pool_ids(self, w: int) -> Sequence[int]:
        asked = select(_g.odoo_id).join(t.order, _o.id == _g.order).where(_g.w == w, _g.facts.is_not(None), to_go())
        return list(self._connection.execute(asked.order_by(_g.id)).scalars())

    def pool(self, w: int, odoo_ids: Collection[int]) -> Sequence[Gated]:
        asked = select(*ROW).join(t.order, _o.id == _g.order).where(_g.w == w, _g.odoo_id.in_(odoo_ids), to_go())
        return [gated(row) for row in self._connection.execute(asked.order_by(_g.id).with_for_update(of=t.gate))]

    def twins(
        self, w: int, window: tuple[int, int] | None, goods: Collection[str], references: Collection[str]
    ) -> Sequence[Twin]:
        shown = select(_g.odoo_id, _g.name, _g.ordered_at, _g.reference, _g.marks, _g.facts)
        shown = shown.where(_g.w == w, ~_ALL_CANCELLED)
        alike = shown.where(_g.goods.in_(_SOUGHT), _g.ordered_at.between(*window)) if window else None
        rows = self._sought(alike, goods) if alike is not None else []
        rows += self._sought(shown.where(_g.reference.in_(_SOUGHT)), references)
        found = {row.odoo_id: row for row in rows}.values()
        return [
            Twin(
                row.odoo_id,
                row.name,
                row.ordered_at,
                row.reference,
                Marks.from_data(row.marks),
                (row.facts or {}).get("channel"),
            )
            for row in found
        ]

    def _sought(self, asked: Any, names: Collection[str]) -> list[Any]:
        listed = sorted(names)
        parts = [listed[start : start + _NAMES] for start in range(0, len(listed), _NAMES)]
        return [row for part in parts for row in self._connection.execute(asked, {"sought": part})]

    def keep(self, w: int, row: Gated) -> None:
        marks = {name: getattr(row.marks, name) for name in Marks.__slots__}
        values: dict[str, Any] = {
            "w": w, "odoo_id": row.odoo_id, "order": row.order, "name": row.name, "state": row.state,
            "ordered_at": row.ordered_at, "reference": row.reference, "goods": row.marks.items or None,
            "read_at": row.read_at, "first_at": row.first_at, "held_at": row.held_at,
            "facts": row.facts.as_data() if row.facts is not None else None, "marks": marks,
            "verdicts": [one.as_data() for one in row.verdicts],
            "let_go": {rule: dict(said) for rule, said in row.let_go.items()},
        }  # fmt: skip
        self._connection.execute(keeping(self._connection, t.gate, _KEPT, ("w", "odoo_id")), values)

    def clear(self, order: int, cleared: bool) -> bool:
        return self._connection.execute(_CLEAR, {"of": order, "is": int(cleared)}).rowcount > 0

    def send(self, orders: Collection[int], path: Path) -> None:
        values = {"lane": path.lane, "boost": path.boost, "path": path.as_data()}
        for chunk in chunks(orders):
            self._connection.execute(update(t.order).where(_o.id.in_(chunk)).values(values))

    def stale(self, changed: Mapping[int, int]) -> None:
        own = select(_tr.order).where(_tr.odoo_id == bindparam("transfer"), _tr.order.is_not(None))
        before = update(t.gate).where(_g.order.in_(own), _g.read_at < bindparam("since")).values(read_at=0)
        rows = [{"transfer": transfer, "since": at + _LATER_MS} for transfer, at in changed.items()]
        if rows:
            self._connection.execute(before, rows)

    def of_order(self, order: int) -> Gated | None:
        row = self._connection.execute(select(*ROW).where(_g.order == order).with_for_update()).first()
        return gated(row) if row else None

    def look_again(self, order: int) -> None:
        self._connection.execute(update(t.gate).where(_g.order == order).values(read_at=0))

    def read_all_again(self, w: int) -> None:
        open_ = select(_o.id).where(_o.w == w, to_go())
        self._connection.execute(update(t.gate).where(_g.w == w, _g.order.in_(open_)).values(read_at=0))

    def has_past(self, w: int) -> bool:
        asked = select(_g.id).where(_g.w == w, _g.facts.is_not(None)).limit(1)
        return self._connection.execute(asked).first() is not None

    def blind(self, w: int) -> Mapping[str, int]:
        asked = select(_g.verdicts).join(t.order, _o.id == _g.order).where(_g.w == w, to_go())
        return Counter(
            one["rule"]
            for verdicts in self._connection.execute(asked).scalars()
            for one in verdicts or ()
            if one["kind"] == BLIND
        )

    def over(self, w: int) -> Sequence[Gated]:
        asked = select(*ROW).join(t.order, _o.id == _g.order).where(_g.w == w, _g.state == "held", ~_OPEN)
        return [gated(row) for row in self._connection.execute(asked)]


def gated(row: Any) -> Gated:
    """A row of `ROW`."""
    return Gated(
        row.odoo_id, row.name, row.order, row.state,
        None if row.facts is None else Facts.from_data(row.facts), Marks.from_data(row.marks), row.ordered_at,
        row.reference, tuple(map(Verdict.from_data, row.verdicts or ())), row.let_go or {}, row.read_at, row.first_at,
        row.held_at,
    )  # fmt: skip
