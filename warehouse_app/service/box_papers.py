"""The shop's own papers come with the label of a box, by rule, on the printers of its bench."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from warehouse_app.domain.box_papers import CUSTOMS, GIFT, INVOICE, SLIP, papers_for
from warehouse_app.domain.numbers import amount
from warehouse_app.domain.packing import Parcel
from warehouse_app.domain.return_rules import LANGUAGES
from warehouse_app.service.pack_label import address_lines, weight_text
from warehouse_app.service.ports.packing import BoxContent, ParcelLabel
from warehouse_app.service.ports.people import Device
from warehouse_app.service.ports.printing import Printer
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.views import Views
from warehouse_app.service.print_jobs import add_job
from warehouse_app.service.return_label import slip_fields

RULES = "paper"


def queue_papers(device: Device, parcel: Parcel, person: int | None, uow: UnitOfWork) -> list[int]:
    """The papers of a box that is closed here; their jobs. What comes with the first box comes once.

    None where no printer of ours stands: the bench's page prints them (`papers_of`).
    """
    printer = uow.printing.printer_of(device.id)
    found = uow.packing.parcel_label(parcel.token)
    if printer is None or printer.kind == "browser" or found is None:
        return []
    jobs: list[int] = []
    for paper, rule in _papers(parcel.transfer, found, uow.releasing.rules(RULES, device.w), uow).items():
        is_due = paper == CUSTOMS or (_is_first(parcel, uow) and not uow.printing.has_paper(parcel.id, paper))
        if paper == INVOICE and is_due:
            uow.outbox.add(device.w, "create", f"invoice:{parcel.transfer}", {"what": INVOICE, "device": device.id})
        elif is_due:
            fields = None if paper == CUSTOMS else _fields(paper, found, rule, uow.returns.address(device.w))
            label = uow.printing.add_label(device.w, paper, parcel=parcel.id, fields=fields)
            jobs.append(add_job(printer, label, None, person, uow))
    return jobs


def papers_of(token: str, w: int, views: Views) -> list[tuple[str, dict[str, str]]]:
    """The designs and fields of the papers that we draw for a closed box, for a bench whose browser prints."""
    found, boxes = views.packing.parcel_label(token), views.packing.box(token)
    if found is None or boxes is None:
        return []
    transfer, content = boxes
    rules = _papers(transfer, found, views.rules(RULES, w), views)
    due = [(paper, rule) for paper, rule in rules.items() if paper != INVOICE and (paper == CUSTOMS or found.n == 1)]
    address = views.returns.address(w)
    return [
        (paper, customs_fields(found, content) if paper == CUSTOMS else _fields(paper, found, rule, address))
        for paper, rule in due
    ]


def paper_printer(device: int, uow: UnitOfWork) -> Printer | None:
    """The printer of a bench that takes whole pages: of several there the last, and never one for labels alone."""
    there = [one for one in uow.printing.printers_of(device) if one.kind != "browser" and one.format == "pdf"]
    return there[-1] if there else None


def customs_fields(parcel: ParcelLabel, content: BoxContent) -> dict[str, str]:
    """The fields of the design `customs`: everything in this box, and what its order is worth."""
    rows = [
        " · ".join(filter(None, (f"{amount(qty_m)} \u00d7 {name}", sku, weight_text(_weight(weight_g, qty_m)))))
        for sku, name, qty_m, weight_g in content.rows
    ]
    value = "" if content.value is None else f"{content.value // 100}.{content.value % 100:02d} {content.currency}"
    return {
        "number": parcel.number, "order": parcel.order, "from": parcel.sender,
        "to": "\n".join(address_lines(parcel.ship_to or {})), "goods": "\n".join(rows),
        "weight": weight_text(parcel.weight_g), "value": value.strip(),
    }  # fmt: skip


def _papers(
    transfer: int, parcel: ParcelLabel, rules: Mapping[str, Mapping[str, Any]], reads: UnitOfWork | Views
) -> dict[str, Mapping[str, Any]]:
    if not any(body.get("on") for body in rules.values()):
        return {}
    return papers_for(reads.shipments.carrier_facts(transfer), (parcel.ship_to or {}).get("name"), rules)


def _fields(paper: str, parcel: ParcelLabel, rule: Mapping[str, Any], address: Any) -> dict[str, str]:
    made: Mapping[str, Callable[[], dict[str, str]]] = {
        SLIP: lambda: slip_fields(parcel.number, parcel.order, address, rule),
        GIFT: lambda: gift_fields(parcel, rule),
    }
    return made[paper]()


def gift_fields(parcel: ParcelLabel, rule: Mapping[str, Any]) -> dict[str, str]:
    """The fields of the design `gift_note`: in every language that its rule has words for."""
    words = [str(rule[f"words_{lang}"]) for lang in LANGUAGES if rule.get(f"words_{lang}")]
    to = (parcel.ship_to or {}).get("name") or ""
    return {"number": parcel.number, "to": to, "words": "\n".join(words), "from": parcel.sender}


def _weight(weight_g: int | None, qty_m: int) -> int | None:
    return None if weight_g is None else weight_g * qty_m // 1000


def _is_first(parcel: Parcel, uow: UnitOfWork) -> bool:
    boxes = uow.packing.parcels(parcel.transfer)
    return bool(boxes) and min(box.id for box in boxes) == parcel.id
