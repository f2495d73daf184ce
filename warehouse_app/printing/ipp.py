"""A printer that speaks IPP: a job has a number there, and can be asked after and taken back by its name."""

from __future__ import annotations

import http.client
import itertools
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

from warehouse_app.domain.printing import Address
from warehouse_app.printing.tls import Untrusted, connected
from warehouse_app.service.ports.printing import Sent

_PRINT, _CANCEL, _ASK_JOB, _JOBS, _ASK_PRINTER = 0x0002, 0x0008, 0x0009, 0x000A, 0x000B
_OPERATION, _JOB, _END = 0x01, 0x02, 0x03
_INTEGER, _BOOLEAN, _ENUM = 0x21, 0x22, 0x23
_NAME, _KEYWORD, _URI, _CHARSET, _LANGUAGE, _MEDIA = 0x42, 0x44, 0x45, 0x47, 0x48, 0x49
_STOPPED, _DONE, _CANCELLED, _ABORTED = 6, 9, 7, 8
_BUSY = (0x0505, 0x0506, 0x0507)  # a passing trouble, no jobs now, busy (RFC 8011, 4.1.8)
_MEDIA_OF = {"pdf": "application/pdf", "zpl": "application/vnd.zebra-zpl"}
_TROUBLES = (
    ("media-empty", "paper_out"), ("media-needed", "paper_out"), ("media-jam", "stopped"), ("cover-open", "head_open"),
    ("door-open", "head_open"), ("interlock-open", "head_open"), ("marker-supply-empty", "ribbon_out"),
    ("moving-to-paused", "paused"), ("paused", "paused"), ("shutdown", "stopped"),
)  # fmt: skip
TIMEOUT_S, PRINTS_S, BETWEEN_S = 6.0, 30.0, 0.25

Values = dict[str, list[object]]
_requests = itertools.count(1)


class IppError(OSError):
    """The printer says no, or what it says is no IPP."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`groups`: one of operation attributes, then one for each job or printer."""

    status: int
    groups: list[Values]

    def all(self, name: str) -> list[object]:
        """Of the first group that has it."""
        return next((group[name] for group in self.groups if name in group), [])

    def first(self, name: str) -> object:
        return next(iter(self.all(name)), None)


def attribute(tag: int, name: str, value: bytes | str) -> bytes:
    """One attribute as it is written on the wire."""
    raw = value.encode() if isinstance(value, str) else value
    return struct.pack(">BH", tag, len(name)) + name.encode() + struct.pack(">H", len(raw)) + raw


def parse(body: bytes) -> Answer:
    """An answer.

    Raises:
        IppError: it is none.
    """
    try:
        status = struct.unpack_from(">H", body, 2)[0]
        return Answer(status, list(_groups(body)))
    except (struct.error, IndexError, UnicodeDecodeError) as wrong:
        raise IppError("no IPP") from wrong


def _groups(body: bytes) -> Iterator[Values]:
    at, name = 8, ""
    group: Values = {}
    while at < len(body):
        tag = body[at]
        at += 1
        if tag < 0x10:
            if group:
                yield group
            group = {}
            if tag == _END:
                return
            continue
        size = struct.unpack_from(">H", body, at)[0]
        name = body[at + 2 : at + 2 + size].decode() or name
        at += 2 + size
        size = struct.unpack_from(">H", body, at)[0]
        group.setdefault(name, []).append(_value(tag, body[at + 2 : at + 2 + size]))
        at += 2 + size


def _value(tag: int, raw: bytes) -> object:
    if tag in (_INTEGER, _ENUM):
        return int(struct.unpack(">i", raw)[0])
    if tag == _BOOLEAN:
        return raw == b"\x01"
    return raw.decode("utf-8", "replace")


