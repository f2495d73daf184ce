"""The rules of `check`: each looks at what was read and tells what of it would hurt the floor, and the way to mend it.

Menu paths are those of Odoo 19 in English.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

from warehouse_app.service.check import Finding, Fix, Look, version_problem
from warehouse_app.service.check_scanning import scanning
from warehouse_app.service.ports.odoo import Features, OpTypeNow

WARN_MS = 14 * 86_400_000
_TYPES = "Inventory > Configuration > Operations Types"
_USERS = "Settings > Users & Companies > Users"
_SHOWN = 3
_HOME = ("localhost", "127.0.0.1", "::1")


def findings(look: Look) -> list[Finding]:
    """Everything to mend, then everything to know."""
    found = [finding for rule in _RULES for finding in rule(look)]
    return sorted(found, key=lambda finding: finding.level != "mend")


def wrong_version(features: Features) -> Finding | None:
    """Said alone: of a version that is not supported nothing else is looked at."""
    problem = version_problem(features.version)
    if problem is None:
        return None
    return Finding(
        "mend",
        f"This Odoo cannot be used: {problem}.",
        "Quantities, packages and waves are kept differently in other versions; nothing was tried.",
        "Upgrade Odoo, or use a version of the app that names yours.",
    )


def _identity(look: Look) -> Iterator[Finding]:
    ours = look.access.mirrored
    if ours is not None and ours != look.identity:
        yield Finding(
            "mend",
            f"The store was filled from another Odoo: {ours}, and this is {look.identity}.",
            "Picks of the one must never be booked in the other, so Odoo is asked nothing and told nothing.",
            "Connect the Odoo it was filled from, or give this one a store of its own (WAREHOUSE_DATA_DIR). "
            "Another address or a copied database counts as another Odoo.",
        )


def _key(look: Look) -> Iterator[Finding]:
    expires, now, login = look.features.key_expires_at, look.access.now, look.access.login
    if expires is None or expires - now > WARN_MS:
        return
    days = max((expires - now) // 86_400_000, 0)
    yield Finding(
        "mend",
        f"The key of {login} expires in {days} days, on {_day(expires)}.",
        "From then on Odoo is told nothing and no new order arrives.",
        "Make a new key and put it into WAREHOUSE_ODOO_KEY_FILE in place of the old one; no restart is needed.",
        "signed in as this user: the name at the top right > My Preferences > Security",
    )


def _plain(look: Look) -> Iterator[Finding]:
    address = urlsplit(look.access.url)
    if address.scheme == "http" and address.hostname not in _HOME:
        yield Finding(
            "know",
            "The way to Odoo is plain http.",
            "Whoever can listen on that network can read the key.",
            "Use https, or keep both on one machine or a network of their own.",
        )


def _rights(look: Look) -> Iterator[Finding]:
    denied: dict[str, list[str]] = {}
    for (model, operation), may in look.survey.rights.items():
        if not may:
            denied.setdefault(model, []).append(operation)
    for model, operations in denied.items():
        yield Finding(
            "mend",
            f"{look.access.login} may not {_all(operations)} {model}.",
            "What the floor does there cannot be told to Odoo.",
            "Give the user Inventory / User; look for record rules and groups of your own that take it away again.",
            f"{_USERS} > {look.access.login}",
        )


def _modules(look: Look) -> Iterator[Finding]:
    for module in look.survey.missing_modules:
        yield Finding(
            "mend",
            f"The module {module} is not installed.",
            "The app reads orders, carriers and batches of every transfer.",
            f"Install it: search for {module} and take the filter Apps away.",
            "Apps",
        )


def _companies(look: Look) -> Iterator[Finding]:
    companies = look.survey.companies
    if len(companies) > 1:
        yield Finding(
            "mend",
            f"{look.access.login} sees {len(companies)} companies: {_some(companies)}.",
            "One installation works for one company; stock and orders of the others would mix in.",
            "Leave one under Allowed Companies; give each further company an installation of its own.",
            f"{_USERS} > {look.access.login}",
        )


def _zones(look: Look) -> Iterator[Finding]:
    """Odoo keeps a time zone for an address but hardly shows it; the user's is easily set."""
    zones = {site.name: site.zone for site in look.warehouses}
    for name in look.survey.zoneless:
        zone = zones.get(name) or "UTC"
        yield Finding(
            "mend" if zone == "UTC" else "know",
            f"The address of {name} has no time zone; {zone} is used.",
            "Cut-offs and the board follow the warehouse's zone: its address's, else the app's user's, else UTC.",
            f"Set the Timezone of {look.access.login}, unless {zone} is right.",
            f"{_USERS} > {look.access.login} > Preferences",
        )


def _auto_batch(look: Look) -> Iterator[Finding]:
    types = [row for row in _floor_types(look) if row.auto_batch]
    if types:
        yield Finding(
            "mend",
            f"Odoo puts transfers into batches by itself: {_names(types)}.",
            "Each of Odoo's batches becomes a wave as it is; its orders are not put on the carts that walk least.",
            "Untick Automatic Batches.",
            f"{_TYPES} > {_names(types)}",
            Fix(f"Untick Automatic Batches of {_names(types)}?", "stop_auto_batch", _ids(types)),
        )


