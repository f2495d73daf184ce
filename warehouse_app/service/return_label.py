"""The label for goods that come back: what stands on it. How it looks is a design of `labels/`."""

from __future__ import annotations

from collections.abc import Callable

from warehouse_app.service.ports.returns import ReturnCard


def return_label(card: ReturnCard, site: str, paper: str, say: Callable[..., str]) -> tuple[str, dict[str, str]]:
    """The design for this return on this paper (`4x6`, `a4`: to fold), and its fields."""
    fields = label_fields(card, site, say)
    return ("return_a4", fields | {"fold": say("labels.fold")}) if paper == "a4" else ("return", fields)


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
