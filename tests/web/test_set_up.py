"""The page that gets a handheld ready: open to everybody, with the authority's certificate and never a key."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.conftest import Floor, floor_at
from warehouse_app.web.set_up import EAN, GS1, PLAIN


def test_who_is_nobody_may_read_it_and_it_names_what_to_set(floor: Floor) -> None:
    page = floor.client().get("/set-up").text
    for words in ("Send ENTER key", "Inter character delay: 0", "/pick/", PLAIN, EAN, GS1):
        assert words in page


def test_without_an_authority_of_its_own_there_is_none_to_trust(floor: Floor) -> None:
    client = floor.client()
    assert "ca.pem" not in client.get("/set-up").text
    assert client.get("/set-up/ca.pem").status_code == 404


@pytest.mark.parametrize("path", ["/set-up/ca.key", "/set-up/server.key", "/set-up/../secret.key"])
def test_a_key_is_nowhere_to_be_had(floor: Floor, path: str) -> None:
    assert floor.client().get(path).status_code == 404


def test_the_authority_of_the_hall_is_downloaded_by_plain_http_too(tmp_path: Path) -> None:
    for name, text in (("ca.pem", "-----BEGIN CERTIFICATE-----\n"), ("server.pem", ""), ("server.key", "")):
        (tmp_path / name).write_text(text)
    folder = tmp_path / "floor"
    folder.mkdir()
    floor = floor_at(folder, tls_cert=tmp_path / "server.pem", tls_key=tmp_path / "server.key")
    try:
        client = floor.client()
        answer = client.get("/set-up/ca.pem")
        assert (answer.status_code, answer.content_type) == (200, "application/x-x509-ca-cert")
        assert answer.data == (tmp_path / "ca.pem").read_bytes()
        page = client.get("/set-up")
        assert "/set-up/ca.pem" in page.text
        assert 'href="https://' in page.text, "the way in is the safe one"
    finally:
        floor.services.close()
