"""Under a certificate of our own authority, trusted by the browser: secure, whole without a network, fetched once."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Playwright

from tests.browser.handheld import Handheld
from tests.browser.walk import agree, begin
from tests.gaps import need
from tests.running import Server
from warehouse_app.tls import CA, SERVER, SERVER_KEY, issue

_KEPT = "() => navigator.serviceWorker.controller?.state === 'activated'"
HEAVY = {"Script", "Stylesheet", "Font"}

pytestmark = pytest.mark.xdist_group("tls")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A demo that speaks TLS with a certificate of its own authority."""
    made = tmp_path / "tls"
    issue(made, ("localhost", "127.0.0.1"), datetime.now(UTC))
    files = {"WAREHOUSE_TLS_CERT": str(made / SERVER), "WAREHOUSE_TLS_KEY": str(made / SERVER_KEY)}
    with Server(tmp_path / "shop", **files) as running:
        yield running


@pytest.fixture
def handheld(playwright: Playwright, chromium: str, server: Server, tmp_path: Path) -> Iterator[Handheld]:
    """A handheld whose browser has the authority among those it trusts, and ignores no error."""
    made = Handheld(playwright, chromium, tmp_path / "profile", server.base)
    made.home = trusting(tmp_path / "home", tmp_path / "tls" / CA)
    yield made.open()
    made.kill()


def trusting(home: Path, authority: Path) -> Path:
    """A home folder whose browsers trust this authority for web sites."""
    for kept in (home / ".pki" / "nssdb", home / ".local" / "share" / "pki" / "nssdb"):
        kept.mkdir(parents=True)
        run = [need("nss"), "-d", f"sql:{kept}"]
        subprocess.run([*run, "-N", "--empty-password"], check=True)
        subprocess.run([*run, "-A", "-t", "C,,", "-n", "floor", "-i", str(authority)], check=True)
    return home


class Meter:
    """What the page fetched from the network, as the browser's own devices count it."""

    def __init__(self, session: CDPSession) -> None:
        self.kinds: dict[str, str] = {}
        self.of_the_network: dict[str, int] = {}
        session.on("Network.responseReceived", self._came)
        session.on("Network.loadingFinished", self._ended)
        session.send("Network.enable")

    def _came(self, event: dict[str, Any]) -> None:
        self.kinds[event["requestId"]] = event["type"]

    def _ended(self, event: dict[str, Any]) -> None:
        self.of_the_network[event["requestId"]] = int(event["encodedDataLength"])

    def heavy(self) -> tuple[int, int]:
        """(how many scripts, styles and fonts the page has, bytes of them that came over the line)."""
        of_them = [name for name, kind in self.kinds.items() if kind in HEAVY]
        return len(of_them), sum(self.of_the_network.get(name, 0) for name in of_them)


def test_a_device_that_trusts_our_authority_has_a_secure_page_that_opens_without_the_server(
    handheld: Handheld, server: Server
) -> None:
    assert handheld.page.evaluate("isSecureContext")
    handheld.page.wait_for_function(_KEPT)
    walk = begin(handheld, server)
    first, second = walk.sheet["lines"][:2]
    walk.pick(first)
    handheld.wait_until_uploaded()
    server.kill()
    handheld.page.reload()
    handheld.page.wait_for_selector("header.top[data-screen=walk]")
    walk.pick(second)
    handheld.wait_until_waiting(1)
    server.start("--keep")
    handheld.page.evaluate("() => window.dispatchEvent(new Event('online'))")
    handheld.wait_until_uploaded()
    agree(server, walk)


def test_a_later_load_fetches_no_byte_of_script_style_or_font(handheld: Handheld, server: Server) -> None:
    handheld.page.wait_for_function(_KEPT)
    assets = server.log.read_text().count("/s/")
    meter = Meter(handheld.context.new_cdp_session(handheld.page))
    handheld.page.reload()
    handheld.page.wait_for_selector("header.top[data-screen=enrol]")
    files, bytes_ = meter.heavy()
    assert files > 40
    assert bytes_ == 0
    assert server.log.read_text().count("/s/") == assets


def test_a_live_connection_over_tls_brings_what_changed(handheld: Handheld, server: Server) -> None:
    assert begin(handheld, server).sheet["wave"]
    opened = handheld.page.evaluate(
        """() => new Promise((done) => {
          const socket = new WebSocket(`wss://${location.host}/socket.io/?EIO=4&transport=websocket`);
          socket.onmessage = ({ data }) => { done(data[0]); socket.close(); };
          socket.onerror = () => done('error');
        })"""
    )
    assert opened == "0"


def test_a_device_that_does_not_trust_it_is_refused_and_shown_nothing(
    playwright: Playwright, chromium: str, server: Server, tmp_path: Path
) -> None:
    stranger = Handheld(playwright, chromium, tmp_path / "other", server.base)
    stranger.home = tmp_path / "nobody"
    with pytest.raises(Exception, match="ERR_CERT_AUTHORITY_INVALID"):
        stranger.open()
    stranger.kill()
    assert server.get("/livez")[0] == 200
    assert "Traceback" not in server.log.read_text()
