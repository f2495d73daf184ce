"""What the ports that only observe have in common: the session that sends nothing, and the notebook beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from warehouse_app.odoo.rehearsal import Rehearsal
from warehouse_app.service.ports.observing import AsTold, Unsent
from warehouse_app.service.ports.store import Store


class Noting:
    """Usable from any thread."""

    def __init__(self, session: Rehearsal, store: Store) -> None:
        self.session, self._store = session, store

    def _rehearse(self, name: str, method: Callable[[], Any], given: Sequence[Any], about: int | None = None) -> Any:
        """Runs it; where it only read there is nothing to note. Told again with the same words it is the same entry."""
        with self.session.noting() as calls:
            answer = method()
        if calls:
            self._note(Unsent(f"{name}:{digest(given)}", name, tuple(calls), {"n": len(calls)}, about))
        return answer

    def _told(self, ids: Sequence[int]) -> Mapping[int, AsTold]:
        return self._store.read(lambda views: views.notebook.as_told(ids))

    def _noted(self, call: str) -> Mapping[str, Mapping[str, Any]]:
        return self._store.read(lambda views: views.notebook.noted(call))

    def _keep(self, transfer: int, told: AsTold, **new: Any) -> None:
        self._store.write(lambda uow: uow.notebook.keep(transfer, replace(told, **new)))

    def _note(self, unsent: Unsent) -> bool:
        return self._store.write(lambda uow: uow.notebook.note(unsent))


def digest(given: Sequence[Any]) -> str:
    """The same for the same words."""
    return sha256(repr(given).encode()).hexdigest()[:32]
