"""`retention` and `export`: what goes when, forgetting somebody, and all that is known about them as a file."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import click

from warehouse_app import config
from warehouse_app.bootstrap.audit import journal_of
from warehouse_app.cli.ask import ask
from warehouse_app.service.retention import about_order, about_person, as_file

_OF = click.Choice(("person", "customer"))


@click.group()
def retention() -> None:
    """What is known of people, and when it goes. Times: WAREHOUSE_KEEP_*, docs/privacy.md."""


@retention.command()
def show() -> None:
    """What is over and would go now. Deletes nothing."""
    ask("retention-show")


@retention.command()
def run() -> None:
    """Delete what is over, now; the server does it by itself once an hour."""
    ask("retention-run")


@retention.command()
@click.argument("of", type=_OF)
@click.argument("who")
@click.option("--yes", is_flag=True, help="Do not ask first.")
def forget(of: str, who: str, yes: bool) -> None:
    """Forget somebody: `person` with a badge or a number, after they left; `customer` with the name of an order.

    The journal keeps its numbers and stays sealed. A back-up made before still knows them.
    """
    if not yes:
        click.confirm(f"Forget {of} {who}? It cannot be undone.", abort=True)
    ask("forget-person", who=who) if of == "person" else ask("forget-customer", order=who)


@click.command()
@click.argument("of", type=_OF)
@click.argument("who")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The file to write; it must not exist.")
def export(of: str, who: str, out: Path) -> None:
    """Write all that is known to a JSON file: of a `person` (badge or number) or a `customer` (name of an order)."""
    look = about_person if of == "person" else about_order
    with journal_of(config.read()) as read:
        rows = read(lambda views: look(views, who))
    said = as_file(f"{of} {who}", rows, time.time_ns() // 1_000_000)
    with open(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(said, file, indent=1, ensure_ascii=False)
        file.write("\n")
    click.echo(f"{out}: " + ", ".join(f"{table} {len(found)}" for table, found in rows.items()))
