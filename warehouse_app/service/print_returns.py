"""Labels of returns on the ledger: printed at the desk where somebody asks."""

from __future__ import annotations

from collections.abc import Mapping

from warehouse_app.domain.errors import Refused
from warehouse_app.service.ports.people import Device
from warehouse_app.service.ports.printing import Printer
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.print_jobs import add_job


def print_return(
    device: Device, design: str, fields: Mapping[str, str], person: int | None, uow: UnitOfWork
) -> Printer:
    """The label goes to the printer of the desk, each time somebody asks.

    Raises:
        Refused: `returns.no_printer`: none stands here, or it is the browser's own.
    """
    printer = uow.printing.printer_of(device.id)
    if printer is None or printer.kind == "browser":
        raise Refused("returns.no_printer", 409)
    label = uow.printing.add_label(device.w, design, fields=dict(fields))
    add_job(printer, label, None, person, uow)
    return printer
