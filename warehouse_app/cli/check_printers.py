"""`check`: whether each printer that the server prints on itself is there, and what ails it."""

from __future__ import annotations

from collections.abc import Iterable

import click

from warehouse_app.bootstrap import words
from warehouse_app.printing.spoolers import open_spooler
from warehouse_app.service.messages import FALLBACK


def printers(there: Iterable[tuple[str, str, str]]) -> bool:
    """Says it of each (name, address, format); whether one of them does not print."""
    says, ails = words(), False
    for name, address, form in there:
        trouble = open_spooler(address, form).look()
        said = says.say(FALLBACK, f"printer.trouble.{trouble}") if trouble else "ready"
        click.echo(f"printer {name}: {said}" + (f" ({address}). Nothing is lost: labels wait." if trouble else ""))
        ails = ails or trouble is not None
    return ails
