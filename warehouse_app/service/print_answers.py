"""What a person at the printer says of a label: it is here, nothing came out, once more.

A label is never sent a second time by itself. What came out is proved by scanning it; that nothing did, only somebody
who stands there can say, and only then the label goes to a printer again, the same or its deputy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.barcodes import Scan, key, normalise
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.printing import REASONS, may_go
from warehouse_app.service.pack_label import n_of_m
from warehouse_app.service.ports.printing import Label, Printer, PrintJob
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.views import Views
from warehouse_app.service.print_jobs import REPLACED, add_job, printer_key


@dataclass(frozen=True, slots=True)
class Saying:
    """Somebody says something of the newest job of a label."""

    job: int
    person: int | None
    w: int


def scanned(saying: Saying, code: str, uow: UnitOfWork) -> None:
    """The label was scanned on its box: it came out, whatever the printer said.

    Raises:
        Refused: `print.unknown`, `print.other_label`, `print.old_label`.
    """
    job, label = _known(saying, uow)
    scan = normalise(code)
    text = scan.text if isinstance(scan, Scan) else code
    if label.number is None or key(text) != key(label.number):
        raise Refused("print.other_label", 409, {"number": label.number or "", "scanned": text[:40]})
    if job.state == "queued" and _is_new(job, uow):
        raise Refused("print.old_label", 409, {"number": label.number})
    _came_out(job, label, saying.person, uow)


def came_out(saying: Saying, uow: UnitOfWork) -> None:
    """Somebody saw a label come out that has no code to scan.

    Raises:
        Refused: `print.unknown`, `print.scan_it`.
    """
    job, label = _known(saying, uow)
    if label.number is not None:
        raise Refused("print.scan_it", 409, {"number": label.number})
    _came_out(job, label, saying.person, uow)


def handed_over(saying: Saying, uow: UnitOfWork) -> None:
    """The page at the bench hands the label to the browser, which says nothing of what becomes of it.

    Raises:
        Refused: `print.unknown`.
    """
    job, _ = _known(saying, uow)
    if job.state == "queued":
        uow.printing.step(job, "sent", None, saying.person, "browser")
        handed = uow.printing.lock_job(job.id)
        assert handed is not None
        uow.printing.step(handed, "unknown", "no_status", saying.person, None)


def nothing_came_out(saying: Saying, to_deputy: bool, uow: UnitOfWork) -> int:
    """Somebody stands at the printer and has no label: it is printed once more, there or at the deputy; the job.

    Said twice it is one label: the second time is answered with the job of the first.

    Raises:
        Refused: `print.unknown`, `print.printing`, `print.there_already`, `print.no_deputy`.
    """
    job, label = _known(saying, uow)
    if label.scanned_at is not None:
        raise Refused("print.there_already", 409, {"number": label.number or ""})
    if job.state == "sent":
        raise Refused("print.printing", 409, {"number": label.number or ""})
    newest = uow.printing.follower(job.id)
    if newest is not None:
        return newest
    if not may_go(job.state, "void"):
        raise Refused("print.unknown", 404)
    printer = _printer(job, uow)
    target = _deputy(printer, uow) if to_deputy else printer
    uow.printing.step(job, "void", "nothing", saying.person, None)
    uow.changed("board", "printer", printer.id)
    return add_job(target, label.id, job.id, saying.person, uow)


def once_more(saying: Saying, reason: str, uow: UnitOfWork) -> int:
    """A label that came out is of no use: a copy of it, that says so on our own ones; the job.

    Raises:
        Refused: `print.unknown`, `print.reason`, `print.not_out`.
    """
    job, label = _known(saying, uow)
    if reason not in REASONS:
        raise Refused("print.reason", 400)
    if job.state != "confirmed":
        raise Refused("print.not_out", 409, {"number": label.number or ""})
    printer = _printer(job, uow)
    # A carrier's label is never marked: the same bytes, and a line in the ledger.
    again = label.id if label.design == "carrier" else _copy(label, uow)
    uow.printing.step(job, "void", reason, saying.person, None)
    return add_job(printer, again, None, saying.person, uow)


def print_state(parcel: str, views: Views) -> dict[str, Any] | None:
    """How it stands with the label of a parcel (by its token): for the bench. None where no printer stands.

    {job, state, reason, printer, kind, deputy, ahead, number, scanned, copy}; `ahead`: another label of the printer
    has to be seen to first.
    """
    job = views.printing.job_of(parcel)
    label = views.printing.label(job.label) if job else None
    printer = views.printing.printer(job.printer) if job else None
    if job is None or label is None or printer is None:
        return None
    head = views.printing.head(printer.id)
    deputy = views.printing.printer(printer.deputy) if printer.deputy else None
    ahead = views.printing.label(head.label) if head and head.id < job.id and head.state == "unknown" else None
    return {
        "job": job.id,
        "state": job.state,
        "reason": job.reason or (printer.trouble if job.state == "queued" else None),
        "printer": printer.name,
        "kind": printer.kind,
        "deputy": deputy.name if deputy else None,
        "ahead": (ahead.number or "") if ahead else None,
        "number": label.number,
        "scanned": label.scanned_at is not None,
        "copy": label.copy_of is not None,
    }


def _is_new(job: PrintJob, uow: UnitOfWork) -> bool:
    """Whether the paper that carries this number already is that of the box before it was opened again."""
    before = uow.printing.job(job.follows) if job.follows else None
    return before is not None and before.reason == REPLACED


def _copy(label: Label, uow: UnitOfWork) -> int:
    """It says what the first one said, and of how many boxes it is one where that is known by now."""
    copy = uow.printing.copy_label(label.id)
    parcel = uow.packing.parcel_label(label.parcel) if label.parcel else None
    if parcel is not None and label.fields is not None and "n_of_m" in label.fields:
        counted = n_of_m(label.n or parcel.n, parcel.of)
        uow.printing.draw(copy, fields={**label.fields, "n_of_m": counted}, of=parcel.of)
    return copy


def _came_out(job: PrintJob, label: Label, person: int | None, uow: UnitOfWork) -> None:
    uow.printing.scanned(label.id)
    if job.state != "confirmed" and may_go(job.state, "confirmed"):
        uow.printing.step(job, "confirmed", "seen", person, None)
    uow.cases.close(printer_key(job.printer), "gone")
    uow.changed("board", "printer", job.printer)


def _known(saying: Saying, uow: UnitOfWork) -> tuple[PrintJob, Label]:
    job = uow.printing.lock_job(saying.job)
    label = uow.printing.label(job.label) if job else None
    if job is None or label is None or job.w != saying.w:
        raise Refused("print.unknown", 404)
    return job, label


def _printer(job: PrintJob, uow: UnitOfWork) -> Printer:
    printer = uow.printing.printer(job.printer)
    assert printer is not None
    return printer


def _deputy(printer: Printer, uow: UnitOfWork) -> Printer:
    deputy = uow.printing.printer(printer.deputy) if printer.deputy else None
    if deputy is None or deputy.kind == "browser":
        raise Refused("print.no_deputy", 409, {"name": printer.name})
    return deputy
