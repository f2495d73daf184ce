"""One HTTP request with one deadline for all of it: name look-up, connection, TLS, sending, waiting, reading.

Stands where odoorpc expects an opener of urllib. It follows no redirect, reads no proxy setting, and lets an answer
through only when it is the answer to the question.
"""

from __future__ import annotations

import io
import json
import re
import socket
import ssl
import threading
import time
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request

from warehouse_app.odoo.errors import from_status
from warehouse_app.service.ports.odoo import OdooUnknown, OdooUnreachable

LARGEST = 256 * 1024 * 1024  # bytes of an answer; more is no answer of Odoo's
_ASKED = re.compile(rb'"id": (\d+)\}$')
_RESULT = re.compile(rb'\s*\{"jsonrpc": "2\.0", "id": (\d+), "result": ')


class Opener:
    """Makes requests for one odoorpc object. Not to be shared between threads.

    `lag_ms` is how far the server's clock is ahead of ours, by its newest answer (whole seconds).
    """

    def __init__(self, tls: ssl.SSLContext | None) -> None:
        self._tls = tls
        self.lag_ms = 0

    def open(self, request: Request, timeout: float) -> io.BytesIO:
        """The body of the answer, at most `timeout` seconds later.

        Raises:
            OdooUnreachable: not or not wholly sent, so Odoo cannot have executed it.
            OdooUnknown: sent, and no answer to it came back in time or in one piece.
        """
        body = request.data if isinstance(request.data, bytes) else b""
        until = time.monotonic() + timeout
        connection = _Timed(request.host, until, self._tls)
        try:
            _send(connection, request, body)
            answer, content = _receive(connection)
        finally:
            connection.end()
        if answer.status != 200:
            raise from_status(answer.status, answer.getheader("Location"), answer.getheader("Retry-After"))
        self._note_clock(answer.getheader("Date"))
        _check(body, content)
        return io.BytesIO(content)

    def _note_clock(self, date: str | None) -> None:
        try:
            told = parsedate_to_datetime(date or "").timestamp()
        except ValueError:
            return
        self.lag_ms = round((told - time.time()) * 1000)


class _Timed(HTTPConnection):
    """A connection whose every step ends at `until` (of the monotonic clock) at the latest."""

    def __init__(self, host: str, until: float, tls: ssl.SSLContext | None) -> None:
        super().__init__(host)
        self._until, self._tls = until, tls
        self._plain: socket.socket | None = None

    def connect(self) -> None:
        host = self.host.strip("[]")
        plain = socket.create_connection((_look_up(host, self.port, self._left()), self.port), self._left())
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._plain = plain
        if self._tls is not None:
            plain.settimeout(self._left())
            self._plain = plain = self._tls.wrap_socket(plain, server_hostname=host)
        self.sock = _Socket(plain, self)

    def _left(self) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time for this call is over")
        return left

    def end(self) -> None:
        """Ends the connection. (`close` is called by http.client too, when the body is still to be read.)"""
        self.close()
        if self._plain is not None:
            self._plain.close()
            self._plain = None


class _Socket:
    """A socket as http.client uses one; before every step it is told how much time is left."""

    def __init__(self, plain: socket.socket, connection: _Timed) -> None:
        self._plain, self._connection = plain, connection

    def sendall(self, data: bytes) -> None:
        self._plain.settimeout(self._connection._left())
        self._plain.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self._plain, self._connection), 256 * 1024)

    def close(self) -> None:
        """http.client closes as soon as it has the head of the answer; the body is still to be read."""


class _Reader(io.RawIOBase):
    def __init__(self, plain: socket.socket, connection: _Timed) -> None:
        self._plain, self._connection = plain, connection

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._plain.settimeout(self._connection._left())
        return self._plain.recv_into(buffer)


def _send(connection: _Timed, request: Request, body: bytes) -> None:
    """Sends all of the request. As long as its last byte is not out, Odoo has no request it could execute."""
    address = urlsplit(request.full_url)
    try:
        connection.connect()
        connection.request("POST", address.path, body, {"Content-Type": "application/json", "Connection": "close"})
    except (OSError, HTTPException) as problem:
        raise OdooUnreachable(f"{address.hostname}: {_say(problem)}") from problem


def _receive(connection: _Timed) -> tuple[HTTPResponse, bytes]:
    try:
        answer = connection.getresponse()
        content = answer.read(LARGEST)
    except (OSError, HTTPException, ValueError) as problem:
        raise OdooUnknown(_say(problem)) from problem
    if answer.length:  # `read(n)` takes an early end of the connection for the end of the answer
        raise OdooUnknown("the answer is not whole")
    return answer, content


def _check(body: bytes, content: bytes) -> None:
    """Lets through only a JSON-RPC answer, result or error, to the very question that was asked."""
    asked = _ASKED.search(body)
    number = int(asked.group(1)) if asked else -1
    quick = _RESULT.match(content)
    if quick and int(quick.group(1)) == number:
        return  # the large ones; odoorpc reads them in full, and an end that is missing is found there
    try:
        answer = json.loads(content)
    except ValueError as problem:
        raise OdooUnknown("the answer is no JSON") from problem
    if not isinstance(answer, dict) or answer.get("id") != number or not ("result" in answer or "error" in answer):
        raise OdooUnknown("the answer belongs to no question of ours")
    if "error" in answer and not (isinstance(answer["error"], dict) and isinstance(answer["error"].get("data"), dict)):
        raise OdooUnknown("the error does not say what it is")


def _look_up(host: str, port: int, seconds: float) -> str:
    """The name's first address. The system's look-up knows no deadline, so it runs aside and may be left behind."""
    found: list[str | OSError] = []

    def ask() -> None:
        try:
            found.append(str(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][4][0]))
        except OSError as problem:
            found.append(problem)

    thread = threading.Thread(target=ask, name="odoo-name", daemon=True)
    thread.start()
    thread.join(seconds)
    if not found:
        raise TimeoutError("its name was not found in time")
    if isinstance(found[0], OSError):
        raise found[0]
    return found[0]


def _say(problem: BaseException) -> str:
    if isinstance(problem, TimeoutError):
        return "no answer in time"
    return f"{type(problem).__name__}: {problem}"
