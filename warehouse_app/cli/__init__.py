"""The command line: `warehouse-app serve | setup | demo | user | device | tote | labels | printer | print-agent | tls |
pull | odoo | db | audit | retention | export | backup | restore | check | baseline | plan | leave`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

import click

from warehouse_app import __version__

WRONG_SETTING, CANNOT_START, REFUSED = 2, 3, 4

COMMANDS = {
    "serve": "serve",
    "setup": "setup",
    "demo": "demo",
    "user": "people",
    "device": "devices",
    "tote": "totes",
    "labels": "labels",
    "printer": "printers",
    "print-agent": "print_agent",
    "pull": "pull",
    "odoo": "pull",
    "db": "db",
    "audit": "audit",
    "retention": "retention",
    "export": "retention",
    "backup": "backup",
    "restore": "backup",
    "tls": "tls",
    "check": "check",
    "baseline": "baseline",
    "plan": "plan",
    "leave": "leave",
}


class Commands(click.Group):
    """Loads the module of a command when it is asked for: a plan of two seconds has none to lose on a database."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = getattr(import_module(f"{__name__}.{COMMANDS[cmd_name]}"), cmd_name.replace("-", "_"))
        return found


@click.group(cls=Commands)
@click.version_option(__version__, prog_name="warehouse-app")
def warehouse_app() -> None:
    """The floor app for warehouses that run on Odoo. Settings: docs/configuration.md."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a command, by default the one of this process; what it cannot do is said in words, never as a traceback."""
    try:
        warehouse_app(args=arguments, prog_name="warehouse-app")
    except Exception as error:
        _stop(*_told(error))


def _told(error: Exception) -> tuple[str, int]:
    """What to say of it, and the exit code; what is no answer to a person is raised again."""
    from warehouse_app.bootstrap import CannotStart, words
    from warehouse_app.config import WrongSetting
    from warehouse_app.domain.errors import Refused
    from warehouse_app.service.messages import FALLBACK

    if isinstance(error, Refused):
        said = words().refusal(FALLBACK, error.key, error.facts)
        return " ".join((said["text"], said["safe"], said["next"])), REFUSED
    if isinstance(error, WrongSetting | CannotStart):
        return str(error), WRONG_SETTING if isinstance(error, WrongSetting) else CANNOT_START
    raise error


def _stop(why: str, code: int) -> None:
    click.echo(why, err=True)
    sys.exit(code)
