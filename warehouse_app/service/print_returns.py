"""Labels of returns on the ledger: printed at the desk where somebody asks, and slips laid into parcels by rule."""

from __future__ import annotations

from collections.abc import Mapping

from warehouse_app.domain.checks import is_named
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.packing import Parcel
from warehouse_app.service.ports.people import Device
from warehouse_app.service.ports.printing import Printer
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.print_jobs import add_job
from warehouse_app.service.return_label import SLIP, slip_fields


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


def queue_slip(device: Device, parcel: Parcel, person: int | None, uow: UnitOfWork) -> int | None:
    """The slip of an order that has one by rule comes with the label of its first box; the job.

    None: no rule means the order, no printer stands here, or one was printed for it.
    """
    printer = uow.printing.printer_of(device.id)
    rules = {code: body for code, body in uow.releasing.rules(SLIP, device.w).items() if body.get("on")}
    if printer is None or printer.kind == "browser" or not rules:
        return None
    boxes = uow.packing.parcels(parcel.transfer)
    if not boxes or min(box.id for box in boxes) != parcel.id:
        return None
    facts = uow.pack_checks.facts(parcel.transfer)
    rule = next((body for body in rules.values() if _means(body, facts.carrier, facts.segment, facts.customer)), None)
    if rule is None or uow.printing.has_slip(parcel.id):
        return None
    address = uow.returns.address(device.w)
    fields = slip_fields(parcel.number, facts.order, address, rule)
    return add_job(printer, uow.printing.add_label(device.w, SLIP, parcel=parcel.id, fields=fields), None, person, uow)


def _means(body: Mapping[str, str | None], carrier: str | None, segment: str | None, customer: str | None) -> bool:
    named = (("carriers", carrier), ("segments", segment), ("customers", customer))
    return all(is_named(body.get(name), [value]) for name, value in named)
