"""The app's demo, with a real Odoo behind it: `make demo ODOO=real`."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from types import FrameType

from tests.tools.odoo.settings import LOGINS


def begins_anew(arguments: Sequence[str]) -> bool:
    """Whether the demo starts a new morning, so that Odoo has to as well."""
    return "--keep" not in arguments and "--help" not in arguments


def port(database: str) -> int:
    """The same each time, because an Odoo at another address counts as another one; 0 (any) where it is taken."""
    wished = 20_000 + int(sha256(database.encode()).hexdigest(), 16) % 10_000
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wished))
        except OSError:
            return 0
    return wished


def environment(url: str, database: str) -> dict[str, str]:
    """What the app needs to work on this Odoo, and on none that the shell names."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("WAREHOUSE_")}
    named = {"URL": url, "DB": database, "USER": "picker", "KEY": LOGINS["picker"]}
    named |= {"ADMIN_USER": "admin", "ADMIN_KEY": LOGINS["admin"]}
    return own | {f"WAREHOUSE_ODOO_{name}": value for name, value in named.items()}


def run(url: str, database: str, arguments: Sequence[str]) -> None:
    """Runs the demo until it is told to stop."""
    command = [sys.executable, "-m", "warehouse_app", "demo", "--odoo", *arguments]
    with subprocess.Popen(command, env=environment(url, database)) as app:

        def stop(_number: int, _frame: FrameType | None) -> None:
            app.terminate()

        signal.signal(signal.SIGTERM, stop)
        while app.poll() is None:
            with suppress(KeyboardInterrupt):  # the app gets it too, and tidies up
                app.wait()
