"""How the command line of this machine proves itself to the running server: by the installation's secret.

The header is `<ms UTC> <hex>`, the hex being keyed by the secret over time, path and body; it is good for half
a minute and once.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import threading
from collections.abc import Callable

from flask import Request

HEADER = "X-Floor-Local"
FRESH_MS = 30_000

_used: dict[str, int] = {}
_lock = threading.Lock()


def sign(secret: bytes, now: int, path: str, body: bytes) -> str:
    """The header's value for this request."""
    said = f"local\n{now}\n{path}\n{hashlib.sha256(body).hexdigest()}"
    return f"{now} {hmac.digest(secret, said.encode(), 'sha256').hex()}"


def vouched(secret: bytes, clock: Callable[[], int], request: Request) -> bool:
    """Whether this request comes from this machine and from somebody who may read the secret, for the first time."""
    given = request.headers.get(HEADER, "")
    at, _, _ = given.partition(" ")
    if not (_is_loopback(request.remote_addr) and at.isascii() and at.isdigit() and len(at) < 16):
        return False
    now = clock()
    right = sign(secret, int(at), request.path, request.get_data(cache=True))
    fresh = abs(now - int(at)) < FRESH_MS
    return hmac.compare_digest(given.encode(), right.encode()) and fresh and _first_time(given, now)


def _first_time(given: str, now: int) -> bool:
    with _lock:
        for old in [one for one, at in _used.items() if now - at > 2 * FRESH_MS]:
            del _used[old]
        if given in _used:
            return False
        _used[given] = now
        return True


def _is_loopback(address: str | None) -> bool:
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False
