"""Printers and the ledger, written. A job's row says where it is; each step it took has a row that stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, insert, literal, select, update

from warehouse_app.domain.printing import State, may_go
from warehouse_app.service.ports.printing import Printer, PrintJob
from warehouse_app.store import tables as t
from warehouse_app.store.dialect import upsert
from warehouse_app.store.printing import JOB, JOBS, LABEL, PRINTER, PrintReads

_stands = t.station_device.c


class Printing(PrintReads):
    """At time `now`."""

    def __init__(self, connection: Connection, now: int) -> None:
        super().__init__(connection)
        self._now = now

    def add_printer(self, printer: Mapping[str, Any]) -> int:
        made: int = self._connection.execute(insert(t.printer).returning(PRINTER.id), dict(printer)).scalar_one()
        return made

    def change_printer(self, printer: int, **values: Any) -> None:
        self._connection.execute(update(t.printer).where(PRINTER.id == printer).values(**values))

    def station(self, w: int, name: str) -> int:
        made = upsert(self._connection, t.station).values(w=w, name=name, kind="packing")
        self._connection.execute(made.on_conflict_do_nothing(index_elements=[t.station.c.w, t.station.c.name]))
        asked = select(t.station.c.id).where(t.station.c.w == w, t.station.c.name == name)
        found: int = self._connection.execute(asked).scalar_one()
        return found

    def stand(self, device: int, station: int | None) -> None:
        self._connection.execute(t.station_device.delete().where(_stands.device == device))
        if station is not None:
            self._connection.execute(insert(t.station_device), {"device": device, "station": station})

    def say_trouble(self, printer: int, trouble: str | None) -> bool:
        asked = select(PRINTER.trouble).where(PRINTER.id == printer)
        if self._connection.execute(asked).scalar() == trouble:
            return False
        self.change_printer(printer, trouble=trouble, trouble_at=self._now)
        return True

    def await_labels(self, transfer: int, printer: Printer) -> None:
        row = {"w": printer.w, "transfer": transfer, "printer": printer.id, "since": self._now}
        made = upsert(self._connection, t.awaited).values(**row)
        self._connection.execute(made.on_conflict_do_nothing(index_elements=[t.awaited.c.transfer]))

    def settle_awaited(self, awaited: int, state: str) -> bool:
        open_ = (t.awaited.c.id == awaited) & t.awaited.c.state.in_(("waiting", "late"))
        return self._connection.execute(update(t.awaited).where(open_).values(state=state)).rowcount > 0

    def add_label(self, w: int, design: str, **values: Any) -> int:
        row = {"w": w, "design": design, "at": self._now, **values}
        made: int = self._connection.execute(insert(t.label).returning(LABEL.id), row).scalar_one()
        return made

    def draw(self, label: int, **values: Any) -> None:
        self._connection.execute(update(t.label).where(LABEL.id == label).values(**values))

    def scanned(self, label: int) -> None:
        self._connection.execute(
            update(t.label).where(LABEL.id == label, LABEL.scanned_at.is_(None)).values(scanned_at=self._now)
        )

    def copy_label(self, label: int) -> int:
        kept = ("w", "parcel", "design", "n", "of", "fields", "format", "body")
        chosen = select(*(LABEL[name] for name in kept), LABEL.id, literal(self._now)).where(LABEL.id == label)
        made = insert(t.label).from_select([*kept, "copy_of", "at"], chosen).returning(LABEL.id)
        copy: int = self._connection.execute(made).scalar_one()
        return copy

    def follower(self, job: int) -> int | None:
        return self._connection.execute(select(JOB.id).where(JOB.follows == job)).scalar()

    def add_job(self, w: int, printer: int, label: int, follows: int | None, person: int | None) -> int:
        row = {
            "w": w, "printer": printer, "label": label, "follows": follows, "token": uuid4().hex,
            "queued_at": self._now, "changed_at": self._now,
        }  # fmt: skip
        made: int = self._connection.execute(insert(t.print_job).returning(JOB.id), row).scalar_one()
        self._keep(made, "queued", None, person)
        return made

    def lock_job(self, job: int) -> PrintJob | None:
        return self._job(JOBS.where(JOB.id == job).with_for_update())

    def step(self, job: PrintJob, state: State, reason: str | None, person: int | None, taker: str | None) -> None:
        if not may_go(job.state, state):
            raise ValueError(f"print job {job.id} cannot go from {job.state} to {state}")
        now = {"state": state, "reason": reason, "changed_at": self._now, "taker": taker or job.taker}
        self._connection.execute(update(t.print_job).where(JOB.id == job.id).values(**now))
        self._keep(job.id, state, reason, person)

    def left_behind(self, taker: str) -> list[int]:
        asked = select(JOB.id).where(JOB.state == "sent", JOB.taker == taker).order_by(JOB.id)
        return list(self._connection.execute(asked).scalars())

    def _keep(self, job: int, state: State, reason: str | None, person: int | None) -> None:
        row = {"job": job, "at": self._now, "state": state, "reason": reason, "person": person}
        self._connection.execute(insert(t.print_step), row)
