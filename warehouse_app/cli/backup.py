"""`backup` and `restore`: a copy while the server runs, and a store made of one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from warehouse_app import config
from warehouse_app.bootstrap.backup import back_up
from warehouse_app.bootstrap.backup import restore as make_store


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="A folder; else backups/ of the data.")
@click.option("--with-secret", is_flag=True, help="Put a copy of secret.key beside it.")
def backup(out: Path | None, with_secret: bool) -> None:
    """Copy the store, as of one moment, while the server runs."""
    copy, *secret = back_up(config.read(), out, with_secret)
    click.echo(f"back-up: {copy}")
    if secret:
        click.echo(f"secret: {secret[0]}. Whoever has both files can guess every PIN: keep them apart.")
    else:
        click.echo("secret.key is not in it. Without a copy of it nobody's PIN is right any more: keep one elsewhere.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--into", help="A data folder without a store, or the URL of an empty PostgreSQL database.")
def restore(file: Path, into: str | None) -> None:
    """Make a store of a back-up, with the server stopped. Devices then send their last seven days again."""
    settings = config.read(**_place(into))
    click.echo(f"generation: {make_store(file, settings)}")
    if not settings.key_file.exists():
        click.echo(f"Put secret.key at {settings.key_file} before the server starts, else nobody's PIN is right.")


def _place(into: str | None) -> dict[str, Any]:
    """A folder stands for itself, whatever store the environment names."""
    if into is None:
        return {}
    return {"store_url": into} if "://" in into else {"data_dir": Path(into), "store_url": None}
