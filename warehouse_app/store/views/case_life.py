"""What belongs to a case: those it is linked with or merged into, and what else its page tells."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, and_, bindparam, literal, or_, select, union_all

from warehouse_app.service.ports.case_life import Beside
from warehouse_app.store import tables as t

_c, _link = t.case.c, t.case_link.c
_own = t.case.alias("own")
_CASE: Any = bindparam("case")
_ROW = (_c.id, _c.number, _c.type, _c.status)
_BESIDE = union_all(
    select(*_ROW, literal("linked").label("how")).join(
        t.case_link, or_(and_(_link.one == _CASE, _link.other == _c.id), and_(_link.other == _CASE, _link.one == _c.id))
    ),
    select(*_ROW, literal("merged").label("how")).where(_c.merged_into == _CASE),
    select(*_ROW, literal("into").label("how")).join(_own, _own.c.merged_into == _c.id).where(_own.c.id == _CASE),
)
_MORE = (
    select(_c.reopened, t.person.c.name.label("opened_by"), _c.resolved_at, _c.event)
    .outerjoin(t.person, t.person.c.id == _c.opened_by)
    .where(_c.id == _CASE)
)


class CaseLifeReads:
    """Reads only."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def beside(self, case: int) -> list[Beside]:
        return [Beside(*row) for row in self._connection.execute(_BESIDE, {"case": case})]

    def more(self, case: int) -> dict[str, Any]:
        return dict(self._connection.execute(_MORE, {"case": case}).one()._mapping)
