"""The built-in carrier: our own label, whose number is the parcel's own. It needs nobody's account and no network."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from warehouse_app.domain.errors import Refused
from warehouse_app.service.pack_label import ParcelPaper
from warehouse_app.service.ports.carriers import Booked, CarrierRefused, Consignment


class OwnLabel:
    """`draw` makes a PDF of a design's name and its fields; what it raises as `ValueError` is a label that fails."""

    def __init__(self, draw: Callable[[str, Mapping[str, str]], bytes], paper: ParcelPaper) -> None:
        self._draw, self._paper = draw, paper

    def book(self, consignment: Consignment) -> Booked:
        """As the port has it: the same parcel gives the same bytes."""
        parcel = consignment.parcel
        try:
            return Booked(parcel.number, self._draw(*self._paper.label(consignment.token, parcel)))
        except (Refused, ValueError) as problem:
            raise CarrierRefused(str(problem)) from problem
