"""Printers and what was sent to them: where a job may go from where it is, and what an address means.

    queued     nothing of it has left this machine
    sent       bytes may have left; whoever took it writes this down first
    confirmed  the printer says that it printed it, or somebody scanned it
    unknown    it may have come out: only a person at the printer can say
    void       nothing of it shall come out any more

No step leads back to `queued`: what nobody saw come out is printed by a new job, and only because a person said so.
A printer that is not ready gets nothing: its job stays queued.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

State = Literal["queued", "sent", "confirmed", "unknown", "void"]

STEPS: Mapping[State, frozenset[State]] = {
    "queued": frozenset({"sent", "confirmed", "void"}),
    "sent": frozenset({"confirmed", "unknown"}),
    "confirmed": frozenset({"void"}),
    "unknown": frozenset({"confirmed", "void"}),
    "void": frozenset({"confirmed"}),  # it came out after all, and somebody scanned it
}
# What a printer says is the matter with it; each is a sentence in the catalogue, `printer.trouble.<word>`.
TROUBLES = (
    "busy", "cert_changed", "cert_expired", "cert_name", "cert_unknown", "gone", "hanging", "head_open", "hot",
    "no_agent", "no_queue", "no_status", "no_tls", "paper_out", "paused", "refused", "reset", "ribbon_out", "stopped",
    "silent", "unreadable",
)  # fmt: skip
KINDS = ("zpl", "ipp", "queue", "browser")
FORMATS = ("zpl", "pdf")
REASONS = ("torn", "unreadable", "lost")  # why somebody wants a label once more
_QUEUE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,126}")
_HOST = re.compile(r"[A-Za-z0-9_.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\]")
_FINGERPRINT = re.compile(r"sha256=(?:[0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}")
_PATH = re.compile(r"(/[A-Za-z0-9_.%~-]*)*")


class WrongAddress(ValueError):
    """Nobody can print there."""


def may_go(before: State, after: State) -> bool:
    """Whether a job may go from one state to the other."""
    return after in STEPS[before]


@dataclass(frozen=True, slots=True)
class Address:
    """Where a printer is: `zpl` at host and port, `ipp` with a path too, a `queue` of a computer, or a `browser`.

    `asks` says whether it answers when asked how it is. `tls`: only over TLS, and where `fingerprint` (hex, SHA-256)
    is not empty only to the printer with this certificate.
    """

    kind: str
    host: str = ""
    port: int = 0
    path: str = ""
    asks: bool = True
    tls: bool = False
    fingerprint: str = ""


def parse_address(text: str) -> Address:
    """The address in a printer's line.

    >>> parse_address("zpl://10.0.0.7").port, parse_address("ipp://printer.local/ipp/print").port
    (9100, 631)
    >>> parse_address("ipps://printer.local/ipp/print").tls
    True

    Raises:
        WrongAddress: it is none.
    """
    text = text.strip()
    if text == "browser":
        return Address("browser")
    kind, mark, rest = text.partition(":")
    if kind == "queue" and mark and _QUEUE.fullmatch(rest):
        return Address("queue", path=rest)
    if kind in ("zpl", "ipp", "ipps") and rest.startswith("//"):
        return _on_network(kind, rest[2:])
    raise WrongAddress(text)


def _on_network(kind: str, rest: str) -> Address:
    rest, ask, query = rest.partition("?")
    place, _, path = rest.partition("/")
    host, colon, port = place.rpartition(":") if not place.endswith("]") and ":" in place else (place, "", "")
    number = int(port) if port.isascii() and port.isdigit() and len(port) <= 5 else 0
    path = f"/{path}" if path or kind != "zpl" else ""
    wrong = not _HOST.fullmatch(host) or (colon and not 0 < number < 65536) or not _PATH.fullmatch(path)
    if wrong or (kind == "zpl" and path) or (ask and not _may_ask(kind, query)):
        raise WrongAddress(rest)
    if kind == "zpl":
        return Address(kind, host, number or 9100, path, not ask)
    fingerprint = query.partition("=")[2].replace(":", "").lower()
    return Address("ipp", host, number or 631, path, tls=kind == "ipps", fingerprint=fingerprint)


def _may_ask(kind: str, query: str) -> bool:
    return (kind, query) == ("zpl", "silent") or (kind == "ipps" and _FINGERPRINT.fullmatch(query) is not None)
