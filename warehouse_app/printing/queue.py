"""A queue of this computer's own printing system, for a printer on its USB: bytes go through it as they are.

It says that it took them, not that paper came out: the outcome is always a person's to tell.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from warehouse_app.service.ports.printing import Sent

TIMEOUT_S = 30.0
CUPS = ("lp", "-d", "{queue}", "-t", "{job}", "-o", "raw", "{file}")
WINDOWS = ("cmd", "/c", "copy", "/y", "/b", "{file}", r"\\localhost\{queue}")  # a printer shared under this name
USUAL = WINDOWS if os.name == "nt" else CUPS


def command_in(text: str, is_windows: bool = os.name == "nt") -> tuple[str, ...]:
    """The words of a command as somebody writes it on this system: a backslash of Windows is no escape."""
    if not is_windows:
        return tuple(shlex.split(text))
    return tuple(word.strip("\"'") for word in shlex.split(text, posix=False))


class Queue:
    """`command` prints a file: `{queue}`, `{file}` and `{job}` in it are filled in."""

    def __init__(self, name: str, command: Sequence[str] = USUAL, timeout_s: float = TIMEOUT_S) -> None:
        self._name, self._command, self._timeout_s = name, tuple(command), timeout_s

    def look(self) -> str | None:
        """It has no way of asking that all systems share."""
        return None

    def send(self, body: bytes, token: str, leaving: Callable[[], bool]) -> Sent:
        if not leaving():
            return Sent("queued")
        with tempfile.TemporaryDirectory(prefix="label-") as folder:
            file = Path(folder) / f"{token}.prn"
            file.write_bytes(body)
            try:
                done = subprocess.run(
                    self.words(file, token), capture_output=True, timeout=self._timeout_s, check=False
                )
            except subprocess.TimeoutExpired:
                return Sent("unknown", "hanging")
            except OSError:
                return Sent("unknown", "no_queue")
        return Sent("unknown", "no_status" if done.returncode == 0 else "no_queue")

    def words(self, file: Path, token: str) -> list[str]:
        """What is run to print it."""
        known = {"queue": self._name, "file": str(file), "job": token}
        return [part.format(**known) for part in self._command]

    def recall(self, token: str) -> None:
        """A queue that took the bytes has most often passed them on."""
