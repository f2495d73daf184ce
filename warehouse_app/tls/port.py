"""One port for both: what begins like a TLS handshake is answered in TLS, all else in plain http.

An address typed without its https leads to the page all the same, and the command line of this machine goes on.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse_app.tls.files import Unusable

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HANDSHAKE = b"\x16"  # the first byte of every TLS record of that kind; no request begins with it
PATIENCE_S = 10.0


class Port:
    """Certificate and key of the server; read again when they were renewed, so that a renewal needs no restart."""

    def __init__(self, cert: Path, key: Path) -> None:
        self._files = (cert, key)
        self._context, self._stamp = self._read(), self._stamped()

    def secured(self, plain: socket.socket) -> socket.socket:
        """The connection as it is to be read: TLS where the other side speaks it. The handshake is still to come."""
        plain.settimeout(PATIENCE_S)
        if plain.recv(1, socket.MSG_PEEK) != HANDSHAKE:
            return plain
        if (stamp := self._stamped()) != self._stamp:
            with suppress(Unusable):  # half written, or spoilt: what was good a moment ago goes on
                self._context, self._stamp = self._read(), stamp
        return self._context.wrap_socket(plain, server_side=True, do_handshake_on_connect=False)

    def _read(self) -> ssl.SSLContext:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        try:
            context.load_cert_chain(*self._files)
        except (OSError, ssl.SSLError) as problem:
            raise Unusable(f"{self._files[0]} with the key {self._files[1]}: {problem}") from problem
        return context

    def _stamped(self) -> tuple[int, ...]:
        return tuple(file.stat().st_mtime_ns for file in self._files if file.exists())


def known_scheme(app: WSGIApplication) -> WSGIApplication:
    """WSGI: says https where the connection is one; the server itself knows only one kind for all."""

    def told(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if isinstance(environ.get("gunicorn.socket"), ssl.SSLSocket):
            environ["wsgi.url_scheme"] = "https"
        return app(environ, start_response)

    return told
