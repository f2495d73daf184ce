"""One server per SQLite store: the file beside it that says so, held by the system and gone with the process."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

from warehouse_app.store.errors import StoreInUse

PATIENCE_S, LOOK_S = 1.0, 0.02  # a killed server's last thread may be at the disk while the next one starts


class Lock:
    """Holds `<store>.lock` until released.

    Raises:
        StoreInUse: another process (or another store in this one) holds it for longer than a killed one can; names
            its process id.
    """

    def __init__(self, store: Path) -> None:
        self.path = store.with_name(store.name + ".lock")
        self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        if not self._is_free():
            pid = os.read(self._file, 32).decode(errors="replace").strip()
            os.close(self._file)
            raise StoreInUse(store, pid)
        os.ftruncate(self._file, 0)
        os.write(self._file, str(os.getpid()).encode())

    def _is_free(self) -> bool:
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                if time.monotonic() >= until:
                    return False
                time.sleep(LOOK_S)
            else:
                return True

    def release(self) -> None:
        """Lets the next server in. The file stays: removing it would race with whoever just opened it."""
        os.close(self._file)
