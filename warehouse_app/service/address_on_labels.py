"""What the labels of closed boxes say, held against where the boxes go now; and new ones in the place of old ones.

The ledger keeps what stood on a label that the app drew. Of a label that it does not know (a carrier's own, a bench
without a printer) it is taken that it said what the app had when the address changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Literal

from warehouse_app.domain.answers import RELABEL
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.packing import Parcel
from warehouse_app.service import odoo_cases
from warehouse_app.service.escalate import decide_case
from warehouse_app.service.pack_label import address_lines
from warehouse_app.service.ports.floor import CaseNow
from warehouse_app.service.ports.packing import ParcelLabel
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.printing import Label, Printer, PrintJob
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.print_jobs import add_job, replace_label

ADDRESS = "address"
Says = Literal["old", "coming", "right"]


def judge_labels(transfer: int, before: Mapping[str, str] | None, now: Mapping[str, str], uow: UnitOfWork) -> None:
    """Opens the case of boxes that would go to the wrong address, and closes it when none would any more."""
    key = odoo_cases.key_of(ADDRESS, transfer)
    case = uow.cases.find(key)
    first = str(case.facts.get("before") or "") if case is not None else _mark(before) if before else ""
    said = {box.number: _says(box, first, now, uow) for box in _here(transfer, uow)}
    old = [number for number, one in said.items() if one == "old"]
    if case is not None and (not any(one != "right" for one in said.values()) or (old and case.status == "decided")):
        odoo_cases.settle(uow, ADDRESS, transfer)  # what was decided for another address again is the same case anew
    if old:
        can = any(_printer(box, uow) for box in _here(transfer, uow))
        facts = {"about": ADDRESS, "before": first, "boxes": ", ".join(old), "prints": can}
        odoo_cases.raise_once(uow, ADDRESS, transfer, **facts)


def relabel(case: CaseNow, by: Person, uow: UnitOfWork) -> bool:
    """A new label of each box whose label is an old one, at the printer that printed that.

    Raises:
        Refused: `answer.unknown`; `relabel.nowhere`, no printer of the server printed any of them.
    """
    transfer = case.transfer
    if transfer is None or case.key != odoo_cases.key_of(ADDRESS, transfer):
        raise Refused("answer.unknown", 400)
    to = _lines(uow.following.ship_to(transfer) or {})
    known = [(box, _job(box, uow)) for box in _here(transfer, uow)]
    due = [(box, found[1]) for box, found in known if found is not None and _text(found[1]) not in (None, to)]
    made = sum(_print(box, label, by, uow) for box, label in due)
    if not made:
        raise Refused("relabel.nowhere", facts={"number": case.number})
    decide_case(case, "decided", RELABEL, by.id, {"n": made}, uow)
    uow.changed("board", "case", case.id)
    return True


def boxes_of(case: int, w: int, uow: UnitOfWork) -> list[tuple[str, ParcelLabel]]:
    """(token, what its label is to say now) of the boxes of a case that are here."""
    found = uow.cases.get(case)
    if found is None or found.w != w or found.transfer is None:
        raise Refused("case.unknown", 404)
    labels = [(box.token, uow.packing.parcel_label(box.token)) for box in _here(found.transfer, uow)]
    return [(token, label) for token, label in labels if label is not None]


def _here(transfer: int, uow: UnitOfWork) -> list[Parcel]:
    return [box for box in uow.packing.parcels(transfer) if box.state == "closed" and box.loaded_at is None]


def _says(box: Parcel, first: str, now: Mapping[str, str], uow: UnitOfWork) -> Says:
    found = _job(box, uow)
    if found is not None and found[0].state == "queued" and found[1].fields is None and found[1].body is None:
        return "coming"  # it is drawn when it leaves, with what is right then
    text = _text(found[1]) if found is not None else None
    if found is None or text is None:
        return "old" if first and first != _mark(now) else "right"
    if text != _lines(now):
        return "old"
    return "right" if found[0].state == "confirmed" or found[0].follows is None else "coming"


def _job(box: Parcel, uow: UnitOfWork) -> tuple[PrintJob, Label] | None:
    job = uow.printing.job_of(box.token)
    label = uow.printing.label(job.label) if job is not None else None
    return (job, label) if job is not None and label is not None else None


def _printer(box: Parcel, uow: UnitOfWork) -> Printer | None:
    """Where its label was printed; None where a browser did that, which prints only what its own page asks for."""
    job = uow.printing.job_of(box.token)
    printer = uow.printing.printer(job.printer) if job is not None else None
    is_there = printer is not None and printer.kind != "browser" and printer in uow.printing.printers(printer.w)
    return printer if is_there else None


def _print(box: Parcel, label: Label, by: Person, uow: UnitOfWork) -> int:
    """How many."""
    printer = _printer(box, uow)
    if printer is None:
        return 0
    new = uow.printing.add_label(printer.w, "parcel", parcel=box.id, n=label.n)
    add_job(printer, new, replace_label(box, by.id, uow), by.id, uow)
    return 1


def _text(label: Label) -> str | None:
    return label.fields.get("to") if label.fields is not None else None


def _lines(address: Mapping[str, str]) -> str:
    return "\n".join(address_lines(address))


def _mark(address: Mapping[str, str]) -> str:
    """An address by which it is known again and cannot be read: cases keep no customer's."""
    return sha256(_lines(address).encode()).hexdigest()[:16]
