"""`device`: handhelds and stations."""

from __future__ import annotations

import click

from warehouse_app.cli.ask import ask


@click.group()
def device() -> None:
    """Handhelds and stations: enrol, list, revoke, rename. ID is a number from `device list`."""


@device.command()
@click.argument("name")
def enrol(name: str) -> None:
    """Make a code that enrols one device as NAME, for 15 minutes."""
    ask("device-enrol", name=name)


@device.command("list")
def list_() -> None:
    """Every device, also the revoked ones."""
    ask("device-list")


@device.command()
@click.argument("id", type=int)
def revoke(id: int) -> None:
    """Shut a lost device out at once; what waits on it stays there."""
    ask("device-revoke", device=id)


@device.command()
@click.argument("id", type=int)
@click.argument("name")
def rename(id: int, name: str) -> None:
    """Give a device the NAME on its case."""
    ask("device-rename", device=id, name=name)
