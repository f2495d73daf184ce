"""IPP over TLS: what is said of a certificate, and that nothing but a greeting leaves where it is not the right one."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
import trustme

from warehouse_app.cli.check_printers import printers
from warehouse_app.domain.printing import WrongAddress, parse_address
from warehouse_app.printing.ipp import IppPrinter

READY = b"\x02\x00\x00\x00\x00\x00\x00\x01\x01\x03"
PRINT = "ab" * 32


class Ready(BaseHTTPRequestHandler):
    """A printer with nothing to say."""

    asked: ClassVar[list[str]]

    def do_POST(self) -> None:
        self.asked.append(self.path)
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", str(len(READY)))
        self.end_headers()
        self.wfile.write(READY)

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""


@contextmanager
def printer(cert: trustme.LeafCert | None) -> Iterator[tuple[int, list[str]]]:
    """Its port, and what it was asked."""

    class Handler(Ready):
        asked: ClassVar[list[str]] = []

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if cert is not None:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        cert.configure_cert(tls)
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server.server_port, Handler.asked
    server.shutdown()
    server.server_close()


def look(port: int, query: str = "") -> str | None:
    return IppPrinter(parse_address(f"ipps://127.0.0.1:{port}/ipp/print{query}"), "pdf").look()


def fingerprint(cert: trustme.LeafCert) -> str:
    return sha256(ssl.PEM_cert_to_DER_cert(cert.cert_chain_pems[0].bytes().decode())).hexdigest()


def test_a_printer_is_trusted_by_its_authority_or_by_its_very_certificate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = trustme.CA()
    cert = authority.issue_cert("127.0.0.1")
    with printer(cert) as (port, asked):
        assert look(port) == "cert_unknown"
        assert look(port, f"?sha256={PRINT}") == "cert_changed"
        assert asked == [], "nothing was asked of a stranger"
        assert look(port, f"?sha256={fingerprint(cert).upper()}") is None
        authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        assert look(port) is None


def test_each_trouble_with_a_certificate_has_its_own_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority, past = trustme.CA(), datetime.now(UTC) - timedelta(days=1)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    for cert, word in (
        (authority.issue_cert("127.0.0.1", not_after=past), "cert_expired"),
        (authority.issue_cert("printer.local"), "cert_name"),
        (trustme.CA().issue_cert("127.0.0.1"), "cert_unknown"),
        (None, "no_tls"),
    ):
        with printer(cert) as (port, _):
            assert look(port) == word
    assert look(port) == "gone"


def test_check_shows_the_fingerprint_to_compare(capsys: pytest.CaptureFixture[str]) -> None:
    cert = trustme.CA().issue_cert("127.0.0.1")
    with printer(cert) as (port, _):
        assert printers([("Office", f"ipps://127.0.0.1:{port}/ipp/print", "pdf")]) is True
    said = capsys.readouterr().out
    assert "printer Office: Nobody vouches for the printer" in said
    assert f"ipps://127.0.0.1:{port}/ipp/print?sha256={fingerprint(cert)}" in said


def test_addresses_over_tls() -> None:
    place = parse_address(f"ipps://[fd00::7]/ipp/print?sha256={PRINT.upper()}")
    assert (place.kind, place.port, place.tls, place.fingerprint) == ("ipp", 631, True, PRINT)
    for wrong in ("ipps://a/?sha256=12", f"ipp://a/?sha256={PRINT}", "ipps://a/?silent", "zpl://a?", "ipps://"):
        with pytest.raises(WrongAddress):
            parse_address(wrong)
