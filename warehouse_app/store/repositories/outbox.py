"""What Odoo has yet to hear: rows taken up by conditional updates, so that no two workers tell the same thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Text, bindparam, cast, delete, func, insert, literal, select, update

from warehouse_app.service.ports.outbox import Entry, Job, Kind
from warehouse_app.store import tables as t

_o = t.outbox.c
JOB = _o.id, _o.w, _o.kind, _o.subject, _o.want_version, _o.token, _o.body, _o.attempts
LONGEST_WAIT = 600_000  # ms, more than any row is put off; further ahead only where the clock was put back since
QUANTITIES = ("reconcile", "correct", "close")

_ENTRY = (
    select(_o.id, _o.w, _o.kind, _o.subject, _o.body, _o.state, _o.settled, t.person.c.name)
    .outerjoin(t.person, t.person.c.id == _o.settled_by)
    .order_by(_o.id)
)

_NOTE = (_o.kind == "create") & _o.subject.startswith("transfer:")
_CASE = (_o.kind == "reconcile") & _o.subject.startswith("case:")

_ABOUT = select(_o.state, _o.body).where(_o.kind == bindparam("what"), _o.subject == bindparam("about"))


class Outbox:
    """Rows of `outbox`; the lane of a warehouse is `warehouse:<w>`."""

    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def add(self, w: int, kind: Kind, subject: str, body: Mapping[str, Any], token: str | None = None) -> None:
        for row in self._connection.execute(_ABOUT, {"what": kind, "about": subject}):
            if (row.body or {}).get("what") == body.get("what"):
                return
        new = {"w": w, "lane": lane(w), "kind": kind, "subject": subject, "body": dict(body), "token": token}
        self._connection.execute(insert(t.outbox), new | {"created_at": self._now, "next_at": self._now})

    def hurry(self, subject: str) -> None:
        self._set(_o.subject == subject, _o.state == "queued", _o.next_at > self._now, next_at=self._now)

    def wake(self, w: int) -> None:
        late = (_o.next_at > self._now, _o.attempts > 0)
        self._set(_o.lane == lane(w), _o.state == "queued", *late, next_at=self._now)

    def adopt(self, w: int, fence: int, next_at: int) -> int:
        orphan = _o.lane == lane(w), _o.state == "leased", _o.fence <= fence
        return self._set(*orphan, state="unknown", next_at=next_at, error="the worker that had it is gone")

    def due(self, w: int, rows: int, lines: int) -> list[Job]:
        here = _o.lane == lane(w)
        waits = here & (_o.state == "unknown") & _o.kind.in_(QUANTITIES) & ~_CASE & ~is_ripe(self._now)
        if self._any(waits | here & (_o.state == "leased")):
            return []
        due = is_ripe(self._now)
        first = self._jobs(here & due & (_o.state == "unknown"), 1)
        first = first or self._jobs(here & due & (_o.state == "queued") & ~_NOTE & ~_CASE, 1)
        if first and (first[0].kind != "reconcile" or first[0].is_case):
            return first
        if not first and changes_waiting(self._connection, w) < lines:
            return self._notes(here & due, rows) or self._jobs(here & due & _CASE & (_o.state == "queued"), 1)
        along = due | (_o.state == "queued") & (_o.attempts == 0)
        return self._jobs(here & _o.state.in_(("queued", "unknown")) & (_o.kind == "reconcile") & ~_CASE & along, rows)

    def _notes(self, where: Any, rows: int) -> list[Job]:
        """Nobody waits for a note, so they come last, and together; those that were told in vain come alone."""
        fresh = self._jobs(where & _NOTE & (_o.state == "queued") & (_o.attempts == 0), rows)
        return fresh or self._jobs(where & _NOTE & (_o.state == "queued"), 1)

    def lease(self, jobs: Sequence[Job], fence: int) -> list[Job]:
        free = update(t.outbox).where(_o.id == bindparam("own"), _o.state.in_(("queued", "unknown")))
        taken = free.values(state="leased", fence=fence, attempts=_o.attempts + 1)
        return [job for job in jobs if self._connection.execute(taken, {"own": job.id}).rowcount]

    def finish(self, jobs: Sequence[Job]) -> None:
        """What waited for a person about the same transfer is settled with it: Odoo looks as wanted."""
        for job in jobs:
            self._end(job, state="done", next_at=self._now, error=None)
            if job.kind == "reconcile":
                settled = _o.subject == job.subject, _o.kind == "reconcile", _o.state == "person"
                self._set(*settled, state="done", next_at=self._now)

    def put_back(self, jobs: Sequence[Job], next_at: int, error: str) -> None:
        """Beside a newer wish for the same subject the older one is no longer needed."""
        for job in jobs:
            newer = (_o.subject == job.subject) & (_o.kind == "reconcile") & (_o.state == "queued")
            if job.kind == "reconcile" and self._any(newer):
                self._end(job, state="done", next_at=self._now, error="a newer one waits")
                self._set(newer, _o.next_at < next_at, next_at=next_at, attempts=job.attempts + 1, error=error)
            else:
                self._end(job, state="queued", next_at=next_at, error=error)

    def unknown(self, jobs: Sequence[Job], next_at: int, error: str) -> None:
        for job in jobs:
            self._end(job, state="unknown", next_at=next_at, error=error)

    def give_up(self, jobs: Sequence[Job], error: str) -> None:
        for job in jobs:
            self._end(job, state="person", next_at=self._now, error=error)

    def try_again(self, subject: str) -> None:
        waiting = select(*JOB).where(_o.subject == subject, _o.state == "person")
        for row in self._connection.execute(waiting).all():
            newer = (_o.subject == subject) & (_o.kind == "reconcile") & (_o.state == "queued")
            state = "done" if row.kind == "reconcile" and self._any(newer) else "queued"
            self._set(_o.id == row.id, state=state, next_at=self._now, attempts=0)

    def again(self, kind: Kind, subject: str) -> None:
        """A row of its own, at the end of the lane: what it waits for stands before it."""
        ended = _o.kind == kind, _o.subject == subject, _o.state.in_(("done", "person")), _o.settled.is_(None)
        gone = delete(t.outbox).where(*ended).returning(_o.w, _o.body, _o.token)
        for row in self._connection.execute(gone).all():
            self.add(row.w, kind, subject, row.body or {}, row.token)

    def entry(self, id_: int) -> Entry | None:
        row = self._connection.execute(_ENTRY.where(_o.id == id_).with_for_update(of=t.outbox)).first()
        return _entry(row) if row else None

    def stuck(self, w: int) -> list[Entry]:
        return [_entry(row) for row in self._connection.execute(_ENTRY.where(_o.lane == lane(w), _o.state == "person"))]

    def settle(self, id_: int, how: str, person: int, why: str) -> None:
        ended = {"settled": how, "settled_by": person, "settled_why": why}
        self._set(_o.id == id_, _o.state == "person", state="done", next_at=self._now, **ended)

    def is_open(self, kind: Kind, subject: str) -> bool:
        return self._any((_o.kind == kind) & (_o.subject == subject) & _o.state.in_(("queued", "leased", "unknown")))

    def is_stuck(self, kind: Kind, subject: str) -> bool:
        return self._any((_o.kind == kind) & (_o.subject == subject) & (_o.state == "person"))

    def forget(self, before: int) -> None:
        """What is created is remembered: it is what keeps it from being created twice."""
        done = _o.state == "done", _o.settled.is_(None)
        past = delete(t.outbox).where(*done, _o.kind == "reconcile", _o.next_at < before)
        self._connection.execute(past)

    def _end(self, job: Job, **values: Any) -> None:
        """The lease was checked at the start of the unit of work; a row that is no longer leased stays as it is."""
        self._set(_o.id == job.id, _o.state == "leased", **values)

    def _set(self, *where: Any, **values: Any) -> int:
        return int(self._connection.execute(update(t.outbox).where(*where).values(values)).rowcount)

    def _any(self, where: Any) -> bool:
        return self._connection.execute(select(_o.id).where(where).limit(1)).first() is not None

    def _jobs(self, where: Any, most: int) -> list[Job]:
        """The longest due first: one that was put off has had its turn, and what it waits for comes before it."""
        asked = select(*JOB).where(where).order_by(_o.next_at, _o.id).limit(most)
        return [Job(*row[:6], row.body or {}, row.attempts) for row in self._connection.execute(asked)]


def is_ripe(now: int) -> Any:
    """Whether a row's time has come."""
    return (_o.next_at <= now) | (_o.next_at > now + LONGEST_WAIT)


def _entry(row: Any) -> Entry:
    return Entry(row.id, row.w, row.kind, row.subject, row.body or {}, row.state, row.settled, row.name)


def changes_waiting(connection: Connection, w: int) -> int:
    """How many facts wait to be told for the first time: versions wanted and not delivered."""
    tr = t.transfer.c
    subject = literal("transfer:") + cast(tr.id, Text)
    fresh = select(_o.id).where(_o.subject == subject, _o.kind == "reconcile", _o.state == "queued", _o.attempts == 0)
    waiting = select(func.coalesce(func.sum(tr.want_version - tr.odoo_version), 0))
    found = waiting.where(tr.w == w, tr.want_version > tr.odoo_version, fresh.exists())
    return int(connection.execute(found).scalar_one())


def lane(w: int) -> str:
    """The lane of a warehouse."""
    return f"warehouse:{w}"
