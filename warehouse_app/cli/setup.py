"""`setup`: from an empty store to the first wave, step by step, in the terminal; the page `/setup` does the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click

from warehouse_app import config
from warehouse_app.bootstrap import secret_of, words
from warehouse_app.bootstrap.first_key import FirstKey
from warehouse_app.cli.ask import rows_of
from warehouse_app.domain.errors import Refused
from warehouse_app.service.messages import FALLBACK

WORKDAYS = "01234"
MARKS = {"done": "done", "todo": "TO DO", "waits": "waits", "skipped": "left out"}


@click.command()
@click.option("--show", is_flag=True, help="Only say how each step stands.")
@click.option("--code", is_flag=True, help="Print the code that opens /setup while nobody is admin.")
def setup(show: bool, code: bool) -> None:
    """Set up step by step: what is there, what breaks without it, and the questions of what is left.

    It can be left at any question and begun again: what is done stays done.
    """
    settings = config.read()
    rows = rows_of(settings, "setup-show", {})
    if code:
        if any(row["step"] == "admin" and row["state"] == "done" for row in rows):
            raise Refused("setup.has_admin", 409)
        click.echo(FirstKey(settings.data_dir, secret_of(settings)).code())
        return
    for name in [row["step"] for row in rows]:
        row = next(one for one in rows if one["step"] == name)
        _say(row)
        if not show and row["state"] in ("todo", "skipped") and _step(row, settings):
            rows = rows_of(config.read(), "setup-show", {})


def _say(row: Mapping[str, Any]) -> None:
    said, name = words(), row["step"]
    click.echo(f"\n{MARKS[row['state']]:<9}{said.say(FALLBACK, f'setup.step.{name}')}")
    click.echo(f"         {said.say(FALLBACK, row['key'], **row['figures'])}")
    if row["state"] != "done":
        without = said.say(FALLBACK, "setup.without"), said.say(FALLBACK, f"setup.breaks.{name}")
        click.echo(f"         {' '.join(without)}")


def _step(row: Mapping[str, Any], settings: config.Settings) -> bool:
    """Asks for one step; whether something was done."""
    work = _WORK.get(row["step"])
    if work is None:
        page = row["page"] or "/setup"
        click.echo(f"         On the page {page}, signed in as an admin.")
        return False
    if not click.confirm("         Do it now?", default=True):
        return False
    try:
        work(settings)
    except (Refused, click.ClickException) as refused:
        click.echo(f"         {_why(refused)}")
        return False
    return True


def _why(refused: Refused | click.ClickException) -> str:
    if isinstance(refused, click.ClickException):
        return refused.format_message()
    said = words().refusal(FALLBACK, refused.key, refused.facts)
    return " ".join((said["text"], said["safe"], said["next"]))


def _connect(settings: config.Settings) -> None:
    given = {
        "url": click.prompt("Address of your Odoo"), "database": click.prompt("Database"),
        "user": click.prompt("Login of the app's user"), "key": click.prompt("API key", hide_input=True),
        "hosting": click.prompt("Where it runs", type=click.Choice(["own", "online", "sh"]), default="own"),
    }  # fmt: skip
    for finding in rows_of(settings, "setup-connect", given):
        what, do = (
            words().say(FALLBACK, f"finding.{finding['key']}.{part}", **finding["facts"]) for part in ("what", "do")
        )
        click.echo(f"         {finding['level'].upper()} {what} {do}")


def _admin(settings: config.Settings) -> None:
    name = click.prompt("Your name")
    pin = click.prompt("PIN, digits only", hide_input=True, confirmation_prompt=True)
    (made,) = rows_of(settings, "setup-admin", {"name": name, "pin": pin})
    FirstKey(settings.data_dir, secret_of(settings)).forget()
    click.echo(f"         {words().say(FALLBACK, 'setup.badge_is', badge=made['badge'])}")


def _totes(settings: config.Settings) -> None:
    first, last = click.prompt("First tote", default="T-0001"), click.prompt("Last tote", default="T-0060")
    rows_of(settings, "tote-add", {"first": first, "last": last})


def _trucks(settings: config.Settings) -> None:
    carrier, time = click.prompt("Carrier"), click.prompt("Its truck leaves, Monday to Friday", default="14:30")
    rows_of(settings, "setup-trucks", {"carrier": carrier, "times": dict.fromkeys(WORKDAYS, time)})


def _device(settings: config.Settings) -> None:
    name = click.prompt("Name on its case", default="Handheld 1")
    (made,) = rows_of(settings, "device-enrol", {"name": name})
    click.echo(f"         Open /pick/ on it and type {made['code']}, within a quarter of an hour.")


def _printer(settings: config.Settings) -> None:
    name, station = click.prompt("Name of the printer"), click.prompt("Station", default="Bench 1")
    address = click.prompt("Address", default="zpl://10.0.0.7")
    more = {"agent": address.startswith("queue:"), "format": "", "dpi": 203, "deputy": ""}
    rows_of(settings, "printer-add", {"name": name, "address": address, "station": station} | more)
    rows_of(settings, "printer-test", {"name": name})
    click.echo("         A test label is on its way.")


def _people(settings: config.Settings) -> None:
    name = click.prompt("Name")
    roles = click.prompt("Roles", default="picker,packer").replace(" ", "").split(",")
    badge = click.prompt("Text of the badge's barcode")
    pin = click.prompt("PIN", hide_input=True, confirmation_prompt=True)
    rows_of(settings, "user-add", {"name": name, "roles": roles, "badge": badge, "pin": pin})


_WORK: Mapping[str, Callable[[config.Settings], None]] = {
    "connect": _connect, "admin": _admin, "bins": _totes, "trucks": _trucks, "devices": _device,
    "printers": _printer, "people": _people,
}  # fmt: skip
