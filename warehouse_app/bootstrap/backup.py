"""Backing up and restoring: where the files lie, and the secret beside them."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from warehouse_app.bootstrap.errors import CannotStart
from warehouse_app.config import Settings
from warehouse_app.store import StoreRefused
from warehouse_app.store import backup as copies


def back_up(settings: Settings, folder: Path | None, with_secret: bool) -> list[Path]:
    """The files that were written, the store's first.

    Raises:
        CannotStart: it could not be done.
    """
    folder = folder or settings.data_dir / "backups"
    suffix = "db" if settings.store.startswith("sqlite") else "dump"
    copy = folder / f"floor-{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}.{suffix}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        copies.save(settings.store, copy)
        if not with_secret:
            return [copy]
        secret = copy.with_suffix(".secret.key")
        shutil.copy(settings.key_file, secret)
        secret.chmod(0o600)
    except (OSError, SQLAlchemyError, StoreRefused) as problem:
        raise CannotStart(f"No back-up was made. {problem}") from problem
    return [copy, secret]


def restore(copy: Path, into: Settings) -> str:
    """Makes a store of a copy; its new generation.

    Raises:
        CannotStart: it could not be done; nothing was changed.
    """
    try:
        generation = copies.restore(copy, into.store, time.time_ns() // 1_000_000)
        secret = copy.with_suffix(".secret.key")
        if secret.is_file() and not into.key_file.exists():
            into.key_file.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(secret, into.key_file)
            into.key_file.chmod(0o600)
    except (OSError, SQLAlchemyError, StoreRefused) as problem:
        raise CannotStart(f"Nothing was restored. {problem}") from problem
    return generation
