"""Sealing the journal's end, and cutting what was exported. The database lets an event be changed in no other way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, bindparam, null, select, update

from warehouse_app.service.ports.chain import Cut, Head
from warehouse_app.store import tables as t
from warehouse_app.store.dialect import upsert

_e, _m = t.event.c, t.meta.c
_SEAL = update(t.event).where(_e.seq == bindparam("of")).values(mac=bindparam("seal"))
_GONE = ("person", "session", "epoch", "wave", "transfer", "line", "case", "device_at")
_REDUCE = (
    update(t.event)
    .where(_e.seq == bindparam("of"))
    .values(raw=bindparam("stub", type_=_e.raw.type), flags=[], **dict.fromkeys(_GONE, null()))
)


class Chain:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def seal(self, after: Head, macs: Sequence[tuple[int, str]]) -> bool:
        seq, mac = macs[-1]
        moved = update(t.meta).where(_m.chain_seq == after.seq).values(chain_seq=seq, chain_head=mac)
        if not self._connection.execute(moved).rowcount:
            return False
        self._connection.execute(_SEAL, [{"of": of, "seal": seal} for of, seal in macs])
        return True

    def came_at(self, seq: int) -> int:
        came_at: int = self._connection.execute(select(_e.received_at).where(_e.seq == seq)).scalar_one()
        return came_at

    def cut(self, cut: Cut) -> None:
        new = upsert(self._connection, t.chain_cut).values(asdict(cut))
        self._connection.execute(new.on_conflict_do_nothing(index_elements=[t.chain_cut.c.first]))

    def reduce(self, stubs: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
        self._connection.execute(_REDUCE, [{"of": of, "stub": left} for of, left in stubs])
