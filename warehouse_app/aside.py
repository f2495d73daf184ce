"""One child process for work that only computes, at a low priority.

A thread of the server that computes for long takes the interpreter from those that answer scans: with labels drawn
beside them the slowest of twenty answers took five times as long. The child is started when it is first needed, ends
itself when nobody needs it for a while, and ends with the server, whatever ended that. Where it fails, the work is
done in the thread that asked: a label that comes late is better than none.
"""

from __future__ import annotations

import logging
import os
import pickle
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

NICE = 10
IDLE_S = 600.0
PATIENCE_S = 30.0  # for one piece of work; then the child is taken for stuck
COMMAND = (sys.executable, "-m", "warehouse_app.aside")

log = logging.getLogger(__name__)


class Here:
    """The same without a child: for tests and commands."""

    def run(self, work: Callable[P, T], /, *args: P.args, **named: P.kwargs) -> T:
        return work(*args, **named)

    def close(self) -> None:
        """Nothing to end."""


class Child:
    """The process beside. Callers take turns."""

    def __init__(self, command: tuple[str, ...] = COMMAND, patience_s: float = PATIENCE_S) -> None:
        self._command, self._patience_s = command, patience_s
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """Of the child, where there is one."""
        return self._process.pid if self._process else None

    def run(self, work: Callable[P, T], /, *args: P.args, **named: P.kwargs) -> T:
        """What `work` returns or raises."""
        with self._lock:
            answer = self._ask((work, args, named))
        if answer is None:
            log.warning("the process beside does not answer; the server does its work itself")
            return work(*args, **named)
        well, value = answer
        if not well:
            raise value
        done: T = value
        return done

    def close(self) -> None:
        """Ends the child."""
        with self._lock:
            self._drop()

    def _ask(self, job: object) -> tuple[bool, Any] | None:
        """Twice: the child may just have ended itself."""
        for _ in range(2):
            try:
                return self._once(job)
            except Exception:  # whatever broke between us; what the work itself raises comes as an answer
                self._drop()
        return None

    def _once(self, job: object) -> tuple[bool, Any]:
        process = self._process = self._process or subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(pickle.dumps(job))
        process.stdin.flush()
        if not select.select([process.stdout], [], [], self._patience_s)[0]:
            raise TimeoutError
        answer: tuple[bool, Any] = pickle.load(process.stdout)
        return answer

    def _drop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]


def work(jobs: IO[bytes], answers: IO[bytes], idle_s: float = IDLE_S) -> None:
    """Does what comes, one piece after the other, until nothing comes any more."""
    while select.select([jobs], [], [], idle_s)[0]:
        try:
            task, args, named = pickle.load(jobs)
        except EOFError:
            return
        answers.write(pickle.dumps(_answer(task, args, named)))
        answers.flush()


def _answer(task: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any]) -> tuple[bool, Any]:
    try:
        return True, task(*args, **named)
    except Exception as error:
        return False, error


def main() -> None:
    """The child: jobs come in by standard input, answers leave by what was standard output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, whose end is ours
    os.nice(NICE)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with suppress(BrokenPipeError):
        work(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
