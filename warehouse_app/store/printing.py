"""Reading printers and the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, Text, bindparam, cast, func, literal, select

from warehouse_app.domain.box_papers import DESIGNS
from warehouse_app.service.ports.printing import Awaited, Label, Printer, PrintJob, PrintStep
from warehouse_app.store import tables as t
from warehouse_app.store.packs import PackReads
from warehouse_app.store.repositories.mirror import chunks

PRINTER, JOB, LABEL = t.printer.c, t.print_job.c, t.label.c
_deputy, _stands = t.printer.alias("deputy"), t.station_device.c
OVER = ("confirmed", "void")

_PRINTERS = (
    select(
        *(PRINTER[name] for name in ("id", "w", "name")), t.station.c.name.label("at"),
        *(PRINTER[name] for name in ("kind", "address", "format", "dpi", "agent")),
        _deputy.c.id.label("stand_in"), PRINTER.trouble, PRINTER.trouble_at,
    )
    .outerjoin(t.station, t.station.c.id == PRINTER.station)
    .outerjoin(_deputy, (_deputy.c.id == PRINTER.deputy) & _deputy.c.gone_at.is_(None))
    .order_by(PRINTER.name, PRINTER.id)
)  # fmt: skip
_THERE = _PRINTERS.where(PRINTER.gone_at.is_(None))
JOBS = select(
    *(
        JOB[name]
        for name in (
            "id", "w", "printer", "label", "state", "reason", "token", "taker", "follows", "queued_at", "changed_at",
        )
    )
)  # fmt: skip
_LABELS = select(
    LABEL.id, LABEL.w, LABEL.design, t.parcel.c.token, t.parcel.c.number,
    *(LABEL[name] for name in ("n", "of", "sha256", "copy_of", "fields", "format", "body", "scanned_at")),
).outerjoin(t.parcel, t.parcel.c.id == LABEL.parcel)  # fmt: skip
_NEWEST = (
    JOBS.join(t.label, LABEL.id == JOB.label)
    .join(t.parcel, t.parcel.c.id == LABEL.parcel)
    .where(t.parcel.c.token == bindparam("parcel"), LABEL.design.not_in(DESIGNS))
    .order_by(JOB.id.desc())
    .limit(1)
)
_HEADS = (
    select(func.min(JOB.id).label("head"))
    .where(JOB.state.not_in(OVER))
    .group_by(JOB.printer)
    .subquery()
)  # fmt: skip
_WAITING = (
    _THERE.join(t.print_job, JOB.printer == PRINTER.id)
    .join(_HEADS, _HEADS.c.head == JOB.id)
    .where(JOB.state == "queued", PRINTER.agent == bindparam("agent"), PRINTER.kind != "browser")
)
_OPEN = JOBS.where(JOB.w == bindparam("w"), JOB.state.not_in(OVER)).order_by(JOB.id)
_STEPS = (
    select(*(t.print_step.c[name] for name in ("job", "at", "state", "reason", "person")))
    .where(t.print_step.c.job == bindparam("job"))
    .order_by(t.print_step.c.id)
)
_REFUSED = (
    select(t.outbox.c.error)
    .where(
        t.outbox.c.kind == "close",
        t.outbox.c.subject == literal("transfer:") + cast(t.transfer.c.id, Text),
        t.outbox.c.state != "done",
    )
    .order_by(t.outbox.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_AWAITED = (
    select(
        t.awaited.c.id, t.awaited.c.w, t.awaited.c.transfer, t.awaited.c.printer,
        func.coalesce(t.order.c.name, t.transfer.c.name), func.coalesce(t.transfer.c.carrier, ""), t.awaited.c.state,
        t.awaited.c.since, _REFUSED, t.transfer.c.odoo_id, t.transfer.c.deadline,
        ((t.warehouse_.c.steps > 2) & (t.op_type.c.step == "pack")).label("is_followed"),
    )
    .join(t.transfer, t.transfer.c.id == t.awaited.c.transfer)
    .join(t.op_type, t.op_type.c.id == t.transfer.c.op_type)
    .join(t.warehouse_, t.warehouse_.c.id == t.transfer.c.w)
    .outerjoin(t.order, t.order.c.id == t.transfer.c.order)
    .where(t.awaited.c.state.in_(("waiting", "late")))
    .order_by(t.awaited.c.id)
)  # fmt: skip
_after, _packed = t.transfer.alias("after"), t.transfer.alias("packed")
_FOLLOWING = (
    select(t.next_transfer.c.transfer, t.next_transfer.c.odoo_id, func.coalesce(_after.c.state, "open"))
    .join(_packed, _packed.c.id == t.next_transfer.c.transfer)
    .outerjoin(_after, (_after.c.odoo_id == t.next_transfer.c.odoo_id) & (_after.c.source == _packed.c.source))
    .where(t.next_transfer.c.transfer.in_(bindparam("ids", expanding=True)))
    .order_by(t.next_transfer.c.odoo_id)
)
_STATIONS = (
    select(t.station.c.name, t.device.c.name)
    .outerjoin(t.station_device, _stands.station == t.station.c.id)
    .outerjoin(t.device, (t.device.c.id == _stands.device) & (t.device.c.revoked == 0))
    .where(t.station.c.w == bindparam("w"))
    .order_by(t.station.c.name, t.device.c.name)
)


class PrintReads:
    """Over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def printers(self, w: int) -> list[Printer]:
        return self._printers(_THERE.where(PRINTER.w == w))

    def printer(self, printer: int) -> Printer | None:
        return next(iter(self._printers(_PRINTERS.where(PRINTER.id == printer))), None)

    def printer_of(self, device: int) -> Printer | None:
        return next(iter(self.printers_of(device)), None)

    def printers_of(self, device: int) -> list[Printer]:
        here = select(_stands.station).where(_stands.device == device)
        return sorted(self._printers(_THERE.where(PRINTER.station.in_(here))), key=lambda one: one.format == "pdf")

    def stations(self, w: int) -> list[tuple[str, Sequence[str]]]:
        found: dict[str, list[str]] = defaultdict(list)
        for station, device in self._connection.execute(_STATIONS, {"w": w}):
            found[station] += [device] if device else []
        return list(found.items())

    def station_of(self, device: int) -> str | None:
        named = select(t.station.c.name).join(t.station_device, _stands.station == t.station.c.id)
        return self._connection.execute(named.where(_stands.device == device)).scalar()

    def label(self, label: int) -> Label | None:
        row = self._connection.execute(_LABELS.where(LABEL.id == label)).first()
        return Label(*row) if row else None

    def job(self, job: int) -> PrintJob | None:
        return self._job(JOBS.where(JOB.id == job))

    def job_of(self, parcel: str) -> PrintJob | None:
        return self._job(_NEWEST, parcel=parcel)

    def has_paper(self, parcel: int, paper: str) -> bool:
        found = select(LABEL.id).where(LABEL.parcel == parcel, LABEL.design == paper)
        return self._connection.execute(found.limit(1)).scalar() is not None

    def head(self, printer: int) -> PrintJob | None:
        return self._job(JOBS.where(JOB.printer == printer, JOB.state.not_in(OVER)).order_by(JOB.id).limit(1))

    def waiting(self, agent: bool = False) -> list[Printer]:
        return self._printers(_WAITING, agent=int(agent))

    def is_needed(self) -> bool:
        asked = select(PRINTER.id).where(PRINTER.gone_at.is_(None), PRINTER.kind != "browser").limit(1)
        return self._connection.execute(asked).first() is not None

    def warehouse(self) -> int | None:
        return self._connection.execute(select(t.warehouse_.c.id).order_by(t.warehouse_.c.id).limit(1)).scalar()

    def open_jobs(self, w: int) -> list[tuple[PrintJob, Label]]:
        jobs = [PrintJob(*row) for row in self._connection.execute(_OPEN, {"w": w})]
        asked = _LABELS.where(LABEL.id.in_([job.label for job in jobs]))
        labels = {row[0]: Label(*row) for row in self._connection.execute(asked)}
        return [(job, labels[job.label]) for job in jobs]

    def awaited(self) -> list[Awaited]:
        rows = self._connection.execute(_AWAITED).all()
        ids = {row.transfer for row in rows}
        trucks = PackReads(self._connection, 0).waves(ids)
        after: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for chunk in chunks(ids):
            for transfer, odoo_id, state in self._connection.execute(_FOLLOWING, {"ids": chunk}):
                after[transfer].append((odoo_id, state))
        return [
            _awaited(row, after[row.transfer], trucks.get(row.transfer, (None,))[0] or row.deadline) for row in rows
        ]

    def steps(self, job: int) -> list[PrintStep]:
        return [PrintStep(*row) for row in self._connection.execute(_STEPS, {"job": job})]

    def _printers(self, asked: Select[Any], **values: Any) -> list[Printer]:
        rows = self._connection.execute(asked, values)
        return [Printer(*row[:8], bool(row.agent), *row[9:]) for row in rows]  # type: ignore[call-arg]

    def _job(self, asked: Select[Any], **values: Any) -> PrintJob | None:
        row = self._connection.execute(asked, values).first()
        return PrintJob(*row) if row else None


def _awaited(row: Any, after: Sequence[tuple[int, str]], due_at: int | None) -> Awaited:
    """What follows a packing may be at the store later than the packing is validated."""
    papers_at = (row.odoo_id, *(odoo_id for odoo_id, _ in after if row.is_followed))
    comes_later = bool(row.is_followed) and (not after or any(state == "open" for _, state in after))
    return Awaited(*row[:9], papers_at, comes_later, due_at)  # type: ignore[call-arg]
