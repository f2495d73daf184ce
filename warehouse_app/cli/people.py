"""`user`: who may sign in."""

from __future__ import annotations

import click

from warehouse_app.bootstrap import words
from warehouse_app.cli.ask import ask
from warehouse_app.cli.employees import import_
from warehouse_app.domain.people import ROLES

_ROLE = click.Choice(ROLES)


def _known(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """A language there is, by the name of its file."""
    there = words()
    known = there.known(value) if value else None
    if value and known is None:
        raise click.BadParameter("there are: " + ", ".join(f"{lang} {name}" for lang, name in there.names().items()))
    return known


@click.group()
def user() -> None:
    """People: badge, PIN, roles. WHO is a number from `user list` or a badge."""


@user.command()
@click.argument("name")
@click.option("--role", "roles", type=_ROLE, multiple=True, required=True, help="May be given several times.")
@click.option("--badge", help="The text of the badge's barcode.")
@click.option(
    "--pin", help="WAREHOUSE_PIN_DIGITS (4) to 8 digits; asked for when there is a badge and this is left out."
)
@click.option("--odoo-user", type=int, help="The number of the Odoo user this is, for signing in at the office.")
@click.option("--lang", callback=_known, help="Language, such as de; else that of the device or the browser.")
def add(name: str, roles: tuple[str, ...], badge: str | None, pin: str | None, **more: str | int | None) -> None:
    """Add somebody: NAME with a badge, an Odoo user, or both."""
    if badge and not pin:
        pin = _ask_pin()
    ask("user-add", name=name, roles=list(roles), badge=badge, pin=pin, **more)


@user.command("list")
def list_() -> None:
    """Everybody who may sign in."""
    ask("user-list")


@user.command()
@click.argument("who")
@click.option("--pin", help="WAREHOUSE_PIN_DIGITS (4) to 8 digits; asked for when left out.")
def pin(who: str, pin: str | None) -> None:
    """Give WHO a new PIN; signs them out everywhere."""
    ask("user-pin", who=who, pin=pin or _ask_pin())


@user.command()
@click.argument("who")
@click.argument("roles", type=_ROLE, nargs=-1, required=True)
def roles(who: str, roles: tuple[str, ...]) -> None:
    """Say what WHO may do, in place of what it was."""
    ask("user-roles", who=who, roles=list(roles))


@user.command()
@click.argument("who")
@click.argument("badge")
def badge(who: str, badge: str) -> None:
    """Give WHO a new badge; the old one opens nothing any more."""
    ask("user-badge", who=who, badge=badge)


@user.command()
@click.argument("who")
@click.argument("lang", callback=_known)
def lang(who: str, lang: str) -> None:
    """Say in which language the app speaks to WHO."""
    ask("user-lang", who=who, lang=lang)


@user.command()
@click.argument("who")
def remove(who: str) -> None:
    """Let WHO go; what they did keeps their name."""
    ask("user-remove", who=who)


user.add_command(import_)


def _ask_pin() -> str:
    return str(click.prompt("PIN", hide_input=True, confirmation_prompt=True))
