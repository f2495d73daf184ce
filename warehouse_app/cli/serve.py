"""`serve`: the server."""

from __future__ import annotations

import click

from warehouse_app import config
from warehouse_app.wsgi import serve as run_server


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), help="Instead of WAREHOUSE_PORT; 0: any free port.")
@click.option("--host", help="Instead of WAREHOUSE_HOST.")
def serve(port: int | None, host: str | None) -> None:
    """Serve the floor until told to stop (Ctrl-C or SIGTERM)."""
    given = {name: value for name, value in (("port", port), ("host", host)) if value is not None}
    settings = config.read(**given)
    scheme = "https" if settings.tls_cert else "http"
    run_server(settings, lambda _services, port: click.echo(f"Floor: {scheme}://{settings.host}:{port}/"))
