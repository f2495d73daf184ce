"""Labels that Odoo's carrier modules leave at a transfer are awaited, and printed where the order was packed.

They come with the validation, after the box is closed: the app's own label tells the boxes apart, the carrier's goes on
beside it. Odoo makes them with the packing where its operation type says so, else with what leaves the house. Where
none comes in time somebody has a case with Odoo's words; the label is printed whenever it comes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from warehouse_app.domain.carrier_labels import PATIENCE_MS, CarrierLabel, ask_again_ms, carrier_labels, is_late
from warehouse_app.domain.cases import Finding
from warehouse_app.service.holding import Holding
from warehouse_app.service.open_case import open_case
from warehouse_app.service.ports.odoo import Odoo
from warehouse_app.service.ports.packing import PackRow
from warehouse_app.service.ports.people import Device
from warehouse_app.service.ports.printing import Awaited
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.print_jobs import add_job


def await_labels(device: Device, row: PackRow, uow: UnitOfWork) -> None:
    """The order left the bench: whether its carrier is one whose labels Odoo has, whoever looks for them knows."""
    printer = uow.printing.printer_of(device.id)
    if printer is not None and printer.kind != "browser" and row.carrier:
        uow.printing.await_labels(row.transfer, printer)


@dataclass
class Pace:
    """For what is waited for long, Odoo is asked seldom. `clock` in ms UTC."""

    clock: Callable[[], int]
    asked: dict[int, int] = field(default_factory=dict)

    def is_due(self, one: Awaited) -> bool:
        """Whether to ask for it now, which is noted."""
        now = self.clock()
        if now - self.asked.get(one.id, 0) < ask_again_ms(now - one.since):
            return False
        self.asked[one.id] = now
        return True


def look_for_labels(holding: Holding, store: Store, odoo: Odoo, carriers: Collection[str], pace: Pace) -> int:
    """Asks Odoo for the labels of every order that waits for them; how many still do.

    Raises what the port raises.
    """
    known = {carrier.casefold() for carrier in carriers}
    waiting = store.read(lambda views: views.printing.awaited())
    for one in waiting:
        if one.carrier.casefold() not in known:
            holding.write(lambda uow, one=one: uow.printing.settle_awaited(one.id, "given_up"))  # type: ignore[misc]
            continue
        if pace.is_due(one):
            labels = _hanging(one, odoo)
            holding.write(lambda uow, one=one, labels=labels: _heard(one, labels, uow))  # type: ignore[misc]
    return len(waiting)


def _hanging(one: Awaited, odoo: Odoo) -> list[CarrierLabel]:
    """Of the first of its papers that has any."""
    return next(filter(None, (carrier_labels(odoo.hanging(paper)) for paper in one.papers_at)), [])


def label_key(transfer: int) -> str:
    """The finding key of an order without its carrier's label."""
    return f"SHP-LABEL|carrier|{transfer}"


def _heard(one: Awaited, labels: Sequence[CarrierLabel], uow: UnitOfWork) -> None:
    if labels:
        _print(one, labels, uow)
        return
    waits_ms = uow.now - one.since
    to_truck_ms = one.due_at - uow.now if one.due_at is not None else None
    if one.state == "waiting" and (
        is_late(waits_ms, to_truck_ms, one.comes_later and not one.words) or waits_ms > PATIENCE_MS
    ):
        uow.printing.settle_awaited(one.id, "late")
        said = f"{one.order}, {one.carrier}: {one.words[:200]}" if one.words else ""
        facts = {"order": one.order, "carrier": one.carrier, "words": said}
        open_case(Finding(label_key(one.transfer), "SHP-LABEL", one.w, transfer=one.transfer, facts=facts), uow)
        uow.changed("board", "case", one.transfer)
    elif waits_ms > PATIENCE_MS and not one.comes_later:
        uow.printing.settle_awaited(one.id, "given_up")


def _print(one: Awaited, labels: Sequence[CarrierLabel], uow: UnitOfWork) -> None:
    """All of them in their order, once: whoever came first has settled it."""
    if not uow.printing.settle_awaited(one.id, "there"):
        return
    printer = uow.printing.printer(one.printer)
    assert printer is not None
    for n, label in enumerate(labels, 1):
        kept = {"body": label.body, "format": label.form, "sha256": sha256(label.body).hexdigest()}
        made = uow.printing.add_label(one.w, "carrier", n=n, of=len(labels), **kept)
        add_job(printer, made, None, None, uow)
    uow.cases.close(label_key(one.transfer), "gone")
