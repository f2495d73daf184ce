"""Unit tests reach nothing outside the process: no network, no other program, no file to write."""

import sys
from collections.abc import Iterator
from typing import Any

import pytest

_FORBIDDEN = ("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen", "os.system", "sqlite3.connect")
_sealed = False


def _listen(event: str, arguments: tuple[Any, ...]) -> None:
    if not _sealed:
        return
    writes = event == "open" and isinstance(arguments[1], str) and bool(set("wax+") & set(arguments[1]))
    if event in _FORBIDDEN or writes:
        raise PermissionError(f"a unit test does no I/O: {event} {arguments!r:.200}")


sys.addaudithook(_listen)  # a hook cannot be taken off again; it is deaf outside the tests of this folder


@pytest.fixture(autouse=True)
def _no_io() -> Iterator[None]:
    global _sealed
    _sealed = True
    yield
    _sealed = False
