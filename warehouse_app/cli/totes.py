"""`tote`: the boxes on the carts."""

from __future__ import annotations

import click

from warehouse_app.cli.ask import ask


@click.group()
def tote() -> None:
    """Totes: add, list. Their codes end in a number: T-0001."""


@tote.command()
@click.argument("first")
@click.argument("last", required=False)
def add(first: str, last: str | None) -> None:
    """Register the tote FIRST, or all from FIRST to LAST. Those that are here already stay as they are."""
    ask("tote-add", first=first, last=last)


@tote.command("list")
def list_() -> None:
    """Every tote, and the wave it serves now."""
    ask("tote-list")
