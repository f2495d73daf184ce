"""Start and stop throw-away servers for tests: own folder, own port, nothing of the machine's own touched."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_PATIENCE_S = 20
_FIRST_PORT, _PORTS = 20_000, 12_000  # clients get theirs from 32768 on (Linux), or from 49152 on
_IN_A_HURRY = (
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0"),
    *("autovacuum=off", "jit=off"),  # a database lives for one test: nobody has to tidy up hundreds of them
)


class Running(NamedTuple):
    """A server that answers. `address` is what a client needs, `pid` what stops it."""

    address: str
    pid: int


def free_port() -> int:
    """A port of this machine that nobody listens on just now.

    None of those that clients are given: one of them may be somebody's end of a connection by the time a server is
    started on it, or again. Not drawn with `random`, which begins anew with every test.
    """
    while True:
        port = _FIRST_PORT + secrets.randbelow(_PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def start_postgres(programs: Path, folder: Path, *, durable: bool = False) -> Running:
    """Make a cluster in a new folder and start it. Its address is `user@host:port`.

    `durable` is for tests that pull the plug: only then does a commit wait for the disk. PostgreSQL refuses to run
    as root, so for root it runs as `postgres`, or as `nobody` where that user does not exist.
    """
    folder.mkdir(mode=0o755)
    data, user = folder / "data", _server_user()
    data.mkdir(mode=0o700)
    if user:
        folder.parent.chmod(0o755)
        for path in (folder, data):
            shutil.chown(path, user)
    initdb = [
        str(programs / "initdb"),
        "-D",
        str(data),
        "-U",
        "floor",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    ]
    subprocess.run(initdb, user=user, check=True, capture_output=True, cwd="/")
    port = free_port()
    settings = [
        f"port={port}",
        "listen_addresses=127.0.0.1",
        f"unix_socket_directories={folder}",
        "max_connections=200",
    ]
    settings += [] if durable else _IN_A_HURRY
    options = " ".join(f"-c {setting}" for setting in settings)
    start = [
        str(programs / "pg_ctl"),
        "-D",
        str(data),
        "-l",
        str(folder / "log"),
        "-w",
        "-t",
        "60",
        "-o",
        options,
        "start",
    ]
    subprocess.run(start, user=user, check=True, stdout=subprocess.DEVNULL, cwd="/")
    pid = int((data / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])
    return Running(f"floor@127.0.0.1:{port}", pid)


def start_redis(program: str, folder: Path) -> Running:
    """Start a Redis that keeps nothing. Its address is a `redis://` URL."""
    folder.mkdir()
    port, note = free_port(), folder / "pid"
    command = [
        program,
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--dir",
        str(folder),
        "--save",
        "",
        "--appendonly",
        "no",
    ]
    command += ["--daemonize", "yes", "--pidfile", str(note), "--logfile", str(folder / "log")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    _wait_for(port)
    return Running(f"redis://127.0.0.1:{port}/0", _written(note))


def _written(note: Path) -> int:
    """A number in a file that a server writes after it answers."""
    until = time.monotonic() + _PATIENCE_S
    while not (note.is_file() and (text := note.read_text(encoding="utf-8").strip())):
        assert time.monotonic() < until, f"{note} was never written"
        time.sleep(0.02)
    return int(text)


def stop(server: Running) -> None:
    """Stop a server at once: what is in it belongs to a test that is over."""
    try:
        os.kill(server.pid, signal.SIGQUIT if server.address.startswith("floor@") else signal.SIGKILL)
    except ProcessLookupError:
        return
    for _ in range(100):
        time.sleep(0.02)
        if not _alive(server.pid):
            return


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _wait_for(port: int) -> None:
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise TimeoutError(f"nothing listens on port {port} after {_PATIENCE_S} seconds")


def _server_user() -> str | None:
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"
