"""The real Odoo behind the app: its connections, made from the settings, and the first look at it after a start."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import asdict, replace
from functools import wraps
from pathlib import Path
from typing import Any, cast

from warehouse_app.bootstrap.errors import CannotStart
from warehouse_app.bootstrap.first_pull import FirstPull
from warehouse_app.bootstrap.services import Services
from warehouse_app.config import Settings, listed
from warehouse_app.domain.errors import Refused
from warehouse_app.odoo.budget import Budget
from warehouse_app.odoo.gateway import Gateway
from warehouse_app.odoo.keys import KeyFile
from warehouse_app.odoo.observing import Observing
from warehouse_app.odoo.office import Office
from warehouse_app.odoo.piloting import Pilot, Piloting
from warehouse_app.odoo.quiet import QuietBudget
from warehouse_app.odoo.rehearsal import Rehearsal
from warehouse_app.odoo.session import Account, Session
from warehouse_app.odoo.tasks import KINDS, TaskGateway
from warehouse_app.odoo.thought_office import ThoughtOffice
from warehouse_app.service.check import version_problem
from warehouse_app.service.messages import FALLBACK, Messages
from warehouse_app.service.ports.odoo import Odoo, OdooDenied, OdooOffice, OdooUnreachable
from warehouse_app.service.ports.store import Store


def gateway(settings: Settings, budget: Budget | None = None) -> Gateway:
    """The port as the app's own user. Nothing is asked yet.

    Raises:
        CannotStart: the file of certificates cannot be used.
    """
    account = _account(settings, settings.odoo_user, settings.odoo_key, settings.odoo_key_file)
    session = _session(account, budget or budget_of(settings))
    what, _, name = (settings.odoo_cases_in or "").partition(":")
    return TaskGateway(session, KINDS[what], name.strip()) if name else Gateway(session)


def observing(settings: Settings, store: Store, budget: Budget) -> Observing:
    """The port that reads and writes nothing; what it would have written is in the store.

    Raises:
        CannotStart: the file of certificates cannot be used.
    """
    account = _account(settings, settings.odoo_user, settings.odoo_key, settings.odoo_key_file)
    return Observing(Rehearsal(_session(account, budget)), store)


def office(settings: Settings, budget: Budget | None = None) -> OdooOffice | None:
    """The few calls that need more rights; None without a second credential, and while the app only observes.

    What would be refunded then is reckoned and listed all the same: `thought_office`.

    Raises:
        CannotStart: the file of certificates cannot be used.
    """
    if not settings.odoo_admin_user or not settings.odoo or settings.observes:
        return None
    account = _account(settings, settings.odoo_admin_user, settings.odoo_admin_key, settings.odoo_admin_key_file)
    return Office(_session(account, budget or budget_of(settings)))


def thought_office(settings: Settings, store: Store, budget: Budget) -> OdooOffice | None:
    """The same calls while the app only observes: they read, and note what they would have written."""
    if not settings.odoo_admin_user or not settings.odoo:
        return None
    account = _account(settings, settings.odoo_admin_user, settings.odoo_admin_key, settings.odoo_admin_key_file)
    return cast(OdooOffice, ThoughtOffice(Rehearsal(_session(account, budget)), store))


def budget_of(settings: Settings) -> Budget:
    """How much Odoo may be asked."""
    if settings.odoo_quiet:
        return QuietBudget(settings.odoo_at_once, settings.odoo_calls_per_s, settings.odoo_quiet)
    return Budget(settings.odoo_at_once, settings.odoo_calls_per_s)


def proven(settings: Settings, store: Store, words: Messages, budget: Budget | None = None) -> Odoo:
    """The port on the Odoo of the settings, which must show first that it is the one this store mirrors."""
    _one_mode(settings, store)
    if settings.observes:
        return cast(Odoo, Proven(observing(settings, store, budget or budget_of(settings)), store, words))
    return cast(Odoo, Proven(_ours(settings, gateway(settings, budget)), store, words))


def _ours(settings: Settings, odoo: Gateway) -> Gateway | Piloting:
    """The port as it is, or as a pilot sees it."""
    if settings.odoo_mode != "pilot":
        return odoo
    parts = (settings.pilot_types, settings.pilot_carriers, settings.pilot_zones)
    return Piloting(odoo, Pilot(*(tuple(listed(part)) for part in parts)))


def _one_mode(settings: Settings, store: Store) -> None:
    """A store works or observes for good: what was only thought must never be taken for told, nor the other way round.

    Raises:
        CannotStart: it was used the other way, or has left Odoo.
    """
    if store.read(lambda views: views.notebook.has_left()):
        raise CannotStart(
            "This store has left Odoo (`leave --let-go`) and tells it nothing any more. Nothing was started, nothing "
            "changed. It can be exported and audited without WAREHOUSE_ODOO_URL; to work again, name a new folder in "
            "WAREHOUSE_DATA_DIR."
        )
    begun, used = store.read(lambda views: (views.notebook.is_begun(), bool(views.warehouses())))
    if settings.observes and not begun:
        if used:
            raise CannotStart(
                "WAREHOUSE_ODOO_MODE: this store works, and what waits in it is still to be told to Odoo. Nothing was "
                "started, nothing changed. To observe, name a new folder in WAREHOUSE_DATA_DIR."
            )
        store.write(lambda uow: uow.notebook.begin())
    elif begun and not settings.observes:
        raise CannotStart(
            "WAREHOUSE_ODOO_MODE: this store only observed, and what it holds as picked is not in Odoo. Nothing was "
            "started, nothing changed. To work, name a new folder in WAREHOUSE_DATA_DIR; to observe on, set observe."
        )


def link(services: Services) -> Services:
    """These services with the Odoo of the settings behind them. It need not be there now: nothing is asked yet."""
    budget = budget_of(services.settings)
    odoo = proven(services.settings, services.store, services.words, budget)
    if services.settings.observes:
        strong = thought_office(services.settings, services.store, budget)
    else:
        strong = office(services.settings, budget)
    return replace(services, odoo=odoo, office=strong, odoo_use=lambda: asdict(budget.use()))


def follow(services: Services) -> Services:
    """Begins to read from Odoo what it keeps, beside the server, as soon as it is there; closing ends that."""
    assert services.odoo is not None
    first = FirstPull(services.odoo, services.store)

    def close() -> None:
        first.stop()
        services.close()

    first.start()
    return replace(services, close=close)


class Proven:
    """The Odoo port, asked nothing until Odoo has shown its version and its identity; again after each silence.

    A store mirrors one database. Whoever points the app at another one (a copy for tests, say) would have it
    write one's picks into the other's transfers, so every call is denied instead: the floor goes on, and waits.
    """

    def __init__(self, odoo: Gateway | Observing | Piloting, store: Store, words: Messages) -> None:
        self._odoo, self._store, self._words = odoo, store, words
        self._known = False

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method: Callable[..., Any] = getattr(self._odoo, name)
        return wraps(method)(lambda *args, **named: self._call(method, *args, **named))

    def _call(self, method: Callable[..., Any], *args: Any, **named: Any) -> Any:
        try:
            if not self._known:
                self._prove()
            return method(*args, **named)
        except OdooUnreachable:
            self._known = False
            raise

    def _prove(self) -> None:
        problem = version_problem(str(self._odoo.session.server_version()["server_version"]))
        if problem:
            raise OdooDenied(problem)
        identity = self._odoo.identity()
        try:
            self._store.write(lambda uow: uow.catalogue.source(identity))
        except Refused as other:
            raise OdooDenied(self._words.say(FALLBACK, f"error.{other.key}.text", **other.facts)) from other
        self._known = True


def _account(settings: Settings, user: str | None, key: str | None, file: Path | None) -> Account:
    read = KeyFile(file) if file is not None else lambda: key or ""
    return Account(settings.odoo or "", settings.odoo_db or "", user or "", read, settings.odoo_ca)


def _session(account: Account, budget: Budget) -> Session:
    try:
        return Session(account, budget)
    except (OSError, ssl.SSLError) as problem:
        raise CannotStart(
            f"WAREHOUSE_ODOO_CA: {account.ca} cannot be used ({problem}). Nothing was started. "
            f"Name a file with certificates in PEM form, or remove the setting."
        ) from problem
    except ValueError as problem:
        raise CannotStart(f"WAREHOUSE_ODOO_URL: {problem}. Nothing was started. Correct it.") from problem
