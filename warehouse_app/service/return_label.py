"""The label for goods that come back: what stands on it. How it looks is a design of `labels/`."""

from __future__ import annotations

from collections.abc import Callable

from warehouse_app.service.ports.returns import ReturnCard


def label_fields(card: ReturnCard, site: str, say: Callable[..., str]) -> dict[str, str]:
    """The fields of the design `return`. Where Odoo has no address, the label names the warehouse alone."""
    name, *rest = card.back_to or (site,)
    return {
        "number": card.number,
        "order": card.order,
        "warehouse": name,
        "to": "\n".join(rest),
        "instruction": say("returns.label_instruction"),
    }
