"""A wave is claimed, and walked: what Odoo is to hear of it.

steps   the wave is a batch of   when it is walked
1       deliveries               nothing is validated: the lines are picked, the packer ships
2       picks                    the picks are validated, the delivery appears
3       picks                    the picks are validated, the packing appears
"""

from __future__ import annotations

from uuid import uuid4

from warehouse_app.domain.picking import Wave
from warehouse_app.service.ports.store import UnitOfWork


def token(kind: str) -> str:
    """A name for something made in Odoo, by which it is found again."""
    return f"__floor__.{kind}_{uuid4().hex}"


def wave_claimed(wave: Wave, uow: UnitOfWork) -> None:
    """The wave becomes a batch in Odoo, once, whoever takes it over later. A helper's stays in the first batch."""
    if uow.totes.is_split(wave.id):
        return
    uow.outbox.add(wave.w, "create", f"wave:{wave.id}", {"what": "batch"}, token("wave"))


def wave_walked(wave: Wave, uow: UnitOfWork) -> None:
    """Everything of the wave goes to Odoo now; a note names who walked; picks of a chain are validated."""
    told = uow.telling.wave(wave.id)
    for transfer in told.transfers:
        uow.outbox.hurry(f"transfer:{transfer}")
        note = {"what": "note:walked", "say": "odoo.walked_note", "worker": told.worker, "wave": told.number}
        uow.outbox.add(wave.w, "create", f"transfer:{transfer}", note, token("note"))
    if told.steps > 1:
        uow.outbox.again("close", f"wave:{wave.id}")  # it was walked before, and a supervisor sent the picker on
        uow.outbox.add(wave.w, "close", f"wave:{wave.id}", {"what": "close"})
