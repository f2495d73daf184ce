"""What the session makes of bad lines and bad servers: each of them is one of the port's three words, in time."""

from __future__ import annotations

import logging
import socket
import ssl
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import trustme

from tests.faultproxy import Call, FaultProxy
from warehouse_app.odoo.budget import Budget
from warehouse_app.odoo.session import Account, Session
from warehouse_app.service.ports.odoo import OdooDenied, OdooRefused, OdooUnknown, OdooUnreachable

KEY = "not-for-any-log-4711"
DRAGS_S = 60.0  # a server that drags, at least: far longer than a busy machine keeps anybody waiting


def account(url: str, deadline: float = 20.0) -> Account:
    return Account(url, "floor", "picker", lambda: KEY, deadline=deadline)


@pytest.fixture
def server() -> Iterator[FaultProxy]:
    """A server that says 7 to everything."""
    with FaultProxy(result=7, pause=0.3) as proxy:
        yield proxy


def test_an_answer_comes_back_as_it_was_given(server: FaultProxy) -> None:
    server.result = [{"id": 1, "name": "Hand soap", "lot_id": False}]
    session = Session(account(server.url))
    session._uid = 7
    assert session.call("stock.lot", "read", [1], ["name"]) == server.result


def test_an_answer_that_comes_in_small_pieces_is_put_together(server: FaultProxy) -> None:
    session = Session(account(server.url, deadline=10))
    assert session.uid == 7
    server.plan, server.pause = lambda call: "dribble", 0.001
    assert session.call("stock.lot", "read", [1]) == 7


@pytest.mark.parametrize(
    "fate", ["lost", "reset", "vanished", "half", "cut", "garbage", "other", "neither", "vague", "502", "503"]
)
def test_a_call_that_was_sent_and_not_answered_properly_is_unknown(server: FaultProxy, fate: str) -> None:
    session = Session(account(server.url))
    assert session.uid == 7
    server.plan = lambda call: fate
    with pytest.raises(OdooUnknown):
        session.call("stock.picking", "write", [1], {"batch_id": 3}, write=True)


def test_a_redirect_is_not_followed_and_names_the_right_address(server: FaultProxy) -> None:
    server.plan = lambda call: "redirect"
    with pytest.raises(OdooUnreachable, match=r"https://elsewhere\.example"):
        Session(account(server.url)).call("stock.lot", "read", [1])


def test_nobody_at_the_address_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(OdooUnreachable):
        Session(account(f"http://127.0.0.1:{port}")).call("stock.lot", "read", [1])


def test_a_name_nobody_knows_is_unreachable() -> None:
    with pytest.raises(OdooUnreachable):
        Session(account("http://no-such-host.invalid")).call("stock.lot", "read", [1])


@pytest.mark.parametrize(("fate", "pause"), [("dribble", 0.5), ("late", DRAGS_S)])
def test_the_deadline_is_for_the_whole_call_however_the_server_drags(
    server: FaultProxy, fate: str, pause: float
) -> None:
    session = Session(account(server.url, deadline=0.7))
    session._uid = 7
    server.plan, server.pause = lambda call: fate, pause
    started = time.monotonic()
    with pytest.raises(OdooUnknown):
        session.call("stock.lot", "read", [1])
    assert time.monotonic() - started < DRAGS_S


def test_a_server_that_takes_the_call_and_says_nothing_is_unknown_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        session = Session(account(f"http://127.0.0.1:{listener.getsockname()[1]}", deadline=0.5))
        session._uid = 7
        with pytest.raises(OdooUnknown, match="in time"):
            session.call("stock.lot", "read", [1])


def test_no_proxy_of_the_environment_is_used(server: FaultProxy, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert Session(account(server.url)).uid == 7


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("odoo.exceptions.UserError", OdooRefused),
        ("odoo.exceptions.AccessError", OdooRefused),
        ("builtins.ValueError", OdooRefused),
        ("odoo.exceptions.AccessDenied", OdooDenied),
        ("odoo.exceptions.LockError", OdooUnreachable),
        ("psycopg2.errors.SerializationFailure", OdooUnreachable),
        ("psycopg2.errors.AdminShutdown", OdooUnknown),
        ("psycopg2.InterfaceError", OdooUnknown),
    ],
)
def test_each_error_of_odoo_says_whether_anything_was_changed(name: str, error: type[Exception]) -> None:
    with FaultProxy(result=7) as server:
        session = Session(account(server.url))
        assert session.uid == 7
        server.error = {"code": 0, "message": "Odoo Server Error", "data": {"name": name, "message": "Words of Odoo"}}
        with pytest.raises(error, match="Words of Odoo") as caught:
            session.call("stock.picking", "write", [1], {"batch_id": 3}, write=True)
        assert type(caught.value) is error


