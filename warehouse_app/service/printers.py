"""Setting up printers: which there are, at which station they stand, who stands in for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.printing import Address, WrongAddress, parse_address
from warehouse_app.service.ports.people import Device
from warehouse_app.service.ports.printing import Printer
from warehouse_app.service.ports.store import UnitOfWork

NAME_MAX = 40
DPI = (203, 300, 600)
EXAMPLES = {"zpl": "zpl://10.0.0.7", "ipp": "ipp://10.0.0.8/ipp/print", "queue": "queue:ZEBRA", "browser": "browser"}


@dataclass(frozen=True, slots=True)
class NewPrinter:
    """What somebody says of a printer. `format` is what it is sent, where the address alone does not say it."""

    name: str
    address: str
    station: str = ""
    agent: bool = False
    format: str = ""
    dpi: int = 203


def add_printer(new: NewPrinter, w: int, uow: UnitOfWork) -> int:
    """Its id.

    Raises:
        Refused: `printer.name`, `printer.taken`, `printer.address`, `printer.kind`, `printer.station_taken`.
    """
    name, address = _name(new.name), _address(new)
    there = uow.printing.printers(w)
    if any(one.name.lower() == name.lower() for one in there):
        raise Refused("printer.taken", 409, {"name": name})
    station = _name(new.station) if new.station.strip() else None
    form = _format(new, address)  # a station has one printer for labels, and may have one that takes whole pages
    beside = [one for one in there if station and one.station == station]
    first = next((one for one in beside if one.format == form or "browser" in (one.kind, address.kind)), None)
    if first is not None:
        raise Refused("printer.station_taken", 409, {"station": station, "name": first.name})
    at = uow.printing.station(w, station) if station else None
    made = uow.printing.add_printer({
        "w": w, "name": name, "kind": address.kind, "address": new.address.strip(), "agent": int(new.agent),
        "format": form, "dpi": new.dpi, "station": at,
    })  # fmt: skip
    uow.changed("board", "printer", made)
    return made


def remove_printer(printer: int, w: int, uow: UnitOfWork) -> Printer:
    """Takes it away; the ledger keeps what it printed.

    Raises:
        Refused: `printer.unknown`, `printer.at_work`.
    """
    known = known_printer(printer, w, uow)
    if uow.printing.head(known.id) is not None:
        raise Refused("printer.at_work", 409, {"name": known.name})
    uow.printing.change_printer(known.id, gone_at=uow.now, station=None)
    uow.changed("board", "printer", known.id)
    return known


def set_deputy(printer: int, deputy: int | None, w: int, uow: UnitOfWork) -> None:
    """Who prints what did not come out of this one, when a person says so.

    Raises:
        Refused: `printer.unknown`, `printer.own_deputy`.
    """
    known = known_printer(printer, w, uow)
    if deputy is not None and known_printer(deputy, w, uow).id == known.id:
        raise Refused("printer.own_deputy", 400, {"name": known.name})
    uow.printing.change_printer(known.id, deputy=deputy)
    uow.changed("board", "printer", known.id)


def stand_at(device: Device, station: str, uow: UnitOfWork) -> None:
    """The device stands at this station from now on; at none where the name is empty.

    Raises:
        Refused: `printer.name`.
    """
    uow.printing.stand(device.id, uow.printing.station(device.w, _name(station)) if station.strip() else None)
    uow.changed("board", "device", device.id)


def known_printer(printer: int, w: int, uow: UnitOfWork) -> Printer:
    """Raises Refused: `printer.unknown`."""
    found = next((one for one in uow.printing.printers(w) if one.id == printer), None)
    if found is None:
        raise Refused("printer.unknown", 404)
    return found


def test_label(printer: int, w: int, person: int | None, uow: UnitOfWork) -> int:
    """Queues a label that shows whether this printer prints; the job.

    Raises:
        Refused: `printer.unknown`, `printer.browser`.
    """
    known = known_printer(printer, w, uow)
    if known.kind == "browser":
        raise Refused("printer.browser", 409, {"name": known.name})
    label = uow.printing.add_label(w, "test")
    uow.changed("board", "printer", known.id)
    return uow.printing.add_job(w, known.id, label, None, person)


def _address(new: NewPrinter) -> Address:
    try:
        address = parse_address(new.address)
    except WrongAddress:
        raise Refused("printer.address", 400, EXAMPLES | {"address": new.address[:80]}) from None
    if (address.kind == "queue" and not new.agent) or (address.kind == "browser" and new.agent):
        raise Refused("printer.kind", 400, {"address": new.address[:80]})
    if new.dpi not in DPI:
        raise Refused("printer.address", 400, EXAMPLES | {"address": f"{new.dpi} dpi"})
    return address


def _format(new: NewPrinter, address: Address) -> str:
    usual = {"zpl": "zpl", "queue": "zpl", "ipp": "pdf", "browser": "pdf"}[address.kind]
    if address.kind in ("zpl", "browser"):
        return usual
    return new.format if new.format in ("zpl", "pdf") else usual


def _name(name: Any) -> str:
    kept = " ".join(str(name).split())
    if not 0 < len(kept) <= NAME_MAX or not kept.isprintable():
        raise Refused("printer.name", 400, {"most": NAME_MAX})
    return kept
