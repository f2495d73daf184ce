"""Looking at the journal beside the server: its rows, and the seal they are checked with."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from warehouse_app.bootstrap.errors import CannotStart
from warehouse_app.config import Settings
from warehouse_app.domain.chain import Seal
from warehouse_app.hashing import Argon2, read_secret
from warehouse_app.service.audit import Read
from warehouse_app.store import StoreRefused
from warehouse_app.store.beside import beside


def seal_of(settings: Settings) -> Seal:
    """The seal of this installation.

    Raises:
        CannotStart: there is no secret to check with.
    """
    try:
        if not settings.key_file.is_file():
            raise ValueError("there is none")
        return Argon2(read_secret(settings.key_file)).seal
    except (OSError, ValueError) as problem:
        raise CannotStart(
            f"{settings.key_file} cannot be read ({problem}). Without the installation's secret no seal can be "
            f"checked. Nothing was changed. Put the file's copy back."
        ) from problem


@contextmanager
def journal_of(settings: Settings) -> Iterator[Read]:
    """Reading the store, whether the server runs or not.

    Raises:
        CannotStart: it cannot be read.
    """
    try:
        with beside(settings.store, time.time_ns() // 1_000_000) as read:
            yield read
    except (SQLAlchemyError, StoreRefused) as refused:
        raise CannotStart(f"The store cannot be read: {refused.__cause__ or refused}") from refused
