"""`print-agent`: prints at a station, for printers that the server cannot reach."""

from __future__ import annotations

import signal
import threading
from pathlib import Path
from types import FrameType

import click

from warehouse_app.printing.agent import Agent, Away, Denied, Ledger, Server
from warehouse_app.printing.queue import USUAL, command_in
from warehouse_app.printing.spoolers import open_spooler

_TOKEN, _LEDGER = "token", "ledger.sqlite3"


@click.command("print-agent")
@click.option("--station", required=True, help="The station it prints for, as /printers names it.")
@click.option("--server", required=True, help="The address of the floor app: https://floor.example.com")
@click.option("--folder", type=click.Path(path_type=Path), default=Path("print-agent"), help="Its token and ledger.")
@click.option("--enrol", help="The code of a device, once: `warehouse-app device enrol NAME` makes one.")
@click.option(
    "--ca", type=click.Path(exists=True, path_type=Path), help="The authority to trust, where it is your own."
)
@click.option("--queue-command", help="What prints a file on a queue; {queue}, {file} and {job} are filled in.")
def print_agent(
    station: str, server: str, folder: Path, enrol: str | None, ca: Path | None, queue_command: str | None
) -> None:
    """Fetch the labels of one station and print them here, until told to stop. docs/printers.md."""
    command = command_in(queue_command) if queue_command else USUAL
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        token = _token(server, folder / _TOKEN, enrol, ca)
        asked = Server(server, token, ca)
    except ValueError:
        raise click.ClickException(
            f"{server} is no address of a server. Nothing was started. Write https://..."
        ) from None
    ledger, over = Ledger(folder / _LEDGER), threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        over.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    click.echo(f"Print agent of {station} for {server}")
    agent = Agent(asked, ledger, station, lambda address, form: open_spooler(address, form, command))
    agent.run(over.is_set, lambda words: click.echo(words, err=True))
    ledger.close()


def _token(server: str, kept: Path, code: str | None, ca: Path | None) -> str:
    if code is not None:
        try:
            token = str(Server(server, "", ca).ask("devices", {"code": code})["token"])
        except (Away, Denied) as no:
            raise click.ClickException(f"Not enrolled: {no}") from no
        kept.touch(mode=0o600)
        kept.write_text(token, "utf-8")
    if not kept.is_file():
        raise click.ClickException(
            f"There is no {kept} yet. Nothing was started. Make a code (`warehouse-app device enrol NAME`, or the page "
            "of the devices) and start once with --enrol CODE."
        )
    return kept.read_text("utf-8").strip()
