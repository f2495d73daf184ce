"""`tls`: a certificate for a hall without a public name, from an authority of its own."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from warehouse_app import config
from warehouse_app.bootstrap import CannotStart
from warehouse_app.tls import CA, SERVER, SERVER_KEY, Issued, Unusable, issue, look

FOLDER = "tls"


@click.group()
def tls() -> None:
    """Certificates: init, show. A public certificate is the better way; docs/tls.md says how."""


@tls.command()
@click.argument("names", nargs=-1)
@click.option("--new-ca", is_flag=True, help="A new authority: every device has to trust it anew.")
def init(names: tuple[str, ...], new_ca: bool) -> None:
    """Make a certificate for NAMES: host names and addresses by which devices reach the server.

    Again, it renews: the authority stays, and without NAMES so do the names. The running server takes it up.
    """
    folder = _folder()
    try:
        made = issue(folder, tuple(dict.fromkeys(name.lower() for name in names)), datetime.now(UTC), new_ca=new_ca)
        authority = look(folder / CA)
    except (Unusable, OSError) as problem:
        raise CannotStart(f"No certificate was made: {problem}.") from problem
    _tell(made, authority)
    settings = {"WAREHOUSE_TLS_CERT": folder / SERVER, "WAREHOUSE_TLS_KEY": folder / SERVER_KEY}
    click.echo("\nSet these, then start `warehouse-app serve`:")
    for name, path in settings.items():
        click.echo(f"  {name}={path}")
    click.echo(f"\nDevices have to trust {folder / CA}: docs/tls.md says how.")


@tls.command()
def show() -> None:
    """Names, end and fingerprints of what `tls init` made."""
    folder = _folder()
    try:
        _tell(look(folder / SERVER), look(folder / CA))
    except Unusable as problem:
        raise CannotStart(f"{problem}. `warehouse-app tls init floor.local 192.168.1.20` makes one.") from problem


def _folder() -> Path:
    return config.read().data_dir.resolve() / FOLDER


def _tell(server: Issued, authority: Issued) -> None:
    click.echo(f"certificate: {', '.join(server.names)}")
    click.echo(f"good until:  {server.until:%Y-%m-%d}")
    click.echo(f"authority:   {authority.issuer.removeprefix('CN=')}, good until {authority.until:%Y-%m-%d}")
    click.echo(f"fingerprint: {authority.fingerprint}")
