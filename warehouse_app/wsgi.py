"""The server: gunicorn inside, one process with one worker, a thread for each live connection and some to answer.

`serve` owns its listening socket, so that a port in use is a plain message. For another WSGI server:
`warehouse_app.wsgi:app()`.
"""

from __future__ import annotations

import atexit
import json
import logging
import socket
import ssl
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.http.errors import NoMoreData
from gunicorn.workers.gthread import ThreadWorker

from warehouse_app import config, worker
from warehouse_app.bootstrap import CannotStart, Services, build, certificate, check_free, expiry, secret_of
from warehouse_app.config import Settings
from warehouse_app.live import SocketCap
from warehouse_app.tls import Port, known_scheme
from warehouse_app.web import create_app
from warehouse_app.web.line_log import configure

log = logging.getLogger(__name__)

GRACE_S = 10
# A page that computes gives way to a scan after so long, five times sooner than is usual: a scan asks several times.
SWITCH_S = 0.001
ADDRESS_FILE = "server.json"  # where the command line finds the server of this data folder

Ready = Callable[[Services, int], None]


def app() -> Flask:
    """The app over the settings of the environment, for a WSGI server of your own (exactly one process)."""
    settings = config.read()
    configure(settings.log_level, settings.log_format)
    services = build(settings)
    atexit.register(worker.start(services).stop)
    return _capped(services)


def serve(settings: Settings, ready: Ready) -> None:
    """Serves until told to stop. `ready` is called in the worker once it can answer, with the port.

    Raises:
        CannotStart: the port is in use, or another server has the store.
    """
    secret_of(settings)
    check_free(settings)
    port = certificate(settings)
    listener = _listen(settings.host, settings.port)
    Server(settings, listener, ready, port).run()


class Worker(ThreadWorker):  # type: ignore[misc]
    """A worker that answers in TLS who begins in it, where there is a certificate.

    It cuts its live connections when it stops: they would hold it up until its grace is over.
    """

    def handle(self, conn: Any) -> Any:
        if self.app.tls is not None and not conn.initialized:
            conn.init = partial(_secure, conn, self.app.tls, conn.init)
        return super().handle(conn)

    def handle_exit(self, sig: int, frame: Any) -> None:
        super().handle_exit(sig, frame)
        services, worker = self.app.services, self.app.worker
        if worker is not None:
            worker.tell()
        if services is not None:
            threading.Thread(target=services.live.stop, daemon=True).start()


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with our settings and no file, variable or flag of its own."""

    def __init__(self, settings: Settings, listener: socket.socket, ready: Ready, tls: Port | None) -> None:
        self.settings, self.ready, self.tls = settings, ready, tls
        self.port = int(listener.getsockname()[1])
        self.descriptor = listener.detach()
        self.services: Services | None = None
        self.worker: worker.Worker | None = None
        super().__init__()

    def load_config(self) -> None:
        for name, value in _gunicorn(self.settings, self.descriptor).items():
            self.cfg.set(name, value)
        self.cfg.set("worker_exit", self._stopped)

    def load(self) -> Flask:
        """Called in the worker, after the fork: threads and locks do not survive one."""
        configure(self.settings.log_level, self.settings.log_format)
        sys.setswitchinterval(SWITCH_S)
        try:
            self.services = build(self.settings)
        except CannotStart as refused:
            sys.stderr.write(f"{refused}\n")
            sys.exit(Arbiter.APP_LOAD_ERROR)  # the master stops too, instead of trying again
        flask = _capped(self.services)
        self.worker = worker.start(self.services)
        for line in expiry(self.settings):
            log.log(logging.WARNING if line.startswith("MEND") else logging.INFO, "TLS: %s", line)
        address = {"host": self.settings.host, "port": self.port}
        (self.settings.data_dir / ADDRESS_FILE).write_text(json.dumps(address), "utf-8")
        self.ready(self.services, self.port)
        return flask

    def _stopped(self, _server: object, _gone: object) -> None:
        if self.services is not None:
            with suppress(FileNotFoundError):
                (self.settings.data_dir / ADDRESS_FILE).unlink()
            if self.worker is not None:
                self.worker.stop()
            self.services.close()


def _secure(conn: Any, port: Port, begin: Callable[[], None]) -> None:
    """Called once for a connection, in the thread that reads it, when its first byte is there."""
    if not conn.initialized:
        try:
            conn.sock = port.secured(conn.sock)
            if isinstance(conn.sock, ssl.SSLSocket):
                conn.sock.do_handshake()
        except OSError as broken:  # most often a device that does not trust the certificate yet
            raise NoMoreData from broken
    begin()


def _gunicorn(settings: Settings, descriptor: int) -> dict[str, Any]:
    return {
        "bind": [f"fd://{descriptor}"],
        "workers": 1,
        "worker_class": Worker,
        "threads": settings.pool,
        "worker_connections": settings.pool * 2,
        "timeout": 120,
        "graceful_timeout": GRACE_S,
        "keepalive": 75,
        "control_socket_disable": True,
        "logger_class": "warehouse_app.web.line_log.GunicornLog",
    }


def _capped(services: Services) -> Flask:
    flask = create_app(services)
    capped = SocketCap(flask.wsgi_app, services.settings.sockets_max)
    flask.wsgi_app = known_scheme(capped)  # type: ignore[method-assign,assignment]
    return flask


def _listen(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(512)
    except OSError as refused:
        listener.close()
        raise CannotStart(
            f"Nobody can listen on {host}:{port} ({refused.strerror or refused}). Nothing was started. "
            f"Stop what listens there, or set WAREHOUSE_PORT (0: any free port)."
        ) from refused
    return listener
