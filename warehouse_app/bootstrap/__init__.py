"""The one wiring place: settings in, services out. Nothing else builds an adapter."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from pathlib import Path

from warehouse_app import assets
from warehouse_app.aside import Child
from warehouse_app.bootstrap.connecting import behind_of
from warehouse_app.bootstrap.demo import demo_code, fill
from warehouse_app.bootstrap.errors import CannotStart
from warehouse_app.bootstrap.odoo import follow, gateway, link, office, proven
from warehouse_app.bootstrap.schema import check_free, mirrored, printers_of, schema_of, upgrade
from warehouse_app.bootstrap.services import Services, rules_of
from warehouse_app.bootstrap.tls import certificate, expiry
from warehouse_app.config import Settings
from warehouse_app.hashing import Argon2, read_secret
from warehouse_app.hook import WebHook
from warehouse_app.live import Live
from warehouse_app.service.messages import Messages
from warehouse_app.service.ports.hook import Hook
from warehouse_app.service.ports.store import StoreClosed, StoreFull
from warehouse_app.service.shipped_rules import ship_rules
from warehouse_app.store import StoreRefused, open_store

__all__ = [
    "CannotStart",
    "Services",
    "behind_of",
    "build",
    "certificate",
    "check_free",
    "demo_code",
    "expiry",
    "gateway",
    "mirrored",
    "office",
    "printers_of",
    "proven",
    "rules_of",
    "schema_of",
    "secret_of",
    "upgrade",
    "words",
]


def build(settings: Settings) -> Services:
    """Opens everything.

    Raises:
        CannotStart: a folder, the secret or the store is not as it has to be, or a demo's real Odoo is not there.
    """
    secret, live, shift = secret_of(settings), Live(settings.base_url), settings.demo_shift_minutes * 60_000

    def clock() -> int:
        return time.time_ns() // 1_000_000 + (shift if settings.double else 0)

    try:
        store = open_store(settings.store, clock, live.changed)
    except (StoreRefused, StoreClosed, OSError) as refused:
        raise CannotStart(str(refused)) from refused

    aside, planner = Child(), Child()

    def close() -> None:
        live.stop()
        aside.close()
        planner.close()
        store.close()

    with suppress(StoreFull):  # what the shop has holds; what is new comes at the next start
        store.write(ship_rules)
    services = Services(
        settings, clock, secret, store, Argon2(secret, pin_digits=settings.pin_digits), live, words(), close,
        aside=aside, planner=planner, hook=_hook(settings),
    )  # fmt: skip
    services.rules = rules_of(settings)
    try:
        services = _with_odoo(services)
    except BaseException:
        close()
        raise
    live.follow(store)
    return services


def _with_odoo(services: Services) -> Services:
    settings = services.settings
    if settings.odoo:
        services = link(services)
    if settings.demo:
        return fill(services)
    return follow(services) if services.odoo else services


def _hook(settings: Settings) -> Hook | None:
    if settings.webhook_url is None:
        return None
    return WebHook(settings.webhook_url, settings.webhook_secret or "")


def words(folder: Path = assets.STATIC / "lang") -> Messages:
    """The catalogues of all languages: each file there is one."""
    files = sorted(folder.glob("*.json"))
    return Messages({file.stem: json.loads(file.read_text("utf-8")) for file in files})


def secret_of(settings: Settings) -> bytes:
    """The secret of this installation, made at its first start.

    Raises:
        CannotStart: it cannot be read or made.
    """
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        return read_secret(settings.key_file)
    except (OSError, ValueError) as problem:
        raise CannotStart(
            f"{settings.key_file} cannot be used as this installation's secret ({problem}). "
            f"Nothing was started. Give this user the right to the folder, or put the file's copy back."
        ) from problem
