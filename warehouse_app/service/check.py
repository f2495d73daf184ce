"""What in an Odoo, or in the way to it, would hurt the floor: said to whoever administers it.

Pure: what was read goes in, findings come out. The rules are in `check_rules`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from warehouse_app.service.ports.odoo import (
    Features,
    OdooDenied,
    OdooOffice,
    OdooRefused,
    OdooUnknown,
    OdooUnreachable,
    OdooWarehouse,
    Survey,
)

SUPPORTED = 19
Level = Literal["mend", "know"]


@dataclass(frozen=True, slots=True)
class Fix:
    """What the second credential may do about a finding; `question` is asked before."""

    question: str
    call: Literal["stop_auto_batch", "ask_for_backorders"]
    op_types: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend, or merely to know: the key of its words, what fills them, and where in Odoo it is."""

    level: Level
    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    where: str = ""
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """It in words: what it is, why it hurts, what to do, and where that is."""

    level: Level
    what: str
    why: str
    do: str
    where: str = ""
    fix: Fix | None = None


def told(found: Finding, say: Callable[..., str]) -> Told:
    """A finding in the language of whoever reads it."""
    what, why, do = (say(f"finding.{found.key}.{part}", **found.facts) for part in ("what", "why", "do"))
    return Told(found.level, what, why, do, found.where, found.fix)


@dataclass(frozen=True, slots=True)
class Access:
    """How the app is to reach its Odoo; `mirrored` is the one its store was filled from. `now` in ms UTC.

    `labelling` are the carriers whose labels Odoo is to make.
    """

    url: str
    database: str
    login: str
    now: int
    mirrored: str | None = None
    labelling: Sequence[str] = ()


def version_problem(version: str) -> str | None:
    """Why this version of Odoo cannot be used, None when it can. Each version has a gateway of its own to come.

    >>> version_problem("19.0+e"), version_problem("saas~19.1+e")
    (None, None)
    >>> version_problem("17.0")
    'this is Odoo 17.0, and the floor works with Odoo 19 only'
    """
    major = re.search(r"\d+", version)
    if major is not None and int(major[0]) == SUPPORTED:
        return None
    return f"this is Odoo {version}, and the floor works with Odoo {SUPPORTED} only"


def trouble(problem: Exception, to: Access) -> Told:
    """Why Odoo could not be asked at all, and what to do about it."""
    return _TROUBLES[trouble_kind(problem)](said(problem), to)


def trouble_kind(problem: Exception) -> str:
    """Which of the troubles it is: `denied`, `tls`, `redirected`, `no_database`, `refused`, `away` or `strange`."""
    words = said(problem)
    if isinstance(problem, OdooDenied):
        return "denied"
    if "CERTIFICATE" in words or "SSL" in words:
        return "tls"
    if "redirects" in words:
        return "redirected"
    if "does not exist" in words and isinstance(problem, OdooUnknown):
        return "no_database"
    if isinstance(problem, OdooRefused):
        return "refused"
    return "away" if isinstance(problem, OdooUnreachable) else "strange"


def said(problem: Exception) -> str:
    """What Odoo, or the way to it, said."""
    return str(problem).strip().rstrip(".")


def mend(fix: Fix, office: OdooOffice) -> None:
    """Does what was agreed to. Raises what the port does."""
    getattr(office, fix.call)(fix.op_types)


def _denied(words: str, to: Access) -> Told:
    return Told(
        "mend",
        f"Odoo does not let {to.login} in: {words}.",
        "The floor goes on picking, but Odoo is not told of it and no new order arrives.",
        "Look whether the user is active, and whether its key has expired or was deleted. Make a new key and put it "
        "into WAREHOUSE_ODOO_KEY_FILE: it is taken over at once.",
        f"Settings > Users & Companies > Users > {to.login}",
    )


def _tls(words: str, to: Access) -> Told:
    return Told(
        "mend",
        f"{to.url} cannot be spoken to safely: {words}.",
        "Without a certificate that is trusted, anybody on the way could read the key.",
        "Give the server a certificate for this name; name your own authority's in WAREHOUSE_ODOO_CA; or, where Odoo "
        "speaks plain http, write http:// in WAREHOUSE_ODOO_URL.",
    )


def _redirected(words: str, _to: Access) -> Told:
    return Told(
        "mend",
        f"This is not Odoo's own address: {words}.",
        "A call that is sent elsewhere arrives there as something else, so no redirect is followed.",
        "Set WAREHOUSE_ODOO_URL to the address it points to, without a path.",
    )


def _no_database(words: str, to: Access) -> Told:
    return Told(
        "mend",
        f"There is an Odoo at {to.url}, but not this database: {words}.",
        "Nothing can be read.",
        f"Correct WAREHOUSE_ODOO_DB; it is {to.database!r}.",
        "the list at /web/database/selector of your Odoo, where it is open",
    )


def _refused(words: str, to: Access) -> Told:
    return Told(
        "mend",
        f"Odoo refuses what {to.login} asks: {words}.",
        "What the app cannot read, the floor does not have.",
        "Give the user Inventory / User. The modules Sales, Inventory with Batch Transfers, and Delivery are needed.",
        f"Settings > Users & Companies > Users > {to.login}",
    )


def _away(words: str, to: Access) -> Told:
    return Told(
        "mend",
        f"Odoo is not reached at {to.url}: {words}.",
        "The floor goes on picking; what it does waits here and is told when Odoo is back.",
        "Look whether Odoo runs, whether the address in WAREHOUSE_ODOO_URL is right, and whether this machine may "
        "reach it (name, port, firewall).",
    )


def _strange(words: str, to: Access) -> Told:
    return Told(
        "mend",
        f"What answers at {to.url} does not speak like an Odoo: {words}.",
        "Nothing can be read.",
        "Correct WAREHOUSE_ODOO_URL: the address of Odoo itself, with its port, without a path.",
    )


_TROUBLES: Mapping[str, Callable[[str, Access], Told]] = {
    "denied": _denied, "tls": _tls, "redirected": _redirected, "no_database": _no_database, "refused": _refused,
    "away": _away, "strange": _strange,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """All that was read of an Odoo that lets us in. `identity` is which one it is."""

    access: Access
    features: Features
    survey: Survey
    warehouses: Sequence[OdooWarehouse]
    identity: str
