"""Labels are drawn beside the server, for that takes the time of scans."""

from __future__ import annotations

from collections.abc import Mapping

from warehouse_app.printing.rendering import foreign, render
from warehouse_app.service.ports.aside import Aside


class Drawing:
    """As `print_round.Draw` wants it."""

    def __init__(self, aside: Aside) -> None:
        self._aside = aside

    def render(self, name: str, fields: Mapping[str, str], form: str, dpi: int, copy: bool) -> bytes:
        return self._aside.run(render, name, fields, form, dpi, copy)

    def foreign(self, body: bytes, made_as: str, form: str, dpi: int) -> bytes:
        return self._aside.run(foreign, body, made_as, form, dpi)
