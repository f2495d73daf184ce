"""Labels are drawn beside the server, for that takes the time of scans."""

from __future__ import annotations

from collections.abc import Mapping

from warehouse_app.printing.rendering import foreign, render
from warehouse_app.service.pack_label import ParcelPaper
from warehouse_app.service.ports.aside import Aside
from warehouse_app.service.ports.packing import ParcelLabel


class Drawing:
    """As `print_round.Draw` wants it."""

    def __init__(self, aside: Aside, parcels: ParcelPaper) -> None:
        self._aside, self._parcels = aside, parcels

    def parcel(self, token: str, parcel: ParcelLabel) -> tuple[str, Mapping[str, str]]:
        return self._parcels.label(token, parcel)

    def render(self, name: str, fields: Mapping[str, str], form: str, dpi: int, copy: bool) -> bytes:
        return self._aside.run(render, name, fields, form, dpi, copy)

    def foreign(self, body: bytes, made_as: str, form: str, dpi: int) -> bytes:
        return self._aside.run(foreign, body, made_as, form, dpi)
