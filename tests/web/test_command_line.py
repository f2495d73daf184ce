"""The command line: carried by the running server where there is one, since a store has one writer."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import Ran, run, run_apart
from tests.running import Server
from tests.web.conftest import SECRET, Floor
from warehouse_app.store.schema import HEAD
from warehouse_app.web.local_key import FRESH_MS, HEADER, sign

pytestmark = pytest.mark.xdist_group("command line")  # they share a server

PATH = "/local/user-list"
OF_DEMO = {"WAREHOUSE_DATA_DIR": ".demo"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A demo in a process of its own."""
    with Server(tmp_path_factory.mktemp("demo")) as server:
        yield server


def of_demo(demo: Server, *arguments: str) -> Ran:
    return run(demo.folder, OF_DEMO, *arguments)


@pytest.mark.parametrize("command", ["user list", "device list", "tote list", "retention show", "audit verify"])
def test_a_command_has_the_running_server_answer_from_a_process_of_its_own(demo: Server, command: str) -> None:
    ran = run_apart(demo.folder, OF_DEMO, *command.split())
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == of_demo(demo, *command.split()).stdout


def test_people_and_devices_are_kept_while_the_server_runs(demo: Server) -> None:
    added = of_demo(
        demo, "user", "add", "Zoe", "--role", "picker", "--role", "packer", "--badge", "b-9", "--pin", "2580"
    )
    assert added.returncode == 0, added.stderr
    assert "packer, picker" in added.stdout
    assert "Zoe" in of_demo(demo, "user", "list").stdout
    code = of_demo(demo, "device", "enrol", "Handheld 3").stdout.split()[2]
    token = enrol(demo, code)
    answer = demo.post("/api/v1/session", {"badge": "B-9", "pin": "2580"}, token)
    assert (answer[0], answer[1]["person"]["name"]) == (200, "Zoe")
    device = demo.get("/api/v1/me", token)[1]["device"]["id"]
    assert of_demo(demo, "device", "rename", str(device), "Handheld 4").returncode == 0
    assert "Handheld 4" in of_demo(demo, "device", "list").stdout
    assert of_demo(demo, "device", "revoke", str(device)).returncode == 0
    assert demo.get("/api/v1/me", token)[1]["error"]["key"] == "device.revoked"


def test_the_journal_of_a_running_server_is_sealed_and_looked_at_beside_it(demo: Server, tmp_path: Path) -> None:
    token = enrol(demo, of_demo(demo, "device", "enrol", "Handheld 5").stdout.split()[2])
    sent = {"id": "ab" * 16, "v": 1, "kind": "nothing", "seq": 1, "at": 1, "body": {}}
    assert demo.post("/api/v1/events", {"events": [sent]}, token)[0] == 200
    until = time.monotonic() + 20
    while (looked := of_demo(demo, "audit", "verify")).stdout.find("not sealed yet: none") < 0:
        assert time.monotonic() < until, looked.stdout + looked.stderr
    assert looked.returncode == 0
    assert "every one is as it was sealed" in looked.stdout
    noted = looked.stdout.partition("head: ")[2].split()[0]
    assert of_demo(demo, "audit", "verify", "--head", noted).returncode == 0
    assert of_demo(demo, "audit", "verify", "--head", f"9{noted}").returncode == 1
    out = tmp_path / "out.jsonl"
    early = of_demo(demo, "audit", "export", "--month", "1999-12", "--out", str(out))
    assert (early.returncode, early.stderr) == (
        4,
        "No event came in 1999-12. Nothing was exported or cut. Name another month.\n",
    )
    assert not out.exists()
    out.write_text("nothing of ours\n")
    assert of_demo(demo, "audit", "verify", "--file", str(out)).returncode == 1


