"""Making waves: a new wave with its stops and totes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, insert, select, update

from warehouse_app.domain.errors import Refused
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.layouts import walked

_tr, _l = t.transfer.c, t.line.c


def free_totes(connection: Connection, w: int, count: int) -> list[int]:
    """Up to `count` totes that serve no wave, in order of their codes."""
    asked = (
        select(t.tote.c.id)
        .where(t.tote.c.w == w, t.tote.c.state == "free")
        .order_by(t.tote.c.code)
        .limit(count)
        .with_for_update(skip_locked=True)
    )
    return list(connection.execute(asked).scalars())


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
        taken = update(t.transfer).where(_tr.id == bindparam("own"), _tr.wave.is_(None))
        for transfer, tote in transfers:
            if not self._connection.execute(taken, {"own": transfer, "wave": wave, "tote": tote}).rowcount:
                raise Refused("wave.transfer_taken")
        uses = [
            {"wave": wave, "slot": slot, "transfer": transfer, "tote": tote, "since": self._now}
            for slot, (transfer, tote) in enumerate(transfers, 1)
            if tote is not None
        ]
        if uses:
            self._connection.execute(insert(t.tote_use), uses)
            used = update(t.tote).where(t.tote.c.id == bindparam("own")).values(state="used")
            self._connection.execute(used, [{"own": use["tote"]} for use in uses])

    def number_stops(self, wave: int) -> None:
        """Its stops along the walk, where it has none yet."""
        on_wave = select(_tr.id).where(_tr.wave == wave)
        visited = select(_l.location).distinct().where(_l.transfer.in_(on_wave), _l.state != "gone")
        places = list(self._connection.execute(visited).scalars())
        walk = walked(self._connection, self._w, places)
        self._connection.execute(update(t.wave).where(t.wave.c.id == wave).values(walk_mm=walk.mm))
        if stops := list(enumerate(walk.places, 1)):
            rows = [{"wave": wave, "w": self._w, "no": no, "location": location} for no, location in stops]
            self._connection.execute(insert(t.stop), rows)
            numbered = update(t.line).where(_l.transfer.in_(on_wave), _l.location == bindparam("at"))
            self._connection.execute(
                numbered.values(stop_no=bindparam("no")), [{"at": location, "no": no} for no, location in stops]
            )
