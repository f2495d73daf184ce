"""`pull`: everything from Odoo once, by hand; the server does it by itself at each start."""

from __future__ import annotations

import click

from warehouse_app.cli.ask import ask


@click.command()
def pull() -> None:
    """Read warehouses, places, goods, lots and open transfers from Odoo, now."""
    ask("pull")
