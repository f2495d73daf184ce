"""`db`: the store's schema."""

from __future__ import annotations

import click

from warehouse_app import config
from warehouse_app.bootstrap import schema_of, upgrade


@click.group()
def db() -> None:
    """The store's schema. `serve` upgrades SQLite by itself, after a back-up; PostgreSQL is upgraded here."""


@db.command("upgrade")
@click.option("--no-backup", is_flag=True, help="On PostgreSQL: somebody else has made one.")
def upgrade_(no_backup: bool) -> None:
    """Bring the schema to what this version needs, after a back-up."""
    settings = config.read()
    copy = upgrade(settings, with_backup=not no_backup)
    click.echo(f"back-up: {copy}" if copy else "back-up: none was needed")
    click.echo(f"schema: {schema_of(settings)[0]}")


@db.command()
def current() -> None:
    """Say which schema the store has, and which one this version needs."""
    has, needs = schema_of(config.read())
    click.echo(f"schema: {has}, needed: {needs}")
