"""Looking at the store without opening it: is it free, which schema has it?"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import create_engine, make_url, select
from sqlalchemy.exc import SQLAlchemyError

from warehouse_app.bootstrap.backup import back_up
from warehouse_app.bootstrap.errors import CannotStart
from warehouse_app.config import Settings
from warehouse_app.store import StoreRefused, migrate
from warehouse_app.store.lock import Lock
from warehouse_app.store.schema import HEAD, found
from warehouse_app.store.tables import printer, source


def check_free(settings: Settings) -> None:
    """Refuses early, before anything is forked.

    Raises:
        CannotStart: another server has the store.
    """
    path = _file(settings)
    try:
        if path is not None and path.parent.is_dir():
            Lock(path).release()
    except (StoreRefused, OSError) as refused:
        raise CannotStart(str(refused)) from refused


def schema_of(settings: Settings) -> tuple[str, str]:
    """(the schema the store has, or `none`; the one this version needs).

    Raises:
        CannotStart: the store cannot be read.
    """
    path = _file(settings)
    if path is not None and not path.exists():
        return "none", HEAD
    engine = create_engine(settings.store, hide_parameters=True)
    try:
        with engine.connect() as connection:
            return found(connection) or "none", HEAD
    except (SQLAlchemyError, StoreRefused) as refused:
        raise CannotStart(f"The store cannot be read: {refused.__cause__ or refused}") from refused
    finally:
        engine.dispose()


def mirrored(settings: Settings) -> str | None:
    """Which Odoo the store was filled from; None where it was filled from none yet, or has an older schema.

    Raises:
        CannotStart: the store cannot be read.
    """
    if schema_of(settings)[0] != HEAD:
        return None
    engine = create_engine(settings.store, hide_parameters=True)
    try:
        with engine.connect() as connection:
            return connection.execute(select(source.c.identity)).scalar()
    except SQLAlchemyError as problem:
        raise CannotStart(f"The store cannot be read: {problem}") from problem
    finally:
        engine.dispose()


def printers_of(settings: Settings) -> list[tuple[str, str, str]]:
    """(name, address, format) of each printer that the server prints on itself; none where the schema is older.

    Raises:
        CannotStart: the store cannot be read.
    """
    if schema_of(settings)[0] != HEAD:
        return []
    engine = create_engine(settings.store, hide_parameters=True)
    its = printer.c
    asked = select(its.name, its.address, its.format).where(
        its.agent == 0, its.kind != "browser", its.gone_at.is_(None)
    )
    try:
        with engine.connect() as connection:
            return [(row.name, row.address, row.format) for row in connection.execute(asked.order_by(its.name))]
    except SQLAlchemyError as problem:
        raise CannotStart(f"The store cannot be read: {problem}") from problem
    finally:
        engine.dispose()


def upgrade(settings: Settings, with_backup: bool = True) -> Path | None:
    """Brings the store to the schema this version needs; where the back-up lies, if one was made.

    Raises:
        CannotStart: another server has the store, it is newer than this version, or no back-up could be made.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    dump = back_up(settings, None, False)[0] if with_backup and _needs_dump(settings) else None
    try:
        return migrate(settings.store) or dump
    except (StoreRefused, SQLAlchemyError) as refused:
        raise CannotStart(str(refused)) from refused


def _needs_dump(settings: Settings) -> bool:
    """PostgreSQL with something in it that is older; SQLite makes its own copy on the way."""
    return _file(settings) is None and schema_of(settings)[0] not in ("none", HEAD)


def _file(settings: Settings) -> Path | None:
    url = make_url(settings.store)
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
