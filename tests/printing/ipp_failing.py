"""An IPP printer that is not there and fails as it is told: what no real one does on demand (paper out, cover open)."""

from __future__ import annotations

import struct
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from warehouse_app.printing.ipp import attribute

_PRINT, _ASK_JOB, _JOBS = 2, 9, 10
_ENUM, _INTEGER, _NAME, _KEYWORD = 0x23, 0x21, 0x42, 0x44


@dataclass
class FailingIpp:
    """`reasons` is what it says of itself; `cuts` the line when it took a job, having printed it where `prints`."""

    reasons: list[str] = field(default_factory=lambda: ["none"])
    cuts: bool = False
    prints: bool = True
    printed: list[bytes] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        printer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                said = printer.answer(self.rfile.read(int(self.headers["Content-Length"])))
                if said is None:
                    self.close_connection = True
                    return
                self.send_response(200)
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, format: str, *args: object) -> None:
                """Nobody reads it."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def off(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, asked: bytes) -> bytes | None:
        """None: the line is cut."""
        operation = struct.unpack_from(">H", asked, 2)[0]
        if operation == _PRINT:
            return self._take(asked)
        if operation == _ASK_JOB:
            return _said(b"\x02" + attribute(_ENUM, "job-state", struct.pack(">i", 9)))
        if operation == _JOBS:
            return _said(b"".join(_job(number, name) for number, name in enumerate(self.names, 1)))
        told = b"".join(attribute(_KEYWORD, "printer-state-reasons", one) for one in self.reasons)
        return _said(b"\x04" + attribute(_ENUM, "printer-state", struct.pack(">i", 3)) + told)

    def _take(self, asked: bytes) -> bytes | None:
        at = asked.index(b"job-name") + 8
        size = struct.unpack_from(">H", asked, at)[0]
        if self.prints:
            self.names.append(asked[at + 2 : at + 2 + size].decode())
            self.printed.append(asked[asked.index(b"^XA") :])
        return None if self.cuts else _said(_job(len(self.names), ""))


def _job(number: int, name: str) -> bytes:
    return b"\x02" + attribute(_INTEGER, "job-id", struct.pack(">i", number)) + attribute(_NAME, "job-name", name)


def _said(groups: bytes) -> bytes:
    return struct.pack(">BBHi", 2, 0, 0, 1) + b"\x01" + groups + b"\x03"
