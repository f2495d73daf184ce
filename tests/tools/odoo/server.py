"""The Odoo server: one threaded process on this machine only, with no scheduled jobs of its own."""

import os
import signal
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from tests.tools.odoo import cluster
from tests.tools.odoo.places import Places
from tests.tools.odoo.python import environment
from tests.tools.odoo.rpc import Client, OdooSaidNo, greet
from tests.tools.odoo.settings import LOGINS
from tests.tools.odoo.shell import Failed, run
from tests.tools.servers import free_port

# Over RPC every call would be logged three times as deprecated; scheduled jobs would reserve when they like.
_OPTIONS = (
    "http_interface = 127.0.0.1",
    "log_level = warn",
    "log_handler = odoo.addons.rpc.controllers.jsonrpc:ERROR",
    "max_cron_threads = 0",
    "workers = 0",
    "limit_time_real = 0",
    "limit_time_cpu = 0",
    "server_wide_modules = base,rpc,web",
)
_CONF = "floor-odoo.conf"
_CHEAP = Path(__file__).with_name("cheap.py")
_PATIENCE = 120.0  # seconds until it answers on a busy machine


_children: dict[int, subprocess.Popen[bytes]] = {}  # those this process started, to be waited for


class Server(NamedTuple):
    """A server that answers."""

    port: int
    pid: int


def start(places: Places, database: str | None, log: Path, *, port: int = 0, hold: tuple[int, ...] = ()) -> Server:
    """Starts a server, with `database` loaded where one is named, and waits until it answers.

    It serves every other database of the cluster too when a call names it. Port 0 is any free one. `hold` are open
    files it keeps open as long as it lives (a lease). Raises Failed with the last words of its log.
    """
    port = port or free_port()
    command = [*_command(places), "--http-port", str(port), "--gevent-port", str(free_port())]
    with log.open("ab") as out:
        process = subprocess.Popen(
            [*command, "-d", database] if database else command,
            env=os.environ | environment(places),
            cwd=places.root,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
            pass_fds=hold,
        )
    _children[process.pid] = process
    if problem := _wait(process, port, database):
        stop(process.pid)
        tail = log.read_text(encoding="utf-8", errors="replace").splitlines()[-12:]
        raise Failed("\n".join([f"Odoo did not start: {problem}", *tail]))
    return Server(port, process.pid)


def install(places: Places, database: str, modules: str) -> None:
    """Makes a database with these modules (comma separated) and nothing else in it."""
    run([*_command(places), "-d", database, "-i", modules, "--stop-after-init", "--no-http"], env=environment(places))


def stop(pid: int, *, hard: bool = False) -> None:
    """Lets running calls end and waits for it; `hard`, or after 20 seconds, it is killed in the middle of them."""
    signals = (signal.SIGKILL,) if hard else (signal.SIGTERM, signal.SIGKILL)
    for number in signals:
        if not is_odoo(pid):
            return
        os.kill(pid, number)
        until = time.monotonic() + 20
        while time.monotonic() < until and is_odoo(pid):
            time.sleep(0.02)


def is_odoo(pid: int) -> bool:
    """Whether this process lives and is an Odoo of ours; process ids come round again."""
    child = _children.get(pid)
    if child is not None:
        if child.poll() is None:
            return True
        del _children[pid]
        return False
    if Path("/proc/self").exists():
        with suppress(OSError):
            return _CONF.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    with suppress(Failed):
        return _CONF in run(["ps", "-o", "command=", "-p", str(pid)])
    return False


def _command(places: Places) -> list[str]:
    conf = places.root / _CONF
    address = (f"db_host = 127.0.0.1\ndb_port = {cluster.start(places)}\ndb_user = {cluster.USER}",)
    files = (f"data_dir = {places.root / 'data'}", f"addons_path = {places.modules / 'odoo' / 'addons'}")
    text = "\n".join(("[options]", *address, *files, *_OPTIONS)) + "\n"
    if not conf.exists() or conf.read_text(encoding="utf-8") != text:
        fresh = conf.with_suffix(f".{threading.get_ident()}")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(conf)  # whole or not at all: another server may be reading it
    return [str(places.python), str(_CHEAP), str(places.program), "-c", str(conf)]


def _wait(process: subprocess.Popen[bytes], port: int, database: str | None) -> str:
    """Waits until it answers; what is wrong when it will not."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            return f"it ended with {process.returncode}"
        try:
            greet(port)
            if database:
                Client(port, database, "admin", LOGINS["admin"])
        except OSError:
            time.sleep(0.05)
        except OdooSaidNo as no:
            return str(no)
        else:
            return ""
    return f"no answer within {_PATIENCE:.0f} seconds"