def _backorders(look: Look) -> Iterator[Finding]:
    types = [row for row in _floor_types(look) if row.backorder == "never"]
    if types:
        yield Finding(
            "mend",
            f"Odoo drops what is missing: Create Backorder is Never for {_names(types)}.",
            "A short pick would cancel the rest of the order without anybody having decided it.",
            "Set Create Backorder to Ask.",
            f"{_TYPES} > {_names(types)}",
            Fix(f"Set Create Backorder of {_names(types)} to Ask?", "ask_for_backorders", _ids(types)),
        )
    types = [row for row in _floor_types(look) if row.backorder == "always"]
    if types:
        yield Finding(
            "know",
            f"Create Backorder is Always for {_names(types)}.",
            "When a supervisor decides to cancel what is missing, Odoo makes a backorder of it all the same.",
            "Set it to Ask, unless you want it so.",
            f"{_TYPES} > {_names(types)}",
            Fix(f"Set Create Backorder of {_names(types)} to Ask?", "ask_for_backorders", _ids(types)),
        )


def _reservation(look: Look) -> Iterator[Finding]:
    types = [row for row in _floor_types(look) if row.reservation == "manual" and row.code == "outgoing"]
    if types:
        yield Finding(
            "know",
            f"Nothing is reserved by itself: Reservation Method is Manually for {_names(types)}.",
            "The floor sees an order when its goods are reserved, and not before.",
            "Set it to At Confirmation, unless somebody presses Check Availability on purpose.",
            f"{_TYPES} > {_names(types)}",
        )


def _batches(look: Look) -> Iterator[Finding]:
    others = [batch for batch in look.survey.batches if not batch.ours and batch.transfers]
    if others:
        count = sum(batch.transfers for batch in others)
        yield Finding(
            "mend",
            f"{len(others)} batches were made elsewhere, with {count} transfers: "
            f"{_some([batch.name for batch in others])}.",
            "Those that are confirmed become waves as they are; the app takes no transfer out of somebody's batch.",
            "Leave them, or cancel them in Odoo: that sets their transfers free for the app's carts.",
            "Inventory > Operations > Batch Transfers",
        )


def _sms(look: Look) -> Iterator[Finding]:
    if look.survey.asks_sms:
        yield Finding(
            "know",
            "Odoo sends a text message when a delivery is done (Text Confirmation).",
            "It would be sent in the middle of the app's call and charged to you, so the app's calls leave it out: "
            "customers get no text for what the floor ships.",
            "Untick Text Confirmation, or tell customers another way.",
            "Inventory > Configuration > Settings > Text Confirmation",
        )


def _views(look: Look) -> Iterator[Finding]:
    bins = look.survey.view_bins
    if bins:
        yield Finding(
            "know",
            f"{len(bins)} places lie below a location of type View: {_some(bins)}.",
            "Odoo cuts their names off there, so two aisles may seem to have the same bin.",
            "Make zones and aisles Internal Locations, or give every bin a name of its own.",
            "Inventory > Configuration > Locations",
        )


def _decimals(look: Look) -> Iterator[Finding]:
    decimals = look.survey.decimals
    if decimals > 3:
        yield Finding(
            "mend",
            f"Odoo keeps quantities to {decimals} decimals.",
            "The floor counts in thousandths: finer amounts cannot be picked to the end.",
            "Set Product Unit to 3 digits or less.",
            "Settings > Technical > Decimal Accuracy (developer mode)",
        )
    elif decimals < 3:
        yield Finding(
            "know",
            f"Odoo keeps quantities to {decimals} decimals.",
            "That matters only where goods are weighed: 1.255 kg becomes 1.26 kg.",
            "Where you sell by weight set Product Unit to 3 digits.",
            "Settings > Technical > Decimal Accuracy (developer mode)",
        )


def _hosting(look: Look) -> Iterator[Finding]:
    told = {
        "online": ("Odoo Online", "Its API is part of the Custom plan only, and its acceptable use policy holds."),
        "sh": ("Odoo.sh", "It ends and restarts its workers as it likes; a call that is cut off is looked after."),
    }
    if look.features.hosting in told:
        name, means = told[look.features.hosting]
        yield Finding(
            "know",
            f"This Odoo is hosted on {name}.",
            means,
            "Ask for little at a time: WAREHOUSE_ODOO_AT_ONCE=1 and WAREHOUSE_ODOO_CALLS_PER_S=1 to begin with.",
            "docs/connecting-odoo.md, Hosted Odoo",
        )


def _scanning(look: Look) -> Iterator[Finding]:
    for row in _floor_types(look):
        yield from scanning(row.name, look.features.scan_options.get(row.odoo_id, {}))


_RULES: tuple[Callable[[Look], Iterable[Finding]], ...] = (
    _identity, _key, _rights, _modules, _companies, _zones, _auto_batch, _backorders, _batches, _decimals,
    _reservation, _sms, _views, _plain, _hosting, _scanning,
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
    return ", ".join(listed[:_SHOWN]) + (f" and {rest} more" if rest > 0 else "")


def _day(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).strftime("%Y-%m-%d")
