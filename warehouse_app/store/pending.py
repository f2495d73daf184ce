"""What a unit of work has to number, kept until its end: events, what counted of them, and changes.

See `dialect.lock_order` for why the numbers come last. It is also faster: a batch of 200 events is one insert.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from warehouse_app.store import gaps
from warehouse_app.store import tables as t
from warehouse_app.store.dialect import lock_order

Row = dict[str, Any]
Mark = tuple[int, int, int, int, int, int]

_EVENT_HEAD = select(func.coalesce(func.max(t.event.c.seq), 0))
_CHANGE_HEAD = select(func.coalesce(func.max(t.change.c.seq), 0))
_INSERTS = {
    table.name: insert(table) for table in (t.event, t.pick, t.short, t.parcel_item, t.event_words, t.change, t.gap)
}
_REVERSALS = [
    update(table).where(table.c.event == bindparam("taken_back")).values(reversed_by=bindparam("by"))
    for table in (t.pick, t.short, t.parcel_item)
]
_NEXT_IN_LINE = (
    update(t.device)
    .where(t.device.c.id == bindparam("device"), t.device.c.journal_seq == bindparam("before"))
    .values(journal_seq=bindparam("last"))
)
_SET_HIGH = update(t.device).where(t.device.c.id == bindparam("device")).values(journal_seq=bindparam("last"))
_ARRIVED = (
    select(t.device.c.journal_seq, t.gap.c.first, t.gap.c.last)
    .outerjoin(t.gap, t.gap.c.device == t.device.c.id)
    .where(t.device.c.id == bindparam("device"))
    .order_by(t.gap.c.first)
)
_FORGET_GAPS = delete(t.gap).where(t.gap.c.device == bindparam("device"))


@dataclass(slots=True)
class Pending:
    """Rows by table, in order. `events` by id, `seqs` maps (device, device_seq) to an event's id."""

    events: dict[str, Row] = field(default_factory=dict)
    seqs: dict[tuple[int, int], str] = field(default_factory=dict)
    picks: dict[str, Row] = field(default_factory=dict)
    shorts: dict[str, Row] = field(default_factory=dict)
    items: dict[str, Row] = field(default_factory=dict)
    reversals: dict[str, str] = field(default_factory=dict)
    words: dict[str, Row] = field(default_factory=dict)
    changes: dict[tuple[str, str, str], None] = field(default_factory=dict)

    def add_event(self, row: Row) -> None:
        """Keeps an event. Raises ValueError when its id or its device's number is taken in this unit of work."""
        place = (row["device"], row["device_seq"])
        if row["id"] in self.events or place in self.seqs:
            raise ValueError(f"event {row['id']} or its number {place} is already kept")
        self.events[row["id"]] = row
        if row["device_seq"] is not None:
            self.seqs[place] = row["id"]

    def mark(self) -> Mark:
        """Where the lists end now."""
        counted = len(self.picks), len(self.shorts), len(self.reversals), len(self.changes), len(self.items)
        return len(self.events), *counted

    def rewind(self, mark: Mark) -> None:
        """Forgets what came after the mark."""
        while len(self.events) > mark[0]:
            id_, row = self.events.popitem()
            self.words.pop(id_, None)
            self.seqs.pop((row["device"], row["device_seq"]), None)
        _cut(self.picks, mark[1])
        _cut(self.shorts, mark[2])
        _cut(self.reversals, mark[3])
        _cut(self.changes, mark[4])
        _cut(self.items, mark[5])

    def flush(self, connection: Connection, now: int) -> int | None:
        """Writes everything; the number of the newest change, or None when there was none."""
        if not any((self.events, self.picks, self.shorts, self.items, self.reversals, self.changes)):
            return None
        lock_order(connection)
        self._write_events(connection)
        for device, seqs in self.device_seqs().items():
            _note_arrival(connection, device, seqs)
        return self._write_changes(connection, now) if self.changes else None

    def device_seqs(self) -> dict[int, list[int]]:
        """The numbers that arrived, by device, ascending."""
        arrived: dict[int, list[int]] = defaultdict(list)
        for device, seq in sorted(self.seqs):
            arrived[device].append(seq)
        return arrived

    def _write_events(self, connection: Connection) -> None:
        if self.events:
            head: int = connection.execute(_EVENT_HEAD).scalar_one()
            rows = [row | {"seq": seq} for seq, row in enumerate(self.events.values(), head + 1)]
            connection.execute(_INSERTS["event"], rows)
        beside = ("pick", self.picks), ("short", self.shorts), ("parcel_item", self.items), ("event_words", self.words)
        for name, counted in beside:
            if counted:
                connection.execute(_INSERTS[name], list(counted.values()))
        if self.reversals:
            undone = [{"taken_back": event, "by": by} for event, by in self.reversals.items()]
            for reversal in _REVERSALS:
                connection.execute(reversal, undone)

    def _write_changes(self, connection: Connection, now: int) -> int:
        head: int = connection.execute(_CHANGE_HEAD).scalar_one()
        rows = [
            {"seq": seq, "room": room, "kind": kind, "ref": ref, "at": now}
            for seq, (room, kind, ref) in enumerate(self.changes, head + 1)
        ]
        connection.execute(_INSERTS["change"], rows)
        return head + len(rows)


def arrived(connection: Connection, device: int) -> tuple[int, gaps.Ranges]:
    """The device's highest number in the journal, and the ranges missing below it."""
    rows = connection.execute(_ARRIVED, {"device": device}).all()
    return (rows[0][0] if rows else 0), [(row[1], row[2]) for row in rows if row[1] is not None]


def _note_arrival(connection: Connection, device: int, seqs: list[int]) -> None:
    """Usually the next numbers in line: one statement. Otherwise the gaps are made anew."""
    first, last = seqs[0], seqs[-1]
    if last - first == len(seqs) - 1:
        in_line = {"device": device, "before": first - 1, "last": last}
        if connection.execute(_NEXT_IN_LINE, in_line).rowcount:
            return
    high, before = arrived(connection, device)
    high, missing = gaps.arrive(high, before, seqs)
    connection.execute(_SET_HIGH, {"device": device, "last": high})
    if missing != before:
        connection.execute(_FORGET_GAPS, {"device": device})
    if missing and missing != before:
        rows = [{"device": device, "first": first, "last": last} for first, last in missing]
        connection.execute(_INSERTS["gap"], rows)


def _cut(rows: dict[Any, Any], size: int) -> None:
    while len(rows) > size:
        rows.popitem()
