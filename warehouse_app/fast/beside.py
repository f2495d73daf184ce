"""A second core for a search: a copy of this process that finds one answer, tells it and is gone."""

from __future__ import annotations

import json
import os
import select
import signal
import time
from collections.abc import Callable
from contextlib import suppress

from warehouse_app.domain.planning.engine import Beside, Found, Job

_CHUNK = 1 << 16


def beside(until: float) -> Beside | None:
    """Until this time of the monotonic clock. None where there is one core only, or no copying."""
    if not hasattr(os, "fork") or len(_cores()) < 2:
        return None
    return lambda job: begun(job, until)


def _cores() -> range | set[int]:
    if hasattr(os, "sched_getaffinity"):
        return os.sched_getaffinity(0)
    return range(os.cpu_count() or 1)


def begun(job: Job, until: float) -> Callable[[], Found | None]:
    """A job begun on another core; what it found may be asked for once."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _told(job, writing)
    os.close(writing)
    return lambda: _heard(child, reading, until)


def _told(job: Job, writing: int) -> None:
    """In the copy: nothing of what it inherited is run, written out or closed a second time."""
    code = 1
    with suppress(BaseException):
        with os.fdopen(writing, "wb") as out:
            out.write(json.dumps(job()).encode("ascii"))
        code = 0
    os._exit(code)


def _heard(child: int, reading: int, until: float) -> Found | None:
    said = b""
    with os.fdopen(reading, "rb", buffering=0) as answer:
        while select.select([answer], [], [], max(0.0, until - time.monotonic()))[0]:
            piece = answer.read(_CHUNK)
            if not piece:
                break
            said += piece
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    try:
        return Found(*json.loads(said))
    except ValueError:
        return None
