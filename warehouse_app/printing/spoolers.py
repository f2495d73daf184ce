"""The way to a printer, by its address."""

from __future__ import annotations

from collections.abc import Sequence

from warehouse_app.domain.printing import parse_address
from warehouse_app.printing.ipp import IppPrinter
from warehouse_app.printing.queue import USUAL, Queue
from warehouse_app.printing.raw import RawPrinter
from warehouse_app.service.ports.printing import Spooler


def open_spooler(address: str, form: str, queue_command: Sequence[str] = USUAL) -> Spooler:
    """Nothing is asked yet.

    Raises:
        WrongAddress: nobody can print there.
        LookupError: this printer is the browser's.
    """
    place = parse_address(address)
    if place.kind == "zpl":
        return RawPrinter(place.host, place.port, place.asks)
    if place.kind == "ipp":
        return IppPrinter(place, form)
    if place.kind == "queue":
        return Queue(place.path, queue_command)
    raise LookupError(address)
