"""A proxy between the app and Odoo that does to calls what bad lines do. Without an Odoo behind it, it answers itself.

What befalls a call is decided by a plan: a function from the Call to one of the FATES. Every call is written down
with its fate. Plans here are deterministic, or drawn from a seed.
"""

from __future__ import annotations

import json
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.utils import formatdate
from hashlib import sha256
from http.client import HTTPConnection, HTTPException
from random import Random
from typing import Any
from urllib.parse import urlsplit

FATES = (
    "well",
    "lost",  # executed, then the connection ends without an answer
    "reset",  # executed, then the connection is reset
    "vanished",  # never executed, and the connection ends without an answer
    "half",  # executed, half of the answer arrives
    "dribble",  # executed, the answer comes a byte at a time
    "late",  # executed, the answer comes after `pause` seconds
    "garbage",  # executed, a page of HTML with status 200
    "cut",  # executed, valid HTTP around half a JSON
    "other",  # executed, the answer to another question
    "neither",  # executed, an answer with neither result nor error
    "vague",  # executed, an error that does not say what it is
    "redirect",  # not executed
    "429",
    "502",
    "503",  # not executed
)
_READS = frozenset(
    {"read", "search", "search_read", "search_count", "web_read", "web_search_read", "fields_get", "login"}
)
_READS |= {"context_get", "version", "check_object_reference", "get_external_id", "has_access", "formatted_read_group"}


@dataclass(frozen=True)
class Call:
    """One call as the proxy saw it; `key` is equal for equal calls."""

    number: int
    model: str
    method: str
    key: str

    @property
    def mutating(self) -> bool:
        return self.method not in _READS


Plan = Callable[[Call], str]


def well(call: Call) -> str:
    return "well"


def lose_each_once(fate: str = "lost") -> Plan:
    """Every mutating call loses its answer the first time it is made; the very same call then goes well."""
    seen: set[str] = set()

    def plan(call: Call) -> str:
        if not call.mutating or call.key in seen:
            return "well"
        seen.add(call.key)
        return fate

    return plan


def now_and_then(seed: int, chance: float, fates: tuple[str, ...] = ("lost", "vanished", "reset", "half")) -> Plan:
    """A share of all calls meets one of the fates."""
    random = Random(seed)
    return lambda call: random.choice(fates) if random.random() < chance else "well"


class FaultProxy:
    """Listens on a port of this machine until closed. `pause` is the time between bytes, or before a late answer."""

    def __init__(
        self,
        behind: str | None = None,
        plan: Plan = well,
        pause: float = 0.2,
        result: Any = True,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.plan, self.pause, self.result = plan, pause, result
        self.error: dict[str, Any] | None = None  # what the proxy answers by itself instead of `result`
        self.ahead: float | None = None  # how many seconds its clock is ahead; None: it tells no time
        self.calls: list[tuple[Call, str]] = []
        self._behind, self._tls = behind, tls
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http{'s' if tls else ''}://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def __enter__(self) -> FaultProxy:
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        socket.create_connection(self._listener.getsockname()).close()  # wakes the thread that waits for a caller
        self._thread.join(5)
        self._listener.close()

    def fates(self, method: str) -> list[str]:
        """What befell the calls of this method, in order."""
        return [fate for call, fate in self.calls if call.method == method]

    def _listen(self) -> None:
        while not self._closed.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self._closed.is_set():
                client.close()
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, suppress(OSError, HTTPException):  # also when Odoo is killed in the middle of its answer
            line = self._tls.wrap_socket(client, server_side=True) if self._tls else client
            with line:
                head, body = _read_request(line)
                fate = self._fate(body)
                _Answer(line, fate, self.pause, self._date()).give(lambda: self._execute(head, body))

    def _date(self) -> str:
        return "" if self.ahead is None else f"\r\nDate: {formatdate(time.time() + self.ahead, usegmt=True)}"

    def _fate(self, body: bytes) -> str:
        params = json.loads(body)["params"]
        named = params["args"][3:5] if params.get("service") == "object" else ["", params.get("method", "")]
        with self._lock:
            call = Call(len(self.calls) + 1, str(named[0]), str(named[1]), _key(params))
            fate = self.plan(call)
            self.calls.append((call, fate))
        return fate

    def _execute(self, head: bytes, body: bytes) -> bytes:
        if self._behind is None:
            said: dict[str, Any] = {"error": self.error} if self.error else {"result": self.result}
            return _json(id=json.loads(body)["id"], **said)
        host = urlsplit(self._behind).netloc
        connection = HTTPConnection(host, timeout=120)
        try:
            connection.request("POST", head.split()[1].decode(), body, {"Content-Type": "application/json"})
            return connection.getresponse().read()
        finally:
            connection.close()


class _Answer:
    """Gives one answer, in the way its fate wants."""

    def __init__(self, client: socket.socket, fate: str, pause: float, date: str) -> None:
        self._client, self._fate, self._pause, self._date = client, fate, pause, date

    def give(self, execute: Callable[[], bytes]) -> None:
        if self._fate == "vanished":
            return
        if self._fate == "redirect":
            self._send(b"", "302 Found\r\nLocation: https://elsewhere.example/jsonrpc")
        elif self._fate.isdecimal():
            pause = "\r\nRetry-After: 7" if self._fate == "429" else ""
            self._send(b"busy", f"{self._fate} Trouble{pause}")
        else:
            self._bend(execute())

    def _bend(self, content: bytes) -> None:
        if self._fate == "reset":
            self._client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        elif self._fate == "half":
            self._client.sendall(_http(content, "200 OK")[: -len(content) // 2])
        elif self._fate == "dribble":
            self._dribble(_http(content, "200 OK"))
        elif self._fate == "late":
            time.sleep(self._pause)
            self._send(content)
        elif self._fate != "lost":
            self._send(self._twist(content))

    def _twist(self, content: bytes) -> bytes:
        """The answer as a bad server gives it; as it is for fate `well`."""
        number = json.loads(content)["id"]
        twisted: dict[str, bytes] = {
            "garbage": b"<html><body>Maintenance</body></html>",
            "cut": content[:-1],
            "other": _json(id=number + 1, result=True),
            "neither": _json(id=number),
            "vague": _json(id=number, error={"message": "?"}),
        }
        return twisted.get(self._fate, content)

    def _dribble(self, everything: bytes) -> None:
        for at in range(len(everything)):
            self._client.sendall(everything[at : at + 1])
            time.sleep(self._pause)

    def _send(self, content: bytes, status: str = "200 OK") -> None:
        self._client.sendall(_http(content, status + self._date))


def _read_request(client: socket.socket) -> tuple[bytes, bytes]:
    data = b""
    while b"\r\n\r\n" not in data:
        data += _more(client)
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(int(row.split(b":")[1]) for row in head.split(b"\r\n") if row.lower().startswith(b"content-length:"))
    while len(body) < length:
        body += _more(client)
    return head, body


def _more(client: socket.socket) -> bytes:
    data = client.recv(1 << 16)
    if not data:
        raise ConnectionError("the caller went away")
    return data


def _http(content: bytes, status: str) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(content)}"
    return f"{head}\r\nConnection: close\r\n\r\n".encode() + content


def _json(**values: Any) -> bytes:
    return json.dumps({"jsonrpc": "2.0"} | values).encode()


def _key(params: dict[str, Any]) -> str:
    return sha256(json.dumps(params, sort_keys=True).encode()).hexdigest()
