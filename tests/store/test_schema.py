"""The schema: the migrations make what the tables say, and the database itself keeps the invariants."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, UniqueConstraint, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from tests.store.conftest import Opener
from tests.store.shop import NOW, Shop, entry, open_shop, outside, query
from warehouse_app.store import SchemaTooNew, SchemaTooOld, migrate, open_store, schema
from warehouse_app.store import tables as t

REFUSED = pytest.raises(DBAPIError, match=r"insert-only|constraint|CHECK|FOREIGN|UNIQUE|unique|check|foreign")


@pytest.fixture
def admin(url: str, opened: Opener) -> Iterator[Connection]:
    """A connection past the app, to a store that is there."""
    opened().close()
    with outside(url) as connection:
        yield connection


def test_the_migrations_make_exactly_what_the_tables_say(admin: Connection) -> None:
    context = MigrationContext.configure(admin, opts={"compare_type": True, "target_metadata": t.metadata})
    assert compare_metadata(context, t.metadata) == []


def test_the_migrations_make_every_check_the_tables_name(admin: Connection) -> None:
    found = {str(check["name"]) for table in t.metadata.tables for check in inspect(admin).get_check_constraints(table)}
    named = {
        str(constraint.name)
        for table in t.metadata.tables.values()
        for constraint in [*table.constraints, *(own for column in table.c for own in column.constraints)]
        if str(constraint.name).startswith("ck_")
    }
    assert len(named) > 30
    assert found == named


def test_the_code_knows_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [schema.HEAD]


def test_every_wave_transfer_stop_station_counter_and_cutoff_names_its_warehouse() -> None:
    for name in ("wave", "transfer", "stop", "station", "counter", "cutoff", "case", "outbox", "tote", "location"):
        assert not t.metadata.tables[name].c.w.nullable, name
    assert "w" in t.rule.c


def test_what_comes_from_odoo_is_unique_within_its_source() -> None:
    for table in t.metadata.tables.values():
        if {"source", "odoo_id"} <= set(table.c.keys()):
            keys = [set(key.columns.keys()) for key in table.constraints if isinstance(key, UniqueConstraint)]
            assert {"source", "odoo_id"} in keys, table.name


def test_an_upgrade_twice_is_one_upgrade(empty_url: str) -> None:
    migrate(empty_url)
    migrate(empty_url)
    open_store(empty_url, lambda: NOW).close()


def test_postgresql_is_upgraded_by_hand_only(postgres_url: str) -> None:
    with pytest.raises(SchemaTooOld, match="warehouse-app db upgrade"):
        open_store(postgres_url, lambda: NOW)
    migrate(postgres_url)
    open_store(postgres_url, lambda: NOW).close()


def test_a_newer_schema_is_refused_with_words(url: str, admin: Connection) -> None:
    admin.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for refused in (lambda: open_store(url, lambda: NOW), lambda: migrate(url)):
        with pytest.raises(SchemaTooNew, match="schema 9999"):
            refused()


def test_no_column_of_an_event_can_be_changed(url: str, shop: Shop) -> None:
    shop.store.write(lambda uow: uow.journal.append(entry(shop.first, 1, raw={"text": "as it came"})))
    columns = [column.name for column in t.event.columns if column.name != "mac"]
    shop.store.close()
    with outside(url) as admin:
        for name in columns:
            kind = t.event.c[name].type.python_type
            other = "77" if kind is int else "'\"other\"'"
            other = "'invalid'" if name == "verdict" else other
            with REFUSED:
                admin.execute(text(f'UPDATE event SET "{name}" = {other}'))
            with REFUSED:
                admin.execute(text(f"UPDATE event SET mac = 'seal', \"{name}\" = {other}"))
    assert len(columns) > 15


def test_an_event_is_sealed_once(url: str, shop: Shop) -> None:
    shop.store.write(lambda uow: uow.journal.append(entry(shop.first, 1)))
    shop.store.close()
    with outside(url) as admin:
        admin.execute(text("UPDATE event SET mac = 'first seal'"))
        for again in ("mac = 'other seal'", "mac = NULL", "mac = mac"):
            with REFUSED:
                admin.execute(text(f"UPDATE event SET {again}"))
        assert admin.execute(text("SELECT mac FROM event")).scalar_one() == "first seal"


def test_an_event_cannot_be_deleted(url: str, shop: Shop) -> None:
    shop.store.write(lambda uow: uow.journal.append(entry(shop.first, 1)))
    shop.store.close()
    with outside(url) as admin:
        with REFUSED:
            admin.execute(text("DELETE FROM event"))
        assert admin.execute(text("SELECT count(*) FROM event")).scalar_one() == 1


def test_an_event_cannot_be_replaced_by_sqlites_or_replace(sqlite_url: str, opened_shop: Shop) -> None:
    with outside(sqlite_url) as admin:
        for column in ("seq", "id", "device, device_seq"):
            values = ("seq", "id", "device", "device_seq")
            kept = [name if name in column else f"{name} || '9'" for name in values]
            rest = "raw, content_sha, received_at, verdict, flags"
            with REFUSED:
                admin.exec_driver_sql(
                    f"INSERT OR REPLACE INTO event ({', '.join(values)}, {rest}) "
                    f"SELECT {', '.join(kept)}, {rest} FROM event"
                )


def test_the_journal_cannot_be_truncated_on_postgresql(postgres_url: str) -> None:
    migrate(postgres_url)
    with outside(postgres_url) as admin, REFUSED:
        admin.execute(text("TRUNCATE event CASCADE"))


def test_a_case_without_an_owner_is_refused(shop: Shop, url: str) -> None:
    shop.store.close()
    row = 'INSERT INTO "case" (w, number, type, finding_key, severity, owner, facts, opened_at) VALUES '
    with outside(url) as admin:
        for owner in ("NULL", "''"):
            with pytest.raises(DBAPIError):
                admin.execute(text(f"{row} ({shop.w}, 'C-1', 'FUL', 'a|b|1', 'high', {owner}, '{{}}', 0)"))


def test_a_person_holds_one_claimed_wave_at_most(shop: Shop, url: str) -> None:
    shop.store.close()
    row = "INSERT INTO wave (w, number, state, person) VALUES"
    with outside(url) as admin:
        admin.execute(text(f"{row} ({shop.w}, 'W-8', 'claimed', {shop.ana}), ({shop.w}, 'W-7', 'walked', {shop.ana})"))
        admin.execute(text(f"{row} ({shop.w}, 'W-6', 'claimed', {shop.cy})"))
        with REFUSED:
            admin.execute(text(f"{row} ({shop.w}, 'W-9', 'claimed', {shop.ana})"))


def test_a_line_never_holds_more_than_its_demand_nor_less_than_nothing(shop: Shop, url: str) -> None:
    shop.store.close()
    with outside(url) as admin:
        for change in ("picked_m = 99999", "short_m = 99999", "picked_m = -1", "state = 'lost'"):
            with REFUSED:
                admin.execute(text(f"UPDATE line SET {change}"))


def test_a_row_that_refers_to_nothing_is_refused(shop: Shop) -> None:
    assert query(shop.store, "SELECT count(*) FROM line") == [(3,)]
    with REFUSED:
        shop.store.write(lambda uow: uow.devices.add(4711, "Nowhere", "token-9"))


@pytest.fixture
def opened_shop(sqlite_url: str) -> Shop:
    """A SQLite store with one event in it, closed again."""
    store = open_store(sqlite_url, lambda: NOW)
    shop = open_shop(store)
    store.write(lambda uow: uow.journal.append(entry(shop.first, 1)))
    store.close()
    return shop


def test_postgresql_keeps_what_a_scanner_can_send(postgres_url: str) -> None:
    migrate(postgres_url)
    engine = create_engine(postgres_url)
    with engine.connect() as connection:
        columns = {column["name"]: column["type"] for column in inspect(connection).get_columns("event")}
        assert type(columns["raw"]).__name__ == "JSON"
    engine.dispose()
