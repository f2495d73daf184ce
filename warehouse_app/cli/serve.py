"""`serve`: the server."""

from __future__ import annotations

import click

from warehouse_app import config
from warehouse_app.bootstrap import Services
from warehouse_app.service.first_admin import has_admin
from warehouse_app.wsgi import serve as run_server


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), help="Instead of WAREHOUSE_PORT; 0: any free port.")
@click.option("--host", help="Instead of WAREHOUSE_HOST.")
def serve(port: int | None, host: str | None) -> None:
    """Serve the floor until told to stop (Ctrl-C or SIGTERM)."""
    given = {name: value for name, value in (("port", port), ("host", host)) if value is not None}
    settings = config.read(**given)
    scheme = "https" if settings.tls_cert else "http"

    def ready(services: Services, port: int) -> None:
        at = f"{scheme}://{settings.host}:{port}"
        click.echo(f"Floor: {at}/")
        if not services.settings.demo and not services.store.read(has_admin):
            click.echo(f"Set-up: {settings.base_url or at}/setup, code {services.first_key.code()}")

    run_server(settings, ready)
