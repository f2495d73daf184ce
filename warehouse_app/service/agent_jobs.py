"""What a print agent is given, and what it says: it prints for the station where its device stands.

An agent keeps its own account of what it has begun, under a name (`ledger`). A job that it wrote down here as sent is
given to the same account again, which knows whether anything left; to another account it never is.
"""

from __future__ import annotations

from dataclasses import dataclass

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.printing import TROUBLES
from warehouse_app.service.holding import Holding
from warehouse_app.service.ports.people import Device
from warehouse_app.service.ports.printing import Printer, PrintJob, Sent
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.ports.views import Views
from warehouse_app.service.print_jobs import cannot_be_drawn, depart, settle
from warehouse_app.service.print_round import Draw, drawn, next_of

AGENT_MS = 15_000  # an agent looks far more often


@dataclass(frozen=True, slots=True)
class Given:
    """A job with the bytes for its printer. `recall`: names of jobs that the printer is to let go of first."""

    job: PrintJob
    printer: Printer
    body: bytes
    recall: tuple[str, ...]


def station_printer(device: Device, station: str, views: Views) -> Printer:
    """The printer of the agent's station.

    Raises:
        Refused: `agent.elsewhere`, `agent.no_printer`.
    """
    printer = views.printing.printer_of(device.id)
    if printer is None:
        raise Refused("agent.no_printer", 409, {"station": station, "device": device.name})
    if printer.station is None or printer.station.lower() != station.strip().lower():
        raise Refused("agent.elsewhere", 409, {"station": station, "device": device.name})
    if not printer.agent:
        raise Refused("agent.no_printer", 409, {"station": station, "device": device.name})
    return printer


def give(printer: Printer, ledger: str, draw: Draw, store: Store) -> Given | None:
    """The next job of this printer; None where nothing is to be printed."""
    head = store.read(lambda views: views.printing.head(printer.id))
    if head is None or head.state == "unknown":
        return None
    if head.state == "sent" and head.taker != ledger:
        store.write(lambda uow: settle(head.id, Sent("unknown", "reset"), uow))
        return None
    label = store.read(lambda views: views.printing.label(head.label))
    follows = head.follows
    lost = store.read(lambda views: views.printing.job(follows)) if follows else None
    if label is None:
        return None
    try:
        body = drawn(label, printer, draw, store)
    except ValueError as wrong:
        words = str(wrong)
        store.write(lambda uow: cannot_be_drawn(head.id, words, uow))
        return None
    return Given(head, printer, body, (lost.token,) if lost and lost.printer == printer.id else ())


def agent_departs(job: int, printer: Printer, ledger: str, uow: UnitOfWork) -> bool:
    """Whether the agent may begin. Raises Refused: `print.unknown`."""
    _of(job, printer, uow)
    return depart(job, ledger, uow)


def agent_says(job: int, printer: Printer, ledger: str, state: object, trouble: object, uow: UnitOfWork) -> str:
    """What became of a job; the state it has now.

    Raises:
        Refused: `print.unknown`, `request.malformed`.
    """
    known = _of(job, printer, uow)
    if state not in ("queued", "confirmed", "unknown") or (trouble is not None and trouble not in TROUBLES):
        raise Refused("request.malformed", 400)
    if state == "queued" or known.taker == ledger:
        settle(job, Sent(state, trouble), uow)
    now = uow.printing.job(job)
    return now.state if now else "void"


def _of(job: int, printer: Printer, uow: UnitOfWork) -> PrintJob:
    known = uow.printing.job(job)
    if known is None or known.printer != printer.id:
        raise Refused("print.unknown", 404)
    return known


def miss_agents(holding: Holding, store: Store, now: int) -> None:
    """A label that no agent takes is told of at its station."""
    for printer in store.read(lambda views: views.printing.waiting(agent=True)):
        ready = store.read(lambda views, printer=printer: next_of(printer, views))  # type: ignore[misc]
        if ready is not None and ready.job.queued_at < now - AGENT_MS and printer.trouble is None:
            job = ready.job.id
            holding.write(lambda uow, job=job: settle(job, Sent("queued", "no_agent"), uow))  # type: ignore[misc]
