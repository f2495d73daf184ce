"""The rules of `check`: each looks at what was read and tells what of it would hurt the floor.

What it is, why it hurts and what to do are words (`check.<key>.what`, `.why`, `.do`). Menu paths are those
of Odoo 19 in English.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

from warehouse_app.service.check import SUPPORTED, Finding, Fix, Level, Look, version_problem
from warehouse_app.service.check_labels import labels
from warehouse_app.service.check_scanning import scanning
from warehouse_app.service.ports.odoo import Features, OpTypeNow

WARN_MS = 14 * 86_400_000
_TYPES = "Inventory > Configuration > Operations Types"
_USERS = "Settings > Users & Companies > Users"
_SHOWN = 3
DECIMALS = 3  # the floor counts in thousandths
_HOME = ("localhost", "127.0.0.1", "::1")


def findings(look: Look) -> list[Finding]:
    """Everything to mend, then everything to know."""
    found = [finding for rule in _RULES for finding in rule(look)]
    return sorted(found, key=lambda finding: finding.level != "mend")


def wrong_version(features: Features) -> Finding | None:
    """Said alone: of a version that is not supported nothing else is looked at."""
    if version_problem(features.version) is None:
        return None
    return Finding("mend", "version", {"version": features.version, "supported": SUPPORTED})


def _identity(look: Look) -> Iterator[Finding]:
    ours = look.access.mirrored
    if ours is not None and ours != look.identity:
        yield Finding("mend", "identity", {"ours": ours, "theirs": look.identity})


def _key(look: Look) -> Iterator[Finding]:
    expires, now, login = look.features.key_expires_at, look.access.now, look.access.login
    if expires is None or expires - now > WARN_MS:
        return
    facts = {"login": login, "days": max((expires - now) // 86_400_000, 0), "day": _day(expires)}
    yield Finding("mend", "key", facts, f"{_USERS} > {login} > My Preferences > Security")


def _plain(look: Look) -> Iterator[Finding]:
    address = urlsplit(look.access.url)
    if address.scheme == "http" and address.hostname not in _HOME:
        yield Finding("know", "plain")


def _rights(look: Look) -> Iterator[Finding]:
    denied: dict[str, list[str]] = {}
    for (model, operation), may in look.survey.rights.items():
        if not may:
            denied.setdefault(model, []).append(operation)
    for model, operations in denied.items():
        facts = {"login": look.access.login, "operations": _all(operations), "model": model}
        yield Finding("mend", "rights", facts, f"{_USERS} > {look.access.login}")


def _modules(look: Look) -> Iterator[Finding]:
    for module in look.survey.missing_modules:
        yield Finding("mend", "module", {"module": module}, "Apps")


def _companies(look: Look) -> Iterator[Finding]:
    companies = look.survey.companies
    if len(companies) > 1:
        facts = {"login": look.access.login, "n": len(companies), "names": _some(companies)}
        yield Finding("mend", "companies", facts, f"{_USERS} > {look.access.login}")


def _zones(look: Look) -> Iterator[Finding]:
    """Odoo keeps a time zone for an address but hardly shows it; the user's is easily set."""
    zones = {site.name: site.zone for site in look.warehouses}
    for name in look.survey.zoneless:
        zone = zones.get(name) or "UTC"
        facts = {"name": name, "zone": zone, "login": look.access.login}
        level: Level = "mend" if zone == "UTC" else "know"
        yield Finding(level, "zone", facts, f"{_USERS} > {look.access.login} > Preferences")


def _auto_batch(look: Look) -> Iterator[Finding]:
    types = [row for row in _floor_types(look) if row.auto_batch]
    if types:
        fix = Fix(f"Untick Automatic Batches of {_names(types)}?", "stop_auto_batch", _ids(types))
        yield Finding("mend", "auto_batch", {"types": _names(types)}, f"{_TYPES} > {_names(types)}", fix)


def _backorders(look: Look) -> Iterator[Finding]:
    levels: tuple[tuple[str, Level], ...] = (("never", "mend"), ("always", "know"))
    for policy, level in levels:
        types = [row for row in _floor_types(look) if row.backorder == policy]
        if types:
            fix = Fix(f"Set Create Backorder of {_names(types)} to Ask?", "ask_for_backorders", _ids(types))
            where = f"{_TYPES} > {_names(types)}"
            yield Finding(level, f"backorder_{policy}", {"types": _names(types)}, where, fix)


def _reservation(look: Look) -> Iterator[Finding]:
    types = [row for row in _floor_types(look) if row.reservation == "manual" and row.code == "outgoing"]
    if types:
        yield Finding("know", "reservation", {"types": _names(types)}, f"{_TYPES} > {_names(types)}")


def _batches(look: Look) -> Iterator[Finding]:
    others = [batch for batch in look.survey.batches if not batch.ours and batch.transfers]
    if others:
        count = sum(batch.transfers for batch in others)
        facts = {"n": len(others), "transfers": count, "names": _some([batch.name for batch in others])}
        yield Finding("mend", "batches", facts, "Inventory > Operations > Batch Transfers")


def _sms(look: Look) -> Iterator[Finding]:
    if look.survey.asks_sms:
        yield Finding("know", "sms", where="Inventory > Configuration > Settings > Text Confirmation")


def _views(look: Look) -> Iterator[Finding]:
    if bins := look.survey.view_bins:
        facts = {"n": len(bins), "names": _some(bins)}
        yield Finding("know", "views", facts, "Inventory > Configuration > Locations")


def _decimals(look: Look) -> Iterator[Finding]:
    decimals, where = look.survey.decimals, "Settings > Technical > Decimal Accuracy (developer mode)"
    if decimals > DECIMALS:
        yield Finding("mend", "decimals_many", {"n": decimals}, where)
    elif decimals < DECIMALS:
        yield Finding("know", "decimals_few", {"n": decimals}, where)


def _hosting(look: Look) -> Iterator[Finding]:
    if look.features.hosting in ("online", "sh"):
        yield Finding("know", look.features.hosting, where="docs/connecting-odoo.md, Hosted Odoo")


def _scanning(look: Look) -> Iterator[Finding]:
    for row in _floor_types(look):
        yield from scanning(row.name, look.features.scan_options.get(row.odoo_id, {}))


_RULES: tuple[Callable[[Look], Iterable[Finding]], ...] = (
    _identity, _key, _rights, _modules, _companies, _zones, _auto_batch, _backorders, _batches, _decimals,
    _reservation, _sms, _views, _plain, _hosting, _scanning, labels,
)  # fmt: skip


def _floor_types(look: Look) -> list[OpTypeNow]:
    """Those whose transfers come to the floor."""
    return [row for row in look.survey.op_types if row.code in ("outgoing", "internal") and row.warehouse is not None]


def _ids(types: Iterable[OpTypeNow]) -> tuple[int, ...]:
    return tuple(row.odoo_id for row in types)


def _names(types: Iterable[OpTypeNow]) -> str:
    return _all([row.name for row in types])


def _all(words: list[str]) -> str:
    return ", ".join(dict.fromkeys(words))


def _some(words: Iterable[str]) -> str:
    listed = list(words)
    rest = len(listed) - _SHOWN
    return ", ".join(listed[:_SHOWN]) + (f" (+{rest})" if rest > 0 else "")


def _day(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).strftime("%Y-%m-%d")
