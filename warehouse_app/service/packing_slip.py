"""What goes into the box on A4: the packing slip."""

from __future__ import annotations

from collections.abc import Callable

from warehouse_app.domain.numbers import amount
from warehouse_app.service.pack_label import address_lines
from warehouse_app.service.ports.labels import Slip

Say = Callable[..., str]
Fields = dict[str, str]
Paper = tuple[Fields, list[Fields]]  # the head of its pages but for the page, and its rows


def slip_paper(slip: Slip, say: Say) -> Paper:
    """The packing slip of what was packed."""
    head = {
        "number": slip.transfer,
        "title": say("labels.slip"),
        "from": slip.sender,
        "to": "\n".join(address_lines(slip.ship_to or {})),
        "order": slip.order,
        "parcels": say("labels.parcels", n=len(slip.parcels)) + "\n" + ", ".join(slip.parcels),
        "sku": say("labels.sku"),
        "goods": say("labels.goods"),
        "quantity": say("labels.quantity"),
    }
    rows = [
        {"sku": sku, "goods": name, "quantity": amount(qty_m) if unit == "pieces" else f"{amount(qty_m)} {unit}"}
        for sku, name, unit, qty_m in slip.rows
    ]
    return head, rows
