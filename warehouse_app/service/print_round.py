"""One label goes to one printer: drawn, written down as sent, sent, and its outcome written down.

No unit of work is open while a printer or the drawing is waited for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Protocol

from warehouse_app.domain.box_papers import CUSTOMS
from warehouse_app.service.box_papers import customs_fields
from warehouse_app.service.ports.packing import ParcelLabel
from warehouse_app.service.ports.printing import Label, Printer, PrintJob, Sent, Spooler
from warehouse_app.service.ports.store import Store
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
    """A job with all that is needed to print it. `lost`: a job of the same label of which nothing came out."""

    job: PrintJob
    printer: Printer
    label: Label
    lost: PrintJob | None
    lost_at: Printer | None


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
    """The bytes of the label for this printer; what it shows is fixed with the first drawing.

    Raises:
        ValueError: it cannot be drawn.
    """
    if label.body is not None and label.format is not None:
        return draw.foreign(label.body, label.format, printer.format, printer.dpi)
    if label.fields is not None:
        return draw.render(label.design, label.fields, printer.format, printer.dpi, label.copy_of is not None)
    design, fields = _shown(label, printer, draw, store)
    body = draw.render(design, fields, printer.format, printer.dpi, label.copy_of is not None)
    kept = {"design": design, "fields": dict(fields), "sha256": sha256(body).hexdigest()}
    store.write(lambda uow: uow.printing.draw(label.id, **kept))
    return body


def send_next(printer: Printer, draw: Draw, way: Callable[[Printer], Spooler], store: Store) -> Sent | None:
    """Prints the next label of this printer; None where nothing is to be printed."""
    ready = store.read(lambda views: next_of(printer, views))
    if ready is None:
        return None
    job = ready.job
    trouble = way(printer).look()  # told at once: drawing may have to wait its turn
    if trouble is not None:
        store.write(lambda uow: settle(job.id, Sent("queued", trouble), uow))
        return Sent("queued", trouble)
    try:
        body = drawn(ready.label, printer, draw, store)
    except ValueError as wrong:
        words = str(wrong)
        store.write(lambda uow: cannot_be_drawn(job.id, words, uow))
        return Sent("confirmed")  # the next one's turn
    if ready.lost is not None and ready.lost_at is not None:
        recall(ready.lost, ready.lost_at, way)
    sent = way(printer).send(body, job.token, lambda: store.write(lambda uow: depart(job.id, SERVER, uow)))
    store.write(lambda uow: settle(job.id, sent, uow))
    return sent


def recall(lost: PrintJob, at: Printer, way: Callable[[Printer], Spooler]) -> None:
    """The printer of which nothing came out lets go of the label, so that it does not come out later beside another."""
    if not at.agent and at.kind != "browser":
        way(at).recall(lost.token)


def _shown(label: Label, printer: Printer, draw: Draw, store: Store) -> tuple[str, Mapping[str, str]]:
    """The design and what stands on it."""
    token = label.parcel
    found = store.read(lambda views: views.packing.parcel_label(token)) if token else None
    content = store.read(lambda views: views.packing.box(token)) if token and label.design == CUSTOMS else None
    if found is not None and content is not None:
        return CUSTOMS, customs_fields(found, content[1])
    if token and found is not None:
        return draw.parcel(token, replace(found, n=label.n or found.n))
    test = {"number": f"TEST-{printer.id}", "printer": printer.name}
    return label.design, test | {"station": printer.station or "", "address": printer.address}
