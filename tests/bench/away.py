"""Addresses of an Odoo that is away: one where nobody listens, and one that takes calls and never answers."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from tests.tools.servers import free_port


@contextmanager
def refusing() -> Iterator[str]:
    """Connections are refused at once."""
    yield f"http://127.0.0.1:{free_port()}"


@contextmanager
def silent() -> Iterator[str]:
    """Connections are taken, and then nothing comes: the worst kind of away."""
    with socket.socket() as ear:
        ear.bind(("127.0.0.1", 0))
        ear.listen(1000)
        yield f"http://127.0.0.1:{ear.getsockname()[1]}"
