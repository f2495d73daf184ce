"""Certificates of our own authority, and the port that speaks TLS with them and plain http without."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from tests.commands import Ran, run
from tests.running import Server
from warehouse_app.bootstrap import CannotStart, certificate, expiry
from warehouse_app.config import Settings, WrongSetting, read
from warehouse_app.tls import CA, SERVER, SERVER_KEY, Unusable, issue, look

pytestmark = pytest.mark.xdist_group("certificates")  # they share a server

NOW = datetime(2027, 3, 1, tzinfo=UTC)
NAMES = ("floor.local", "192.168.1.20")


def settings_of(folder: Path) -> Settings:
    return Settings(tls_cert=folder / SERVER, tls_key=folder / SERVER_KEY)


def test_keys_are_for_their_owner_only_and_the_server_has_every_name(tmp_path: Path) -> None:
    made = issue(tmp_path, (*NAMES, "fd00::7"), NOW)
    assert made.names == (*NAMES, "fd00::7")
    assert {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {
        **dict.fromkeys(("ca.key", "server.key"), 0o600),
        **dict.fromkeys(("ca.pem", "server.pem"), 0o644),
    }


def test_lifetimes_are_what_browsers_take(tmp_path: Path) -> None:
    issue(tmp_path, NAMES, NOW)
    leaf, ca = (x509.load_pem_x509_certificate((tmp_path / name).read_bytes()) for name in (SERVER, CA))
    assert leaf.not_valid_after_utc - leaf.not_valid_before_utc <= timedelta(days=397)
    assert (ca.not_valid_after_utc - NOW).days == 3652
    limits = ca.extensions.get_extension_for_class(x509.BasicConstraints)
    assert (limits.critical, limits.value.path_length) == (True, 0)


def test_again_it_renews_and_the_authority_that_devices_trust_stays(tmp_path: Path) -> None:
    issue(tmp_path, NAMES, NOW)
    trusted, key = (tmp_path / CA).read_bytes(), (tmp_path / SERVER_KEY).read_bytes()
    later = issue(tmp_path, (), NOW + timedelta(days=300))
    assert (later.names, (tmp_path / CA).read_bytes()) == (NAMES, trusted)
    assert (tmp_path / SERVER_KEY).read_bytes() != key
    assert later.days_left(NOW) > 600
    issue(tmp_path, (), NOW, new_ca=True)
    assert (tmp_path / CA).read_bytes() != trusted


@pytest.mark.parametrize("name", ["bank.example", "8.8.8.8", "local.example"])
def test_the_authority_vouches_for_the_hall_and_the_names_it_was_made_for_only(tmp_path: Path, name: str) -> None:
    issue(tmp_path, ("floor.shop.example", "192.168.1.20"), NOW)
    before = (tmp_path / SERVER).read_bytes()
    with pytest.raises(Unusable, match="--new-ca"):
        issue(tmp_path, (name,), NOW)
    assert (tmp_path / SERVER).read_bytes() == before
    assert issue(tmp_path, ("other.floor.shop.example", "10.1.1.1", "hall.lan"), NOW).names[1] == "10.1.1.1"
    assert issue(tmp_path, (name,), NOW, new_ca=True).names == (name,)


@pytest.mark.parametrize("name", ["", "a b", "https://floor.local", "floor_1.local", "-a.local", "*.local", "ä.local"])
def test_what_is_no_name_is_refused_before_anything_is_made(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unusable):
        issue(tmp_path / "tls", (name,), NOW)
    assert not (tmp_path / "tls").exists()


def test_the_first_time_a_name_is_needed(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="no name"):
        issue(tmp_path, (), NOW)


def test_a_month_before_its_end_one_hears_of_it(tmp_path: Path) -> None:
    today = datetime.now(UTC)
    said = {}
    for left in (40, 30, -2):
        issue(tmp_path, NAMES, today - timedelta(days=396 - left, hours=-1))
        said[left] = [line.partition(".")[0] for line in expiry(settings_of(tmp_path))][1:]
    assert said == {
        **{40: [], 30: ["MEND the certificate ends in 30 days"]},
        -2: ["MEND the certificate has ended: devices refuse the page"],
    }
    assert list(expiry(Settings())) == []


def test_a_certificate_and_a_key_that_do_not_go_together_stop_the_start(tmp_path: Path) -> None:
    issue(tmp_path, NAMES, NOW)
    (tmp_path / SERVER_KEY).write_bytes((tmp_path / "ca.key").read_bytes())
    with pytest.raises(CannotStart, match="WAREHOUSE_TLS_KEY"):
        certificate(settings_of(tmp_path))
    assert certificate(Settings()) is None
    with pytest.raises(Unusable, match="no certificate"):
        look(tmp_path / "none.pem")


def test_a_certificate_needs_its_key_and_a_key_its_certificate(monkeypatch: pytest.MonkeyPatch) -> None:
    for given, lacks in (("CERT", "KEY"), ("KEY", "CERT")):
        monkeypatch.setenv(f"WAREHOUSE_TLS_{given}", "x.pem")
        with pytest.raises(WrongSetting, match=f"^WAREHOUSE_TLS_{lacks}: not set"):
            read()
        monkeypatch.delenv(f"WAREHOUSE_TLS_{given}")
    assert read(tls_cert=Path("a"), tls_key=Path("b")).tls


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A demo with a certificate of `tls init`."""
    folder = tmp_path_factory.mktemp("tls")
    ran = command(folder, "init", "localhost", "127.0.0.1")
    assert ran.returncode == 0, ran.stderr
    files = dict(line.strip().split("=") for line in ran.stdout.splitlines() if "=/" in line)
    with Server(folder / "shop", **files) as server:
        yield server


