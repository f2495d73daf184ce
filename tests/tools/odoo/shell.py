"""Say what is done, and run programs."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

_TAIL = 12  # lines of a failed program that are shown
_LONGEST_S = 1200  # a download over a slow line; what takes longer hangs
_BREATH_S = 15


class Failed(Exception):
    """A step could not be done; the text says what and why, for a person at a terminal."""


def say(text: str) -> None:
    """One line about what is being done."""
    print(f"odoo: {text}", flush=True)


def run(
    command: Sequence[str | Path],
    *,
    user: str | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path = Path("/"),
) -> str:
    """What a program printed. It runs at low priority; `user` needs root.

    Raises:
        Failed: with its last words; also when it does not come to an end.
    """
    words = [str(word) for word in command]
    name = Path(words[0]).name
    try:
        ran = subprocess.run(
            ["nice", "-n", "10", *words],
            user=user,
            env=os.environ | (env or {}),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
            timeout=_LONGEST_S,
        )
    except subprocess.TimeoutExpired as endless:
        raise Failed(f"{name} took longer than {_LONGEST_S} seconds") from endless
    except OSError as problem:
        raise Failed(f"{name} did not start: {problem}") from problem
    if ran.returncode:
        raise Failed(f"{name} ended with {ran.returncode}:\n" + "\n".join(ran.stdout.splitlines()[-_TAIL:]))
    return ran.stdout


def fetch(command: Sequence[str | Path], *, cwd: Path = Path("/")) -> str:
    """`run` for what asks a network: a mirror may be in the middle of an update, so it is asked once more."""
    try:
        return run(command, cwd=cwd)
    except Failed as problem:
        say(f"once more, because: {problem}")
        time.sleep(_BREATH_S)
        return run(command, cwd=cwd)
