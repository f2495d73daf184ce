"""`pull` and `odoo`: reading everything from Odoo once, by hand, and how it stands with it."""

from __future__ import annotations

import click

from warehouse_app.cli.ask import ask


@click.command()
def pull() -> None:
    """Read warehouses, places, goods, lots and open transfers from Odoo, now. The server does so at each start."""
    ask("pull")


@click.command()
def odoo() -> None:
    """Say how it stands with Odoo: is it there, what waits to be told, how much it is asked."""
    ask("odoo")
