"""The command line as a person uses it: in a process of its own, or in this one, which needs no second for imports."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

from warehouse_app.cli import main

Ran = subprocess.CompletedProcess[str]


def run(folder: Path, settings: dict[str, str], *arguments: str, says: str = "") -> Ran:
    """The command line run here, in this folder, with these settings and no others; `says` answers its questions."""
    out, err = io.StringIO(), io.StringIO()
    with chdir(folder), _settings(settings), _typing(says), redirect_stdout(out), redirect_stderr(err):
        code = _code(arguments)
    return Ran(arguments, code, out.getvalue(), err.getvalue())


def run_apart(folder: Path, settings: dict[str, str], *arguments: str) -> Ran:
    """The same in a process of its own: for what hangs on there being one."""
    command = [sys.executable, "-m", "warehouse_app", *arguments]
    ran = subprocess.run(
        command, cwd=folder, env=_only(settings), capture_output=True, text=True, check=False, timeout=60
    )
    assert "Traceback" not in ran.stderr, ran.stderr
    return ran


def _code(arguments: tuple[str, ...]) -> int:
    try:
        main(arguments)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def _only(settings: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("WAREHOUSE_")} | settings


@contextmanager
def _settings(settings: dict[str, str]) -> Iterator[None]:
    kept, only = dict(os.environ), _only(settings)
    try:
        _put(only)
        yield
    finally:
        _put(kept)


def _put(environ: dict[str, str]) -> None:
    for name in os.environ.keys() - environ.keys():
        del os.environ[name]
    os.environ.update(environ)


@contextmanager
def _typing(says: str) -> Iterator[None]:
    kept, sys.stdin = sys.stdin, io.StringIO(says)
    try:
        yield
    finally:
        sys.stdin = kept
