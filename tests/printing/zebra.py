"""A label printer that is not there: a real TCP server that takes ZPL, says how it is, and can fail in every way.

`python -m tests.printing.zebra` runs one to try; what it prints it lists on standard output.
"""

from __future__ import annotations

import re
import socket
import struct
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field

from warehouse_app.printing.raw import Waits

PATIENT = Waits(connect=20, answer=20, send=20, print=20, between=0.002)
IN_VAIN = Waits(connect=0.5, answer=0.15, send=0.15, print=0.3, between=0.002)
_FORMAT = re.compile(rb"\^XA.*?\^XZ", re.S)


@dataclass
class Zebra:
    """`printed` is what came out of it, `buffer` what it took and could not print yet.

    Switches: `paper_out`, `head_open`, `ribbon_out`, `paused` as it says of itself; `mute` takes all and answers
    nothing; `deaf` takes connections and reads nothing; `resets_after` so many bytes of a label it cuts the line
    (printing what it had whole by then only where `prints_before_reset`); `empties_after` so many labels its paper is
    out.
    """

    paper_out: bool = False
    head_open: bool = False
    ribbon_out: bool = False
    paused: bool = False
    mute: bool = False
    deaf: bool = False
    resets_after: int | None = None
    prints_before_reset: bool = False
    empties_after: int | None = None
    printed: list[bytes] = field(default_factory=list)
    buffer: list[bytes] = field(default_factory=list)
    asked: int = 0

    def __post_init__(self) -> None:
        self._lock = threading.RLock()
        self._lines: set[socket.socket] = set()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self._is_on = True
        threading.Thread(target=self._serve, args=(self._door,), daemon=True).start()

    @property
    def waits(self) -> Waits:
        """How long to wait for it as it is now: as long as a busy machine takes, where anything will come."""
        return IN_VAIN if self.mute or self.deaf else PATIENT

    @property
    def address(self) -> str:
        return f"zpl://127.0.0.1:{self.port}"

    def off(self) -> None:
        """Power is lost: what it held is gone."""
        with self._lock:
            self._is_on = False
            self._hang_up(self._door)
            for line in list(self._lines):
                self._hang_up(line)
            self.buffer.clear()

    def on(self) -> None:
        self._door = socket.create_server(("127.0.0.1", self.port))
        self._is_on = True
        threading.Thread(target=self._serve, args=(self._door,), daemon=True).start()

    def mend(self) -> None:
        """Paper in, head closed, and everything else as it should be: what it held comes out."""
        with self._lock:
            self.paper_out = self.head_open = self.ribbon_out = self.paused = self.mute = self.deaf = False
            self.resets_after = self.empties_after = None
            self._print()

    def _serve(self, door: socket.socket) -> None:
        while True:
            try:
                line, _ = door.accept()
            except OSError:
                return
            self._lines.add(line)
            threading.Thread(target=self._talk, args=(line,), daemon=True).start()

    def _talk(self, line: socket.socket) -> None:
        if self.deaf:
            return  # accepted, and nobody reads
        said, of_label = b"", 0
        with suppress(OSError):
            while more := line.recv(65536):
                said, of_label = said + more, of_label + len(more.replace(b"~HS\r\n", b""))
                if self.resets_after is not None and of_label > self.resets_after:
                    if self.prints_before_reset:
                        self._take(said)
                    self._reset(line)
                    return
                said = self._take(said, line)
        self._hang_up(line)

    def _take(self, said: bytes, line: socket.socket | None = None) -> bytes:
        """Prints the labels in it, answers the questions, and gives back what is not whole yet."""
        with self._lock:
            while b"~HS" in said or b"~JA" in said or _FORMAT.search(said):
                found = _FORMAT.search(said)
                command = min((at for at in (said.find(b"~HS"), said.find(b"~JA")) if at >= 0), default=len(said))
                if found and found.start() < command:
                    self.buffer.append(found.group())
                    said = said[found.end() :]
                    self._print()
                    continue
                if said[command : command + 3] == b"~JA":
                    self.buffer.clear()
                elif line is not None and not self.mute:
                    self.asked += 1
                    line.sendall(self._status())
                said = said[:command] + said[command + 3 :].lstrip(b"\r\n")
            return said.lstrip(b"\r\n")

    def _print(self) -> None:
        while self.buffer and not (self.paper_out or self.head_open or self.ribbon_out or self.paused):
            self.printed.append(self.buffer.pop(0))
            if self.empties_after is not None and len(self.printed) >= self.empties_after:
                self.paper_out = True

    def _status(self) -> bytes:
        first = f"030,{self.paper_out:d},{self.paused:d},0400,{len(self.buffer):03d},0,0,0,000,0,0,0"
        second = f"001,0,{self.head_open:d},{self.ribbon_out:d},1,2,6,0,00000000,1,000"
        return b"".join(b"\x02" + part.encode() + b"\x03\r\n" for part in (first, second, "1234,0"))

    def _reset(self, line: socket.socket) -> None:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._lines.discard(line)
        line.close()

    def _hang_up(self, line: socket.socket) -> None:
        self._lines.discard(line)
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
        line.close()


def main() -> None:
    """Runs one until it is stopped."""
    printer = Zebra()
    sys.stdout.write(f"{printer.address}\n")
    sys.stdout.flush()
    seen = 0
    while True:
        threading.Event().wait(0.2)
        for label in printer.printed[seen:]:
            sys.stdout.write(f"label {seen + 1}: {len(label)} bytes\n")
            sys.stdout.flush()
            seen += 1


if __name__ == "__main__":
    main()
