"""Servers and programs that tests share: one PostgreSQL, Redis and browser a run, each started when first asked for.

With pytest-xdist the workers share the servers: the first to ask starts one, under a lock, and the controller stops it
when all are done. Every test gets a database of its own.
"""

import fcntl
import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.gaps import need
from tests.tools.memory import quick_place
from tests.tools.servers import Running, start_postgres, start_redis, stop

_FOLDER = "WAREHOUSE_TEST_RUN"  # handed down to the workers, which inherit our environment
# A closed network must not be asked for updates, and a container has no user namespaces for the sandbox.
CHROMIUM_ARGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
)


def pytest_configure(config: pytest.Config) -> None:
    """The controller makes the folder the servers of this run live in; its path is short, for sockets lie in it.

    Whatever the run and its programs keep for a while lies where that folder does.
    """
    if not hasattr(config, "workerinput"):
        place = quick_place()
        os.environ["TMPDIR"], tempfile.tempdir = str(place), None
        os.environ[_FOLDER] = tempfile.mkdtemp(prefix="floor-", dir=place)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what this run started."""
    if hasattr(config, "workerinput") or _FOLDER not in os.environ:
        return
    folder = Path(os.environ.pop(_FOLDER))
    for note in folder.glob("*.json"):
        stop(Running(**json.loads(note.read_text(encoding="utf-8"))))
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _shared(name: str, start: Callable[[Path], Running]) -> str:
    """The address of a server of this run; whoever asks first starts it."""
    folder = Path(os.environ[_FOLDER])
    note = folder / f"{name}.json"
    with _alone(folder):
        if not note.exists():
            note.write_text(json.dumps(start(folder / name)._asdict()), encoding="utf-8")
    return str(json.loads(note.read_text(encoding="utf-8"))["address"])


@pytest.fixture(scope="session")
def postgres_server() -> str:
    """`user@host:port` of this run's PostgreSQL, which forgets nothing but does not wait for the disk."""
    programs = need("postgresql")
    return _shared("postgres", lambda folder: start_postgres(Path(programs), folder))


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """SQLAlchemy URL of an empty database, gone after the test."""
    name = f"t_{secrets.token_hex(6)}"
    with psycopg.connect(f"postgresql://{postgres_server}/postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"'.encode())
        yield f"postgresql+psycopg://{postgres_server}/{name}"
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@pytest.fixture(scope="session")
def redis_url() -> str:
    """URL of this run's Redis. Its 16 databases are shared by all tests: use names of your own."""
    program = need("redis")
    return _shared("redis", lambda folder: start_redis(program, folder))


@pytest.fixture(scope="session")
def node() -> str:
    """The node to run JavaScript with."""
    return need("node")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program."""
    return need("chromium")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives browsers; a worker can have only one."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """One Chromium a worker; every test opens a context of its own."""
    launched = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGS.split())
    yield launched
    launched.close()
