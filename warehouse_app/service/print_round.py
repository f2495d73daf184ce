"""One label goes to one printer: drawn, written down as sent, sent, and its outcome written down.

No unit of work is open while a printer or the drawing is waited for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Protocol

from warehouse_app.domain.box_papers import CUSTOMS
from warehouse_app.service.box_papers import customs_fields
from warehouse_app.service.ports.packing import ParcelLabel
from warehouse_app.service.ports.printing import Label, Printer, PrintJob, Sent, Spooler
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.ports.views import Views
from warehouse_app.service.print_jobs import SERVER, cannot_be_drawn, depart, settle


class Draw(Protocol):
    """Makes the bytes that a printer takes. Raises ValueError where the label cannot be drawn.

    `parcel` says by which design a parcel's label is drawn here, and with which fields.
    """

    def parcel(self, token: str, parcel: ParcelLabel) -> tuple[str, Mapping[str, str]]: ...

    def render(self, name: str, fields: Mapping[str, str], form: str, dpi: int, copy: bool) -> bytes: ...
    def foreign(self, body: bytes, made_as: str, form: str, dpi: int) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Ready:
    """A job with all that is needed to print it. `lost`: the job that this one takes the place of."""

    job: PrintJob
    printer: Printer
    label: Label
    lost: PrintJob | None
    lost_at: Printer | None

    @property
    def is_lost_here(self) -> bool:
        """Whether the same printer may still hold it."""
        return self.lost_at is not None and self.lost_at.id == self.printer.id


def next_of(printer: Printer, views: Views) -> Ready | None:
    """What is to be printed there now; None where nothing is, or where something has to be seen to first."""
    job = views.printing.head(printer.id)
    if job is None or job.state != "queued":
        return None
    label = views.printing.label(job.label)
    lost = views.printing.job(job.follows) if job.follows else None
    lost_at = views.printing.printer(lost.printer) if lost else None
    return Ready(job, printer, label, lost, lost_at) if label else None


def drawn(label: Label, printer: Printer, draw: Draw, store: Store) -> bytes:
    """The bytes of the label for this printer; what it shows is fixed from now on.

    Raises:
        ValueError: it cannot be drawn.
    """
    body, shows = _drawing(label, printer, draw, store)
    if shows:
        store.write(lambda uow: uow.printing.draw(label.id, **shows))
    return body


def _drawing(label: Label, printer: Printer, draw: Draw, store: Store) -> tuple[bytes, Mapping[str, Any]]:
    """The bytes, and what they show where that is not fixed yet: it is, when they leave. Raises ValueError."""
    if label.body is not None and label.format is not None:
        return draw.foreign(label.body, label.format, printer.format, printer.dpi), {}
    is_copy = label.copy_of is not None
    if label.fields is not None:
        return draw.render(label.design, label.fields, printer.format, printer.dpi, is_copy), {}
    design, fields, of = _shown(label, printer, draw, store)
    body = draw.render(design, fields, printer.format, printer.dpi, is_copy)
    return body, {"design": design, "fields": dict(fields), "of": of, "sha256": sha256(body).hexdigest()}


def browsers_own(parcel: str, views: Views) -> tuple[Label, Printer] | None:
    """The newest label of a box, by its token, where the bench's browser prints it; None where nobody wrote it down."""
    job = views.printing.job_of(parcel)
    label = views.printing.label(job.label) if job else None
    printer = views.printing.printer(job.printer) if job else None
    return (label, printer) if label and printer and printer.kind == "browser" else None


def send_next(printer: Printer, draw: Draw, way: Callable[[Printer], Spooler], store: Store) -> Sent | None:
    """Prints the next label of this printer; None where nothing is to be printed."""
    ready = store.read(lambda views: next_of(printer, views))
    if ready is None:
        return None
    job = ready.job
    if ready.is_lost_here:  # before its paper is put in, for then it would come out by itself
        recall(ready, way)
    trouble = way(printer).look() if printer.trouble else None  # else it is asked before anything leaves
    if trouble is not None:
        store.write(lambda uow: settle(job.id, Sent("queued", trouble), uow))
        return Sent("queued", trouble)
    try:
        body, shows = _drawing(ready.label, printer, draw, store)
    except ValueError as wrong:
        words = str(wrong)
        store.write(lambda uow: cannot_be_drawn(job.id, words, uow))
        return Sent("confirmed")  # the next one's turn
    if not ready.is_lost_here and not store.read(lambda views: _is_at_another(ready, views)):
        recall(ready, way)
    sent = way(printer).send(body, job.token, lambda: store.write(lambda uow: _leaves(ready, shows, uow)))
    store.write(lambda uow: settle(job.id, sent, uow))
    return sent


def _leaves(ready: Ready, shows: Mapping[str, Any], uow: UnitOfWork) -> bool:
    """Written down as sent, and with it what it shows: one unit of work, for the bench waits."""
    if not depart(ready.job.id, SERVER, uow):
        return False
    if shows:
        uow.printing.draw(ready.label.id, **shows)
    return True


def recall(ready: Ready, way: Callable[[Printer], Spooler]) -> None:
    """The printer of which nothing came out lets go of the label, so that it does not come out later beside another."""
    at = ready.lost_at
    if ready.lost is not None and at is not None and not at.agent and at.kind != "browser":
        way(at).recall(ready.lost.token)


def _is_at_another(ready: Ready, views: Views) -> bool:
    """A printer of ZPL forgets all it holds. One that is at another label was empty when it got that."""
    head = views.printing.head(ready.lost_at.id) if ready.lost_at and ready.lost_at.kind == "zpl" else None
    return head is not None and head.state == "sent"


def _shown(label: Label, printer: Printer, draw: Draw, store: Store) -> tuple[str, Mapping[str, str], int | None]:
    """The design, what stands on it, and of how many boxes it is one."""
    token = label.parcel
    found = store.read(lambda views: views.packing.parcel_label(token)) if token else None
    content = store.read(lambda views: views.packing.box(token)) if token and label.design == CUSTOMS else None
    if found is not None and content is not None:
        return CUSTOMS, customs_fields(found, content[1]), None
    if token and found is not None:
        return *draw.parcel(token, replace(found, n=label.n or found.n)), found.of
    test = {"number": f"TEST-{printer.id}", "printer": printer.name}
    return label.design, test | {"station": printer.station or "", "address": printer.address}, None