def test_a_server_killed_after_a_backup_goes_on_elsewhere_and_its_handhelds_send_again(tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    with Server(tmp_path / "first") as first:
        token = enrol(first, of_demo(first, "device", "enrol", "Handheld 7").stdout.split()[2])
        known = first.get("/api/v1/me", token)[1]["generation"]
        made = of_demo(first, "backup", "--out", str(saved), "--with-secret")
        assert made.returncode == 0, made.stderr
        assert "Whoever has both files" in made.stdout
        sent = {"id": "cd" * 16, "v": 1, "kind": "nothing", "seq": 1, "at": 1, "body": {}}
        assert first.post("/api/v1/events", {"events": [sent]}, token)[1]["answers"][0]["verdict"] == "invalid"
        first.kill()
    copy, secret = sorted(saved.iterdir(), key=lambda path: len(path.name))
    assert [oct(path.stat().st_mode & 0o777) for path in (copy, secret)] == ["0o600", "0o600"]
    second = tmp_path / "second"
    named = {"WAREHOUSE_STORE_URL": f"sqlite:///{first.folder / '.demo' / 'floor.sqlite3'}"}
    made = run_apart(tmp_path, named, "restore", str(copy), "--into", str(second / ".demo"))
    assert made.returncode == 0, made.stderr
    assert run(tmp_path, {}, "restore", str(copy), "--into", str(second / ".demo")).returncode == 3
    with Server(second) as server:
        assert server.get("/api/v1/me", token)[1]["generation"] == made.stdout.split()[1] != known
        for verdict in ("invalid", "duplicate"):
            answer = server.post("/api/v1/events", {"events": [sent]}, token)[1]["answers"][0]
            assert answer["verdict"] == verdict


def test_somebody_asks_what_is_known_of_them_and_is_forgotten_when_they_left(demo: Server, tmp_path: Path) -> None:
    added = of_demo(demo, "user", "add", "Ulla Ude", "--role", "picker", "--badge", "B-77", "--pin", "2580")
    assert added.returncode == 0, added.stderr
    out = tmp_path / "ulla.json"
    written = of_demo(demo, "export", "person", "b-77", "--out", str(out))
    assert (written.returncode, out.stat().st_mode & 0o777) == (0, 0o600), written.stderr
    said = json.loads(out.read_text("utf-8"))["tables"]
    assert said["person"][0]["name"] == "Ulla Ude"
    assert "pin_hash" not in said["person"][0]
    number = str(said["person"][0]["id"])
    assert of_demo(demo, "export", "customer", "S-none", "--out", str(tmp_path / "x")).returncode == 4
    assert not (tmp_path / "x").exists()
    asked = of_demo(demo, "retention", "forget", "person", number)
    assert (asked.returncode, "Ulla" in of_demo(demo, "user", "list").stdout) == (1, True)
    done = of_demo(demo, "retention", "forget", "person", number, "--yes")
    assert f"#{number}" in done.stdout, done.stderr
    shown = of_demo(demo, "retention", "show")
    assert "addresses" in shown.stdout, shown.stderr
    assert "Ulla" not in shown.stdout
    assert of_demo(demo, "retention", "run").returncode == 0


def enrol(demo: Server, code: str) -> str:
    status, answer = demo.post("/api/v1/devices", {"code": code})
    assert status == 201, answer
    assert demo.post("/api/v1/devices", {"code": code})[1]["error"]["key"] == "enrol.code"
    return str(answer["token"])


def test_somebody_is_given_a_language_that_there_is(demo: Server) -> None:
    given = of_demo(demo, "user", "lang", "B-1002", "de_AT")
    assert given.returncode == 0, given.stderr
    assert re.search(r"Cy\b.*\bde\b|\bde\b.*Cy\b", given.stdout)
    refused = of_demo(demo, "user", "lang", "B-1002", "xx")
    assert refused.returncode == 2
    assert "de Deutsch" in refused.stderr
    assert "tr Türkçe (not reviewed)" in refused.stderr
    assert of_demo(demo, "user", "lang", "B-1002", "en").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["user", "add", "X", "--role", "picker", "--badge", "B-1001", "--pin", "2580"], "This badge belongs to Ana."),
        (["user", "add", "X", "--role", "picker", "--badge", "B-X", "--pin", "1234"], "too easy to guess"),
        (["user", "add", "X", "--role", "picker"], "cannot sign in"),
        (["user", "pin", "nobody", "--pin", "2580"], "Nobody here is nobody."),
        (["device", "revoke", "9999"], "There is no such handheld here."),
    ],
)
def test_what_cannot_be_done_is_said_in_words(demo: Server, arguments: list[str], said: str) -> None:
    ran = of_demo(demo, *arguments)
    assert ran.returncode == 4
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_second_server_on_the_same_store_says_so_and_ends(demo: Server) -> None:
    ran = run_apart(demo.folder, OF_DEMO, "serve", "--port", "0")
    assert ran.returncode == 3
    assert "Another server" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert demo.get("/readyz")[0] == 200


def test_a_port_in_use_says_so_and_ends(demo: Server, tmp_path: Path) -> None:
    ran = run_apart(tmp_path, {}, "serve", "--port", str(demo.port))
    assert ran.returncode == 3
    assert f"127.0.0.1:{demo.port}" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_wrong_setting_ends_with_2_and_one_line_each(tmp_path: Path) -> None:
    ran = run(tmp_path, {"WAREHOUSE_PORT": "abc", "WAREHOUSE_PROT": "1"}, "serve")
    assert ran.returncode == 2
    assert [line.partition(":")[0] for line in ran.stderr.splitlines()] == ["WAREHOUSE_PROT", "WAREHOUSE_PORT"]
    assert list(tmp_path.iterdir()) == []


