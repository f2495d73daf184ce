"""The ledger at work: a label is queued with the box it is for, sent once, and believed only when seen.

Whoever sends a job writes that down first (`depart`), and what the printer said after (`settle`). What was sent and of
which nothing is known is nobody's to repeat: a person at the printer says what came out (`service/print_answers.py`).
"""

from __future__ import annotations

from dataclasses import replace

from warehouse_app.domain.cases import Finding
from warehouse_app.domain.packing import Parcel
from warehouse_app.domain.printing import may_go
from warehouse_app.service.open_case import open_case
from warehouse_app.service.ports.people import Device
from warehouse_app.service.ports.printing import Printer, PrintJob, Sent
from warehouse_app.service.ports.store import UnitOfWork

PATIENCE_MS = 120_000  # a printer that does not print for so long is somebody's to look at
SERVER = "server"
REPLACED = "replaced"  # why a label is void that was right when it was printed


def queue_label(device: Device, parcel: Parcel, person: int | None, uow: UnitOfWork) -> int | None:
    """The label of a box that is closed here, within the same unit of work; None where no printer
    stands, or where a check lets the order have no label yet."""
    printer = uow.printing.printer_of(device.id)
    if printer is None or uow.pack_checks.has_no_label(parcel.token):
        return None
    boxes = [box for box in uow.packing.parcels(parcel.transfer) if box.content_m or box.id == parcel.id]
    place = next((n for n, box in enumerate(boxes, 1) if box.id == parcel.id), None)
    label = uow.printing.add_label(device.w, "parcel", parcel=parcel.id, n=place)
    return add_job(printer, label, replace_label(parcel, person, uow), person, uow)


def replace_label(parcel: Parcel, person: int | None, uow: UnitOfWork) -> int | None:
    """The label that this box had, on the paper or on its way, is no longer its label: it shall not come out any more.

    The job of it, for the one that follows; None where there was none. One whose bytes are leaving at this moment is
    void when it is settled.
    """
    job = uow.printing.job_of(parcel.token)
    if job is None or uow.printing.follower(job.id) is not None:
        return None
    if may_go(job.state, "void"):
        uow.printing.step(job, "void", REPLACED, person, None)
        uow.changed("board", "printer", job.printer)
    return job.id


def add_job(printer: Printer, label: int, follows: int | None, person: int | None, uow: UnitOfWork) -> int:
    """Queues it, and whoever looks at the printer hears of it."""
    job = uow.printing.add_job(printer.w, printer.id, label, follows, person)
    uow.changed("board", "printer", printer.id)
    return job


def depart(job: int, taker: str, uow: UnitOfWork) -> bool:
    """Bytes of the job may leave from now on. False: they may not, somebody else has it or it is over.

    The same taker may ask again: it keeps its own account of what it has begun.
    """
    now = uow.printing.lock_job(job)
    if now is None:
        return False
    if now.state == "sent" and now.taker == taker and taker != SERVER:
        return True
    head = uow.printing.head(now.printer)
    if now.state != "queued" or head is None or head.id != now.id:
        return False
    uow.printing.step(now, "sent", None, None, taker)
    uow.changed("board", "printer", now.printer)
    return True


def settle(job: int, sent: Sent, uow: UnitOfWork) -> None:
    """What became of it. A printer that took nothing leaves it queued and says why."""
    now = uow.printing.lock_job(job)
    if now is None:
        return
    printer = uow.printing.printer(now.printer)
    if uow.printing.say_trouble(now.printer, sent.trouble):
        uow.changed("board", "printer", now.printer)
    if sent.state != "queued" and now.state != sent.state and may_go(now.state, sent.state) and now.state != "void":
        uow.printing.step(now, sent.state, sent.trouble, None, None)
        _void_replaced(now.id, uow)
        uow.changed("board", "printer", now.printer)
    if printer is not None:
        _own(printer, now, sent, uow)


def cannot_be_drawn(job: int, words: str, uow: UnitOfWork) -> None:
    """No printer can print this label: it holds up no other, and somebody has to see to it."""
    now = uow.printing.lock_job(job)
    label = uow.printing.label(now.label) if now else None
    if now is None or label is None or now.state != "queued":
        return
    uow.printing.step(now, "void", "not_drawn", None, None)
    parcel = uow.packing.parcel(label.parcel) if label.parcel else None
    facts = {"number": label.number or "", "words": " ".join(filter(None, (label.number, words[:200])))}
    finding = Finding(f"SHP-LABEL|label|{label.id}", "SHP-LABEL", now.w, facts=facts)
    open_case(replace(finding, transfer=parcel.transfer if parcel else None), uow)
    uow.changed("board", "case", now.printer)


def left_behind(taker: str, uow: UnitOfWork) -> int:
    """After a restart: what was sent may have come out, and nobody here knows."""
    jobs = uow.printing.left_behind(taker)
    for job in jobs:
        settle(job, Sent("unknown", "reset"), uow)
    return len(jobs)


def printer_key(printer: int) -> str:
    """The finding key of a printer that does not print."""
    return f"SHP-PRINTER|printer|{printer}"


def _void_replaced(job: int, uow: UnitOfWork) -> None:
    """Its box was opened and closed again while it was under way: another label has taken its place."""
    now = uow.printing.lock_job(job)
    if now is not None and uow.printing.follower(job) is not None:
        uow.printing.step(now, "void", REPLACED, None, None)


def _own(printer: Printer, job: PrintJob, sent: Sent, uow: UnitOfWork) -> None:
    """A printer that stands for long is a case, and no longer one when it prints."""
    key = printer_key(printer.id)
    if sent.state == "confirmed":
        uow.cases.close(key, "gone")
        return
    stands_ms = uow.now - job.queued_at
    if stands_ms < PATIENCE_MS or uow.cases.is_open(key):
        return
    place = ", ".join(filter(None, (printer.name, printer.station)))
    facts = {"printer": printer.id, "trouble": sent.trouble or "", "words": place}
    open_case(Finding(key, "SHP-PRINTER", printer.w, facts=facts), uow)
    uow.changed("board", "case", printer.id)
