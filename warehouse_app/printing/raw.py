"""A label printer on the network that takes ZPL on a raw socket, and answers when asked how it is.

A send that "worked" proves nothing: the bytes may lie in a buffer of a printer without paper. So it is asked before
and after, and printed is what it says it has printed.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass

from warehouse_app.service.ports.printing import Sent

ASK, FORGET = b"~HS\r\n", b"~JA\r\n"
_STX, _ETX = b"\x02", b"\x03"
_LINES = 3


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds: to be let in, for an answer, for bytes to be taken, for the label to come out, between two looks."""

    connect: float = 3.0
    answer: float = 2.0
    send: float = 10.0
    print: float = 12.0
    between: float = 0.2


@dataclass(frozen=True, slots=True)
class Status:
    """What the printer says of itself; `held` labels are in it and not printed yet."""

    trouble: str | None
    held: int


class Silent(Exception):
    """It does not answer, or not in words we know."""

    def __init__(self, trouble: str) -> None:
        super().__init__(trouble)
        self.trouble = trouble


def read_status(said: bytes) -> Status:
    """The three lines of a printer's answer.

    Raises:
        Silent: they are not.
    """
    lines = [part.partition(_ETX)[0].split(b",") for part in said.split(_STX)[1:]]
    try:
        first, second, _ = lines
        paper_out, paused, in_buffer = first[1] == b"1", first[2] == b"1", int(first[4])
        partial, cold, hot = first[7] == b"1", first[10] == b"1", first[11] == b"1"
        head_open, ribbon_out, left = second[2] == b"1", second[3] == b"1", int(second[8])
    except (ValueError, IndexError):
        raise Silent("unreadable") from None
    found = [
        word
        for word, is_so in (
            ("head_open", head_open), ("paper_out", paper_out), ("ribbon_out", ribbon_out), ("hot", hot or cold),
            ("paused", paused),
        )
        if is_so
    ]  # fmt: skip
    return Status(found[0] if found else None, in_buffer + left + partial)


class RawPrinter:
    """One printer. `asks` is False for one that never answers: then only a person knows."""

    def __init__(self, host: str, port: int, asks: bool = True, waits: Waits | None = None) -> None:
        self._to, self._asks, self._waits = (host.strip("[]"), port), asks, waits or Waits()

    def look(self) -> str | None:
        try:
            with closing(self._connected()) as line:
                return self._ready(line)
        except Silent as silent:
            return silent.trouble
        except OSError:
            return "gone"

    def send(self, body: bytes, token: str, leaving: Callable[[], bool]) -> Sent:
        try:
            line = self._connected()
        except OSError:
            return Sent("queued", "gone")
        with closing(line):
            try:
                trouble = self._ready(line)
            except Silent as silent:
                trouble = silent.trouble
            except OSError:
                trouble = "reset"
            if trouble is not None:
                return Sent("queued", trouble)
            if not leaving():
                return Sent("queued")
            return self._printed(line, body)

    def recall(self, token: str) -> None:
        """Whatever it holds: it has no names for what it was sent, and nobody but us sends it anything."""
        with suppress(OSError, Silent), closing(self._connected()) as line:
            if self._asks and self._status(line).held:
                line.sendall(FORGET)
                self._status(line)

    def _printed(self, line: socket.socket, body: bytes) -> Sent:
        """From here on it may come out, whatever goes wrong."""
        try:
            line.settimeout(self._waits.send)
            line.sendall(body)
        except TimeoutError:
            return Sent("unknown", "hanging")
        except OSError:
            return Sent("unknown", "reset")
        if not self._asks:
            return Sent("unknown", "no_status")
        try:
            return self._outcome(line)
        except Silent as silent:
            return Sent("unknown", silent.trouble)
        except OSError:
            return Sent("unknown", "reset")

    def _outcome(self, line: socket.socket) -> Sent:
        """Printed is what it holds no longer, and that twice: it may not have begun to read when first asked."""
        until, idle = time.monotonic() + self._waits.print, 0
        while time.monotonic() < until:
            now = self._status(line)
            if now.trouble is not None:
                return Sent("unknown", now.trouble)
            idle = 0 if now.held else idle + 1
            if idle == 2:
                return Sent("confirmed")
            time.sleep(self._waits.between)
        return Sent("unknown", "hanging")

    def _ready(self, line: socket.socket) -> str | None:
        if not self._asks:
            return None
        now = self._status(line)
        return now.trouble or ("busy" if now.held else None)

    def _connected(self) -> socket.socket:
        line = socket.create_connection(self._to, self._waits.connect)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return line

    def _status(self, line: socket.socket) -> Status:
        line.settimeout(self._waits.answer)
        said = b""
        try:
            line.sendall(ASK)
            while said.count(_ETX) < _LINES:
                more = line.recv(1024)
                if not more:
                    raise ConnectionResetError
                said += more
                if len(said) > 4096:
                    raise Silent("unreadable")
        except TimeoutError:
            raise Silent("silent") from None
        return read_status(said)
