"""Commands about the Odoo behind the app: they take their time. Each is a function of (store, what is behind)."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.retention import Keep
from warehouse_app.service.baseline_page import baseline_rows
from warehouse_app.service.ports.odoo import Odoo, OdooDenied, OdooRefused, OdooUnknown, OdooUnreachable
from warehouse_app.service.ports.store import Store
from warehouse_app.service.ports.views import Views
from warehouse_app.service.pull import pull
from warehouse_app.service.read_baseline import begin_baseline, read_all
from warehouse_app.service.read_data import Reader, read_data
from warehouse_app.service.readiness_page import readiness_rows
from warehouse_app.service.setup_commands import Connect
from warehouse_app.service.starting import Linked

PATIENCE_S, LOOKS_S = 600.0, 0.5

Rows = list[dict[str, Any]]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Behind:
    """The Odoo behind the app, how much it is asked (where that is kept), how long what is known is kept, the carriers
    that need a phone number, and whether a worker reads beside the command.

    `linked` and `connect` are for set-up: what is known without the store, and how an Odoo is connected.
    """

    odoo: Odoo | None = None
    use: Callable[[], Mapping[str, float]] | None = None
    keep: Keep = field(default_factory=Keep)
    phoning: Sequence[str] = ()
    worker: bool = False
    linked: Linked = field(default_factory=Linked)
    connect: Connect | None = None


def how_it_stands(store: Store, behind: Behind) -> Rows:
    """How it stands with Odoo: is it there, what waits to be told, how much it is asked."""
    now = store.read(lambda views: views.delivery(first(views)))
    rows: dict[str, Any] = {"state": now.state or "not asked yet", "words": now.words, "waiting": now.waiting}
    rows |= {"answers lost": now.unknown, "for a person": now.persons}
    if behind.use is not None:
        use = behind.use()
        rows |= {"calls in the last minute": use["last_minute"], "calls at work": use["running"]}
        rows |= {"calls in line": use["waiting"], "pause, seconds": round(use["pause_s"])}
    return [{"what": name, "now": value} for name, value in rows.items()]


def pull_all(store: Store, behind: Behind) -> Rows:
    """Reads everything from Odoo once more, now."""
    pulled = asked(behind, lambda odoo: pull(odoo, store))
    rows = asdict(pulled) | {"warehouses": len(pulled.warehouses), "unreadable": ", ".join(pulled.unreadable)}
    return [{"what": name, "read": value} for name, value in rows.items()]


def read_all_data(store: Store, behind: Behind) -> Rows:
    """Reads whether Odoo's data is fit to run, now: what is wrong, of how many, lines a day, who mends it."""
    w = warehouse_of(store)
    asked(behind, lambda odoo: read_data(Reader(odoo, store, store.write, behind.phoning), w))
    return store.read(lambda views: readiness_rows(views, w))


def asked(behind: Behind, ask: Callable[[Odoo], T]) -> T:
    """What Odoo answers; its failures as refusals in words."""
    if behind.odoo is None:
        raise Refused("odoo.none", 409)
    try:
        return ask(behind.odoo)
    except OdooDenied as denied:
        raise Refused("odoo.denied", 502, _words(denied)) from denied
    except (OdooUnreachable, OdooUnknown) as away:
        raise Refused("odoo.away", 503, _words(away)) from away
    except OdooRefused as no:
        raise Refused("odoo.refused", 502, _words(no)) from no


def _words(problem: Exception) -> dict[str, object]:
    return {"words": str(problem).strip().rstrip(".")}


def warehouse_of(store: Store) -> int:
    return store.read(first)


def first(views: Views) -> int:
    """The one warehouse there is so far.

    Raises:
        Refused: `warehouse.none`.
    """
    known = views.warehouses()
    if not known:
        raise Refused("warehouse.none", 409)
    return known[0][0]


def read_baseline(store: Store, behind: Behind, again: bool = False) -> Rows:
    """Reads how Odoo's last weeks were, or what is left of it, at most two calls a second; then what was read."""
    w = warehouse_of(store)
    known = store.read(lambda views: views.baseline.get(w))
    if again or known is None or known.done_at is None:
        store.write(lambda uow: begin_baseline(w, again, uow))
        if behind.worker:
            _wait_for_baseline(store, w)
        else:
            asked(behind, lambda odoo: read_all(Reader(odoo, store, store.write), w, time.monotonic, time.sleep))
    return store.read(lambda views: baseline_rows(views, w))


def _wait_for_baseline(store: Store, w: int) -> None:
    """The worker reads it: two who do would be twice as fast as Odoo was promised."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        known = store.read(lambda views: views.baseline.get(w))
        if known is not None and known.done_at is not None:
            return
        time.sleep(LOOKS_S)
    raise Refused("odoo.away", 503, {"words": "the worker has not read it yet, and goes on"})


COMMANDS: dict[str, Callable[..., Rows]] = {
    "odoo": how_it_stands, "pull": pull_all, "data": read_all_data, "baseline": read_baseline,
}  # fmt: skip
