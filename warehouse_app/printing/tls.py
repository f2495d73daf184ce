"""A line to a printer over TLS: to one whose certificate this computer trusts, or whose very certificate is known.

Printers make their certificates themselves, so no authority vouches for them and the name in them is rarely that of the
printer's address. Known by its fingerprint a printer is trusted whatever its certificate says.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from contextlib import closing
from hashlib import sha256

_EXPIRED, _OTHER_NAME = (9, 10), (62, 64)  # OpenSSL's X509_V_ERR: not valid yet or any more; host, address mismatch


class Untrusted(OSError):
    """Nothing was said to it but the greeting; `trouble` is the word for why."""

    def __init__(self, trouble: str) -> None:
        super().__init__(trouble)
        self.trouble = trouble


def connected(host: str, port: int, fingerprint: str, timeout: float) -> http.client.HTTPConnection:
    """A line to it; `fingerprint` is the SHA-256 of its certificate in hex, empty where authorities are to be asked.

    Raises:
        Untrusted, OSError.
    """
    trust = ssl.create_default_context() if not fingerprint else _anybody()
    line = http.client.HTTPSConnection(host, port, timeout=timeout, context=trust)
    try:
        line.connect()
    except ssl.SSLCertVerificationError as wrong:
        raise Untrusted(_why(wrong.verify_code)) from wrong
    except ssl.SSLError as wrong:
        raise Untrusted("no_tls") from wrong
    if fingerprint and _print_of(line.sock) != fingerprint:
        line.close()
        raise Untrusted("cert_changed")
    return line


def fingerprint_at(host: str, port: int, timeout: float = 6.0) -> str:
    """What is to be compared with the printer's own panel before it is trusted. Raises OSError."""
    with closing(http.client.HTTPSConnection(host, port, timeout=timeout, context=_anybody())) as line:
        line.connect()
        return _print_of(line.sock)


def _anybody() -> ssl.SSLContext:
    trust = ssl.create_default_context()
    trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
    return trust


def _print_of(sock: socket.socket) -> str:
    assert isinstance(sock, ssl.SSLSocket)
    return sha256(sock.getpeercert(binary_form=True) or b"").hexdigest()


def _why(code: int) -> str:
    if code in _EXPIRED:
        return "cert_expired"
    return "cert_name" if code in _OTHER_NAME else "cert_unknown"
