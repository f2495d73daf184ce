"""The label for goods that come back, and the slip that lies in a parcel from the beginning: what stands on them.

How they look is a design of `labels/`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from warehouse_app.domain.return_rules import LANGUAGES
from warehouse_app.service.ports.returns import ReturnCard

Say = Callable[..., str]


def return_label(
    card: ReturnCard, site: str, paper: str, say: Say, postage: str | None = None
) -> tuple[str, dict[str, str]]:
    """The design for this return on this paper (`4x6`, `a4`: to fold), and its fields.

    `postage` is who pays it (`customer`, `shop`); None: nothing is said of it.
    """
    fields = label_fields(card, site, say, postage)
    return ("return_a4", fields | {"fold": say("labels.fold")}) if paper == "a4" else ("return", fields)


def label_fields(card: ReturnCard, site: str, say: Say, postage: str | None = None) -> dict[str, str]:
    """The fields of the design `return`. Where Odoo has no address, the label names the warehouse alone."""
    name, *rest = card.back_to or (site,)
    lines = [say("returns.label_instruction"), *([say(f"returns.label_postage_{postage}")] if postage else [])]
    return {
        "number": card.number,
        "order": card.order,
        "warehouse": name,
        "to": "\n".join(rest),
        "instruction": "\n".join(lines),
        "title": say("orders.return"),
        "to_word": say("returns.label_to"),
    }


def postage_of(card: ReturnCard, reasons: Sequence[tuple[str, Mapping[str, Any]]]) -> str | None:
    """Who pays the postage of a return: the shop as soon as one of its reasons is the shop's to pay."""
    known = dict(reasons)
    said = {known.get(line.reason or "", {}).get("postage") for line in card.lines}
    return "shop" if "shop" in said else "customer" if "customer" in said else None


def slip_fields(number: str, order: str, address: Sequence[str], rule: Mapping[str, Any]) -> dict[str, str]:
    """The fields of the slip of this parcel; it says how in every language that its rule has words for."""
    name, *rest = address or ("",)
    how = [str(rule[f"words_{lang}"]) for lang in LANGUAGES if rule.get(f"words_{lang}")]
    return {"number": number, "order": order, "warehouse": name, "to": "\n".join(rest), "how": "\n".join(how)}
