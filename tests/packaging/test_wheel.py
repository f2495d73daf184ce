"""An editable install passes while a wheel is broken, so the wheel itself is looked into, installed and started."""

import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.packaging.conftest import PLANTED, Installed
from tests.tools.report import ROOT
from tests.tools.servers import free_port
from warehouse_app import __version__

pytestmark = pytest.mark.xdist_group("wheel")  # they share a wheel

ASSETS = "warehouse_app/_assets/"


@pytest.fixture(scope="session")
def names(wheel: Path) -> set[str]:
    """What lies in the wheel."""
    with ZipFile(wheel) as opened:
        return set(opened.namelist())


@contextmanager
def serving(installed: Installed, data: Path) -> Iterator[str]:
    """The base URL of `warehouse-app serve`, started from an empty folder on the demo's Odoo, once it answers."""
    port = free_port()
    settings = {"WAREHOUSE_DATA_DIR": str(data), "WAREHOUSE_ODOO_URL": "demo", "WAREHOUSE_PORT": str(port)}
    command = [str(installed.bin / "warehouse-app"), "serve"]
    log = data / "server.log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            command, cwd=installed.empty, env=installed.environment | settings, stdout=out, stderr=out
        )
        try:
            assert _answers(server, port), log.read_text(encoding="utf-8")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=30)


def _answers(server: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until the server listens; not when it ended, nor for ever."""
    until = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.05)
    return False


def get(url: str) -> tuple[int, str]:
    """Status and text of the answer to a GET."""
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.status, answer.read().decode()


@pytest.mark.parametrize("folder", ["templates", "static", "labels"])
def test_every_asset_of_the_checkout_is_in_the_wheel(source: Path, names: set[str], folder: str) -> None:
    paths = {path.relative_to(source).as_posix() for path in (source / folder).rglob("*") if path.is_file()}
    wanted = {f"{ASSETS}{path}" for path in paths - set(PLANTED)}
    assert wanted
    assert wanted <= names


def test_types_and_migrations_are_in_the_wheel(names: set[str]) -> None:
    assert "warehouse_app/py.typed" in names
    assert any(name.startswith("warehouse_app/store/migrations/versions/") for name in names)


def test_nothing_that_git_ignores_is_in_the_wheel(names: set[str]) -> None:
    left = {name.rpartition("/")[2] for name in PLANTED}
    assert not {name for name in names if name.rpartition("/")[2] in left}


def test_nothing_but_the_app_is_in_the_wheel(names: set[str]) -> None:
    assert {name.partition("/")[0] for name in names} == {"warehouse_app", f"warehouse_app-{__version__}.dist-info"}


def test_a_checkout_has_no_assets_of_a_wheel() -> None:
    assert not (ROOT / "warehouse_app" / "_assets").exists()


def test_the_installed_program_says_its_version(installed: Installed) -> None:
    ran = installed.run("warehouse-app", "--version")
    assert ran.returncode == 0, ran.stderr
    assert __version__ in ran.stdout


def test_the_installed_app_finds_its_assets_in_the_wheel(installed: Installed) -> None:
    ran = installed.run("python", "-c", "from warehouse_app import assets; print(assets.TEMPLATES)")
    assert ran.stdout.strip().endswith("/site-packages/warehouse_app/_assets/templates")


def test_the_installed_app_serves_from_an_empty_folder(installed: Installed, tmp_path: Path) -> None:
    with serving(installed, tmp_path) as base:
        assert get(f"{base}/livez")[0] == 200
        status, html = get(f"{base}/")
    assert status == 200
    assert "<html" in html
    assert list(installed.empty.iterdir()) == []
