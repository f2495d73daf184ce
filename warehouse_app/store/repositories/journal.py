"""The journal of events and what counted of them. Nothing here is changed once it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, bindparam, literal, select, union_all

from warehouse_app.domain.facts import MAX_INTEGER, Pick
from warehouse_app.domain.picking import Done
from warehouse_app.service.ports.journal import Entry, Kept
from warehouse_app.service.ports.store import Unfit
from warehouse_app.store import gaps
from warehouse_app.store import tables as t
from warehouse_app.store.pending import Pending, arrived
from warehouse_app.store.words import split

_e = t.event.c
_FIND = select(_e.id, _e.seq, _e.content_sha, _e.verdict, _e.key).where(_e.id.in_(bindparam("ids", expanding=True)))
_SEQ_OWNER = select(_e.id).where(_e.device == bindparam("device"), _e.device_seq == bindparam("device_seq"))
_LOCATION = select(t.location.c.id).where(t.location.c.id == bindparam("own"))
_LOT = select(t.lot.c.id).where(t.lot.c.id == bindparam("own"))
_PACKAGE = select(t.package.c.id).where(t.package.c.id == bindparam("own"))
_STANDING = (
    select(t.pick.c.event)
    .join(t.line, t.line.c.id == t.pick.c.line)
    .join(t.transfer, t.transfer.c.id == t.line.c.transfer)
    .where(t.pick.c.lot == bindparam("own"), t.pick.c.reversed_by.is_(None), t.transfer.c.state == "open")
)
_DONE = union_all(
    select(t.pick.c.line, literal("pick").label("kind"), t.pick.c.qty_m, t.pick.c.reversed_by).where(
        t.pick.c.event == bindparam("event")
    ),
    select(t.short.c.line, literal("short"), t.short.c.missing_m, t.short.c.reversed_by).where(
        t.short.c.event == bindparam("event")
    ),
)
_TOLD = (
    select(t.short.c.missing_m)
    .where(
        t.short.c.line == bindparam("line"),
        t.short.c.reversed_by.is_(None),
        t.short.c.event.not_in(bindparam("gone", expanding=True)),
    )
    .order_by(t.short.c.id.desc())
    .limit(1)
)


class Journal:
    """What is appended here is numbered and written when the unit of work ends, and found at once."""

    def __init__(self, connection: Connection, now: int, pending: Pending) -> None:
        self._connection, self._now, self._pending = connection, now, pending

    def find(self, ids: Iterable[str]) -> dict[str, Kept]:
        """Earlier events by id; those of this unit of work have no place in the journal yet (`seq` 0)."""
        asked = set(ids)
        mine = {id_: row for id_ in asked if (row := self._pending.events.get(id_))}
        found = {id_: Kept(id_, 0, row["content_sha"], row["verdict"], row["key"]) for id_, row in mine.items()}
        if asked - found.keys():
            written = self._connection.execute(_FIND, {"ids": sorted(asked - found.keys())})
            found |= {kept.id: Kept(*kept) for kept in written}
        return found

    def seq_owner(self, device: int, device_seq: int) -> str | None:
        if owner := self._pending.seqs.get((device, device_seq)):
            return owner
        asked = {"device": device, "device_seq": device_seq}
        return self._connection.execute(_SEQ_OWNER, asked).scalar_one_or_none()

    def append(self, entry: Entry) -> None:
        raw, words = split(entry.raw)
        self._pending.add_event(_row(entry, raw, self._now))
        if words:
            self._pending.words[entry.id] = {"event": entry.id, "words": words, "at": self._now}

    def done(self, event: str) -> Done | None:
        found = self._pending_done(event) or self._written_done(event)
        if found is None:
            return None
        line, kind, qty_m, reversed_by = found
        undone = reversed_by is not None or event in self._pending.reversals
        left_m = self._told_otherwise(line, event) if kind == "short" and not undone else 0
        return Done(event, line, kind, qty_m, undone, left_m)

    def count_pick(self, entry_id: str, pick: Pick) -> None:
        """Raises Unfit when there is no such place, lot or package."""
        self._require(_LOCATION, pick.location)
        if pick.lot is not None:
            self._require(_LOT, pick.lot)
        if pick.package:
            self._require(_PACKAGE, pick.package)
        self._pending.picks[entry_id] = {"event": entry_id, **asdict(pick)}

    def lot_counts(self, lot: int) -> bool:
        undone = self._pending.reversals.keys()
        if any(row["lot"] == lot for event, row in self._pending.picks.items() if event not in undone):
            return True
        standing = self._connection.execute(_STANDING, {"own": lot}).scalars()
        return any(event not in undone for event in standing)

    def count_short(self, entry_id: str, line: int, missing_m: int, found_m: int, reason: str, location: int) -> None:
        """Raises Unfit when there is no such place."""
        self._require(_LOCATION, location)
        self._pending.shorts[entry_id] = {
            "event": entry_id, "line": line, "missing_m": missing_m, "found_m": found_m, "reason": reason,
            "location": location,
        }  # fmt: skip

    def reverse(self, event: str, by: str) -> None:
        self._pending.reversals[event] = by

    def gaps(self, device: int) -> list[tuple[int, int]]:
        high, before = arrived(self._connection, device)
        return gaps.arrive(high, before, self._pending.device_seqs().get(device, ()))[1]

    def _require(self, known: Any, own: int) -> None:
        # What counts is written when the unit of work ends: too late to judge this one event otherwise.
        if self._connection.execute(known, {"own": own}).first() is None:
            raise Unfit(f"no {known.get_final_froms()[0].name} {own}")

    def _pending_done(self, event: str) -> tuple[int, str, int, str | None] | None:
        if row := self._pending.picks.get(event):
            return row["line"], "pick", row["qty_m"], None
        if row := self._pending.shorts.get(event):
            return row["line"], "short", row["missing_m"], None
        return None

    def _told_otherwise(self, line: int, event: str) -> int:
        """What the newest other short of the line says is missing, in thousandths."""
        gone = {event, *self._pending.reversals}
        for id_, row in reversed(self._pending.shorts.items()):
            if row["line"] == line and id_ not in gone:
                return int(row["missing_m"])
        told = self._connection.execute(_TOLD, {"line": line, "gone": sorted(gone)}).scalar()
        return int(told or 0)

    def _written_done(self, event: str) -> tuple[int, str, int, str | None] | None:
        row = self._connection.execute(_DONE, {"event": event}).first()
        return (row[0], row[1], row[2], row[3]) if row else None


def _row(entry: Entry, raw: Mapping[str, Any], now: int) -> dict[str, Any]:
    event = entry.event
    seq = entry.device_seq
    return {
        "id": entry.id,
        "v": event.v if event else None,
        "kind": _word(event.kind) if event else None,
        "device": entry.device,
        "device_seq": seq if seq is not None and 0 < seq <= MAX_INTEGER else None,
        "person": entry.person,
        "session": event.session if event else None,
        "epoch": event.epoch if event else None,
        "wave": event.wave if event else None,
        "transfer": entry.transfer,
        "line": entry.line,
        "raw": raw,
        "content_sha": entry.content_sha,
        "device_at": event.at if event else None,
        "received_at": now,
        "verdict": entry.verdict,
        "key": entry.key,
        "flags": list(entry.flags),
    }


def _word(kind: str) -> str:
    """A kind that a column of any database takes; what was really sent is in `raw`."""
    return kind if len(kind) <= 32 and kind.isascii() and kind.isprintable() else "?"
