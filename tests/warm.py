"""Processes of the app that start warm: forked from one that has the imports behind it.

Each is a process of its own, as `python -m warehouse_app` would be: own session, own folder, own environment. Tests
start some hundred servers, and each would spend a second of a processor on imports first. `run_apart` and the programs
of bench/ and proof/ start cold.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from tests.tools.report import ROOT

POSSIBLE = hasattr(os, "pidfd_open") and sys.platform == "linux"


class Started:
    """What `subprocess.Popen` would be for a process that is not a child of ours. `returncode` is not known."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        try:
            self._end: int | None = os.pidfd_open(pid)
        except ProcessLookupError:  # it is over already
            self._end = None

    def poll(self) -> int | None:
        """None while it runs."""
        return self._over(0)

    def wait(self, timeout: float) -> int:
        """Until it has ended; raises subprocess.TimeoutExpired."""
        if self._over(timeout) is None:
            raise subprocess.TimeoutExpired("warehouse_app", timeout)
        return 0

    def _over(self, patience: float) -> int | None:
        if self._end is not None:
            if not select.select([self._end], [], [], patience)[0]:
                return None
            os.close(self._end)
            self._end = None
        return 0


def start(arguments: list[str], folder: Path, environ: dict[str, str], log: Path) -> Started:
    """The command line in a process of its own; what it prints goes to the end of `log`."""
    oven = _oven()
    assert oven.stdin is not None
    assert oven.stdout is not None
    order = {"arguments": arguments, "folder": str(folder), "environ": environ, "log": str(log)}
    oven.stdin.write(json.dumps(order) + "\n")
    oven.stdin.flush()
    return Started(int(oven.stdout.readline()))


@cache
def _oven() -> subprocess.Popen[str]:
    """The process all others are forked from, one a worker; it ends with us."""
    command = [sys.executable, "-m", "tests.warm"]
    oven = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    atexit.register(_cool, oven)
    return oven


def _cool(oven: subprocess.Popen[str]) -> None:
    for pipe in (oven.stdin, oven.stdout):
        if pipe is not None:
            pipe.close()
    oven.wait(20)


def _serve() -> list[str]:
    """Forks a child for each order and returns in the child, with its arguments; ends where orders end."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the children
    for line in sys.stdin:
        if os.fork() == 0:
            return _become(json.loads(line))
    sys.exit()


def _become(order: dict[str, object]) -> list[str]:
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.write(1, f"{os.getpid()}\n".encode())  # only now may it be killed as a group
    os.chdir(str(order["folder"]))
    environ, arguments = order["environ"], order["arguments"]
    assert isinstance(environ, dict)
    assert isinstance(arguments, list)
    os.environ.clear()
    os.environ.update(environ)
    nothing, log = os.open(os.devnull, os.O_RDONLY), os.open(str(order["log"]), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for ours, theirs in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(ours, theirs)
    return arguments


def _heat() -> Callable[[Sequence[str]], None]:
    """What each would do again: the imports, and packing what English pages load. The command line, ready to run."""
    import alembic.command  # noqa: F401  # a server imports it after its start

    from warehouse_app.bootstrap import words
    from warehouse_app.cli import main
    from warehouse_app.web import static_tree

    for name, file in static_tree(words()).files.items():
        if not name.startswith(("lang/", "practice/")) or name.endswith(("/en.json", ".en.json")):
            file.packed("br")
    return main


if __name__ == "__main__":
    _heat()(_serve())