def test_a_request_for_less_traffic_makes_a_pause_before_the_next_call(server: FaultProxy) -> None:
    session = Session(account(server.url, deadline=2))  # shorter than the pause that is asked for
    assert session.uid == 7
    server.plan = lambda call: "429"
    with pytest.raises(OdooUnreachable) as caught:
        session.call("stock.lot", "read", [1])
    assert caught.value.retry_after_s == 7
    sent = len(server.calls)
    with pytest.raises(OdooUnreachable, match="waiting"):
        session.call("stock.lot", "read", [1])
    assert len(server.calls) == sent


def test_a_certificate_of_the_shop_s_own_authority_is_trusted_when_it_is_named_and_only_then(tmp_path: Path) -> None:
    authority, ca = trustme.CA(), tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(ca))
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(tls)
    with FaultProxy(result=7, tls=tls) as server:
        stranger = account(server.url)
        assert Session(replace(stranger, ca=ca)).uid == 7
        with pytest.raises(OdooUnreachable, match="certificate"):
            Session(stranger).call("stock.lot", "read", [1])


def test_never_more_than_four_calls_are_under_way(server: FaultProxy) -> None:
    server.pause = 0.05
    session = Session(account(server.url), Budget(per_second=1000))
    assert session.uid == 7
    running: list[int] = []

    def meanwhile(_: Call) -> str:
        running.append(session.budget.use().running)
        return "late"

    server.plan = meanwhile
    with ThreadPoolExecutor(12) as threads:
        list(threads.map(lambda _: session.call("stock.lot", "read", [1]), range(24)))
    assert (len(running), max(running)) == (24, 4)


def test_answers_of_many_threads_are_never_mixed_up(server: FaultProxy) -> None:
    session = Session(account(server.url, deadline=20), Budget(per_second=1000))
    assert session.uid == 7
    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(lambda _: session.call("stock.lot", "read", [1]), range(200))) == {7}


def test_a_new_key_is_taken_over_when_the_old_one_is_refused(server: FaultProxy) -> None:
    keys = iter(["old", "old", "new"])
    session = Session(Account(server.url, "floor", "picker", lambda: next(keys), deadline=2))
    assert session.uid == 7
    denied = {"code": 0, "data": {"name": "odoo.exceptions.AccessDenied", "message": "Access Denied"}}

    def once(call: Call) -> str:
        server.error = denied if call.number == 2 else None
        return "well"

    server.plan = once
    assert session.call("stock.lot", "read", [1]) == 7


def test_a_key_that_stays_wrong_is_denied_and_not_tried_twice(server: FaultProxy) -> None:
    session = Session(account(server.url))
    assert session.uid == 7
    server.error = {"code": 0, "data": {"name": "odoo.exceptions.AccessDenied", "message": "Access Denied"}}
    with pytest.raises(OdooDenied):
        session.call("stock.lot", "read", [1])
    assert len(server.calls) == 2


def test_the_key_is_in_no_log_no_error_and_no_picture_of_the_session(
    server: FaultProxy, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    session = Session(account(server.url))
    assert session.uid == 7
    server.plan = lambda call: "lost"
    with pytest.raises(OdooUnknown) as caught:
        session.call("stock.lot", "read", [1])
    told = [record.getMessage() for record in caplog.records] + [repr(caught.value), repr(session.account)]
    assert not any(KEY in text for text in told)


def test_the_clock_of_the_server_is_read_from_its_answers(server: FaultProxy) -> None:
    server.ahead = 3600
    session = Session(account(server.url))
    assert session.uid == 7
    assert abs(session.clock_ms - time.time() * 1000 - 3_600_000) < 2500


@pytest.mark.parametrize("url", ["odoo.example.com", "ftp://odoo.example.com", "https://example.com/odoo"])
def test_an_address_that_cannot_be_odoo_s_is_refused_at_once(url: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        Session(account(url))


def test_a_key_file_is_read_again_when_it_changed(tmp_path: Path) -> None:
    from warehouse_app.odoo.keys import KeyFile

    path = tmp_path / "key"
    path.write_text("first\n", encoding="utf-8")
    key = KeyFile(path)
    assert key() == "first"
    new = tmp_path / "new"
    new.write_text("second, longer\n", encoding="utf-8")
    new.replace(path)
    assert key() == "second, longer"
    path.unlink()
    assert key() == "second, longer"
