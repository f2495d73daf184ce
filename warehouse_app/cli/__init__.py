"""The command line: `warehouse-app serve | demo | user | device | tote | tls | pull | odoo | db | audit |
retention | export | backup | restore | check | plan`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from warehouse_app import __version__
from warehouse_app.bootstrap import CannotStart, words
from warehouse_app.cli import audit, backup, check, db, demo, devices, people, plan, pull, retention, serve, tls, totes
from warehouse_app.config import WrongSetting
from warehouse_app.domain.errors import Refused
from warehouse_app.service.messages import FALLBACK

WRONG_SETTING, CANNOT_START, REFUSED = 2, 3, 4


@click.group()
@click.version_option(__version__, prog_name="warehouse-app")
def warehouse_app() -> None:
    """The floor app for warehouses that run on Odoo. Settings: docs/configuration.md."""


for command in (
    serve.serve,
    demo.demo,
    people.user,
    devices.device,
    totes.tote,
    pull.pull,
    pull.odoo,
    db.db,
    audit.audit,
    retention.retention,
    retention.export,
    backup.backup,
    backup.restore,
    tls.tls,
    check.check,
    plan.plan,
):
    warehouse_app.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a command, by default the one of this process; what it cannot do is said in words, never as a traceback."""
    try:
        warehouse_app(args=arguments, prog_name="warehouse-app")
    except WrongSetting as wrong:
        _stop(str(wrong), WRONG_SETTING)
    except CannotStart as refused:
        _stop(str(refused), CANNOT_START)
    except Refused as refused:
        _stop(_explain(refused), REFUSED)


def _explain(refused: Refused) -> str:
    said = words().refusal(FALLBACK, refused.key, refused.facts)
    return " ".join((said["text"], said["safe"], said["next"]))


def _stop(why: str, code: int) -> None:
    click.echo(why, err=True)
    sys.exit(code)
