"""The command line and the server on a real Odoo, as whoever connects them for the first time has it."""

from __future__ import annotations

import http.client
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.commands import run
from tests.installing import named, office
from tests.odoo_server import RealOdoo
from tests.running import Server
from tests.tools.servers import free_port

pytestmark = pytest.mark.xdist_group("real-odoo")


def test_check_finds_nothing_to_mend_in_a_prepared_odoo(shared_odoo: Callable[[str], RealOdoo], tmp_path: Path) -> None:
    ran = run(tmp_path, named(shared_odoo("floor_1step"), tmp_path), "check")
    assert ran.returncode == 0, ran.stdout
    assert "Odoo: 19.0 Community, on your own server" in ran.stdout
    assert "0 to mend" in ran.stdout
    findings = ran.stdout.partition("\n\n")[2]
    assert max(len(line) for line in findings.splitlines()) < 80


@pytest.mark.slow
def test_check_names_what_hurts_and_mends_it_when_told_to(odoo: Callable[..., RealOdoo], tmp_path: Path) -> None:
    real = odoo("floor_3step")
    admin, settings = real.client(), named(real, tmp_path)
    (out,) = admin.find("stock.picking.type", [("code", "=", "outgoing"), ("active", "=", True)])
    hurt = {"auto_batch": True, "batch_group_by_partner": True, "create_backorder": "never"}
    admin.call("stock.picking.type", "write", [out], hurt)
    for partner in (admin.ref("base.main_partner"), *admin.find("res.partner", [("user_ids.login", "=", "picker")])):
        admin.call("res.partner", "write", [partner], {"tz": False})

    told = run(tmp_path, settings, "check")
    assert told.returncode == 1
    assert "3 to mend" in told.stdout
    for words in ("into batches by itself: Delivery Orders", "Never for Delivery Orders", "has no time zone; UTC"):
        assert words in " ".join(told.stdout.split())
    assert "WAREHOUSE_ODOO_ADMIN_USER" in run(tmp_path, settings, "check", "--fix").stdout

    mended = run(tmp_path, settings | office(real), "check", "--fix", says="y\nn\n")
    assert "2 to mend" in mended.stdout, mended.stdout
    fields = ["auto_batch", "create_backorder"]
    assert admin.call("stock.picking.type", "read", [out], fields) == [
        {"id": out, "auto_batch": False, "create_backorder": "never"}
    ]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"WAREHOUSE_ODOO_DB": "no_such_one"}, "but not this database"),
        ({"WAREHOUSE_ODOO_USER": "nobody"}, "Odoo does not let nobody in"),
        ({"WAREHOUSE_ODOO_URL": f"http://127.0.0.1:{free_port()}"}, "Odoo is not reached at"),
        ({"WAREHOUSE_ODOO_KEY_FILE": "there-is-none"}, "the key cannot be read"),
    ],
)
def test_check_says_which_part_of_the_connection_is_wrong(
    shared_odoo: Callable[[str], RealOdoo], tmp_path: Path, changed: dict[str, str], said: str
) -> None:
    ran = run(tmp_path, named(shared_odoo("floor_1step"), tmp_path) | changed, "check")
    assert ran.returncode == 1
    assert said in " ".join(ran.stdout.split())
    assert "1 to mend" in ran.stdout


@pytest.mark.slow
def test_people_come_from_the_employees_once(shared_odoo: Callable[[str], RealOdoo], tmp_path: Path) -> None:
    real = shared_odoo("floor_1step")
    settings = named(real, tmp_path) | office(real)
    assert "no warehouse yet" in run(tmp_path, settings, "user", "import").stderr
    assert "300" in run(tmp_path, settings, "pull").stdout
    first = run(tmp_path, settings, "user", "import", "--job", "picker", "--role", "picker")
    assert first.stdout.splitlines()[-1] == "3 added, 0 changed, 0 same, 0 skipped", first.stderr
    again = run(tmp_path, settings, "user", "import")
    assert again.stdout.splitlines()[-1] == "7 added, 0 changed, 3 same, 1 skipped"
    assert "Administrator" in again.stdout
    assert "1001" not in again.stdout.replace("B1001", "")
    assert "second user of Odoo" in run(tmp_path, named(real, tmp_path), "user", "import").stderr


def test_the_store_of_one_database_refuses_another(
    odoo: Callable[..., RealOdoo], shared_odoo: Callable[[str], RealOdoo], tmp_path: Path
) -> None:
    assert run(tmp_path, named(shared_odoo("floor_1step"), tmp_path), "pull").returncode == 0
    other = named(odoo("floor_3step"), tmp_path)
    refused = run(tmp_path, other, "pull")
    assert refused.returncode == 4
    assert "another Odoo database" in refused.stderr
    checked = run(tmp_path, other, "check")
    assert checked.returncode == 1
    assert "The store was filled from another Odoo" in checked.stdout


def sign_in(server: Server, login: str, password: str) -> int:
    """The status of the office's form."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        form = urlencode({"x_floor": "1", "login": login, "password": password})
        head = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        connection.request("POST", "/sign-in", form, head)
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.slow
def test_the_server_follows_odoo_lets_the_office_in_and_takes_over_a_new_key(
    odoo: Callable[..., RealOdoo], tmp_path: Path
) -> None:
    real = odoo()
    settings = named(real, tmp_path)
    admin = real.client()
    (sam,) = admin.find("res.users", [("login", "=", "sam")])

    def asked() -> str:
        return run(tmp_path, settings, "odoo").stdout

    with Server(tmp_path, "serve", **settings) as server:
        assert run(tmp_path, settings, "pull").returncode == 0
        run(tmp_path, settings, "user", "add", "Sam", "--role", "supervisor", "--odoo-user", str(sam))
        assert sign_in(server, "sam", "sam-demo") == 303
        assert re.search(r"^there +state$.*^[1-9]\d* +calls in the last minute$", asked(), re.MULTILINE | re.DOTALL)
        assert sign_in(server, "sam", "wrong") == 401

        picker = admin.find("res.users", [("login", "=", "picker")])
        # Odoo remembers who was right, and a call at the very moment of the change may put the old word back there.
        refused = (
            admin.call("res.users", "write", picker, {"password": "another-one"})
            and "does not let" in run(tmp_path, settings, "pull").stderr
            for _ in range(5)
        )
        assert any(refused)
        (tmp_path / "key").write_text("another-one\n", encoding="utf-8")
        assert run(tmp_path, settings, "pull").returncode == 0


def test_the_server_starts_without_odoo_and_says_so(tmp_path: Path) -> None:
    settings = {"URL": f"http://127.0.0.1:{free_port()}", "DB": "prod", "USER": "floor", "KEY": "k"}
    environ = {f"WAREHOUSE_ODOO_{name}": value for name, value in settings.items()}
    with Server(tmp_path, "serve", **environ) as server:
        assert server.get("/readyz")[0] == 200
        assert "Odoo does not answer" in run(tmp_path, environ, "pull").stderr
        assert "Odoo cannot be read" in server.log.read_text(encoding="utf-8")
        server.stop()
    assert "Traceback" not in server.log.read_text(encoding="utf-8")
