"""A layout is saved, takes places from a file, or is given up: locations go by their names again."""

from __future__ import annotations

from warehouse_app.domain import route
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.layout import Hall
from warehouse_app.domain.layout.placing import Cells, ranks_of, reaching, spots_of
from warehouse_app.service.layout_file import said_in
from warehouse_app.service.layout_form import Texts, plan_of
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork


def save_layout(texts: Texts, person: Person, uow: UnitOfWork) -> None:
    """From now on waves walk by it.

    Raises:
        Refused: as `plan_of` does; nothing was changed.
    """
    hall = plan_of(texts, uow.catalogue.layouts.places(person.w))
    _keep(hall, uow.catalogue.layouts.said(person.w), person, uow)


def take_places(text: str, person: Person, uow: UnitOfWork) -> None:
    """A file in the form of the one that is given out; what it leaves empty goes by the patterns.

    Raises:
        Refused: `layout.none` (save one first), `layout.file`, `layout.row`; nothing was changed.
    """
    hall = uow.catalogue.layouts.hall(person.w)
    if hall is None:
        raise Refused("layout.none")
    said = said_in(text, hall, uow.catalogue.layouts.places(person.w))
    uow.catalogue.layouts.save(person.w, "said", {"cells": said}, person.id)
    _keep(hall, said, person, uow)


def give_up_layout(person: Person, uow: UnitOfWork) -> None:
    """By name again, as before there was one."""
    w = person.w
    uow.catalogue.layouts.save(w, "hall", {}, person.id)
    uow.catalogue.layouts.save(w, "said", {}, person.id)
    uow.catalogue.layouts.place(w, {}, route.walk_ranks(place.code for place in uow.catalogue.layouts.places(w)))
    uow.releasing.note(w, "layout_off", person.id, {})
    uow.changed("board", "layout", w)


def put_on_map(w: int, hall: Hall, said: Cells, uow: UnitOfWork) -> int:
    """Every location goes to its place; how many have one."""
    places = uow.catalogue.layouts.places(w)
    spots = spots_of(hall, said, [(place.code, place.barcode) for place in places])
    uow.catalogue.layouts.place(w, spots, ranks_of(spots, (place.code for place in places)))
    return len(spots)


def _keep(hall: Hall, said: Cells, person: Person, uow: UnitOfWork) -> None:
    hall = reaching(hall, said)
    uow.catalogue.layouts.save(person.w, "hall", hall.as_body(), person.id)
    n = put_on_map(person.w, hall, said, uow)
    uow.releasing.note(person.w, "layout_saved", person.id, {"n": n, "aisles": len(hall.aisles)})
    uow.changed("board", "layout", person.w)
