"""What `check` tells of carriers whose labels Odoo makes: whether they come while somebody packs."""

from __future__ import annotations

from collections.abc import Iterator

from warehouse_app.service.check import Finding, Look


def labels(look: Look) -> Iterator[Finding]:
    """With three steps Odoo makes them with the truck, unless it is told to with the packing."""
    types = {row.odoo_id: row for row in look.survey.op_types}
    for site in look.warehouses:
        packing = types.get(site.chain[-2]) if site.steps > 2 and len(site.chain) > 2 else None
        if packing is None or not look.access.labelling or packing.settings.get("print_label") is not False:
            continue
        facts = {"carriers": ", ".join(look.access.labelling), "name": packing.name}
        yield Finding("mend", "labels_late", facts, f"Inventory > Configuration > Operations Types > {packing.name}")
