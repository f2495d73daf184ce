"""Printers from the command line; see `service/commands.py`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from warehouse_app.domain.errors import Refused
from warehouse_app.service.ports.hasher import Hasher
from warehouse_app.service.ports.printing import Printer
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.ports.views import Views
from warehouse_app.service.printers import NewPrinter, add_printer, remove_printer, set_deputy, stand_at, test_label

Rows = list[dict[str, Any]]


def printer_add(
    store: Store,
    _hasher: Hasher,
    name: str,
    address: str,
    station: str,
    agent: bool,
    format: str,
    dpi: int,
    deputy: str,
) -> Rows:
    """Adds a printer, and who stands in for it."""
    new = NewPrinter(name, address, station, agent, format, dpi)

    def added(uow: UnitOfWork) -> int:
        w = _w(uow)
        made = add_printer(new, w, uow)
        if deputy:
            set_deputy(made, _named(deputy, w, uow).id, w, uow)
        return made

    made = store.write(added)
    return [{"id": made, "name": name, "address": address, "station": station}]


def printer_list(store: Store, _hasher: Hasher) -> Rows:
    """Every printer, with what ails it."""

    def listed(views: Views) -> Rows:
        w = _w(views)
        names = {one.id: one.name for one in views.printing.printers(w)}
        jobs = [job.printer for job, _ in views.printing.open_jobs(w)]
        return [
            {"name": one.name, "station": one.station or "", "address": one.address,
             "by": "agent" if one.agent else "server", "deputy": names.get(one.deputy or 0, ""),
             "trouble": one.trouble or "", "waiting": jobs.count(one.id)}
            for one in views.printing.printers(w)
        ]  # fmt: skip

    return store.read(listed)


def printer_test(store: Store, _hasher: Hasher, name: str) -> Rows:
    """Queues a test label."""

    def tested(uow: UnitOfWork) -> int:
        w = _w(uow)
        return test_label(_named(name, w, uow).id, w, None, uow)

    return [{"job": store.write(tested), "name": name}]


def printer_job(store: Store, _hasher: Hasher, job: int) -> Rows:
    """How it stands with a job."""

    def found(views: Views) -> Rows:
        known = views.printing.job(job)
        if known is None:
            raise Refused("print.unknown", 404)
        printer = views.printing.printer(known.printer)
        return [{"state": known.state, "why": known.reason or (printer.trouble if printer else None) or ""}]

    return store.read(found)


def printer_remove(store: Store, _hasher: Hasher, name: str) -> Rows:
    """Takes a printer away."""

    def removed(uow: UnitOfWork) -> Printer:
        w = _w(uow)
        return remove_printer(_named(name, w, uow).id, w, uow)

    return [{"name": store.write(removed).name, "removed": True}]


def printer_stand(store: Store, _hasher: Hasher, device: int, station: str) -> Rows:
    """Says at which station a device stands."""

    def stands(uow: UnitOfWork) -> str:
        known = uow.devices.get(device)
        if known is None:
            raise Refused("device.missing", 404)
        stand_at(known, station, uow)
        return known.name

    return [{"device": store.write(stands), "station": station}]


COMMANDS: dict[str, Callable[..., Rows]] = {
    "printer-add": printer_add,
    "printer-job": printer_job,
    "printer-list": printer_list,
    "printer-remove": printer_remove,
    "printer-stand": printer_stand,
    "printer-test": printer_test,
}


def _named(name: str, w: int, uow: UnitOfWork) -> Printer:
    found = next((one for one in uow.printing.printers(w) if name.lower() in (one.name.lower(), str(one.id))), None)
    if found is None:
        raise Refused("printer.unknown", 404)
    return found


def _w(source: Views | UnitOfWork) -> int:
    """The one warehouse there is so far."""
    known = source.printing.warehouse()
    if known is None:
        raise Refused("warehouse.none", 409)
    return known
