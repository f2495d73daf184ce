"""`leave`: what is still to be done, letting go of what is the app's in Odoo, and forgetting its names there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from warehouse_app import config
from warehouse_app.bootstrap import build, office
from warehouse_app.cli.ask import ask, rows_of, serves
from warehouse_app.config import Settings
from warehouse_app.service.ports.odoo import OdooOffice, OdooRefused, OdooUnknown, OdooUnreachable

T = TypeVar("T")
_TROUBLE = (OdooRefused, OdooUnknown, OdooUnreachable)


@click.command()
@click.option("--let-go", is_flag=True, help="Take open transfers out of the app's batches; this store is then over.")
@click.option("--forget-names", is_flag=True, help="Afterwards: remove the app's external ids from Odoo.")
def leave(let_go: bool, forget_names: bool) -> None:
    """Say what is still under way. With an option: leave Odoo; nothing of the app stays there but what was done."""
    settings = config.read()
    if not (let_go or forget_names):
        ask("leave-look")
        click.echo("All of it has to be 0, and the server stopped, before: warehouse-app leave --let-go")
        return
    desk = _desk(settings)
    if let_go:
        if serves(settings):
            raise click.ClickException("The server is running. Nothing was changed. Stop it, then leave.")
        rows_of(settings, "leave", {})
        click.echo(f"{_asked(desk.let_go)} open transfers left our batches. This store tells Odoo nothing any more.")
    if forget_names:
        if not _has_left(settings):
            raise click.ClickException("Our names go last. Nothing was changed. First: warehouse-app leave --let-go")
        click.echo(f"{_asked(desk.forget_names)} external ids were removed; the records stay as they are.")
    for model, n in sorted(_asked(desk.names_of_ours).items()):
        click.echo(f"{n:>8}  {model}")


def _desk(settings: Settings) -> OdooOffice:
    desk = office(settings)
    if desk is None:
        raise click.ClickException(
            "Leaving needs the second credential (WAREHOUSE_ODOO_ADMIN_USER and its key). Nothing was changed."
        )
    return desk


def _has_left(settings: Settings) -> bool:
    services = build(settings.model_copy(update={"odoo_url": None}))
    try:
        return services.store.read(lambda views: views.notebook.has_left())
    finally:
        services.close()


def _asked(call: Callable[[], T]) -> T:
    try:
        return call()
    except _TROUBLE as trouble:
        raise click.ClickException(f"Odoo: {trouble}. What was done so far is done; run it again.") from trouble
