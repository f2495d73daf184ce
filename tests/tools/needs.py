"""What the tests need besides Python, where it lies on this machine, and what would install it.

To add a need: write a function that finds it and give it a line in NEEDS. `need("name")`
(tests/gaps.py) and `python -m tests.tools.prepare` then know it.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from ctypes.util import find_library
from pathlib import Path
from typing import NamedTuple

_CHROMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC_CHROMES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
_POSTGRES_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)
OLDEST_POSTGRES, OLDEST_NODE = 13, 20


class Need(NamedTuple):
    """One thing a machine has or lacks. `find` answers with a path, or None; packages are empty where none exists."""

    what: str
    find: Callable[[], str | None]
    debian: str
    homebrew: str
    ours: str = ""  # the make target that installs it, where packages alone do not


def chromium() -> str | None:
    """A Chromium or Chrome to drive: the machine's own, else one that Playwright fetched earlier."""
    fetched = Path.home().glob(".cache/ms-playwright/chromium-*/chrome-linux*/chrome")
    return _first([shutil.which(name) for name in _CHROMES]) or _first_file([*_MAC_CHROMES, *map(str, fetched)])


def postgresql() -> str | None:
    """The folder with initdb, pg_ctl and postgres, newest first; they need not be on PATH."""
    folders = [path for pattern in _POSTGRES_FOLDERS for path in Path("/").glob(pattern.lstrip("/"))]
    found = shutil.which("pg_ctl")
    if found:
        folders.append(Path(found).resolve().parent)
    able = [
        (_version([str(folder / "postgres"), "--version"]), str(folder))
        for folder in folders
        if (folder / "initdb").exists()
    ]
    newest = max(able, default=(0, ""))
    return newest[1] if newest[0] >= OLDEST_POSTGRES else None


def redis() -> str | None:
    """A Redis server, or Valkey, which speaks the same."""
    return shutil.which("redis-server") or shutil.which("valkey-server")


def strace() -> str | None:
    """strace, to count what a program asks of the system; there is none outside Linux."""
    return shutil.which("strace") if sys.platform == "linux" else None


def node() -> str | None:
    """The machine's Node.js when it is new enough, else the one inside the Playwright wheel."""
    own = shutil.which("node")
    if own and _version([own, "--version"]) >= OLDEST_NODE:
        return own
    try:
        from playwright._impl._driver import compute_driver_executable
    except ImportError:
        return None
    return _first_file([compute_driver_executable()[0]])


def git() -> str | None:
    """git, to ask what a checkout ignores."""
    return shutil.which("git")


def ippeveprinter() -> str | None:
    """CUPS's IPP printer for tests; it wants a message bus and a name service beside it, and they want to be root's."""
    programs = [shutil.which(name) for name in ("ippeveprinter", "dbus-daemon", "avahi-daemon")]
    return programs[0] if all(programs) and os.geteuid() == 0 else None


def certutil() -> str | None:
    """NSS's certutil, to have a browser trust an authority as a person would."""
    return shutil.which("certutil")


def zbar() -> str | None:
    """The library of zbar, which reads barcodes."""
    return find_library("zbar")


def odoo() -> str | None:
    """The folder of the real Odoo, which `make odoo` puts in place."""
    from tests.tools.odoo.install import installed  # it asks this module for PostgreSQL

    return installed()


NEEDS = {
    "chromium": Need("Chromium", chromium, "chromium", "--cask google-chrome"),
    "git": Need("git", git, "git", "git"),
    "ippeveprinter": Need("an IPP printer", ippeveprinter, "cups-ipp-utils avahi-daemon dbus", ""),
    "node": Need(f"Node.js {OLDEST_NODE} or newer", node, "nodejs", "node"),
    "nss": Need("certutil of NSS", certutil, "libnss3-tools", "nss"),
    "odoo": Need("a real Odoo 19", odoo, "", "", ours="odoo"),
    "postgresql": Need(f"PostgreSQL {OLDEST_POSTGRES} or newer", postgresql, "postgresql", "postgresql@17"),
    "redis": Need("a Redis server", redis, "redis-server", "redis"),
    "strace": Need("strace", strace, "strace", ""),
    "zbar": Need("zbar", zbar, "libzbar0", "zbar"),
}


def install_command(names: Iterable[str]) -> str:
    """The one command that would install these on this machine; empty where we know none."""
    wanted = [NEEDS[name] for name in sorted(names)]
    if shutil.which("apt-get"):
        packages = _command("sudo apt-get install --no-install-recommends", [need.debian for need in wanted])
        return " && ".join(filter(None, [packages, *(f"make {need.ours}" for need in wanted if need.ours)]))
    if shutil.which("brew"):
        formulas = [need.homebrew for need in wanted if need.homebrew and not need.homebrew.startswith("--cask")]
        casks = [need.homebrew for need in wanted if need.homebrew.startswith("--cask")]
        return " && ".join(
            filter(None, [_command("brew install", formulas), *(_command("brew install", [c]) for c in casks)])
        )
    return ""


def _command(start: str, packages: list[str]) -> str:
    named = [package for package in packages if package]
    return " ".join([start, *named]) if named else ""


def _first(candidates: Iterable[str | None]) -> str | None:
    return next((candidate for candidate in candidates if candidate), None)


def _first_file(candidates: Iterable[str]) -> str | None:
    return next((candidate for candidate in candidates if os.access(candidate, os.X_OK)), None)


def _version(command: list[str]) -> int:
    """The first number that a program prints of its version; 0 when it prints none."""
    try:
        said = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False).stdout
    except OSError:
        return 0
    found = re.search(r"\d+", said)
    return int(found.group()) if found else 0
