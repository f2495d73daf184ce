"""Letting the store follow Odoo, one decision at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, case, delete, func, insert, select, update

from warehouse_app.service.ports.telling import Place
from warehouse_app.store import tables as t
from warehouse_app.store.dialect import upsert
from warehouse_app.store.repositories.addresses import Addresses
from warehouse_app.store.repositories.floor import UNTOUCHED
from warehouse_app.store.repositories.mirror import ids_of

_tr, _l, _wave = t.transfer.c, t.line.c, t.wave.c
_NO_PLAN, _PLAN = delete(t.move).where(t.move.c.transfer == bindparam("of")), insert(t.move)


class Following(Addresses):
    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def header(self, transfer: int, carrier: str | None, priority: int, deadline: int | None, seen: int) -> None:
        values = {"carrier": carrier, "priority": priority, "deadline": deadline, "odoo_seen": seen}
        self._connection.execute(update(t.transfer).where(_tr.id == transfer).values(values))

    def plan(self, transfer: int, demand: Mapping[int, int]) -> None:
        self._connection.execute(_NO_PLAN, {"of": transfer})
        rows = [{"transfer": transfer, "odoo_id": move, "demand_m": demand_m} for move, demand_m in demand.items()]
        if rows:
            self._connection.execute(_PLAN, rows)

    def demand(self, line: int, demand_m: int) -> None:
        """Never below what is picked and short; a line with nothing left to find is settled."""
        row = self._connection.execute(select(_l.picked_m, _l.short_m).where(_l.id == line)).one()
        demand_m = max(demand_m, row.picked_m + row.short_m)
        state = "open" if row.picked_m + row.short_m < demand_m else "short" if row.short_m else "picked"
        self._connection.execute(update(t.line).where(_l.id == line).values(demand_m=demand_m, state=state))

    def drop(self, line: int) -> None:
        # The condition again, for between our reading and our writing somebody may have picked (PostgreSQL).
        self._connection.execute(update(t.line).where(_l.id == line, *UNTOUCHED).values(state="gone"))

    def knows(self, transfer: int, place: Place) -> bool:
        return None not in self._ours(self._transfer(transfer).source, place)

    def add(self, transfer: int, place: Place, demand_m: int) -> None:
        row = self._transfer(transfer)
        product, location, lot = self._ours(row.source, place)
        if product is None or location is None or lot is None:
            raise LookupError(f"{place} is not known here")
        values = {
            "demand_m": demand_m,
            "state": "open",
            "stop_no": stop_at(self._connection, row.wave, row.w, location),
            "for_case": None,
        }
        fixed = {"transfer": transfer, "source_key": place.key, "product": product, "location": location}
        new = upsert(self._connection, t.line).values(**fixed, lot=lot or None, **values)
        self._connection.execute(
            new.on_conflict_do_update(index_elements=[_l.transfer, _l.source_key], set_=values, where=_l.picked_m == 0)
        )

    def end(self, transfer: int, state: str, done: Mapping[int, int]) -> None:
        self._connection.execute(update(t.transfer).where(_tr.id == transfer).values(state=state, ended_at=self._now))
        for line, done_m in done.items():
            row = upsert(self._connection, t.validated).values(line=line, done_m=done_m, at=self._now)
            self._connection.execute(row.on_conflict_do_nothing(index_elements=[t.validated.c.line]))

    def note_next(self, transfer: int, odoo_ids: Sequence[int]) -> None:
        for odoo_id in odoo_ids:
            row = upsert(self._connection, t.next_transfer).values(transfer=transfer, odoo_id=odoo_id)
            place = [t.next_transfer.c.transfer, t.next_transfer.c.odoo_id]
            self._connection.execute(row.on_conflict_do_nothing(index_elements=place))

    def new_sheet(self, wave: int) -> int:
        raised = update(t.wave).where(_wave.id == wave).values(sheet_no=_wave.sheet_no + 1)
        return int(self._connection.execute(raised.returning(_wave.sheet_no)).scalar_one())

    def site(self, w: int) -> int:
        found: int = self._connection.execute(select(t.warehouse_.c.odoo_id).where(t.warehouse_.c.id == w)).scalar_one()
        return found

    def op_types(self, w: int) -> set[int]:
        return set(self._connection.execute(select(t.op_type.c.odoo_id).where(t.op_type.c.w == w)).scalars())

    def open_ids(self, w: int) -> set[int]:
        asked = select(_tr.odoo_id).where(_tr.w == w, _tr.state == "open")
        return set(self._connection.execute(asked).scalars())

    def cursor(self, name: str) -> int:
        asked = select(t.cursor.c.at).where(t.cursor.c.name == name)
        return self._connection.execute(asked).scalar_one_or_none() or 0

    def note_cursor(self, name: str, at: int) -> None:
        row = upsert(self._connection, t.cursor).values(name=name, at=at)
        self._connection.execute(row.on_conflict_do_update(index_elements=[t.cursor.c.name], set_={"at": at}))

    def note_link(self, state: str, words: str) -> None:
        """Written only when it says something new; other words for the same state do not begin it anew."""
        now: dict[str, Any] = {"state": state, "words": words, "since": self._now}
        row = upsert(self._connection, t.link).values(name="odoo", **now)
        now["since"] = case((t.link.c.state != state, self._now), else_=t.link.c.since)
        self._connection.execute(
            row.on_conflict_do_update(
                index_elements=[t.link.c.name], set_=now, where=(t.link.c.state != state) | (t.link.c.words != words)
            )
        )

    def _transfer(self, transfer: int) -> Any:
        asked = select(_tr.source, _tr.wave, _tr.w).where(_tr.id == transfer)
        return self._connection.execute(asked).one()

    def _ours(self, source: int, place: Place) -> tuple[int | None, int | None, int | None]:
        """Our ids of product, location and lot; None for what is not here, 0 for no lot."""
        wanted = (t.product, place.product), (t.location, place.location), (t.lot, place.lot)
        product, location, lot = (
            ids_of(self._connection, table, source, [odoo_id]).get(odoo_id) if odoo_id else 0
            for table, odoo_id in wanted
        )
        return product, location, lot


def stop_at(connection: Connection, wave: int | None, w: int, location: int) -> int | None:
    """The stop of a place on the wave's walk; a new one comes last, the sheet orders by rank."""
    if wave is None:
        return None
    stop = t.stop.c
    asked = select(stop.no).where(stop.wave == wave, stop.location == bindparam("at"))
    known = connection.execute(asked, {"at": location}).scalar_one_or_none()
    if known is not None:
        return int(known)
    last = connection.execute(select(func.coalesce(func.max(stop.no), 0)).where(stop.wave == wave))
    no = int(last.scalar_one()) + 1
    connection.execute(insert(t.stop), {"wave": wave, "w": w, "no": no, "location": location})
    return no
