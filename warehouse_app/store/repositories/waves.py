"""Making waves: a new wave with its stops and totes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, insert, select, update

from warehouse_app.domain.errors import Refused
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.layouts import walked

_tr, _l, _tote = t.transfer.c, t.line.c, t.tote.c
# Built once: a pool is released wave by wave, and building statements would take longer than running them.
_FREE_TOTES = (
    select(_tote.id)
    .where(_tote.w == bindparam("of"), _tote.state == "free")
    .order_by(_tote.code)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_TAKE = (
    update(t.transfer)
    .where(_tr.id == bindparam("own"), _tr.wave.is_(None))
    .values(wave=bindparam("by"), tote=bindparam("into"))
)
_USED = update(t.tote).where(_tote.id == bindparam("own")).values(state="used")
_ON_WAVE = select(_tr.id).where(_tr.wave == bindparam("of"))
_VISITED = select(_l.location).distinct().where(_l.transfer.in_(_ON_WAVE), _l.state != "gone")
_FAR = update(t.wave).where(t.wave.c.id == bindparam("own")).values(walk_mm=bindparam("far"))
_NUMBERED = (
    update(t.line).where(_l.transfer.in_(_ON_WAVE), _l.location == bindparam("at")).values(stop_no=bindparam("no"))
)


def free_totes(connection: Connection, w: int, count: int) -> list[int]:
    """Up to `count` totes that serve no wave, in order of their codes."""
    return list(connection.execute(_FREE_TOTES, {"of": w, "most": count}).scalars())


class NewWave:
    """A released wave in the making, at time `now`."""

    def __init__(self, connection: Connection, w: int, now: int) -> None:
        self._connection, self._w, self._now = connection, w, now

    def add(
        self,
        number: str,
        transfers: Sequence[tuple[int, int | None]],
        carrier: str | None,
        cutoff_at: int | None,
        assigned: int | None = None,
    ) -> int:
        """Its id. Raises Refused `wave.transfer_taken` when another wave has one of the transfers meanwhile."""
        if not transfers:
            raise ValueError("a wave without a transfer")
        row = {"w": self._w, "number": number, "state": "released", "carrier": carrier, "cutoff_at": cutoff_at}
        row |= {"released_at": self._now, "assigned": assigned}
        wave: int = self._connection.execute(insert(t.wave).returning(t.wave.c.id), row).scalar_one()
        self._load(wave, transfers)
        self.number_stops(wave)
        return wave

    def _load(self, wave: int, transfers: Sequence[tuple[int, int | None]]) -> None:
        for transfer, tote in transfers:
            if not self._connection.execute(_TAKE, {"own": transfer, "by": wave, "into": tote}).rowcount:
                raise Refused("wave.transfer_taken")
        uses = [
            {"wave": wave, "slot": slot, "transfer": transfer, "tote": tote, "since": self._now}
            for slot, (transfer, tote) in enumerate(transfers, 1)
            if tote is not None
        ]
        if uses:
            self._connection.execute(insert(t.tote_use), uses)
            self._connection.execute(_USED, [{"own": use["tote"]} for use in uses])

    def number_stops(self, wave: int) -> None:
        """Its stops along the walk, where it has none yet."""
        places = list(self._connection.execute(_VISITED, {"of": wave}).scalars())
        walk = walked(self._connection, self._w, places)
        self._connection.execute(_FAR, {"own": wave, "far": walk.mm})
        if stops := list(enumerate(walk.places, 1)):
            rows = [{"wave": wave, "w": self._w, "no": no, "location": location} for no, location in stops]
            self._connection.execute(insert(t.stop), rows)
            self._connection.execute(_NUMBERED, [{"of": wave, "at": location, "no": no} for no, location in stops])
