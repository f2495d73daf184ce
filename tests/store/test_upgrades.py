"""Every schema there ever was comes to today's with what is in it, after a back-up that still has the old one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from tests.store.shop import NOW
from warehouse_app.bootstrap import upgrade
from warehouse_app.config import Settings
from warehouse_app.store import open_store, schema

PEOPLE = ("Ana", "Ben")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    return config


def _revisions() -> list[str]:
    found = [one.revision for one in ScriptDirectory.from_config(_config()).walk_revisions()]
    return sorted(found)


def made_at(url: str, revision: str) -> None:
    """A store as the app of that time left it, with a warehouse and two people."""
    engine = create_engine(url)
    config = _config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.execute(text("INSERT INTO source (identity, seen_at) VALUES ('odoo', 1)"))
        connection.execute(
            text(
                "INSERT INTO warehouse (source, odoo_id, code, name, zone, steps) VALUES (1, 1, 'WH', 'Hall', 'UTC', 1)"
            )
        )
        for name in PEOPLE:
            connection.execute(text("INSERT INTO person (w, name, badge) VALUES (1, :name, :name)"), {"name": name})
    engine.dispose()


def people(url: str) -> set[str]:
    store = open_store(url, lambda: NOW)
    try:
        return {one.name for one in store.read(lambda views: views.people(1)) if one.is_here(NOW)}
    finally:
        store.close()


@pytest.mark.parametrize("revision", _revisions())
def test_a_sqlite_store_of_any_time_is_brought_up_to_date_after_a_copy(tmp_path: Path, revision: str) -> None:
    settings = Settings(data_dir=tmp_path)
    made_at(settings.store, revision)
    copy = upgrade(settings)
    assert people(settings.store) == set(PEOPLE)
    if revision == schema.HEAD:
        assert copy is None
        return
    assert copy is not None
    with closing(sqlite3.connect(copy)) as old:
        assert old.execute("SELECT version_num FROM alembic_version").fetchone() == (revision,)
        assert old.execute("SELECT name FROM person ORDER BY name").fetchall() == [("Ana",), ("Ben",)]


@pytest.fixture(params=[_revisions()[0], _revisions()[-2]])
def old_postgres(request: pytest.FixtureRequest, postgres_url: str) -> str:
    made_at(postgres_url, request.param)
    return postgres_url


def test_a_postgresql_store_is_upgraded_after_a_dump(old_postgres: str, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, store_url=old_postgres)
    dump = upgrade(settings)
    assert dump is not None
    assert dump.read_bytes()[:5] == b"PGDMP"
    assert people(old_postgres) == set(PEOPLE)
    assert upgrade(settings) is None, "nothing to upgrade, nothing to dump"


def test_whoever_has_a_dump_of_their_own_says_so(old_postgres: str, tmp_path: Path) -> None:
    assert upgrade(Settings(data_dir=tmp_path, store_url=old_postgres), with_backup=False) is None
    assert not (tmp_path / "backups").exists()
