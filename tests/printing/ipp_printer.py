"""A real IPP printer: Debian's ippeveprinter, with a message bus and a name service of its own beside it."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import time
from contextlib import closing, suppress
from pathlib import Path

from tests.tools.servers import free_port

_PATIENCE_S = 20
_LOCK = "/tmp/floor-ippeveprinter.lock"  # a machine has room for one name service, whoever tests on it
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path={bus}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy></busconfig>"""
_NAMES = "[server]\nallow-interfaces=lo\nuse-ipv6=no\n[publish]\npublish-workstation=no\n"
_COMMAND = """#!/bin/sh
mkdir -p {folder}/busy/$$
trap 'rmdir {folder}/busy/$$' EXIT
while [ -f {folder}/wait ]; do sleep 0.05; done
[ -f {folder}/fail ] && exit 1
for file; do last=$file; done
cp "$last" {folder}/out/$(date +%s%N)
"""


class IppPrinter:
    """`out` holds what it printed; a file `wait` in its folder holds a job up, `fail` makes it go wrong."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program, self.folder, self.port = program, folder, free_port()
        self._children: list[subprocess.Popen[bytes]] = []
        (folder / "out").mkdir()
        self._lock = os.open(_LOCK, os.O_CREAT | os.O_WRONLY)
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self._environ = os.environ | {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={folder / 'bus'}"}
        (folder / "bus.conf").write_text(_BUS.format(bus=folder / "bus"))
        (folder / "names.conf").write_text(_NAMES)
        command = folder / "print.sh"
        command.write_text(_COMMAND.format(folder=folder))
        command.chmod(0o755)
        self._start("dbus-daemon", "--nofork", f"--config-file={folder / 'bus.conf'}")
        self._wait(lambda: (folder / "bus").exists())
        self._start("avahi-daemon", "-f", str(folder / "names.conf"), "--no-drop-root", "--no-chroot", "--no-rlimits")
        self.on()

    @property
    def address(self) -> str:
        return f"ipp://localhost:{self.port}/ipp/print"

    def on(self) -> None:
        """It is plugged in."""
        (self.folder / "spool").mkdir(exist_ok=True)
        until = time.monotonic() + _PATIENCE_S
        while time.monotonic() < until:
            self._printer = self._start(
                self._program, "-p", str(self.port), "-n", "localhost", "-k",
                "-d", str(self.folder / "spool"), "-K", str(self.folder),
                "-f", "application/pdf,application/vnd.zebra-zpl", "-c", str(self.folder / "print.sh"), "-r", "off",
                "Floor test printer",
            )  # fmt: skip
            with suppress(TimeoutError):
                self._wait(self._answers, 3)
                return
        raise TimeoutError("ippeveprinter does not start")

    def off(self) -> None:
        self._end(self._printer)

    def printed(self) -> list[bytes]:
        return [file.read_bytes() for file in sorted((self.folder / "out").iterdir())]

    def rest(self) -> None:
        """Waits until no job is at work, also one that was taken back."""
        self._wait(lambda: not any((self.folder / "busy").glob("*")))

    def switch(self, name: str, is_on: bool) -> None:
        """`wait` or `fail`."""
        (self.folder / name).touch() if is_on else (self.folder / name).unlink(missing_ok=True)

    def close(self) -> None:
        for child in reversed(self._children):
            self._end(child)
        os.close(self._lock)

    def _start(self, *command: str) -> subprocess.Popen[bytes]:
        with (self.folder / "log").open("ab") as log:
            child = subprocess.Popen(
                command, env=self._environ, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=self.folder
            )
        self._children.append(child)
        return child

    def _answers(self) -> bool:
        if self._printer.poll() is not None:
            raise TimeoutError
        with suppress(OSError), closing(socket.create_connection(("localhost", self.port), 1)):
            return True
        return False

    def _wait(self, is_so: object, seconds: float = _PATIENCE_S) -> None:
        until = time.monotonic() + seconds
        while not is_so():  # type: ignore[operator]
            if time.monotonic() > until:
                raise TimeoutError((self.folder / "log").read_text())
            time.sleep(0.02)

    def _end(self, child: subprocess.Popen[bytes]) -> None:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                child.wait(5)
        if child.poll() is None:
            child.kill()
            child.wait(5)
