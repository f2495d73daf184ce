"""Where the secret comes from. A new one is taken over without a restart."""

from __future__ import annotations

from pathlib import Path


class KeyFile:
    """A file with the API key in its first line; read again whenever it has changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int, int] | None = None
        self._key = ""

    def __call__(self) -> str:
        """The key as the file has it now. While the file is being replaced: the one it had before.

        Raises:
            OSError: the file was never readable.
        """
        try:
            state = self._path.stat()
            seen = (state.st_mtime_ns, state.st_size, state.st_ino)
            if seen != self._seen:
                key = self._path.read_text(encoding="utf-8").strip()
                self._key, self._seen = key or self._key, seen if key else None
        except OSError:
            if not self._key:
                raise
        return self._key

    def __repr__(self) -> str:
        return f"KeyFile({self._path})"
