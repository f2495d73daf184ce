"""An event is on the disk before its device hears so: read off the system calls of a real process."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.gaps import need

_CALL = re.compile(r"(?P<pid>\d+) +(?P<name>\w+)\(\d+<(?P<path>[^>]*)>(?P<rest>.*)")
_RESUMED = re.compile(r"(?P<pid>\d+) +<\.\.\. (?P<name>\w+) resumed>")


class Call(NamedTuple):
    """What a system call did to which file. A sync counts when it returned, a write when it began."""

    name: str
    path: str
    rest: str


def test_an_event_is_on_the_disk_before_it_is_answered(tmp_path: Path) -> None:
    calls = _trace(tmp_path)
    assert [call.name for call in calls if call.path.endswith("-wal") and "write" in call.name]
    assert _on_disk_before_answer(calls)


def test_a_store_that_does_not_wait_for_the_disk_is_found_out(tmp_path: Path) -> None:
    calls = _trace(tmp_path, "--careless")
    assert [call.name for call in calls if call.path.endswith("-wal") and "write" in call.name]
    assert not _on_disk_before_answer(calls)


def _trace(folder: Path, *flags: str) -> list[Call]:
    """The calls between the child's `ready` and its `kept`."""
    trace, answers = folder / "trace", folder / "answers"
    command = [need("strace"), "-f", "-y", "-s", "16", "-o", str(trace)]
    command += ["-e", "trace=pwrite64,write,writev,pwritev,fsync,fdatasync"]
    child = [sys.executable, "-m", "tests.store.one_event", f"sqlite:///{folder / 'floor.db'}", str(answers), *flags]
    subprocess.run([*command, *child], check=True, timeout=60)
    calls = list(_calls(trace))
    (begin,) = [at for at, call in enumerate(calls) if call.path == str(answers) and "ready" in call.rest]
    (end,) = [at for at, call in enumerate(calls) if call.path == str(answers) and "kept" in call.rest]
    return calls[begin + 1 : end]


def _on_disk_before_answer(calls: list[Call]) -> bool:
    """Whether the log was synced after it was last written; all calls given came before the answer."""
    log = [call for call in calls if call.path.endswith("-wal")]
    return bool(log) and "sync" in log[-1].name


def _calls(trace: Path) -> Iterator[Call]:
    begun: dict[tuple[str, str], Call] = {}
    for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
        if found := _CALL.match(line):
            call = Call(found["name"], found["path"], found["rest"])
            if "sync" in call.name and "unfinished" in call.rest:
                begun[found["pid"], call.name] = call
            else:
                yield call
        elif (found := _RESUMED.match(line)) and (call_ := begun.pop((found["pid"], found["name"]), None)):
            yield call_