def test_without_a_server_commands_open_the_store_themselves(tmp_path: Path) -> None:
    assert "no warehouse yet" in run(tmp_path, {}, "user", "list").stderr
    assert run_apart(tmp_path, {}, "db", "current").stdout == f"schema: {HEAD}, needed: {HEAD}\n"
    checked = run_apart(tmp_path, {}, "check").stdout
    assert f"store: schema {HEAD}" in checked
    assert "designs in order" in checked
    assert run(tmp_path, {}, "db", "upgrade").stdout.startswith("back-up: none was needed")


def test_a_server_that_was_killed_does_not_stop_the_command_line(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        server.kill()
    assert (tmp_path / ".demo" / "server.json").exists()
    ran = run(tmp_path, OF_DEMO, "user", "list")
    assert "Ana" in ran.stdout, ran.stderr
    run(tmp_path, OF_DEMO, "user", "add", "Zoe", "--role", "picker", "--badge", "B-9", "--pin", "2580")
    with server.start("--keep"):
        assert "Zoe" in run(tmp_path, OF_DEMO, "user", "list").stdout
    with server.start():
        assert "Zoe" not in run(tmp_path, OF_DEMO, "user", "list").stdout


def test_a_second_demo_does_not_throw_away_the_first(demo: Server) -> None:
    ran = run_apart(demo.folder, {}, "demo", "--port", "0")
    assert ran.returncode == 3
    assert "Another server" in ran.stderr
    assert demo.get("/readyz")[0] == 200


def test_a_server_that_is_told_to_stop_tidies_up_and_the_next_starts(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        server.stop()
    assert not (tmp_path / ".demo" / "server.json").exists()
    with server.start("--keep"):
        server.stop()
    assert "Traceback" not in server.log.read_text()


def test_nobody_without_the_secret_commands_the_server(floor: Floor) -> None:
    now, body = floor.clock.now, b"{}"
    signed = sign(SECRET, now, PATH, body)
    bad = {
        "no header": "",
        "another secret": sign(b"t" * 32, now, PATH, body),
        "another path": sign(SECRET, now, "/local/user-pin", body),
        "another body": sign(SECRET, now, PATH, b'{"a": 1}'),
        "too old": sign(SECRET, now - FRESH_MS, PATH, body),
        "from the future": sign(SECRET, now + FRESH_MS, PATH, body),
        "no number": "x y",
        "not ASCII": "\u0661\u0662 00",
    }
    for why, header in bad.items():
        assert post(floor, header.encode("utf-8", "replace").decode("latin-1"), body).status_code == 403, why
    assert post(floor, signed, body, "192.0.2.7").status_code == 403
    assert post(floor, signed, body).status_code == 200
    assert post(floor, signed, body).status_code == 403, "used twice"


def test_a_command_the_server_does_not_know_is_refused(floor: Floor) -> None:
    for path, args in (("/local/nothing", {}), (PATH, {"strange": 1})):
        body = json.dumps(args).encode()
        signed = sign(SECRET, floor.clock.now, path, body)
        answer = floor.client().post(path, data=body, headers={HEADER: signed})
        assert answer.get_json()["error"]["key"] == "command.unknown"


def post(floor: Floor, header: str, body: bytes, address: str = "127.0.0.1"):  # type: ignore[no-untyped-def]
    return floor.client().post(PATH, data=body, headers={HEADER: header}, environ_base={"REMOTE_ADDR": address})


def test_totes_are_registered_by_the_row_and_listed(demo: Server) -> None:
    added = of_demo(demo, "tote", "add", "X-001", "X-120")
    assert added.returncode == 0, added.stderr
    assert added.stdout.split() == ["first", "last", "totes", "X-001", "X-120", "120"]
    assert of_demo(demo, "tote", "add", "x-121").returncode == 0
    listed = of_demo(demo, "tote", "list").stdout
    assert len(re.findall(r"^free +X-\d{3}", listed, re.MULTILINE)) == 121
    assert re.search(r"^used +T-0001 +W-0001$", listed, re.MULTILINE)
    for wrong in (("X-120", "X-001"), ("X-1", "X-99"), ("X-001", "Y-009"), ("X",), ("X-0001", "X-9999")):
        refused = of_demo(demo, "tote", "add", *wrong)
        assert refused.returncode == 4, refused.stdout
        assert "Nothing was changed." in refused.stderr
