"""What a shop brings along to its first day: plain data, before anything is in the store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class ShopPerson(Protocol):
    """Somebody who works here; `login` and `password` are for Odoo, where the person works there too."""

    @property
    def name(self) -> str: ...
    @property
    def badge(self) -> str: ...
    @property
    def pin(self) -> str: ...
    @property
    def roles(self) -> tuple[str, ...]: ...
    @property
    def login(self) -> str | None: ...
    @property
    def password(self) -> str | None: ...


class ShopCutoff(Protocol):
    """A carrier's truck leaves on `weekday` (0 = Monday) at `minute` of the warehouse's day."""

    @property
    def carrier(self) -> str: ...
    @property
    def weekday(self) -> int: ...
    @property
    def minute(self) -> int: ...


class Shop(Protocol):
    """Plain data to begin with. Reasons are (code, version, body), `shipped` names of orders that left before."""

    @property
    def people(self) -> Sequence[ShopPerson]: ...
    @property
    def totes(self) -> Sequence[str]: ...
    @property
    def cutoffs(self) -> Sequence[ShopCutoff]: ...
    @property
    def shipped(self) -> Sequence[str]: ...
