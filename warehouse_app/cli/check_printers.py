"""`check`: whether each printer that the server prints on itself is there, and what ails it."""

from __future__ import annotations

from collections.abc import Iterable

import click

from warehouse_app.bootstrap import words
from warehouse_app.domain.printing import parse_address
from warehouse_app.printing.spoolers import open_spooler
from warehouse_app.printing.tls import fingerprint_at
from warehouse_app.service.messages import FALLBACK

_CERTIFICATES = ("cert_changed", "cert_expired", "cert_name", "cert_unknown")


def printers(there: Iterable[tuple[str, str, str]]) -> bool:
    """Says it of each (name, address, format); whether one of them does not print."""
    says, ails = words(), False
    for name, address, form in there:
        trouble = open_spooler(address, form).look()
        said = says.say(FALLBACK, f"printer.trouble.{trouble}") if trouble else "ready"
        click.echo(f"printer {name}: {said}" + (f" ({address}). Nothing is lost: labels wait." if trouble else ""))
        if trouble in _CERTIFICATES:
            click.echo(_how_to_trust(address))
        ails = ails or trouble is not None
    return ails


def _how_to_trust(address: str) -> str:
    place = parse_address(address)
    try:
        shown = fingerprint_at(place.host.strip("[]"), place.port)
    except OSError:
        return "  Its certificate cannot be read now; try again."
    bare = address.partition("?")[0]
    return (
        f"  The certificate there has the SHA-256 fingerprint {shown}. Compare it with the one on the printer's own\n"
        f"  panel or page. Where they are the same, take the printer away and add it as {bare}?sha256={shown}"
    )
