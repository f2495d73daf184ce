"""Pictures of goods, kept so that a device gets them from here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from warehouse_app.domain.pictures import Picture

Found = tuple[str, Picture | None]  # Odoo's mark, and what is shown


class Pictures(Protocol):
    """Ids are Odoo's."""

    def due(self, most: int, before: int) -> Mapping[int, str]:
        """Goods on open lines not asked for since `before`, with the mark their picture had: the longest ago first."""
        ...

    def asked(self, products: Sequence[int]) -> None:
        """They were asked for, and what is here stays."""
        ...

    def keep(self, found: Mapping[int, Found]) -> None:
        """Of these goods this is shown from now on. A picture that no goods have any more goes."""
        ...
