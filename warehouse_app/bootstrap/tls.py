"""The server's certificate from the settings: the port it opens, and what is to be said of its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from warehouse_app.bootstrap.errors import CannotStart
from warehouse_app.config import Settings
from warehouse_app.tls import SOON_DAYS, Port, Unusable, look


def certificate(settings: Settings) -> Port | None:
    """The port that speaks TLS, where a certificate is set.

    Raises:
        CannotStart: certificate or key cannot be used.
    """
    if settings.tls_cert is None or settings.tls_key is None:
        return None
    try:
        port = Port(settings.tls_cert, settings.tls_key)
    except Unusable as problem:
        raise CannotStart(
            f"The certificate cannot be used: {problem}. Nothing was started. "
            f"Correct WAREHOUSE_TLS_CERT and WAREHOUSE_TLS_KEY, or make one with `warehouse-app tls init`."
        ) from problem
    return port


def expiry(settings: Settings) -> Iterator[str]:
    """How long the certificate is still good for, and from a month before its end what to do."""
    if settings.tls_cert is None:
        return
    try:
        found = look(settings.tls_cert)
    except Unusable as problem:
        yield str(problem)
        return
    left = found.days_left(datetime.now(UTC))
    yield f"good until {found.until:%Y-%m-%d} for {', '.join(found.names)}"
    if left <= SOON_DAYS:
        when = f"ends in {left} days" if left >= 0 else "has ended: devices refuse the page"
        yield f"MEND the certificate {when}. Renew it (`warehouse-app tls init`, or as you got it); nothing restarts"
