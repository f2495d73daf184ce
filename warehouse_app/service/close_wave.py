"""A wave is claimed, and walked: what Odoo is to hear of it.

steps   the wave is a batch of   when it is walked
1       deliveries               nothing is validated: the lines are picked, the packer ships
2       picks                    the picks are validated, the delivery appears
3       picks                    the picks are validated, the packing appears
"""

from __future__ import annotations

from hashlib import sha256
from uuid import uuid4

from warehouse_app.domain.picking import Wave
from warehouse_app.service.homes import put_away
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.unanswered import at_last_stop


def token(kind: str, *of: object) -> str:
    """A name for something made in Odoo, by which it is found again.

    `of` says what there is only one of for ever, in Odoo's ids or a device's: then the name is the same once more
    when a restored store hears of it again, and nothing is made twice. Our own ids will not do: a restored store
    may give them to something else.

    >>> token("note", "walked", 7) == token("note", "walked", 7) != token("note", "packed", 7)
    True
    """
    if not of:
        return f"__floor__.{kind}_{uuid4().hex}"
    return f"__floor__.{kind}_{sha256(repr(of).encode()).hexdigest()[:32]}"


def wave_claimed(wave: Wave, uow: UnitOfWork) -> None:
    """The wave becomes a batch in Odoo, once, whoever takes it over later. A helper's stays in the first batch, and one
    that was made in Odoo is one already."""
    if uow.totes.is_split(wave.id) or uow.adopting.is_adopted(wave.id):
        return
    uow.outbox.add(wave.w, "create", f"wave:{wave.id}", {"what": "batch"}, token("wave"))


def wave_walked(wave: Wave, uow: UnitOfWork) -> None:
    """Everything of the wave goes to Odoo now; a note names who walked; picks of a chain are validated."""
    told = uow.telling.wave(wave.id)
    theirs = {own: floor.odoo_id for own, floor in uow.telling.transfers(told.transfers).items()}
    for transfer in told.transfers:
        uow.outbox.hurry(f"transfer:{transfer}")
        note = {"what": "note:walked", "say": "odoo.walked_note", "worker": told.worker, "wave": told.number}
        uow.outbox.add(wave.w, "create", f"transfer:{transfer}", note, token("note", "walked", theirs[transfer]))
    at_last_stop(told.transfers, uow)
    for transfer in told.transfers:
        put_away(transfer, uow)
    if told.steps > 1:
        uow.outbox.again("close", f"wave:{wave.id}")  # it was walked before, and a supervisor sent the picker on
        uow.outbox.add(wave.w, "close", f"wave:{wave.id}", {"what": "close"})
