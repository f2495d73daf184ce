"""An Odoo that fails as real ones do: it refuses, it is not there, or it does the work and its answer is lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from random import Random
from typing import Any, cast

from warehouse_app.service.ports.odoo import Odoo, OdooRefused, OdooUnknown, OdooUnreachable


class Flaky:
    """Wraps an Odoo and lets calls of any method fail, by chances drawn from `seed`.

    `refused` and `unreachable` calls are not executed. A call whose answer is `lost` was executed or never
    arrived, by turns of the same dice: the caller cannot tell, as on a real line. `only` names the methods that
    may fail, all when empty; `troubles` lists what befell them, as (method, what).
    """

    def __init__(
        self,
        odoo: Odoo,
        seed: int,
        refused: float = 0.05,
        unreachable: float = 0.05,
        lost: float = 0.1,
        only: frozenset[str] = frozenset(),
    ) -> None:
        self._odoo = odoo
        self._random = Random(seed)
        self._chances = (refused, unreachable, lost / 2, lost / 2)
        self._only = only
        self.troubles: list[tuple[str, str]] = []

    @property
    def port(self) -> Odoo:
        """This wrapper as the port it is: its methods are those of the Odoo behind it."""
        return cast(Odoo, self)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method: Callable[..., Any] = getattr(self._odoo, name)
        if self._only and name not in self._only:
            return method
        return wraps(method)(lambda *args, **named: self._call(name, lambda: method(*args, **named)))

    def _call(self, name: str, execute: Callable[[], Any]) -> Any:
        fate = self._fate()
        if fate == "well":
            return execute()
        self.troubles.append((name, fate))
        if fate == "refused":
            raise OdooRefused(f"{name}: not today")
        if fate == "unreachable":
            raise OdooUnreachable(f"{name}: no route to Odoo")
        if fate == "executed":
            execute()
        raise OdooUnknown(f"{name}: the connection broke before the answer")

    def _fate(self) -> str:
        dice = self._random.random()
        for fate, chance in zip(("refused", "unreachable", "executed", "vanished"), self._chances, strict=True):
            if dice < chance:
                return fate
            dice -= chance
        return "well"
