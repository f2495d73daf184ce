"""Where machine code is kept: in the user's cache, and only what nobody else could have written there is loaded."""

from __future__ import annotations

import hashlib
import inspect
import os
import platform
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import ModuleType
from typing import Any

_DIGEST = 32  # bytes of SHA-256, before the code


def folder(make: bool = False, home: Path | None = None) -> Path:
    """The user's own, in their home; nobody else may write there.

    Raises:
        OSError: there is none, or others may write there.
    """
    try:
        found = (home or Path.home()) / ".cache" / "warehouse-app" / "search"
    except RuntimeError as error:
        raise OSError(str(error)) from error
    if make:
        found.parent.mkdir(parents=True, exist_ok=True)
        found.mkdir(mode=0o700, exist_ok=True)
    for one in (found.parent, found):
        _mine(one, os.lstat(one), stat.S_IFDIR)
    return found


def name_of(function: Callable[..., Any], modules: Iterable[ModuleType]) -> str:
    """Another source, another compiler or another processor: another name, so nothing stale is ever run."""
    llvmlite, binding = import_module("llvmlite"), import_module("llvmlite.binding")
    told = [llvmlite.__version__, platform.machine(), platform.python_version(), binding.get_host_cpu_name()]
    told += [binding.get_host_cpu_features().flatten(), *map(inspect.getsource, modules)]
    return f"{function.__name__}-{hashlib.sha256(chr(0).join(told).encode()).hexdigest()[:32]}.o"


def keep(where: Path, name: str, code: bytes) -> None:
    """Whole or not at all."""
    for old in where.glob(f"{name.partition('-')[0]}-*.o"):
        with suppress(OSError):
            old.unlink()
    with NamedTemporaryFile(dir=where, delete=False) as file:
        file.write(hashlib.sha256(code).digest() + code)
    Path(file.name).replace(where / name)


def kept(where: Path, name: str) -> bytes:
    """The machine code.

    Raises:
        OSError: there is none, it is not the user's own, or it is damaged.
    """
    with os.fdopen(os.open(where / name, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
        _mine(where / name, os.fstat(file.fileno()), stat.S_IFREG)
        body = file.read()
    digest, code = body[:_DIGEST], body[_DIGEST:]
    if hashlib.sha256(code).digest() != digest:
        raise OSError(f"{where / name} is damaged")
    return code


def _mine(path: Path, told: os.stat_result, kind: int) -> None:
    if stat.S_IFMT(told.st_mode) != kind or told.st_uid != os.geteuid() or told.st_mode & 0o022:
        raise OSError(f"{path} is not this user's alone")
