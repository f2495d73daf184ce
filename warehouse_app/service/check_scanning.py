"""What `check` tells of Odoo's own scan settings: which the handhelds follow, and which never."""

from __future__ import annotations

from collections.abc import Iterator

from warehouse_app.domain.scan_options import Options, not_obeyed, obeyed
from warehouse_app.service.check import Finding


def scanning(name: str, options: Options) -> Iterator[Finding]:
    """What is to be known of the operation type `name`; nothing where the barcode app is not installed."""
    where = f"Inventory > Configuration > Operations Types > {name} > Barcode App"
    if said := [f"{option} = {options[option]}" for option in obeyed(options)]:
        yield Finding(
            "know",
            f"{name}: {', '.join(said)}.",
            "Handhelds ask for scans as this operation type says.",
            "Change it there; a wave that is claimed after the next pull follows.",
            where,
        )
    if never := not_obeyed(options):
        yield Finding(
            "know",
            f"{name} allows {', '.join(never)}, and the floor does not.",
            "What nobody scanned is never validated, and never more than was ordered is taken.",
            "Nothing. It is good to know when somebody asks why a handheld refuses.",
            where,
        )
