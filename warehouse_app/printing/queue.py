"""A queue of this computer's own printing system, for a printer on its USB: bytes go through it as they are.

It says that it took them, not that paper came out: the outcome is always a person's to tell.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from warehouse_app.service.ports.printing import Sent

TIMEOUT_S = 30.0
USUAL = ("lp", "-d", "{queue}", "-t", "{job}", "-o", "raw", "{file}")


class Queue:
    """`command` prints a file: `{queue}`, `{file}` and `{job}` in it are filled in."""

    def __init__(self, name: str, command: Sequence[str] = USUAL) -> None:
        self._name, self._command = name, tuple(command)

    def look(self) -> str | None:
        """It has no way of asking that all systems share."""
        return None

    def send(self, body: bytes, token: str, leaving: Callable[[], bool]) -> Sent:
        if not leaving():
            return Sent("queued")
        with tempfile.TemporaryDirectory(prefix="label-") as folder:
            file = Path(folder) / f"{token}.prn"
            file.write_bytes(body)
            words = {"queue": self._name, "file": str(file), "job": token}
            filled = [part.format(**words) for part in self._command]
            try:
                done = subprocess.run(filled, capture_output=True, timeout=TIMEOUT_S, check=False)
            except subprocess.TimeoutExpired:
                return Sent("unknown", "hanging")
            except OSError:
                return Sent("unknown", "no_queue")
        return Sent("unknown", "no_status" if done.returncode == 0 else "no_queue")

    def recall(self, token: str) -> None:
        """A queue that took the bytes has most often passed them on."""
