"""`baseline`: how Odoo's last weeks were before the app, read once and kept."""

from __future__ import annotations

import click

from warehouse_app.cli.ask import ask


@click.command()
@click.option("--again", is_flag=True, help="Read it anew, in place of what is kept.")
def baseline(again: bool) -> None:
    """Count what went wrong in Odoo in the last 60 days, at most two calls a second. docs/baseline.md."""
    ask("baseline", again=again)
