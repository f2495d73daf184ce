"""What `check` tells of Odoo's own scan settings: which the handhelds follow, and which never."""

from __future__ import annotations

from collections.abc import Iterator

from warehouse_app.domain.scan_options import Options, not_obeyed, obeyed
from warehouse_app.service.check import Finding


def scanning(name: str, options: Options) -> Iterator[Finding]:
    """What is to be known of the operation type `name`; nothing where the barcode app is not installed."""
    where = f"Inventory > Configuration > Operations Types > {name} > Barcode App"
    if said := [f"{option} = {options[option]}" for option in obeyed(options)]:
        yield Finding("know", "scan_obeyed", {"name": name, "options": ", ".join(said)}, where)
    if never := not_obeyed(options):
        yield Finding("know", "scan_never", {"name": name, "options": ", ".join(never)}, where)