class IppPrinter:
    """One printer, at `place`; `form` is pdf or zpl."""

    def __init__(self, place: Address, form: str, prints_s: float = PRINTS_S) -> None:
        scheme = "ipps" if place.tls else "ipp"
        self._place, self._host, self._path = place, place.host.strip("[]"), place.path or "/"
        self._uri = f"{scheme}://{place.host}:{place.port}{place.path}"
        self._media, self._prints_s = _MEDIA_OF[form], prints_s

    def look(self) -> str | None:
        try:
            now = self._ask(_ASK_PRINTER)
        except TimeoutError:
            return "silent"
        except Untrusted as no:
            return no.trouble
        except IppError:
            return "unreadable"
        except OSError:
            return "gone"
        reasons = [str(reason) for reason in now.all("printer-state-reasons")]
        known = next((word for part, word in _TROUBLES if any(part in reason for reason in reasons)), None)
        if known is not None and (known != "ribbon_out" or now.first("printer-state") == 5):
            return known
        if now.first("printer-state") == 5 or now.first("printer-is-accepting-jobs") is False:
            return "stopped"
        return None

    def send(self, body: bytes, token: str, leaving: Callable[[], bool]) -> Sent:
        trouble = self.look()
        if trouble is not None:
            return Sent("queued", trouble)
        if not leaving():
            return Sent("queued")
        try:
            made = self._hand_over(body, token)
        except (OSError, http.client.HTTPException):
            job = self._named(token)  # its answer was lost: it knows the job by name, or nobody does
            return self._watch(job) if job is not None else Sent("unknown", "reset")
        if made.status >= 0x0400:  # it took nothing, and says so
            return Sent("unknown", "refused")
        number = made.first("job-id")
        return self._watch(number) if isinstance(number, int) else Sent("unknown", "unreadable")

    def _hand_over(self, body: bytes, token: str) -> Answer:
        """A printer that is at another job has taken nothing and says so: it is asked again."""
        until = time.monotonic() + self._prints_s
        named = attribute(_NAME, "job-name", token), attribute(_MEDIA, "document-format", self._media)
        while (made := self._ask(_PRINT, body, *named)).status in _BUSY and time.monotonic() < until:
            time.sleep(BETWEEN_S)
        return made

    def recall(self, token: str) -> None:
        job = self._named(token)
        if job is not None:
            try:
                self._ask(_CANCEL, b"", attribute(_INTEGER, "job-id", struct.pack(">i", job)))
            except (OSError, http.client.HTTPException):
                return

    def _watch(self, job: int) -> Sent:
        """Printed is what it says is completed."""
        until = time.monotonic() + self._prints_s
        while time.monotonic() < until:
            try:
                now = self._ask(_ASK_JOB, b"", attribute(_INTEGER, "job-id", struct.pack(">i", job)))
            except (OSError, http.client.HTTPException):
                return Sent("unknown", "reset")
            state = now.first("job-state")
            if state == _DONE:
                return Sent("confirmed")
            if state in (_CANCELLED, _ABORTED):
                return Sent("unknown", "refused")
            if state == _STOPPED or (trouble := self.look()) not in (None, "gone"):
                return Sent("unknown", self.look() or "stopped" if state == _STOPPED else trouble)
            time.sleep(BETWEEN_S)
        return Sent("unknown", "hanging")

    def _named(self, token: str) -> int | None:
        for which in ("not-completed", "completed"):
            try:
                wanted = attribute(_KEYWORD, "requested-attributes", "job-id") + attribute(_KEYWORD, "", "job-name")
                jobs = self._ask(_JOBS, b"", attribute(_KEYWORD, "which-jobs", which), wanted)
            except (OSError, http.client.HTTPException):
                return None
            for group in jobs.groups:
                if token in group.get("job-name", []):
                    return int(str(group["job-id"][0]))
        return None

    def _ask(self, operation: int, document: bytes = b"", *attributes: bytes) -> Answer:
        """One request. Raises OSError, HTTPException; IppError where the answer is no IPP."""
        head = struct.pack(">BBHi", 2, 0, operation, next(_requests)) + bytes([_OPERATION])
        head += attribute(_CHARSET, "attributes-charset", "utf-8")
        head += attribute(_LANGUAGE, "attributes-natural-language", "en")
        head += attribute(_URI, "printer-uri", self._uri)
        head += b"".join(one for one in attributes if b"job-id" in one[:12] and one[0] == _INTEGER)
        head += attribute(_NAME, "requesting-user-name", "warehouse-app")
        head += b"".join(one for one in attributes if not (b"job-id" in one[:12] and one[0] == _INTEGER))
        with closing(self._line()) as line:
            line.request("POST", self._path, head + bytes([_END]) + document, {"Content-Type": "application/ipp"})
            answer = line.getresponse()
            said = answer.read(1_000_000)
        if answer.status != 200:
            raise IppError(f"HTTP {answer.status}")
        return parse(said)

    def _line(self) -> http.client.HTTPConnection:
        if self._place.tls:
            return connected(self._host, self._place.port, self._place.fingerprint, TIMEOUT_S)
        return http.client.HTTPConnection(self._host, self._place.port, timeout=TIMEOUT_S)
