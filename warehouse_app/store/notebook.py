"""What Odoo would have been told: kept, and read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from warehouse_app.service.ports.observing import AsTold, Thought, Unsent, UnsentRow
from warehouse_app.service.ports.odoo import LineNow, MoveNow, TransferNow
from warehouse_app.store import tables as t
from warehouse_app.store.dialect import upsert
from warehouse_app.store.repositories.mirror import chunks

# The cursors of a store that only observes, and of one that has left Odoo.
_MARK, _LEFT = "observing", "left"
_u, _t, _l, _th = t.unsent.c, t.told_transfer.c, t.told_line.c, t.thought.c
_LINE = (
    _l.odoo_id, _l.move, _l.product, _l.location, _l.lot, _l.package, _l.quantity_m, _l.picked, _l.result_package,
)  # fmt: skip


class NotebookReads:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def as_told(self, transfers: Sequence[int]) -> Mapping[int, AsTold]:
        found: dict[int, AsTold] = {}
        for part in chunks(list(dict.fromkeys(transfers))):
            lines: dict[int, list[LineNow]] = defaultdict(list)
            for row in self._connection.execute(select(_l.transfer, *_LINE).where(_l.transfer.in_(part))):
                lines[row[0]].append(LineNow(*row[1:8], bool(row[8]), row[9]))
            for odoo_id, batch, done in self._connection.execute(select(t.told_transfer).where(_t.odoo_id.in_(part))):
                found[odoo_id] = AsTold(batch, tuple(lines[odoo_id]), bool(done))
        return found

    def thoughts(self, transfers: Sequence[int]) -> Mapping[int, Thought]:
        ids = [id_ for id_ in dict.fromkeys(transfers) if id_ < 0]
        return {one.now.odoo_id: one for part in chunks(ids) for one in self._thought(_th.odoo_id.in_(part))}

    def open_thoughts(self, site: int) -> Sequence[Thought]:
        done = select(_t.odoo_id).where(_t.done == 1)
        return self._thought((_th.site == site) & _th.odoo_id.not_in(done))

    def _thought(self, where: ColumnElement[bool]) -> list[Thought]:
        rows = self._connection.execute(select(_th.body, _th.root, _th.site).where(where).order_by(_th.odoo_id))
        return [Thought(_transfer(row.body), row.root, row.site) for row in rows]

    def touching(self, location: int) -> Mapping[int, AsTold]:
        asked = select(_l.transfer).where(_l.location == location).distinct()
        return self.as_told(self._connection.execute(asked).scalars().all())

    def unsent(self, most: int) -> Sequence[UnsentRow]:
        name = select(t.transfer.c.name).where(t.transfer.c.odoo_id == _u.transfer).limit(1).scalar_subquery()
        asked = select(_u.id, _u.at, _u.call, _u.facts, _u.calls, name).order_by(_u.id.desc()).limit(most)
        return [UnsentRow(*row[:4], tuple(row[4]), row[5]) for row in self._connection.execute(asked)]

    def noted(self, call: str) -> Mapping[str, Mapping[str, Any]]:
        asked = select(_u.key, _u.facts).where(_u.call == call).order_by(_u.id)
        return {row.key: row.facts for row in self._connection.execute(asked)}

    def unsent_counts(self) -> Mapping[str, int]:
        asked = select(_u.call, func.count()).group_by(_u.call).order_by(_u.call)
        return {row[0]: row[1] for row in self._connection.execute(asked)}

    def is_begun(self) -> bool:
        return self._is_marked(_MARK)

    def has_left(self) -> bool:
        return self._is_marked(_LEFT)

    def _is_marked(self, name: str) -> bool:
        asked = select(t.cursor.c.name).where(t.cursor.c.name == name)
        return self._connection.execute(asked).first() is not None


class Notebook(NotebookReads):
    def __init__(self, connection: Connection, now: int) -> None:
        super().__init__(connection)
        self._now = now

    def begin(self) -> None:
        self._mark(_MARK)

    def leave(self) -> None:
        self._mark(_LEFT)

    def _mark(self, name: str) -> None:
        row = upsert(self._connection, t.cursor).values(name=name, at=self._now)
        self._connection.execute(row.on_conflict_do_nothing(index_elements=[t.cursor.c.name]))

    def note(self, unsent: Unsent) -> bool:
        row = {"key": unsent.key, "call": unsent.call, "facts": dict(unsent.facts), "transfer": unsent.transfer}
        new = upsert(self._connection, t.unsent).values(at=self._now, calls=[str(one) for one in unsent.calls], **row)
        made = new.on_conflict_do_nothing(index_elements=[_u.key]).returning(_u.id)
        return self._connection.execute(made).first() is not None

    def think(self, thought: Thought) -> None:
        row = {"odoo_id": thought.now.odoo_id, "root": thought.root, "site": thought.site, "body": asdict(thought.now)}
        new = upsert(self._connection, t.thought).values(**row)
        self._connection.execute(new.on_conflict_do_nothing(index_elements=[_th.odoo_id]))

    def keep(self, transfer: int, told: AsTold) -> None:
        new = upsert(self._connection, t.told_transfer).values(
            odoo_id=transfer, batch=told.batch, done=int(told.is_done)
        )
        changes = {"batch": new.excluded.batch, "done": new.excluded.done}
        self._connection.execute(new.on_conflict_do_update(index_elements=[_t.odoo_id], set_=changes))
        self._connection.execute(delete(t.told_line).where(_l.transfer == transfer))
        names = [column.name for column in _LINE]
        rows = [{"transfer": transfer, **dict(zip(names, astuple(line), strict=True))} for line in told.lines]
        if rows:
            self._connection.execute(insert(t.told_line), [row | {"picked": int(row["picked"])} for row in rows])


def _transfer(body: Mapping[str, Any]) -> TransferNow:
    """As it was kept."""
    moves, lines = (MoveNow(**row) for row in body["moves"]), (LineNow(**row) for row in body["lines"])
    more = {"moves": tuple(moves), "lines": tuple(lines), "next_transfers": tuple(body["next_transfers"])}
    return TransferNow(**{**body, **more})
