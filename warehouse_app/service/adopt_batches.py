"""Batches made in Odoo come to the floor as they are: each is a wave, walked by our route, and stays what Odoo made it.

A batch that somebody still puts together is left alone, and so are its transfers. What changes in Odoo before a picker
has the wave is followed; after that the wave is the floor's. A batch that is cancelled there sets its transfers free.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from warehouse_app.domain.carts import Cart, FreeTransfer
from warehouse_app.service.holding import Holding
from warehouse_app.service.ports.odoo import Odoo, OdooBatch
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.released_waves import withdraw

_NO_TRUCK = 2**53


class _NoTotesFree(Exception):
    """It waits: what was begun is undone."""


def adopt_batches(holding: Holding, odoo: Odoo, w: int, cart: Cart) -> int:
    """Looks at the batches of transfers nobody walks; how many there are. One call of Odoo, and none where none is.

    Raises:
        OdooUnreachable, OdooUnknown, OdooRefused: nothing was changed, the same come next.
    """
    asked = holding.write(lambda uow: uow.adopting.asked(w))
    found = {one.odoo_id: one for one in odoo.batches(asked)} if asked else {}
    over = [id_ for id_ in asked if id_ not in found or found[id_].state in ("done", "cancel")]
    holding.write(lambda uow: _settle(w, over, uow))
    free = holding.write(lambda uow: set(uow.adopting.free(w))) if asked else set()
    for batch in found.values():
        if batch.state == "in_progress" and batch.odoo_id in free:
            holding.write(lambda uow, batch=batch: _take_over(w, batch, cart, uow))  # type: ignore[misc]
    return len(asked)


def _settle(w: int, over: Sequence[int], uow: UnitOfWork) -> None:
    """What is in no batch any more, or in another one, leaves the wave that nobody has."""
    uow.adopting.let_go(over)
    for id_, transfers in uow.adopting.misplaced(w).items():
        wave = uow.floor.wave(id_)
        if wave is None or wave.state != "released":
            continue  # somebody was faster
        if not uow.releasing.take_off(id_, transfers):
            withdraw(wave, uow)
        uow.releasing.note(w, "batch_changed", None, {"number": wave.number, "orders": len(transfers)}, id_)
        uow.changed("board", "wave", id_)


def _take_over(w: int, batch: OdooBatch, cart: Cart, uow: UnitOfWork) -> None:
    """What is free of it becomes a wave; with what is on its wave already, as long as nobody has that."""
    try:
        with uow.attempt():
            before = uow.adopting.wave_of(batch.odoo_id)
            wave = uow.floor.wave(before) if before is not None else None
            if wave is not None:
                withdraw(wave, uow)
            _add(w, batch, uow.adopting.free(w, batch.odoo_id).get(batch.odoo_id, ()), cart, uow)
    except _NoTotesFree:
        return


def _add(w: int, batch: OdooBatch, load: Sequence[FreeTransfer], cart: Cart, uow: UnitOfWork) -> None:
    if not load:
        return
    needed = cart.totes_for(len(load))
    totes: list[int] = uow.catalogue.free_totes(w, needed) if needed else []
    if len(totes) < needed:
        raise _NoTotesFree
    spots: list[int | None] = [*totes] or [None for _ in load]
    carrier, cutoff_at = _truck(load, uow.releasing.timetable(w).departures(uow.now))
    number = f"W-{uow.number('wave', w):04d}"
    loaded = list(zip((one.id for one in load), spots, strict=True))
    wave = uow.catalogue.add_wave(w, number, loaded, carrier, cutoff_at, _picker(w, batch.user, uow))
    uow.adopting.keep(wave, batch.odoo_id, batch.name)
    facts = {"number": number, "batch": batch.name, "orders": len(load), "carrier": carrier or ""}
    uow.releasing.note(w, "adopted", None, facts, wave)
    uow.changed("board", "wave", wave)


def _truck(load: Sequence[FreeTransfer], trucks: Mapping[str | None, int]) -> tuple[str | None, int | None]:
    """The first one that any of them goes with."""
    first = min((one.carrier for one in load), key=lambda carrier: (trucks.get(carrier, _NO_TRUCK), carrier or ""))
    return first, trucks.get(first)


def _picker(w: int, user: int | None, uow: UnitOfWork) -> int | None:
    """Whose batch it is in Odoo, where that is a picker of ours."""
    person = uow.people.by_odoo_user(user) if user is not None else None
    return person.id if person is not None and person.active and person.w == w and "picker" in person.roles else None
