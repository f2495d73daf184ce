"""The live channel: after a commit it says "there is more, up to seq n", and never what.

A page that hears it asks over HTTP, where it is told what it may know; a hint that gets lost costs a little
time and nothing else. Socket.IO runs on plain threads: each connection pins one for its life.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from flask_socketio import SocketIO

from warehouse_app.service.ports.store import Store, StoreClosed

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)

BREATH_S = 0.05  # hints of the same moment become one
STRANGER_S = 20.0  # so long somebody may hold a thread without having said who they are: the air may be slow
SWEEP_S = 2.0
PAGE = 1000


class Live:
    """The sockets, behind what the store calls after a commit."""

    def __init__(self, base_url: str | None = None) -> None:
        self.socketio = SocketIO(
            async_mode="threading",  # named: with gevent or eventlet installed it would pick those
            transports=["websocket"],
            cors_allowed_origins=[base_url] if base_url else None,  # None: the origin asked for, only
            max_http_buffer_size=16_384,
            manage_session=False,
            ping_interval=20,
            ping_timeout=20,
        )
        self._wake, self._over = threading.Event(), threading.Event()
        self._strangers: dict[str, float] = {}
        self._listeners: list[threading.Event] = []

    def listen(self) -> threading.Event:
        """Set after each commit of this process, until whoever listens clears it."""
        heard = threading.Event()
        self._listeners.append(heard)
        return heard

    def changed(self, _newest: object = None) -> None:
        """Called by the store after a commit, on its own thread: costs it nothing."""
        for heard in (self._wake, *self._listeners):
            heard.set()

    def follow(self, store: Store) -> None:
        """From now on hints whoever is connected, on a thread of its own."""
        seen = _quietly(lambda: store.read(lambda views: views.head()), 0)
        threading.Thread(target=self._follow, args=(store, seen), name="live", daemon=True).start()

    def stop(self) -> None:
        """Hints nobody any more and cuts all off, so that their threads can end."""
        self._over.set()
        self._wake.set()
        if self.socketio.server is not None:
            self._cut(set(self.socketio.server.eio.sockets))

    def shut_out(self, room: str) -> None:
        """Cuts everybody in this room off."""
        server = self.socketio.server
        present = list(server.manager.get_participants("/", room)) if server is not None else []
        for name, connection in present:
            server.disconnect(name)
            self._cut({connection})

    def refused(self, name: str) -> None:
        """Somebody said who they are and may not listen: let them read the answer, then cut them off."""
        server = self.socketio.server
        connection = server.manager.eio_sid_from_sid(name, "/") if server is not None else None
        if connection is not None:
            self._strangers[connection] = time.monotonic() - STRANGER_S

    def _follow(self, store: Store, seen: int) -> None:
        while not self._over.is_set():
            self._wake.wait(SWEEP_S)
            self._wake.clear()
            self._cut_strangers()
            seen = _quietly(lambda since=seen: self._hint(store, since), seen)  # type: ignore[misc]
            self._over.wait(BREATH_S)

    def _hint(self, store: Store, since: int) -> int:
        """Tells each room its newest change; returns up to where everybody has been told."""
        rooms = self._rooms()
        head, rows = store.read(lambda views: (views.head(), views.changes(since, rooms, PAGE) if rooms else []))
        newest = {row.room: row.seq for row in rows}  # they come in order
        for room, seq in newest.items():
            self.socketio.emit("changed", {"seq": seq, "room": room}, to=room)
        return max(head, since) if len(rows) < PAGE else rows[-1].seq

    def _cut_strangers(self) -> None:
        """Cuts connections that were refused, or never said who they are: each holds a thread."""
        server, now = self.socketio.server, time.monotonic()
        if server is None:
            return
        known = {connection for _, connection in list(server.manager.get_participants("/", None))}
        strangers = {name: self._strangers.get(name, now) for name in set(server.eio.sockets) - known}
        self._strangers = strangers
        self._cut({name for name, since in strangers.items() if now - since > STRANGER_S})

    def _cut(self, connections: Iterable[str]) -> None:
        for name in connections:
            held = self.socketio.server.eio.sockets.get(name)
            if held is not None:
                held.close(wait=False)  # waiting for a dead one would hold up the others

    def _rooms(self) -> list[str]:
        server = self.socketio.server
        held = server.manager.rooms.get("/", {}) if server is not None else {}
        return [room for room in list(held) if isinstance(room, str) and room.startswith(("board", "wave:"))]


class SocketCap:
    """WSGI: refuses one live connection too many before it can pin a thread. Else the whole server would hang."""

    def __init__(self, app: WSGIApplication, most: int) -> None:
        self._app = app
        self._free = threading.BoundedSemaphore(most)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if "websocket" not in environ.get("HTTP_UPGRADE", "").lower():
            return self._app(environ, start_response)
        if not self._free.acquire(blocking=False):
            start_response("503 Service Unavailable", [("Content-Length", "0"), ("Retry-After", "30")])
            return [b""]
        try:
            return self._app(environ, start_response)  # comes back when the connection is over
        finally:
            self._free.release()


def _quietly(ask: Callable[[], int], else_: int) -> int:
    """A hint that fails is only a hint: the pages ask by themselves too."""
    try:
        return ask()
    except StoreClosed:
        return else_
    except Exception:
        log.exception("hint failed")
        return else_
