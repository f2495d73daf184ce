"""Carrying a command to the store: by the running server if there is one, for a store has one writer; else directly."""

from __future__ import annotations

import http.client
import json
import time
from pathlib import Path
from typing import Any

import click

from warehouse_app import config
from warehouse_app.bootstrap import build, proven, secret_of
from warehouse_app.config import Settings
from warehouse_app.service import commands
from warehouse_app.service.behind import Behind
from warehouse_app.web.local_key import HEADER, sign
from warehouse_app.wsgi import ADDRESS_FILE

PATIENCE_S = 20
TRIES, PAUSE_S = 30, 0.1  # so long a server that is ending may still take connections
LONG_PATIENCE_S = 900  # Odoo is asked for every product there is; a month of events is reduced


def ask(name: str, /, **args: Any) -> None:
    """Runs a command and prints its rows.

    Raises:
        Refused: what the command refuses.
        WrongSetting, CannotStart: the store cannot be reached.
    """
    _print(rows_of(config.read(), name, args))


def rows_of(settings: Settings, name: str, args: dict[str, Any]) -> list[dict[str, Any]]:
    """Runs a command; raises as `ask` does."""
    rows = _of_server(settings, name, args)
    return rows if rows is not None else _of_store(settings, name, args)


def _of_server(settings: Settings, name: str, args: dict[str, Any]) -> list[dict[str, Any]] | None:
    """What the running server says, or None when none answers."""
    address = _address(settings.data_dir / ADDRESS_FILE)
    if address is None:
        return None
    path, body = f"/local/{name}", json.dumps(args).encode()
    signed = sign(secret_of(settings), time.time_ns() // 1_000_000, path, body)
    patience = LONG_PATIENCE_S if name in commands.SLOW else PATIENCE_S
    for again in reversed(range(TRIES)):
        try:
            status, said = _post(http.client.HTTPConnection(*address, timeout=patience), path, body, signed)
            break
        except ConnectionRefusedError:  # it was killed and could not tidy up
            return None
        except ConnectionResetError:  # it is just ending; what it carried out and did not say, the repeat says
            if not again:
                raise
            time.sleep(PAUSE_S)
    if status != 200:
        raise _Told(said["error"])
    return list(said["rows"])


def _post(server: http.client.HTTPConnection, path: str, body: bytes, signed: str) -> tuple[int, Any]:
    try:
        server.request("POST", path, body, {HEADER: signed, "Content-Type": "application/json"})
        answer = server.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        server.close()


def _of_store(settings: Settings, name: str, args: dict[str, Any]) -> list[dict[str, Any]]:
    services = build(settings.model_copy(update={"odoo_url": None}))
    try:
        odoo = proven(settings, services.store, services.words) if settings.odoo else None
        behind = Behind(odoo, keep=services.keep, phoning=settings.phone_carriers_named)
        return commands.run(name, args, services.store, services.hasher, behind)
    finally:
        services.close()


class _Told(click.ClickException):
    """The server refused, and said why."""

    exit_code = 4

    def __init__(self, error: dict[str, str]) -> None:
        super().__init__(" ".join((error["text"], error["safe"], error["next"])))

    def show(self, file: Any = None) -> None:
        click.echo(self.message, err=True)


def _address(file: Path) -> tuple[str, int] | None:
    try:
        kept = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return None
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}
    return everywhere.get(kept["host"], kept["host"]), kept["port"]


def _print(rows: list[dict[str, Any]]) -> None:
    if not rows:
        click.echo("none")
        return
    cells = [[str(name) for name in rows[0]], *([str(value) for value in row.values()] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    for row in cells:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
