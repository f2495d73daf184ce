"""Slots of shelves and carts with what stands in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, and_, select

from warehouse_app.service.ports.tasks import SlotRow
from warehouse_app.store import tables as t


class SlotReads:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def slots(self, w: int) -> Sequence[SlotRow]:
        slot, use = t.slot.c, t.tote_use.c
        asked = (
            select(slot.id, slot.kind, slot.shelf, slot.code, t.tote.c.code, t.tote_place.c.at, t.order.c.name)
            .outerjoin(t.tote_place, t.tote_place.c.slot == slot.id)
            .outerjoin(t.tote, t.tote.c.id == t.tote_place.c.tote)
            .outerjoin(t.tote_use, and_(use.tote == t.tote.c.id, use.until.is_(None)))
            .outerjoin(t.transfer, t.transfer.c.id == use.transfer)
            .outerjoin(t.order, t.order.c.id == t.transfer.c.order)
            .where(slot.w == w)
            .order_by(slot.kind, slot.shelf, slot.code)
        )
        return [SlotRow(*row) for row in self._connection.execute(asked)]

    def places(self, w: int) -> Mapping[str, str]:
        return tote_places(self._connection, w)


def tote_places(connection: Connection, w: int) -> dict[str, str]:
    """The slot of each tote that stands in one, by their codes."""
    asked = (
        select(t.tote.c.code, t.slot.c.code)
        .join(t.tote_place, t.tote_place.c.tote == t.tote.c.id)
        .join(t.slot, t.slot.c.id == t.tote_place.c.slot)
        .where(t.tote.c.w == w)
    )
    return {row[0]: row[1] for row in connection.execute(asked)}
