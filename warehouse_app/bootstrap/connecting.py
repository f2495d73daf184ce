"""Connecting an Odoo from the set-up page or the command line: looked at first, then kept, then linked at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from warehouse_app import config
from warehouse_app.bootstrap.errors import CannotStart
from warehouse_app.bootstrap.keeping import CERTIFICATES, KEY, keep, keep_file
from warehouse_app.bootstrap.odoo import follow, gateway, link
from warehouse_app.bootstrap.services import Services, rules_of
from warehouse_app.config import Settings, WrongSetting
from warehouse_app.domain.errors import Refused
from warehouse_app.service.behind import Behind
from warehouse_app.service.check import Access, Finding, Look, said, trouble_kind
from warehouse_app.service.check_rules import findings, wrong_version
from warehouse_app.service.ports.odoo import Odoo, OdooRefused, OdooUnknown, OdooUnreachable
from warehouse_app.service.starting import Linked

# Hosted Odoo is asked gently: docs/connecting-odoo.md, "Hosted Odoo".
HOSTED = ("online", "sh")
_ONE_AT_A_TIME = threading.Lock()  # a key that is pressed twice connects once
RULES = ("picking_mode", "cart_totes", "cart_lines", "last_digits", "gs1_prefix", "parcel_paper")
_TROUBLES = {
    "away": "setup.trouble_away",
    "denied": "setup.trouble_denied",
    "no_database": "setup.trouble_no_database",
    "redirected": "setup.trouble_redirected",
    "refused": "setup.trouble_refused",
    "strange": "setup.trouble_strange",
    "tls": "setup.trouble_tls",
}


@dataclass(frozen=True, slots=True)
class Connection:
    """What somebody says of their Odoo. `ca`: certificates in PEM form to trust; `hosting`: own, online or sh.

    `mode`: live, observe or pilot, which is for the carriers named in `pilot`, with commas between.
    """

    url: str
    database: str
    user: str
    key: str
    ca: str = ""
    hosting: str = "own"
    mode: str = "live"
    pilot: str = ""


def connect(given: Connection, services: Services) -> list[Finding]:
    """Looks at this Odoo and, where it lets us in, keeps the way to it; what there is to mend in it.

    Raises:
        Refused: `setup.in_environment`, `setup.linked`, `setup.value` {name, expected}, `setup.trouble_...` {words},
            `setup.version`, `setup.other`, `setup.not_kept`.
    """
    if config.is_set("odoo_url"):
        raise Refused("setup.in_environment", 409)
    with _ONE_AT_A_TIME:
        if services.odoo is not None:
            raise Refused("setup.linked", 409)
        return _connect(given, services)


def _connect(given: Connection, services: Services) -> list[Finding]:
    kept = _kept(services.settings.data_dir.resolve(), given)
    try:
        tried = _tried(services.settings, kept)
        found = _look(services, tried)
    except BaseException:
        _take_back(services.settings.data_dir)
        raise
    _write(lambda: keep(services.settings.data_dir, _to_file(kept)))
    _go_on(services, tried)
    return found


def new_key(key: str, services: Services) -> None:
    """A new key for the same user: holds at the next call.

    Raises:
        Refused: `setup.in_environment`, `setup.value`, `setup.not_kept`.
    """
    if services.settings.odoo_key_file != services.settings.data_dir.resolve() / KEY:
        raise Refused("setup.in_environment", 409)
    _write(lambda: keep_file(services.settings.data_dir / KEY, _line(key, "odoo_key") + "\n"))


def say_rules(texts: dict[str, str], services: Services) -> None:
    """How this shop picks, from now on; waves that are released already stay as they are.

    Raises:
        Refused: `setup.value`, `setup.in_environment`, `setup.not_kept`.
    """
    if any(config.is_set(name) for name in texts):
        raise Refused("setup.in_environment", 409)
    changed: dict[str, Any] = {name: text.strip() or None for name, text in texts.items() if name in RULES}
    settings = _tried(services.settings, changed)
    _write(lambda: keep(services.settings.data_dir, changed))
    services.settings = settings
    services.rules = rules_of(settings)


def ruled(settings: Settings) -> bool:
    """Whether somebody has said how this shop picks."""
    return config.is_set("picking_mode") or config.variable("picking_mode") in config.kept_in(settings.data_dir)


def _kept(folder: Path, given: Connection) -> dict[str, Any]:
    """The settings of this connection; its secrets lie in their files already."""
    key = _line(given.key, "odoo_key")
    _write(lambda: keep_file(folder / KEY, key + "\n"))
    if given.ca.strip():
        _write(lambda: keep_file(folder / CERTIFICATES, given.ca.strip() + "\n"))
    pace = (1.0, 1) if given.hosting in HOSTED else (None, None)
    return {
        "odoo_url": given.url.strip(), "odoo_db": given.database.strip(), "odoo_user": given.user.strip(),
        "odoo_key_file": folder / KEY, "odoo_ca": folder / CERTIFICATES if given.ca.strip() else None,
        "odoo_calls_per_s": pace[0], "odoo_at_once": pace[1],
        "odoo_mode": given.mode if given.mode != "live" else None,
        "pilot_carriers": given.pilot.strip() or None if given.mode == "pilot" else None,
    }  # fmt: skip


def _tried(settings: Settings, changed: dict[str, Any]) -> Settings:
    """These settings with what is changed: as they would be read at the next start."""
    known = {name: getattr(settings, name) for name in settings.model_fields_set if name not in changed}
    try:
        return Settings(**known, **{name: value for name, value in changed.items() if value is not None})
    except ValidationError as wrong:
        error = wrong.errors()[0]
        field = str((error["loc"] or (error["msg"],))[0])
        expected = Settings.model_fields[field].description
        raise Refused("setup.value", 400, {"name": config.variable(field), "expected": expected}) from None


def _look(services: Services, tried: Settings) -> list[Finding]:
    reach: Callable[[Settings], Odoo] = services.reach or gateway
    try:
        odoo = reach(tried.model_copy(update={"odoo_quiet": None}))
        features = odoo.features()
        if wrong_version(features):
            raise Refused("setup.version", 409, {"version": features.version})
        identity = odoo.identity()
        was = services.store.read(lambda views: views.mirrored())  # never by another connection of this process
        if was is not None and was != identity:
            raise Refused("setup.other", 409)
        access = Access(
            tried.odoo or "", tried.odoo_db or "", tried.odoo_user or "", services.clock(), was, tried.label_carriers
        )
        return findings(Look(access, features, odoo.survey(), odoo.warehouses(), identity))
    except (OdooRefused, OdooUnknown, OdooUnreachable) as problem:
        raise Refused(_TROUBLES[trouble_kind(problem)], 502, {"words": said(problem)}) from problem
    except CannotStart as problem:
        raise Refused("setup.value", 400, {"name": "WAREHOUSE_ODOO_CA", "expected": str(problem)}) from problem


def _go_on(services: Services, tried: Settings) -> None:
    """The same services from now on, with an Odoo behind them."""
    services.settings = tried
    linked = follow((services.link or link)(replace(services)))
    services.odoo, services.office, services.odoo_use = linked.odoo, linked.office, linked.odoo_use
    services.close = linked.close
    for told in services.connected:
        told()


def _take_back(folder: Path) -> None:
    for name in (KEY, CERTIFICATES):
        (folder / name).unlink(missing_ok=True)


def _to_file(kept: dict[str, Any]) -> dict[str, str | None]:
    return {name: None if value is None else str(value) for name, value in kept.items()}


def _line(text: str, field: str) -> str:
    kept = text.strip()
    if not kept or not kept.isprintable():
        raise Refused("setup.value", 400, {"name": config.variable(field), "expected": "an API key of that user"})
    return kept


def _write(work: Callable[[], None]) -> None:
    try:
        work()
    except (CannotStart, WrongSetting) as problem:
        raise Refused("setup.not_kept", 507, {"why": str(problem)}) from problem


def behind_of(services: Services, *, worker: bool = False) -> Behind:
    """What stands behind the commands of this machine's command line; `worker`: one reads beside them."""

    def connected(**given: str) -> list[Finding]:
        return connect(Connection(**given), services)

    linked = Linked(services.settings.odoo_url is not None, ruled(services.settings))
    phoning = services.settings.phone_carriers_named
    return Behind(services.odoo, services.odoo_use, services.keep, phoning, worker, linked, connected)


def worst_first(found: Sequence[Finding]) -> list[Finding]:
    """What is to be mended before what is to be known."""
    return sorted(found, key=lambda one: one.level != "mend")
