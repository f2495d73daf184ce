"""What Odoo is to hear of packing: a box, an order that left the bench, a truck that was loaded.

steps   the bench packs   when the order leaves the bench    when all its parcels are loaded
1       the delivery      it is validated: shipped           nothing more
2       the delivery      it is validated: shipped           nothing more
3       the packing       it is validated, the ship appears  the ship is validated: shipped
"""

from __future__ import annotations

from warehouse_app.domain.packing import Parcel
from warehouse_app.service import odoo_cases
from warehouse_app.service.close_wave import token
from warehouse_app.service.deliver_shipments import ask_for_labels
from warehouse_app.service.ports.packing import PackRow
from warehouse_app.service.ports.store import UnitOfWork


def tell_box(uow: UnitOfWork, row: PackRow, parcel: Parcel) -> None:
    """The box is made in Odoo, or has its new kind and weight, then the goods are written into it."""
    if parcel.odoo_id is None:
        uow.outbox.add(row.w, "create", f"parcel:{parcel.id}", {"what": "package"}, parcel.token)
    else:
        uow.outbox.again("create", f"parcel:{parcel.id}")
    uow.floor.want(row.transfer)
    uow.changed("board", "pack", row.transfer)


def tell_packed(uow: UnitOfWork, row: PackRow, person: int | None) -> None:
    """The document is validated, the worker named, and the totes are free."""
    worker = uow.people.get(person) if person is not None else None
    theirs = uow.telling.transfers([row.transfer])[row.transfer].odoo_id
    note = {"what": "note:packed", "say": "odoo.packed_note", "worker": worker.name if worker else ""}
    uow.outbox.add(row.w, "create", f"transfer:{row.transfer}", note, token("note", "packed", theirs))
    uow.floor.want(row.transfer)
    uow.outbox.hurry(f"transfer:{row.transfer}")
    ask_for_labels(uow, row.w, row.transfer)
    uow.outbox.add(row.w, "close", f"transfer:{row.transfer}", {"what": "close"})
    for line, left_m in uow.packing.left_over(row.transfer):
        odoo_cases.left_over(uow, row.w, line, left_m)
    uow.packing.empty_totes(row.transfer)
    uow.changed("board", "pack", row.transfer)


def load_parcel(uow: UnitOfWork, row: PackRow, parcel: Parcel) -> None:
    """It is on the truck; with the last one of a shipping document that is validated."""
    uow.packing.load(parcel.id)
    uow.changed("board", "pack", row.transfer)
    for shipping in uow.packing.shipping(parcel.odoo_id) if parcel.odoo_id is not None else ():
        ship_when_loaded(uow, shipping)


def ship_when_loaded(uow: UnitOfWork, transfer: int) -> None:
    """A shipping document whose parcels are all on the truck is validated, once."""
    floor = uow.telling.transfers([transfer])[transfer]
    if floor.step != "ship" or floor.state != "open" or not floor.lines:
        return
    if all(line.picked_m for line in floor.lines) and not uow.outbox.is_open("close", f"transfer:{transfer}"):
        uow.floor.want(transfer)
        uow.outbox.hurry(f"transfer:{transfer}")
        uow.outbox.add(floor.w, "close", f"transfer:{transfer}", {"what": "close"})
