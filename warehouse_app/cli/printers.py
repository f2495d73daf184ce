"""`printer`: what prints at the stations."""

from __future__ import annotations

import time

import click

from warehouse_app import config
from warehouse_app.cli.ask import ask, rows_of

_WAIT_S, _BETWEEN_S = 20.0, 0.2


@click.group()
def printer() -> None:
    """Printers: add, list, test, remove, and where devices stand. docs/printers.md."""


@printer.command()
@click.argument("name")
@click.argument("address")
@click.option("--station", default="", help="Where it stands; the devices there print on it.")
@click.option("--agent", is_flag=True, help="A print agent at the station prints, not the server.")
@click.option(
    "--format", "form", type=click.Choice(["zpl", "pdf"]), help="What it is sent, where the address does not say."
)
@click.option("--dpi", type=click.Choice(["203", "300", "600"]), default="203", help="Its dots per inch.")
@click.option("--deputy", default="", help="The printer that stands in for it.")
def add(name: str, address: str, station: str, agent: bool, form: str | None, dpi: str, deputy: str) -> None:
    """Add the printer NAME at ADDRESS: zpl://host[:port], ipp://host[:port]/path, queue:NAME or browser."""
    ask(
        "printer-add", name=name, address=address, station=station, agent=agent, format=form or "", dpi=int(dpi),
        deputy=deputy,
    )  # fmt: skip


@printer.command("list")
def list_() -> None:
    """Every printer, what ails it, and how many labels wait."""
    ask("printer-list")


@printer.command()
@click.argument("name")
def test(name: str) -> None:
    """Print a test label at NAME and say what became of it; needs the running server."""
    settings = config.read()
    (made,) = rows_of(settings, "printer-test", {"name": name})
    until, state, why = time.monotonic() + _WAIT_S, "queued", ""
    while state in ("queued", "sent") and not why and time.monotonic() < until:
        time.sleep(_BETWEEN_S)
        (row,) = rows_of(settings, "printer-job", {"job": made["job"]})
        state, why = row["state"], row["why"]
    click.echo(f"{name}: {state}{f' ({why})' if why else ''}")
    if state != "confirmed":
        raise SystemExit(1)


@printer.command()
@click.argument("name")
def remove(name: str) -> None:
    """Take the printer NAME away; what it printed stays in the ledger."""
    ask("printer-remove", name=name)


@printer.command()
@click.argument("device", type=int)
@click.argument("station", default="")
def stand(device: int, station: str) -> None:
    """Say that DEVICE (a number of `device list`) stands at STATION; at none where it is left out."""
    ask("printer-stand", device=device, station=station)
