"""Plain http where there is TLS: pages are sent on to https.

What devices upload is still taken: a page opened before the change has its scans under the old address, and only there.
"""

from __future__ import annotations

from flask import Flask, redirect, request
from werkzeug.wrappers import Response

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused

OPEN = ("/api/", "/local/", "/livez", "/readyz", "/socket.io/", "/set-up", "/s/")


def install(app: Flask, services: Services) -> None:
    """Goes before the guard."""
    if services.settings.tls_cert is None:
        return

    @app.before_request
    def to_https() -> Response | None:
        if request.is_secure or request.path.startswith(OPEN):
            return None
        if request.method not in ("GET", "HEAD"):
            raise Refused("request.plain", 403)
        return redirect(f"https://{request.host}{request.full_path.rstrip('?')}", 302)
