"""Reading a store that another process may have open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, make_url, select

from warehouse_app.service.ports.views import Views as ViewsPort
from warehouse_app.store import schema, sqlite
from warehouse_app.store import tables as t
from warehouse_app.store.views import Views

Read = Callable[[Callable[[ViewsPort], Any]], Any]


@contextmanager
def beside(url: str, now: int) -> Iterator[Read]:
    """Queries of what is committed. Nothing is locked, made or upgraded.

    Raises:
        SchemaTooOld, SchemaTooNew: it is not of this version.
    """
    engine = _engine(url)

    def read(query: Callable[[ViewsPort], Any]) -> Any:
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN")
            return query(Views(connection, now, generation))

    try:
        with engine.connect() as connection:
            schema.require_head(connection)
            generation: str = connection.execute(select(t.meta.c.generation)).scalar_one()
        yield read
    finally:
        engine.dispose()


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return sqlite.reading(Path(parsed.database or ""))
    engine = create_engine(url, isolation_level="REPEATABLE READ", hide_parameters=True)
    return engine.execution_options(postgresql_readonly=True)
