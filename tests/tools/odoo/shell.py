"""Say what is done, and run programs."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

_TAIL = 12  # lines of a failed program that are shown


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
    """What a program printed. It runs at low priority; `user` needs root. Raises Failed with its last words."""
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
        )
    except OSError as problem:
        raise Failed(f"{name} did not start: {problem}") from problem
    if ran.returncode:
        raise Failed(f"{name} ended with {ran.returncode}:\n" + "\n".join(ran.stdout.splitlines()[-_TAIL:]))
    return ran.stdout