def command(folder: Path, *arguments: str) -> Ran:
    return run(folder, {}, "tls", *arguments)


def plainly(demo: Server, method: str, path: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", demo.port, timeout=10)
    connection.request(method, path, headers={"Host": f"floor.local:{demo.port}"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def test_the_commands_make_show_and_renew(tmp_path: Path) -> None:
    assert command(tmp_path, "show").returncode == 3
    assert "no name" in command(tmp_path, "init").stderr
    made = command(tmp_path, "init", "Floor.Local", "192.168.1.20")
    assert "certificate: floor.local, 192.168.1.20\n" in made.stdout, made.stderr
    again = command(tmp_path, "init")
    assert "certificate: floor.local, 192.168.1.20\n" in again.stdout
    shown = command(tmp_path, "show").stdout
    assert shown == again.stdout.partition("\n\n")[0] + "\n"
    refused = command(tmp_path, "init", "bank.example")
    assert (refused.returncode, "Traceback" in refused.stderr) == (3, False)


def test_pages_asked_for_plainly_are_sent_on_to_https_at_the_same_address(demo: Server) -> None:
    answer = plainly(demo, "GET", "/pick/?a=1")
    assert (answer.status, answer.headers["Location"]) == (302, f"https://floor.local:{demo.port}/pick/?a=1")
    assert plainly(demo, "POST", "/sign-in").status == 403
    assert plainly(demo, "GET", "/livez").status == 200
    assert plainly(demo, "POST", "/api/v1/events").status in (401, 403), "scans of a page opened before still come in"


def test_over_tls_cookies_are_secure_and_the_page_is_there(demo: Server) -> None:
    assert demo.get("/pick/")[0] == 200
    token = demo.post("/api/v1/devices", {"code": demo.enrolment()})[1]["token"]
    connection = demo._connection()
    body = '{"badge": "B-1001", "pin": "1001"}'
    headers = {"Authorization": f"Bearer {token}", "X-Floor": "1", "Content-Type": "application/json"}
    connection.request("POST", "/api/v1/session", body, headers)
    answer = connection.getresponse()
    assert answer.status == 200
    assert "Secure" in answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"]
    connection.close()


def test_a_renewed_certificate_is_taken_up_without_a_restart(demo: Server) -> None:
    before = served(demo)
    assert command(demo.folder.parent, "init").returncode == 0
    assert served(demo) != before
    spoilt = demo.folder.parent / "data" / "tls" / SERVER
    whole = spoilt.read_bytes()
    spoilt.write_bytes(b"half")
    assert served(demo)
    spoilt.write_bytes(whole)


def served(demo: Server) -> bytes | None:
    ca = Path(demo.environ["WAREHOUSE_TLS_CERT"]).with_name(CA)
    trusted = ssl.create_default_context(cafile=ca)
    with (
        socket.create_connection(("127.0.0.1", demo.port)) as raw,
        trusted.wrap_socket(raw, server_hostname="localhost") as secure,
    ):
        return secure.getpeercert(binary_form=True)


def test_noise_and_broken_handshakes_do_not_hold_the_server_up(demo: Server) -> None:
    for noise in (b"", b"\x16", b"\x16\x03\x01\x00\x05hello", b"\x00" * 20, b"SSH-2.0-x\r\n\r\n"):
        for _ in range(3):
            with socket.create_connection(("127.0.0.1", demo.port)) as raw:
                raw.sendall(noise)
    assert demo.get("/livez")[0] == 200
    assert "Traceback" not in demo.log.read_text()
