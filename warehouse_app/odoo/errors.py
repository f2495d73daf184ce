"""Every way a call can end, told in the three words of the port: refused, unreachable, unknown."""

from __future__ import annotations

from typing import Any

from warehouse_app.service.ports.odoo import OdooDenied, OdooRefused, OdooUnknown, OdooUnreachable

# Odoo rolls back before it answers with one of these, so nothing was changed.
_REFUSED = ("odoo.exceptions.", "builtins.", "werkzeug.exceptions.")
# Rolled back too, but only somebody else was in the way: the same call may work later.
_LATER = frozenset(
    {
        "odoo.exceptions.LockError",
        "odoo.exceptions.ConcurrencyError",
        "psycopg2.errors.SerializationFailure",
        "psycopg2.errors.LockNotAvailable",
        "psycopg2.errors.DeadlockDetected",
    }
)
_DENIED = frozenset({"odoo.exceptions.AccessDenied", "odoo.http.SessionExpiredException"})
_LONGEST = 500
_NEVER_ARRIVED = frozenset({400, 401, 403, 404, 405, 406, 408, 411, 415, 421, 429})


def from_answer(info: Any) -> Exception:
    """What Odoo's own error means. `info` is the JSON-RPC error: {code, message, data: {name, message, ...}}.

    A class nobody knows (the database died, say) may have struck after the work was done: unknown.
    """
    data = info.get("data") if isinstance(info, dict) else None
    if not isinstance(data, dict):
        return OdooUnknown("Odoo answered with an error that does not say what it is")
    name, words = str(data.get("name", "")), _words(data)
    if name in _DENIED:
        return OdooDenied(words)
    if name in _LATER:
        return OdooUnreachable(words)
    if name.startswith(_REFUSED):
        return OdooRefused(words)
    return OdooUnknown(words)


def from_status(status: int, place: str | None, retry_after: str | None) -> Exception:
    """What an HTTP status other than 200 means; `place` is where a redirect points to.

    Odoo answers its calls with 200 even when it refuses them, so another status comes from something before it.
    What a proxy says of a request it may have passed on (5xx) leaves open what became of it.
    """
    if 300 <= status < 400:
        return OdooUnreachable(f"the address redirects to {place}; use that one")
    if status == 413:
        return OdooRefused("the request is larger than the server before Odoo takes")
    pause = float(retry_after) if retry_after is not None and retry_after.isdecimal() else None
    if status in _NEVER_ARRIVED:
        return OdooUnreachable(f"no Odoo behind this address: HTTP {status}", pause)
    return OdooUnknown(f"HTTP {status}")


def _words(data: dict[str, Any]) -> str:
    text = str(data.get("message") or data.get("name") or "")
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
