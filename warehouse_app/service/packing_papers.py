"""What goes onto A4 from the benches: the packing slip in the box, the manifest for the driver."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.numbers import amount
from warehouse_app.service.pack_label import address_lines, weight_text
from warehouse_app.service.ports.labels import Going, Slip

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


def manifest_paper(carrier: str, parcels: Sequence[Going], site: str, at: datetime, say: Say) -> Paper:
    """What a carrier takes along: its parcels, to be ticked and signed for.

    Raises:
        Refused: `label.no_parcels`.
    """
    its = [parcel for parcel in parcels if parcel.carrier.casefold() == carrier.strip().casefold()]
    if not its:
        raise Refused("label.no_parcels", 404, {"carrier": carrier[:40]})
    weight_g = sum(parcel.weight_g or 0 for parcel in its)
    head = {
        "number": f"M-{at:%Y%m%d-%H%M}",
        "title": say("labels.manifest"),
        "carrier": its[0].carrier,
        "from": site,
        "printed": say("paper.printed", at=f"{at:%Y-%m-%d %H:%M}"),
        "size": f"{say('labels.parcels', n=len(its))} · {weight_text(weight_g)}",
        "driver": say("labels.driver"),
        "when": say("paper.when"),
        "parcel": say("labels.parcel"),
        "order": say("labels.order"),
        "place": say("labels.place"),
        "weight": say("labels.weight"),
    }
    return head, [_row(parcel) for parcel in its]


def _row(parcel: Going) -> Fields:
    to = parcel.ship_to or {}
    place = " ".join(filter(None, (to.get("zip"), to.get("city"), to.get("country"))))
    return {"parcel": parcel.number, "order": parcel.order, "place": place, "weight": weight_text(parcel.weight_g)}
