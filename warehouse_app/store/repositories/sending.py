"""Lines that a supervisor sends somebody to: the short line gives up what is missing, a line elsewhere takes it on."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from warehouse_app.domain.answers import share
from warehouse_app.service.ports.sending import Sent
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.following import stop_at

_l, _tr, _place = t.line.c, t.transfer.c, t.location.c
_LINE = (
    select(t.line, _tr.wave, _tr.w, _place.odoo_id.label("bin"))
    .join(t.transfer, _tr.id == _l.transfer)
    .join(t.location, _place.id == _l.location)
    .with_for_update(of=t.line)
)


class Sending:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def place(self, w: int, code: str) -> tuple[int, str] | None:
        text = code.strip().upper()
        named = (func.upper(_place.code) == text) | (func.upper(_place.barcode) == text)
        row = self._connection.execute(select(_place.id, _place.code).where(_place.w == w, named)).first()
        return (row.id, row.code) if row else None

    def send(self, line: int, location: int, case: int) -> Sent:
        short = self._line(_l.id == line)
        move, _, lot, _ = short.source_key.split("/")
        at = self._connection.execute(select(_place.odoo_id).where(_place.id == location)).scalar_one()
        key = f"{move}/{at}/{lot}/-"
        added_m = share(short.short_m, *self._planned_and_held(short, move))
        there = self._find(short, location, key)
        self._set(line, demand_m=short.demand_m - short.short_m, short_m=0, told_m=0)
        if there is None:
            there = self._insert(short, location, key, added_m, case)
        else:
            row = self._line(_l.id == there)
            demand_m = added_m + (row.demand_m if row.state != "gone" else 0)
            stop = stop_at(self._connection, row.wave, row.w, location)
            self._set(there, demand_m=demand_m, for_case=case, stop_no=stop)
        return Sent(there, short.short_m, added_m)

    def recall(self, line: int, sent: Sent) -> int:
        there = self._line(_l.id == sent.line)
        back_m = min(max(there.demand_m - there.picked_m - there.short_m, 0), sent.moved_m)
        given_m = min(back_m, sent.added_m)
        untouched = there.picked_m == there.short_m == 0
        self._set(sent.line, demand_m=there.demand_m - given_m, **({"for_case": None} if untouched else {}))
        if untouched and there.demand_m == given_m and sent.line != line:
            self._connection.execute(update(t.line).where(_l.id == sent.line).values(state="gone"))
        short = self._line(_l.id == line)
        self._set(line, demand_m=short.demand_m + back_m, short_m=short.short_m + back_m, told_m=short.short_m + back_m)
        return int(back_m)

    def settle(self, transfer: int, case: int) -> None:
        """Said of lines of the order that Odoo gave it after the walk, too: Odoo is not to ship them unpicked."""
        is_open = self._connection.execute(select(t.line).where(_l.transfer == transfer, _l.state == "open"))
        for row in is_open.all():
            left_m = row.demand_m - row.picked_m
            self._set(row.id, short_m=left_m, told_m=left_m, for_case=case)

    def rest(self, transfer: int, rest: str) -> None:
        self._connection.execute(update(t.transfer).where(_tr.id == transfer).values(rest=rest))

    def is_packing(self, transfer: int) -> bool:
        begun = (select(table.c.id).where(table.c.transfer == transfer).limit(1) for table in (t.packing, t.parcel))
        return any(self._connection.execute(asked).first() for asked in begun)

    def has_ended(self, wave: int) -> bool:
        asked = select(_tr.id).where(_tr.wave == wave, _tr.state == "done").limit(1)
        return self._connection.execute(asked).first() is not None

    def was_walked(self, wave: int) -> bool:
        counts = (t.event.c.wave == wave, t.event.c.verdict == "accepted")
        last = select(t.event.c.kind).where(*counts).order_by(t.event.c.seq.desc()).limit(1)
        return self._connection.execute(last).scalar_one_or_none() == "walked"

    def _line(self, which: Any) -> Any:
        return self._connection.execute(_LINE.where(which)).one()

    def _find(self, short: Any, location: int, key: str) -> int | None:
        """The short line itself where the goods turned up in the same place; or one that is, or was, to go there."""
        if short.location == location:
            return int(short.id)
        asked = select(_l.id).where(_l.transfer == short.transfer, _l.source_key == key)
        return self._connection.execute(asked).scalar_one_or_none()

    def _planned_and_held(self, short: Any, move: str) -> tuple[int | None, int]:
        planned = select(t.move.c.demand_m).where(t.move.c.transfer == short.transfer, t.move.c.odoo_id == int(move))
        held = select(func.coalesce(func.sum(_l.demand_m - _l.short_m), 0)).where(
            _l.transfer == short.transfer, _l.source_key.startswith(f"{move}/"), _l.state != "gone"
        )
        return (
            self._connection.execute(planned).scalar_one_or_none(), int(self._connection.execute(held).scalar_one())
        )  # fmt: skip

    def _insert(self, short: Any, location: int, key: str, demand_m: int, case: int) -> int:
        row = {
            "transfer": short.transfer, "source_key": key, "product": short.product, "location": location,
            "lot": short.lot, "kit": short.kit, "each_m": short.each_m, "worth": short.worth, "demand_m": demand_m,
            "for_case": case, "epoch": 0, "stop_no": stop_at(self._connection, short.wave, short.w, location),
        }  # fmt: skip
        made: int = self._connection.execute(insert(t.line).returning(_l.id), row).scalar_one()
        return made

    def _set(self, line: int, **values: Any) -> None:
        """The state follows from the quantities."""
        self._connection.execute(update(t.line).where(_l.id == line).values(values))
        row = self._connection.execute(select(_l.demand_m, _l.picked_m, _l.short_m).where(_l.id == line)).one()
        is_open = row.picked_m + row.short_m < row.demand_m
        state = "open" if is_open else "short" if row.short_m else "picked"
        self._connection.execute(update(t.line).where(_l.id == line).values(state=state))
